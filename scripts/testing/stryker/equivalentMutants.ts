import type { EquivalentMutant } from "./judgeReport.ts";

/** Generated mutants that change nothing, each with the reason. Every other one that survives fails the run. */
export const EQUIVALENT_MUTANTS: readonly EquivalentMutant[] = [];
