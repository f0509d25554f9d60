import { FederationError } from "../errors/FederationError.ts";
import { checkDocument } from "../schemas/check.ts";
import {
  CONSENT_REQUESTS_MAX,
  ConsentAnswer,
  type ConsentOutcome,
  type SignedConsentRequest,
} from "../schemas/consent.ts";
import { postToRelay } from "./postToRelay.ts";

const ANSWER_MAX_BYTES = 1_000_000;

/**
 * Hands signed requests to a relay (`POST {url}/v1/consents`), which pays the gas, and returns one outcome for each, in
 * order. A relay can delay or drop a request, never alter one: look at the chain with `readConsentStatus` to be sure.
 *
 * @throws CONFIG_INVALID, TRANSPORT_FAILED, RATE_LIMITED, or the relay's own code where it refuses the whole submission.
 * @example const [outcome] = await submitToRelay("https://relay.example.org", [await signRevoke(input)])
 */
export async function submitToRelay(
  relayUrl: string,
  requests: readonly SignedConsentRequest[],
): Promise<ConsentOutcome[]> {
  if (requests.length === 0 || requests.length > CONSENT_REQUESTS_MAX) {
    throw new FederationError("REQUEST_INVALID", `A submission has 1 to ${CONSENT_REQUESTS_MAX} requests.`, {
      field: "requests",
    });
  }
  const answer = await postToRelay(relayUrl, "v1/consents", { requests }, ANSWER_MAX_BYTES);
  const { results } = checkDocument(ConsentAnswer, answer, "relay");
  if (results.length !== requests.length) {
    throw new FederationError("TRANSPORT_FAILED", "The relay did not answer for every request.", { field: "relay" });
  }
  return results;
}
