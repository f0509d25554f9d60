import { utf8 } from "../canonical/bytes.ts";
import { parseJson } from "../canonical/json.ts";
import { ERROR_CODES, type ErrorCode } from "../errors/codes.ts";
import { FederationError } from "../errors/FederationError.ts";
import { baseUrl } from "../transcripts/HttpTranscriptSource.ts";
import { readBodyLimited } from "../transcripts/readBodyLimited.ts";

/** A relay answers once what it was handed is in a block. */
const TIMEOUT_MS = 120_000;

/**
 * Posts a document to a relay and returns the parsed answer, of at most `answerMaxBytes`.
 *
 * @throws CONFIG_INVALID, TRANSPORT_FAILED, RATE_LIMITED, or the relay's own code where it refuses
 */
export async function postToRelay(
  relayUrl: string,
  path: string,
  document: unknown,
  answerMaxBytes: number,
): Promise<unknown> {
  const response = await post(new URL(path, baseUrl(relayUrl)), JSON.stringify(document));
  const body = parseJson(await readBodyLimited(response, answerMaxBytes, "relay"), "relay");
  if (response.ok) return body;
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
      hint: "Check its URL; the same request may be sent again, or to another relay.",
      cause,
    });
  }
}
