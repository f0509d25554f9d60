import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import type { DeploymentNeed, ModelRecord } from "@consilium/sdk/chain/models.ts";

/** A model in one line, for what is signed. */
export function modelText({ modelId, studyId, riskClass, stage, modelDigest }: ModelRecord): string {
  return `model ${modelId} of study ${studyId}, ${riskClass} risk, now ${stage}, digest ${modelDigest}`;
}

/** What is to be done about each thing that a model lacks. */
export const NEED_TEXTS: Record<DeploymentNeed, string> = {
  dispute: "a dispute of its round stands; audit it, then sites vote with `consilium round dismiss`",
  approval: "sites approve it with `consilium model vote <model> approved`",
  audit: "an auditor that is neither a site nor the sponsor attests it with `consilium model attest`",
  votes: "sites vote for it with `consilium model vote <model> deployed`",
};

/** A model as the command's JSON gives it: votes as lists of member indices. */
export function modelDocument(model: ModelRecord) {
  const { approvalVotes, deploymentVotes, retirementVotes, ...rest } = model;
  const votes = {
    approval: indicesOf(approvalVotes),
    deployment: indicesOf(deploymentVotes),
    retirement: indicesOf(retirementVotes),
  };
  return { ...rest, votes };
}
