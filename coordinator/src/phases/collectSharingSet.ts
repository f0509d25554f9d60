import { RoundAborted, type RoundDeps, type RoundInputs, waitForMembers } from "./RoundDeps.ts";

/**
 * SET: everyone in S signs S, and only then is the agreement handed out, so nobody masks in a set that another site
 * did not agree to. If a member falls silent, complains, or is shown to have cheated, the set of the others is proposed anew; nobody
 * has masked yet.
 */
export async function collectSharingSet(terms: RoundInputs, deps: RoundDeps): Promise<void> {
  const { intake, deadlines } = terms;
  while (intake.agreement === undefined) {
    intake.setPhase("set");
    const { attempt, sharingSet } = intake.proposal!;
    const { survivors: enough } = intake.thresholds;
    const signed = await waitForMembers(terms, deps, {
      members: sharingSet,
      have: { has: (member) => intake.setSignatures.has(member) || intake.isOut(member) },
      deadlineMs: deadlines.setByMs,
      enough,
    });
    const agreed = signed.filter((member) => intake.setSignatures.has(member) && !intake.isOut(member));
    if (agreed.length === sharingSet.length) {
      const signatures = agreed.map((member) => ({ member, signature: intake.setSignatures.get(member)! }));
      await intake.keepAgreement({ attempt, sharingSet, signatures });
      return;
    }
    if (agreed.length < enough) {
      const [cheat] = intake.cheats.keys();
      throw new RoundAborted(cheat === undefined ? "TOO_FEW_AGREED" : `SHARE_INVALID BY ${cheat}`);
    }
    await intake.keepProposal({ attempt: attempt + 1, sharingSet: agreed });
  }
}
