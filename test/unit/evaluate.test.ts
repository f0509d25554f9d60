import { localEvaluation } from "@consilium/node/workloads/evaluate.ts";
import { logitsOf } from "@consilium/node/workloads/logits.ts";
import { createLocalWorkloads } from "@consilium/node/workloads/workloads.ts";
import { sigmoid } from "@consilium/sdk/models/predict.ts";
import { checkStages } from "@consilium/sdk/study/checkStudyRules.ts";
import { courseOf } from "@consilium/sdk/workloads/course.ts";
import { discriminationOf } from "@consilium/sdk/workloads/evaluate/discrimination.ts";
import { evaluate } from "@consilium/sdk/workloads/evaluate/evaluate.ts";
import { binEdges, binOf, GRID } from "@consilium/sdk/workloads/evaluate/grid.ts";
import { groupFigures } from "@consilium/sdk/workloads/evaluate/groupFigures.ts";
import { aucEstimate, shareOf } from "@consilium/sdk/workloads/evaluate/intervals.ts";
import { publishedCells } from "@consilium/sdk/workloads/evaluate/partition.ts";
import { recalibrationOf } from "@consilium/sdk/workloads/evaluate/recalibration.ts";
import { scoreOf } from "@consilium/sdk/workloads/evaluate/score.ts";
import type { EvaluateSpec } from "@consilium/sdk/workloads/evaluate/spec.ts";
import { decodeEvaluateState, type SecondRound } from "@consilium/sdk/workloads/evaluate/state.ts";
import { confusionAt } from "@consilium/sdk/workloads/evaluate/thresholds.ts";
import type { ReportTable, StageContext, StageReport, StageResult } from "@consilium/sdk/workloads/Workload.ts";
import { rowSetOf, WORKLOADS } from "@consilium/sdk/workloads/workloads.ts";
import { expect } from "chai";
import fc from "fast-check";
import {
  behavesLikeAWorkload,
  failureOf,
  firstContext,
  firstPoint,
  makeStudy,
  makeTable,
  POOLED_STAGES,
  trainStudy,
} from "../behaviors/workload.ts";
import {
  courseOver,
  evaluationStudy,
  type MadeReference,
  madeTables,
  REFERENCES,
  type Reference,
  reportOver,
  ringSum,
  tableOf,
} from "../support/evaluation.ts";

const { made, rare } = REFERENCES;
/** Coordinates of a bin. */
const W = 6;
const AGES = { column: "age", edges: [40, 60] };
const GROUPS = [{ column: "sex" }, AGES];
const SCORE = { intercept: -2, terms: [{ column: "a", coefficient: 0.5 }] };
const plain = evaluationStudy({ score: SCORE });

/** The report on a made set at four sites. */
function reportOn(reference: MadeReference, stage: Partial<EvaluateSpec> = {}): Promise<StageReport> {
  const thresholds = reference.thresholds.map(({ threshold }) => threshold);
  const study = evaluationStudy({ score: reference.score, thresholds, groups: GROUPS, ...stage });
  return reportOver(study, madeTables(reference, 4), localEvaluation);
}

/** A table's rows as objects. */
function linesOf(table: ReportTable | undefined): Record<string, any>[] {
  return table!.rows.map((row) => Object.fromEntries(table!.columns.map((name, i) => [name, row[i]])));
}

/**
 * A sum of two sites: in the first round 40 rows in the middle of the grid; in the second 10 of each outcome in a bin, where that
 * fits.
 */
function possibleSum(dimension: number): Float64Array {
  if (dimension === GRID.length + 2) return new Float64Array(dimension).map((_, i) => (i >= 200 && i < 300 ? 4 : 0));
  const { edges } = decodeEvaluateState(stateAfterFirst()).first!;
  const sum = new Float64Array(dimension);
  for (let bin = 0; bin <= edges.length; bin++) {
    const middle = ((edges[bin - 1] ?? 0) + (edges[bin] ?? 1)) / 2;
    sum.set([10, 10, 20 * middle, 2, 1, 0.5], bin * W);
  }
  sum[dimension - 5] = 7;
  return sum;
}

function stateAfterFirst(): Uint8Array {
  const { state } = firstPoint(plain);
  return evaluate.reduce(firstContext(plain), state, possibleSum(GRID.length + 2), 2).state;
}

describe("evaluate workload", () => {
  behavesLikeAWorkload(evaluate, { context: firstContext<EvaluateSpec>(plain), sumOf: possibleSum });

  it("is the only one that sees held-out rows, and sees no others unless its stage says all", () => {
    const stage = { id: "test", workload: "evaluate" };
    for (const kind of Object.keys(WORKLOADS).filter((each) => each !== "evaluate")) {
      expect(rowSetOf({ id: "other", workload: kind }), kind).to.equal("training");
    }
    expect(rowSetOf(stage)).to.equal("heldOut");
    expect(rowSetOf({ ...stage, rows: "all" } as typeof stage)).to.equal("all");
  });

  describe("a stage of study.yaml", () => {
    const [inputs, model] = POOLED_STAGES;
    const test: Record<string, unknown> = { id: "test", workload: "evaluate", outcome: "y" };
    const score = { model: undefined, score: { intercept: 0, terms: [{ column: "a", coefficient: 1 }] } };
    const columns = (spec: object) => ({ columns: [...makeStudy().document.columns, spec] });
    const blood = columns({ name: "blood", type: "category", levels: ["A", "B"] });

    for (const [what, stage, change] of [
      ["a model", {}, {}],
      ["a score on all rows, without a split", { ...score, rows: "all" }, { split: undefined }],
      [
        "groups of every kind",
        { groups: [{ column: "c" }, { column: "blood" }, { column: "a", edges: [4, 6] }] },
        blood,
      ],
      [
        "a level as a term",
        { ...score, score: { intercept: 0, terms: [{ column: "blood", level: "B", coefficient: 1 }] } },
        blood,
      ],
    ] as const) {
      it(`may say ${what}`, async () => {
        const stages = [inputs, model, JSON.parse(JSON.stringify({ ...test, model: "model", ...stage }))];
        checkStages(makeStudy({ split: "split", ...(change as object), stages }));
      });
    }

    for (const [what, field, word, stage, change] of [
      ["neither model nor score", "", "not exactly one", { model: undefined }, {}],
      ["both", "", "not exactly one", { score: score.score }, {}],
      ["a model of no stage", ".model", "Use one of model.", { model: "other" }, {}],
      ["a stage without a model", ".model", "Use one of model.", { model: "inputs" }, {}],
      ["all rows for a model that learnt from some", ".rows", "learnt", { rows: "all" }, {}],
      ["held-out rows where there are none", ".rows", "no rows out", {}, { split: undefined }],
      ["training rows", ".rows", "", { rows: "training" }, {}],
      ["another outcome than the model's", ".outcome", "predicts 'y'", { outcome: "c" }, binaryC()],
      ["an outcome that may be missing", "study.yaml: column c", "left out", { ...score, outcome: "c" }, {}],
      ["an outcome that is no 0 or 1", ".outcome", "binary", { outcome: "a" }, {}],
      ["a term of no column", ".score.terms.0.column", "no column 'q'", terms({ column: "q" }), {}],
      ["the outcome as a term", ".score.terms.0.column", "predict itself", terms({ column: "y" }), {}],
      ["a category without its level", ".score.terms.0.level", "A, B", terms({ column: "blood" }), blood],
      ["a level that is not there", ".score.terms.0.level", "A, B", terms({ column: "blood", level: "C" }), blood],
      ["a level of a number", ".score.terms.0.level", "Leave level out", terms({ column: "a", level: "1" }), {}],
      ["a number as a group", ".groups.0", "Add edges", { groups: [{ column: "a" }] }, {}],
      ["edges of a category", ".groups.0.edges", "Only a number", { groups: [{ column: "c", edges: [1] }] }, {}],
      ["edges that fall", ".groups.0.edges", "0 to 10", { groups: [{ column: "a", edges: [6, 4] }] }, {}],
      ["edges beyond the range", ".groups.0.edges", "0 to 10", { groups: [{ column: "a", edges: [11] }] }, {}],
      ["the outcome as a group", ".groups.0.column", "no group", { groups: [{ column: "y" }] }, {}],
      ["a group twice", ".groups.1.column", "already", { groups: [{ column: "c" }, { column: "c" }] }, {}],
      [
        "a group of nine levels",
        ".groups.0",
        "more than 8",
        { groups: [{ column: "nine" }] },
        columns({ name: "nine", type: "category", levels: [..."abcdefghi"] }),
      ],
      ["a threshold of 1", ".thresholds.0", "", { thresholds: [1] }, {}],
      [
        "sums that leave the ring",
        "study.yaml.maximumRows",
        "2^31",
        {},
        { maximumRows: 10_000_000, sites: { minimum: 2, maximum: 255 } },
      ],
    ] as [string, string, string, object, object][]) {
      it(`cannot say ${what}`, async () => {
        // What is undefined is not there.
        const plainStage = JSON.parse(JSON.stringify({ ...test, model: "model", ...stage }));
        const failure = await failureOf(() =>
          checkStages(makeStudy({ split: "split", ...change, stages: [inputs, model, plainStage] as EvaluateSpec[] })),
        );
        expect(failure.code).to.equal("STUDY_INVALID");
        expect(failure.field).to.equal(field.startsWith("study") ? field : `study.yaml.stages.2${field}`);
        expect(`${failure.message} ${failure.hint}`).to.include(word);
      });
    }

    for (const [what, source, field, word] of [
      ["a model of counts", { family: "poisson", outcome: "y" }, ".model", "binary outcome"],
      ["a stage without an outcome", { time: "a" }, ".model", "binary outcome"],
      ["a fit of another outcome", { family: "binomial", outcome: "c" }, ".outcome", "outcome: c"],
      ["a fit with an intercept for each site", { outcome: "y", intercept: "site" }, ".model", "one intercept"],
    ] as const) {
      it(`cannot name ${what}`, async () => {
        const { document, ...study } = makeStudy({ split: "split" });
        const stage = { ...test, model: "fit" } as EvaluateSpec;
        const earlier = [{ id: "fit", workload: "fits", ...source }];
        const place = { study: { ...study, document }, stage, earlier, field: "study.yaml.stages.1" };
        const failure = await failureOf(() => evaluate.checkSpec(place));
        expect(failure).to.include({ code: "STUDY_INVALID", field: `study.yaml.stages.1${field}` });
        expect(`${failure.message} ${failure.hint}`).to.include(word);
      });
    }

    it("cannot name a model that each site standardises for itself", async () => {
      const stages = [
        { ...model!, standardise: "site" },
        { ...test, model: "model" },
      ] as EvaluateSpec[];
      const failure = await failureOf(() => checkStages(makeStudy({ split: "split", stages })));
      expect(failure).to.include({ code: "STUDY_INVALID", field: "study.yaml.stages.1.model" });
    });

    function terms(term: object) {
      return { model: undefined, score: { intercept: 0, terms: [{ coefficient: 1, ...term }] } };
    }
    function binaryC() {
      const all = makeStudy().document.columns;
      return { columns: all.map((each) => (each.name === "c" ? { ...each, required: true } : each)) };
    }
  });

  it("discloses groups and outcome, each once, and a published score's columns or whose model it applies", () => {
    const [inputs, model] = POOLED_STAGES;
    const stage = {
      id: "test",
      workload: "evaluate",
      outcome: "y",
      model: "model",
      groups: [{ column: "c" }],
    } as EvaluateSpec;
    const study = makeStudy({ split: "split", stages: [inputs!, model!, stage] });
    expect(evaluate.discloses({ study, stage })).to.deep.equal({
      release: "exact",
      columns: ["c", "y"],
      scoresOf: "model",
    });
    const { model: _, ...rest } = stage;
    const scored = { ...rest, score: { intercept: 0, terms: [{ column: "b", coefficient: 1 }] } };
    expect(evaluate.discloses({ study, stage: scored })).to.deep.equal({ release: "exact", columns: ["b", "c", "y"] });
  });
});

describe("the grid of scores", () => {
  it("is evenly spaced in the logit from -12 to 12, by arithmetic that all engines share", () => {
    expect(GRID).to.have.length(513);
    for (const [i, edge] of GRID.entries()) {
      expect(edge).to.be.closeTo(sigmoid(-12 + (i * 24) / 512), 1e-12);
      if (i > 0) expect(edge).to.be.greaterThan(GRID[i - 1]!);
    }
    expect(GRID[256]).to.equal(0.5);
    // These very bits, whatever engine runs the test.
    expect([GRID[0], GRID[100], GRID[512]]).to.deep.equal([
      0.000006144174602214008, 0.0006667023092436366, 0.9999938558253978,
    ]);
  });

  it("puts a probability into the bin from the edge at or below it", () => {
    const edges = [0.2, 0.5, 0.7];
    expect([0, 0.2, 0.4999, 0.5, 0.7, 1].map((p) => binOf(edges, p))).to.deep.equal([0, 1, 1, 2, 3, 3]);
    const probability = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(probability, (p) => {
        expect(binOf(GRID, p)).to.equal(GRID.filter((edge) => edge <= p).length);
      }),
    );
  });

  it("gives edges near the quantiles of all scores, and every threshold itself", () => {
    const counts = fc.array(fc.nat({ max: 9 }), { minLength: 514, maxLength: 514 });
    fc.assert(
      fc.property(counts, fc.integer({ min: 8, max: 256 }), (cells, mostBins) => {
        const rows = cells.reduce((sum, count) => sum + count, 0);
        const bins = Math.min(mostBins, Math.max(8, Math.floor(rows / 5)));
        const thresholds = [0.123, 0.5];
        const edges = binEdges(cells, { mostBins, minimumCell: 5, thresholds });
        expect(edges).to.include.members(thresholds);
        expect(edges).to.deep.equal([...new Set(edges)].sort((a, b) => a - b));
        expect(edges.length).to.be.at.most(bins + 33 + 1);
        const inBins = new Array<number>(edges.length + 1).fill(0);
        for (const [cell, count] of cells.entries()) inBins[binOf(edges, GRID[cell - 1] ?? 0)]! += count;
        // A bin runs to the first edge past its quantile: at most one cell too far.
        expect(Math.max(...inBins)).to.be.at.most(rows / bins + 9 * 1.0001);
      }),
    );
  });
});

describe("a site's share of an evaluation", () => {
  const thresholds = [0.5];
  const study = evaluationStudy({ score: made.score, groups: GROUPS, thresholds });
  const [table] = madeTables(made, 4) as [ReturnType<typeof tableOf>];
  const rows = table.patientIds.map((_, row) => row);
  const column = (name: string) => table.columns.get(name)!;
  const logits = rows.map((row) => -2 + 0.5 * column("a")[row]! + 0.8 * column("sex")[row]!);
  const probabilities = logits.map(sigmoid);
  const ys = rows.map((row) => column("y")[row]!);

  async function secondPoint(of = study, tables = madeTables(made, 4)) {
    const point = firstPoint(of);
    const firsts: Float64Array[] = [];
    for (const [siteIndex, each] of tables.entries()) {
      const all = each.patientIds.map((_, row) => row);
      firsts.push(await localEvaluation({ point, table: each, rows: all, siteIndex }));
    }
    const sum = firsts[0]!.map((_, i) => firsts.reduce((total, each) => total + each[i]!, 0));
    const context = firstContext<EvaluateSpec>(of);
    const { state } = evaluate.reduce(context, point.state, sum, tables.length);
    return { ...point, state, iteration: 1, shape: evaluate.ask(context, state)! };
  }

  it("is first where its scores lie, whatever their outcomes", async () => {
    const contribution = await localEvaluation({ point: firstPoint(study), table, rows, siteIndex: 0 });
    const expected = new Array<number>(515).fill(0);
    for (const p of probabilities) expected[GRID.filter((edge) => edge <= p).length]! += 1;
    expect([...contribution]).to.deep.equal(expected);
  });

  it("is then by bin the rows of either outcome, and sums of p and powers of the logit; by level rows of either outcome", async () => {
    const point = await secondPoint();
    const { edges } = decodeEvaluateState(point.state).first!;
    const contribution = await localEvaluation({ point, table, rows, siteIndex: 0 });
    const bins = edges.length + 1;
    const binAt = probabilities.map((p) => edges.filter((edge) => edge <= p).length);
    const sumOver = (value: (i: number) => number, isIn: (i: number) => boolean = () => true) =>
      rows.reduce((sum, i) => sum + (isIn(i) ? value(i) : 0), 0);
    for (let bin = 0; bin < bins; bin++) {
      const isIn = (i: number) => binAt[i] === bin;
      const expected = [
        sumOver((i) => 1 - ys[i]!, isIn),
        sumOver((i) => ys[i]!, isIn),
        sumOver((i) => probabilities[i]!, isIn),
        sumOver((i) => logits[i]! / 16, isIn),
        sumOver((i) => (logits[i]! / 16) ** 2, isIn),
        sumOver((i) => (logits[i]! / 16) ** 3, isIn),
      ];
      for (const [i, value] of expected.entries()) expect(contribution[bin * W + i]).to.be.closeTo(value, 1e-9);
    }
    const totals = [...contribution.subarray(bins * W, bins * W + 5)];
    expect(totals[0]).to.be.closeTo(
      sumOver((i) => (probabilities[i]! - ys[i]!) ** 2),
      1e-9,
    );
    expect(totals[1]).to.be.closeTo(
      sumOver((i) => (logits[i]! / 16) * ys[i]!),
      1e-9,
    );
    expect(totals.slice(2)).to.deep.equal([0, 0, 0]);
    const bandAt = rows.map((row) => (column("age")[row]! < 40 ? 0 : column("age")[row]! < 60 ? 1 : 2));
    let start = bins * W + 5;
    for (const levelAt of [rows.map((row) => column("sex")[row]!), bandAt]) {
      for (let level = 0; level <= Math.max(...levelAt); level++) {
        for (let bin = 0; bin < bins; bin++) {
          const isIn = (i: number) => binAt[i] === bin && levelAt[i] === level;
          expect(contribution[start + bin]).to.equal(sumOver((i) => 1 - ys[i]!, isIn));
          expect(contribution[start + bins + bin]).to.equal(sumOver((i) => ys[i]!, isIn));
        }
        expect(contribution[start + 2 * bins]).to.be.closeTo(
          sumOver(
            (i) => probabilities[i]!,
            (i) => levelAt[i] === level,
          ),
          1e-9,
        );
        expect(contribution[start + 2 * bins + 1]).to.equal(0);
        start += 2 * bins + 2;
      }
    }
    expect(start).to.equal(contribution.length);
  });

  it("refuses a cohort with a row that is not held out", async () => {
    const mixed = { ...table, heldOut: table.heldOut.map((_, row) => row !== 3) };
    const request = { point: firstPoint(study), table: mixed, siteIndex: 0 };
    const failure = await failureOf(() => localEvaluation({ ...request, rows: [2, 3] }));
    expect(failure).to.include({ code: "WORKLOAD_FAILED", field: "study.yaml: split" });
    await localEvaluation({ ...request, rows: [2, 4] });
    const all = firstPoint(evaluationStudy({ score: SCORE, rows: "all" }));
    await localEvaluation({ ...request, point: all, rows: [2, 3] });
  });

  /** So many rows of each kind: sex, outcome. Scores are spread over a. */
  const rowsOf = (...kinds: [count: number, sex: number, y: number][]) =>
    tableOf(
      kinds.flatMap(([count, sex, y]) =>
        Array.from({ length: count }, (_, i) => ({ a: (i * 7) % 10, sex, age: 50, y })),
      ),
      () => true,
    );
  const allOf = (each: ReturnType<typeof tableOf>) => each.patientIds.map((_, row) => row);

  it("is held back where the site has fewer rows of an outcome than the least cell", async () => {
    const few = rowsOf([30, 0, 0], [4, 0, 1]);
    const enough = rowsOf([30, 0, 0], [5, 0, 1]);
    const onSex = evaluationStudy({ score: SCORE, groups: [{ column: "sex" }] });
    const first = firstPoint(onSex);
    const send = (each: typeof few, point = first) =>
      localEvaluation({ point, table: each, rows: allOf(each), siteIndex: 0 });
    expect([...(await send(few))]).to.deep.equal([...new Array<number>(514).fill(0), 1]);
    expect((await send(enough)).reduce((sum, count) => sum + count, 0)).to.equal(35);
    const point = await secondPoint(onSex, [enough, few]);
    const contribution = await send(few, point);
    const bins = decodeEvaluateState(point.state).first!.edges.length + 1;
    const ones = [...contribution.keys()].filter((i) => contribution[i] !== 0);
    expect(ones).to.deep.equal([bins * W + 4, bins * (W + 2) + 6, bins * (W + 4) + 8]);
  });

  it("holds a level back that is small, and with it the one that would give it back", async () => {
    const onSex = evaluationStudy({ score: SCORE, groups: [{ column: "sex" }] });
    const small = rowsOf([30, 0, 0], [20, 0, 1], [30, 1, 0], [3, 1, 1]);
    const large = rowsOf([30, 0, 0], [20, 0, 1], [30, 1, 0], [8, 1, 1]);
    const none = rowsOf([30, 0, 0], [20, 0, 1], [30, 1, 0]);
    const point = await secondPoint(onSex, [small, large]);
    const bins = decodeEvaluateState(point.state).first!.edges.length + 1;
    const levelsOf = async (each: typeof small) => {
      const contribution = await localEvaluation({ point, table: each, rows: allOf(each), siteIndex: 0 });
      expect(
        contribution
          .subarray(0, bins * W)
          .filter((_, i) => i % W < 2)
          .reduce((a, b) => a + b),
      ).to.equal(each.patientIds.length);
      return [0, 1].map((level) => {
        const start = bins * W + 5 + level * (2 * bins + 2);
        const counts = contribution.subarray(start, start + 2 * bins);
        return [counts.reduce((a, b) => a + b), contribution[start + 2 * bins + 1]];
      });
    };
    // 23 with the outcome in all, less 20 of sex 0, are the 3 of sex 1.
    expect(await levelsOf(small)).to.deep.equal([
      [0, 1],
      [0, 1],
    ]);
    expect(await levelsOf(none), "nobody tells nobody").to.deep.equal([
      [50, 0],
      [0, 1],
    ]);
    expect(await levelsOf(large)).to.deep.equal([
      [50, 0],
      [38, 0],
    ]);
  });

  it("leaves rows out that the score cannot be computed of, and counts them unless they are few", async () => {
    const base = rowsOf([30, 0, 0], [20, 0, 1]);
    const withMissing = (count: number) => {
      const a = base.columns.get("a")!.map((value, row) => (row < count ? Number.NaN : value));
      return { ...base, columns: new Map([...base.columns, ["a", a] as const]) };
    };
    const onAll = evaluationStudy({ score: SCORE });
    for (const [missing, leftOut, hidden] of [
      [0, 0, 0],
      [4, 0, 1],
      [5, 5, 0],
    ] as const) {
      const each = withMissing(missing);
      const point = await secondPoint(onAll, [each, base]);
      const contribution = await localEvaluation({ point, table: each, rows: allOf(each), siteIndex: 0 });
      const bins = decodeEvaluateState(point.state).first!.edges.length + 1;
      expect([...contribution.subarray(bins * W + 2)], `${missing} missing`).to.deep.equal([leftOut, hidden, 0]);
      const counted = contribution.subarray(0, bins * W).filter((_, i) => i % W < 2);
      expect(counted.reduce((sum, count) => sum + count, 0)).to.equal(50 - missing);
    }
  });

  it("refuses a value that is no level of its column", async () => {
    const onSex = evaluationStudy({ score: SCORE, groups: [{ column: "sex" }] });
    const good = rowsOf([30, 0, 0], [20, 0, 1], [30, 1, 0], [8, 1, 1]);
    const sex = good.columns.get("sex")!.map((value, row) => (row === 1 ? 2 : value));
    const wrong = { ...good, columns: new Map([...good.columns, ["sex", sex] as const]) };
    const point = await secondPoint(onSex, [good, good]);
    const failure = await failureOf(() => localEvaluation({ point, table: wrong, rows: allOf(wrong), siteIndex: 0 }));
    expect(failure).to.include({ code: "WORKLOAD_FAILED", field: "study.yaml: column sex" });
  });
});

describe("an evaluation's report", () => {
  for (const [name, reference] of Object.entries({ made, rare })) {
    describe(`on the ${name} set, against unbinned scores`, () => {
      let report: StageReport;
      let document: any;
      before(async () => {
        report = await reportOn(reference);
        document = report.document;
      });

      it("has the AUC within .005, and its interval", () => {
        const { auc } = reference as Reference;
        expect(document).to.deep.include({ rows: reference.rows, positives: reference.positives, leftOut: 0 });
        console.log(
          `      AUC ${document.auc.value.toFixed(5)}, exact ${auc.value.toFixed(5)}, within ${document.auc.binError.toFixed(5)}`,
        );
        expect(document.auc.value).to.be.closeTo(auc.value, 0.005);
        expect(Math.abs(document.auc.value - auc.value)).to.be.at.most(document.auc.binError);
        expect(document.auc.lower).to.be.closeTo(auc.lower, 0.005);
        expect(document.auc.upper).to.be.closeTo(auc.upper, 0.005);
      });

      it("has the exact Brier score and observed against expected, and the recalibration to 1e-4", () => {
        const { calibration } = reference;
        expect(document.brier).to.be.closeTo(reference.brier, 1e-9);
        expect(document.scaledBrier).to.be.closeTo(reference.scaledBrier, 1e-8);
        expect(document.calibration.observedToExpected.value).to.be.closeTo(calibration.observedToExpected, 1e-8);
        for (const which of ["intercept", "slope", "inTheLarge"] as const) {
          const [value, error] = calibration[which];
          expect(document.calibration[which].value, which).to.be.closeTo(value, 1e-4);
          expect(document.calibration[which].lower, which).to.be.closeTo(value - 1.959964 * error, 2e-4);
        }
      });

      it("has the exact figures at thresholds, with Wilson's intervals", () => {
        expect(document.thresholds).to.have.length(reference.thresholds.length);
        const lines = linesOf(report.tables.thresholds);
        for (const [i, expected] of reference.thresholds.entries()) {
          const line = lines[i]!;
          expect(line.threshold).to.equal(expected.threshold);
          for (const figure of ["sensitivity", "specificity", "ppv", "npv", "accuracy"] as const) {
            const [value, lower, upper] = expected[figure];
            if (value === null) {
              expect(line[figure]).to.equal(null);
              continue;
            }
            expect(line[figure], figure).to.be.closeTo(value, 1e-12);
            expect(line[`${figure}Lower`], figure).to.be.closeTo(lower, 1e-9);
            expect(line[`${figure}Upper`], figure).to.be.closeTo(upper, 1e-9);
          }
          expect(line.f1).to.be.closeTo(expected.f1, 1e-12);
          const benefit = linesOf(report.tables.decision).find(({ threshold }) => threshold === expected.threshold)!;
          expect(benefit.netBenefit).to.be.closeTo(expected.netBenefit, 1e-12);
        }
      });

      it("has gaps of groups to bin width, and their exact sensitivity and specificity", () => {
        const lines = linesOf(report.tables.groups);
        const expected = [...reference.groups.sex!, ...reference.groups.age!];
        expect(lines.map(({ group, level }) => `${group} ${level}`)).to.deep.equal([
          "sex 0",
          "sex 1",
          "age below 40",
          "age 40 to below 60",
          "age 60 and above",
        ]);
        for (const [i, line] of lines.entries()) {
          const { rows, positives, auc, gap, sensitivity, specificity } = expected[i]!;
          expect([line.rows, line.positives]).to.deep.equal([rows, positives]);
          expect(line.auc).to.be.closeTo(auc, 0.005);
          expect(line.gap).to.be.closeTo(gap[0], 0.006);
          expect(line.gapLower).to.be.closeTo(gap[1], 0.008);
          expect(line.gapUpper).to.be.closeTo(gap[2], 0.008);
          expect(line.sensitivity).to.be.closeTo(sensitivity, 1e-12);
          expect(line.specificity).to.be.closeTo(specificity, 1e-12);
        }
      });

      it("has tables of these columns, of no cell below the least", () => {
        const { roc, calibration, decision, thresholds, groups } = report.tables;
        expect(roc!.columns).to.deep.equal(["threshold", "falsePositiveRate", "sensitivity"]);
        expect(calibration!.columns).to.deep.equal(["bin", "meanPredicted", "observed", "lower", "upper", "count"]);
        expect(decision!.columns).to.deep.equal(["threshold", "netBenefit", "netBenefitAll"]);
        expect(thresholds!.columns.slice(0, 7)).to.deep.equal(
          "threshold sensitivity specificity ppv npv f1 accuracy".split(" "),
        );
        expect(groups!.columns.slice(0, 8)).to.deep.equal("group level rows positives auc lower upper gap".split(" "));
        const points = linesOf(roc);
        expect([points[0], points.at(-1)]).to.deep.equal([
          { threshold: 1, falsePositiveRate: 0, sensitivity: 0 },
          { threshold: 0, falsePositiveRate: 1, sensitivity: 1 },
        ]);
        for (const [i, { falsePositiveRate, sensitivity }] of points.entries()) {
          if (i === 0) continue;
          const steps = [
            (falsePositiveRate - points[i - 1]!.falsePositiveRate) * (reference.rows - reference.positives),
            (sensitivity - points[i - 1]!.sensitivity) * reference.positives,
          ].map(Math.round);
          for (const step of steps) expect(step === 0 || step >= 5, String(step)).to.equal(true);
        }
        const bins = linesOf(calibration);
        expect(bins.reduce((sum, { count }) => sum + count, 0)).to.equal(reference.rows);
        for (const { observed, count } of bins) {
          for (const cell of [observed, 1 - observed].map((share) => Math.round(share * count))) {
            expect(cell === 0 || cell >= 5, String(cell)).to.equal(true);
          }
        }
      });
    });
  }

  it("says that nobody sent rows where every site held its rows back", async () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ a: i % 10, sex: 0, age: 50, y: i < 3 ? 1 : 0 }));
    const { document, tables } = await reportOver(
      plain,
      [tableOf(rows, () => true), tableOf(rows, () => true)],
      localEvaluation,
    );
    expect(document).to.include({ status: "noRows", rows: 0, sites: 2, suppressedSites: 2 });
    expect(tables).to.deep.equal({});
  });

  it("is not there before a round, and says between the rounds how many rows there are", async () => {
    const context = firstContext<EvaluateSpec>(plain);
    expect((await failureOf(() => evaluate.report(context, firstPoint(plain).state))).code).to.equal("ROUND_PHASE");
    const { document, tables } = evaluate.report(context, stateAfterFirst());
    expect(document).to.include({ rows: 400, sites: 2, suppressedSites: 0 });
    expect(tables).to.deep.equal({});
  });
});

describe("what an evaluation evaluates", () => {
  const stage = { id: "test", workload: "evaluate", outcome: "y", model: "fit" } as EvaluateSpec;
  const study = evaluationStudy({}, { stages: [stage] });
  const contextWith = (document: Record<string, unknown>): StageContext<EvaluateSpec> => {
    const result: StageResult = { workload: "glm", report: { document, tables: {}, files: {} } };
    return { study, stage, results: new Map([["fit", result]]), models: new Map() };
  };
  const terms = [
    { column: "a", coefficient: 2 },
    { column: "sex", level: "1", coefficient: 3 },
    { column: "a", with: { column: "age" }, coefficient: 0.5 },
    { column: "sex", level: "0", with: { column: "age" }, coefficient: 10 },
  ];

  it("is a fit's linear predictor, interactions included, and the state names it", async () => {
    const context = contextWith({ linearPredictor: { intercept: 1, terms } });
    const state = evaluate.begin(context);
    expect(decodeEvaluateState(state).score).to.deep.equal({ linear: { intercept: 1, terms } });
    expect(evaluate.begin(contextWith({ linearPredictor: { intercept: 2, terms } }))).to.not.deep.equal(state);
    const table = tableOf(
      [
        { a: 2, sex: 1, age: 3, y: 1 },
        { a: 2, sex: 0, age: 3, y: 1 },
        { a: 2, sex: Number.NaN, age: 3, y: 1 },
      ],
      () => true,
    );
    expect([...logitsOf(scoreOf(context)!, study.document, table, [0, 1, 2])]).to.deep.equal([11, 38, Number.NaN]);
  });

  it("is refused where a fit has an intercept for each site", async () => {
    const failure = await failureOf(() => evaluate.begin(contextWith({ linearPredictor: { intercept: null, terms } })));
    expect(failure).to.include({ code: "STUDY_INVALID", field: "study.yaml: stage test.model" });
    expect(failure.hint).to.include("one intercept for all");
  });

  it("is nothing, without a round, where the earlier stage found no model; the study's other results stay", () => {
    for (const document of [{}, { linearPredictor: null }]) {
      const context = contextWith(document);
      const state = evaluate.begin(context);
      expect(evaluate.ask(context, state)).to.equal(undefined);
      expect(evaluate.report(context, state).document).to.include({ status: "noModel", of: "fit" });
    }
  });

  it("is refused where a model that the earlier stage started from needs each site's standardiser", async () => {
    const file = firstPoint(trainStudy({ standardise: "site" })).state;
    const report = { document: {}, tables: {}, files: { "model.safetensors": file } };
    const results = new Map([["fit", { workload: "train", report }]]);
    const failure = await failureOf(() => evaluate.begin({ ...contextWith({}), results }));
    expect(failure).to.include({ code: "STUDY_INVALID", field: "study.yaml: stage test.model" });
  });

  it("is a model of a study of three stages over several sites", async () => {
    const local = createLocalWorkloads();
    try {
      const test = { ...stage, model: "model", groups: [{ column: "c" }] } as EvaluateSpec;
      const whole = makeStudy({ split: "split", stages: [...POOLED_STAGES, test] });
      const tables = [1, 2, 3].map((seed) => makeTable(320, seed));
      const { next, results } = await courseOver(whole, tables, local.local);
      expect(next).to.equal(undefined);
      expect([...results.keys()]).to.deep.equal(["inputs", "model", "test"]);
      const { document, tables: figures } = results.get("test")!.report as any;
      expect(document).to.include({ rows: 120, of: "model", suppressedSites: 0 });
      // a > 5 is the outcome, which a line in a separates.
      expect(document.auc.value).to.be.greaterThan(0.9);
      expect(figures.groups.rows).to.have.length(2);
    } finally {
      await local.stop();
    }
  });

  it("asks another question of another model, and the same of the same model after more studies", () => {
    const models = [1, 2].map((seed) => firstPoint(makeStudy({ title: `Study ${seed}` }, { type: "logistic" })).state);
    const nameIn = (file: Uint8Array) => {
      const context = contextWith({});
      const report = { document: {}, tables: {}, files: { "model.safetensors": file } };
      return decodeEvaluateState(
        evaluate.begin({ ...context, results: new Map([["fit", { workload: "train", report }]]) }),
      ).score;
    };
    expect(models[0]).to.not.deep.equal(models[1]);
    expect(nameIn(models[0]!)).to.deep.equal(nameIn(models[1]!));
    const other = firstPoint(makeStudy({}, { type: "mlp", hidden: [2], activation: "tanh" })).state;
    expect(nameIn(other)).to.not.deep.equal(nameIn(models[0]!));
    expect(courseOf(plain, new Map()).next!.iteration).to.equal(0);
  });
});

describe("figures of an evaluation's sums", () => {
  const rowsAt = fc.record({ negatives: fc.nat({ max: 6 }), positives: fc.nat({ max: 6 }) });
  const histogram = fc.array(rowsAt, { minLength: 2, maxLength: 12 });
  const split = (bins: readonly { negatives: number; positives: number }[]) => ({
    negatives: bins.map(({ negatives }) => negatives),
    positives: bins.map(({ positives }) => positives),
  });

  it("have the AUC of all pairs and DeLong's variance by its definition", () => {
    fc.assert(
      fc.property(histogram, (bins) => {
        const places = (label: "negatives" | "positives") =>
          bins.flatMap((bin, i) => new Array<number>(bin[label]).fill(i));
        const [low, high] = [places("negatives"), places("positives")];
        const { auc, variance, binError } = discriminationOf(split(bins));
        if (low.length === 0 || high.length === 0) {
          expect([auc, variance, binError]).to.deep.equal([null, null, null]);
          return;
        }
        const isOver = (x: number, y: number) => (x > y ? 1 : x === y ? 0.5 : 0);
        const mean = (values: readonly number[]) => values.reduce((sum, each) => sum + each, 0) / values.length;
        const ofHigh = high.map((x) => mean(low.map((y) => isOver(x, y))));
        const ofLow = low.map((y) => mean(high.map((x) => isOver(x, y))));
        expect(auc).to.be.closeTo(mean(ofHigh), 1e-12);
        if (Math.min(low.length, high.length) < 2) {
          expect(variance).to.equal(null);
          return;
        }
        const scatter = (values: readonly number[]) =>
          values.reduce((sum, each) => sum + (each - auc!) ** 2, 0) / (values.length - 1) / values.length;
        expect(variance).to.be.closeTo(scatter(ofHigh) + scatter(ofLow), 1e-12);
        // Ordered the other way in each bin, the AUC moves by twice the bins' error at most.
        const ties = high.flatMap((x) => low.filter((y) => x === y)).length;
        expect(binError).to.be.closeTo(ties / 2 / low.length / high.length, 1e-12);
      }),
    );
  });

  it("give an interval within 0 and 1, and none where the scores separate the outcomes", () => {
    expect(aucEstimate({ auc: 1, variance: 0 })).to.deep.equal({ value: 1, lower: null, upper: null });
    const { lower, upper } = aucEstimate({ auc: 0.97, variance: 0.02 ** 2 });
    expect([lower! > 0.8 && lower! < 0.97, upper! > 0.97 && upper! < 1]).to.deep.equal([true, true]);
    expect(shareOf(0, 0)).to.deep.equal({ value: null, lower: null, upper: null });
    expect(shareOf(8, 10).lower).to.be.closeTo(0.4901624715, 1e-9);
    expect(shareOf(8, 10).upper).to.be.closeTo(0.9433178485, 1e-9);
  });

  it("have no recalibration where the scores separate the outcomes, or one outcome is absent", () => {
    const bins = (positives: number[], negatives: number[]) => ({
      ...{ positives, negatives, probability: [2, 8], logit: [-14, 14] },
      ...{ logitSquares: [19.6, 19.6], logitCubes: [-27, 27] },
    });
    const none = { value: null, lower: null, upper: null };
    expect(recalibrationOf(bins([0, 10], [10, 0]), 14).slope).to.deep.equal(none);
    expect(recalibrationOf(bins([0, 0], [10, 10]), 0).intercept).to.deep.equal(none);
    expect(recalibrationOf(bins([2, 8], [8, 2]), 8.4).slope.value).to.be.closeTo(0.99, 0.02);
  });

  it("are published of merged bins only, thresholds first, nothing small on any side of a cut", () => {
    const least = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(histogram, least, fc.nat({ max: 20 }), (bins, minimumCell, seed) => {
        const edges = bins.slice(1).map((_, i) => (i + 1) / bins.length);
        const thresholds = edges.filter((_, i) => (i + seed) % 3 === 0).reverse();
        const sums = { ...split(bins), probability: bins.map(() => 0) };
        const cells = publishedCells(sums, edges, thresholds, minimumCell);
        const isLarge = (count: number) => count === 0 || count >= minimumCell;
        expect(cells.map(({ low }) => low).slice(1)).to.deep.equal(cells.map(({ high }) => high).slice(0, -1));
        expect([cells[0]!.low, cells.at(-1)!.high]).to.deep.equal([0, 1]);
        for (const label of ["negatives", "positives"] as const) {
          const total = (of: readonly { [name in typeof label]: number }[]) =>
            of.reduce((sum, each) => sum + each[label], 0);
          expect(total(cells)).to.equal(total(bins));
          // What is small in all cannot be helped by merging.
          if (cells.length > 1) for (const cell of cells) expect(isLarge(cell[label])).to.equal(true);
        }
        const [first] = thresholds;
        if (first === undefined || cells.some(({ low }) => low === first)) return;
        const sides = [bins.slice(0, edges.indexOf(first) + 1), bins.slice(edges.indexOf(first) + 1)];
        const counts = sides.flatMap((side) => [split(side).negatives, split(side).positives]);
        const small = counts.some((each) => !isLarge(each.reduce((sum, count) => sum + count, 0)));
        expect(small, "the first threshold is left out only where a side is small").to.equal(true);
      }),
    );
  });

  it("withhold a threshold that few are beyond, and whatever is told between it and another", () => {
    const sums = { negatives: [50, 20, 3], positives: [10, 30, 40], probability: [0, 0, 0] };
    const lows = (minimumCell: number) =>
      publishedCells(sums, [0.4, 0.8], [0.8, 0.4], minimumCell).map(({ low }) => low);
    expect(lows(3)).to.deep.equal([0, 0.4, 0.8]);
    expect(lows(5)).to.deep.equal([0, 0.4]);
    const cells = publishedCells(sums, [0.4, 0.8], [0.8, 0.4], 5);
    expect(confusionAt(cells, 0.8)).to.equal(undefined);
    expect(confusionAt(cells, 0.4)).to.deep.equal({
      ...{ truePositives: 70, falsePositives: 23, falseNegatives: 10, trueNegatives: 50 },
    });
  });

  it("withhold a level's sensitivity where few of it are below the threshold, and what would tell it", () => {
    const level = (positives: number[]) => ({ negatives: [20, 20], positives, probability: 30 });
    let cut: number | undefined = 1;
    const groupOf = (...positives: number[][]) => {
      const all = positives.reduce((sum, each) => sum.map((count, i) => count + each[i]!));
      const bins = { negatives: [20 * positives.length, 20 * positives.length], positives: all };
      const levels = positives.map((each, i) => ({ level: String(i), suppressedSites: 0, counts: level(each) }));
      const second = { groups: [{ column: "sex", levels }], bins } as unknown as SecondRound;
      return groupFigures(second, cut, 5).map(({ sensitivity, sensitivityGap, specificity }) =>
        [sensitivity, sensitivityGap, specificity].map(({ value }) => value !== null),
      );
    };
    expect(groupOf([10, 20], [15, 15])).to.deep.equal([
      [true, true, true],
      [true, true, true],
    ]);
    expect(groupOf([2, 20], [15, 15])).to.deep.equal([
      [false, false, true],
      [false, false, true],
    ]);
    cut = undefined;
    expect(groupOf([10, 20], [15, 15]), "the threshold itself is withheld").to.deep.equal([
      [false, false, false],
      [false, false, false],
    ]);
  });
});

describe("the sum of an evaluation", () => {
  const onSex = evaluationStudy({ score: SCORE, groups: [{ column: "sex" }] });
  const context = firstContext<EvaluateSpec>(onSex);
  const first = firstPoint(onSex);
  const tables = madeTables({ ...made, count: 400 }, 2);
  let state: Uint8Array;
  let firstSum: Float64Array;
  let sum: Float64Array;
  let bins: number;
  const sumOf = async (point: typeof first) => {
    const parts = [];
    for (const [siteIndex, table] of tables.entries()) {
      const rows = table.patientIds.map((_, row) => row);
      parts.push(await localEvaluation({ point, table, rows, siteIndex }));
    }
    return ringSum(parts, point.shape);
  };
  before(async () => {
    firstSum = await sumOf(first);
    ({ state } = evaluate.reduce(context, first.state, firstSum, 2));
    sum = await sumOf({ ...first, state, shape: evaluate.ask(context, state)! });
    bins = decodeEvaluateState(state).first!.edges.length + 1;
  });
  const refusalOf = async (of: Uint8Array, changed: Float64Array) =>
    (await failureOf(() => evaluate.reduce(context, of, changed, 2))).code;
  const changed = (of: Float64Array, change: Record<number, number>) =>
    of.map((value, i) => (i in change ? change[i]! : value));

  it("is taken as it is", () => {
    expect(evaluate.reduce(context, state, sum, 2).figures).to.include({ rows: 400, suppressedSites: 0 });
  });

  it("is refused where a first round has parts of rows, or fewer than its sites must have", async () => {
    expect(await refusalOf(first.state, changed(firstSum, { 200: 0.5 }))).to.equal("WORKLOAD_FAILED");
    expect(await refusalOf(first.state, changed(firstSum, { 514: 3 }))).to.equal("AGGREGATE_REFUSED");
    const few = new Float64Array(515);
    few[200] = 19;
    expect(await refusalOf(first.state, few)).to.equal("AGGREGATE_REFUSED");
    few[200] = 20;
    expect(evaluate.reduce(context, first.state, few, 2).figures).to.include({ rows: 20 });
  });

  it("is refused where no rows can have made it", async () => {
    const totals = W * bins;
    const bin = 20;
    const at = (offset: number) => bin * W + offset;
    const level = totals + 5;
    const cases: [string, Record<number, number>, string][] = [
      ["parts of a row", { [at(0)]: 1.5 }, "WORKLOAD_FAILED"],
      ["fewer than no row", { [at(0)]: -1 }, "WORKLOAD_FAILED"],
      ["parts of a row of a level", { [level]: 0.5 }, "WORKLOAD_FAILED"],
      ["parts of a site", { [totals + 4]: 0.5 }, "WORKLOAD_FAILED"],
      ["probabilities below the bin", { [at(2)]: 0 }, "AGGREGATE_REFUSED"],
      ["probabilities above the bin", { [at(2)]: sum[at(0)]! + sum[at(1)]! }, "AGGREGATE_REFUSED"],
      ["logits beyond 16", { [at(3)]: sum[at(0)]! + sum[at(1)]! + 1 }, "AGGREGATE_REFUSED"],
      ["squares below the mean's", { [at(4)]: 0 }, "AGGREGATE_REFUSED"],
      ["cubes beyond the squares", { [at(5)]: sum[at(4)]! + 0.01 }, "AGGREGATE_REFUSED"],
      ["errors of more than all rows", { [totals]: 401 }, "AGGREGATE_REFUSED"],
      ["errors below 0", { [totals]: -1 }, "AGGREGATE_REFUSED"],
      ["logits of the ill beyond 16", { [totals + 1]: 400 }, "AGGREGATE_REFUSED"],
      ["more sites than there are", { [totals + 4]: 3 }, "AGGREGATE_REFUSED"],
      ["more hidden sites than there are", { [totals + 3]: 3 }, "AGGREGATE_REFUSED"],
      ["a level with more than the bin has", { [level + bin]: sum[at(0)]! + 1 }, "AGGREGATE_REFUSED"],
      ["a level's probabilities beyond its rows", { [level + 2 * bins]: 401 }, "AGGREGATE_REFUSED"],
      ["a level held back by more sites than there are", { [level + 2 * bins + 1]: 3 }, "AGGREGATE_REFUSED"],
      [
        "a level with fewer rows of an outcome than its sites must have",
        Object.fromEntries(Array.from({ length: bins }, (_, i) => [level + bins + i, 0])),
        "AGGREGATE_REFUSED",
      ],
      [
        "fewer rows of an outcome than its sites must have",
        Object.fromEntries(Array.from({ length: bins }, (_, i) => [i * W + 1, 0])),
        "AGGREGATE_REFUSED",
      ],
    ];
    for (const [what, change, code] of cases) expect(await refusalOf(state, changed(sum, change)), what).to.equal(code);
  });

  it("has no level in the state that is small in all, nor the one that would give it back", () => {
    const levels = [0, 1].map((level) => W * bins + 5 + level * (2 * bins + 2));
    // Both sites hold sex 1 back; sex 0 has all but three of those with the outcome.
    const hidden = sum.slice();
    const [zero, one] = levels as [number, number];
    hidden.fill(0, one, one + 2 * bins + 1);
    hidden[one + 2 * bins + 1] = 2;
    let spared = 3;
    for (let bin = 0; bin < bins; bin++) {
      hidden[zero + bin] = sum[bin * W]!;
      const positives = sum[bin * W + 1]!;
      const kept = Math.max(0, positives - spared);
      spared -= positives - kept;
      hidden[zero + bins + bin] = kept;
    }
    const next = evaluate.reduce(context, state, hidden, 2).state;
    const { groups } = decodeEvaluateState(next).second!;
    expect(groups[0]!.levels.map(({ counts }) => counts)).to.deep.equal([null, null]);
    const { document } = evaluate.report(context, next) as any;
    expect(document.groups.map(({ withheld, rows }: any) => [withheld, rows])).to.deep.equal([
      [true, null],
      [true, null],
    ]);
  });

  it("counts rows left out only where they are not few", () => {
    const place = W * bins + 2;
    const leftOut = (count: number) =>
      decodeEvaluateState(evaluate.reduce(context, state, changed(sum, { [place]: count }), 2).state).second!.leftOut;
    expect([0, 4, 5].map(leftOut)).to.deep.equal([0, null, 5]);
  });
});
