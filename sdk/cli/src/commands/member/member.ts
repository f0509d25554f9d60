import type { Command } from "commander";
import type { CliContext } from "../shared.ts";
import { addList } from "./list.ts";
import { addProposals } from "./proposals.ts";
import { addPropose } from "./propose.ts";
import { addVote } from "./vote.ts";

/** `consilium member list|propose|vote|proposals` */
export function addMember(program: Command, context: CliContext): void {
  const member = program.command("member").description("The consortium's members, and the sites' votes on them.");
  addList(member, context);
  addPropose(member, context);
  addVote(member, context);
  addProposals(member, context);
}
