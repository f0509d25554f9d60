import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import type { RoundRecord } from "@consilium/sdk/chain/RoundRecord.ts";
import { decodeModel } from "@consilium/sdk/models/Model.ts";
import { courseAfter, startModels } from "@consilium/sdk/round/progress.ts";
import { checkStages } from "@consilium/sdk/study/checkStudyRules.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { checkContribution } from "@consilium/sdk/workloads/contribution.ts";
import {
  type CoursePoint,
  courseOf,
  modelsOf,
  pointOf,
  reportOf,
  roundsAtMost,
  type StageProgress,
  totalRounds,
} from "@consilium/sdk/workloads/course.ts";
import type { Reduction } from "@consilium/sdk/workloads/Workload.ts";
import { workloadOf } from "@consilium/sdk/workloads/workloads.ts";
import { expect } from "chai";
import {
  failureOf,
  firstPoint,
  makeStudy,
  POOLED_STAGES,
  summaryStudy,
  TRAIN,
  trainStudy,
} from "../behaviors/workload.ts";

const pooled = makeStudy({ stages: POOLED_STAGES });

/** A sum that two sites can have made, whatever the stage: twelve rows each with figures of their own, or equal deltas. */
function sumAt({ context, shape }: CoursePoint): Float64Array {
  const sum = new Float64Array(shape.dimension);
  if (context.stage.workload === "train") return sum.fill(0.5);
  return sum.map((_, i) => (i === shape.dimension - 1 ? 12 : [12, 6, 6, 0, 0][i % 5]!));
}

function reduced(point: CoursePoint): Reduction {
  return workloadOf(point.context.stage.workload).reduce(point.context, point.state, sumAt(point), 2);
}

/** Every round of a study in order, with what it left. */
function roundsOf(study: Study, models?: ReadonlyMap<number, Uint8Array>) {
  const progress = new Map<string, StageProgress>();
  const rounds: { point: CoursePoint; state: Uint8Array }[] = [];
  for (;;) {
    const point = courseOf(study, progress, models).next;
    if (point === undefined) return rounds;
    const { state } = reduced(point);
    rounds.push({ point, state });
    progress.set(point.context.stage.id, { rounds: point.iteration + 1, state });
  }
}

const placesOf = (rounds: readonly { point: CoursePoint }[]) =>
  rounds.map(({ point }) => [point.context.stage.id, point.iteration] as const);

describe("a study's course", () => {
  it("is one round for a summary", () => {
    expect(placesOf(roundsOf(summaryStudy()))).to.deep.equal([["inputs", 0]]);
  });

  it("takes the stages in their order, each to its end", () => {
    const train = [0, 1, 2].map((iteration) => ["model", iteration] as const);
    expect(placesOf(roundsOf(pooled))).to.deep.equal([["inputs", 0], ...train]);
    for (const standardise of ["site", "none"]) {
      expect(placesOf(roundsOf(trainStudy({ standardise })))).to.deep.equal(train);
    }
    expect(roundsAtMost(pooled).map(({ stage, rounds }) => [stage.id, rounds])).to.deep.equal([
      ["inputs", 1],
      ["model", 3],
    ]);
    expect(totalRounds(pooled)).to.equal(4);
  });

  it("starts each stage from what those before it found, and each later round from what the one before left", () => {
    const [first, ...train] = roundsOf(pooled);
    const model = decodeModel(train[0]!.point.state);
    expect([...model.standardiser!.mean]).to.deep.equal([7.5, 200, 0.75]);
    expect([model.step, model.studyDigest]).to.deep.equal([0, pooled.digest]);
    expect(train[0]!.point.context.results.get("inputs")!.report.document).to.deep.include({ rows: 12 });
    expect(train[1]!.point.state).to.equal(train[0]!.state);
    expect(train[2]!.point.state).to.equal(train[1]!.state);
    expect(first!.point.context.results.size).to.equal(0);
  });

  it("asks for nothing once every stage is finished, and says what each found", () => {
    const rounds = roundsOf(pooled);
    const progress = new Map([
      ["inputs", { rounds: 1, state: rounds[0]!.state }],
      ["model", { rounds: 3, state: rounds[3]!.state }],
    ]);
    const { next, results } = courseOf(pooled, progress);
    expect(next).to.equal(undefined);
    expect([...results].map(([id, { workload }]) => [id, workload])).to.deep.equal([
      ["inputs", "summary"],
      ["model", "train"],
    ]);
    expect(results.get("model")!.report.document).to.include({ rounds: 3 });
    const { context, state } = rounds[2]!.point;
    expect(reportOf(context, state).document, "before the stage has ended").to.include({ rounds: 1 });
  });

  it("refuses rounds of a stage whose predecessor is not finished", async () => {
    const progress = new Map([["model", { rounds: 1, state: roundsOf(pooled)[1]!.state }]]);
    const failure = await failureOf(() => courseOf(pooled, progress));
    expect(failure.code).to.equal("ROUND_PHASE");
    expect(failure.message).to.include("Stage model has rounds, but inputs is not finished");
  });

  it("knows the point that is due and no other", async () => {
    const course = courseOf(pooled, new Map());
    expect(pointOf(course, "inputs", 0)).to.equal(course.next);
    for (const [stage, iteration] of [
      ["inputs", 1],
      ["inputs", -1],
      ["inputs", 0.5],
      ["model", 0],
      ["other", 0],
    ] as const) {
      const failure = await failureOf(() => pointOf(course, stage, iteration));
      expect(failure.code).to.equal("ROUND_UNKNOWN");
      expect(failure.message).to.include("inputs 1 is next");
    }
    const failure = await failureOf(() => pointOf({ next: undefined, results: new Map() }, "model", 0));
    expect(failure.message).to.include("the study is finished");
  });

  it("refuses two stages of one id, an id that means something else, and a workload that nobody knows", async () => {
    const cases: [string, string, object[]][] = [
      ["study.yaml.stages.1.id", "'inputs' is taken", [POOLED_STAGES[0]!, POOLED_STAGES[0]!]],
      ["study.yaml.stages.0.id", "'site' is taken", [{ ...TRAIN, id: "site" }]],
      ["study.yaml.stages.0.id", "'none' is taken", [{ ...TRAIN, id: "none" }]],
      ["study.yaml.stages.0.workload", "Use one of cox, km, summary, train.", [{ ...TRAIN, workload: "oracle" }]],
    ];
    for (const [field, message, stages] of cases) {
      const failure = await failureOf(() => checkStages(makeStudy({ stages: stages as (typeof TRAIN)[] })));
      expect(failure).to.include({ code: "STUDY_INVALID", field });
      expect(failure.message).to.include(message);
    }
  });

  it("knows no workload by a name of Object.prototype", async () => {
    for (const kind of ["toString", "__proto__", "constructor"]) {
      expect((await failureOf(() => workloadOf(kind))).code).to.equal("STUDY_INVALID");
    }
  });
});

describe("a study's course after its rounds on chain", () => {
  const rounds = roundsOf(pooled);
  const records = rounds.map((_, i) => ({ roundId: 10 + i }) as RoundRecord);

  /** An archive of these rounds that notes which of their transcripts were read. */
  function archiveOf(
    made: readonly { point: CoursePoint; state: Uint8Array }[],
    artefacts: readonly Uint8Array[] = [],
  ) {
    const read: number[] = [];
    const bytes = new Map([...made.map(({ state }) => state), ...artefacts].map((each) => [digestBytes(each), each]));
    return {
      read,
      transcript: async ({ roundId }: RoundRecord) => {
        read.push(roundId);
        const { point, state } = made[roundId - 10]!;
        const manifest = { stage: point.context.stage.id, iteration: point.iteration } as any;
        return { manifest, stateDigest: digestBytes(state) };
      },
      artefact: async (digest: `0x${string}`) => bytes.get(digest)!,
      modelDigest: async (): Promise<`0x${string}`> => digestBytes(artefacts[0]!),
    };
  }

  it("is the same after any number of them", async () => {
    for (let count = 0; count <= rounds.length; count++) {
      const course = await courseAfter(pooled, records.slice(0, count), archiveOf(rounds));
      expect(course.rounds).to.equal(count);
      const expected = rounds[count]?.point;
      expect(course.next?.iteration).to.equal(expected?.iteration);
      expect(course.next?.state).to.deep.equal(expected?.state);
      expect(course.next?.context.stage.id).to.equal(expected?.context.stage.id);
    }
  });

  it("reads one transcript a stage, however many rounds it had", async () => {
    const archive = archiveOf(rounds);
    await courseAfter(pooled, records, archive);
    expect(archive.read).to.deep.equal([13, 10]);
  });

  it("refuses rounds that are not in the order of the stages", async () => {
    const [summary, ...train] = rounds;
    const orders: [string, (typeof rounds)[number][]][] = [
      ["the summary after training", [train[0]!, summary!]],
      ["training without the summary", train],
      ["a round twice", [summary!, train[0]!, train[0]!]],
      ["a round left out", [summary!, train[1]!]],
      ["a stage resumed", [summary!, train[0]!, summary!]],
      ["a stage of another study", roundsOf(makeStudy({ stages: [{ ...TRAIN, id: "other" }] }))],
    ];
    for (const [what, order] of orders) {
      const failure = await failureOf(() => courseAfter(pooled, records.slice(0, order.length), archiveOf(order)));
      expect(failure.code, what).to.equal("ROUND_PHASE");
    }
    const [, second] = roundsOf(trainStudy());
    const failure = await failureOf(() => courseAfter(trainStudy(), records.slice(0, 1), archiveOf([second!])));
    expect(failure.code, "a second round without the first").to.equal("ROUND_PHASE");
  });

  describe("from a registered model", () => {
    const registered = roundsOf(trainStudy()).at(-1)!.state;
    const { standardise: _, ...rest } = TRAIN;
    const further = makeStudy({ title: "Further", stages: [{ ...rest, ...{ startFrom: "model 7" } }] });

    it("starts from the bytes that the chain registered", async () => {
      const archive = archiveOf([], [registered]);
      expect([...(await startModels(further, archive))]).to.deep.equal([[7, registered]]);
      expect(modelsOf(pooled)).to.deep.equal([]);
      const course = await courseAfter(further, [], archive);
      expect(course.next!.state).to.equal(registered);
      const made = roundsOf(further, new Map([[7, registered]]));
      expect(made).to.have.length(3);
      const after = await courseAfter(further, records.slice(0, 3), archiveOf(made, [registered]));
      expect(after.next).to.equal(undefined);
    });

    it("refuses other bytes than the registered", async () => {
      const archive = { ...archiveOf([], [registered]), artefact: async () => firstPoint(trainStudy()).state };
      const failure = await failureOf(() => courseAfter(further, [], archive));
      expect(failure).to.include({ code: "MODEL_DIGEST_MISMATCH", field: "model 7" });
    });
  });
});

describe("contribution check", () => {
  const shape = { dimension: 2, fractionBits: 8, bound: 1 };

  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1.001, -1.001]) {
    it(`refuses ${value}, naming the coordinate and not the value`, async () => {
      const failure = await failureOf(() => checkContribution(shape, Float64Array.of(0, value)));
      expect(failure.code).to.equal("CONTRIBUTION_OUT_OF_RANGE");
      expect(failure.field).to.equal("contribution.1");
      expect(failure.message).to.not.contain(String(value));
    });
  }

  it("refuses another length and passes the bound itself", async () => {
    expect((await failureOf(() => checkContribution(shape, new Float64Array(3)))).code).to.equal(
      "CONTRIBUTION_OUT_OF_RANGE",
    );
    expect([...checkContribution(shape, Float64Array.of(-1, 1))]).to.deep.equal([-1, 1]);
  });
});
