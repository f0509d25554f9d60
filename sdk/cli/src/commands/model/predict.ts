import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseJson } from "@consilium/sdk/canonical/json.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { predictSaved } from "@consilium/sdk/models/predictSaved.ts";
import { SavedModel } from "@consilium/sdk/models/SavedModel.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { writeNewFile } from "@consilium/service/files/durableFile.ts";
import { readListFile } from "@consilium/service/readList.ts";
import type { Command } from "commander";
import { csvText } from "../../csvText.ts";
import { readPredictionRows } from "../../predictionRows.ts";
import { SAVED_MODEL_ENDING } from "../../report/resultFiles.ts";
import { type CliContext, example, wantsJson } from "../shared.ts";

interface Flags {
  model: string;
  stage?: string;
  data: string;
  out?: string;
}

const MOST_BYTES = 256 * 1024 * 1024;
const PREDICTION = "prediction";

/** `consilium model predict` */
export function addPredict(model: Command, context: CliContext): void {
  const predict = model
    .command("predict")
    .description("Predicts the rows of a CSV by a finished model, on this machine alone: nothing is sent.")
    .requiredOption("--model <dir>", "folder that `consilium study result` wrote")
    .option("--stage <id>", "the stage whose model it is, where the folder has several")
    .requiredOption("--data <csv>", "a header with the study's column names, in any order; other columns are kept")
    .option("--out <csv>", "a new file for the rows with a column `prediction`; the standard output without it");
  example(predict, "consilium model predict --model ./result --stage fit --data patients.csv --out predicted.csv");
  predict.action(async ({ model: folder, stage, data, out }: Flags) => {
    const terminal = context.terminal(wantsJson(predict));
    const saved = await readSavedModel(folder, stage);
    const { text } = await readListFile(data, MOST_BYTES);
    const table = readPredictionRows(text, saved, data);
    if (table.header.includes(PREDICTION)) {
      throw new FederationError("CONFIG_INVALID", `It has a column '${PREDICTION}' already.`, {
        field: data,
        hint: "Rename that column.",
      });
    }
    // Where the file is not there, the model says which weights it misses.
    const weightsFile = join(folder, `${saved.stage}.model.safetensors`);
    const weights = saved.weights === undefined ? undefined : await readFile(weightsFile).catch(() => undefined);
    const predictions = predictSaved(saved, table.rows, weights);
    const rows = table.cells.map((cells, i) => [...cells, predictions[i]!]);
    const csv = csvText({ columns: [...table.header, PREDICTION], rows });
    if (out !== undefined) await writeNewFile(out, csv, { mode: 0o600 });
    else terminal.line(csv.trimEnd());
    const withoutPrediction = predictions.filter((each) => each === null).length;
    const summary = {
      stage: saved.stage,
      outcome: saved.outcome,
      rows: rows.length,
      withoutPrediction,
      missing: table.missing,
    };
    for (const line of summaryLines(summary, out)) terminal.error(line);
    terminal.document({ ...summary, ...(out === undefined ? { predictions } : { out }) });
  });
}

function summaryLines(
  { rows, withoutPrediction, missing }: { rows: number; withoutPrediction: number; missing: object },
  out?: string,
) {
  const columns = Object.entries(missing).map(([name, count]) => `${name} in ${count}`);
  return [
    `${rows} rows, ${withoutPrediction} without a prediction${out === undefined ? "" : `, in ${out}`}`,
    ...(columns.length === 0 ? [] : [`Missing: ${columns.join(", ")}`]),
  ];
}

/** The model of a stage, or the only one of the folder. @throws CONFIG_INVALID listing the stages that have one */
async function readSavedModel(folder: string, stage: string | undefined): Promise<SavedModel> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw new FederationError("CONFIG_INVALID", "The folder cannot be read.", {
      field: folder,
      hint: "Give the folder that `consilium study result` wrote.",
      cause,
    });
  });
  const stages = names.flatMap((name) =>
    name.endsWith(SAVED_MODEL_ENDING) ? [name.slice(0, -SAVED_MODEL_ENDING.length)] : [],
  );
  const chosen = stage ?? (stages.length === 1 ? stages[0] : undefined);
  if (chosen === undefined || !stages.includes(chosen)) {
    const several = stages.length > 1 && stage === undefined;
    throw new FederationError(
      "CONFIG_INVALID",
      several
        ? "The folder has the models of several stages."
        : `There is no model${stage === undefined ? "" : ` of stage '${stage}'`}.`,
      {
        field: several || stage !== undefined ? "--stage" : folder,
        hint:
          stages.length === 0
            ? "Fetch the result of a study with a finished model."
            : `Use one of ${stages.sort().join(", ")}.`,
      },
    );
  }
  const path = join(folder, `${chosen}${SAVED_MODEL_ENDING}`);
  return checkDocument(SavedModel, parseJson(await readFile(path), path), path, "CONFIG_INVALID");
}
