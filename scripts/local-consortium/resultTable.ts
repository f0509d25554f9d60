import type { RoundSummary } from "@consilium/coordinator/http/CoordinatorService.ts";
import type { FetchedStage } from "@consilium/sdk/coordinator/fetchResult.ts";
import { columns } from "./columns.ts";
import type { Measure, ResultDocument } from "./resultDocument.ts";
import { stageLines } from "./stageLines.ts";

export interface TableParts {
  title: string;
  document: ResultDocument;
  rounds: readonly RoundSummary[];
  stages: readonly FetchedStage[];
  /** Training and held-out rows by hospital, in member order. */
  rows: readonly { id: string; training: number; heldOut: number }[];
  /** Hospital names by member index. */
  names: readonly string[];
  /** Path of the report for people. */
  report: string;
}

/** The result for people. */
export function resultTable(parts: TableParts): string {
  return [
    parts.title,
    "",
    ...qualityLines(parts),
    ...stageLines(parts.stages),
    "",
    ...roundLines(parts),
    "",
    ...costLines(parts.document),
    "",
    ...auditLines(parts.document),
    "",
    `The study's report, with figures: ${parts.report}`,
    "",
  ].join("\n");
}

function qualityLines({ document, rows }: TableParts): string[] {
  const { accuracy, auc } = document;
  const line = (name: string, training: string, heldOut: string, of: (measure: Measure) => number | null) => [
    name,
    training,
    heldOut,
    ...[accuracy.localOnly, accuracy.federated, accuracy.pooled, auc.localOnly, auc.federated, auc.pooled].map(
      (measure) => figure(of(measure)),
    ),
  ];
  const total = (key: "training" | "heldOut") => String(rows.reduce((sum, row) => sum + row[key], 0));
  return columns([
    ["", "rows", "", "accuracy", "", "", "AUC", "", ""],
    ["hospital", "training", "held out", "alone", "federated", "pooled*", "alone", "federated", "pooled*"],
    ...rows.map(({ id, training, heldOut }) =>
      line(id, String(training), String(heldOut), (measure) => measure.bySite[id] ?? null),
    ),
    line("mean of hospitals", "", "", (measure) => measure.mean),
    line("all held-out rows", total("training"), total("heldOut"), (measure) => measure.pooledTest),
  ]).concat("* a reference for this demonstration only: it reads every hospital's records in one place");
}

function roundLines({ rounds, names }: TableParts): string[] {
  const list = (members: readonly number[]) => members.map((member) => names[member] ?? `member ${member}`).join(", ");
  return columns([
    ["round", "stage", "workload", "ended", "survivors", "dropped", "seconds", "transactions"],
    ...rounds.map((round) => [
      String(round.roundId),
      `${round.stage} ${round.iteration + 1}`,
      round.workload,
      round.abortReason === undefined ? round.phase : `${round.phase}: ${round.abortReason}`,
      String(round.survivors.length),
      list(round.dropouts) || "none",
      round.finishedAt === undefined ? "" : String(round.finishedAt - round.startedAt),
      String(round.transactions.length),
    ]),
  ]);
}

function costLines(document: ResultDocument): string[] {
  return [
    `excluded after revocation: ${document.excludedAfterRevocation} patients`,
    `received per site and round: ${grouped(document.uploadBytesPerSitePerRound)} bytes on average`,
    `coordinator transactions per round: at most ${document.transactionsPerRound}`,
    ...columns([["gas", ""], ...Object.entries(document.gas).map(([name, gas]) => [`  ${name}`, grouped(gas)])]),
  ];
}

function auditLines({ audit }: ResultDocument): string[] {
  const failed = audit.checks.filter(({ ok }) => !ok);
  return [
    `audit: ${audit.ok ? "PASSED" : "FAILED"} (${audit.checks.length - failed.length} of ${audit.checks.length} checks)`,
    ...failed.map(({ id, round, subject, verdict }) => {
      return `  ${id}${round === undefined ? "" : ` in round ${round}`}, ${subject}: ${verdict}`;
    }),
  ];
}

function figure(value: number | null): string {
  return value === null ? "n/a" : value.toFixed(3);
}

function grouped(value: number): string {
  return value.toLocaleString("en-US");
}
