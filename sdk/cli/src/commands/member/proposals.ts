import { chainSeconds } from "@consilium/sdk/chain/blocks.ts";
import { readMembers } from "@consilium/sdk/chain/members.ts";
import { readProposals } from "@consilium/sdk/chain/proposals.ts";
import type { Command } from "commander";
import { indexList, tableLines } from "../../table.ts";
import { type ChainFlags, type CliContext, chainOptions, example, wantsJson, withChain } from "../shared.ts";
import { changeText, labelAt, stateOf } from "./describe.ts";

/** `consilium member proposals` */
export function addProposals(member: Command, context: CliContext): void {
  const proposals = chainOptions(
    member
      .command("proposals")
      .description("Lists what was put to the sites' vote, and who voted for it.")
      .option("--open", "only those that can still be voted for"),
  );
  example(proposals, "consilium member proposals --open --rpc http://127.0.0.1:8545 --deployment deployment.json");
  proposals.action(async (flags: ChainFlags & { open?: true }) => {
    const terminal = context.terminal(wantsJson(proposals));
    const { all, members } = await withChain(flags, async (chain) => {
      const nowSeconds = await chainSeconds(chain);
      const made = await readProposals(chain);
      return {
        all: made.map((proposal) => ({ ...proposal, state: stateOf(proposal, nowSeconds) })),
        members: await readMembers(chain),
      };
    });
    const shown = all.filter(({ state }) => flags.open !== true || state === "open");
    const rows = shown.map(({ proposalId, state, proposer, votes, expiresAt, change }) => {
      const until = new Date(expiresAt * 1_000).toISOString().slice(0, 10);
      return [
        String(proposalId),
        state,
        labelAt(members, proposer),
        indexList(votes),
        until,
        changeText(change, members),
      ];
    });
    if (rows.length === 0) terminal.line("There is none.");
    else {
      const heading = ["proposal", "state", "proposer", "votes", "until", "what"];
      for (const line of tableLines(heading, rows)) terminal.line(line);
    }
    terminal.document({ proposals: shown });
  });
}
