import type { RoundDeps, RoundInputs } from "./RoundDeps.ts";
import { waitForMembers } from "./RoundDeps.ts";

/** UNMASK: waits for the survivors' shares. Whether they suffice is for the recovery to say. */
export async function collectUnmaskings(terms: RoundInputs, deps: RoundDeps): Promise<void> {
  const { intake, deadlines } = terms;
  if (intake.resultDigest !== undefined) return;
  intake.setPhase("unmask");
  await waitForMembers(terms, deps, {
    members: intake.survivorMembers,
    have: intake.unmaskings,
    deadlineMs: deadlines.unmaskByMs,
    enough: intake.thresholds.shares,
  });
}
