import { readMembers } from "@consilium/sdk/chain/members.ts";
import { readMinimums, readVotingRule } from "@consilium/sdk/chain/proposals.ts";
import type { Command } from "commander";
import { tableLines } from "../../table.ts";
import { type ChainFlags, type CliContext, chainOptions, example, wantsJson, withChain } from "../shared.ts";
import { roleNames } from "./describe.ts";

/** `consilium member list` */
export function addMemberList(member: Command, context: CliContext): void {
  const list = chainOptions(
    member
      .command("list")
      .description("Lists every member ever admitted, suspended ones included, as the chain has it."),
  );
  example(list, "consilium member list --rpc http://127.0.0.1:8545 --deployment deployment.json");
  list.action(async (flags: ChainFlags) => {
    const terminal = context.terminal(wantsJson(list));
    const { members, rule, minimums } = await withChain(flags, async (chain) => ({
      members: await readMembers(chain),
      rule: await readVotingRule(chain),
      minimums: await readMinimums(chain),
    }));
    const rows = members.map(({ index, name, roles, status, account, peerId }) => {
      return [String(index), name, roleNames(roles).join(" "), status, account, peerId === "" ? "-" : peerId];
    });
    for (const line of tableLines(["index", "name", "roles", "status", "account", "peer id"], rows))
      terminal.line(line);
    terminal.line(
      `Studies and rounds ask for at least ${minimums.minSites} sites and ${minimums.minSurvivors} survivors.`,
    );
    terminal.line(
      `A vote carries with more than ${rule.numerator}/${rule.denominator} of the active sites, and at least two.`,
    );
    terminal.document({ members: members.map((each) => ({ ...each, roles: roleNames(each.roles) })), rule, minimums });
  });
}
