import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { makeUnmasking } from "@consilium/sdk/secagg/site.ts";
import { signStatement } from "@consilium/sdk/secagg/statement.ts";
import type { RoundNotes } from "../RoundNotes.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import type { AgreedRound } from "./agreeOnSharingSet.ts";
import { tell } from "./join.ts";

/** UNMASK: once per round, noted durably before it leaves; a second, different request gets nothing. */
export async function unmask(
  survivors: readonly number[],
  agreed: AgreedRound,
  notes: RoundNotes,
  deps: SiteDeps,
): Promise<void> {
  const { record, sharingSet, opened, context } = agreed;
  const { roundId } = record;
  const member = deps.self.index;
  const secrets = await notes.secrets();
  const signed = await notes.unmasking(survivors, async () => {
    const unmasking = makeUnmasking({ roundId, member, secrets, opened, sharingSet, survivors });
    const statement = { context, kind: "unmasking" as const, member, digest: digestDocument(unmasking) };
    const signature = await signStatement(deps.chainKey, roundTypedDataDomain(deps.chain.deployment), statement);
    return { unmasking, signature };
  });
  await tell("round.unmask", { ...signed }, deps, roundId);
}
