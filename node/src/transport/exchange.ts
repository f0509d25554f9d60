import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { parseResponseHeader } from "@consilium/sdk/wire/envelope.ts";
import { createFrameDecoder, type EncodedFrame, type Frame } from "@consilium/sdk/wire/frame.ts";
import type { MessageStream } from "@consilium/sdk/wire/messageStream.ts";
import { createPullReader } from "@consilium/sdk/wire/pullReader.ts";
import { writeBytes } from "@consilium/sdk/wire/writeFrame.ts";

export interface Exchange {
  /** The request's frame, as encodeFrame made it. */
  request: EncodedFrame;
  maxResponseBytes: number;
  maxResponseHeaderBytes: number;
  signal: AbortSignal;
  onSent: (sizeBytes: number) => void;
  onReceived: (sizeBytes: number) => void;
}

/**
 * One request and its answer on one fresh stream. It reads while it writes: a coordinator that refuses a large request
 * says so before it has read all of it. Throws the coordinator's own error code, TRANSPORT_FAILED when the stream
 * breaks or the answer is malformed, TOO_LARGE or PROTOCOL_VERSION_MISMATCH; or the signal's reason.
 */
export async function exchange(
  stream: MessageStream,
  options: Exchange,
): Promise<{ result: unknown; attachment: Uint8Array }> {
  const reader = createPullReader(stream);
  const stopWriting = new AbortController();
  const writeSignal = AbortSignal.any([options.signal, stopWriting.signal]);
  const written = writeRequest(stream, options, writeSignal).catch(() => undefined);
  try {
    const frame = await readResponse(stream, reader, options);
    const result = parseResponseHeader(frame.header);
    await written;
    return { result, attachment: frame.body };
  } finally {
    options.onReceived(reader.bytesReceived);
    stopWriting.abort(new Error("The answer is here."));
    reader.detach();
    // Both sides closed: nothing happens. Otherwise the coordinator need not wait for us.
    if (stream.status === "open" || stream.status === "closing") stream.abort(new Error("The exchange is over."));
  }
}

async function writeRequest(stream: MessageStream, options: Exchange, signal: AbortSignal): Promise<void> {
  await writeBytes(stream, options.request.prefix, { signal, onSent: options.onSent });
  await writeBytes(stream, options.request.body, { signal, onSent: options.onSent });
  await stream.close({ signal });
}

async function readResponse(
  stream: MessageStream,
  reader: ReturnType<typeof createPullReader>,
  options: Exchange,
): Promise<Frame> {
  // An error may come with any header; the size of what follows is limited all the same.
  const decoder = createFrameDecoder({
    headerBytes: options.maxResponseHeaderBytes,
    bodyBytes: () => options.maxResponseBytes,
  });
  try {
    while (!decoder.complete) {
      const piece = await reader.read(options.signal);
      if (piece === undefined) break;
      decoder.push(piece);
    }
    return decoder.finish();
  } catch (cause) {
    if (options.signal.aborted) throw options.signal.reason;
    if (isFederationError(cause, "TOO_LARGE")) throw cause;
    const reason = stream.status === "reset" ? "reset the stream" : "gave no whole answer";
    throw new FederationError("TRANSPORT_FAILED", `The coordinator ${reason}.`, { cause });
  }
}
