import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { SignedAdvert } from "@consilium/sdk/schemas/round.ts";
import { makeAdvert } from "@consilium/sdk/secagg/site.ts";
import { signStatement } from "@consilium/sdk/secagg/statement.ts";
import type { RoundNotes } from "../RoundNotes.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import { askAgain } from "./awaitDocument.ts";
import type { Opening } from "./checkOpening.ts";

/** JOIN: fresh keys for this round, signed and durable before the coordinator sees them. */
export async function join(opening: Opening, notes: RoundNotes, deps: SiteDeps): Promise<SignedAdvert> {
  const { record, contexts } = opening;
  const { roundId } = record;
  const secrets = await notes.secrets();
  const signed = await notes.advert(async () => {
    if (record.status !== "open") throw new FederationError("ROUND_PHASE", `The roster of round ${roundId} is frozen.`);
    const advert = makeAdvert({ roundId, member: deps.self.index, secrets });
    const statement = {
      context: contexts.join,
      kind: "advert" as const,
      member: deps.self.index,
      digest: digestDocument(advert),
    };
    const signature = await signStatement(deps.chainKey, roundTypedDataDomain(deps.chain.deployment), statement);
    return { advert, signature };
  });
  if (record.status === "open") await tell("round.join", { ...signed }, deps, roundId);
  return signed;
}

/** Sends a document; that its phase is over means a restarted site had sent it before, or that it came too late. */
export async function tell(
  op: string,
  body: Record<string, unknown>,
  deps: SiteDeps,
  roundId: number,
  attachment?: Uint8Array,
): Promise<void> {
  try {
    await askAgain(op, body, deps, roundId, attachment);
  } catch (error) {
    if (!(error instanceof FederationError && error.code === "ROUND_PHASE")) throw error;
    deps.logger.debug({ roundId, op }, "the phase is over");
  }
}
