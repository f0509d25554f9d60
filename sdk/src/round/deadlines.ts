import type { RoundManifest } from "../schemas/round.ts";
import type { Study } from "../study/Study.ts";

/** Deadlines of the phases, unix milliseconds. `joinBy`, `commitBy` and `unmaskBy` are on chain; the others lie between. */
export interface Deadlines {
  readonly joinByMs: number;
  readonly shareByMs: number;
  readonly setByMs: number;
  readonly commitByMs: number;
  readonly unmaskByMs: number;
}

export function deadlinesOf(study: Study, { joinBy, commitBy, unmaskBy }: RoundManifest): Deadlines {
  const { share } = study.document.phaseTimeoutSeconds;
  const joinByMs = joinBy * 1_000;
  return {
    joinByMs,
    shareByMs: joinByMs + share * 1_000,
    setByMs: joinByMs + 2 * share * 1_000,
    commitByMs: commitBy * 1_000,
    unmaskByMs: unmaskBy * 1_000,
  };
}
