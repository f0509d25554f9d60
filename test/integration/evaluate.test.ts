import { readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { gatherMatrix, gatherOutcomes, heldOutRows } from "@consilium/node/workloads/cohort.ts";
import { localEvaluation } from "@consilium/node/workloads/evaluate.ts";
import { evaluateScores } from "@consilium/node/workloads/localScores.ts";
import { createLocalWorkloads } from "@consilium/node/workloads/workloads.ts";
import { HOSPITALS, heartDiseaseStudy, readHeartDisease } from "@consilium/scripts/bench/heartDisease.ts";
import { decodeModel } from "@consilium/sdk/models/Model.ts";
import { predict } from "@consilium/sdk/models/predict.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import type { EvaluateSpec } from "@consilium/sdk/workloads/evaluate/spec.ts";
import type { StageReport } from "@consilium/sdk/workloads/Workload.ts";
import { expect } from "chai";
import { describeWithData } from "../clinicalData.ts";
import { courseOver, evaluationStudy, REFERENCES, type Reference, reportOver, tableOf } from "../support/evaluation.ts";

/** AUC and its interval within .005 of those of the scores themselves, the rest exact. */
function expectFigures({ document, tables }: StageReport, reference: Reference): void {
  const found = document as any;
  const { auc, calibration, thresholds } = reference;
  console.log(`      AUC ${found.auc.value.toFixed(5)}, exact ${auc.value.toFixed(5)}, of ${found.rows} rows`);
  expect(found).to.include({ rows: reference.rows, positives: reference.positives, leftOut: reference.leftOut });
  for (const bound of ["value", "lower", "upper"] as const) expect(found.auc[bound]).to.be.closeTo(auc[bound], 0.005);
  expect(found.brier).to.be.closeTo(reference.brier, 1e-9);
  expect(found.scaledBrier).to.be.closeTo(reference.scaledBrier, 1e-8);
  expect(found.calibration.observedToExpected.value).to.be.closeTo(calibration.observedToExpected, 1e-8);
  for (const which of ["intercept", "slope", "inTheLarge"] as const) {
    expect(found.calibration[which].value, which).to.be.closeTo(calibration[which][0], 1e-3);
  }
  for (const [i, { sensitivity, specificity, ppv, npv, f1, accuracy }] of thresholds.entries()) {
    const expected = [sensitivity[0], specificity[0], ppv[0], npv[0], f1, accuracy[0]];
    for (const [j, value] of expected.entries()) {
      expect(tables.thresholds!.rows[i]![j + 1], tables.thresholds!.columns[j + 1]).to.be.closeTo(value, 1e-12);
    }
  }
}

describe("an evaluation", function () {
  this.timeout(120_000);

  describeWithData("uci-heart-disease", (folder) => {
    const byHospital = readHeartDisease(folder);
    const tables = HOSPITALS.map((hospital) => byHospital[hospital]);
    const reference = REFERENCES.heart;
    const stage = (more: Partial<EvaluateSpec>): Partial<EvaluateSpec> => ({
      score: reference.score,
      thresholds: reference.thresholds.map(({ threshold }) => threshold),
      groups: [{ column: "age", edges: [55] }],
      ...more,
    });

    it("of a fixed score has what scikit-learn has of the held-out rows", async () => {
      const { columns } = (await heartDiseaseStudy("secure-sum")).document;
      const report = await reportOver(evaluationStudy(stage({}), { columns, minimumCell: 1 }), tables, localEvaluation);
      expectFigures(report, reference);
      for (const [i, { rows, auc, gap }] of reference.groups.age!.entries()) {
        const [, , found, , foundAuc, , , foundGap] = report.tables.groups!.rows[i]!;
        expect(found).to.equal(rows);
        expect(foundAuc).to.be.closeTo(auc, 0.005);
        expect(foundGap).to.be.closeTo(gap[0], 0.006);
      }
    });

    it("counts Switzerland, of whom one is well, among the sites that hold their rows back", async () => {
      const { columns } = (await heartDiseaseStudy("secure-sum")).document;
      const { document } = await reportOver(evaluationStudy(stage({}), { columns }), tables, localEvaluation);
      const { auc, rows, suppressedSites } = reference.minimumCell5!;
      expect(document).to.include({ rows, suppressedSites });
      expect((document.auc as { value: number }).value).to.be.closeTo(auc, 0.005);
    });

    it("of a model that the hospitals trained is that of its scores on their held-out rows", async () => {
      const local = createLocalWorkloads();
      try {
        const study = await heartDiseaseStudy("secure-sum", { rounds: 5 });
        const test = { id: "test", workload: "evaluate", outcome: "y", model: "model" } as EvaluateSpec;
        const document = { ...study.document, minimumCell: 1, stages: [...study.document.stages, test] };
        const { results } = await courseOver({ ...study, document }, tables, local.local);
        const model = decodeModel(results.get("model")!.report.files["model.safetensors"]!);
        const of = (table: FeatureTable) => ({
          scores: predict(model, gatherMatrix(table, model.featureNames, heldOutRows(table))),
          outcomes: gatherOutcomes(table, "y", heldOutRows(table)),
        });
        const parts = tables.map(of);
        const pooled = evaluateScores(
          Float64Array.from(parts.flatMap(({ scores }) => [...scores])),
          Float64Array.from(parts.flatMap(({ outcomes }) => [...outcomes])),
        );
        const { auc, thresholds, rows } = results.get("test")!.report.document as any;
        console.log(`      AUC ${auc.value.toFixed(5)}, exact ${pooled.auc!.toFixed(5)}, of ${rows} rows`);
        expect(rows).to.equal(pooled.n);
        expect(auc.value).to.be.closeTo(pooled.auc!, 0.005);
        expect(thresholds[0].accuracy.value).to.be.closeTo(pooled.accuracy!, 1e-12);
      } finally {
        await local.stop();
      }
    });
  });

  describeWithData("yaib-icu-demo", (folder) => {
    const COLUMNS: ColumnSpec[] = [
      { name: "age", type: "number", range: [0, 120] },
      { name: "hr", type: "number", range: [0, 400] },
      { name: "sbp", type: "number", range: [0, 400] },
      { name: "o2sat", type: "number", range: [0, 100] },
      { name: "temp", type: "number", range: [0, 50] },
      { name: "bun", type: "number", range: [0, 500] },
      { name: "y", type: "binary", required: true },
    ];

    it("of a published score over last values, on all records of five regions", async () => {
      const { score, thresholds } = REFERENCES.icu;
      const stage = { score, thresholds: thresholds.map(({ threshold }) => threshold), rows: "all" as const };
      const tables = readRegions(folder);
      const study = evaluationStudy(stage, { columns: COLUMNS, minimumCell: 1 });
      expectFigures(await reportOver(study, tables, localEvaluation), REFERENCES.icu);
      const strict = evaluationStudy(stage, { columns: COLUMNS, sites: { minimum: 2, maximum: 5 } });
      const { document } = await reportOver(strict, tables, localEvaluation);
      const { auc, suppressedSites } = REFERENCES.icu.minimumCell5!;
      expect(document).to.include({ suppressedSites });
      expect((document.auc as { value: number }).value).to.be.closeTo(auc, 0.005);
    });
  });
});

/** Each stay's last values, one table a region; NaN where there is none. */
function readRegions(folder: string): FeatureTable[] {
  const read = (kind: string) => {
    const bytes = gunzipSync(readFileSync(path.join(folder, `mortality24_eicu_demo_${kind}.csv.gz`)));
    const [header, ...lines] = bytes.toString("utf8").trim().split(/\r?\n/);
    const names = header!.split(",");
    return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [names[i]!, cell])));
  };
  const last = new Map<string, Record<string, number>>();
  const hours = read("dyn").sort((a, b) => Number(a.time) - Number(b.time));
  for (const { stay_id, time: _, ...values } of hours) {
    const row = last.get(stay_id!) ?? {};
    for (const [name, cell] of Object.entries(values)) if (cell !== "") row[name] = Number(cell);
    last.set(stay_id!, row);
  }
  const died = new Map(read("outc").map(({ stay_id, label }) => [stay_id!, Number(label)]));
  const regions = new Map<string, Record<string, number>[]>();
  for (const { stay_id, age, region } of read("sta")) {
    const { hr, sbp, o2sat, temp, bun } = last.get(stay_id!)!;
    const values = { age: age === "" ? undefined : Number(age), hr, sbp, o2sat, temp, bun };
    const row = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? Number.NaN]));
    regions.set(region!, [...(regions.get(region!) ?? []), { ...row, y: died.get(stay_id!)! }]);
  }
  return [...regions.values()].map((rows) => tableOf(rows, () => false));
}
