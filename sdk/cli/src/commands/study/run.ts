import type { ControlPlaneClient } from "@consilium/sdk/coordinator/ControlPlaneClient.ts";
import { followStudy } from "@consilium/sdk/coordinator/followStudy.ts";
import type { StudyProgress } from "@consilium/sdk/schemas/controlPlane.ts";
import type { Command } from "commander";
import { EXIT_FAILED, EXIT_INTERRUPTED } from "../../exitCodes.ts";
import type { Terminal } from "../../Terminal.ts";
import { type OperatorFlags, operatorClient, operatorOptions, stepCount, studyIdAt } from "../coordinator.ts";
import { type CliContext, example, type Outcome, wantsJson } from "../shared.ts";
import { ProgressLines } from "./ProgressLines.ts";
import { hintOfProgress } from "./withdrawals.ts";

interface Flags extends OperatorFlags {
  steps?: number;
  follow?: true;
}

/** `consilium study run <study>` */
export function addRun(study: Command, context: CliContext, outcome: Outcome): void {
  const run = operatorOptions(
    study
      .command("run")
      .description("Has the coordinator start or continue a study, which runs on by itself; exit code 1 if it failed.")
      .argument("<study>", "the study's number, its digest, or its folder"),
  )
    .option("--steps <n>", "stop after this many further steps (default: run to the end of the plan)", stepCount)
    .option("--follow", "show its progress until it ends; Ctrl-C leaves it running");
  example(run, "consilium study run 1 --follow --coordinator http://127.0.0.1:8600 --token-file operator-token.txt");
  run.action(async (text: string, flags: Flags) => {
    const terminal = context.terminal(wantsJson(run));
    const control = await operatorClient(flags);
    const studyId = await studyIdAt(control, text);
    const before = await control.study(studyId);
    const untilStep = Math.min(before.steps, flags.steps === undefined ? before.steps : before.step + flags.steps);
    await control.run(studyId, flags.steps);
    if (flags.follow !== true) {
      terminal.line(`Study ${studyId} runs to step ${untilStep} of ${before.steps}; see \`consilium study status\`.`);
      terminal.document({ studyId, accepted: true, untilStep, steps: before.steps });
      return;
    }
    const { progress, isInterrupted } = await follow(control, { before, untilStep }, context, terminal);
    outcome.exitCode = isInterrupted ? EXIT_INTERRUPTED : progress.step < untilStep ? EXIT_FAILED : 0;
    for (const line of endLines(progress, untilStep, isInterrupted)) terminal.line(line);
    terminal.document({ ...progress, untilStep, interrupted: isInterrupted });
  });
}

async function follow(
  control: ControlPlaneClient,
  { before, untilStep }: { before: StudyProgress; untilStep: number },
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
      untilStep,
      signal: leaving.signal,
      onProgress: (now) => lines.show(now),
      onAbsence: (error) => lines.showAbsence(error),
    });
    return { progress: progress ?? before, isInterrupted: leaving.signal.aborted };
  } finally {
    restore();
  }
}

function endLines(progress: StudyProgress, untilStep: number, isInterrupted: boolean): string[] {
  const { studyId, state, step, steps, lastError } = progress;
  const how = `${step} of ${steps} steps finished`;
  if (isInterrupted) {
    return [`Study ${studyId} goes on at the coordinator (${how}); stop it with \`consilium study stop ${studyId}\`.`];
  }
  if (step >= untilStep) return [`Study ${studyId}: ${how}.`];
  if (state !== "failed" || lastError === undefined) return [`Study ${studyId} was stopped: ${how}.`];
  return [`Study ${studyId} failed: ${how}.`, `${lastError.code}: ${lastError.message}`, hintOfProgress(progress)];
}
