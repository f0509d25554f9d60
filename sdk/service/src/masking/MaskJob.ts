import type { SeededMask } from "@consilium/sdk/crypto/prg.ts";

/** One thread's part of a vector: its words from byte `fromBytes` up to byte `untilBytes`, and all masks. */
export interface MaskJob {
  readonly id: number;
  /** Bits that a word is held in. */
  readonly wordBits: 32 | 64;
  readonly vector: SharedArrayBuffer;
  readonly fromBytes: number;
  readonly untilBytes: number;
  readonly masks: readonly SeededMask[];
}

/** A thread's answer. It says nothing of a seed. */
export type MaskJobReport = { readonly id: number; readonly failure?: string };
