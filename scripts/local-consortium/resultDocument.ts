import type { RoundSummary } from "@consilium/coordinator/http/CoordinatorService.ts";
import type { Evaluation } from "@consilium/node/workloads/localScores.ts";
import type { AuditReport } from "@consilium/sdk/audit/AuditReport.ts";
import type { FetchedStage } from "@consilium/sdk/coordinator/fetchResult.ts";
import type { Comparison, Judged } from "./comparison.ts";

/** A measure of one way of learning; null where it is undefined (AUC where one outcome is absent). */
export interface Measure {
  /** Of the hospitals' own values, each hospital counting alike. */
  mean: number | null;
  bySite: Record<string, number | null>;
  pooledTest: number | null;
}

export interface Measures {
  federated: Measure;
  localOnly: Measure;
  pooled: Measure;
}

/** What `npm start --json` prints. */
export interface ResultDocument {
  /** The study's id. */
  study: string;
  /** Finalised rounds. */
  rounds: number;
  accuracy: Measures;
  auc: Measures;
  /** What each stage says, without its tables. */
  stages: readonly Readonly<Record<string, unknown>>[];
  /** Mean over the finalised rounds and their sites of what the coordinator received. */
  uploadBytesPerSitePerRound: number;
  /** The largest number of coordinator transactions in a round. */
  transactionsPerRound: number;
  /** Gas used since the chain began, by contract function; `deployment` and `total` besides. */
  gas: Record<string, number>;
  /** Patients that were in a cohort before they revoked and in none after. */
  excludedAfterRevocation: number;
  audit: { ok: boolean; checks: AuditReport["checks"] };
}

export interface ResultParts {
  studyId: string;
  rounds: readonly RoundSummary[];
  comparison: Comparison;
  stages: readonly FetchedStage[];
  gas: Record<string, number>;
  excludedAfterRevocation: number;
  audit: AuditReport;
}

export function resultDocument(parts: ResultParts): ResultDocument {
  const finalised = parts.rounds.filter(({ phase }) => phase === "finalized");
  const uploads = finalised.flatMap(({ bytesReceivedBySite = {} }) => Object.values(bytesReceivedBySite));
  return {
    study: parts.studyId,
    rounds: finalised.length,
    accuracy: measures(parts.comparison, "accuracy"),
    auc: measures(parts.comparison, "auc"),
    stages: parts.stages.map(({ stage, workload, report }) => ({ stage, workload, ...report.document })),
    uploadBytesPerSitePerRound: Math.round(mean(uploads) ?? 0),
    transactionsPerRound: Math.max(0, ...parts.rounds.map(({ transactions }) => transactions.length)),
    gas: parts.gas,
    excludedAfterRevocation: parts.excludedAfterRevocation,
    audit: { ok: parts.audit.ok, checks: parts.audit.checks },
  };
}

function measures({ federated, localOnly, pooled }: Comparison, name: "accuracy" | "auc"): Measures {
  const measure = (judged: Judged): Measure => {
    const bySite = Object.fromEntries(Object.entries(judged.bySite).map(([id, found]) => [id, rounded(found, name)]));
    const known = Object.values(judged.bySite).flatMap((found) => found[name] ?? []);
    const average = mean(known);
    return {
      mean: average === undefined ? null : round4(average),
      bySite,
      pooledTest: rounded(judged.pooledTest, name),
    };
  };
  return { federated: measure(federated), localOnly: measure(localOnly), pooled: measure(pooled) };
}

function rounded(evaluation: Evaluation, name: "accuracy" | "auc"): number | null {
  const value = evaluation[name];
  return value === null ? null : round4(value);
}

/** Four decimals: more than these test sets can tell apart. */
function round4(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}
