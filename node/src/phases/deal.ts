import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { dealDigest } from "@consilium/sdk/secagg/dealDigest.ts";
import { dealShares } from "@consilium/sdk/secagg/site.ts";
import { signStatement } from "@consilium/sdk/secagg/statement.ts";
import type { RoundNotes } from "../RoundNotes.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import type { FrozenRoster } from "./checkRosterFrozen.ts";
import { tell } from "./join.ts";

/** SHARE: the two secrets in shares, one to each other member and sealed to it, under a signed root. */
export async function deal(frozen: FrozenRoster, notes: RoundNotes, deps: SiteDeps): Promise<void> {
  const { record, roster, thresholds, contexts } = frozen;
  const { roundId } = record;
  const member = deps.self.index;
  const secrets = await notes.secrets();
  const signed = await notes.deal(async () => {
    const context = contexts.roster;
    const dealt = await dealShares({ roundId, member, secrets, roster, threshold: thresholds.shares, context });
    const statement = { context, kind: "deal" as const, member, digest: dealDigest(dealt.deal) };
    const signature = await signStatement(deps.chainKey, roundTypedDataDomain(deps.chain.deployment), statement);
    return { deal: dealt.deal, signature };
  });
  await tell("round.deal", { ...signed }, deps, roundId);
}
