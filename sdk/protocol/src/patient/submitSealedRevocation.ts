import { checkDocument } from "../schemas/check.ts";
import { ConsentOutcome } from "../schemas/consent.ts";
import type { SealedRevocation } from "../schemas/seals.ts";
import { postToRelay } from "./postToRelay.ts";

const ANSWER_MAX_BYTES = 10_000;

/**
 * Hands the signed revocation of a sealed consent to a relay (`POST {url}/v1/consents/sealed`), which pays the gas. A relay can
 * delay or drop it, never alter it: look at the chain with `readReceiptStatus` to be sure.
 *
 * @throws CONFIG_INVALID, TRANSPORT_FAILED, RATE_LIMITED, or the relay's own code where it refuses to look at it.
 * @example
 * const revocation = await signSealedRevocation({ deployment, sealId, receipt, deadline });
 * const outcome = await submitSealedRevocation("https://relay.example.org", revocation);
 */
export async function submitSealedRevocation(relayUrl: string, revocation: SealedRevocation): Promise<ConsentOutcome> {
  const answer = await postToRelay(relayUrl, "v1/consents/sealed", revocation, ANSWER_MAX_BYTES);
  return checkDocument(ConsentOutcome, answer, "relay");
}
