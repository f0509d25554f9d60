import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { memberLabel } from "@consilium/sdk/chain/memberNames.ts";
import { type Member, readMember } from "@consilium/sdk/chain/members.ts";
import type { StudyRecord } from "@consilium/sdk/chain/studies.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

/**
 * The member that alone opens a study's rounds, as the study says on chain. Its rounds count against this site's grant, so it must be
 * the coordinator that this site talks to: of another's rounds it would never hear.
 *
 * @param coordinatorPeerId of node.yaml: `coordinator.peerId`
 * @throws STUDY_MISMATCH naming the member
 */
export async function requireOpener(
  chain: Chain,
  { opener }: Pick<StudyRecord, "opener">,
  coordinatorPeerId: string,
): Promise<Member> {
  const member = await readMember(chain, opener);
  if (member.peerId === coordinatorPeerId) return member;
  throw new FederationError("STUDY_MISMATCH", `The study's rounds are opened by ${memberLabel(member)}.`, {
    field: "coordinator.peerId",
    memberIndex: opener,
    hint: "node.yaml names another coordinator. Approve the study only if this site works with that one, and name it in node.yaml.",
  });
}
