import { propose, ROLES, voteForProposal } from "@consilium/sdk/chain/members.ts";
import { attestModel, deployModel, voteModel } from "@consilium/sdk/chain/models.ts";
import type { Address } from "@consilium/sdk/chain/typedAbi.ts";
import { type GasConsortium, type GasFigures, hash, walletOf } from "./GasConsortium.ts";

/** The sites' votes on members and on a model of high risk, up to its deployment. */
export async function measureGovernance(consortium: GasConsortium, modelId: number): Promise<GasFigures> {
  const { sites, auditor, coordinator } = consortium;
  const candidate = {
    name: "Hospital of the usual length 9",
    account: walletOf("newcomer").address as Address,
    roles: ROLES.SITE,
    peerId: "12D3KooWGasTablePeerIdOfTheUsualLengthOf52Characters9",
    boxKey: hash("box 9"),
  };
  const admission = await propose(sites[0]!, { kind: "admit", candidate });
  const carried = await voteForProposal(sites[1]!, admission.proposalId);
  const minimums = await propose(sites[0]!, { kind: "changeMinimums", minSites: 3, minSurvivors: 2 });
  const vote = await voteForProposal(sites[1]!, minimums.proposalId);

  const approvals: number[] = [];
  for (const site of sites) approvals.push((await voteModel(site, { modelId, stage: "approved" })).gasUsed);
  const report = { modelId, kind: "fairness", evidenceDigest: hash("report") };
  const attested = (await attestModel(auditor, report)).gasUsed;
  const deployments: number[] = [];
  for (const site of sites) deployments.push((await voteModel(site, { modelId, stage: "deployed" })).gasUsed);
  const deployed = (await deployModel(coordinator, { modelId })).gasUsed;
  return {
    "propose to admit a site, and vote": admission.gasUsed,
    "vote that admits it": carried.gasUsed,
    "vote for a proposal, not yet carried": vote.gasUsed,
    "vote to approve a model": approvals[1]!,
    "attest a model, as an auditor": attested,
    "vote to deploy a model of high risk": deployments[1]!,
    "deploy a model of high risk": deployed,
  };
}
