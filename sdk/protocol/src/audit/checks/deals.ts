import { checkDeal } from "../../secagg/deal.ts";
import { dealDigest } from "../../secagg/dealDigest.ts";
import { verifyStatement } from "../../secagg/statement.ts";
import { refute } from "../CheckLog.ts";
import type { RoundAudit } from "../RoundAudit.ts";
import { coordinatorScope, listOf, siteScope } from "../scope.ts";

/** Every member of the sharing set dealt a share to each other member of the roster, once, and signed the deal with its share root. */
export async function checkDeals(audit: RoundAudit): Promise<boolean> {
  const { log, round, transcript, coordinator, file, domain, contexts } = audit;
  const complete = coordinatorScope(coordinator, "deals", `${file}: deals`);
  const results = [
    await log.check("deals.complete", complete, () => {
      const dealers = transcript.deals.map(({ deal }) => deal.dealer);
      const missing = transcript.sharingSet.filter((member) => !dealers.includes(member));
      if (missing.length > 0) refute(`no deal of ${listOf(missing)}, who are in the sharing set`);
      if (new Set(dealers).size !== dealers.length) refute("a dealer stands twice");
      const strangers = dealers.filter((dealer) => !audit.roster.includes(dealer));
      if (strangers.length > 0) refute(`${listOf(strangers)} dealt without being on the roster`);
      return "one deal of each member of the sharing set";
    }),
  ];
  for (const [at, { deal, signature }] of transcript.deals.entries()) {
    const site = audit.party(deal.dealer);
    const ok = await log.check("deals.signature", siteScope(site, `${file}: deals[${at}]`), () => {
      checkDeal(deal, { roundId: round.roundId, members: audit.roster });
      const digest = dealDigest(deal);
      const statement = { context: contexts.roster, kind: "deal", member: deal.dealer, digest } as const;
      verifyStatement(domain, statement, signature, site.account);
      return "deal signed with its share root";
    });
    results.push(ok);
  }
  return results.every(Boolean);
}
