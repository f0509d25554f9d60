import { FederationError, isFederationError, toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { errorHeader, parseRequestHeader, resultHeader } from "@consilium/sdk/wire/envelope.ts";
import { type EncodedFrame, encodeFrame } from "@consilium/sdk/wire/frame.ts";
import type { MessageStream } from "@consilium/sdk/wire/messageStream.ts";
import { type OpLimits, opLimits } from "@consilium/sdk/wire/ops.ts";
import type { PullReader } from "@consilium/sdk/wire/pullReader.ts";
import { bodyTimeoutMs, readFrame } from "@consilium/sdk/wire/readFrame.ts";
import { writeBytes } from "@consilium/sdk/wire/writeFrame.ts";
import type { MemberServerLimits } from "./limits.ts";

export interface MemberRequest {
  op: string;
  body: Record<string, unknown>;
  attachment: Uint8Array;
  /** Every byte that arrived on the stream, framing included. */
  sizeBytes: number;
}

export interface MemberAnswer {
  /** Any JSON value; undefined is sent as null. */
  result: unknown;
  attachment?: Uint8Array;
}

/**
 * Reads one request. Version, operation and sizes are checked as soon as the header is there, before its body is read.
 * Throws PROTOCOL_VERSION_MISMATCH, REQUEST_INVALID (malformed, unknown op), TOO_LARGE, REQUEST_TIMEOUT.
 */
export async function readRequest(
  reader: PullReader,
  limits: MemberServerLimits,
  signal: AbortSignal,
): Promise<MemberRequest> {
  const bodyBytes = (header: Record<string, unknown>) =>
    knownOp(parseRequestHeader(header).op, limits).requestBodyBytes;
  const frame = await readFrame(reader, { headerBytes: limits.headerBytes, bodyBytes }, limits, signal);
  const { op, body } = parseRequestHeader(frame.header);
  return { op, body, attachment: frame.body, sizeBytes: reader.bytesReceived };
}

/** Runs the operation, but never waits longer than the answer timeout nor after the peer is gone. */
export async function withinTime<T>(
  work: (signal: AbortSignal) => Promise<T>,
  timeoutMs: number,
  peerGone: AbortSignal,
): Promise<T> {
  const stop = new AbortController();
  const forward = () => stop.abort(peerGone.reason);
  peerGone.addEventListener("abort", forward, { once: true });
  const timer = setTimeout(
    () => stop.abort(new FederationError("REQUEST_TIMEOUT", "The operation took too long.")),
    timeoutMs,
  );
  const stopped = new Promise<never>((_resolve, reject) => {
    stop.signal.addEventListener("abort", () => reject(stop.signal.reason), { once: true });
  });
  try {
    peerGone.throwIfAborted();
    return await Promise.race([work(stop.signal), stopped]);
  } finally {
    clearTimeout(timer);
    peerGone.removeEventListener("abort", forward);
  }
}

export async function writeAnswer(
  stream: MessageStream,
  op: string,
  answer: MemberAnswer,
  limits: MemberServerLimits,
): Promise<void> {
  const attachment = answer.attachment ?? new Uint8Array(0);
  const { responseBodyBytes, responseHeaderBytes } = knownOp(op, limits);
  if (attachment.length > responseBodyBytes) {
    const message = `The answer of ${attachment.length} bytes passes the limit of ${responseBodyBytes}.`;
    throw new FederationError("TOO_LARGE", message, { field: op });
  }
  await writeParts(stream, encodeFrame(resultHeader(answer.result), attachment, responseHeaderBytes), limits);
}

/** Tells the peer the code and its public words, nothing else. */
export async function writeError(stream: MessageStream, error: unknown, limits: MemberServerLimits): Promise<void> {
  const told = isFederationError(error) ? error : toFederationError(error);
  await writeParts(stream, encodeFrame(errorHeader(told)), limits);
}

async function writeParts(stream: MessageStream, frame: EncodedFrame, limits: MemberServerLimits): Promise<void> {
  const signal = AbortSignal.timeout(bodyTimeoutMs(limits, frame.sizeBytes));
  try {
    await writeBytes(stream, frame.prefix, { signal });
    await writeBytes(stream, frame.body, { signal });
    await stream.close({ signal });
  } catch (cause) {
    // Half a frame is out: nothing else may follow it on this stream, or it would be read as its rest.
    const error = new FederationError("TRANSPORT_FAILED", "The answer could not be sent.", { cause });
    stream.abort(error);
    throw error;
  }
}

function knownOp(op: string, limits: MemberServerLimits): OpLimits {
  const known = opLimits(op, limits.ops);
  if (known === undefined) throw new FederationError("REQUEST_INVALID", "Unknown operation.", { field: "op" });
  return known;
}
