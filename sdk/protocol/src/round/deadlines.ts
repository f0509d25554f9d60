import type { RoundManifest } from "../schemas/round.ts";
import type { StudyDocument } from "../schemas/study.ts";
import type { Study } from "../study/Study.ts";

/** Deadlines of the phases, unix milliseconds. `joinBy`, `commitBy` and `unmaskBy` are on chain; the others lie between. */
export interface Deadlines {
  readonly joinByMs: number;
  readonly shareByMs: number;
  readonly setByMs: number;
  readonly commitByMs: number;
  /** Half-way from commitBy to unmaskBy: after it whoever confirmed suffices, if they are enough. */
  readonly confirmByMs: number;
  readonly unmaskByMs: number;
}

/** A round's block may be a little older than the clock its deadlines were reckoned from. */
const OPENING_SECONDS = 10;

/** Time from a round's consent block to its commit deadline: JOIN, SHARE, SET (as long as SHARE) and TRAIN. */
export function commitSpanSeconds({ phaseTimeoutSeconds }: StudyDocument): number {
  const { join, share, train } = phaseTimeoutSeconds;
  return join + 2 * share + train;
}

/** The least `maximumCommitSpanSeconds` that lets the study's own rounds be opened. */
export function minimumCommitSpanSeconds(document: StudyDocument): number {
  return commitSpanSeconds(document) + OPENING_SECONDS;
}

export function deadlinesOf(study: Study, { joinBy, commitBy, unmaskBy }: RoundManifest): Deadlines {
  const { share } = study.document.phaseTimeoutSeconds;
  const joinByMs = joinBy * 1_000;
  return {
    joinByMs,
    shareByMs: joinByMs + share * 1_000,
    setByMs: joinByMs + 2 * share * 1_000,
    commitByMs: commitBy * 1_000,
    confirmByMs: (commitBy + unmaskBy) * 500,
    unmaskByMs: unmaskBy * 1_000,
  };
}
