import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { trainingRows } from "@consilium/node/workloads/cohort.ts";
import { rowFunctionOf, saturatedPoisson } from "@consilium/node/workloads/glm/families.ts";
import { localGlm } from "@consilium/node/workloads/glm/localGlm.ts";
import { siteIntercept } from "@consilium/node/workloads/glm/siteIntercept.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import type { StudyDocument } from "@consilium/sdk/schemas/study.ts";
import { unpackUpper } from "@consilium/sdk/statistics/symmetric.ts";
import { checkStages } from "@consilium/sdk/study/checkStudyRules.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { CoursePoint } from "@consilium/sdk/workloads/course.ts";
import { designOf } from "@consilium/sdk/workloads/design.ts";
import { proximalStep } from "@consilium/sdk/workloads/glm/elasticNet.ts";
import { glm } from "@consilium/sdk/workloads/glm/glm.ts";
import { COUNTS, type Count, glmShape, layoutOf } from "@consilium/sdk/workloads/glm/layout.ts";
import { type PredictorRow, predictGlm } from "@consilium/sdk/workloads/glm/predict.ts";
import { GlmSpec } from "@consilium/sdk/workloads/glm/spec.ts";
import { decodeGlmState, encodeGlmState, type GlmState, INITIAL_STATE } from "@consilium/sdk/workloads/glm/state.ts";
import { decodeSums, encodeSums, type GlmSums } from "@consilium/sdk/workloads/glm/sums.ts";
import { expect } from "chai";
import fc from "fast-check";
import { Matrix } from "ml-matrix";
import { behavesLikeAWorkload, failureOf, firstContext, firstPoint, withColumns } from "../behaviors/workload.ts";
import { fitGlm, glmStudy } from "../support/fitGlm.ts";
import { MADE_COLUMNS, madePatients } from "../support/madePatients.ts";

type Stage = Omit<GlmSpec, "id" | "workload">;

const BINOMIAL: Stage = { family: "binomial", outcome: "y", terms: ["age", "smoker", "group"] };
const patients = madePatients();
const studyOf = (change: Partial<Stage> = {}, document: Partial<StudyDocument> = {}) =>
  glmStudy(MADE_COLUMNS, { ...BINOMIAL, ...change }, document);
const contextOf = (study: Study) => firstContext<GlmSpec>(study);
const fitOf = async (change: Partial<Stage> = {}, tables = patients, document: Partial<StudyDocument> = {}) =>
  (await fitGlm(studyOf(change, document), tables)).report;

/** The round of a study at these coefficients of the scaled columns. */
function pointAt(study: Study, beta: readonly number[]): CoursePoint {
  return { ...firstPoint(study), state: encodeGlmState({ ...INITIAL_STATE, iteration: 1, beta }) };
}

async function sumsOf(point: CoursePoint, table: FeatureTable, allowRare: string[] = []): Promise<GlmSums> {
  const context = contextOf(point.context.study);
  const vector = await localGlm({ point, table, rows: trainingRows(table), siteIndex: 0, allowRare });
  const layout = layoutOf(context);
  return decodeSums({ ...context, layout }, { ...point.shape, bound: 1e9 }, vector, 1);
}

describe("glm workload", () => {
  const study = studyOf();
  const context = contextOf(study);
  const layout = layoutOf(context);

  /** A possible sum of two sites, changed. */
  const sumWith = (change: Partial<GlmSums> = {}, counts: Partial<Record<Count, number>> = {}) => {
    const { parameters } = layout;
    const information = new Float64Array((parameters * (parameters + 1)) / 2);
    for (let j = 0, at = 0; j < parameters; at += parameters - j, j++) information[at] = 20;
    return encodeSums(layout, {
      information,
      score: new Float64Array(parameters).fill(4),
      ...{ deviance: 80, null: 0, saturated: 0, exposure: 100, outcome: 50, ones: [40, 20, 20, 20], classes: [] },
      ...change,
      counts: { ...Object.fromEntries(COUNTS.map((name) => [name, 0])), rows: 100, ...counts } as Record<Count, number>,
    });
  };

  behavesLikeAWorkload(glm, {
    context,
    sumOf: (dimension) => {
      const vector = new Float64Array(dimension);
      vector.set(sumWith());
      return vector;
    },
  });

  describe("refuses a stage", () => {
    const refusal = (change: object, document: Partial<StudyDocument> = {}) =>
      failureOf(() => checkStages(studyOf(change, document)));
    const cases: [string, object, string, RegExp][] = [
      ["an outcome of another type", { outcome: "age" }, "outcome", /binary/],
      ["a binary outcome of counts", { family: "poisson", outcome: "y" }, "outcome", /count/],
      ["an outcome that is no column", { outcome: "x" }, "outcome", /no column 'x'/],
      ["a term that is no column", { terms: ["age", "x"] }, "terms.1", /no column 'x'/],
      ["a product with what is no column", { terms: ["age:x"] }, "terms.0", /no column 'x'/],
      ["a term of time", { terms: ["time"] }, "terms.0", /type time/],
      ["the outcome as a term", { terms: ["age", "smoker:y"] }, "terms.1", /outcome/],
      ["a product that is there twice", { terms: ["age:smoker", "smoker:age"] }, "terms.1", /twice/],
      ["the square of a 0/1 column", { terms: ["smoker:smoker"] }, "terms.0", /square/],
      ["an offset of a logistic model", { offset: "time" }, "offset", /no offset/],
      ["an offset that is a count", { family: "poisson", outcome: "events", offset: "quiet" }, "offset", /type count/],
      ["another family", { family: "gamma" }, "family", /gaussian, binomial, poisson/],
      ["more", { link: "probit" }, ".link", /link|not/],
      ["a negative ridge", { ridge: -1 }, "ridge", />= 0/],
      [
        "an intercept for each site of a multinomial model",
        { family: "multinomial", outcome: "group", terms: ["age"], intercept: "site" },
        "intercept",
        /one intercept/,
      ],
      ["robust errors of a lasso", { robust: true, lasso: 1 }, "robust", /no standard errors/],
      ["no iteration", { maximumIterations: 0 }, "maximumIterations", />= 1/],
    ];
    for (const [what, change, field, words] of cases) {
      it(`with ${what}`, async () => {
        const failure = await refusal(change);
        expect(failure.code).to.equal("STUDY_INVALID");
        expect(failure.field).to.equal(`study.yaml.stages.0.${field}`.replace("..", "."));
        expect(`${failure.message} ${failure.hint}`).to.match(words);
      });
    }

    it("with the offset as a term, or one that can be negative", async () => {
      const columns: ColumnSpec[] = [...MADE_COLUMNS, { name: "shift", type: "number", range: [-1, 5] }];
      const poisson = { family: "poisson", outcome: "events" };
      const negative = await refusal({ ...poisson, offset: "shift" }, { columns });
      expect(negative.field).to.equal("study.yaml.stages.0.offset");
      const both = await refusal({ ...poisson, offset: "marker", terms: ["age", "marker"] });
      expect(both.field).to.equal("study.yaml.stages.0.terms.1");
    });

    it("whose outcome may be missing", async () => {
      const columns = MADE_COLUMNS.map((column) => ({ ...column, required: false }));
      expect((await refusal({}, { columns })).field).to.equal("study.yaml: column y");
    });

    it("without any column for a term, or with too many of them", async () => {
      const columns = MADE_COLUMNS.filter(({ name }) => name === "y");
      const stages = [{ id: "fit", workload: "glm", family: "binomial", outcome: "y" } as GlmSpec];
      expect((await refusal({}, { columns, stages })).field).to.equal("study.yaml.stages.0.terms");
      const levels = (letter: string) => Array.from({ length: 30 }, (_, i) => `${letter}${i}`);
      const wide: ColumnSpec[] = ["k", "l"].map((name) => ({ name, type: "category", levels: levels(name) }));
      const failure = await refusal({ terms: ["k:l"] }, { columns: [...MADE_COLUMNS, ...wide] });
      expect(failure.message).to.include("841 columns");
      const many = { family: "multinomial", outcome: "k", terms: ["l"] };
      const required = wide.map((column) => ({ ...column, required: true }));
      const classes = await refusal(many, { columns: [...MADE_COLUMNS, ...required] });
      expect(classes.message).to.include("841 coefficients");
    });

    it("whose sums could leave the ring, and takes the most fraction bits that fit", async () => {
      const sites = { minimum: 2, maximum: 255 };
      expect((await refusal({}, { maximumRows: 10_000_000, sites })).field).to.equal("study.yaml.maximumRows");
      const bits = (maximumRows: number) => glmShape(contextOf(studyOf({}, { maximumRows, sites }))).fractionBits;
      expect([1_000, 100_000, 8_000_000].map(bits)).to.deep.equal([44, 38, 32]);
    });
  });

  describe("makes of its terms", () => {
    const namesOf = (change: Partial<Stage>) => designOf(contextOf(studyOf(change))).map(({ name }) => name);

    it("a column for each number and each level but the first, and products of them", () => {
      expect(namesOf({})).to.deep.equal(["age", "smoker", "group=mild", "group=severe", "group=rare"]);
      expect(namesOf({ terms: ["age:age", "smoker:group"] })).to.deep.equal([
        "age:age",
        "smoker:group=mild",
        "smoker:group=severe",
        "smoker:group=rare",
      ]);
    });

    it("all columns but outcome, offset, times and events where it names none", () => {
      const { terms: _, ...rest } = BINOMIAL;
      const stage = { ...rest, family: "poisson", outcome: "events", offset: "marker" } as Stage;
      const names = designOf(contextOf(glmStudy(MADE_COLUMNS, stage))).map(({ name }) => name);
      const group = ["group=mild", "group=severe", "group=rare"];
      const others = ["y", "late", "quiet", "score", "copied", "sure", "beds"];
      expect(names).to.deep.equal(["age", "lab", "smoker", ...group, ...others]);
    });

    it("the range of a product from its factors' ends", () => {
      const columns: ColumnSpec[] = [...MADE_COLUMNS, { name: "shift", type: "number", range: [-2, 5] }];
      const [first] = designOf(contextOf(studyOf({ terms: ["shift:age"] }, { columns })));
      expect([first!.centre - first!.halfWidth, first!.centre + first!.halfWidth]).to.deep.equal([-220, 550]);
    });
  });

  describe("sums at a site", () => {
    const beta = [0.3, -0.8, 0.4, 0.1, -0.2, 0.5];

    it("are X'WX, X'(y - μ), deviance and counts of its rows, at the state's coefficients", async () => {
      const table = patients[1]!;
      const sums = await sumsOf(pointAt(study, beta), table);
      const { design, parameters } = layout;
      const information = unpackUpper(sums.information, parameters);
      const expected = unpackUpper(new Float64Array(sums.information.length), parameters);
      const score = new Array<number>(parameters).fill(0);
      let deviance = 0;
      for (const row of trainingRows(table)) {
        const raw = design.map(({ factors }) => {
          const [{ column, level }] = factors as [(typeof factors)[number]];
          const value = table.columns.get(column)![row]!;
          return level === undefined ? value : value === level.index ? 1 : 0;
        });
        const z = [1, ...raw.map((value, j) => (value - design[j]!.centre) / design[j]!.halfWidth)];
        const eta = z.reduce((sum, value, j) => sum + value * beta[j]!, 0);
        const mean = 1 / (1 + Math.exp(-eta));
        const y = table.columns.get("y")![row]!;
        deviance -= 2 * Math.log(y === 1 ? mean : 1 - mean);
        for (let j = 0; j < parameters; j++) {
          score[j]! += z[j]! * (y - mean);
          for (let k = 0; k < parameters; k++) {
            expected.set(j, k, expected.get(j, k) + z[j]! * z[k]! * mean * (1 - mean));
          }
        }
      }
      for (let j = 0; j < parameters; j++) {
        expect(sums.score[j]).to.be.closeTo(score[j]!, 1e-12);
        for (let k = 0; k < parameters; k++) {
          expect(information.get(j, k)).to.be.closeTo(expected.get(j, k), 1e-12);
        }
      }
      expect(sums.deviance).to.be.closeTo(deviance, 1e-11);
      expect(sums.counts).to.include({ rows: 90, rowsLeftOut: 0, boundarySites: 0, clampedSites: 0, heldBackSites: 0 });
      expect(sums.outcome).to.equal(table.columns.get("y")!.reduce((sum, y) => sum + y, 0));
      expect(sums.ones[0]).to.equal(table.columns.get("smoker")!.reduce((sum, one) => sum + one, 0));
    });

    it("with an intercept for each site are those of what its own intercept leaves, which is not sent", async () => {
      const [, ...slopes] = beta;
      const table = patients[1]!;
      const own = await sumsOf(pointAt(studyOf({ intercept: "site" }), slopes), table);
      // Of the full information with the intercept at its root, the rest's Schur complement.
      const rows = trainingRows(table);
      const outcomes = Float64Array.from(rows, (row) => table.columns.get("y")![row]!);
      const predictors = Float64Array.from(rows, (row) =>
        layout.design.reduce((sum, { factors, centre, halfWidth }, j) => {
          const [{ column, level }] = factors as [(typeof factors)[number]];
          const value = table.columns.get(column)![row]!;
          const raw = level === undefined ? value : value === level.index ? 1 : 0;
          return sum + (slopes[j]! * (raw - centre)) / halfWidth;
        }, 0),
      );
      const alpha = siteIntercept("binomial", outcomes, predictors)!;
      const full = await sumsOf(pointAt(study, [alpha, ...slopes]), table);
      const whole = unpackUpper(full.information, layout.parameters);
      const schur = unpackUpper(own.information, layout.parameters - 1);
      expect(full.score[0]).to.be.closeTo(0, 1e-11);
      for (let j = 0; j < slopes.length; j++) {
        expect(own.score[j]).to.be.closeTo(full.score[j + 1]!, 1e-11);
        for (let k = 0; k < slopes.length; k++) {
          const left = whole.get(j + 1, k + 1) - (whole.get(0, j + 1) * whole.get(0, k + 1)) / whole.get(0, 0);
          expect(schur.get(j, k)).to.be.closeTo(left, 1e-11);
        }
      }
      expect(own.deviance).to.be.closeTo(full.deviance, 1e-11);
    });

    it("stay within their public bounds at any coefficients", async () => {
      const stages: Partial<Stage>[] = [
        { family: "gaussian", outcome: "score" },
        { family: "binomial", outcome: "y" },
        { family: "poisson", outcome: "events" },
        { family: "poisson", outcome: "events", offset: "time" },
        { family: "multinomial", outcome: "group", terms: ["age", "marker"] },
      ];
      for (const stage of stages) {
        for (const [intercept, phase] of [
          ["common", "newton"],
          ["site", "newton"],
          ["common", "squares"],
          ["site", "squares"],
        ] as const) {
          if (stage.family === "multinomial" && intercept === "site") continue;
          const of = studyOf({ ...stage, intercept });
          const { parameters } = layoutOf(contextOf(of));
          const coefficient = fc.oneof(fc.double({ min: -3, max: 3, noNaN: true }), fc.constantFrom(-1e6, 1e6));
          const begin = { ...firstPoint(of), shape: { ...glmShape(contextOf(of)), bound: 60 } };
          await localGlm({ point: begin, table: patients[0]!, rows: trainingRows(patients[0]!), siteIndex: 0 });
          await fc.assert(
            fc.asyncProperty(fc.array(coefficient, { minLength: parameters, maxLength: parameters }), async (at) => {
              const table = patients[0]!;
              const state = encodeGlmState({ ...INITIAL_STATE, iteration: 1, beta: at, phase });
              // The site has 60 rows.
              const point = { ...firstPoint(of), state, shape: { ...glmShape(contextOf(of)), bound: 60 } };
              const vector = await localGlm({ point, table, rows: trainingRows(table), siteIndex: 0 });
              expect(vector.every(Number.isFinite)).to.equal(true);
            }),
            { numRuns: 20 },
          );
        }
      }
    });

    it("leave rows out that miss a term or an exposure, and tell a small count of them by a flag alone", async () => {
      const of = studyOf(
        { family: "poisson", outcome: "events", terms: ["age", "lab"], offset: "time" },
        { minimumCell: 5 },
      );
      const gaps = (missing: number, idle: number) =>
        withColumns(patients[1]!, {
          lab: patients[1]!.columns.get("marker")!.map((value, row) => (row < missing ? Number.NaN : value)),
          time: patients[1]!.columns.get("time")!.map((value, row) => (row >= 90 - idle ? 0 : value)),
        });
      const countsOf = async (missing: number, idle: number) => {
        const { rows, rowsLeftOut, sitesWithFewLeftOut } = (await sumsOf(firstPoint(of), gaps(missing, idle))).counts;
        return [rows, rowsLeftOut, sitesWithFewLeftOut];
      };
      expect(await countsOf(0, 0)).to.deep.equal([90, 0, 0]);
      expect(await countsOf(1, 3)).to.deep.equal([86, 0, 1]);
      expect(await countsOf(3, 2)).to.deep.equal([85, 5, 0]);
    });

    it("are held back where a count is small, unless the committee allowed the column by name", async () => {
      const of = studyOf({}, { minimumCell: 5, minimumCohort: 20 });
      const table = patients[1]!;
      const ones = (count: number) => Float64Array.from({ length: 90 }, (_, row) => (row < count ? 1 : 0));
      const levels = (counts: number[]) =>
        Float64Array.from(counts.flatMap((count, level) => new Array<number>(count).fill(level)));
      const even = { y: ones(40), smoker: ones(30), group: levels([30, 30, 20, 10]) };
      const cases: [string, string, Record<string, Float64Array>][] = [
        ["few with the outcome", "y", { y: ones(4) }],
        ["few without the outcome", "y", { y: ones(86) }],
        ["few ones", "smoker", { smoker: ones(4) }],
        ["few zeros", "smoker", { smoker: ones(87) }],
        ["a small level", "group", { group: levels([40, 30, 17, 3]) }],
        ["a small first level", "group", { group: levels([4, 30, 36, 20]) }],
      ];
      expect((await sumsOf(firstPoint(of), withColumns(table, even))).counts.heldBackSites).to.equal(0);
      for (const [what, column, change] of cases) {
        const changed = withColumns(table, { ...even, ...change });
        const request = { point: firstPoint(of), table: changed, rows: trainingRows(changed), siteIndex: 0 };
        const vector = await localGlm(request);
        const nonZero = [...vector].flatMap((value, i) => (value === 0 ? [] : [i]));
        expect(nonZero, what).to.deep.equal([layout.at.counts + COUNTS.indexOf("heldBackSites")]);
        const allowed = await localGlm({ ...request, allowRare: [column] });
        expect(allowed[layout.at.counts], what).to.equal(90);
      }
      const missing = withColumns(table, { ...even, age: ones(90).map((_, row) => (row < 71 ? Number.NaN : 50)) });
      expect((await sumsOf(firstPoint(of), missing)).counts, "few usable rows").to.include({
        rows: 0,
        heldBackSites: 1,
      });
    });

    it("are held back where a level of the outcome is small, the first too", async () => {
      const of = studyOf({ family: "multinomial", outcome: "group", terms: ["age"] }, { minimumCell: 5 });
      const levels = (counts: number[]) =>
        withColumns(patients[1]!, {
          group: Float64Array.from(counts.flatMap((count, level) => new Array<number>(count).fill(level))),
        });
      const held = async (counts: number[]) => (await sumsOf(firstPoint(of), levels(counts))).counts.heldBackSites;
      expect(await held([30, 30, 20, 10])).to.equal(0);
      expect(await held([40, 30, 16, 4])).to.equal(1);
      expect(await held([3, 40, 27, 20])).to.equal(1);
      const sums = await sumsOf(firstPoint(of), levels([30, 30, 20, 10]));
      expect([sums.classes, sums.outcome]).to.deep.equal([[30, 20, 10], 0]);
    });

    it("count an outcome past its declared maximum as the maximum", async () => {
      const of = firstPoint(studyOf({ family: "poisson", outcome: "events", terms: ["age"] }));
      const many = withColumns(patients[1]!, { events: new Float64Array(90).fill(9) });
      expect((await sumsOf(of, many)).outcome).to.equal(90 * 8);
    });

    it("are held back where all of its events are few", async () => {
      const of = studyOf({ family: "poisson", outcome: "events", terms: ["age"] }, { minimumCell: 5 });
      const few = (count: number) =>
        withColumns(patients[1]!, { events: Float64Array.from({ length: 90 }, (_, row) => (row === 0 ? count : 0)) });
      const held = async (count: number) => (await sumsOf(firstPoint(of), few(count))).counts.heldBackSites;
      expect([await held(0), await held(4), await held(5)]).to.deep.equal([0, 1, 0]);
    });

    it("are nothing where the site's own intercept is infinite", async () => {
      const of = (stage: Partial<Stage>) => firstPoint(studyOf({ intercept: "site", terms: ["age"], ...stage }));
      const flat = (name: string, value: number) =>
        withColumns(patients[1]!, { [name]: new Float64Array(90).fill(value) });
      const silent = async (point: CoursePoint, table: FeatureTable) => (await sumsOf(point, table)).counts.silentSites;
      expect(await silent(of({}), flat("y", 0))).to.equal(1);
      expect(await silent(of({}), flat("y", 1))).to.equal(1);
      expect(await silent(of({ family: "poisson", outcome: "events" }), flat("events", 0))).to.equal(1);
      expect(await silent(of({ family: "poisson", outcome: "events" }), flat("events", 2))).to.equal(0);
      expect(await silent(of({ family: "gaussian", outcome: "score" }), flat("score", 0))).to.equal(0);
      expect((await sumsOf(of({}), flat("y", 1))).counts.rows).to.equal(0);
    });

    it("refuse outcomes that are not the family's, and end where the operator stops the round", async () => {
      const bent = withColumns(patients[1]!, { y: new Float64Array(90).fill(0.5) });
      const failure = await failureOf(() => sumsOf(firstPoint(study), bent));
      expect(failure).to.include({ code: "WORKLOAD_FAILED", field: "study.yaml: column y" });
      const request = { point: firstPoint(study), table: patients[1]!, rows: [0, 1], siteIndex: 0 };
      expect((await failureOf(() => localGlm({ ...request, signal: AbortSignal.abort() }))).name).to.equal(
        "AbortError",
      );
    });
  });

  describe("a family's row", () => {
    it("has a finite part at any predictor", () => {
      const eta = fc.oneof(
        fc.double({ min: -1e300, max: 1e300, noNaN: true }),
        fc.double({ min: -50, max: 50, noNaN: true }),
      );
      const part = { weight: 0, residual: 0, deviance: 0, isClamped: false, isBoundary: false };
      fc.assert(
        fc.property(eta, fc.integer({ min: 0, max: 8 }), (at, y) => {
          for (const [family, outcome] of [
            ["gaussian", y / 8],
            ["binomial", y % 2],
            ["poisson", y],
          ] as const) {
            rowFunctionOf(family, 32)(at, outcome, part);
            expect([part.weight, part.residual, part.deviance].every(Number.isFinite)).to.equal(true);
            expect(part.weight).to.be.within(0, 32.000001);
            expect(part.deviance).to.be.at.least(-1e-9);
          }
        }),
      );
    });

    it("tells a fitted probability near 0 or 1 and a clamped mean", () => {
      const part = { weight: 0, residual: 0, deviance: 0, isClamped: false, isBoundary: false };
      const at = (family: "binomial" | "poisson" | "gaussian", eta: number) => {
        rowFunctionOf(family, 32)(eta, 1, part);
        return [part.isBoundary, part.isClamped];
      };
      expect([at("binomial", 18), at("binomial", 19), at("binomial", -19)]).to.deep.equal([
        [false, false],
        [true, false],
        [true, false],
      ]);
      expect([at("poisson", -19), at("poisson", 3.4), at("poisson", 3.5)]).to.deep.equal([
        [true, false],
        [false, false],
        [false, true],
      ]);
      expect([at("gaussian", 4), at("gaussian", -4.1)]).to.deep.equal([
        [false, false],
        [false, true],
      ]);
    });

    it("has y ln y - y - ln y! as the most likelihood of a count", () => {
      let logFactorial = 0;
      for (let y = 1; y < 200; y++) {
        logFactorial += Math.log(y);
        expect(saturatedPoisson(y)).to.be.closeTo(y * Math.log(y) - y - logFactorial, 1e-11);
      }
      expect(saturatedPoisson(0)).to.equal(0);
    });
  });

  it("finds the site's own intercept, at which the residuals add up to 0", () => {
    const row = fc.tuple(fc.double({ min: -8, max: 8, noNaN: true }), fc.integer({ min: 0, max: 1 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 2, maxLength: 50 }), (rows) => {
        const outcomes = Float64Array.from(rows, ([, y]) => y);
        const predictors = Float64Array.from(rows, ([x]) => x);
        const total = outcomes.reduce((sum, y) => sum + y, 0);
        const own = (family: "gaussian" | "binomial" | "poisson") => siteIntercept(family, outcomes, predictors);
        const fitted = (alpha: number, mean: (eta: number) => number) =>
          predictors.reduce((sum, x) => sum + mean(alpha + x), 0);
        expect(fitted(own("gaussian")!, (eta) => eta)).to.be.closeTo(total, 1e-9);
        if (total === 0) expect(own("poisson")).to.equal(undefined);
        else expect(fitted(own("poisson")!, Math.exp)).to.be.closeTo(total, 1e-9);
        if (total === 0 || total === rows.length) expect(own("binomial")).to.equal(undefined);
        else expect(fitted(own("binomial")!, (eta) => 1 / (1 + Math.exp(-eta)))).to.be.closeTo(total, 1e-9);
      }),
    );
  });

  describe("refuses a sum", () => {
    const { state } = firstPoint(study);
    const refusal = (change: Partial<GlmSums>, counts: Partial<Record<Count, number>> = {}, of = context) =>
      failureOf(() => glm.reduce(of, state, sumWith(change, counts), 2));
    const strict = contextOf(studyOf({}, { minimumCell: 5, minimumCohort: 20 }));
    const cases: [string, string, Partial<GlmSums>, Partial<Record<Count, number>>][] = [
      ["fewer rows than the minimum cohorts", "rows", {}, { rows: 39 }],
      ["more sites that contribute nothing than survivors", "heldBackSites", {}, { heldBackSites: 2, silentSites: 1 }],
      ["more sites at the boundary than contribute", "sites", {}, { boundarySites: 2, silentSites: 1 }],
      ["more outcomes than rows", "outcome", { outcome: 101 }, {}],
      ["outcomes that are no whole number", "outcome", { outcome: 50.5 }, {}],
      ["more ones than rows", "smoker", { ones: [101, 20, 20, 20] }, {}],
      ["few rows left out", "rowsLeftOut", {}, { rowsLeftOut: 4 }],
      ["few with the outcome", "y", { outcome: 4 }, {}],
      ["few ones in a term", "smoker", { ones: [97, 20, 20, 20] }, {}],
      ["few in a level", "group", { ones: [40, 20, 20, 3] }, {}],
      ["few in the first level", "group", { ones: [40, 36, 30, 30] }, {}],
    ];
    for (const [what, field, change, counts] of cases) {
      it(`with ${what}`, async () => {
        expect(await refusal(change, counts, strict)).to.include({ code: "AGGREGATE_REFUSED", field });
      });
    }

    it("to which too few sites contribute, since it would be one site's", async () => {
      const zeros = sumWith({}, { heldBackSites: 1 });
      const failure = await failureOf(() => glm.reduce(context, state, zeros, 2));
      expect(failure).to.include({ code: "AGGREGATE_REFUSED", field: "heldBackSites" });
      expect(glm.reduce(context, state, sumWith({}, { silentSites: 1 }), 3).figures.status).to.equal("fitting");
      const protection = { kind: "secagg", colluders: 1 } as const;
      const colluding = contextOf(studyOf({}, { protection, sites: { minimum: 3, maximum: 4 } }));
      expect((await failureOf(() => glm.reduce(colluding, state, sumWith({}, { silentSites: 1 }), 3))).code).to.equal(
        "AGGREGATE_REFUSED",
      );
    });

    it("with more in a category's levels than rows", async () => {
      expect(await refusal({ ones: [40, 40, 40, 40] }, {}, strict)).to.include({ field: "group" });
    });

    it("whose counts are not whole, and takes one that the rules allow", async () => {
      expect((await refusal({}, { rows: 99.5 })).code).to.equal("WORKLOAD_FAILED");
      expect((await refusal({}, { silentSites: -1 })).code).to.equal("WORKLOAD_FAILED");
      expect(glm.reduce(strict, state, sumWith(), 2).figures).to.include({
        status: "fitting",
        rows: 100,
        iteration: 1,
      });
    });
  });

  describe("goes on", () => {
    const stateAfter = (state: Uint8Array, sum: Float64Array, of = context) =>
      decodeGlmState(layoutOf(of), glm.reduce(of, state, sum, 2).state);
    const first = stateAfter(firstPoint(study).state, sumWith());

    it("by a Newton step, from coefficients of 0", () => {
      expect(first.accepted!.beta).to.deep.equal([0, 0, 0, 0, 0, 0]);
      for (const b of first.beta!) expect(b).to.be.closeTo(0.2, 1e-12);
    });

    it("half way where the deviance has risen, and whole where it fell", () => {
      const risen = stateAfter(encodeGlmState(first), sumWith({ deviance: 81 }));
      for (const b of risen.beta!) expect(b).to.be.closeTo(0.1, 1e-12);
      expect(risen.accepted).to.deep.equal(first.accepted);
      const again = stateAfter(encodeGlmState(risen), sumWith({ deviance: 81 }));
      for (const b of again.beta!) expect(b).to.be.closeTo(0.05, 1e-12);
      const fallen = stateAfter(encodeGlmState(first), sumWith({ deviance: 79 }));
      for (const b of fallen.beta!) expect(b).to.be.closeTo(0.4, 1e-12);
    });

    it("half way where more sites clamp their fitted values", () => {
      const clamped = stateAfter(encodeGlmState(first), sumWith({ deviance: 79 }, { clampedSites: 1 }));
      for (const b of clamped.beta!) expect(b).to.be.closeTo(0.1, 1e-12);
    });

    it("without comparing the deviances of other rows", () => {
      const other = stateAfter(encodeGlmState(first), sumWith({ deviance: 81 }, { rows: 120 }));
      for (const b of other.beta!) expect(b).to.be.closeTo(0.4, 1e-12);
    });

    it("with the penalty in deviance, score and information", () => {
      const ridge = contextOf(studyOf({ ridge: 20 }));
      const { beta } = stateAfter(firstPoint(studyOf({ ridge: 20 })).state, sumWith(), ridge);
      expect(beta![0]).to.be.closeTo(0.2, 1e-12);
      for (const b of beta!.slice(1)) expect(b).to.be.closeTo(0.1, 1e-12);
      const at: GlmState = { ...first, accepted: { ...first.accepted!, objective: 80 } };
      // At 0.2 the penalty is 20 * 5 * 0.04 = 4: more than the deviance fell.
      const next = stateAfter(encodeGlmState(at), sumWith({ deviance: 77 }), ridge);
      for (const b of next.beta!) expect(b).to.be.closeTo(0.1, 1e-12);
    });

    it("by the step of the elastic net, which leaves no direction to go down", () => {
      const column = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 });
      const vector = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: -5, max: 5, noNaN: true })));
      fc.assert(
        fc.property(fc.array(column, { minLength: 3, maxLength: 3 }), vector, vector, (columns, gradient, beta) => {
          const x = new Matrix(columns);
          const information = x.mmul(x.transpose()).add(Matrix.eye(3));
          const step = proximalStep(information, gradient, beta, [0, 1, 2]);
          const left = Matrix.columnVector(gradient)
            .sub(information.mmul(Matrix.columnVector(step)))
            .to1DArray();
          for (const [j, slope] of left.entries()) {
            const b = beta[j]! + step[j]!;
            if (b === 0) expect(Math.abs(slope)).to.be.at.most(j + 1e-10);
            else expect(slope).to.be.closeTo(Math.sign(b) * j, 1e-10);
          }
        }),
      );
    });

    it("until the step is within the tolerance, and then asks for nothing", () => {
      const end = stateAfter(encodeGlmState(first), sumWith({ deviance: 79, score: new Float64Array(6).fill(1e-9) }));
      expect(end.status).to.equal("converged");
      expect(end.beta).to.deep.equal(first.beta);
      expect(glm.ask(context, encodeGlmState(end))).to.equal(undefined);
      const near = stateAfter(encodeGlmState(first), sumWith({ deviance: 79, score: new Float64Array(6).fill(1e-6) }));
      expect(near.status).to.equal("fitting");
    });

    it("with the squares of the scores once it has converged, where robust errors are asked for", () => {
      const robust = contextOf(studyOf({ robust: true }));
      expect(glm.roundsAtMost(robust)).to.equal(glm.roundsAtMost(context) + 1);
      const converged = { deviance: 79, score: new Float64Array(6) };
      const due = stateAfter(encodeGlmState(first), sumWith(converged), robust);
      expect([due.status, due.phase]).to.deep.equal(["fitting", "squares"]);
      const end = stateAfter(encodeGlmState(due), sumWith(converged), robust);
      expect(end.status).to.equal("converged");
      // The triangle of those sums has scale 4, that of the information 1.
      expect(end.squares).to.deep.equal(end.fit!.information.map((value) => 4 * value));
      const asked = [first, due].map((state) => glm.asked!(robust, encodeGlmState({ ...state, beta: due.beta })));
      expect(asked[0]).to.not.deep.equal(asked[1]);
    });

    it("to the fit of those sites whose squares came, where they are others", () => {
      const robust = contextOf(studyOf({ robust: true, maximumIterations: 4 }));
      const converged = { deviance: 79, score: new Float64Array(6) };
      const due = stateAfter(encodeGlmState(first), sumWith(converged), robust);
      const back = stateAfter(encodeGlmState(due), sumWith(converged, { rows: 120 }), robust);
      expect(back).to.include({ status: "fitting", phase: "newton", accepted: null, squares: null });
      expect(back.beta).to.deep.equal(due.beta);
      const late = stateAfter(encodeGlmState({ ...due, iteration: 4 }), sumWith(converged, { rows: 120 }), robust);
      expect(late.status).to.equal("notConverged");
    });

    it("and ends without estimates where a converged fit has clamped values", () => {
      const at: GlmState = { ...first, accepted: { ...first.accepted!, clampedSites: 1 } };
      const sum = sumWith({ deviance: 79, score: new Float64Array(6) }, { clampedSites: 1 });
      expect(stateAfter(encodeGlmState(at), sum).status).to.equal("notConverged");
    });

    it("the same from states that differ in what sites do not look at", () => {
      const asked = (state: GlmState) => glm.asked!(context, encodeGlmState(state));
      expect(asked({ ...first, gains: [9], iteration: 7 })).to.deep.equal(asked(first));
      expect(asked({ ...first, beta: [1, 0, 0, 0, 0, 0] })).to.not.deep.equal(asked(first));
    });

    it("while sites come and go, to the fit of the last round's", async () => {
      const whole = (await fitGlm(study, patients)).report;
      const { report, figures } = await fitGlm(study, (round) => (round === 2 ? patients.slice(0, 3) : patients));
      expect(figures.map(({ sites }) => sites).slice(0, 4)).to.deep.equal([4, 4, 3, 4]);
      const [left, right] = [whole, report].map(({ tables }) =>
        tables.coefficients!.rows.map((row) => row[1] as number),
      );
      for (const [i, estimate] of left!.entries()) expect(right![i]).to.be.closeTo(estimate, 1e-9);
    });
  });

  describe("ends", () => {
    const hasNoEstimate = ({ document, tables }: Awaited<ReturnType<typeof fitOf>>) => {
      expect([document.deviance, document.linearPredictor, tables.coefficients!.rows.length]).to.deep.equal([
        null,
        null,
        0,
      ]);
      expect((document.iterations as number) > 0).to.equal(true);
    };

    const separated: [string, Partial<Stage>, string[]][] = [
      ["a column that is 1 only where the outcome is", { terms: ["age", "sure"] }, ["sure"]],
      ["the outcome itself", { terms: ["age", "late"], outcome: "y" }, ["late"]],
      ["a level without any event", { family: "poisson", outcome: "quiet" }, ["group=rare"]],
    ];
    for (const [what, stage, terms] of separated) {
      for (const intercept of ["common", "site"] as const) {
        it(`as separated, naming the terms, under ${what}, with ${intercept} intercept`, async () => {
          const report = await fitOf(
            { ...stage, intercept },
            what === "the outcome itself" ? patients.slice(0, 3) : patients,
          );
          expect(report.document.status).to.equal("separated");
          expect(report.document.statusTerms).to.deep.equal(terms);
          hasNoEstimate(report);
        });
      }
    }

    it("as separated under a number that tells the outcomes apart", async () => {
      const split = patients.map((table) =>
        withColumns(table, { y: table.columns.get("age")!.map((age) => (age > 50 ? 1 : 0)) }),
      );
      const report = await fitOf({ terms: ["age", "smoker"] }, split);
      expect(report.document.status).to.equal("separated");
      expect(report.document.statusTerms).to.include("age");
    });

    it("with estimates where a penalty keeps separated terms finite", async () => {
      const report = await fitOf({ terms: ["age", "sure"], ridge: 1 });
      expect(report.document.status).to.equal("converged");
    });

    const collinear: [string, Partial<Stage>, string][] = [
      ["a multiple of another", { terms: ["age", "smoker", "copied"] }, "copied"],
      [
        "a column that differs only among sites, beside their intercepts",
        { terms: ["age", "beds"], intercept: "site" },
        "beds",
      ],
    ];
    for (const [what, stage, term] of collinear) {
      for (const family of ["gaussian", "binomial", "poisson"] as const) {
        it(`as collinear, naming the term, under ${what} (${family})`, async () => {
          const outcome = { gaussian: "score", binomial: "y", poisson: "events" }[family];
          const report = await fitOf({ ...stage, family, outcome });
          expect(report.document).to.deep.include({ status: "collinear", statusTerms: [term], iterations: 1 });
          hasNoEstimate(report);
        });
      }
    }

    it("as separated or collinear where a multinomial model is, naming level and term", async () => {
      const stage = { family: "multinomial", outcome: "group", robust: true } as const;
      const only = patients.map((table) =>
        withColumns(table, { sure: table.columns.get("group")!.map((level) => (level === 1 ? 1 : 0)) }),
      );
      const separated = await fitOf({ ...stage, terms: ["age", "sure"] }, only);
      expect(separated.document.status).to.equal("separated");
      expect(separated.document.statusTerms).to.include("mild: sure");
      hasNoEstimate(separated);
      const collinear = await fitOf({ ...stage, terms: ["age", "copied"] });
      expect(collinear.document).to.deep.include({ status: "collinear", statusTerms: ["mild: copied"] });
    });

    it("as not converged after the most iterations", async () => {
      const { report, rounds } = await fitGlm(studyOf({ maximumIterations: 2 }), patients);
      expect([report.document.status, rounds]).to.deep.equal(["notConverged", 3]);
      expect(glm.roundsAtMost(contextOf(studyOf({ maximumIterations: 2 })))).to.equal(3);
      hasNoEstimate(report);
    });

    it("as not converged where a fitted mean is past four times the outcome's maximum", async () => {
      const columns = MADE_COLUMNS.map((column) => (column.name === "events" ? { ...column, maximum: 1 } : column));
      // One event in a year for most, and one in ten years for a few: at the common rate these have nine.
      const once = patients.map((table) =>
        withColumns(table, {
          events: table.columns.get("age")!.map(() => 1),
          time: table.columns.get("age")!.map((_, row) => (row % 40 === 0 ? 10 : 1)),
        }),
      );
      const stage: Stage = { family: "poisson", outcome: "events", terms: ["age"], offset: "time" };
      const report = await fitOf(stage, once, { columns: columns as ColumnSpec[] });
      expect(report.document.status).to.equal("notConverged");
    });
  });

  describe("reports", () => {
    it("a table of coefficients with ratios, the covariance and the inflation of variances", async () => {
      const { document, tables } = await fitOf();
      expect(tables.coefficients!.columns.join(" ")).to.equal(
        "term estimate standardError statistic pValue lower upper ratio ratioLower ratioUpper",
      );
      const names = ["(intercept)", "age", "smoker", "group=mild", "group=severe", "group=rare"];
      expect(tables.coefficients!.rows.map(([term]) => term)).to.deep.equal(names);
      for (const [, estimate, error, statistic, , lower, upper, ratio, low, high] of tables.coefficients!
        .rows as number[][]) {
        expect(statistic).to.be.closeTo(estimate! / error!, 1e-12);
        expect([lower, upper].map((end) => Math.abs((end! - estimate!) / error!))).to.satisfy((z: number[]) =>
          z.every((each) => Math.abs(each - 1.959963984540054) < 1e-9),
        );
        expect([ratio, low, high]).to.deep.equal([estimate, lower, upper].map((value) => Math.exp(value!)));
      }
      expect(tables.vcov!.columns).to.deep.equal(["term", ...names]);
      expect(tables.vif!.rows.map(([term]) => term)).to.deep.equal(names.slice(1));
      expect(document).to.include({ family: "binomial", link: "logit", status: "converged", rows: 300, sites: 4 });
      expect(document).to.include({ dispersion: 1, degreesOfFreedom: 294, ridge: 0, intercept: "common" });
    });

    it("no ratio of a gaussian model, and Student's interval", async () => {
      const { tables } = await fitOf({ family: "gaussian", outcome: "score", terms: ["age"] });
      const [row] = tables.coefficients!.rows as number[][];
      expect(row!.slice(7)).to.deep.equal([null, null, null]);
      // scipy 1.17: t.ppf(.975, 298).
      expect((row![6]! - row![1]!) / row![2]!).to.be.closeTo(1.9679565064968196, 1e-11);
    });

    it("a fit that has not ended, without estimates", () => {
      const { document } = glm.report(context, firstPoint(study).state);
      expect(document).to.include({ status: "fitting", iterations: 0, linearPredictor: null });
    });

    it("the linear predictor of a row, in the columns' own units", async () => {
      const stage = { family: "poisson", outcome: "events", terms: ["age", "smoker:group"], offset: "time" } as Stage;
      const report = await fitOf(stage);
      const estimates = new Map(report.tables.coefficients!.rows.map(([term, estimate]) => [term, estimate as number]));
      const row: PredictorRow = { age: 40, smoker: 1, group: "severe", time: 2 };
      const expected =
        estimates.get("(intercept)")! +
        40 * estimates.get("age")! +
        estimates.get("smoker:group=severe")! +
        Math.log(2);
      expect(predictGlm(report, row)).to.be.closeTo(expected, 1e-12);
      expect(predictGlm(report, { ...row, group: Number.NaN })).to.deep.equal(Number.NaN);
      const { age: _, ...without } = row;
      expect(predictGlm(report, without)).to.deep.equal(Number.NaN);
      const terms = (report.document.linearPredictor as { terms: object[] }).terms;
      expect(terms[1])
        .to.include({ column: "smoker" })
        .and.to.deep.include({ with: { column: "group", level: "mild" } });
      const site = await fitOf({ ...stage, intercept: "site" });
      expect(site.document.linearPredictor).to.deep.include({ intercept: null, offset: { column: "time", unit: 10 } });
      const failure = await failureOf(() => predictGlm(glm.report(context, firstPoint(study).state), row));
      expect(failure).to.include({ code: "WORKLOAD_FAILED", field: "linearPredictor" });
    });

    it("of a multinomial model a predictor for each level but the first", async () => {
      const report = await fitOf({ family: "multinomial", outcome: "group", terms: ["age"] });
      const estimates = new Map(report.tables.coefficients!.rows.map(([term, estimate]) => [term, estimate as number]));
      const expected = estimates.get("severe: (intercept)")! + 40 * estimates.get("severe: age")!;
      expect(predictGlm(report, { age: 40 }, "severe")).to.be.closeTo(expected, 1e-12);
      expect(report.document).to.deep.include({ linearPredictor: null, link: "logit" });
      expect(report.tables.vif!.rows).to.deep.equal([]);
      expect((await failureOf(() => predictGlm(report, { age: 40 }, "none"))).hint).to.include("mild, severe, rare");
    });

    it("what its rounds disclose: columns once, and one parameter more than its columns", () => {
      const disclosed = glm.discloses(contextOf(studyOf({ terms: ["age", "age:group"] })));
      expect(disclosed).to.deep.equal({ release: "exact", columns: ["age", "group", "y"], parameters: 5 });
      const offset = glm.discloses(contextOf(studyOf({ family: "poisson", outcome: "events", offset: "time" })));
      expect(offset.columns).to.include("time");
      const classes = glm.discloses(contextOf(studyOf({ family: "multinomial", outcome: "group", terms: ["age"] })));
      expect(classes.parameters).to.equal(6);
    });
  });

  it("takes a stage as its schema has it", () => {
    const stage = { id: "fit", workload: "glm", ...BINOMIAL, intercept: "site", ridge: 0, tolerance: 1e-10 };
    expect(checkDocument(GlmSpec, stage, "stage")).to.equal(stage);
  });
});
