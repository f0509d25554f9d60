import { utf8 } from "../canonical/bytes.ts";
import { ERROR_CODES, type ErrorCode } from "../errors/codes.ts";
import { FederationError } from "../errors/FederationError.ts";
import { checkDocument } from "../schemas/check.ts";
import { ConsentOutcome } from "../schemas/consent.ts";
import type { SealedRevocation } from "../schemas/seals.ts";
import { baseUrl } from "../transcripts/HttpTranscriptSource.ts";
import { parseJson } from "../transcripts/parseJson.ts";
import { readBodyLimited } from "../transcripts/readBodyLimited.ts";

const ANSWER_MAX_BYTES = 10_000;
/** The relay answers once the revocation is in a block. */
const TIMEOUT_MS = 120_000;

/**
 * Hands the signed revocation of a sealed consent to a relay (`POST {url}/v1/consents/sealed`), which pays the gas. A relay can
 * delay or drop it, never alter it: look at the chain with `readReceiptStatus` to be sure.
 *
 * @throws CONFIG_INVALID, TRANSPORT_FAILED, RATE_LIMITED, or the relay's own code where it refuses to look at it.
 */
export async function submitSealedRevocation(relayUrl: string, revocation: SealedRevocation): Promise<ConsentOutcome> {
  const response = await post(new URL("v1/consents/sealed", baseUrl(relayUrl)), JSON.stringify(revocation));
  const body = parseJson(await readBodyLimited(response, ANSWER_MAX_BYTES, "relay"), "relay");
  if (response.ok) return checkDocument(ConsentOutcome, body, "relay");
  const code = typeof body === "object" && body !== null && "code" in body ? body.code : undefined;
  const known = typeof code === "string" && Object.hasOwn(ERROR_CODES, code) ? (code as ErrorCode) : "TRANSPORT_FAILED";
  throw new FederationError(known, `The relay refused with status ${response.status}.`, { field: "relay" });
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
      mend: "Check its URL; the same revocation may be sent again, or to another relay.",
      cause,
    });
  }
}
