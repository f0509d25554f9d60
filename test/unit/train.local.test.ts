import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { gatherMatrix, heldOutRows, trainingRows } from "@consilium/node/workloads/cohort.ts";
import type { LocalRequest } from "@consilium/node/workloads/LocalWorkload.ts";
import { evaluateModel } from "@consilium/node/workloads/localScores.ts";
import { trainLocally } from "@consilium/node/workloads/reference.ts";
import { createTrainer } from "@consilium/node/workloads/train.ts";
import { createTrainingThread } from "@consilium/node/workloads/trainingThread.ts";
import { createLocalWorkloads, LOCAL_WORKLOADS } from "@consilium/node/workloads/workloads.ts";
import { parameterCount } from "@consilium/sdk/models/layout.ts";
import { forward } from "@consilium/sdk/models/predict.ts";
import { seededRandom } from "@consilium/sdk/models/seededRandom.ts";
import { siteStandardiser } from "@consilium/sdk/models/standardise.ts";
import type { ModelSpec } from "@consilium/sdk/schemas/study.ts";
import { trainStageOf } from "@consilium/sdk/workloads/train/spec.ts";
import { expect } from "chai";
import {
  failureOf,
  firstPoint,
  makeStudy,
  makeTable,
  POOLED_STAGES,
  SUMMARY,
  summaryStudy,
  trainStudy,
  withColumns,
} from "../behaviors/workload.ts";

const SPECS: Record<string, ModelSpec> = {
  logistic: { type: "logistic" },
  "relu MLP": { type: "mlp", hidden: [6, 4], activation: "relu" },
  "tanh MLP": { type: "mlp", hidden: [5], activation: "tanh" },
};

/** Mean cross-entropy plus ridge over kernels, in float64, differentiated by central differences. */
function numericalGradient(spec: ModelSpec, start: Float32Array, x: Float32Array, y: Float32Array, l2: number) {
  const loss = (weights: Float64Array) => {
    const logits = forward({ spec, weights: weights as any }, Float64Array.from(x), 3);
    const entropy = logits.reduce((sum, z, i) => sum + Math.log1p(Math.exp(z)) - z * y[i]!, 0) / y.length;
    const widths = spec.type === "mlp" ? [3, ...spec.hidden, 1] : [3, 1];
    let offset = 0;
    let ridge = 0;
    for (let i = 0; i + 1 < widths.length; i++) {
      const kernelEnd = offset + widths[i]! * widths[i + 1]!;
      for (; offset < kernelEnd; offset++) ridge += weights[offset]! ** 2;
      offset += widths[i + 1]!;
    }
    return entropy + (l2 / 2) * ridge;
  };
  return Array.from(start, (_, i) => {
    const shifted = (by: number) => loss(Float64Array.from(start, (weight, j) => (i === j ? weight + by : weight)));
    return (shifted(1e-5) - shifted(-1e-5)) / 2e-5;
  });
}

describe("training thread", function () {
  this.timeout(30_000);
  const thread = createTrainingThread();
  after(() => thread.stop());

  for (const [name, spec] of Object.entries(SPECS)) {
    it(`takes the step of the numerical gradient for a ${name}, on wasm`, async () => {
      const random = seededRandom("gradient test");
      const weights = Float32Array.from({ length: parameterCount(spec, 3) }, () => random.next() - 0.5);
      const x = Float32Array.from({ length: 30 }, () => 2 * random.next() - 1);
      const y = Float32Array.from({ length: 10 }, () => random.below(2));
      const settings = { steps: 1, batchSize: 10, learningRate: 0.5, l2: 0.3, seeds: [1] };
      const trained = await thread.run({ spec, featureCount: 3, weights, x, y, ...settings });
      numericalGradient(spec, weights, x, y, 0.3).forEach((slope, i) => {
        expect((weights[i]! - trained[i]!) / 0.5).to.be.closeTo(slope, 1e-5);
      });
      expect(thread.backend()).to.equal("wasm");
    });
  }

  const job = {
    spec: SPECS.logistic!,
    featureCount: 1,
    weights: new Float32Array(2),
    x: Float32Array.of(-1, 1),
    y: Float32Array.of(0, 1),
    steps: 20,
    batchSize: 2,
    learningRate: 1,
    l2: 0,
    seeds: [1],
  };

  it("ends on an abort signal and trains again afterwards", async () => {
    const abort = new AbortController();
    const stopped = failureOf(() =>
      thread.run({ ...job, steps: 10_000_000 }, { signal: abort.signal, onProgress: () => abort.abort() }),
    );
    const early = failureOf(() => thread.run(job, { signal: AbortSignal.abort() }));
    setTimeout(() => abort.abort(), 50);
    expect((await stopped).code).to.equal("ROUND_ABORTED");
    expect((await early).code).to.equal("ROUND_ABORTED");
    expect((await thread.run(job))[0]).to.be.above(1);
  });

  it("says so and trains on the cpu backend where wasm cannot load", async () => {
    const lines: string[] = [];
    const fallen = createTrainingThread({
      wasmFolder: path.join(tmpdir(), "absent", "/"),
      log: (line) => lines.push(line),
    });
    const trained = await fallen.run(job);
    await fallen.stop();
    expect(fallen.backend()).to.equal("cpu");
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain("cpu backend");
    const onWasm = await thread.run(job);
    expect(trained[0]).to.be.closeTo(onWasm[0]!, 1e-5);
    expect(trained[1]).to.be.closeTo(onWasm[1]!, 1e-5);
  });

  it("starts no thread once it is stopped, not even for a job in the queue", async () => {
    const ending = createTrainingThread();
    const running = failureOf(() => ending.run({ ...job, steps: 10_000_000 }, { onProgress: () => ending.stop() }));
    const queued = failureOf(() => ending.run(job));
    expect((await running).code).to.equal("WORKLOAD_FAILED");
    expect((await queued).code).to.equal("ROUND_ABORTED");
  });

  const crashes = {
    "that throws at start": "throw new Error('boom');",
    "that exits at work": `
      import { parentPort } from "node:worker_threads";
      parentPort.postMessage({ kind: "ready", backend: "none" });
      parentPort.on("message", () => process.exit(3));`,
    "that throws at work": `
      import { parentPort } from "node:worker_threads";
      parentPort.postMessage({ kind: "ready", backend: "none" });
      parentPort.on("message", () => { throw new Error("boom"); });`,
  };
  for (const [what, source] of Object.entries(crashes)) {
    it(`turns a thread ${what} into WORKLOAD_FAILED`, async () => {
      const folder = mkdtempSync(path.join(tmpdir(), "consilium-"));
      try {
        writeFileSync(path.join(folder, "worker.mjs"), source);
        const crashing = createTrainingThread({ workerUrl: pathToFileURL(path.join(folder, "worker.mjs")) });
        expect((await failureOf(() => crashing.run(job))).code).to.equal("WORKLOAD_FAILED");
        expect((await failureOf(() => crashing.run(job))).code).to.equal("WORKLOAD_FAILED");
        await crashing.stop();
      } finally {
        rmSync(folder, { recursive: true });
      }
    });
  }
});

describe("local training", function () {
  this.timeout(30_000);
  const trainer = createTrainer();
  after(() => trainer.stop());

  const table = makeTable(48, 3);
  const column = (name: string) => table.columns.get(name)!;
  const perSite = trainStudy({ standardise: "site" });
  function requestOf(study = perSite, change: Partial<LocalRequest> = {}): LocalRequest {
    return { point: firstPoint(study), table, rows: trainingRows(table), siteIndex: 1, ...change };
  }

  it("yields the same bytes for the same inputs and others for another site or iteration", async () => {
    const first = await trainer.local(requestOf());
    expect(await trainer.local(requestOf())).to.deep.equal(first);
    expect(await trainer.local(requestOf(undefined, { siteIndex: 2 }))).to.not.deep.equal(first);
    const point = { ...firstPoint(perSite), iteration: 1 };
    expect(await trainer.local(requestOf(undefined, { point }))).to.not.deep.equal(first);
  });

  it("weighs the delta by rows / weightScale, capped at 1", async () => {
    const contribution = await trainer.local(requestOf());
    expect(contribution.at(-1)).to.equal(42 / 64);
    expect((await trainer.local(requestOf(trainStudy({ standardise: "site", weightScale: 5 })))).at(-1)).to.equal(1);
  });

  it("clips the delta to the clipping norm", async () => {
    const study = trainStudy({ standardise: "site", learningRate: 20, clippingNorm: 0.5, weightScale: 1 });
    const delta = (await trainer.local(requestOf(study))).subarray(0, -1);
    expect(Math.hypot(...delta)).to.be.closeTo(0.5, 1e-9);
  });

  it("never reads rows outside the cohort, held-out or not", async () => {
    const rows = trainingRows(table).slice(0, 20);
    const elsewhere = (name: string, change: (value: number) => number) =>
      column(name).map((value, row) => (rows.includes(row) ? value : change(value)));
    const other = withColumns(table, {
      ...Object.fromEntries(["a", "b", "c"].map((name) => [name, elsewhere(name, () => 1e6)])),
      y: elsewhere("y", (outcome) => 1 - outcome),
    });
    const clean = await trainer.local(requestOf(undefined, { rows }));
    expect(await trainer.local(requestOf(undefined, { rows, table: other }))).to.deep.equal(clean);
  });

  it("reads its inputs by name, whatever the table's order, and no other column", async () => {
    const shuffled = { ...table, columns: new Map([...table.columns].reverse()) };
    const more = withColumns(shuffled, { d: column("a").map(() => 1e6) });
    expect(await trainer.local(requestOf(undefined, { table: more }))).to.deep.equal(await trainer.local(requestOf()));
  });

  it("refuses a cohort with a held-out row", async () => {
    const failure = await failureOf(() => trainer.local(requestOf(undefined, { rows: [0, 5] })));
    expect(failure.code).to.equal("WORKLOAD_FAILED");
  });

  it("refuses values that make training diverge instead of sending NaN", async () => {
    const wrong = withColumns(table, { a: column("a").map(() => Number.POSITIVE_INFINITY) });
    const failure = await failureOf(() => trainer.local(requestOf(trainStudy(), { table: wrong })));
    expect(failure.code).to.equal("WORKLOAD_FAILED");
    expect(failure.field).to.equal("study.yaml: stage model.learningRate");
  });

  it("refuses an outcome that is neither 0 nor 1", async () => {
    for (const outcome of [Number.NaN, 2]) {
      const wrong = withColumns(table, { y: column("y").map((value, row) => (row === 3 ? outcome : value)) });
      const failure = await failureOf(() => trainer.local(requestOf(undefined, { table: wrong })));
      expect(failure).to.include({ code: "WORKLOAD_FAILED", field: "study.yaml: column y" });
    }
  });

  it("refuses a base model of another shape", async () => {
    const { state } = firstPoint(trainStudy({ standardise: "site" }, SPECS["tanh MLP"]!));
    const point = { ...firstPoint(perSite), state };
    const failure = await failureOf(() => trainer.local(requestOf(undefined, { point })));
    expect(failure.code).to.equal("MODEL_SHAPE_MISMATCH");
  });

  it("reports progress with the backend's name", async () => {
    const reports: { completedSteps: number; totalSteps: number; backend: string }[] = [];
    await trainer.local(requestOf(undefined, { onProgress: (progress) => reports.push(progress) }));
    expect(reports.at(-1)).to.deep.equal({ completedSteps: 20, totalSteps: 20, backend: "wasm" });
  });

  it("runs the half that the stage names", async () => {
    const workloads = createLocalWorkloads();
    const contribution = await workloads.local(requestOf(summaryStudy()));
    expect(contribution.at(-1)).to.equal(42);
    expect(workloads.backend()).to.equal(undefined);
  });

  it("says what this node can compute where it cannot compute a stage", async () => {
    const point = firstPoint(summaryStudy());
    const stage = { ...SUMMARY, workload: "oracle" };
    const strange = { ...point, context: { ...point.context, stage } };
    const failure = await failureOf(() => createLocalWorkloads().local(requestOf(undefined, { point: strange })));
    expect(failure.code).to.equal("WORKLOAD_FAILED");
    expect(failure.hint).to.include(`It knows ${Object.keys(LOCAL_WORKLOADS).join(", ")};`);
  });
});

describe("reference training", function () {
  this.timeout(30_000);

  it("learns a planted outcome from one site and from the pool, standardised over the training rows", async () => {
    const thread = createTrainingThread();
    const [summary, model] = POOLED_STAGES;
    const study = makeStudy({ stages: [summary!, { ...model!, ...{ localSteps: 100 } }] });
    const stage = trainStageOf(study);
    const tables = [makeTable(80, 1), makeTable(60, 2)];
    const alone = await trainLocally(study, stage, [{ table: tables[0]! }], thread, { seed: 0 });
    const pooled = await trainLocally(
      study,
      stage,
      tables.map((table) => ({ table })),
      thread,
      { seed: 255 },
    );
    await thread.stop();
    const x = gatherMatrix(tables[0]!, ["a", "b", "c"], trainingRows(tables[0]!));
    expect(alone.standardiser).to.deep.equal(siteStandardiser(x, 3));
    expect(pooled.standardiser).to.not.deep.equal(alone.standardiser);
    const held = heldOutRows(tables[0]!);
    for (const made of [alone, pooled]) expect(evaluateModel(made, "y", tables[0]!, held).auc).to.be.above(0.9);
  });
});
