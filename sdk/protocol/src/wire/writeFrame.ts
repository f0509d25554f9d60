import { endedAbruptly, type MessageStream } from "./messageStream.ts";

/** Small enough that a queued piece never holds much, large enough that frames of the multiplexer stay few. */
const PIECE_BYTES = 64 * 1024;
/** libp2p queues what the window does not take; above this we wait. */
const HIGH_WATER_BYTES = 256 * 1024;

export interface WriteOptions {
  signal?: AbortSignal;
  /** Called with the size of each piece handed to the stream. */
  onSent?: (sizeBytes: number) => void;
}

/**
 * Writes every byte, waiting whenever the peer or the socket is slower than us. It waits for the `drain` event:
 * libp2p 3's `onDrain()` keeps its first promise forever and so never waits a second time.
 * Rejects when the stream closes under it, or with the signal's reason.
 */
export async function writeBytes(stream: MessageStream, bytes: Uint8Array, options: WriteOptions = {}): Promise<void> {
  for (let offset = 0; offset < bytes.length; offset += PIECE_BYTES) {
    options.signal?.throwIfAborted();
    throwIfNotWritable(stream);
    const piece = bytes.subarray(offset, offset + PIECE_BYTES);
    stream.send(piece);
    options.onSent?.(piece.length);
    while (stream.writableNeedsDrain || stream.writeBufferLength > HIGH_WATER_BYTES) {
      throwIfNotWritable(stream);
      await nextWriteEvent(stream, options.signal);
      options.signal?.throwIfAborted();
    }
  }
}

function throwIfNotWritable(stream: MessageStream): void {
  if (stream.writeStatus !== "writable" || endedAbruptly(stream)) {
    throw new Error("The stream closed before the message was sent.");
  }
}

function nextWriteEvent(stream: MessageStream, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      stream.removeEventListener("drain", done);
      stream.removeEventListener("idle", done);
      stream.removeEventListener("close", done);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    stream.addEventListener("drain", done);
    stream.addEventListener("idle", done);
    stream.addEventListener("close", done);
    signal?.addEventListener("abort", done, { once: true });
  });
}
