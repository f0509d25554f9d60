import { bitmapOf } from "@consilium/sdk/chain/bitmap.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { ROLES, readMembers } from "@consilium/sdk/chain/members.ts";
import type { ModelRecord } from "@consilium/sdk/chain/models.ts";
import type { Indexer } from "./Indexer.ts";
import type { ModelEntry } from "./records.ts";

/**
 * The models of an index, all or those of one study, oldest first: the same as `readModels`. Who is an auditor stands in no event
 * of the index, so the members are asked for where anybody attested something.
 */
export async function indexedModels(
  indexer: Indexer,
  chain: Chain,
  { studyId }: { studyId?: number } = {},
): Promise<ModelRecord[]> {
  const models = (await indexer.models()).filter((model) => studyId === undefined || model.studyId === studyId);
  const attested = models.some(({ attestedBy }) => attestedBy.length > 0);
  const sponsors = new Map((await indexer.studies()).map((study) => [study.studyId, study.sponsor]));
  const rolesOf = new Map((attested ? await readMembers(chain) : []).map(({ index, roles }) => [index, roles]));
  /** As ModelRegistry judges it: an auditor that is neither a site nor the study's sponsor. */
  const isIndependent = (member: number, model: ModelEntry) => {
    const roles = rolesOf.get(member) ?? 0;
    return (roles & ROLES.AUDITOR) !== 0 && (roles & ROLES.SITE) === 0 && sponsors.get(model.studyId) !== member;
  };
  return models.map((model) => {
    const { votes, attestedBy, sites: _, touchedBy: __, ...rest } = model;
    return {
      ...rest,
      audited: attestedBy.some((member) => isIndependent(member, model)),
      approvalVotes: bitmapOf(votes.approved),
      deploymentVotes: bitmapOf(votes.deployed),
      retirementVotes: bitmapOf(votes.retired),
    };
  });
}
