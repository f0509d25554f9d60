import type { RoundSummary, StudyProgress } from "@consilium/sdk/schemas/controlPlane.ts";
import type { Terminal } from "../../Terminal.ts";
import { indexList } from "../../table.ts";
import { withdrawalText } from "./withdrawals.ts";

/** What `--follow` shows: a line for each round that ended, and one rewritten in place for the round under way. */
export class ProgressLines {
  readonly #terminal: Terminal;
  readonly #ended: Set<number>;
  #last = "";

  /** Rounds that ended `before` are not shown again. */
  constructor(terminal: Terminal, before: StudyProgress) {
    this.#terminal = terminal;
    this.#ended = new Set(before.rounds.filter(hasEnded).map(({ roundId }) => roundId));
  }

  show({ finishedRounds, plannedRounds, rounds, state }: StudyProgress): void {
    for (const round of rounds.filter((candidate) => hasEnded(candidate) && !this.#ended.has(candidate.roundId))) {
      this.#ended.add(round.roundId);
      this.#terminal.line(endedLine(round));
      this.#last = "";
    }
    const round = rounds.at(-1);
    const now = round === undefined || hasEnded(round) ? `next round, ${state}` : underWay(round);
    this.#progress(`round ${Math.min(finishedRounds + 1, plannedRounds)} of at most ${plannedRounds}: ${now}`);
  }

  showAbsence(error: Error): void {
    this.#progress(`the study goes on, but its coordinator is not to be seen; waiting for it (${error.message})`);
  }

  /** The same again would only fill a log. */
  #progress(text: string): void {
    if (text !== this.#last) this.#terminal.progress(text);
    this.#last = text;
  }
}

function hasEnded({ phase }: RoundSummary): boolean {
  return phase === "finalized" || phase === "aborted";
}

function underWay(round: RoundSummary): string {
  const { roundId, stage, iteration, phase, roster, survivors, dropouts } = round;
  const who = survivors.length > 0 ? parts(survivors, dropouts) : `joined ${indexList(roster)}`;
  return `${stage} ${iteration + 1} (round ${roundId}), ${phase}, ${who}${left(round)}`;
}

function endedLine(round: RoundSummary): string {
  const { roundId, stage, iteration, workload, phase, survivors, dropouts, abortReason } = round;
  const end = abortReason === undefined ? phase : `${phase}: ${abortReason}`;
  return `${stage} ${iteration + 1}: round ${roundId}, ${workload}, ${end}, ${parts(survivors, dropouts)}${left(round)}`;
}

function left(round: RoundSummary): string {
  const text = withdrawalText(round);
  return text === undefined ? "" : `, ${text}`;
}

function parts(survivors: readonly number[], dropouts: readonly number[]): string {
  return `survivors ${indexList(survivors)}, dropped ${indexList(dropouts)}`;
}
