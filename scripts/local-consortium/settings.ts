import { mkdir, readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { trainStageOf } from "@consilium/sdk/workloads/train/spec.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import { parseDocument } from "yaml";
import { ALL_PATIENTS } from "../synthetic-ehr/hospitals.ts";
import type { DataSet } from "./DataSet.ts";
import type { StateDirectory } from "./StateDirectory.ts";

export const REPOSITORY = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** What a state folder was begun with. */
interface Settings {
  seed: number;
  rounds: number;
  /** Synthetic ones of all hospitals. */
  patients: number;
}

export interface ChosenSettings {
  seed?: number | undefined;
  rounds?: number | undefined;
  patients?: number | undefined;
}

/**
 * The study that this state runs: a copy of the data set's study folder with the chosen seed and number of rounds.
 * The choice stands for the life of the state. Throws CONFIG_INVALID when a later start asks for another.
 */
export async function settleStudy(
  state: StateDirectory,
  dataSet: DataSet,
  chosen: ChosenSettings,
): Promise<{ study: Study; seed: number; patients: number }> {
  const folder = state.at("study");
  let settings = await state.readJson<Settings>("settings.json");
  if (settings === undefined) {
    const template = await readStudyFolder(join(REPOSITORY, "studies", dataSet.study));
    const train = trainStageOf(template);
    settings = {
      seed: chosen.seed ?? train.seed,
      rounds: chosen.rounds ?? train.rounds,
      patients: chosen.patients ?? ALL_PATIENTS,
    };
    await copyStudy(state, join(REPOSITORY, "studies", dataSet.study), settings);
    await state.writeJson("settings.json", settings);
  }
  for (const name of ["seed", "rounds", "patients"] as const) {
    if (chosen[name] !== undefined && chosen[name] !== settings[name]) {
      throw new FederationError("CONFIG_INVALID", `This state was begun with ${name} ${settings[name]}.`, {
        field: `--${name}`,
        hint: "Leave the option out to continue, or add --fresh to start again from nothing.",
      });
    }
  }
  return { study: await readStudyFolder(folder), seed: settings.seed, patients: settings.patients };
}

async function copyStudy(state: StateDirectory, from: string, settings: Settings): Promise<void> {
  await mkdir(state.at("study"), { recursive: true });
  for (const path of await readdir(from, { recursive: true, withFileTypes: true })) {
    if (!path.isFile()) continue;
    const source = join(path.parentPath, path.name);
    const text = await readFile(source, "utf8");
    const relative = source.slice(from.length + 1);
    await state.writeText(join("study", relative), relative === "study.yaml" ? withSettings(text, settings) : text);
  }
}

/** Changes two numbers and leaves every other character as its author wrote it. */
function withSettings(text: string, { seed, rounds }: Settings): string {
  const yaml = parseDocument(text);
  const stages = (yaml.toJS() as { stages: { workload: string }[] }).stages;
  const at = ["stages", stages.findLastIndex(({ workload }) => workload === "train")];
  const same = yaml.getIn([...at, "seed"]) === seed && yaml.getIn([...at, "rounds"]) === rounds;
  if (same) return text;
  yaml.setIn([...at, "seed"], seed);
  yaml.setIn([...at, "rounds"], rounds);
  return yaml.toString({ lineWidth: 0 });
}
