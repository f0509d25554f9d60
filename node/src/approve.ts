import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { DEFAULT_BASES } from "@consilium/sdk/chain/consentBases.ts";
import { memberLabel } from "@consilium/sdk/chain/memberNames.ts";
import { findMemberByAccount, readMember } from "@consilium/sdk/chain/members.ts";
import { DEFAULT_RISK_CLASS } from "@consilium/sdk/chain/riskClasses.ts";
import { findStudyByDigest, grantAccess, readGrant } from "@consilium/sdk/chain/studies.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { columnText, stageText } from "@consilium/sdk/study/describeStudy.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { requireSameTerms } from "@consilium/sdk/study/studyTerms.ts";
import type { ConfigFile } from "@consilium/service/config/readConfig.ts";
import { readDeployment } from "@consilium/service/config/readDeployment.ts";
import type { ServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import type { NodeConfig } from "./config.ts";
import { ApprovedStudies } from "./studies/ApprovedStudies.ts";

export interface Approval {
  studyId: number;
  digest: string;
  /** Unix seconds. */
  until: number;
  rounds: number;
  transactionHash: string | null;
}

/** Grants a study access to this site on chain and keeps the folder that was approved. Granting the same again is free. */
export async function approve({
  file,
  keys,
  study,
  until,
  rounds,
}: {
  file: ConfigFile<NodeConfig>;
  keys: ServiceKeys;
  study: Study;
  until: number;
  rounds: number;
}): Promise<Approval> {
  const { config, resolvePath } = file;
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
    const { index } = await findMemberByAccount(chain, chain.account!);
    // First the copy, so that a grant never stands for a folder this site does not hold.
    await new ApprovedStudies(resolvePath(config.stateDir)).add(study);
    const grant = await readGrant(chain, studyId, index);
    const same = grant.live && grant.until === until && grant.roundCap === rounds;
    const sent = same
      ? null
      : await grantAccess(chain, { studyId, studyDigest: study.digest, until, roundCap: rounds });
    return { studyId, digest: study.digest, until, rounds, transactionHash: sent?.hash ?? null };
  } finally {
    chain.close();
  }
}

/** Who published the study on chain, by name and index. @throws STUDY_UNKNOWN before it is published; STUDY_MISMATCH */
export async function readPublisher({ config, resolvePath }: ConfigFile<NodeConfig>, study: Study): Promise<string> {
  const deployment = await readDeployment(resolvePath(config.chain.deploymentFile));
  const chain = await connectChain({ rpcUrl: config.chain.rpcUrl, deployment });
  try {
    const published = await findStudyByDigest(chain, study.digest);
    requireSameTerms(study, published);
    return memberLabel(await readMember(chain, published.sponsor));
  } finally {
    chain.close();
  }
}

/** What a site's committee must see before it says yes, as text. */
export function describeForApproval({ document, digest, featuresSql }: Study, publisher?: string): string {
  const { protection, sites } = document;
  return [
    `Study       ${document.title} (${document.id})`,
    `Digest      ${digest}`,
    ...(publisher === undefined ? [] : [`Published   by ${publisher}`]),
    `Purpose     ${document.purpose}, categories ${document.categories.join(", ")}`,
    ...(document.disease === undefined ? [] : [`Disease     ${document.disease.label} (${document.disease.code})`]),
    `Consents    on the basis of ${(document.consentBases ?? DEFAULT_BASES).join(", ")}`,
    `Rounds      at most ${document.maximumRounds} until ${document.expires}`,
    ...document.stages.map((stage) => `Stage       ${stageText(stage)}`),
    `Protection  secure sum of at least ${protection.minimumSurvivors} of ${sites.minimum} or more sites, ` +
      `${protection.colluders} may collude`,
    `Risk class  ${document.riskClass ?? `${DEFAULT_RISK_CLASS} (not said, so the strictest)`}`,
    `Cohort      at least ${document.minimumCohort} consented patients`,
    ...document.columns.map((column) => `Extracts    ${columnText(column)}`),
    "",
    "features.sql, run read-only at this site:",
    ...featuresSql
      .trimEnd()
      .split("\n")
      .map((line) => `  ${line}`),
    "",
  ].join("\n");
}
