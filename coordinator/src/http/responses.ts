import { ErrorReply } from "@consilium/sdk/schemas/controlPlane.ts";
import type { TSchema } from "typebox";
import { Type } from "typebox";

const REFUSALS = {
  400: "The request is malformed; `field` names the first fault.",
  401: "The caller did not prove who it is.",
  403: "The caller may not do this.",
  404: "No such thing.",
  409: "It does not fit the present state.",
  413: "The body is above the limit.",
  429: "Too many requests, or the queue is full; try again later.",
  500: "An internal error; details are in the coordinator's log only.",
  503: "The chain does not answer.",
} as const;

type RefusalStatus = keyof typeof REFUSALS;

const ErrorReplies = Object.fromEntries(
  Object.entries(REFUSALS).map(([status, description]) => [status, { ...ErrorReply, description }]),
) as unknown as Record<RefusalStatus, typeof ErrorReply>;

type Replies<S extends TSchema, R extends RefusalStatus> = { 200: S } & Record<R, typeof ErrorReply>;

/** The replies of a route: its document, and the refusals it can give besides 413, 429 and 500. */
export function replies<S extends TSchema, R extends RefusalStatus = never>(
  ok: S,
  ...refusals: R[]
): Replies<S, R | 413 | 429 | 500> {
  const all = [...refusals, 413, 429, 500] as const;
  const chosen = Object.fromEntries(all.map((status) => [status, ErrorReplies[status]]));
  return { 200: ok, ...chosen } as Replies<S, R | 413 | 429 | 500>;
}

/** A reply of raw bytes, described for OpenAPI; fastify sends a Buffer as it is. */
export function bytesReply(contentType: string, description: string) {
  return Type.Unsafe<Uint8Array>({
    description,
    content: { [contentType]: { schema: { type: "string", format: "binary" } } },
  });
}
