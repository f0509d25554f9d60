import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundleCommands } from "@consilium/scripts/commands/bundleCommands.ts";
import type { Plugin } from "esbuild";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Names of the faults that a process has, separated by commas. */
export const FAULTS_VARIABLE = "CONSILIUM_TEST_FAULTS";

/**
 * One place of the product's source that is otherwise in a process of a test: a kill at an exact line, a dishonest step, a note of
 * what leaves. All the rest of the process is the product's.
 */
export interface Fault {
  /** Unique; `ServiceProcess.start` takes it. */
  readonly name: string;
  /** Relative to the repository's root. */
  readonly file: string;
  /** Exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

const ifOn = (name: string, code: string) =>
  `if (process.env.${FAULTS_VARIABLE}?.split(",").includes(${JSON.stringify(name)})) { ${code} }`;
/** The process kills itself as `kill -9` would: nothing of it runs any more, and nothing is written. */
const die = (name: string) => ifOn(name, 'process.kill(process.pid, "SIGKILL");');

/** Killed just before the process comes to this line. */
export function diesBefore(name: string, file: string, line: string): Fault {
  return { name, file, find: line, replace: `${die(name)}\n${line}` };
}

/** Killed as soon as this line is done. */
export function diesAfter(name: string, file: string, line: string): Fault {
  return { name, file, find: line, replace: `${line}\n${die(name)}` };
}

/** Does something else before this line. */
export function does(name: string, file: string, line: string, code: string): Fault {
  return { name, file, find: line, replace: `${ifOn(name, code)}\n${line}` };
}

/**
 * Bundles the product's commands with these faults in them, each off until a process is started with its name.
 *
 * @returns the folder of the bundles; the caller removes it
 * @throws where a text is not in its file exactly once, or no command has the file
 */
export async function bundleWithFaults(faults: readonly Fault[]): Promise<string> {
  const byPath = Map.groupBy(faults, ({ file }) => join(ROOT, file));
  const missing = new Set(byPath.keys());
  const plugin: Plugin = {
    name: "faults",
    setup: (build) =>
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const here = byPath.get(path);
        if (here === undefined) return undefined;
        missing.delete(path);
        return { contents: here.reduce(withFault, readFileSync(path, "utf8")), loader: "ts" };
      }),
  };
  const folder = await bundleCommands([plugin]);
  if (missing.size > 0) throw new Error(`No command has ${[...missing].join(", ")}.`);
  return folder;
}

function withFault(text: string, { name, file, find, replace }: Fault): string {
  const parts = text.split(find);
  if (parts.length === 2) return parts.join(replace);
  throw new Error(`${name}: ${file} has this text ${parts.length - 1} times, not once:\n${find}`);
}
