import { ControlPlaneClient } from "@consilium/sdk/coordinator/ControlPlaneClient.ts";
import type { Command } from "commander";
import { tableLines } from "../../table.ts";
import { type CoordinatorFlags, coordinatorOption } from "../coordinator.ts";
import { type CliContext, example, wantsJson } from "../shared.ts";

/** `consilium study list` */
export function addStudyList(study: Command, context: CliContext): void {
  const list = coordinatorOption(
    study.command("list").description("The studies that the coordinator published, and how far each is."),
  );
  example(list, "consilium study list --coordinator http://127.0.0.1:8600");
  list.action(async ({ coordinator }: CoordinatorFlags) => {
    const terminal = context.terminal(wantsJson(list));
    const studies = await new ControlPlaneClient({ url: coordinator }).studies();
    const rows = studies.map(({ studyId, state, finishedRounds, plannedRounds, rounds, digest, title }) => {
      return [String(studyId), state, `${finishedRounds} of ${plannedRounds}`, String(rounds.length), digest, title];
    });
    if (rows.length === 0) terminal.line("No study is published here.");
    else
      for (const line of tableLines(["study", "state", "finished", "rounds", "digest", "title"], rows))
        terminal.line(line);
    terminal.document({ studies: studies.map(({ rounds, ...rest }) => ({ ...rest, rounds: rounds.length })) });
  });
}
