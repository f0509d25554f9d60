import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { seededRandom } from "@consilium/sdk/models/seededRandom.ts";
import type { ModelSpec, StageFrame, StudyDocument } from "@consilium/sdk/schemas/study.ts";
import { ringFor } from "@consilium/sdk/secagg/encoding.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { type CoursePoint, courseOf } from "@consilium/sdk/workloads/course.ts";
import type { SummarySpec } from "@consilium/sdk/workloads/summary/spec.ts";
import type { TrainSpec } from "@consilium/sdk/workloads/train/spec.ts";
import type { StageContext, Workload } from "@consilium/sdk/workloads/Workload.ts";
import { expect } from "chai";

export const SUMMARY: SummarySpec = { id: "inputs", workload: "summary", columns: ["a", "b", "c"] };

export const TRAIN: TrainSpec = {
  id: "model",
  workload: "train",
  outcome: "y",
  standardise: "none",
  rounds: 3,
  localSteps: 20,
  batchSize: 4,
  learningRate: 0.1,
  clippingNorm: 2,
  weightScale: 64,
  seed: 7,
};

/** What trains on pooled figures: first their summary, then the model. */
export const POOLED_STAGES: (SummarySpec | TrainSpec)[] = [SUMMARY, { ...TRAIN, standardise: "inputs" }];

/** A small study over the columns a, b, c and the outcome y; not read from a folder. */
export function makeStudy(change: Partial<StudyDocument> = {}, model: ModelSpec = { type: "logistic" }): Study {
  const document: StudyDocument = {
    version: 2,
    id: "small",
    title: "Small",
    purpose: "DUO:0000006",
    categories: ["observation"],
    columns: [
      { name: "a", type: "number", range: [0, 10] },
      { name: "b", type: "number", range: [-100, 300] },
      { name: "c", type: "binary" },
      { name: "y", type: "binary", required: true },
    ],
    minimumCohort: 1,
    minimumCell: 3,
    maximumRows: 1_000,
    sites: { minimum: 2, maximum: 4 },
    protection: { kind: "secagg", colluders: 0 },
    stages: [TRAIN],
    maximumCommitSpanSeconds: 600,
    phaseTimeoutSeconds: { join: 10, share: 10, train: 60, unmask: 10 },
    maximumRounds: 10,
    expires: "2030-12-31",
    transcriptRetentionDays: 30,
    ...change,
  };
  return { digest: digestDocument({ document, model }), document, featuresSql: "", views: {}, model, files: {} };
}

/** The small study with one stage that trains. */
export function trainStudy(change: Partial<TrainSpec> = {}, model?: ModelSpec): Study {
  return makeStudy({ stages: [{ ...TRAIN, ...change }] as StageFrame[] }, model);
}

/** The small study with one stage that summarises a, b and c. */
export function summaryStudy(change: Partial<StudyDocument> = {}): Study {
  return makeStudy({ stages: [SUMMARY], ...change });
}

/** The round that a study begins with. */
export function firstPoint(study: Study, models?: ReadonlyMap<number, Uint8Array>): CoursePoint {
  return courseOf(study, new Map(), models).next!;
}

/** Its context, as the workload of its stage types it. */
export function firstContext<Spec extends StageFrame>(
  study: Study,
  models?: ReadonlyMap<number, Uint8Array>,
): StageContext<Spec> {
  return firstPoint(study, models).context as StageContext<Spec>;
}

/** Records of one site with a planted outcome (a > 5), every seventh `b` missing, and one held-out row in eight. */
export function makeTable(rowCount: number, seed: number): FeatureTable {
  const random = seededRandom("workload fixture", seed);
  const rows = Array.from({ length: rowCount }, (_, row) => {
    const a = random.next() * 10;
    return { a, b: row % 7 === 0 ? Number.NaN : random.next() * 400 - 100, c: random.below(2), y: a > 5 ? 1 : 0 };
  });
  const heldOut = rows.map((_, row) => row % 8 === 5);
  const columnOf = (name: "a" | "b" | "c" | "y") => Float64Array.from(rows, (row) => row[name]);
  return {
    patientIds: rows.map((_, row) => `p${row}`),
    columns: new Map((["a", "b", "c", "y"] as const).map((name) => [name, columnOf(name)])),
    heldOut,
  };
}

/** The table with some of its columns replaced. */
export function withColumns(table: FeatureTable, columns: Readonly<Record<string, Float64Array>>): FeatureTable {
  return { ...table, columns: new Map([...table.columns, ...Object.entries(columns)]) };
}

/** Catches the rejection or throw of a call, so that a test can look at its code. */
export async function failureOf(call: () => unknown): Promise<any> {
  try {
    await call();
  } catch (error) {
    return error;
  }
  throw new Error("The call did not fail.");
}

/** What the shared half of every workload owes to the round engine. `sumOf`: a possible sum of two sites. */
export function behavesLikeAWorkload<Spec extends StageFrame>(
  workload: Workload<Spec>,
  { context, sumOf }: { context: StageContext<Spec>; sumOf: (dimension: number) => Float64Array },
): void {
  const state = workload.begin(context);
  const shape = workload.ask(context, state)!;
  const { dimension, bound } = shape;
  const reduced = () => workload.reduce(context, state, sumOf(dimension), 2);

  it("begins with the same bytes for all", () => {
    expect(workload.begin(context)).to.deep.equal(state);
  });

  it("asks for sums that a ring holds, of the most sites", () => {
    expect(ringFor(shape, context.study.document.sites.maximum)).to.be.within(8, 64);
  });

  it("reduces the same sum to the same bytes, and leaves the state before as it was", () => {
    const before = Uint8Array.from(state);
    expect(reduced()).to.deep.equal(reduced());
    expect(state).to.deep.equal(before);
  });

  it("yields figures and a report that JSON carries unchanged", () => {
    const { state: after, figures } = reduced();
    expect(JSON.parse(JSON.stringify(figures))).to.deep.equal(figures);
    const { document, tables } = workload.report(context, after);
    expect(JSON.parse(JSON.stringify({ document, tables }))).to.deep.equal({ document, tables });
    for (const { columns, rows } of Object.values(tables)) {
      for (const row of rows) expect(row).to.have.length(columns.length);
    }
  });

  it("finishes within the rounds it announces, and then asks for nothing", async () => {
    const most = workload.roundsAtMost(context);
    let here = state;
    let rounds = 0;
    for (let shape = workload.ask(context, here); shape !== undefined; shape = workload.ask(context, here)) {
      here = workload.reduce(context, here, sumOf(shape.dimension), 2).state;
      rounds += 1;
      expect(rounds).to.be.at.most(most);
    }
    expect(rounds).to.be.at.least(1);
    const failure = failureOf(() => workload.reduce(context, here, sumOf(dimension), 2));
    expect((await failure).code).to.equal("ROUND_PHASE");
  });

  it("takes no other bytes for its state", async () => {
    for (const bytes of [new Uint8Array(0), Uint8Array.of(1, 2, 3), new TextEncoder().encode("[]")]) {
      for (const call of [
        () => workload.ask(context, bytes),
        () => workload.reduce(context, bytes, sumOf(dimension), 2),
        () => workload.report(context, bytes),
      ]) {
        expect(isFederationError(await failureOf(call))).to.equal(true);
      }
    }
  });

  it("refuses a sum of another length", async () => {
    const failure = await failureOf(() => workload.reduce(context, state, sumOf(dimension + 1), 2));
    expect(failure.code).to.equal("WORKLOAD_FAILED");
  });

  for (const impossible of [Number.NaN, Number.POSITIVE_INFINITY, 3 * bound]) {
    it(`refuses ${impossible} in a sum of two sites`, async () => {
      const sum = sumOf(dimension);
      sum[1] = impossible;
      const failure = await failureOf(() => workload.reduce(context, state, sum, 2));
      expect(failure.code).to.equal("WORKLOAD_FAILED");
    });
  }
}
