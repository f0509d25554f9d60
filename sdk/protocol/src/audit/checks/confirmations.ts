import { toHex } from "../../canonical/bytes.ts";
import { digestDocument } from "../../canonical/digest.ts";
import { memberSetBytes } from "../../secagg/context.ts";
import { verifyStatement } from "../../secagg/statement.ts";
import { refute } from "../CheckLog.ts";
import type { RoundAudit } from "../RoundAudit.ts";
import { coordinatorScope, siteScope } from "../scope.ts";

/** At least t survivors signed that they saw these survivors and this masked sum frozen in this block. */
export async function checkConfirmations(audit: RoundAudit, freezeBlockHash: `0x${string}`): Promise<boolean> {
  const { log, round, survivors, thresholds, transcript, coordinator, file, domain, contexts } = audit;
  const scope = coordinatorScope(coordinator, "confirmations", `${file}: confirmations`);
  const results = [
    await log.check("confirm.members", scope, () => {
      const members = transcript.confirmations.map(({ confirmation }) => confirmation.member);
      const ascending = members.every((member, i) => i === 0 || member > members[i - 1]!);
      if (!ascending || members.some((member) => !survivors.includes(member))) {
        refute("they are not of survivors, once each in ascending order");
      }
      if (members.length < thresholds.shares) refute(`${members.length} of them, ${thresholds.shares} are needed`);
      return `${members.length} of ${survivors.length} survivors confirmed the set before it was unmasked`;
    }),
  ];
  for (const [at, { confirmation, signature }] of transcript.confirmations.entries()) {
    const { member } = confirmation;
    const site = audit.party(member);
    const ok = await log.check("confirm.signature", siteScope(site, `${file}: confirmations[${at}]`), () => {
      const same =
        confirmation.roundId === round.roundId &&
        confirmation.survivors === toHex(memberSetBytes(survivors, "survivors")) &&
        confirmation.maskedSumDigest === round.maskedSumDigest &&
        confirmation.freezeBlockHash === freezeBlockHash;
      if (!same) refute("confirms another freeze than the one on chain");
      const statement = { context: contexts.masking, kind: "confirmation", member } as const;
      verifyStatement(domain, { ...statement, digest: digestDocument(confirmation) }, signature, site.account);
      return "signed the survivors, the masked sum and its own weight";
    });
    results.push(ok);
  }
  return results.every(Boolean);
}
