import type { PublishedStudy, RoundSummary, StudyProgress } from "@consilium/coordinator/http/CoordinatorService.ts";
import { ERROR_CODES, type ErrorCode } from "@consilium/sdk/errors/codes.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { StudyFiles } from "@consilium/sdk/study/Study.ts";

const TIMEOUT_MS = 120_000;

/** The operator's requests to the coordinator, as `npm start` makes them on the operator's behalf. */
export class ControlPlaneClient {
  readonly #url: string;
  readonly #operatorToken: string;

  constructor(url: string, operatorToken: string) {
    this.#url = url;
    this.#operatorToken = operatorToken;
  }

  async publish(files: StudyFiles): Promise<PublishedStudy> {
    return await this.#ask("POST", "/v1/studies", { files });
  }

  async study(studyId: number): Promise<StudyProgress> {
    return await this.#ask("GET", `/v1/studies/${studyId}`);
  }

  async round(roundId: number): Promise<RoundSummary> {
    return await this.#ask("GET", `/v1/rounds/${roundId}`);
  }

  async run(studyId: number, steps: number): Promise<void> {
    await this.#ask("POST", `/v1/studies/${studyId}/run`, { steps });
  }

  async #ask<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T> {
    let response: Response;
    try {
      response = await fetch(this.#url + path, {
        method,
        headers: {
          authorization: `Bearer ${this.#operatorToken}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (cause) {
      throw new FederationError("TRANSPORT_FAILED", "The coordinator does not answer.", { field: path, cause });
    }
    const document = (await response.json()) as T & { code?: string; message?: string; field?: string };
    if (response.ok) return document;
    const code = document.code !== undefined && Object.hasOwn(ERROR_CODES, document.code) ? document.code : "INTERNAL";
    throw new FederationError(code as ErrorCode, document.message ?? `status ${response.status}`, {
      field: document.field === undefined ? `${method} ${path}` : `${method} ${path}: ${document.field}`,
    });
  }
}
