import { utf8 } from "../canonical/bytes.ts";
import { ERROR_CODES, type ErrorCode } from "../errors/codes.ts";
import { FederationError } from "../errors/FederationError.ts";
import { checkDocument } from "../schemas/check.ts";
import {
  CONSENT_REQUESTS_MAX,
  ConsentAnswer,
  type ConsentOutcome,
  type SignedConsentRequest,
} from "../schemas/consent.ts";
import { baseUrl } from "../transcripts/HttpTranscriptSource.ts";
import { parseJson } from "../transcripts/parseJson.ts";
import { readBodyLimited } from "../transcripts/readBodyLimited.ts";

const ANSWER_MAX_BYTES = 1_000_000;
/** The relay answers once the requests are in a block. */
const TIMEOUT_MS = 120_000;

/**
 * Hands signed requests to a relay (`POST {url}/v1/consents`), which pays the gas, and returns one outcome for each, in
 * order. A relay can delay or drop a request, never alter one: look at the chain with `readConsentStatus` to be sure.
 *
 * @throws CONFIG_INVALID, TRANSPORT_FAILED, RATE_LIMITED, or the relay's own code where it refuses the whole submission.
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
  const response = await post(new URL("v1/consents", baseUrl(relayUrl)), JSON.stringify({ requests }));
  const body = parseJson(await readBodyLimited(response, ANSWER_MAX_BYTES, "relay"), "relay");
  if (!response.ok) throw refusal(response.status, body);
  const { results } = checkDocument(ConsentAnswer, body, "relay");
  if (results.length !== requests.length) {
    throw new FederationError("TRANSPORT_FAILED", "The relay did not answer for every request.", { field: "relay" });
  }
  return results;
}

async function post(url: URL, body: string): Promise<Response> {
  try {
    return await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: utf8(body) as BodyInit,
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch (cause) {
    throw new FederationError("TRANSPORT_FAILED", "The relay does not answer.", {
      field: "relay",
      mend: "Check its URL; the same request may be sent again, or to another relay.",
      cause,
    });
  }
}

function refusal(status: number, body: unknown): FederationError {
  const code = typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
  const known = typeof code === "string" && Object.hasOwn(ERROR_CODES, code) ? (code as ErrorCode) : "TRANSPORT_FAILED";
  return new FederationError(known, `The relay refused with status ${status}.`, { field: "relay" });
}
