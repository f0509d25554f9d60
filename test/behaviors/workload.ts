import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { seededRandom } from "@consilium/sdk/models/seededRandom.ts";
import type { ModelSpec, StudyDocument, TrainSpec } from "@consilium/sdk/schemas/study.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { Artefact, Workload } from "@consilium/sdk/workloads/Workload.ts";
import { expect } from "chai";

export const TRAIN: TrainSpec = {
  rounds: 3,
  localSteps: 20,
  batchSize: 4,
  learningRate: 0.1,
  clippingNorm: 2,
  weightScale: 64,
  seed: 7,
};

/** A small study over the features a, b, c; not read from a folder. */
export function makeStudy(change: Partial<StudyDocument> = {}, model: ModelSpec = { type: "logistic" }): Study {
  const document: StudyDocument = {
    version: 1,
    id: "small",
    title: "Small",
    purpose: "DUO:0000006",
    categories: ["observation"],
    workload: "train",
    features: [
      { name: "a", range: [0, 10] },
      { name: "b", range: [-100, 300] },
      { name: "c", range: [0, 1] },
    ],
    target: "y",
    standardise: "none",
    minimumCohort: 1,
    minimumCell: 3,
    maximumRows: 1_000,
    sites: { minimum: 2, maximum: 4 },
    protection: { kind: "secagg", colluders: 0, threshold: 2, minimumSurvivors: 2 },
    train: TRAIN,
    maximumCommitSpanSeconds: 600,
    phaseTimeoutSeconds: { join: 10, share: 10, train: 60, unmask: 10 },
    maximumRounds: 10,
    expires: "2030-12-31",
    transcriptRetentionDays: 30,
    ...change,
  };
  return { digest: digestDocument({ document, model }), document, featuresSql: "", views: {}, model, files: {} };
}

/** Records of one site with a planted outcome (a > 5), every seventh `b` missing, and one held-out row in eight. */
export function makeTable(
  rowCount: number,
  seed: number,
  featureNames: readonly string[] = ["a", "b", "c"],
): FeatureTable {
  const random = seededRandom("workload fixture", seed);
  const x = new Float64Array(rowCount * 3);
  const y = new Float64Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    const a = random.next() * 10;
    x.set([a, row % 7 === 0 ? Number.NaN : random.next() * 400 - 100, random.below(2)], row * 3);
    y[row] = a > 5 ? 1 : 0;
  }
  const heldOut = Array.from({ length: rowCount }, (_, row) => row % 8 === 5);
  return { patientIds: Array.from(y, (_, row) => `p${row}`), featureNames, x, y, heldOut };
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

/** What the shared half of every workload owes to the round engine. */
export function behavesLikeAWorkload(
  workload: Workload,
  fixture: { study: Study; base: Artefact | undefined; sumOf: (dimension: number) => Float64Array },
): void {
  const { study, base, sumOf } = fixture;
  const { dimension, ring, fractionBits, bound } = workload.shape(study, base);

  it("keeps the sum of the most sites inside the ring", () => {
    const largest = BigInt(study.document.sites.maximum) * (BigInt(Math.ceil(bound * 2 ** fractionBits)) + 1n);
    expect(largest < 2n ** BigInt(ring - 1)).to.equal(true);
  });

  it("reduces the same sum to the same bytes", () => {
    const first = workload.reduce(study, base, sumOf(dimension), 2);
    const second = workload.reduce(study, base, sumOf(dimension), 2);
    expect(first.summary).to.deep.equal(second.summary);
    expect(first.model?.bytes).to.deep.equal(second.model?.bytes);
  });

  it("yields a summary that JSON carries unchanged", () => {
    const { summary } = workload.reduce(study, base, sumOf(dimension), 2);
    expect(JSON.parse(JSON.stringify(summary))).to.deep.equal(summary);
  });

  it("refuses a sum of another length", async () => {
    const failure = await failureOf(() => workload.reduce(study, base, sumOf(dimension + 1), 2));
    expect(failure.code).to.equal("WORKLOAD_FAILED");
  });

  for (const impossible of [Number.NaN, Number.POSITIVE_INFINITY, 3 * bound]) {
    it(`refuses ${impossible} in a sum of two sites`, async () => {
      const sum = sumOf(dimension);
      sum[1] = impossible;
      const failure = await failureOf(() => workload.reduce(study, base, sum, 2));
      expect(failure.code).to.equal("WORKLOAD_FAILED");
    });
  }
}
