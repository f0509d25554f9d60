import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "..", "..");

/** The folder of the clinical data sets: `CONSILIUM_DATA`, by default `../shared/data` beside the repository. It may be missing. */
export function dataFolder(): string {
  return resolve(ROOT, process.env.CONSILIUM_DATA || join("..", "shared", "data"));
}

/** One data set of it, for example `uci-heart-disease`; undefined where this machine does not have it. */
export function dataSetDir(name: string): string | undefined {
  return ifPresent(join(dataFolder(), name));
}

/** A folder beside the data sets, for example `cases`; undefined where this machine does not have it. */
export function sharedDir(name: string): string | undefined {
  return ifPresent(resolve(dataFolder(), "..", name));
}

function ifPresent(dir: string): string | undefined {
  return existsSync(dir) ? dir : undefined;
}
