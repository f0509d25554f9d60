import type { ControlPlaneClient } from "@consilium/sdk/coordinator/ControlPlaneClient.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

import type { StepProgress } from "./Progress.ts";

/** Each look costs the coordinator a look at the chain. */
const POLL_MS = 500;

/** Has the coordinator run the study until `untilRound` rounds are finalised, or it is finished, and waits for it. Throws ROUND_ABORTED. */
export async function runStudyTo(
  control: ControlPlaneClient,
  studyId: number,
  untilRound: number,
  logFile: string,
  progress: StepProgress,
): Promise<void> {
  let asked = false;
  for (;;) {
    const { state, finishedRounds, rounds, lastError } = await control.study(studyId);
    const phase = rounds.at(-1)?.phase ?? "";
    progress.update(Math.min(finishedRounds, untilRound), untilRound, `round ${rounds.length} ${phase}`);
    if (state !== "running") {
      if (finishedRounds >= untilRound || state === "finished") return;
      if (asked) {
        const why = lastError === undefined ? "without an error" : `with ${lastError.code}: ${lastError.message}`;
        throw new FederationError(
          "ROUND_ABORTED",
          `The study stopped after ${finishedRounds} of ${untilRound} rounds, ${why}`,
          {
            field: "coordinator",
            hint: `Its log is ${logFile}. Start again to continue.`,
          },
        );
      }
      await control.run(studyId, untilRound - finishedRounds);
      asked = true;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
