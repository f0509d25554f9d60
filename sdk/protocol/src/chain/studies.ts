import type { Chain } from "./connectChain.ts";
import { basisBits, DEFAULT_BASES } from "./consentBases.ts";
import { theEvent } from "./events.ts";
import { read } from "./read.ts";
import { DEFAULT_RISK_CLASS, riskClassNumber } from "./riskClasses.ts";
import { type SentTransaction, send } from "./send.ts";
import type { Hex } from "./typedAbi.ts";

/** What a study says on chain. Times are unix seconds. */
export interface StudyTerms {
  /** Canonical digest of the study folder. */
  studyDigest: Hex;
  /** Number of the DUO code, see purposes.ts. */
  purpose: number;
  /** Category bits, see categories.ts. */
  categories: number;
  minSites: number;
  /** Most rounds counted per site. */
  maxRounds: number;
  expiresAt: number;
  /** Most seconds from a round's consent block to its commit deadline. */
  maxCommitSpan: number;
  /** Bits of the bases of consents it accepts, see consentBases.ts; patients' own signatures if not given. */
  acceptedBases?: number;
  /** Ethics sign-offs without which no round opens; none if not given. */
  signOffsRequired?: number;
  /** Number of the risk class of its models, see riskClasses.ts; high if not given. */
  riskClass?: number;
  /** c: sites that may collude with the coordinator; `minSites` is at least c + 2. */
  colluders: number;
  /** Member index of the coordinator that alone opens its rounds. */
  opener: number;
}

export interface StudyRecord extends StudyTerms {
  studyId: number;
  /** Member index of the publisher. */
  sponsor: number;
  publishedBlock: number;
  /** How many members have signed it off. */
  signOffs?: number;
}

export interface AccessGrant {
  /** Unix seconds; live while the block time is below it. */
  until: number;
  roundCap: number;
  grantedBlock: number;
  /** 0 while not withdrawn. */
  withdrawnBlock: number;
  /** Given, not withdrawn, not past its end, and the study not expired, as of the newest block. */
  live: boolean;
}

/** Publishes a study as an active sponsor or coordinator. */
export async function publishStudy(chain: Chain, terms: StudyTerms): Promise<SentTransaction & { studyId: number }> {
  const sent = await send(chain, "StudyRegistry", "publish", [
    {
      acceptedBases: basisBits(DEFAULT_BASES),
      signOffsRequired: 0,
      riskClass: riskClassNumber(DEFAULT_RISK_CLASS),
      ...terms,
    },
  ]);
  return { ...sent, studyId: theEvent(chain, "StudyRegistry", "StudyPublished", sent.logs).studyId };
}

/** Throws STUDY_UNKNOWN. */
export async function readStudy(chain: Chain, studyId: number): Promise<StudyRecord> {
  return { studyId, ...(await read(chain, "StudyRegistry", "studyAt", [studyId])) };
}

/** All published studies, oldest first. */
export async function readStudies(chain: Chain): Promise<StudyRecord[]> {
  const count = await read(chain, "StudyRegistry", "studyCount", []);
  return Promise.all(Array.from({ length: count }, (_, i) => readStudy(chain, i + 1)));
}

/** The study published with this folder digest. Throws STUDY_UNKNOWN. */
export async function findStudyByDigest(chain: Chain, studyDigest: Hex): Promise<StudyRecord> {
  return readStudy(chain, await read(chain, "StudyRegistry", "studyIdOf", [studyDigest]));
}

/**
 * Signs a study off for the caller's ethics board, as an active site or auditor. `decisionDigest` is SHA-256 of the decision.
 * Throws STUDY_MISMATCH unless `studyDigest` is the published one.
 */
export function signOffStudy(
  chain: Chain,
  { studyId, studyDigest, decisionDigest }: { studyId: number; studyDigest: Hex; decisionDigest: Hex },
): Promise<SentTransaction> {
  return send(chain, "StudyRegistry", "signOff", [studyId, studyDigest, decisionDigest]);
}

/** The members whose ethics boards signed a study off, as a set (bitmap.ts). Throws STUDY_UNKNOWN. */
export function readSignOffs(chain: Chain, studyId: number): Promise<bigint> {
  return read(chain, "StudyRegistry", "signOffsOf", [studyId]);
}

/** Grants a study access to the caller's site. Throws STUDY_MISMATCH unless `studyDigest` is the published one. */
export function grantAccess(
  chain: Chain,
  grant: { studyId: number; studyDigest: Hex; until: number; roundCap: number },
): Promise<SentTransaction> {
  return send(chain, "StudyRegistry", "grantAccess", [grant.studyId, grant.studyDigest, grant.until, grant.roundCap]);
}

/** Withdraws the caller's grant; no later round may admit the site. */
export function withdrawAccess(chain: Chain, { studyId }: { studyId: number }): Promise<SentTransaction> {
  return send(chain, "StudyRegistry", "withdrawAccess", [studyId]);
}

/** A site's grant; all zero and not live if it never granted. Throws STUDY_UNKNOWN. */
export async function readGrant(chain: Chain, studyId: number, memberIndex: number): Promise<AccessGrant> {
  const [grant, live] = await Promise.all([
    read(chain, "StudyRegistry", "grantOf", [studyId, memberIndex]),
    read(chain, "StudyRegistry", "isGrantLive", [studyId, memberIndex]),
  ]);
  return { ...grant, live };
}

/** Whether a site's grant is live as of the newest block. Throws STUDY_UNKNOWN. */
export function isGrantLive(chain: Chain, studyId: number, memberIndex: number): Promise<boolean> {
  return read(chain, "StudyRegistry", "isGrantLive", [studyId, memberIndex]);
}
