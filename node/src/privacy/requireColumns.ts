import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { workloadOf } from "@consilium/sdk/workloads/workloads.ts";
import { policyRefusal } from "../policy/checkStudy.ts";
import type { SitePolicy } from "../policy/Policy.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";
import { type ColumnFinding, columnFindings } from "./columnRules.ts";

const FINDINGS_NAMED = 10;

/** What a study would compute on at this site. */
export interface ColumnsInput {
  readonly study: Study;
  readonly table: FeatureTable;
  /** The rows of a cohort, or all that may come into one. */
  readonly rows: readonly number[];
  readonly policy: SitePolicy;
  /** Columns whose rare values the committee allowed by name. */
  readonly allowRare: readonly string[];
}

/**
 * The rules for columns, over those rows, of all columns of which any stage releases something: two stages can be subtracted too.
 * What a committee may allow by name, and did, is left out.
 */
export function findingsOf({ study, table, rows, policy, allowRare }: ColumnsInput): ColumnFinding[] {
  const { columns, stages, minimumCell } = study.document;
  const released = new Set(stages.flatMap((stage) => workloadOf(stage.workload).discloses({ study, stage }).columns));
  const looked = columns
    .filter(({ name }) => released.has(name))
    .map((spec) => ({ spec, values: Float64Array.from(rows, (row) => table.columns.get(spec.name)![row]!) }));
  const findings = columnFindings(looked, { ...policy, minimumCell: Math.max(minimumCell, policy.minimumCell) });
  return findings.filter((finding) => !isAllowed(finding, allowRare));
}

function isAllowed({ rule, columns }: ColumnFinding, allowRare: readonly string[]): boolean {
  return (rule === "rare" || rule === "levels") && columns.every((name) => allowRare.includes(name));
}

/** One finding as a line for the operator. */
export function findingText({ rule, columns, message }: ColumnFinding): string {
  return `${columns.join(" and ")}: ${rule}. ${message}`;
}

/**
 * Refuses rows on which a column would single patients out, before anything is computed on them; and an exact regression with more
 * parameters than the rows of all survivors can carry (each has at least the study's minimum cohort).
 *
 * @throws POLICY_REFUSED naming rule, column and field of the study, never a value.
 */
export function requireColumns(input: ColumnsInput): void {
  const { study, rows, policy } = input;
  const { minimumCohort, protection, sites } = study.document;
  const leastSurvivors = thresholdsOf(sites.minimum, protection.colluders).survivors;
  const leastRows = rows.length + (leastSurvivors - 1) * minimumCohort;
  for (const stage of study.document.stages) {
    const { parameters = 0, release } = workloadOf(stage.workload).discloses({ study, stage });
    if (release === "dp" || parameters <= policy.maximumParameterShare * leastRows) continue;
    throw policyRefusal(
      "maximumParameterShare",
      `study.yaml: stage ${stage.id}`,
      `${parameters} parameters are more than ${policy.maximumParameterShare} of the rows that a round has at least.`,
      "Use fewer inputs, a larger minimumCohort or more survivors.",
    );
  }
  const findings = findingsOf(input);
  const [first] = findings;
  if (first === undefined) return;
  const rest = findings.slice(0, FINDINGS_NAMED).map(findingText).join(" ");
  const more = findings.length > FINDINGS_NAMED ? ` And ${findings.length - FINDINGS_NAMED} more.` : "";
  const named = [
    ...new Set(findings.filter(({ rule }) => rule === "rare" || rule === "levels").flatMap((each) => each.columns)),
  ];
  throw new FederationError("POLICY_REFUSED", `Some columns would single patients out. ${rest}${more}`, {
    field: `study.yaml: column ${first.columns.join(" and ")}`,
    hint:
      named.length > 0
        ? `A committee that accepts it approves with ${named.map((name) => `--allow-rare ${name}`).join(" ")}; else ask for a study without it.`
        : "Nobody can allow it by name: ask for a study without it.",
  });
}
