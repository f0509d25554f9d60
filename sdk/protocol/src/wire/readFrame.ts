import { FederationError } from "../errors/FederationError.ts";
import { createFrameDecoder, type Frame, type FrameLimits } from "./frame.ts";
import type { PullReader } from "./pullReader.ts";

export interface FrameTiming {
  /** For the first byte up to and including the header, in ms. */
  headerTimeoutMs: number;
  /** The slowest rate accepted for the body: its deadline is headerTimeoutMs more, plus its length over this. */
  minBytesPerSecond: number;
}

export const DEFAULT_FRAME_TIMING: FrameTiming = { headerTimeoutMs: 15_000, minBytesPerSecond: 8 * 1024 };

/** How long a body of this size may take, in ms. */
export function bodyTimeoutMs(timing: FrameTiming, sizeBytes: number): number {
  return timing.headerTimeoutMs + Math.ceil((sizeBytes / timing.minBytesPerSecond) * 1000);
}

/**
 * Reads exactly one frame. Throws REQUEST_TIMEOUT on a peer that stays silent or drips, REQUEST_INVALID on a truncated
 * or malformed frame, TOO_LARGE on a declared length above its limit; rejects as the stream does on a reset.
 */
export async function readFrame(
  reader: PullReader,
  limits: FrameLimits,
  timing: FrameTiming = DEFAULT_FRAME_TIMING,
  signal?: AbortSignal,
): Promise<Frame> {
  const decoder = createFrameDecoder(limits);
  const deadline = new AbortController();
  const late = () => deadline.abort(new FederationError("REQUEST_TIMEOUT", "The frame did not arrive in time."));
  const eitherSignal = signal === undefined ? deadline.signal : AbortSignal.any([signal, deadline.signal]);
  let timer = setTimeout(late, timing.headerTimeoutMs);
  let bodyTimed = false;
  try {
    while (!decoder.complete) {
      const piece = await reader.read(eitherSignal);
      if (piece === undefined) break;
      decoder.push(piece);
      if (!bodyTimed && decoder.declaredBodyBytes !== undefined) {
        bodyTimed = true;
        clearTimeout(timer);
        timer = setTimeout(late, bodyTimeoutMs(timing, decoder.declaredBodyBytes));
      }
    }
    return decoder.finish();
  } finally {
    clearTimeout(timer);
  }
}
