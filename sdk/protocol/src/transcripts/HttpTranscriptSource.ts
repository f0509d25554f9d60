import type { Digest } from "../canonical/digest.ts";
import { parseJson } from "../canonical/json.ts";
import { FederationError } from "../errors/FederationError.ts";
import type { RoundDomain, TypedDataSigner } from "../secagg/statement.ts";
import type { StudyFiles } from "../study/Study.ts";
import { accessHeader } from "./accessHeader.ts";
import { readBodyLimited } from "./readBodyLimited.ts";
import { checkStudyFilesDocument } from "./studyFiles.ts";
import {
  ARTEFACT_MAX_BYTES,
  STUDY_FILES_MAX_BYTES,
  TRANSCRIPT_MAX_BYTES,
  type TranscriptSource,
} from "./TranscriptSource.ts";

export interface HttpTranscriptSourceOptions {
  /** Base URL of the coordinator, http or https. */
  url: string;
  domain: RoundDomain;
  /** The member who asks, and the signer of its account. */
  member: number;
  signer: TypedDataSigner;
  /** Longest wait for one whole answer. */
  timeoutMs?: number;
}

/** Reads transcripts from a coordinator, which gives them to active members only; every request is signed. */
export class HttpTranscriptSource implements TranscriptSource {
  readonly #base: URL;
  readonly #options: HttpTranscriptSourceOptions;

  constructor(options: HttpTranscriptSourceOptions) {
    this.#options = options;
    this.#base = baseUrl(options.url);
  }

  async study(digest: Digest): Promise<StudyFiles> {
    const what = `study ${digest}`;
    const body = await this.#get(`/v1/studies/${digest}/files`, STUDY_FILES_MAX_BYTES, what);
    return checkStudyFilesDocument(parseJson(body, what));
  }

  async transcript(roundId: number): Promise<unknown> {
    const what = `transcript of round ${roundId}`;
    return parseJson(await this.#get(`/v1/rounds/${roundId}/transcript`, TRANSCRIPT_MAX_BYTES, what), what);
  }

  async artefact(digest: Digest, maximumSizeBytes = ARTEFACT_MAX_BYTES): Promise<Uint8Array> {
    const limit = Math.min(maximumSizeBytes, ARTEFACT_MAX_BYTES);
    return await this.#get(`/v1/artefacts/${digest}`, limit, `artefact ${digest}`);
  }

  async #get(path: string, maximumSizeBytes: number, what: string): Promise<Uint8Array> {
    const { domain, member, signer, timeoutMs = 60_000 } = this.#options;
    const authorization = await accessHeader({ domain, member, signer, path });
    let response: Response;
    try {
      response = await fetch(new URL(path.slice(1), this.#base), {
        headers: { authorization },
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      });
    } catch (cause) {
      throw new FederationError("TRANSPORT_FAILED", "The coordinator does not answer.", {
        field: what,
        hint: "Check the coordinator's URL and that it runs.",
        cause,
      });
    }
    if (response.ok) return await readBodyLimited(response, maximumSizeBytes, what);
    await response.body?.cancel();
    throw refusal(response.status, what);
  }
}

function refusal(status: number, field: string): FederationError {
  if (status === 404) return new FederationError("TRANSCRIPT_MISSING", "The coordinator does not have it.", { field });
  if (status === 401 || status === 403) {
    return new FederationError(
      status === 401 ? "UNAUTHORISED" : "FORBIDDEN",
      "The coordinator refused the signature.",
      {
        field,
        hint: "Sign as an active site, auditor or coordinator, with a clock within 60 s of the coordinator's.",
      },
    );
  }
  return new FederationError("TRANSPORT_FAILED", `The coordinator answered with status ${status}.`, { field });
}

/** A base URL that ends in a slash. @throws CONFIG_INVALID for anything but http and https. */
export function baseUrl(text: string): URL {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol) || url.username !== "" || url.search !== "") {
    throw new FederationError("CONFIG_INVALID", "Not a plain http or https URL.", {
      field: "url",
      hint: "Give for example http://127.0.0.1:8600.",
    });
  }
  url.hash = "";
  if (!url.pathname.endsWith("/")) url.pathname += "/";
  return url;
}
