import { digestDocument } from "../../canonical/digest.ts";
import type { Recovery } from "../../schemas/round.ts";
import { checkUnmasking, recover } from "../../secagg/recover.ts";
import { verifyStatement } from "../../secagg/statement.ts";
import { refute } from "../CheckLog.ts";
import { type RoundAudit, sharedRound } from "../RoundAudit.ts";
import { coordinatorScope, siteScope } from "../scope.ts";

/** Every unmasking is a survivor's, signed, opens its own commitment, and its shares stand under their dealers' roots. */
export async function checkUnmaskings(audit: RoundAudit, blockedBy: string | undefined): Promise<boolean> {
  const { log, round, transcript, file, domain, contexts } = audit;
  const results: boolean[] = [];
  for (const [at, { unmasking, signature }] of transcript.unmaskings.entries()) {
    const { member } = unmasking;
    const site = audit.party(member);
    const scope = siteScope(site, `${file}: unmaskings[${at}]`);
    results.push(
      await log.check("unmask.signature", scope, () => {
        if (unmasking.roundId !== round.roundId) refute(`the unmasking is for round ${unmasking.roundId}`);
        const digest = digestDocument(unmasking);
        verifyStatement(
          domain,
          { context: contexts.masking, kind: "unmasking", member, digest },
          signature,
          site.account,
        );
        return "unmasking signed by the site's account";
      }),
      await log.check("unmask.shares", siteScope(site, `${file}: unmaskings[${at}].shares`, blockedBy), () => {
        checkUnmasking({ ...sharedRound(audit), unmasking });
        return `own seed opens its commitment; ${unmasking.shares.length} shares stand under their dealers' roots`;
      }),
    );
  }
  return results.every(Boolean);
}

/** The seeds recovered again from the released shares are the transcript's. Returns them. */
export async function checkRecovery(audit: RoundAudit, blockedBy: string | undefined): Promise<Recovery | undefined> {
  const { log, transcript, coordinator, file } = audit;
  let recovery: Recovery | undefined;
  const scope = coordinatorScope(coordinator, "recovered seeds", `${file}: recovery`, blockedBy);
  const ok = await log.check("recovery", scope, async () => {
    const unmaskings = transcript.unmaskings.map(({ unmasking }) => unmasking);
    recovery = await recover({ ...sharedRound(audit), unmaskings, threshold: audit.thresholds.shares });
    if (digestDocument(recovery) !== digestDocument(transcript.recovery)) {
      refute("the seeds recovered from the released shares are not the transcript's");
    }
    const { selfMasks, maskSecrets } = recovery;
    return `${selfMasks.length} self masks and ${maskSecrets.length} dropouts' mask secrets recovered again`;
  });
  return ok ? recovery : undefined;
}
