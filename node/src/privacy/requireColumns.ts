import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { RowSet } from "@consilium/sdk/workloads/Workload.ts";
import { rowSetOf, workloadOf } from "@consilium/sdk/workloads/workloads.ts";
import { policyRefusal } from "../policy/checkStudy.ts";
import type { SitePolicy } from "../policy/Policy.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";
import { type ColumnFinding, columnFindings, scoredFindings } from "./columnRules.ts";

const FINDINGS_NAMED = 10;

/** What a study would compute on at this site. */
export interface ColumnsInput {
  readonly study: Study;
  readonly table: FeatureTable;
  /** The rows of a cohort, or all that may come into one; and which of the table's they are. */
  readonly rows: readonly number[];
  readonly about: RowSet;
  readonly policy: SitePolicy;
  /** Columns whose rare values the committee allowed by name. */
  readonly allowRare: readonly string[];
}

/**
 * The rules for columns, over those rows, of all columns of which any stage about them releases something: two stages can be
 * subtracted too. Of the inputs of a model that is only applied to them, the rules for one column's values. What a committee may
 * allow by name, and did, is left out.
 */
export function findingsOf({ study, table, rows, about, policy, allowRare }: ColumnsInput): ColumnFinding[] {
  const { columns, minimumCell } = study.document;
  const disclosures = disclosuresAbout(study, about);
  const released = new Set(disclosures.flatMap(({ disclosure }) => disclosure.columns));
  const scored = new Set(disclosures.flatMap(({ disclosure }) => columnsOfModel(study, disclosure.scoresOf)));
  const valuesOf = (isLookedAt: (name: string) => boolean) =>
    columns
      .filter(({ name }) => isLookedAt(name))
      .map((spec) => ({ spec, values: Float64Array.from(rows, (row) => table.columns.get(spec.name)![row]!) }));
  const rules = { ...policy, minimumCell: Math.max(minimumCell, policy.minimumCell) };
  const findings = [
    ...columnFindings(
      valuesOf((name) => released.has(name)),
      rules,
    ),
    ...scoredFindings(
      valuesOf((name) => scored.has(name) && !released.has(name)),
      rules,
    ),
  ];
  return findings.filter((finding) => !isAllowed(finding, allowRare));
}

/** What leaves in the stages whose rows may be among these. */
function disclosuresAbout(study: Study, about: RowSet) {
  return study.document.stages
    .filter((stage) => [about, "all"].includes(rowSetOf(stage)) || about === "all")
    .map((stage) => ({ stage, disclosure: workloadOf(stage.workload).discloses({ study, stage }) }));
}

/** The columns that a stage's model was made from. */
function columnsOfModel(study: Study, stageId: string | undefined): readonly string[] {
  const stage = study.document.stages.find(({ id }) => id === stageId);
  return stage === undefined ? [] : workloadOf(stage.workload).discloses({ study, stage }).columns;
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
  const { study, rows, about, policy } = input;
  const { minimumCohort, protection, sites } = study.document;
  const leastSurvivors = thresholdsOf(sites.minimum, protection.colluders).survivors;
  const leastRows = rows.length + (leastSurvivors - 1) * minimumCohort;
  for (const { stage, disclosure } of disclosuresAbout(study, about)) {
    const { parameters = 0, release } = disclosure;
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
