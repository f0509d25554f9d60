import type { RoundDeps, RoundInputs } from "./RoundDeps.ts";
import { waitForMembers } from "./RoundDeps.ts";

/** CONFIRM: waits for the survivors' signatures on the freeze. With fewer than t nobody unmasks, and the round ends at its deadline. */
export async function collectConfirmations(terms: RoundInputs, deps: RoundDeps): Promise<void> {
  const { intake, deadlines } = terms;
  if (intake.resultDigest !== undefined || intake.unmaskings.size > 0) return;
  intake.setPhase("confirm");
  const enough = intake.thresholds.shares;
  const wait = (deadlineMs: number) =>
    waitForMembers(terms, deps, { members: intake.survivorMembers, have: intake.confirmations, deadlineMs, enough });
  if ((await wait(deadlines.confirmByMs)).length < enough) await wait(deadlines.unmaskByMs);
}
