import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { isActiveWithRole, ROLES, readMembers } from "@consilium/sdk/chain/members.ts";
import { readAccountsAt } from "@consilium/sdk/chain/recovery.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import { RosterDocument } from "@consilium/sdk/schemas/messages.ts";
import type { SignedAdvert } from "@consilium/sdk/schemas/round.ts";
import { checkRoster } from "@consilium/sdk/secagg/site.ts";
import { type Thresholds, thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import { awaitDocument, SUPERSEDED } from "./awaitDocument.ts";
import type { Opening } from "./checkOpening.ts";
import { roundOnOwnChain } from "./roundOnOwnChain.ts";

/** A round whose roster is frozen on chain and checked here. */
export interface FrozenRoster extends Opening {
  readonly roster: readonly SignedAdvert[];
  readonly accounts: ReadonlyMap<number, string>;
  /** Of the roster as frozen, not as the coordinator says. */
  readonly thresholds: Thresholds;
}

/** FREEZE: the roster that the coordinator shows is the one on chain, signed by its members, with this site's own advert. */
export async function checkRosterFrozen(opening: Opening, own: SignedAdvert, deps: SiteDeps): Promise<FrozenRoster> {
  const { chain, self } = deps;
  const { roundId } = opening.record;
  const document = await awaitDocument(RosterDocument, { roundId, document: "roster" }, deps);
  if (document === SUPERSEDED) throw new FederationError("ROUND_REFUSED", "A roster has no later attempt.");
  const record = await roundOnOwnChain(roundId, ({ rosterFrozenBlock }) => rosterFrozenBlock !== 0, deps);
  if (record === undefined) {
    throw new FederationError("ROUND_REFUSED", "The coordinator shows a roster that the chain does not have.");
  }
  const { roster } = document;
  const listed = roster.map(({ advert }) => advert.member);
  if (!listed.includes(self.index)) {
    throw new FederationError("ROUND_PHASE", `Round ${roundId} went on without this site: its advert came too late.`);
  }
  if (JSON.stringify(listed) !== JSON.stringify(indicesOf(record.rosterBitmap))) {
    throw new FederationError("ROUND_REFUSED", "The roster does not list the members that the chain froze.");
  }
  // As of the consent block: an account that was replaced since still signs for the round.
  const [members, accountsThen] = await Promise.all([readMembers(chain), readAccountsAt(chain, record.consentBlock)]);
  const sites = members.filter((member) => isActiveWithRole(member, ROLES.SITE));
  const accounts = new Map(sites.map(({ index, account }) => [index, accountsThen.get(index) ?? account] as const));
  checkRoster({
    roster,
    expectedRoot: record.rosterRoot,
    joinCtx: opening.contexts.join,
    domain: roundTypedDataDomain(chain.deployment),
    accounts,
    manifest: opening.manifest,
    roundId,
    own: own.advert,
  });
  const thresholds = thresholdsOf(listed.length, opening.manifest.colluders);
  return { ...opening, record, contexts: roundContexts(chain.deployment, record), roster, accounts, thresholds };
}
