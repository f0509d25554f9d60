import { canonicalJsonBytes } from "@consilium/sdk/canonical/json.ts";
import { checkStages } from "@consilium/sdk/study/checkStudyRules.ts";
import { cox } from "@consilium/sdk/workloads/cox/cox.ts";
import { coxShape } from "@consilium/sdk/workloads/cox/shape.ts";
import type { CoxSpec } from "@consilium/sdk/workloads/cox/spec.ts";
import { decodeCoxState } from "@consilium/sdk/workloads/cox/state.ts";
import { expect } from "chai";
import { behavesLikeAWorkload, failureOf, firstContext, withColumns } from "../behaviors/workload.ts";
import { COUNTS_AT, COX_CONTEXT, COX_POINT, COX_STUDY, contributionOf, firstSum, TABLES } from "../support/coxSites.ts";
import { MADE_COLUMNS } from "../support/madeSurvival.ts";
import {
  columnOfReport,
  coxDeviation,
  encodedSum,
  largestDeviation,
  runStage,
  survivalStudy,
  VECTORS,
} from "../support/survivalRounds.ts";

/** The stage's terms of each fit that the script has. */
const TERMS: Record<string, string[]> = {
  efron: ["age", "bmi", "sex", "stage"],
  breslow: ["age", "bmi", "sex", "stage"],
  rareLevel: ["age", "sex", "rare"],
  interactions: ["age", "sex", "stage", "age:sex", "age:stage"],
  missing: ["age", "lab"],
  ridgeEfron: ["age", "bmi", "sex", "stage", "twin", "never"],
  ridgeBreslow: ["age", "bmi", "sex", "stage", "twin", "never"],
};

const firstTwo = await firstSum();

describe("cox workload", () => {
  behavesLikeAWorkload(cox, {
    context: COX_CONTEXT,
    sumOf: (dimension) => Float64Array.from({ length: dimension }, (_, i) => firstTwo[i] ?? 0),
  });

  describe("equals the pooled fit stratified by site within 1e-8", () => {
    for (const [name, vectors] of Object.entries(VECTORS.made.cox)) {
      it(name, async () => {
        const { ties, ridge, direct, references, rows, events } = vectors;
        const stage = { workload: "cox", terms: TERMS[name], ridge, ...(ties === "breslow" && { ties }) };
        const { report, rounds } = await runStage(survivalStudy(stage), TABLES);
        expect(report.document).to.include({
          status: "converged",
          ties,
          ridge,
          rows,
          events,
          leftOut: 350 - rows,
          sites: 4,
        });
        expect(columnOfReport(report, "coefficients", "term")).to.deep.equal(vectors.terms);
        for (const reference of [direct, ...references]) expect(coxDeviation(report, reference)).to.be.below(1e-8);
        expect(largestDeviation(report.tables.vcov!.rows[0]!.slice(1), direct.vcovFirstRow)).to.be.below(1e-9);
        const { logLikelihood, nullLogLikelihood } = report.document;
        expect(
          largestDeviation([logLikelihood, nullLogLikelihood], [direct.logLikelihood, direct.nullLogLikelihood]),
        ).to.be.below(1e-10);
        expect(rounds.length).to.be.below(8);
        expect(report.document.iterations).to.equal(rounds.length);
      });

      if (vectors.ridge > 0) continue;
      it(`${name}: the tests of all coefficients`, async () => {
        const { ties, direct } = vectors;
        const { report } = await runStage(survivalStudy({ workload: "cox", terms: TERMS[name], ties }), TABLES);
        const tests = [report.document.likelihoodRatioTest, report.document.waldTest, report.document.scoreTest];
        const statistics = (tests as { statistic: number; degreesOfFreedom: number }[]).map(
          ({ statistic }) => statistic,
        );
        expect(largestDeviation(statistics, [direct.likelihoodRatio!, direct.wald!, direct.score!])).to.be.below(1e-8);
        expect(tests).to.satisfy((all: { degreesOfFreedom: number }[]) =>
          all.every(({ degreesOfFreedom }) => degreesOfFreedom === vectors.terms.length),
        );
      });
    }

    for (const [name, { ties, direct, terms }] of Object.entries(VECTORS.made.cox)) {
      if (direct.proportionality === undefined) continue;
      it(`${name}: the test of proportional hazards, by one more sum`, async () => {
        for (const proportionality of ["identity", "log1p"] as const) {
          const stage = { workload: "cox", terms: TERMS[name], ties, proportionality };
          const { report, rounds } = await runStage(survivalStudy(stage), TABLES);
          expect(rounds).to.have.length((report.document.iterations as number) + 1);
          expect(coxDeviation(report, direct)).to.be.below(1e-8);
          const { each, all } = direct.proportionality![proportionality];
          const statistics = columnOfReport(report, "proportionality", "statistic");
          expect(largestDeviation(statistics, [...each, all])).to.be.below(1e-8);
          expect(columnOfReport(report, "proportionality", "term")).to.deep.equal([...terms, "(all)"]);
          expect(columnOfReport(report, "proportionality", "degreesOfFreedom")).to.deep.equal([
            ...terms.map(() => 1),
            terms.length,
          ]);
        }
      });
    }

    it("and tests no proportionality on another cohort than the fit's", async () => {
      const tested = survivalStudy({ workload: "cox", terms: ["age", "sex"], proportionality: "identity" });
      const { rounds } = await runStage(tested, TABLES);
      const place = firstContext<CoxSpec>(tested);
      const { trend, ...last } = decodeCoxState(rounds.at(-1)!.state);
      const other = { ...last, trend: { ...trend!, counts: { ...trend!.counts, rows: 349 } } };
      const { tables: written, document } = cox.report(place, canonicalJsonBytes(other));
      expect(written.proportionality).to.equal(undefined);
      expect(document.proportionality).to.match(/^Not tested/);
    });

    it("and takes no sums of that test that events cannot make", async () => {
      const tested = survivalStudy({ workload: "cox", terms: ["age", "sex"], proportionality: "identity" });
      const place = firstContext<CoxSpec>(tested);
      const { rounds } = await runStage(tested, TABLES);
      const { state } = rounds.at(-2)!;
      const { dimension } = cox.ask(place, state)!;
      expect(dimension).to.equal(2 + 2 * 3 + 5);
      const sum = new Float64Array(dimension);
      sum.set([350, 191, 0, 0, 0], dimension - 5);
      expect(cox.reduce(place, state, sum, 4).figures).to.include({ status: "converged", rows: 350 });
      const few = Float64Array.from(sum).fill(1, dimension - 3, dimension - 2);
      const closed = { ...place, study: { ...place.study, document: { ...place.study.document, minimumCell: 5 } } };
      expect(cox.reduce(closed, state, few, 4).figures, "one row left out").to.have.all.keys(
        ..."iteration status rows sites eventlessSites heldBackSites".split(" "),
      );
      for (const [i, field] of [
        [0, "score"],
        [2, "information"],
        [5, "information"],
      ] as const) {
        const wrong = Float64Array.from(sum).fill(500, i, i + 1);
        expect((await failureOf(() => cox.reduce(place, state, wrong, 4))).field).to.equal(field);
      }
    });

    it("with ratios and intervals that follow from estimates and errors, and a linear predictor in the columns' units", async () => {
      const { report } = await runStage(survivalStudy({ workload: "cox", terms: TERMS.interactions }), TABLES);
      for (const row of report.tables.coefficients!.rows) {
        const [, estimate, error, statistic, , lower, upper, ...ratios] = row as number[];
        expect(statistic).to.equal(estimate! / error!);
        const limits = [-1, 1].map((side) => estimate! + side * 1.959963984540054 * error!);
        expect(largestDeviation([lower, upper], limits)).to.be.below(1e-14);
        expect(ratios).to.deep.equal([estimate, lower, upper].map((each) => Math.exp(each!)));
      }
      const estimates = columnOfReport(report, "coefficients", "estimate");
      const { intercept, terms } = report.document.linearPredictor as {
        intercept: number;
        terms: { coefficient: number }[];
      };
      expect(intercept).to.equal(0);
      expect(terms.map(({ coefficient }) => coefficient)).to.deep.equal(estimates);
      expect(terms.map(({ coefficient: _, ...place }) => place)).to.deep.equal([
        { column: "age" },
        { column: "sex" },
        { column: "stage", level: "II" },
        { column: "stage", level: "III" },
        { column: "age", with: { column: "sex" } },
        { column: "age", with: { column: "stage", level: "II" } },
        { column: "age", with: { column: "stage", level: "III" } },
      ]);
    });

    it("with products of two categories, as of 0/1 columns for their levels", async () => {
      const columns = [
        ...MADE_COLUMNS,
        { name: "grade", type: "category" as const, levels: ["low", "high"] },
        ...["second", "third", "second_high", "third_high"].map((name) => ({ name, type: "binary" as const })),
      ];
      const tables = TABLES.map((table) => {
        const [stage, grade] = ["stage", "sex"].map((name) => table.columns.get(name)!) as [Float64Array, Float64Array];
        const isIn = (level: number) => stage.map((each) => Number(each === level));
        const isHigh = (level: number) => isIn(level).map((each, row) => each * grade[row]!);
        const levels = { second: isIn(1), third: isIn(2), second_high: isHigh(1), third_high: isHigh(2) };
        return withColumns(table, { grade, ...levels });
      });
      const fitOf = async (terms: string[]) =>
        (await runStage(survivalStudy({ workload: "cox", terms }, { columns }), tables)).report;
      const report = await fitOf(["grade", "stage", "stage:grade"]);
      expect(columnOfReport(report, "coefficients", "term").slice(3)).to.deep.equal([
        "stage=II:grade=high",
        "stage=III:grade=high",
      ]);
      expect((report.document.linearPredictor as { terms: object[] }).terms[4]).to.deep.include({
        column: "stage",
        level: "III",
        with: { column: "grade", level: "high" },
      });
      const byHand = await fitOf(["sex", "second", "third", "second_high", "third_high"]);
      const estimates = columnOfReport(byHand, "coefficients", "estimate");
      expect(estimates.every((each) => typeof each === "number")).to.equal(true);
      expect(columnOfReport(report, "coefficients", "estimate")).to.deep.equal(estimates);
    });
  });

  describe("gives no estimates, and says why,", () => {
    const silent = (report: Awaited<ReturnType<typeof runStage>>["report"]) => {
      expect(new Set(columnOfReport(report, "coefficients", "ratio"))).to.deep.equal(new Set([null]));
      expect(report.tables.vcov!.rows).to.have.length(0);
      expect(report.document).to.include({ linearPredictor: null, waldTest: null, logLikelihood: null });
    };
    const cases: [string, object, object][] = [
      [
        "of a term that follows from others",
        { terms: ["age", "sex", "twin"] },
        { status: "collinear", terms: ["twin"] },
      ],
      ["where a coefficient runs away", { terms: ["age", "never"] }, { status: "monotone", terms: ["never"] }],
      [
        "after too few iterations",
        { terms: ["age", "sex"], maximumIterations: 2 },
        { status: "notConverged", terms: [] },
      ],
    ];
    for (const [what, stage, expected] of cases) {
      it(what, async () => {
        const { report } = await runStage(survivalStudy({ workload: "cox", ...stage }), TABLES);
        expect(report.document).to.deep.include(expected);
        expect(report.document.statusText).to.match(/^No estimates: /);
        silent(report);
      });
    }

    it("where a coefficient runs away, long before its information is lost to rounding", async () => {
      const { rounds } = await runStage(survivalStudy({ workload: "cox", terms: ["age", "never"] }), TABLES);
      expect(rounds.length).to.be.below(18);
    });

    it("of a column of which rounding alone leaves information", () => {
      const sum = Float64Array.from(firstTwo);
      sum.set([2 ** -43, 0], 3);
      const { state } = cox.reduce(COX_CONTEXT, COX_POINT.state, sum, 2);
      expect(decodeCoxState(state)).to.deep.include({ status: "collinear", terms: ["age"] });
    });

    it("of a column that is constant at every site", async () => {
      const same = TABLES.map((table) => withColumns(table, { rare: table.columns.get("rare")!.map(() => 1) }));
      const { report } = await runStage(survivalStudy({ workload: "cox", terms: ["age", "rare"] }), same);
      expect(report.document).to.deep.include({ status: "collinear", terms: ["rare"] });
    });

    it("where few of all have the event, though a committee allowed it", async () => {
      const few = TABLES.map((table) =>
        withColumns(table, { event: table.columns.get("event")!.map((_, row) => (row < 1 ? 1 : 0)) }),
      );
      const contributions = await Promise.all(few.map((table) => contributionOf({}, { table, allowRare: ["event"] })));
      const { state, figures } = cox.reduce(
        COX_CONTEXT,
        COX_POINT.state,
        encodedSum(contributions, COX_POINT.shape),
        4,
      );
      expect(figures).to.deep.equal({
        iteration: 1,
        status: "tooFew",
        rows: 350,
        sites: 4,
        eventlessSites: 0,
        heldBackSites: 0,
      });
      expect(cox.ask(COX_CONTEXT, state)).to.equal(undefined);
      const report = cox.report(COX_CONTEXT, state);
      expect(report.document).to.include({ status: "tooFew", events: null, rows: null });
      silent(report);
    });
  });

  describe("refuses a sum", () => {
    const cases: [string, string, string, (sum: Float64Array) => void][] = [
      [
        "whose counts are not whole",
        "WORKLOAD_FAILED",
        `sum.${COUNTS_AT}`,
        (sum) => sum.fill(40.5, COUNTS_AT, COUNTS_AT + 1),
      ],
      [
        "of fewer rows than the minimum cohorts",
        "AGGREGATE_REFUSED",
        "rows",
        (sum) => sum.fill(39, COUNTS_AT, COUNTS_AT + 1),
      ],
      ["of more events than rows", "AGGREGATE_REFUSED", "events", (sum) => sum.fill(231, COUNTS_AT + 1, COUNTS_AT + 2)],
      [
        "of sites that have no event and do not say so",
        "AGGREGATE_REFUSED",
        "events",
        (sum) => sum.fill(1, COUNTS_AT + 1, COUNTS_AT + 2),
      ],
      [
        "of more sites than survivors",
        "AGGREGATE_REFUSED",
        "sites",
        (sum) => sum.fill(3, COUNTS_AT + 3, COUNTS_AT + 4),
      ],
      ["with a positive log-likelihood", "AGGREGATE_REFUSED", "logLikelihood", (sum) => sum.fill(1, 0, 1)],
      ["with too small a log-likelihood", "AGGREGATE_REFUSED", "logLikelihood", (sum) => sum.fill(-200, 0, 1)],
      ["with a score that its events cannot make", "AGGREGATE_REFUSED", "score", (sum) => sum.fill(400, 1, 2)],
      ["with a negative variance", "AGGREGATE_REFUSED", "information", (sum) => sum.fill(-1, 3, 4)],
      ["with a variance that its events cannot make", "AGGREGATE_REFUSED", "information", (sum) => sum.fill(200, 5, 6)],
      ["with a covariance above its variances", "AGGREGATE_REFUSED", "information", (sum) => sum.fill(100, 4, 5)],
    ];
    for (const [what, code, field, change] of cases) {
      it(what, async () => {
        const sum = Float64Array.from(firstTwo);
        change(sum);
        expect(await failureOf(() => cox.reduce(COX_CONTEXT, COX_POINT.state, sum, 2))).to.include({ code, field });
      });
    }

    it("and a state of other coefficients", async () => {
      const other = canonicalJsonBytes({ ...decodeCoxState(COX_POINT.state), beta: [0] });
      expect((await failureOf(() => cox.ask(COX_CONTEXT, other))).code).to.equal("WORKLOAD_FAILED");
    });
  });

  describe("checks its stage", () => {
    const field = "study.yaml.stages.0";
    const cases: [string, object, string, RegExp][] = [
      ["a term that is no column", { terms: ["age", "weight"] }, `${field}.terms.1`, /Use one of age/],
      ["the outcome as a term", { terms: ["event"] }, `${field}.terms.0`, /type event/],
      ["a term that is there twice", { terms: ["age:sex", "sex:age"] }, `${field}.terms.1`, /twice/],
      ["the square of a 0/1 column", { terms: ["sex:sex"] }, `${field}.terms.0`, /square/],
      ["a product without a finite range", { terms: ["age:vast"] }, `${field}.terms`, /not finite/],
      ["a column without a range", { terms: ["flat"] }, "study.yaml: column flat", /empty/],
      ["a time that is none", { time: "age" }, `${field}.time`, /Use one of time/],
      ["an event that is none", { event: "sex" }, `${field}.event`, /Use one of event/],
      [
        "a test of proportional hazards under a penalty",
        { ridge: 1, proportionality: "identity" },
        `${field}.proportionality`,
        /Leave out ridge/,
      ],
      ["ties that it does not know", { ties: "exact" }, field, /ties/],
    ];
    const columns = [
      ...MADE_COLUMNS,
      { name: "flat", type: "number" as const, range: [1, 1] as [number, number] },
      { name: "vast", type: "number" as const, range: [0, 1.7e308] as [number, number] },
    ];
    for (const [what, change, at, message] of cases) {
      it(`and refuses ${what}`, async () => {
        const failure = await failureOf(() =>
          checkStages(survivalStudy({ workload: "cox", ...change }, { columns, maximumRounds: 100 })),
        );
        expect(failure.code).to.equal("STUDY_INVALID");
        expect(failure.field).to.contain(at);
        expect(`${failure.field} ${failure.message} ${failure.hint}`).to.match(message);
      });
    }

    it("and refuses an outcome of which rows without a value are not left out, and a study without a column to fit", async () => {
      const optional = MADE_COLUMNS.map((column) => ({ ...column, required: false }));
      const only = MADE_COLUMNS.filter(({ name }) => name === "time" || name === "event");
      for (const [changed, at] of [
        [optional, "study.yaml: column time"],
        [only, `${field}.terms`],
      ] as const) {
        expect(
          (await failureOf(() => checkStages(survivalStudy({ workload: "cox" }, { columns: changed })))).field,
        ).to.equal(at);
      }
    });

    it("and refuses stages that differ in their ties, whose difference is of the tied alone", async () => {
      const stages = ["efron", "breslow"].map((ties) => ({ ...COX_STUDY.document.stages[0]!, id: ties, ties }));
      const both = (chosen: typeof stages) => checkStages(survivalStudy({}, { stages: chosen, maximumRounds: 100 }));
      both([stages[0]!, { ...stages[0]!, id: "again" }]);
      const failure = await failureOf(() => both(stages));
      expect(failure).to.include({ code: "STUDY_INVALID", field: "study.yaml.stages.1.ties" });
    });

    it("and fits what it names, or every column that is neither time nor event", () => {
      const all = survivalStudy({ workload: "cox" }, { maximumRounds: 25 });
      checkStages(all);
      const place = firstContext<CoxSpec>(all);
      const columns = MADE_COLUMNS.map(({ name }) => name).filter((name) => name !== "time" && name !== "event");
      expect(cox.discloses(place)).to.deep.equal({
        release: "exact",
        columns: ["time", "event", ...columns],
        parameters: 9,
      });
      const some = firstContext<CoxSpec>(survivalStudy({ workload: "cox", terms: ["sex:age", "stage:age"] }));
      expect(cox.discloses(some)).to.deep.include({ columns: ["time", "event", "sex", "age", "stage"], parameters: 3 });
      expect(cox.roundsAtMost(place)).to.equal(25);
      const { stage } = place;
      expect(
        cox.roundsAtMost({ ...place, stage: { ...stage, proportionality: "log1p", maximumIterations: 9 } }),
      ).to.equal(10);
    });

    it("and chooses the finest grid up to 44 bits that the ring holds, and at least 32", async () => {
      const bits = (maximumRows: number, maximum: number) => {
        const sites = { minimum: 2, maximum };
        return coxShape(firstContext(survivalStudy({ workload: "cox" }, { maximumRows, sites }))).fractionBits;
      };
      expect([bits(1_000, 6), bits(1_000_000, 2), bits(5_000_000, 200)]).to.deep.equal([44, 41, 32]);
      const failure = await failureOf(() => bits(10_000_000, 200));
      expect(failure).to.include({ code: "STUDY_INVALID", field: "study.yaml.maximumRows" });
    });
  });
});
