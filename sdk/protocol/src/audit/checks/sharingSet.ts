import { digestDocument } from "../../canonical/digest.ts";
import { verifyStatement } from "../../secagg/statement.ts";
import { refute } from "../CheckLog.ts";
import type { RoundAudit } from "../RoundAudit.ts";
import { coordinatorScope, listOf, sameMembers, siteScope } from "../scope.ts";

/** S is part of the roster, large enough, and every member of it signed the same S before it masked. */
export async function checkSharingSet(audit: RoundAudit): Promise<boolean> {
  const { log, round, roster, transcript, coordinator, file, domain, contexts } = audit;
  const { sharingSet, setSignatures } = transcript;
  const scope = coordinatorScope(coordinator, "sharing set", `${file}: sharingSet`);
  const results = [
    await log.check("set.members", scope, () => {
      const ascending = sharingSet.every((member, i) => i === 0 || member > sharingSet[i - 1]!);
      if (!ascending) refute("its members do not stand in ascending order");
      const strangers = sharingSet.filter((member) => !roster.includes(member));
      if (strangers.length > 0) refute(`${listOf(strangers)} are not on the roster`);
      if (sharingSet.length < round.minSites) refute(`${sharingSet.length} sites, the round needs ${round.minSites}`);
      const signers = setSignatures.map(({ member }) => member);
      if (!sameMembers(signers, sharingSet)) refute(`signed by ${listOf(signers)}, not by ${listOf(sharingSet)}`);
      return `sites ${listOf(sharingSet)}`;
    }),
  ];
  const digest = digestDocument(sharingSet);
  for (const [at, { member, signature }] of setSignatures.entries()) {
    const site = audit.party(member);
    const ok = await log.check("set.signature", siteScope(site, `${file}: setSignatures[${at}]`), () => {
      verifyStatement(
        domain,
        { context: contexts.masking, kind: "sharingSet", member, digest },
        signature,
        site.account,
      );
      return "signed this sharing set";
    });
    results.push(ok);
  }
  return results.every(Boolean);
}
