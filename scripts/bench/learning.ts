/**
 * Measures learning. `node scripts/bench/learning.ts speed` prints the time of local training per model and backend;
 * `... choose` ranks the heart-disease hyperparameters by cross-validation inside the training rows.
 */
import { createTrainingThread } from "@consilium/node/workloads/trainingThread.ts";
import { createLocalWorkloads } from "@consilium/node/workloads/workloads.ts";
import { parameterCount } from "@consilium/sdk/models/layout.ts";
import { seededRandom } from "@consilium/sdk/models/seededRandom.ts";
import type { ModelSpec } from "@consilium/sdk/schemas/study.ts";
import { dataSetDir } from "../testing/dataFolder.ts";
import { crossValidate } from "./crossValidation.ts";
import { HOSPITALS, heartDiseaseStudy, readHeartDisease } from "./heartDisease.ts";

const LEARNING_RATES = [0.003, 0.01, 0.03];
const RIDGES = [0, 0.01, 0.03, 0.1, 0.3];

async function choose(): Promise<void> {
  const folder = dataSetDir("uci-heart-disease");
  if (folder === undefined) {
    console.log("The heart-disease data is not there: set CONSILIUM_DATA to the folder of the data sets.");
    return;
  }
  const tables = readHeartDisease(folder);
  const workloads = createLocalWorkloads({ log: console.log });
  for (const standardise of ["secure-sum", "site"] as const) {
    const ranked: { learningRate: number; l2: number; accuracy: number }[] = [];
    for (const learningRate of LEARNING_RATES) {
      for (const l2 of RIDGES) {
        const study = await heartDiseaseStudy(standardise, { learningRate, l2 });
        const own = HOSPITALS.map((hospital) => tables[hospital]);
        const accuracy = await crossValidate(study, own, workloads.local, { foldCount: 5, repeats: 3 });
        ranked.push({ learningRate, l2, accuracy });
      }
    }
    ranked.sort((left, right) => right.accuracy - left.accuracy);
    console.log(`\nstandardise: ${standardise}, cross-validated accuracy inside the training rows`);
    for (const { learningRate, l2, accuracy } of ranked) {
      console.log(`  learningRate ${learningRate}  l2 ${l2}  ${accuracy.toFixed(4)}`);
    }
  }
  await workloads.stop();
}

async function speed(): Promise<void> {
  const rowCount = 1_000;
  const models: { name: string; spec: ModelSpec; featureCount: number; batchSize: number }[] = [
    { name: "logistic, 13 inputs", spec: { type: "logistic" }, featureCount: 13, batchSize: 4 },
    { name: "MLP 64-32", spec: { type: "mlp", hidden: [64, 32], activation: "relu" }, featureCount: 20, batchSize: 32 },
    {
      name: "MLP 300-250",
      spec: { type: "mlp", hidden: [300, 250], activation: "tanh" },
      featureCount: 80,
      batchSize: 32,
    },
  ];
  const random = seededRandom("consilium learning benchmark");
  for (const backend of ["wasm", "cpu"] as const) {
    const thread = createTrainingThread({ backend, log: console.log });
    for (const { name, spec, featureCount, batchSize } of models) {
      const job = {
        spec,
        featureCount,
        weights: Float32Array.from({ length: parameterCount(spec, featureCount) }, () => random.next() / 10),
        x: Float32Array.from({ length: rowCount * featureCount }, () => random.next() - 0.5),
        y: Float32Array.from({ length: rowCount }, () => random.below(2)),
        batchSize,
        learningRate: 0.01,
        l2: 0,
        seeds: [1],
      };
      await thread.run({ ...job, steps: 1 });
      const started = performance.now();
      await thread.run({ ...job, steps: 200 });
      const elapsedMs = performance.now() - started;
      const perSecond = Math.round((200 * batchSize * 1_000) / elapsedMs);
      console.log(
        `${thread.backend()}  ${name} (${job.weights.length} parameters, batch ${batchSize}): ` +
          `200 steps in ${elapsedMs.toFixed(0)} ms, ${perSecond} rows/s`,
      );
    }
    await thread.stop();
  }
}

const MODES: Readonly<Record<string, () => Promise<void>>> = { speed, choose };
const mode = MODES[process.argv[2] ?? "speed"];
if (mode === undefined) {
  console.error("Usage: node scripts/bench/learning.ts speed|choose");
  process.exitCode = 1;
} else {
  await mode();
}
