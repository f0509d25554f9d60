import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { memberLabel } from "@consilium/sdk/chain/memberNames.ts";
import { findMemberByAccount, readMember } from "@consilium/sdk/chain/members.ts";
import { findStudyByDigest, grantAccess, readGrant } from "@consilium/sdk/chain/studies.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { requireSameTerms } from "@consilium/sdk/study/studyTerms.ts";
import type { ConfigFile } from "@consilium/service/config/readConfig.ts";
import { readDeployment } from "@consilium/service/config/readDeployment.ts";
import type { ServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import type { NodeConfig } from "./config.ts";
import { requireWithinPolicy } from "./policy/checkStudy.ts";
import { policyDigest } from "./policy/Policy.ts";
import type { Review } from "./reviewStudy.ts";
import { Approvals } from "./studies/Approvals.ts";
import { ApprovedStudies } from "./studies/ApprovedStudies.ts";
import { requireOpener } from "./studies/requireOpener.ts";

export interface Approval {
  studyId: number;
  digest: string;
  /** Unix seconds. */
  until: number;
  rounds: number;
  transactionHash: string | null;
  /** The site's rules that the study was checked against. */
  policyDigest: string;
  allowRare: readonly string[];
}

/**
 * Grants a reviewed study access to this site on chain, and keeps the folder and what was approved. Granting the same again is free.
 */
export async function approve({
  file,
  keys,
  study,
  review,
  until,
  rounds,
}: {
  file: ConfigFile<NodeConfig>;
  keys: ServiceKeys;
  study: Study;
  /** Of `reviewStudy`: the study keeps to the policy on this site's records. */
  review: Pick<Review, "policy" | "allowRare">;
  until: number;
  rounds: number;
}): Promise<Approval> {
  const { config, resolvePath } = file;
  const { policy, allowRare } = review;
  requireWithinPolicy(study, policy);
  if (until * 1_000 <= Date.now()) {
    throw new FederationError("REQUEST_INVALID", "The grant would end in the past.", {
      field: "--until",
      hint: "Give a later day.",
    });
  }
  const deployment = await readDeployment(resolvePath(config.chain.deploymentFile));
  const chain = await connectChain({ rpcUrl: config.chain.rpcUrl, deployment, signer: keys.chainKey });
  try {
    const record = await findStudyByDigest(chain, study.digest);
    const { studyId } = record;
    requireSameTerms(study, record);
    await requireOpener(chain, record, config.coordinator.peerId);
    const { index } = await findMemberByAccount(chain, chain.account!);
    // First the copy, so that a grant never stands for a folder this site does not hold.
    const stateDir = resolvePath(config.stateDir);
    await new ApprovedStudies(stateDir).add(study);
    const at = Math.floor(Date.now() / 1_000);
    const rules = { policy, policyDigest: policyDigest(policy), allowRare: [...allowRare] };
    const studyName = study.document.id;
    await new Approvals(stateDir).note({ version: 1, study: study.digest, studyName, at, until, rounds, ...rules });
    const grant = await readGrant(chain, studyId, index);
    const same = grant.live && grant.until === until && grant.roundCap === rounds;
    const sent = same
      ? null
      : await grantAccess(chain, { studyId, studyDigest: study.digest, until, roundCap: rounds });
    const transactionHash = sent?.hash ?? null;
    return {
      studyId,
      digest: study.digest,
      until,
      rounds,
      transactionHash,
      policyDigest: rules.policyDigest,
      allowRare,
    };
  } finally {
    chain.close();
  }
}

/** Who published the study on chain, and who opens its rounds, by name and index. @throws STUDY_UNKNOWN before it is published; STUDY_MISMATCH */
export async function readParties(
  { config, resolvePath }: ConfigFile<NodeConfig>,
  study: Study,
): Promise<{ publisher: string; opener: string }> {
  const deployment = await readDeployment(resolvePath(config.chain.deploymentFile));
  const chain = await connectChain({ rpcUrl: config.chain.rpcUrl, deployment });
  try {
    const published = await findStudyByDigest(chain, study.digest);
    requireSameTerms(study, published);
    const opener = await requireOpener(chain, published, config.coordinator.peerId);
    return { publisher: memberLabel(await readMember(chain, published.sponsor)), opener: memberLabel(opener) };
  } finally {
    chain.close();
  }
}
