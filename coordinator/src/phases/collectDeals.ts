import { RoundAborted, type RoundDeps, type RoundInputs, waitForMembers } from "./RoundDeps.ts";

/** SHARE: waits for the roster's sealed shares, then proposes S = those whose shares arrived. */
export async function collectDeals(terms: RoundInputs, deps: RoundDeps): Promise<void> {
  const { intake, deadlines } = terms;
  if (intake.proposal !== undefined) return;
  intake.setPhase("share");
  const sharingSet = await waitForMembers(terms, deps, {
    members: intake.rosterMembers,
    have: intake.deals,
    deadlineMs: deadlines.shareByMs,
    enough: intake.thresholds.survivors,
  });
  if (sharingSet.length < intake.thresholds.survivors) throw new RoundAborted("TOO_FEW_SHARED");
  await intake.keepProposal({ attempt: 1, sharingSet });
}
