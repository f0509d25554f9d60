import { type Static, type TSchema, Type } from "typebox";
import { parseJson } from "../canonical/json.ts";
import { FederationError } from "../errors/FederationError.ts";
import { checkDocument } from "../schemas/check.ts";
import { Accepted, Health, MemberView, PublishedStudy, RoundSummary, StudyProgress } from "../schemas/controlPlane.ts";
import type { StudyFiles } from "../study/Study.ts";
import { baseUrl } from "../transcripts/HttpTranscriptSource.ts";
import { readBodyLimited } from "../transcripts/readBodyLimited.ts";
import { notACoordinator, refusalOf } from "./refusals.ts";

/** Ten thousand rounds of a few dozen sites are some 20 MB. */
const ANSWER_MAX_BYTES = 64 * 2 ** 20;

export interface ControlPlaneClientOptions {
  /** Base URL of the coordinator, http or https. */
  url: string;
  /** What `publish`, `run` and `stop` need; reading needs none. */
  operatorToken?: string;
  /** Longest wait for one whole answer; publishing waits for the chain. Default 120 s. */
  timeoutMs?: number;
}

/**
 * The coordinator's control plane, as operators and researchers use it; transcripts and artefacts, which members sign
 * for, are `HttpTranscriptSource`'s. Every answer is checked against the schema that the coordinator serves it by.
 *
 * Every method throws TRANSPORT_FAILED where no coordinator answers, UNAUTHORISED for a missing or wrong token, or the
 * code that the coordinator refused with.
 *
 * @example
 * const client = new ControlPlaneClient({ url: "https://coordinator.example.org" });
 * for (const { studyId } of await client.studies()) console.log(studyId);
 */
export class ControlPlaneClient {
  readonly #base: URL;
  readonly #operatorToken: string | undefined;
  readonly #timeoutMs: number;

  /** @throws CONFIG_INVALID for a URL that is none */
  constructor({ url, operatorToken, timeoutMs = 120_000 }: ControlPlaneClientOptions) {
    this.#base = baseUrl(url);
    this.#operatorToken = operatorToken;
    this.#timeoutMs = timeoutMs;
  }

  health(): Promise<Health> {
    return this.#ask(Health, "GET", "v1/health");
  }

  members(): Promise<MemberView[]> {
    return this.#ask(Type.Array(MemberView, { maxItems: 256 }), "GET", "v1/members");
  }

  studies(): Promise<StudyProgress[]> {
    return this.#ask(Type.Array(StudyProgress), "GET", "v1/studies");
  }

  /** Aborting `signal` gives the request up. */
  study(studyId: number, signal?: AbortSignal): Promise<StudyProgress> {
    return this.#ask(StudyProgress, "GET", `v1/studies/${studyId}`, undefined, signal);
  }

  round(roundId: number): Promise<RoundSummary> {
    return this.#ask(RoundSummary, "GET", `v1/rounds/${roundId}`);
  }

  /** Publishes a study folder on chain; the same folder again keeps its id. */
  publish(files: StudyFiles): Promise<PublishedStudy> {
    return this.#ask(PublishedStudy, "POST", "v1/studies", { files });
  }

  /** Starts or continues a study in the background: `rounds` further, or to its end. */
  async run(studyId: number, rounds?: number): Promise<void> {
    await this.#ask(Accepted, "POST", `v1/studies/${studyId}/run`, rounds === undefined ? {} : { rounds });
  }

  /** Lets the round under way end and starts no further one. */
  async stop(studyId: number): Promise<void> {
    await this.#ask(Accepted, "POST", `v1/studies/${studyId}/stop`);
  }

  async #ask<S extends TSchema, T = Static<S>>(
    schema: S,
    method: "GET" | "POST",
    path: string,
    body?: object,
    signal?: AbortSignal,
  ): Promise<T> {
    const what = `${method} /${path}`;
    const headers = new Headers();
    // Reading is public: the token is shown only where it is needed.
    if (method === "POST" && this.#operatorToken !== undefined) {
      headers.set("authorization", `Bearer ${this.#operatorToken}`);
    }
    if (body !== undefined) headers.set("content-type", "application/json");
    const response = await this.#fetch(what, path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    const bytes = await readBodyLimited(response, ANSWER_MAX_BYTES, what);
    if (!response.ok) throw refusalOf(response.status, bytes, what);
    try {
      return checkDocument(schema, parseJson(bytes, what), what);
    } catch (cause) {
      throw notACoordinator(what, cause);
    }
  }

  async #fetch(what: string, path: string, request: RequestInit): Promise<Response> {
    try {
      return await fetch(new URL(path, this.#base), {
        ...request,
        // A token that follows a redirect would be shown to someone else.
        redirect: "error",
        signal: AbortSignal.any([AbortSignal.timeout(this.#timeoutMs), ...(request.signal ? [request.signal] : [])]),
      });
    } catch (cause) {
      throw new FederationError("TRANSPORT_FAILED", "The coordinator does not answer.", {
        field: what,
        hint: "Check the coordinator's URL and that it runs.",
        cause,
      });
    }
  }
}
