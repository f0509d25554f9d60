import { RoundAborted, type RoundDeps, type RoundInputs, waitForMembers } from "./RoundDeps.ts";

/** JOIN: waits for the adverts of the sites that may take part. They are checked one by one as they arrive. */
export async function collectAdverts(terms: RoundInputs, deps: RoundDeps): Promise<void> {
  const { intake, deadlines, eligible } = terms;
  if (intake.roster.length > 0) return;
  intake.setPhase("join");
  const heard = await waitForMembers(terms, deps, {
    members: await eligible(),
    have: intake.adverts,
    deadlineMs: deadlines.joinByMs,
    enough: intake.manifest.minimumSites,
  });
  // Asked again: whoever was suspended or withdrew meanwhile would make the chain refuse everyone's roster.
  const still = new Set(await eligible());
  const joined = heard.filter((member) => still.has(member));
  if (joined.length < intake.manifest.minimumSites) throw new RoundAborted("TOO_FEW_JOINED");
  await intake.keepRoster(joined.slice(0, intake.manifest.maximumSites).map((member) => intake.adverts.get(member)!));
}
