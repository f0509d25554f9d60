import type { ControlPlaneClient } from "@consilium/sdk/coordinator/ControlPlaneClient.ts";
import { followStudy } from "@consilium/sdk/coordinator/followStudy.ts";
import type { StudyProgress } from "@consilium/sdk/schemas/controlPlane.ts";
import type { Command } from "commander";
import { EXIT_FAILED, EXIT_INTERRUPTED } from "../../exitCodes.ts";
import type { Terminal } from "../../Terminal.ts";
import { type OperatorFlags, operatorClient, operatorOptions, roundCount, studyIdAt } from "../coordinator.ts";
import { type CliContext, example, type Outcome, wantsJson } from "../shared.ts";
import { ProgressLines } from "./ProgressLines.ts";
import { hintOfProgress } from "./withdrawals.ts";

interface Flags extends OperatorFlags {
  rounds?: number;
  follow?: true;
}

/** `consilium study run <study>` */
export function addRun(study: Command, context: CliContext, outcome: Outcome): void {
  const run = operatorOptions(
    study
      .command("run")
      .description("Starts or continues a study at the coordinator, which runs on by itself. Exit code 1 if it failed.")
      .argument("<study>", "the study's number, its digest, or its folder"),
  )
    .option("--rounds <n>", "stop after this many further finalised rounds (default: run to the end)", roundCount)
    .option("--follow", "show its progress until it ends; Ctrl-C leaves it running");
  example(run, "consilium study run 1 --follow --coordinator http://127.0.0.1:8600 --token-file operator-token.txt");
  run.action(async (text: string, flags: Flags) => {
    const terminal = context.terminal(wantsJson(run));
    const control = await operatorClient(flags);
    const studyId = await studyIdAt(control, text);
    const before = await control.study(studyId);
    const { finishedRounds, plannedRounds } = before;
    const untilRound = Math.min(plannedRounds, finishedRounds + (flags.rounds ?? plannedRounds));
    await control.run(studyId, flags.rounds);
    if (flags.follow !== true) {
      terminal.line(
        `Study ${studyId} runs to round ${untilRound} of at most ${plannedRounds}; see \`consilium study status\`.`,
      );
      terminal.document({ studyId, accepted: true, untilRound, plannedRounds });
      return;
    }
    const { progress, isInterrupted } = await follow(control, { before, untilRound }, context, terminal);
    outcome.exitCode = isInterrupted ? EXIT_INTERRUPTED : hasReached(progress, untilRound) ? 0 : EXIT_FAILED;
    for (const line of endLines(progress, untilRound, isInterrupted)) terminal.line(line);
    terminal.document({ ...progress, untilRound, interrupted: isInterrupted });
  });
}

async function follow(
  control: ControlPlaneClient,
  { before, untilRound }: { before: StudyProgress; untilRound: number },
  { onInterrupt }: CliContext,
  terminal: Terminal,
): Promise<{ progress: StudyProgress; isInterrupted: boolean }> {
  const leaving = new AbortController();
  const restore = onInterrupt(() => leaving.abort());
  const lines = new ProgressLines(terminal, before);
  try {
    const progress = await followStudy({
      control,
      studyId: before.studyId,
      untilRound,
      signal: leaving.signal,
      onProgress: (now) => lines.show(now),
      onAbsence: (error) => lines.showAbsence(error),
    });
    return { progress: progress ?? before, isInterrupted: leaving.signal.aborted };
  } finally {
    restore();
  }
}

/** A stage may be done before its most rounds are used. */
function hasReached({ state, finishedRounds }: StudyProgress, untilRound: number): boolean {
  return finishedRounds >= untilRound || state === "finished";
}

function endLines(progress: StudyProgress, untilRound: number, isInterrupted: boolean): string[] {
  const { studyId, state, finishedRounds, plannedRounds, lastError } = progress;
  const how = `${finishedRounds} of at most ${plannedRounds} rounds finished`;
  if (isInterrupted) {
    return [`Study ${studyId} goes on at the coordinator (${how}); stop it with \`consilium study stop ${studyId}\`.`];
  }
  if (hasReached(progress, untilRound)) return [`Study ${studyId}: ${how}.`];
  if (state !== "failed" || lastError === undefined) return [`Study ${studyId} was stopped: ${how}.`];
  return [`Study ${studyId} failed: ${how}.`, `${lastError.code}: ${lastError.message}`, hintOfProgress(progress)];
}
