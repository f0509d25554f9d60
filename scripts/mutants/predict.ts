import type { Mutant } from "../testing/mutation/Mutant.ts";

const TEST = "test/unit/predict.test.ts";

export default [
  {
    name: "predict-weights",
    defence: "predictions are of the weights that the model's file names",
    file: "sdk/protocol/src/models/predictSaved.ts",
    find: "weights === undefined || digestBytes(weights) !== saved.weights",
    replace: "weights === undefined",
    test: TEST,
    grep: "no other's",
  },
  {
    name: "predict-clamped",
    defence: "a value beyond its range predicts what the sites' software predicts",
    file: "sdk/protocol/src/models/predictSaved.ts",
    find: "Math.min(high, Math.max(low, value))",
    replace: "value",
    test: TEST,
    grep: "clamped to their ranges",
  },
  {
    name: "predict-no-value-shown",
    defence: "an error about a patient's row never shows what stands there",
    file: "sdk/cli/src/predictionRows.ts",
    find: "faults.add(line, `it must be ",
    replace: "faults.add(line, cell + `it must be ",
    test: TEST,
    grep: "never by itself",
  },
  {
    name: "predict-unfinished",
    defence: "a stage that is not finished leaves no model to predict with",
    file: "sdk/cli/src/report/resultFiles.ts",
    find: "stage.finished ? savedModelOf(study, stage) : undefined",
    replace: "savedModelOf(study, stage)",
    test: TEST,
    grep: "each finished stage",
  },
] satisfies readonly Mutant[];
