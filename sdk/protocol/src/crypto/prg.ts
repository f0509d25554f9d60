import { FederationError } from "../errors/FederationError.ts";

/** Word size of the ring Z_2^ring in bits. */
export type Ring = 32 | 64;
/** A vector over Z_2^32 (`Uint32Array`) or Z_2^64 (`BigUint64Array`). */
export type RingWords = Uint32Array | BigUint64Array;

/** One Web Crypto call makes this much key stream: large enough to be fast, small enough to stay in cache. */
const CHUNK_BYTES = 128 * 1024;
const AES_BLOCK_BYTES = 16;
export const SEED_BYTES = 32;

const machineIsLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
const ZERO_CHUNK = new Uint8Array(CHUNK_BYTES);

export function ringOf(words: RingWords): Ring {
  return words instanceof Uint32Array ? 32 : 64;
}

export function zeroWords(ring: Ring, dimension: number): RingWords {
  return ring === 32 ? new Uint32Array(dimension) : new BigUint64Array(dimension);
}

/**
 * The mask of a seed: `dimension` ring words read little-endian from the AES-256-CTR key stream (NIST SP 800-38A §6.5)
 * under the 32-byte seed, counter from zero. A seed is used for one mask only, which is what makes the zero counter safe.
 */
export async function expandMask(seed: Uint8Array, ring: Ring, dimension: number): Promise<RingWords> {
  const mask = zeroWords(ring, dimension);
  await addMask(mask, seed, 1);
  return mask;
}

/** target ← target + sign · PRG(seed), mod 2^ring, in place, never holding more than one chunk of key stream. */
export async function addMask(target: RingWords, seed: Uint8Array, sign: 1 | -1): Promise<void> {
  if (seed.length !== SEED_BYTES) {
    throw new FederationError("REQUEST_INVALID", "A mask seed has 32 bytes.", { field: "seed" });
  }
  const { subtle } = globalThis.crypto;
  const key = await subtle.importKey("raw", Uint8Array.from(seed), "AES-CTR", false, ["encrypt"]);
  const wordBytes = target.BYTES_PER_ELEMENT;
  const sizeBytes = target.length * wordBytes;
  for (let offset = 0; offset < sizeBytes; offset += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, sizeBytes - offset);
    const counter = counterBlock(offset / AES_BLOCK_BYTES);
    const stream = await subtle.encrypt({ name: "AES-CTR", counter, length: 128 }, key, ZERO_CHUNK.subarray(0, length));
    addStream(target, offset / wordBytes, stream, sign);
  }
}

/** The 128-bit big-endian counter of block `index`. */
function counterBlock(index: number): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(AES_BLOCK_BYTES);
  new DataView(block.buffer).setBigUint64(8, BigInt(index));
  return block;
}

function addStream(target: RingWords, from: number, stream: ArrayBuffer, sign: 1 | -1): void {
  if (target instanceof Uint32Array) {
    const words = machineIsLittleEndian ? new Uint32Array(stream) : swappedWords32(stream);
    if (sign === 1) for (let i = 0; i < words.length; i++) target[from + i]! += words[i]!;
    else for (let i = 0; i < words.length; i++) target[from + i]! -= words[i]!;
    return;
  }
  // A BigUint64Array keeps what it is given mod 2^64, so no explicit reduction is needed.
  const words = machineIsLittleEndian ? new BigUint64Array(stream) : swappedWords64(stream);
  if (sign === 1) for (let i = 0; i < words.length; i++) target[from + i]! += words[i]!;
  else for (let i = 0; i < words.length; i++) target[from + i]! -= words[i]!;
}

function swappedWords32(stream: ArrayBuffer): Uint32Array {
  const view = new DataView(stream);
  return Uint32Array.from({ length: stream.byteLength / 4 }, (_, i) => view.getUint32(4 * i, true));
}

function swappedWords64(stream: ArrayBuffer): BigUint64Array {
  const view = new DataView(stream);
  const words = new BigUint64Array(stream.byteLength / 8);
  for (let i = 0; i < words.length; i++) words[i] = view.getBigUint64(8 * i, true);
  return words;
}
