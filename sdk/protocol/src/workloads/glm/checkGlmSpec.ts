import type { ColumnSpec } from "../../schemas/columns.ts";
import { studyError } from "../../study/studyFile.ts";
import { designOf, MOST_COLUMNS } from "../design.ts";
import { namedColumn, outcomeColumn } from "../stageColumns.ts";
import type { StagePlace } from "../Workload.ts";
import { classesOf, glmShape } from "./layout.ts";
import type { GlmFamily, GlmSpec } from "./spec.ts";

const OUTCOME_TYPES: Readonly<Record<GlmFamily, readonly ColumnSpec["type"][]>> = {
  gaussian: ["number", "count"],
  binomial: ["binary"],
  poisson: ["count"],
  multinomial: ["category"],
};

/** Outcome, terms and offset are columns that can be used so, and the sums fit the ring. @throws STUDY_INVALID */
export function checkGlmSpec({ study, stage, field }: StagePlace<GlmSpec>): void {
  const { document } = study;
  outcomeColumn(document, stage.outcome, OUTCOME_TYPES[stage.family], `${field}.outcome`);
  if (stage.offset !== undefined) checkOffset();
  if ((stage.lasso ?? 0) > 0 && stage.robust) {
    throw studyError(`${field}.robust`, "A lasso has no standard errors.", "Leave robust or lasso out.");
  }
  const design = designOf({ study, stage }, `${field}.terms`);
  if (stage.family === "multinomial") checkClasses(design.length);
  glmShape({ study, stage }, field);

  function checkClasses(columns: number): void {
    if (stage.intercept === "site") {
      throw studyError(`${field}.intercept`, "A multinomial model has one intercept for all sites.", "Leave it out.");
    }
    const coefficients = classesOf({ study, stage }).length * columns;
    if (coefficients <= MOST_COLUMNS) return;
    const hint = `Keep levels but one, times columns, to ${MOST_COLUMNS}.`;
    throw studyError(`${field}.terms`, `The levels of the outcome make ${coefficients} coefficients of them.`, hint);
  }

  function checkOffset(): void {
    const place = `${field}.offset`;
    if (stage.family !== "poisson") {
      throw studyError(place, `A ${stage.family} model has no offset.`, "Leave it out, or use family: poisson.");
    }
    const column = namedColumn(document, stage.offset!, ["time", "number"], place);
    if (column.type !== "number" || column.range[0] >= 0) return;
    throw studyError(place, "Its range has values below 0, which have no logarithm.", "Use a column from 0.");
  }
}
