import type { Command } from "commander";
import type { CliContext } from "../shared.ts";
import { addCustodians } from "./custodians.ts";
import { addMemberList } from "./list.ts";
import { addProposals } from "./proposals.ts";
import { addPropose } from "./propose.ts";
import { addRecovery } from "./recovery.ts";
import { addRotateKeys } from "./rotateKeys.ts";
import { addMemberVote } from "./vote.ts";

/** `consilium member list|propose|vote|proposals|custodians|recovery|rotate-keys` */
export function addMember(program: Command, context: CliContext): void {
  const member = program.command("member").description("The consortium's members, and the sites' votes on them.");
  addMemberList(member, context);
  addPropose(member, context);
  addMemberVote(member, context);
  addProposals(member, context);
  addCustodians(member, context);
  addRecovery(member, context);
  addRotateKeys(member, context);
}
