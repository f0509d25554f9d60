import { digestBytes } from "../canonical/digest.ts";
import { FederationError } from "../errors/FederationError.ts";
import { columnRange } from "../schemas/columns.ts";
import { type PredictorRow, predictGlm } from "../workloads/glm/predict.ts";
import { decodeModel } from "./Model.ts";
import { predict, sigmoid } from "./predict.ts";
import type { SavedModel } from "./SavedModel.ts";

/**
 * Predictions of a saved model, as the sites' own software makes them: values are clamped to the columns' ranges first. A row without
 * a value that a formula needs has none; a network takes a missing input for the mean.
 *
 * @param weights bytes of the network's safetensors file, where the model is one
 * @returns a probability, mean or relative hazard for each row; null where it has none
 * @throws DIGEST_MISMATCH where the weights are another model's
 * @example predictSaved(saved, [{ age: 63, sex: 1, stage: "II" }]) // [0.417]
 */
export function predictSaved(
  saved: SavedModel,
  rows: readonly PredictorRow[],
  weights?: Uint8Array,
): (number | null)[] {
  const clamped = rows.map((row) => clampedRow(saved, row));
  if (saved.linearPredictor !== undefined) {
    const report = { document: { linearPredictor: saved.linearPredictor } };
    return clamped.map((row) => {
      const eta = predictGlm(report, row);
      if (Number.isNaN(eta)) return null;
      return saved.link === "identity" ? eta : saved.link === "log" ? Math.exp(eta) : sigmoid(eta);
    });
  }
  if (weights === undefined || digestBytes(weights) !== saved.weights) {
    throw new FederationError("DIGEST_MISMATCH", "The weights are not those that the model names.", {
      field: `${saved.stage}.model.safetensors`,
      hint: "Keep both files of the stage together, as `consilium study result` wrote them.",
    });
  }
  const model = decodeModel(weights);
  const x = clamped.flatMap((row) => model.featureNames.map((name) => Number(row[name] ?? Number.NaN)));
  return Array.from(predict(model, Float64Array.from(x)));
}

function clampedRow({ columns }: SavedModel, row: PredictorRow): PredictorRow {
  const values = columns.map((column) => {
    const value = row[column.name];
    if (column.type === "category" || typeof value !== "number") return [column.name, value];
    const [low, high] = columnRange(column);
    return [column.name, Math.min(high, Math.max(low, value))];
  });
  return Object.fromEntries(values);
}
