/**
 * What this package needs of a libp2p 3 stream, by shape, so that sdk needs no libp2p and both services share one
 * reader and one writer.
 */
export interface MessageStream {
  readonly status: string;
  readonly readStatus: string;
  readonly writeStatus: string;
  readonly readBufferLength: number;
  readonly writeBufferLength: number;
  readonly writableNeedsDrain: boolean;
  send(bytes: Uint8Array): boolean;
  pause(): void;
  resume(): void;
  abort(error: Error): void;
  close(options?: { signal?: AbortSignal }): Promise<void>;
  addEventListener(type: "message", listener: (event: MessageEventLike) => void): void;
  addEventListener(type: "close", listener: (event: CloseEventLike) => void): void;
  addEventListener(type: "end" | "drain" | "idle", listener: () => void): void;
  removeEventListener(type: "message", listener: (event: MessageEventLike) => void): void;
  removeEventListener(type: "close", listener: (event: CloseEventLike) => void): void;
  removeEventListener(type: "end" | "drain" | "idle", listener: () => void): void;
}

export interface MessageEventLike {
  /** One piece, or a list of pieces (a Uint8ArrayList). */
  data: Uint8Array | Iterable<Uint8Array>;
}

export interface CloseEventLike {
  error?: Error | undefined;
}

/** The pieces of one message event, without copying. */
export function piecesOf(message: MessageEventLike["data"]): Iterable<Uint8Array> {
  return message instanceof Uint8Array ? [message] : message;
}

/** Ended by a reset or an abort rather than by a close: what was read before may be all of nothing. */
export function endedAbruptly(stream: MessageStream): boolean {
  return stream.status === "aborted" || stream.status === "reset";
}
