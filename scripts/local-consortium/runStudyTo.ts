import type { ControlPlaneClient } from "@consilium/sdk/coordinator/ControlPlaneClient.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

import type { StepProgress } from "./Progress.ts";

const POLL_MS = 250;

/** Has the coordinator run the study until `untilStep` steps are finished, and waits for it. Throws ROUND_ABORTED. */
export async function runStudyTo(
  control: ControlPlaneClient,
  studyId: number,
  untilStep: number,
  logFile: string,
  progress: StepProgress,
): Promise<void> {
  let asked = false;
  for (;;) {
    const { state, step, rounds, lastError } = await control.study(studyId);
    const phase = rounds.at(-1)?.phase ?? "";
    progress.update(Math.min(step, untilStep), untilStep, `round ${rounds.length} ${phase}`);
    if (state !== "running") {
      if (step >= untilStep) return;
      if (asked) {
        const why = lastError === undefined ? "without an error" : `with ${lastError.code}: ${lastError.message}`;
        throw new FederationError("ROUND_ABORTED", `The study stopped after ${step} of ${untilStep} steps, ${why}`, {
          field: "coordinator",
          hint: `Its log is ${logFile}. Start again to continue.`,
        });
      }
      await control.run(studyId, untilStep - step);
      asked = true;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
