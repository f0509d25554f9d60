import { DEFAULT_BASES } from "@consilium/sdk/chain/consentBases.ts";
import { DEFAULT_RISK_CLASS } from "@consilium/sdk/chain/riskClasses.ts";
import { thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import { columnText, stageText } from "@consilium/sdk/study/describeStudy.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { RowSet } from "@consilium/sdk/workloads/Workload.ts";
import { rowSetOf, workloadOf } from "@consilium/sdk/workloads/workloads.ts";
import { formatPatch, structuredPatch } from "diff";
import { stringify } from "yaml";
import { policyDigest, type SitePolicy } from "./policy/Policy.ts";
import type { ApprovalRecord } from "./studies/Approvals.ts";

/** Whose rows a stage is about, where these are not those that one expects. */
const ROWS_IN_WORDS: Readonly<Record<RowSet, string>> = {
  training: "",
  heldOut: ", on held-out rows",
  all: ", on training and held-out rows",
};

/** The version of this study that the site approved last, as it was kept. */
export interface EarlierApproval {
  readonly record: ApprovalRecord;
  readonly files: Readonly<Record<string, string>>;
}

export interface ApprovalContext {
  readonly publisher?: string | undefined;
  /** The coordinator that opens the study's rounds. */
  readonly opener?: string | undefined;
  readonly policy: SitePolicy;
  readonly allowRare?: readonly string[];
  readonly earlier?: EarlierApproval | undefined;
}

/**
 * What a site's committee must see before it says yes: a summary, every file that the study's digest covers, the policy it was
 * checked against, and the difference to the version approved last. No character of a file can hide another on a terminal.
 */
export function describeForApproval(
  study: Study,
  { publisher, opener, policy, allowRare = [], earlier }: ApprovalContext,
): string {
  const { document, digest, files } = study;
  const { protection, sites } = document;
  return [
    `Study       ${document.title} (${document.id})`,
    `Digest      ${digest}`,
    ...(publisher === undefined ? [] : [`Published   by ${publisher}`]),
    ...(opener === undefined ? [] : [`Opened      its rounds, by ${opener} alone`]),
    `Purpose     ${document.purpose}, categories ${document.categories.join(", ")}`,
    ...(document.disease === undefined ? [] : [`Disease     ${document.disease.label} (${document.disease.code})`]),
    `Consents    on the basis of ${(document.consentBases ?? DEFAULT_BASES).join(", ")}`,
    `Rounds      at most ${document.maximumRounds} until ${document.expires}`,
    ...document.stages.map((stage) => {
      const { release, columns, scoresOf } = workloadOf(stage.workload).discloses({ study, stage });
      const scores = scoresOf === undefined ? "" : ` and scores of the model of ${scoresOf}`;
      const rows = ROWS_IN_WORDS[rowSetOf(stage)];
      return `Stage       ${stageText(stage)}; releases ${release} figures of ${columns.join(" ")}${scores}${rows}`;
    }),
    `Protection  secure sum of at least ${thresholdsOf(sites.minimum, protection.colluders).survivors} of ${sites.minimum} or more sites, ` +
      `${protection.colluders} may collude`,
    `Risk class  ${document.riskClass ?? `${DEFAULT_RISK_CLASS} (not said, so the strictest)`}`,
    `Cohort      at least ${document.minimumCohort} consented patients, at most ${document.maximumRows} rows`,
    `Cells       at least ${document.minimumCell} patients`,
    `Policy      ${policyDigest(policy)}`,
    `Rare        ${allowRare.length === 0 ? "no column is allowed by name" : `allowed by name: ${allowRare.join(", ")}`}`,
    ...document.columns.map((column) => `Extracts    ${columnText(column)}`),
    "",
    "The policy of this site, which the study was checked against:",
    ...indented(stringify(policy)),
    ...Object.entries(files)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([path, text]) => [
        "",
        `${path}${path === "features.sql" ? ", run read-only at this site" : ""}:`,
        ...indented(text),
      ]),
    "",
    ...differenceText(study, policy, earlier),
    "",
  ]
    .map(visible)
    .join("\n");
}

function differenceText(
  { files, document }: Study,
  policy: SitePolicy,
  earlier: EarlierApproval | undefined,
): string[] {
  if (earlier === undefined) return [`This site has approved no other version of ${document.id}.`];
  const { record } = earlier;
  const day = new Date(record.at * 1_000).toISOString().slice(0, 10);
  const pairs = [
    ...[...new Set([...Object.keys(earlier.files), ...Object.keys(files)])]
      .sort()
      .map((path) => [path, earlier.files[path] ?? "", files[path] ?? ""] as const),
    ["policy of this site", stringify(record.policy), stringify(policy)] as const,
  ];
  const changed = pairs.filter(([, before, after]) => before !== after);
  const head = `Difference to the version approved on ${day} (${record.study}):`;
  if (changed.length === 0) return [head, "  none"];
  const patches = changed.map(([path, before, after]) =>
    formatPatch(structuredPatch(path, path, before, after, "approved", "now", { context: 2 })),
  );
  return [head, ...patches.flatMap((patch) => indented(patch))];
}

function indented(text: string): string[] {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => `  ${line}`);
}

/**
 * Control characters could move a terminal's cursor over what was printed, and signs of writing direction or of no width change how
 * a line reads (CVE-2021-42574). All of them are written as their code.
 */
function visible(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) =>
    sign === "\t" ? "  " : `<U+${sign.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`,
  );
}
