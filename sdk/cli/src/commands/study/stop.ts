import type { Command } from "commander";
import { type OperatorFlags, operatorClient, operatorOptions, studyIdAt } from "../coordinator.ts";
import { type CliContext, example, wantsJson } from "../shared.ts";

/** `consilium study stop <study>` */
export function addStop(study: Command, context: CliContext): void {
  const stop = operatorOptions(
    study
      .command("stop")
      .description("Stops a study after the round under way; `run` continues it.")
      .argument("<study>", "the study's number, its digest, or its folder"),
  );
  example(stop, "consilium study stop 1 --coordinator http://127.0.0.1:8600 --token-file operator-token.txt");
  stop.action(async (text: string, flags: OperatorFlags) => {
    const terminal = context.terminal(wantsJson(stop));
    const control = await operatorClient(flags);
    const studyId = await studyIdAt(control, text);
    await control.stop(studyId);
    const { state, finishedRounds, plannedRounds } = await control.study(studyId);
    terminal.line(
      state === "running"
        ? `Study ${studyId} stops after the round under way (${finishedRounds} of at most ${plannedRounds} rounds are finished).`
        : `Study ${studyId} is not running (${finishedRounds} of at most ${plannedRounds} rounds are finished).`,
    );
    terminal.document({ studyId, state, finishedRounds, plannedRounds });
  });
}
