import { ControlPlaneClient } from "@consilium/sdk/coordinator/ControlPlaneClient.ts";
import type { RoundSummary } from "@consilium/sdk/schemas/controlPlane.ts";
import type { Command } from "commander";
import { EXIT_FAILED } from "../../exitCodes.ts";
import { grouped, indexList, tableLines } from "../../table.ts";
import { type CoordinatorFlags, coordinatorOption, studyIdAt } from "../coordinator.ts";
import { type CliContext, example, type Outcome, wantsJson } from "../shared.ts";
import { hintOfProgress, withdrawalText } from "./withdrawals.ts";

const HEADING = ["round", "stage", "workload", "state", "survivors", "dropped", "bytes/site", "transactions", "gas"];

/** `consilium study status <study>` */
export function addStudyStatus(study: Command, context: CliContext, outcome: Outcome): void {
  const status = coordinatorOption(
    study
      .command("status")
      .description("Shows how far a study is, round by round, and why it stopped. Exit code 1 if it failed.")
      .argument("<study>", "the study's number, its digest, or its folder"),
  );
  example(status, "consilium study status 1 --coordinator http://127.0.0.1:8600");
  status.action(async (text: string, { coordinator }: CoordinatorFlags) => {
    const terminal = context.terminal(wantsJson(status));
    const control = new ControlPlaneClient({ url: coordinator });
    const progress = await control.study(await studyIdAt(control, text));
    const { studyId, title, digest, state, finishedRounds, plannedRounds, rounds, lastError } = progress;
    const shade = state === "failed" ? "red" : state === "finished" ? "green" : "bold";
    terminal.line(terminal.colour("bold", `Study ${studyId} ${title} ${digest}`));
    terminal.line(`${terminal.colour(shade, state)}, ${finishedRounds} of at most ${plannedRounds} rounds finished`);
    if (rounds.length > 0) terminal.line();
    for (const line of rounds.length > 0 ? tableLines(HEADING, rounds.map(roundRow)) : []) terminal.line(line);
    for (const round of rounds) {
      const text = withdrawalText(round);
      if (text !== undefined) terminal.line(`round ${round.roundId}: ${text}`);
    }
    if (lastError !== undefined) {
      terminal.line();
      terminal.line(terminal.colour("red", `${lastError.code}: ${lastError.message}`));
      terminal.line(hintOfProgress(progress));
    }
    terminal.document(progress);
    if (state === "failed") outcome.exitCode = EXIT_FAILED;
  });
}

function roundRow(round: RoundSummary): string[] {
  const { roundId, stage, iteration, workload, phase, survivors, dropouts, transactions, abortReason } = round;
  const received = Object.values(round.bytesReceivedBySite ?? {});
  const bytes = received.length === 0 ? "" : grouped(received.reduce((sum, part) => sum + part, 0) / received.length);
  return [
    String(roundId),
    `${stage} ${iteration + 1}`,
    workload,
    abortReason === undefined ? phase : `${phase}: ${abortReason}`,
    indexList(survivors),
    indexList(dropouts),
    bytes,
    String(transactions.length),
    grouped(transactions.reduce((sum, { gasUsed }) => sum + gasUsed, 0)),
  ];
}
