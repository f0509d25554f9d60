import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import type { Deadlines } from "@consilium/sdk/round/deadlines.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { CoursePoint } from "@consilium/sdk/workloads/course.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import type { TranscriptArchive } from "@consilium/service/transcripts/TranscriptArchive.ts";
import type { Presence } from "../intake/Presence.ts";
import type { RoundIntake } from "../intake/RoundIntake.ts";

/** What does not change while a round runs. */
export interface RoundInputs {
  readonly intake: RoundIntake;
  readonly study: Study;
  readonly point: CoursePoint;
  readonly deadlines: Deadlines;
  /** Active sites with a live access grant and a round left, as the chain says now: those a join is waited for. */
  readonly eligible: () => Promise<readonly number[]>;
}

export interface RoundDeps {
  readonly chain: Chain;
  readonly archive: TranscriptArchive;
  readonly presence: Presence;
  readonly logger: Logger;
  /** Aborts when the coordinator stops; the round then stays as it is, for the next start. */
  readonly signal: AbortSignal;
  /** Ends the round on chain and here. */
  readonly abort: (terms: RoundInputs, reason: string) => Promise<RoundOutcome>;
}

export type RoundOutcome = { status: "finalized" } | { status: "aborted"; reason: string };

/** Thrown by a phase when the round cannot go on. `reason` is public and short (it stands on chain, ≤ 31 bytes). */
export class RoundAborted extends Error {
  readonly reason: string;
  constructor(reason: string) {
    super(`round aborted: ${reason}`);
    this.name = "RoundAborted";
    this.reason = reason;
  }
}

/**
 * Waits for `members` to be heard from: all `have` answered, or those who did not have withdrawn or are gone,
 * or `deadlineMs` has passed. Returns who answered, ascending.
 */
export async function waitForMembers(
  { intake }: RoundInputs,
  { presence, signal }: RoundDeps,
  {
    members,
    have,
    deadlineMs,
    enough,
  }: {
    members: readonly number[];
    have: Pick<ReadonlyMap<number, unknown>, "has">;
    deadlineMs: number;
    /** Below this many answers the gone are waited for until the deadline, since they may come back. */
    enough: number;
  },
): Promise<number[]> {
  const answered = () => members.filter((member) => have.has(member));
  const settled = () =>
    members.every((member) => have.has(member) || intake.withdrawn.has(member) || presence.isGone(member)) &&
    answered().length >= enough;
  const hopeless = () => members.filter((member) => !intake.withdrawn.has(member)).length < enough;
  await intake.board.until(() => settled() || hopeless(), {
    timeoutMs: deadlineMs - Date.now(),
    signal,
    recheckMs: 100,
  });
  if (signal.aborted) throw new Error("stopping");
  return answered().sort((a, b) => a - b);
}
