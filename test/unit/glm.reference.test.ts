import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { HOSPITALS, readHeartDisease } from "@consilium/scripts/bench/heartDisease.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import { predictGlm } from "@consilium/sdk/workloads/glm/predict.ts";
import type { GlmSpec } from "@consilium/sdk/workloads/glm/spec.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import { expect } from "chai";
import { describeWithData } from "../clinicalData.ts";
import { fitGlm, glmStudy } from "../support/fitGlm.ts";
import { MADE_COLUMNS, madePatients } from "../support/madePatients.ts";

const ROOT = join(import.meta.dirname, "../..");

interface Case {
  readonly name: string;
  readonly data: "made" | "heart";
  readonly stage: Omit<GlmSpec, "id" | "workload">;
  readonly expected: Readonly<Record<string, unknown>> & {
    readonly coefficients: readonly (readonly [string, number, number | null, number | null])[];
    readonly vif?: readonly (readonly [string, number])[];
    readonly predictors?: readonly number[];
  };
}

const vectors = JSON.parse(readFileSync(join(ROOT, "test/vectors/statistics/glm.json"), "utf8")) as {
  firstPatient: Record<string, number>;
  cases: Case[];
};

/** Of a standard error for estimates; of the figure itself, or of 1 where it is smaller, for others. */
const TOLERANCE = 1e-8;
const deviationOf = (value: unknown, expected: number) =>
  Math.abs((value as number) - expected) / Math.max(1, Math.abs(expected));

/** Largest deviation of a whole report from the reference, and a row of the table for each coefficient. */
async function compare({ stage, expected }: Case, columns: ColumnSpec[], tables: readonly FeatureTable[]) {
  const { report, rounds } = await fitGlm(glmStudy(columns, stage, { maximumRows: 1_000 }), tables);
  const { document } = report;
  expect(document.status).to.equal("converged");
  const deviations: [string, number][] = [];
  for (const [name, value] of Object.entries(expected)) {
    if (typeof value === "number") deviations.push([name, deviationOf(document[name], value)]);
  }
  const { rows } = report.tables.coefficients!;
  expect(rows.map(([term]) => term)).to.deep.equal(expected.coefficients.map(([term]) => term));
  expected.coefficients.forEach(([term, estimate, standardError, p], i) => {
    const row = rows[i]!;
    if (standardError === null || p === null) {
      expect(row.slice(2, 7)).to.deep.equal(new Array(5).fill(null));
      expect(row[1] === 0, "zeros are exact").to.equal(estimate === 0);
      deviations.push([`${term} estimate`, deviationOf(row[1], estimate)]);
      return;
    }
    deviations.push([`${term} estimate`, deviationOf(row[1], estimate) / Math.min(1, standardError)]);
    deviations.push([`${term} standard error`, Math.abs((row[2] as number) / standardError - 1)]);
    deviations.push([`${term} p`, deviationOf(row[4], p)]);
    const variance = report.tables.vcov!.rows[i]![i + 1];
    deviations.push([`${term} variance`, deviationOf(variance, standardError ** 2)]);
  });
  expected.vif?.forEach(([term, vif], i) => {
    expect(report.tables.vif!.rows[i]![0]).to.equal(term);
    deviations.push([`${term} vif`, deviationOf(report.tables.vif!.rows[i]![1], vif)]);
  });
  const levels = Object.fromEntries(
    columns.map((column) => [column.name, column.type === "category" && column.levels]),
  );
  expected.predictors?.forEach((predictor, row) => {
    if (stage.terms!.includes("lab")) return;
    const values = [...tables[0]!.columns].map(([name, column]) => {
      const named = levels[name];
      return [name, named ? named[column[row]!]! : column[row]!] as const;
    });
    deviations.push([`predictor ${row}`, deviationOf(predictGlm(report, Object.fromEntries(values)), predictor)]);
  });
  const [worst, largest] = deviations.reduce((most, each) => (each[1] > most[1] ? each : most));
  return { worst, largest, rounds };
}

function compareAll(data: Case["data"], columns: () => Promise<ColumnSpec[]>, tables: readonly FeatureTable[]): void {
  for (const each of vectors.cases.filter((one) => one.data === data)) {
    it(`${each.name}`, async () => {
      const { worst, largest, rounds } = await compare(each, await columns(), tables);
      console.log(`      ${rounds} rounds, largest deviation ${largest.toExponential(1)} (${worst})`);
      expect(largest, worst).to.be.below(TOLERANCE);
      expect(rounds).to.be.at.most(each.stage.family === "gaussian" ? 3 : 10);
    });
  }
}

describe("glm against statsmodels on pooled rows", () => {
  describe("made patients", () => {
    it("are those of the reference", () => {
      const [first] = madePatients();
      for (const { name } of MADE_COLUMNS) {
        expect(first!.columns.get(name)![0], name).to.equal(vectors.firstPatient[name]);
      }
    });

    compareAll("made", async () => MADE_COLUMNS, madePatients());
  });

  describeWithData("uci-heart-disease", (folder) => {
    const tables = Object.values(readHeartDisease(folder));
    expect(tables).to.have.length(HOSPITALS.length);
    const columns = async () => {
      const { document } = await readStudyFolder(join(ROOT, "studies/heart-disease"));
      return document.columns.map((column): ColumnSpec => {
        if (column.name === "age") return { name: "age", type: "count", maximum: 110, required: true };
        return column.name === "thalach" ? { ...column, required: true } : column;
      });
    };
    compareAll("heart", columns, tables);
  });
});
