import type { Digest } from "../canonical/digest.ts";
import { indicesOf } from "../chain/bitmap.ts";
import type { Chain } from "../chain/connectChain.ts";
import { ROLES, readMembers } from "../chain/members.ts";
import { readAccountsAt } from "../chain/recovery.ts";
import { type RoundRecord, readNotUnmaskedBy, readRoundsUsed } from "../chain/rounds.ts";
import { findStudyByDigest, readStudy, type StudyRecord } from "../chain/studies.ts";
import type { Hex } from "../chain/typedAbi.ts";
import { FederationError } from "../errors/FederationError.ts";
import { roundDomain } from "../secagg/statement.ts";
import { thresholdsOf } from "../secagg/thresholds.ts";
import type { TranscriptSource } from "../transcripts/TranscriptSource.ts";
import type { AuditedRound, AuditReport, CheckResult } from "./AuditReport.ts";
import { auditRound } from "./auditRound.ts";
import { CheckLog } from "./CheckLog.ts";
import type { CohortEvidenceSource } from "./CohortEvidenceSource.ts";
import { checkAccess, checkCaps } from "./checks/access.ts";
import { checkTerms, checkWithoutResult } from "./checks/ledger.ts";
import { checkStudy } from "./checks/study.ts";
import { NOT_PROVEN } from "./notProven.ts";
import type { StudyAudit } from "./RoundAudit.ts";
import { readStartModels, Standing } from "./Standing.ts";
import { contractLedger, type StudyLedger } from "./StudyLedger.ts";
import type { Party } from "./scope.ts";

export interface AuditOptions {
  /** Any node of the consortium's chain; it need not be signed for. */
  chain: Chain;
  /** The auditor's own index of that chain, which saves reading its events again for every question; without it the contracts are asked. */
  ledger?: StudyLedger;
  /** The study by its number on chain or by its digest. */
  study: number | Digest;
  transcripts: TranscriptSource;
  /** What sites opened of their cohort trees, for the consent checks. */
  cohortEvidence?: readonly CohortEvidenceSource[];
  /** Told of each verdict as it falls. */
  onCheck?: (result: CheckResult) => void;
  /** Told what is being done. */
  onProgress?: (text: string) => void;
}

/**
 * Derives a whole study again from the chain and its transcripts, believing neither the coordinator nor a site. Returns
 * one verdict for each check; a failing check stops no other that does not rest on it.
 *
 * @throws STUDY_UNKNOWN, CHAIN_UNREACHABLE: without chain or study there is nothing to judge.
 */
export async function auditStudy(options: AuditOptions): Promise<AuditReport> {
  const { chain, transcripts, cohortEvidence = [], onProgress, ledger = contractLedger(chain) } = options;
  const record = await findStudy(chain, options.study);
  const results: CheckResult[] = [];
  const log = new CheckLog(results, undefined, options.onCheck);
  onProgress?.("Reading members, rounds and grants from the chain");
  const [members, rounds, history] = await Promise.all([
    readMembers(chain),
    ledger.rounds(record.studyId),
    ledger.accessHistory(record.studyId),
  ]);
  const accounts = new Map(members.map(({ index, account }) => [index, account]));
  const party = (index: number): Party => ({ index, account: accounts.get(index) ?? `0x${"0".repeat(40)}` });
  const study = await checkStudy(log, transcripts, record, party(record.sponsor));
  const sites = members.filter(({ roles }) => (roles & ROLES.SITE) !== 0);
  const audit: StudyAudit = {
    chain,
    ledger,
    record,
    study,
    transcripts,
    domain: roundDomain(chain.deployment.chainId, chain.deployment.roundLedger),
    accounts: new Map(sites.map(({ index, account }) => [index, account])),
    party,
  };

  /** The study's audit with the accounts that signed in a round: a member may have another by now. */
  const at = async (blockNumber: number): Promise<StudyAudit> => {
    const then = await readAccountsAt(chain, blockNumber);
    return {
      ...audit,
      accounts: new Map(sites.map(({ index, account }) => [index, then.get(index) ?? account])),
      party: (index) => ({ index, account: then.get(index) ?? party(index).account }),
    };
  };

  const standing = new Standing(audit, await readStartModels(audit));
  for (const round of rounds) {
    onProgress?.(`Auditing round ${round.roundId}`);
    const roundLog = log.ofRound(round.roundId);
    await checkTerms(roundLog, record, round, party(round.opener));
    const freeze = round.rosterFrozenBlock === 0 ? undefined : await readBlock(chain, round.rosterFrozenBlock);
    if (freeze !== undefined) await checkAccess(roundLog, history, round, freeze.timestamp, party);
    if (round.status !== "finalized") {
      await checkWithoutResult(roundLog, transcripts, round, party(round.opener), () =>
        settledBy(chain, round, rounds),
      );
      continue;
    }
    const { hash } = await readBlock(chain, round.survivorsFrozenBlock);
    standing.add(
      round,
      await auditRound(await at(round.consentBlock), roundLog, round, hash, standing, cohortEvidence),
    );
  }
  const roundsUsed = (member: number) => readRoundsUsed(chain, record.studyId, member);
  await checkCaps(log, record, rounds, history, roundsUsed, party);
  return {
    ok: results.every(({ ok }) => ok),
    members: members.map(({ index, name }) => ({ index, name })),
    study: { studyId: record.studyId, digest: record.studyDigest, title: study?.document.title ?? "" },
    rounds: rounds.map(describeRound),
    checks: results,
    notProven: NOT_PROVEN,
  };
}

/** How a round that was frozen and has no result was settled, in words; undefined where it was not. */
async function settledBy(
  chain: Chain,
  round: RoundRecord,
  rounds: readonly RoundRecord[],
): Promise<string | undefined> {
  const again = rounds.find(
    ({ status, queryDigest, survivorBitmap }) =>
      status === "finalized" && queryDigest === round.queryDigest && survivorBitmap === round.survivorBitmap,
  );
  if (again !== undefined) return `round ${again.roundId} answered the same query for the same sites`;
  const { shares } = thresholdsOf(indicesOf(round.rosterBitmap).length, round.colluders);
  const needed = indicesOf(round.survivorBitmap).length + 1 + round.colluders - shares;
  const declared = indicesOf(await readNotUnmaskedBy(chain, round.roundId)).length;
  return declared >= needed ? `${declared} survivors declared that they did not unmask it` : undefined;
}

async function findStudy(chain: Chain, study: number | Digest): Promise<StudyRecord> {
  if (typeof study === "string") return await findStudyByDigest(chain, study);
  if (Number.isSafeInteger(study) && study >= 1 && study < 2 ** 32) return await readStudy(chain, study);
  throw new FederationError("STUDY_UNKNOWN", "A study's number runs from 1.", { field: "study" });
}

/** Hash and time of a block, in one question. */
async function readBlock(chain: Chain, blockNumber: number): Promise<{ hash: Hex; timestamp: number }> {
  const block = await chain.provider.getBlock(blockNumber);
  if (block?.hash != null) return { hash: block.hash as Hex, timestamp: block.timestamp };
  throw new FederationError("CHAIN_UNREACHABLE", `The node does not have block ${blockNumber}.`, {
    hint: "Use a chain node that is in step with the chain.",
  });
}

function describeRound(round: RoundRecord): AuditedRound {
  return {
    roundId: round.roundId,
    status: round.status,
    consentBlock: round.consentBlock,
    roster: indicesOf(round.rosterBitmap),
    survivors: indicesOf(round.survivorBitmap),
    modelDigest: round.resultModelDigest,
  };
}
