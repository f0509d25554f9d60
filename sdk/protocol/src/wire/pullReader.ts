import { endedAbruptly, type MessageEventLike, type MessageStream, piecesOf } from "./messageStream.ts";

/** Bytes held here before the sender is told to stop; a yamux window of more may still be under way. */
const HIGH_WATER_BYTES = 256 * 1024;

export interface PullReader {
  /** The next piece, or undefined at a clean end. Rejects on a reset stream, or with the signal's reason. */
  read(signal?: AbortSignal): Promise<Uint8Array | undefined>;
  /** Every byte that arrived, read or not. */
  readonly bytesReceived: number;
  /** Stops listening; what is unread is dropped. */
  detach(): void;
}

/**
 * Reads a libp2p stream on demand. `for await` over such a stream buffers without limit; this one pauses the stream, so
 * that its flow-control window fills and the peer's writer waits.
 *
 * It never pauses inside a message event: libp2p 3's `resume()` dispatches what it buffered and only then reopens the
 * window, which would undo such a pause and let the peer send without limit. Hence the microtask.
 */
export function createPullReader(stream: MessageStream, highWaterBytes: number = HIGH_WATER_BYTES): PullReader {
  let queue: Uint8Array[] = [];
  let queuedBytes = 0;
  let bytesReceived = 0;
  let ended = false;
  let failure: Error | undefined;
  let wake: (() => void) | undefined;

  const notify = () => {
    wake?.();
    wake = undefined;
  };
  const pauseWhenFull = () => {
    if (queuedBytes > highWaterBytes && stream.readStatus === "readable") stream.pause();
  };
  const onMessage = (event: MessageEventLike) => {
    for (const piece of piecesOf(event.data)) {
      if (piece.length === 0) continue;
      queue.push(piece);
      queuedBytes += piece.length;
      bytesReceived += piece.length;
    }
    if (queuedBytes > highWaterBytes) queueMicrotask(pauseWhenFull);
    notify();
  };
  const onEnd = () => {
    // A reset ends the readable side too, and its close event with the reason follows.
    if (!endedAbruptly(stream)) ended = true;
    notify();
  };
  const onClose = (event: { error?: Error | undefined }) => {
    if (endedAbruptly(stream)) failure = event.error ?? new Error("The stream was reset.");
    else if (stream.readBufferLength === 0) ended = true;
    notify();
  };
  const detach = () => {
    stream.removeEventListener("message", onMessage);
    stream.removeEventListener("end", onEnd);
    stream.removeEventListener("close", onClose);
    queue = [];
    queuedBytes = 0;
  };
  stream.addEventListener("end", onEnd);
  stream.addEventListener("close", onClose);
  stream.addEventListener("message", onMessage);

  return {
    async read(signal) {
      for (;;) {
        signal?.throwIfAborted();
        if (queue.length === 0 && stream.readStatus === "paused") stream.resume();
        const piece = queue.shift();
        if (piece !== undefined) {
          queuedBytes -= piece.length;
          return piece;
        }
        if (failure !== undefined) throw failure;
        if (ended) return undefined;
        await new Promise<void>((resolve) => {
          const done = () => {
            signal?.removeEventListener("abort", done);
            resolve();
          };
          wake = done;
          signal?.addEventListener("abort", done, { once: true });
        });
      }
    },
    get bytesReceived() {
      return bytesReceived;
    },
    detach,
  };
}
