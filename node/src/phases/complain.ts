import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import type { DealExcerpt } from "@consilium/sdk/secagg/dealDigest.ts";
import { makeComplaint } from "@consilium/sdk/secagg/site.ts";
import { signStatement } from "@consilium/sdk/secagg/statement.ts";
import type { RoundNotes } from "../RoundNotes.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import type { FrozenRoster } from "./checkRosterFrozen.ts";
import { tell } from "./join.ts";

/**
 * Shows the coordinator that a dealer cheated, with this site's own seeds of the round: from the note on, which is durable before
 * anything leaves, this site masks nothing in it. The caller leaves the round.
 */
export async function complain(
  excerpt: DealExcerpt,
  { record, contexts }: FrozenRoster,
  notes: RoundNotes,
  deps: SiteDeps,
): Promise<void> {
  const { roundId } = record;
  const member = deps.self.index;
  const secrets = await notes.secrets();
  const signed = await notes.complaint(async () => {
    const complaint = makeComplaint({ roundId, member, secrets, excerpt });
    const statement = {
      context: contexts.roster,
      kind: "complaint" as const,
      member,
      digest: digestDocument(complaint),
    };
    const signature = await signStatement(deps.chainKey, roundTypedDataDomain(deps.chain.deployment), statement);
    return { complaint, signature };
  });
  deps.logger.warn({ roundId, dealer: excerpt.dealer }, "a deal fails this site; it complains and leaves the round");
  await tell("round.complain", { ...signed }, deps, roundId);
}

/**
 * After a restart: a complaint that was noted is sent again, whatever set is proposed by now, for it may not have arrived; otherwise
 * the cheat would go unnamed. It ends the round for this site.
 *
 * @throws MASK_REUSE_REFUSED where there is one
 */
export async function repeatComplaint(roundId: number, notes: RoundNotes, deps: SiteDeps): Promise<void> {
  const signed = await notes.complained();
  if (signed === undefined) return;
  await tell("round.complain", { ...signed }, deps, roundId);
  await notes.requireNoComplaint();
}
