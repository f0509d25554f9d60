import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { readRound, voteToDismiss } from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Command } from "commander";
import { askToSign, type YesFlag, yesOption } from "./asking.ts";
import { type CliContext, chainNumber, example, wantsJson } from "./shared.ts";
import { type SignerFlags, signerOptions, withSigner } from "./signing.ts";

/** `consilium round dismiss` */
export function addRound(program: Command, context: CliContext): void {
  const round = program.command("round").description("Rounds on chain.");
  const dismiss = yesOption(
    signerOptions(
      round
        .command("dismiss")
        .description("Votes, as an active site, to dismiss the disputes that block a round's model.")
        .argument("<round>", "the round's number", chainNumber),
    ),
  );
  example(
    dismiss,
    "consilium round dismiss 7 --keystore ./state --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  dismiss.action(async (roundId: number, flags: SignerFlags & YesFlag) => {
    const terminal = context.terminal(wantsJson(dismiss));
    const { hash, disputes, disputed } = await withSigner(flags, async (chain) => {
      const before = await readRound(chain, roundId);
      const disputers = indicesOf(before.disputes);
      if (!before.disputed) {
        throw new FederationError("ROUND_PHASE", "No dispute of this round stands.", {
          field: `round ${roundId}`,
          hint: "There is nothing to vote on.",
        });
      }
      const text =
        `Vote to dismiss what sites ${disputers.join(", ")} hold against round ${roundId} of study ${before.studyId}.\n` +
        "Check it first with `consilium audit`: with enough votes its model counts again.";
      await askToSign(text, flags, context, terminal);
      const sent = await voteToDismiss(chain, { roundId });
      return { hash: sent.hash, disputes: disputers, disputed: (await readRound(chain, roundId)).disputed };
    });
    terminal.line(`Voted, in transaction ${hash}.`);
    terminal.line(disputed ? "Not carried yet: the disputes stand." : terminal.colour("green", "Carried: dismissed."));
    terminal.document({ roundId, disputedBy: disputes, disputed, transactionHash: hash });
  });
}
