import { checkSignedAdvert, refuseRepeatedKeys, rosterRootOf } from "../../secagg/roster.ts";
import { refute } from "../CheckLog.ts";
import type { RoundAudit } from "../RoundAudit.ts";
import { coordinatorScope, listOf, sameMembers, siteScope } from "../scope.ts";

/** The adverts are those under the roster root, of the members in the roster bitmap, each signed by its site's account. */
export async function checkTranscriptRoster(audit: RoundAudit): Promise<boolean> {
  const { log, round, roster, transcript, coordinator, file } = audit;
  const scope = coordinatorScope(coordinator, "roster", `${file}: roster`);
  const results = [
    await log.check("roster.members", scope, () => {
      const members = transcript.roster.map(({ advert }) => advert.member);
      if (!sameMembers(members, roster)) refute(`lists ${listOf(members)}, but ${listOf(roster)} are frozen on chain`);
      const { maximumSites } = transcript.manifest;
      if (members.length > maximumSites) refute(`has ${members.length} sites, the manifest allows ${maximumSites}`);
      return `members ${listOf(roster)}, as frozen on chain`;
    }),
    await log.check("roster.keys", scope, () => {
      refuseRepeatedKeys(transcript.roster);
      return "no key stands in it twice";
    }),
    await log.check("roster.root", scope, () => {
      if (rosterRootOf(transcript.roster) !== round.rosterRoot) {
        refute("the adverts are not those under the root on chain");
      }
      return "the adverts are those under the root on chain";
    }),
  ];
  const { domain, accounts } = audit;
  for (const [at, signed] of transcript.roster.entries()) {
    const site = audit.party(signed.advert.member);
    const ok = await log.check("roster.signature", siteScope(site, `${file}: roster[${at}]`), () => {
      checkSignedAdvert(signed, { roundId: round.roundId, joinCtx: audit.contexts.join, domain, accounts });
      return "advert signed by the site's account";
    });
    results.push(ok);
  }
  return results.every(Boolean);
}
