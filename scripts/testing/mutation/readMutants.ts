import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Mutant } from "./Mutant.ts";

/** Every `scripts/mutants/*.ts` of a checkout has an array of mutants as its default export. Throws where two have one name. */
export async function readMutants(root: string): Promise<Mutant[]> {
  const all = new Map<string, Mutant>();
  for (const file of globSync("scripts/mutants/*.ts", { cwd: root }).sort()) {
    const { default: mutants } = (await import(pathToFileURL(join(root, file)).href)) as { default: readonly Mutant[] };
    for (const mutant of mutants) {
      if (all.has(mutant.name)) throw new Error(`${file}: two mutants are named ${mutant.name}`);
      all.set(mutant.name, mutant);
    }
  }
  return [...all.values()];
}
