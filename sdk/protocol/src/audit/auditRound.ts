import { indicesOf } from "../chain/bitmap.ts";
import type { RoundRecord } from "../chain/rounds.ts";
import { thresholdsOf } from "../secagg/thresholds.ts";
import type { CoursePoint } from "../workloads/course.ts";
import type { Reduction } from "../workloads/Workload.ts";
import type { CheckLog } from "./CheckLog.ts";
import type { CohortEvidenceSource } from "./CohortEvidenceSource.ts";
import { checkCohorts } from "./checks/cohort.ts";
import { checkCommitments } from "./checks/commitments.ts";
import { checkConfirmations } from "./checks/confirmations.ts";
import { checkDeals } from "./checks/deals.ts";
import { checkBase, checkManifest } from "./checks/manifest.ts";
import { checkResult, checkStateBytes, checkSum } from "./checks/result.ts";
import { checkTranscriptRoster } from "./checks/roster.ts";
import { checkSharingSet } from "./checks/sharingSet.ts";
import { readTranscript } from "./checks/transcript.ts";
import { checkRecovery, checkUnmaskings } from "./checks/unmaskings.ts";
import { checkVectors } from "./checks/vectors.ts";
import { auditContexts, type RoundAudit, type StudyAudit } from "./RoundAudit.ts";
import { firstFailed } from "./scope.ts";

/**
 * Derives one finalised round again, from its manifest to its state, and opens the cohorts for which evidence is given.
 * Returns the point it is at and what it left, undefined where that could not be derived.
 *
 * @param freezeBlockHash of the block that froze the survivors
 * @param standing where the study stands before the round, as derived by this audit, or what keeps that from being known.
 */
export async function auditRound(
  studyAudit: StudyAudit,
  log: CheckLog,
  round: RoundRecord,
  freezeBlockHash: `0x${string}`,
  standing: { next: CoursePoint | undefined; blockedBy: string | undefined },
  cohortEvidence: readonly CohortEvidenceSource[],
): Promise<{ point: CoursePoint; reduction: Reduction } | undefined> {
  const coordinator = studyAudit.party(round.opener);
  const transcript = await readTranscript(log, studyAudit.transcripts, round, coordinator);
  if (transcript === undefined) return undefined;
  const roster = indicesOf(round.rosterBitmap);
  const audit: RoundAudit = {
    ...studyAudit,
    log,
    round,
    transcript,
    file: `round-${round.roundId}.json`,
    coordinator,
    roster,
    survivors: indicesOf(round.survivorBitmap),
    contexts: auditContexts(studyAudit.chain.deployment, round, transcript.sharingSet),
    thresholds: thresholdsOf(roster.length, round.colluders),
  };

  const { next, blockedBy } = standing;
  const manifest = ["the manifest", await checkManifest(audit, next, blockedBy)] as const;
  const base = await checkBase(audit, next, blockedBy);
  const adverts = ["the roster", await checkTranscriptRoster(audit)] as const;
  const deals = ["the deals", await checkDeals(audit)] as const;
  const set = ["the sharing set", await checkSharingSet(audit)] as const;
  const commitments = ["the commitments", await checkCommitments(audit)] as const;
  const confirmations = ["the confirmations", await checkConfirmations(audit, freezeBlockHash)] as const;
  const maskedSum = await checkVectors(audit, freezeBlockHash);

  const shared = [manifest, adverts, deals, set, commitments, confirmations] as const;
  const unmaskings = ["the unmaskings", await checkUnmaskings(audit, firstFailed(...shared))] as const;
  const recovery = await checkRecovery(audit, firstFailed(...shared, unmaskings));
  const summands = [
    ["the masked sum", maskedSum !== undefined],
    ["the recovered seeds", recovery !== undefined],
  ] as const;
  const sum = await checkSum(audit, { maskedSum, recovery }, firstFailed(...shared, ...summands));
  const inputs = [
    ["the study", audit.study !== undefined],
    ["the base state", base],
    ["the sum", sum !== undefined],
  ] as const;
  const reduction = await checkResult(audit, { point: next, sum }, firstFailed(manifest, ...inputs));
  await checkStateBytes(audit);
  await checkCohorts(audit, cohortEvidence, firstFailed(commitments));
  return next === undefined || reduction === undefined ? undefined : { point: next, reduction };
}
