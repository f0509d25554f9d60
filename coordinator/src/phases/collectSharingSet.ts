import { RoundAborted, type RoundDeps, type RoundInputs, waitForMembers } from "./RoundDeps.ts";

/**
 * SET: everyone in S signs S, and only then is the agreement handed out, so nobody masks in a set that another site
 * did not agree to. If a member falls silent the set of those who signed is proposed anew; nobody has masked yet.
 */
export async function collectSharingSet(terms: RoundInputs, deps: RoundDeps): Promise<void> {
  const { intake, deadlines } = terms;
  while (intake.agreement === undefined) {
    intake.setPhase("set");
    const { attempt, sharingSet } = intake.proposal!;
    const signed = await waitForMembers(terms, deps, {
      members: sharingSet,
      have: intake.setSignatures,
      deadlineMs: deadlines.setByMs,
      enough: intake.manifest.minimumSites,
    });
    if (signed.length === sharingSet.length) {
      const signatures = signed.map((member) => ({ member, signature: intake.setSignatures.get(member)! }));
      await intake.keepAgreement({ attempt, sharingSet, signatures });
      return;
    }
    if (signed.length < intake.manifest.minimumSites) throw new RoundAborted("TOO_FEW_AGREED");
    await intake.keepProposal({ attempt: attempt + 1, sharingSet: signed });
  }
}
