import { RoundAborted, type RoundDeps, type RoundInputs, waitForMembers } from "./RoundDeps.ts";

/** TRAIN and COMMIT: waits for the masked vectors of S; those that arrive make the survivors U. */
export async function collectCommitments(terms: RoundInputs, deps: RoundDeps): Promise<void> {
  const { intake, deadlines } = terms;
  if (intake.survivors.length > 0) return;
  intake.setPhase("train");
  const committed = await waitForMembers(terms, deps, {
    members: intake.agreement!.sharingSet,
    have: intake.commitments,
    deadlineMs: deadlines.commitByMs,
    enough: intake.manifest.minimumSurvivors,
  });
  // Whoever withdrew or lowered its cap meanwhile is a dropout: the contract would refuse all survivors on its account.
  const eligible = await terms.eligible();
  const survivors = committed.filter((member) => eligible.includes(member));
  if (survivors.length < intake.manifest.minimumSurvivors) throw new RoundAborted("TOO_FEW_COMMITTED");
  await intake.keepSurvivors(survivors.map((member) => intake.commitments.get(member)!));
}
