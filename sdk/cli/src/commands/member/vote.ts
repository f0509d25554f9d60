import { readMembers, voteForProposal } from "@consilium/sdk/chain/members.ts";
import { readProposal } from "@consilium/sdk/chain/proposals.ts";
import type { Command } from "commander";
import { askToSign, type YesFlag, yesOption } from "../asking.ts";
import { type CliContext, chainNumber, example, wantsJson } from "../shared.ts";
import { type SignerFlags, signerOptions, withSigner } from "../signing.ts";
import { changeText, labelAt } from "./describe.ts";

/** `consilium member vote <proposal>` */
export function addMemberVote(member: Command, context: CliContext): void {
  const vote = yesOption(
    signerOptions(
      member
        .command("vote")
        .description("Votes for a proposal as an active site; it takes effect with the vote that carries it.")
        .argument("<proposal>", "its number, see `consilium member proposals`", chainNumber),
    ),
  );
  example(vote, "consilium member vote 1 --keystore ./state --rpc http://127.0.0.1:8545 --deployment deployment.json");
  vote.action(async (proposalId: number, flags: SignerFlags & YesFlag) => {
    const terminal = context.terminal(wantsJson(vote));
    const { sent, now } = await withSigner(flags, async (chain) => {
      const { change, proposer } = await readProposal(chain, proposalId);
      const members = await readMembers(chain);
      const what = changeText(change, members);
      const text = `Vote for proposal ${proposalId} of ${labelAt(members, proposer)}: ${what}.`;
      await askToSign(text, flags, context, terminal);
      return { sent: await voteForProposal(chain, proposalId), now: await readProposal(chain, proposalId) };
    });
    terminal.line(`Voted, in transaction ${sent.hash}; votes so far: ${now.votes.join(" ")}.`);
    terminal.line(now.executed ? terminal.colour("green", "Carried: it took effect.") : "Not carried yet.");
    terminal.document({ ...now, transactionHash: sent.hash });
  });
}
