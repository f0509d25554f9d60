import { columnOf } from "@consilium/node/workloads/cohort.ts";
import { localCox } from "@consilium/node/workloads/cox.ts";
import { expect } from "chai";
import { firstPoint } from "../behaviors/workload.ts";
import { describeWithData } from "../clinicalData.ts";
import {
  columnOfReport,
  coxDeviation,
  largestDeviation,
  runStage,
  survivalStudy,
  VECTORS,
} from "../support/survivalRounds.ts";
import { readTcga, TCGA_COLUMNS } from "../support/tcga.ts";

const MONTHS = Array.from({ length: 289 }, (_, month) => 30 * month);

describe("survival at the six centres of TCGA-BRCA", function () {
  this.timeout(120_000);

  describeWithData("flamby-tcga-brca", (folder) => {
    const tables = readTcga(folder);
    const study = (stage: object, minimumCell = 1) =>
      survivalStudy(stage, { columns: TCGA_COLUMNS, minimumCell, maximumRows: 1_000 });

    it("has the rows of FLamby's split", () => {
      expect(tables.map(({ heldOut }) => heldOut.length)).to.deep.equal([311, 196, 206, 162, 162, 51]);
    });

    for (const name of ["efron", "breslow", "ridge"]) {
      it(`fits Cox within 1e-8 of the pooled fit: ${name}`, async () => {
        const vectors = VECTORS.tcga.cox[name]!;
        const { terms, ties, ridge, direct, references } = vectors;
        const test = direct.proportionality === undefined ? {} : { proportionality: "log1p" };
        const { report, rounds } = await runStage(study({ workload: "cox", terms, ties, ridge, ...test }), tables);
        expect(report.document).to.include({ status: "converged", rows: 1_088, events: 151, sites: 6 });
        const deviations = [direct, ...references].map((reference) => coxDeviation(report, reference));
        for (const deviation of deviations) expect(deviation).to.be.below(1e-8);
        if (direct.proportionality !== undefined) {
          const { each, all } = direct.proportionality.log1p;
          const statistics = columnOfReport(report, "proportionality", "statistic");
          expect(largestDeviation(statistics, [...each, all])).to.be.below(1e-8);
        }
        const figures = deviations.map((deviation) => deviation.toExponential(1)).join(", ");
        console.log(`      ${terms.length} coefficients in ${rounds.length} rounds, off by at most ${figures}`);
      });
    }

    it("names the columns that repeat others, and those whose coefficients run away", async () => {
      const all = await runStage(study({ workload: "cox" }), tables);
      expect(all.report.document).to.include({ status: "collinear", iterations: 1 });
      const distinct = [...VECTORS.tcga.cox.efron!.terms, "x6", "x30"];
      const { report, rounds } = await runStage(study({ workload: "cox", terms: distinct }), tables);
      expect(report.document).to.include({ status: "monotone", linearPredictor: null });
      expect([...(report.document.terms as string[])].sort()).to.deep.equal(["x29", "x3", "x30", "x4", "x5", "x6"]);
      console.log(`      ${report.document.statusText} (${rounds.length} rounds)`);
      expect(new Set(columnOfReport(report, "coefficients", "estimate"))).to.deep.equal(new Set([null]));
    });

    it("leaves out the centre with three events where the least cell is five, and says so", async () => {
      const { terms, direct } = VECTORS.tcga.cox.withoutSmallSite!;
      const { report } = await runStage(study({ workload: "cox", terms }, 5), tables);
      expect(report.document).to.include({ heldBackSites: 1, sites: 6, rows: 1_037, events: 148 });
      expect(coxDeviation(report, direct)).to.be.below(1e-8);
    });

    it("draws the curves of the pooled rows by month", async () => {
      const { report } = await runStage(study({ workload: "km", grid: MONTHS, group: "x6" }), tables);
      const expected = VECTORS.tcga.km;
      expected.groups.forEach(({ time, survival, lower, upper, atRisk, median }, g) => {
        const rows = report.tables.curve!.rows.filter((row) => row[0] === String(g) && time.includes(row[1] as number));
        expect(rows.map((row) => row[2])).to.deep.equal(atRisk);
        const estimates = [survival, lower, upper];
        for (const [i, values] of estimates.entries()) {
          expect(
            largestDeviation(
              rows.map((row) => row[5 + i]),
              values,
            ),
          ).to.be.below(1e-12);
        }
        expect(report.tables.medians!.rows[g]![3]).to.equal(median);
      });
      const test = report.document.logRank as typeof expected.logRank;
      expect(
        largestDeviation([test.statistic, test.pValue], [expected.logRank.statistic, expected.logRank.pValue]),
      ).to.be.below(1e-10);
    });

    it("gives no patient's covariates back, as sums by event time do", async () => {
      const terms = Array.from({ length: 39 }, (_, j) => `x${j}`);
      const point = firstPoint(study({ workload: "cox", terms }));
      let exposed = 0;
      for (const [siteIndex, table] of tables.entries()) {
        const rows = [...table.heldOut.keys()];
        const covariates = terms.map((name) => columnOf(table, name));
        const [times, events] = [columnOf(table, "time"), columnOf(table, "event")];
        // A one-shot method's message: at each event time the sum of the covariates of those who have the event.
        const dead = rows.filter((row) => events[row] === 1);
        const alone = dead.filter((row) => dead.filter((other) => times[other] === times[row]).length === 1);
        exposed += alone.length;
        const contribution = await localCox({ point, table, rows, siteIndex });
        expect(contribution.length).to.equal(point.shape.dimension);
        // Ages as the vector has them; the other covariates are 0 and 1, which every sum may be.
        const ages = alone.map((row) => (covariates[0]![row]! - 58) / 32).filter((age) => Math.abs(age) > 1e-9);
        const counts = contribution.length - 5;
        for (const age of ages) {
          expect([...contribution.subarray(0, counts)].every((value) => Math.abs(value - age) > 1e-9)).to.equal(true);
        }
      }
      expect(exposed, "patients that stand alone in a sum by event time").to.be.above(100);
      console.log(`      sums by event time would give all ${terms.length} covariates of ${exposed} of 1,088 patients`);
    });
  });
});
