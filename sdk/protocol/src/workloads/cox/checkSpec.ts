import { isNumeric } from "../../schemas/columns.ts";
import { studyError } from "../../study/studyFile.ts";
import { centreOf, namedColumn } from "../stageColumns.ts";
import { checkSurvivalColumns } from "../survivalColumns.ts";
import type { StagePlace } from "../Workload.ts";
import { columnsOfTerm, coxDesign, coxTerms, TERM_TYPES } from "./design.ts";
import { coxShape } from "./shape.ts";
import { type CoxSpec, coxDefaults } from "./spec.ts";

const COEFFICIENTS_MOST = 512;

/** Outcome and terms are columns that can be used so, each term once, and the sums fit the ring. */
export function checkCoxSpec({ study, stage, earlier, field }: StagePlace<CoxSpec>): void {
  const { document } = study;
  checkSurvivalColumns(document, stage, field);
  const terms = coxTerms({ study, stage });
  if (terms.length === 0) {
    throw studyError(
      `${field}.terms`,
      "There is no column to fit.",
      "Declare a number, count, binary or category column.",
    );
  }
  if (stage.proportionality !== undefined && (stage.ridge ?? 0) > 0) {
    throw studyError(`${field}.proportionality`, "The test has no distribution under a penalty.", "Leave out ridge.");
  }
  const { ties } = coxDefaults(stage);
  if (earlier.some((each) => each.workload === "cox" && coxDefaults(each as CoxSpec).ties !== ties)) {
    throw studyError(
      `${field}.ties`,
      "An earlier cox stage shares ties in another way: the difference of both tells the few patients who have the event at one time.",
      "Use the same ties in all of them.",
    );
  }
  const seen = new Set<string>();
  for (const [i, term] of terms.entries()) {
    const at = stage.terms === undefined ? "study.yaml.columns" : `${field}.terms.${i}`;
    for (const name of term.split(":")) namedColumn(document, name, TERM_TYPES, at);
    const columns = columnsOfTerm({ study }, term);
    const key = columns
      .map(({ name }) => name)
      .sort()
      .join(":");
    if (seen.has(key)) throw studyError(at, `The term '${term}' is there twice.`, "Leave one out.");
    seen.add(key);
    if (columns.length === 2 && columns[0]!.name === columns[1]!.name) {
      throw studyError(at, `'${term}' multiplies a column by itself.`, "Have features.sql select the square.");
    }
    if (columns.length === 2 && columns.every(({ type }) => type === "category")) {
      throw studyError(at, `'${term}' multiplies two categories.`, "Select a binary column for each of the levels.");
    }
    columns.filter(isNumeric).forEach(centreOf);
  }
  const design = coxDesign({ study, stage });
  const vast = design.find(({ halfWidth }) => !Number.isFinite(halfWidth));
  if (vast !== undefined) {
    throw studyError(`${field}.terms`, `The range of '${vast.name}' is not finite.`, "Declare narrower ranges.");
  }
  if (design.length > COEFFICIENTS_MOST) {
    throw studyError(`${field}.terms`, `They are more than ${COEFFICIENTS_MOST} coefficients.`, "Name fewer.");
  }
  coxShape({ study, stage });
}
