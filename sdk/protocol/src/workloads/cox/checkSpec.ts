import { studyError } from "../../study/studyFile.ts";
import { designOf } from "../design.ts";
import { checkSurvivalColumns } from "../survivalColumns.ts";
import type { StagePlace } from "../Workload.ts";
import { coxShape } from "./shape.ts";
import { type CoxSpec, coxDefaults } from "./spec.ts";

/** Outcome and terms are columns that can be used so, and the sums fit the ring. */
export function checkCoxSpec({ study, stage, earlier, field }: StagePlace<CoxSpec>): void {
  checkSurvivalColumns(study.document, stage, field);
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
  designOf({ study, stage }, `${field}.terms`);
  coxShape({ study, stage });
}
