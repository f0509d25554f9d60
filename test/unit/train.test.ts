import { clipToNorm } from "@consilium/node/workloads/train.ts";
import { fixedPointSum, plainSum } from "@consilium/scripts/bench/simulateFederation.ts";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { parameterCount } from "@consilium/sdk/models/layout.ts";
import { decodeModel, encodeModel, initialModel, type Model } from "@consilium/sdk/models/Model.ts";
import type { ModelSpec, StageFrame, StudyDocument } from "@consilium/sdk/schemas/study.ts";
import { checkStages } from "@consilium/sdk/study/checkStudyRules.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { courseOf, modelsOf, roundsAtMost } from "@consilium/sdk/workloads/course.ts";
import { type TrainSpec, trainShape } from "@consilium/sdk/workloads/train/spec.ts";
import { train } from "@consilium/sdk/workloads/train/train.ts";
import type { StageContext } from "@consilium/sdk/workloads/Workload.ts";
import { expect } from "chai";
import fc from "fast-check";
import {
  behavesLikeAWorkload,
  failureOf,
  firstContext,
  firstPoint,
  makeStudy,
  POOLED_STAGES,
  TRAIN,
  trainStudy,
} from "../behaviors/workload.ts";

const MLP: ModelSpec = { type: "mlp", hidden: [4, 2], activation: "relu" };

const study = trainStudy();
const context = firstContext<TrainSpec>(study);
const { state } = firstPoint(study);
const weightsOf = (bytes: Uint8Array) => decodeModel(bytes).weights;
const shapeIn = (of: Study) => trainShape({ study: of, stage: of.document.stages.at(-1) as TrainSpec });

/** Where a study's stage is refused, and how. */
const refusalOf = (stage: object, change: Partial<StudyDocument> = {}) =>
  failureOf(() => checkStages(makeStudy({ stages: [{ ...TRAIN, ...stage }], ...change })));

describe("train workload", () => {
  behavesLikeAWorkload(train, { context, sumOf: (dimension) => new Float64Array(dimension).fill(0.5) });

  it("carries P + 1 coordinates within max(clippingNorm, 1)", () => {
    expect(shapeIn(trainStudy({}, MLP)).dimension).to.equal(parameterCount(MLP, 3) + 1);
    expect(shapeIn(trainStudy({ clippingNorm: 0.1 })).bound).to.equal(1);
  });

  it("takes the most fraction bits that fit, for any clipping norm and number of sites", () => {
    const norms = fc.double({ min: 1e-6, max: 10_000, noNaN: true });
    fc.assert(
      fc.property(norms, fc.integer({ min: 2, max: 255 }), (clippingNorm, maximum) => {
        const sites = { minimum: 2, maximum };
        const stages = [{ ...TRAIN, ...{ clippingNorm } }];
        const { bound, fractionBits } = shapeIn(makeStudy({ sites, stages }));
        const largest = (f: number) => maximum * (Math.ceil(bound * 2 ** f) + 1);
        // Above 16 fraction bits a sum has 29 bits, its sign among them, else up to 32.
        const limit = (f: number) => 2 ** (f > 16 ? 28 : 31);
        expect(largest(fractionBits)).to.be.below(limit(fractionBits));
        if (fractionBits < 24) expect(largest(fractionBits + 1)).to.be.at.least(limit(fractionBits + 1));
      }),
    );
  });

  it("refuses deltas that leave no eight fraction bits", async () => {
    const failure = await failureOf(() => shapeIn(trainStudy({ clippingNorm: 2 ** 22 })));
    expect(failure).to.include({ code: "STUDY_INVALID", field: "study.yaml: stage model.clippingNorm" });
  });

  it("adds the weighted mean of the deltas, equal through the fixed-point sum to within its error", () => {
    const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
    const site = fc.record({
      delta: fc.array(coordinate, { minLength: 4, maxLength: 4 }),
      weight: fc.double({ min: 0.1, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(site, { minLength: 2, maxLength: 4 }), (sites) => {
        const shape = shapeIn(study);
        const contributions = sites.map(({ delta, weight }) =>
          Float64Array.from([...delta.map((value) => value * weight), weight]),
        );
        const totalWeight = sites.reduce((sum, { weight }) => sum + weight, 0);
        const expected = [0, 1, 2, 3].map(
          (i) => sites.reduce((sum, { delta, weight }) => sum + weight * delta[i]!, 0) / totalWeight,
        );
        const reduced = (sum: Float64Array) => weightsOf(train.reduce(context, state, sum, sites.length).state);
        const plain = reduced(plainSum(contributions, shape));
        const fixed = reduced(fixedPointSum(contributions, shape));
        // Each site rounds by at most half a step in a coordinate and in its weight.
        const error = (sites.length * 2 ** -shape.fractionBits * 2) / totalWeight + 1e-6;
        expected.forEach((value, i) => {
          expect(plain[i]).to.be.closeTo(value, 1e-6);
          expect(fixed[i]).to.be.closeTo(value, error);
        });
      }),
    );
  });

  it("counts its rounds in the model", () => {
    const sum = Float64Array.of(0.1, 0.2, 0.3, 0.4, 1);
    const first = train.reduce(context, state, sum, 2);
    const second = train.reduce(context, first.state, sum, 2);
    expect(decodeModel(second.state).step).to.equal(2);
    expect(second.figures.step).to.equal(2);
    expect(weightsOf(second.state)[3]).to.be.closeTo(0.8, 1e-6);
  });

  it("reports architecture, inputs, outcome and rounds, the model's file, and a logistic model's weights", () => {
    const after = train.reduce(context, state, Float64Array.of(0.1, 0.2, 0.3, 0.4, 1), 2).state;
    const { document, tables, files } = train.report(context, after);
    expect(document).to.deep.include({ inputs: ["a", "b", "c"], outcome: "y", rounds: 1, parameters: 4 });
    expect(document.modelDigest).to.equal(digestBytes(after));
    expect(files).to.deep.equal({ "model.safetensors": after });
    const { columns, rows } = tables.coefficients!;
    expect(columns).to.deep.equal(["name", "weight", "mean", "deviation"]);
    expect(rows.map(([name]) => name)).to.deep.equal(["a", "b", "c", "(intercept)"]);
    expect(rows[3]![1]).to.be.closeTo(0.4, 1e-6);
    const mlp = trainStudy({}, MLP);
    expect(train.report(firstContext(mlp), firstPoint(mlp).state).tables).to.deep.equal({});
  });

  for (const weight of [0, -0.5]) {
    it(`refuses survivors whose weights sum to ${weight}`, async () => {
      const failure = await failureOf(() => train.reduce(context, state, Float64Array.of(0, 0, 0, 0, weight), 2));
      expect(failure.code).to.equal("WORKLOAD_FAILED");
    });
  }

  describe("against one site that breaks the rules, of which the sum does not say which", () => {
    const cohort = 32;
    const of = makeStudy({ stages: [TRAIN], minimumCohort: cohort });
    const least = (3 * cohort) / TRAIN.weightScale;
    const reducing = (sum: Float64Array) =>
      failureOf(() => train.reduce(firstContext<TrainSpec>(of), firstPoint(of).state, sum, 3));

    it("refuses a mean update longer than the clipping norm: trap weights of any size", async () => {
      // Version 1 took any vector within the bound, and its maker read 47 of 401 records out of the next sum.
      const trap = Float64Array.of(5, -5, 0, 0, 2);
      expect(await reducing(trap)).to.include({ code: "AGGREGATE_REFUSED", field: "deltaNorm" });
      const just = TRAIN.clippingNorm * 2 * (1 + 1e-5);
      expect(await reducing(Float64Array.of(just, 0, 0, 0, 2))).to.include({ code: "AGGREGATE_REFUSED" });
    });

    it("takes what clipped updates can be: a trap within the norm remains, and only per-record noise ends it", () => {
      const within = Float64Array.of(TRAIN.clippingNorm * 2, 0, 0, 0, 2);
      const { state: after } = train.reduce(firstContext<TrainSpec>(of), firstPoint(of).state, within, 3);
      expect(weightsOf(after)[0]).to.be.closeTo(TRAIN.clippingNorm, 1e-6);
    });

    it("refuses survivors that weigh less than their minimum cohorts", async () => {
      const light = Float64Array.of(0, 0, 0, 0, least - 1e-3);
      expect(await reducing(light)).to.include({ code: "AGGREGATE_REFUSED", field: "totalWeight" });
      const { figures } = train.reduce(
        firstContext<TrainSpec>(of),
        firstPoint(of).state,
        Float64Array.of(0, 0, 0, 0, least),
        3,
      );
      expect(figures.step).to.equal(1);
    });
  });

  const base = decodeModel(state);
  const foreign: [string, Partial<Model>, string][] = [
    ["a model of another study", { studyDigest: `0x${"0f".repeat(32)}` }, "STUDY_MISMATCH"],
    ["a model with other inputs", { featureNames: ["c", "b", "a"] }, "MODEL_SHAPE_MISMATCH"],
    ["a model that standardises in another way", { standardise: "site" }, "MODEL_SHAPE_MISMATCH"],
  ];
  for (const [what, change, code] of foreign) {
    it(`takes ${what} for no state of its own`, async () => {
      const bytes = encodeModel({ ...base, ...change });
      expect((await failureOf(() => train.ask(context, bytes))).code).to.equal(code);
      const reducing = failureOf(() => train.reduce(context, bytes, Float64Array.of(0, 0, 0, 0, 1), 2));
      expect((await reducing).code).to.equal(code);
    });
  }

  it("refuses a base of another shape", async () => {
    const { weights: _, step: __, ...frame } = base;
    const other = initialModel({ ...frame, spec: { type: "mlp", hidden: [2], activation: "relu" }, seed: 7 });
    const failure = await failureOf(() => train.reduce(context, encodeModel(other), Float64Array.of(0, 0, 0, 0, 1), 2));
    expect(failure.code).to.equal("MODEL_SHAPE_MISMATCH");
  });

  describe("in study.yaml", () => {
    const columns = [
      ...study.document.columns,
      { name: "group", type: "category" as const, levels: ["low", "high"] },
      { name: "died", type: "event" as const },
      { name: "days", type: "time" as const, unit: "d", maximum: 900 },
      { name: "late", type: "binary" as const },
    ];

    it("learns from every number, count and binary column but the outcome, where it names none", () => {
      const all = makeStudy({ columns });
      expect(decodeModel(firstPoint(all).state).featureNames).to.deep.equal(["a", "b", "c", "late"]);
      const some = makeStudy({ columns, stages: [{ ...TRAIN, inputs: ["c", "a"] } as StageFrame] });
      expect(decodeModel(firstPoint(some).state).featureNames).to.deep.equal(["c", "a"]);
    });

    const cases: [string, object, string, RegExp][] = [
      ["an outcome that is not there", { outcome: "x" }, "stages.0.outcome", /Use one of c, y, late/],
      ["an outcome that is a number", { outcome: "a" }, "stages.0.outcome", /type number, not binary.*Use one of c, y/],
      ["an input that is not there", { inputs: ["a", "x"] }, "stages.0.inputs.1", /Use one of a, b, c, y, group/],
      ["an input that is a category", { inputs: ["group"] }, "stages.0.inputs.0", /type category, not number or count/],
      ["an input that is a time", { inputs: ["a", "days"] }, "stages.0.inputs.1", /type time/],
      ["its outcome among its inputs", { inputs: ["a", "y"] }, "stages.0.inputs.1", /outcome cannot be an input/],
      ["no word on standardising", { standardise: undefined }, "stages.0.standardise", /Use one of site, none/],
      ["the summary of a stage that is not there", { standardise: "inputs" }, "stages.0.standardise", /'inputs'/],
    ];
    for (const [what, stage, field, message] of cases) {
      it(`refuses ${what}, naming the field and what would do`, async () => {
        const failure = await refusalOf(stage, { columns });
        expect(failure).to.include({ code: "STUDY_INVALID", field: `study.yaml.${field}` });
        expect(failure.message).to.match(message);
      });
    }

    it("refuses an outcome whose rows without a value are not left out", async () => {
      const failure = await refusalOf({ outcome: "late" }, { columns });
      expect(failure).to.include({ code: "STUDY_INVALID", field: "study.yaml: column late" });
      expect(failure.hint).to.include("required: true");
    });

    it("refuses a study without a column to learn from", async () => {
      const failure = await refusalOf({}, { columns: [{ name: "y", type: "binary", required: true }] });
      expect(failure).to.include({ code: "STUDY_INVALID", field: "study.yaml.stages.0.inputs" });
    });

    it("refuses a summary that comes later, or that lacks an input", async () => {
      const [summary, model] = POOLED_STAGES;
      const later = await failureOf(() => checkStages(makeStudy({ stages: [model!, summary!] })));
      expect(later).to.include({ code: "STUDY_INVALID", field: "study.yaml.stages.0.standardise" });
      const less: StageFrame = { ...summary!, ...{ columns: ["a", "b"] } };
      const lacking = await failureOf(() => checkStages(makeStudy({ stages: [less, model!] })));
      expect(lacking).to.include({ code: "STUDY_INVALID", field: "study.yaml.stages.1.standardise" });
      expect(lacking.message).to.include("'c'");
    });
  });
});

describe("training a registered model further", () => {
  const MODEL_ID = 7;
  const further = (change: Partial<TrainSpec> = {}, model?: ModelSpec) => {
    const { standardise: _, ...rest } = TRAIN;
    const stage: TrainSpec = { ...rest, startFrom: `model ${MODEL_ID}`, ...change };
    return makeStudy({ title: "Further", stages: [stage as StageFrame] }, model);
  };
  const SUM = Float64Array.of(0.1, 0.2, 0.3, 0.4, 1);
  /** The model that another study's three rounds made. */
  const registered = [1, 2, 3].reduce((bytes) => train.reduce(context, bytes, SUM, 2).state, state);
  const having = (bytes: Uint8Array) => new Map([[MODEL_ID, bytes]]);
  const contextIn = (of: Study, bytes = registered): StageContext<TrainSpec> => ({
    study: of,
    stage: of.document.stages[0] as TrainSpec,
    results: new Map(),
    models: having(bytes),
  });

  it("needs exactly that model", () => {
    expect(modelsOf(further())).to.deep.equal([MODEL_ID]);
    expect(modelsOf(study)).to.deep.equal([]);
    const twice = [...further().document.stages, { ...further().document.stages[0]!, id: "again" }];
    expect(modelsOf(makeStudy({ stages: twice }))).to.deep.equal([MODEL_ID]);
  });

  it("begins with its very bytes", () => {
    expect(train.begin(contextIn(further()))).to.equal(registered);
    expect(firstPoint(further(), having(registered)).state).to.equal(registered);
    checkStages(further());
  });

  it("makes of the first sum a model of this study, one step on from the one it started from", () => {
    const of = further();
    const { state: after, figures } = train.reduce(contextIn(of), registered, SUM, 2);
    const model = decodeModel(after);
    expect(model.studyDigest).to.equal(of.digest);
    expect(model.step).to.equal(4);
    expect(figures.step).to.equal(4);
    expect(model.weights[0]).to.be.closeTo(0.4, 1e-6);
  });

  it("takes as many rounds as the stage says, counted from that model", () => {
    const of = further({ rounds: 2 });
    const here = contextIn(of);
    expect(roundsAtMost(of).map(({ rounds }) => rounds)).to.deep.equal([2]);
    const first = train.reduce(here, registered, SUM, 2).state;
    expect(train.ask(here, first)).to.deep.equal(trainShape(here));
    const second = train.reduce(here, first, SUM, 2).state;
    expect(train.ask(here, second)).to.equal(undefined);
    const course = courseOf(of, new Map([["model", { rounds: 2, state: second }]]), having(registered));
    expect(course.next).to.equal(undefined);
    expect(course.results.get("model")!.report.document).to.deep.include({ rounds: 2, step: 5 });
  });

  it("keeps its standardiser", () => {
    const pooled: Model = {
      ...decodeModel(registered),
      standardise: "pooled",
      standardiser: { mean: Float64Array.of(1, 2, 3), deviation: Float64Array.of(4, 5, 6) },
    };
    const bytes = encodeModel(pooled);
    const after = decodeModel(train.reduce(contextIn(further(), bytes), bytes, SUM, 2).state);
    expect([after.standardise, after.standardiser]).to.deep.equal(["pooled", pooled.standardiser]);
  });

  it("refuses a model of another architecture or with other inputs", async () => {
    const mlp = firstPoint(trainStudy({}, MLP)).state;
    const cases: [Study, Uint8Array, string][] = [
      [further(), mlp, "__metadata__.architecture"],
      [further({}, MLP), registered, "__metadata__.architecture"],
      [further({ inputs: ["a", "b"] }), registered, "__metadata__.features"],
      [further({ inputs: ["b", "a", "c"] }), registered, "__metadata__.features"],
    ];
    for (const [of, bytes, field] of cases) {
      const failure = await failureOf(() => firstPoint(of, having(bytes)));
      expect(failure).to.include({ code: "MODEL_SHAPE_MISMATCH", field });
    }
  });

  it("refuses a state that neither is that model nor was made by this study", async () => {
    const other = encodeModel({ ...decodeModel(registered), step: 9 });
    const failure = await failureOf(() => train.ask(contextIn(further()), other));
    expect(failure.code).to.equal("STUDY_MISMATCH");
  });

  it("says which model's bytes are not here", async () => {
    const failure = await failureOf(() => firstPoint(further(), new Map()));
    expect(failure).to.include({ code: "NOT_FOUND", field: "study.yaml: stage model.startFrom" });
    expect(failure.message).to.include("model 7");
  });

  it("refuses to standardise anew, and a start that names no model", async () => {
    const again = await failureOf(() => checkStages(further({ standardise: "site" })));
    expect(again).to.include({ code: "STUDY_INVALID", field: "study.yaml.stages.0.standardise" });
    for (const startFrom of ["model 0", "model -1", "7", "model 7 ", "MODEL 7", "model 99999999999"]) {
      const failure = await failureOf(() => checkStages(further({ startFrom })));
      expect(failure, startFrom).to.include({ code: "STUDY_INVALID", field: "study.yaml.stages.0.startFrom" });
    }
  });
});

describe("clipping", () => {
  it("bounds the norm and every coordinate, and leaves a short delta alone", () => {
    const deltas = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(deltas, fc.double({ min: 1e-3, max: 100, noNaN: true }), (values, norm) => {
        const delta = Float64Array.from(values);
        const clipped = clipToNorm(delta, norm);
        expect(Math.hypot(...clipped)).to.be.at.most(norm * (1 + 1e-12));
        expect(Math.max(...clipped.map(Math.abs))).to.be.at.most(norm);
        if (Math.hypot(...delta) <= norm * (1 - 1e-12)) expect(clipped).to.deep.equal(delta);
      }),
    );
  });
});
