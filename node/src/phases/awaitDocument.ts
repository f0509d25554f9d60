import { setTimeout as delay } from "node:timers/promises";
import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { type AwaitRequest, AwaitResponse } from "@consilium/sdk/schemas/messages.ts";
import type { Static, TSchema } from "typebox";
import type { SiteDeps } from "../SiteDeps.ts";
import { requireRunning } from "./requireRunning.ts";

const RETRY_MS = 500;

/** Thrown where a newer attempt of the sharing set took the place of the one waited for. */
export const SUPERSEDED = Symbol("superseded");

/**
 * Waits for a document of a round, asking the coordinator again and again; a coordinator that is away or restarting is
 * waited for as long as the chain says that the round runs. Throws ROUND_ABORTED once it does not.
 */
export async function awaitDocument<S extends TSchema, T = Static<S>>(
  schema: S,
  request: AwaitRequest,
  deps: SiteDeps,
): Promise<T | typeof SUPERSEDED> {
  for (;;) {
    const response = await askAgain("round.wait", { ...request }, deps, request.roundId);
    const answer = checkDocument(AwaitResponse, response.result, "round.wait");
    if (answer.status === "ready") return checkDocument(schema, answer.document, request.document);
    if (answer.status === "superseded") return SUPERSEDED;
    if (answer.status === "ended") {
      throw new FederationError("ROUND_ABORTED", `Round ${request.roundId} ended: ${answer.reason}.`);
    }
    await requireRunning(request.roundId, deps);
  }
}

/**
 * Sends a document until the coordinator has acknowledged it. Sending the same again is harmless. Throws ROUND_PHASE once the round has
 * its result on chain and the coordinator, which restarted since, no longer knows it.
 */
export async function askAgain(
  op: string,
  body: Record<string, unknown>,
  deps: SiteDeps,
  roundId: number,
  attachment?: Uint8Array,
): Promise<{ result: unknown; attachment: Uint8Array }> {
  for (;;) {
    deps.signal.throwIfAborted();
    try {
      return await deps.client.call(op, body, {
        signal: deps.signal,
        ...(attachment === undefined ? {} : { attachment }),
      });
    } catch (error) {
      const transient =
        isFederationError(error, "TRANSPORT_FAILED") ||
        isFederationError(error, "RATE_LIMITED") ||
        // A coordinator that has just restarted does not know the round yet.
        isFederationError(error, "ROUND_UNKNOWN") ||
        isFederationError(error, "CHAIN_UNREACHABLE");
      if (!transient || deps.signal.aborted) throw error;
      const record = await requireRunning(roundId, deps);
      if (isFederationError(error, "ROUND_UNKNOWN") && record?.status === "finalized") {
        throw new FederationError("ROUND_PHASE", `Round ${roundId} has its result.`);
      }
      await delay(RETRY_MS, undefined, { signal: deps.signal });
    }
  }
}
