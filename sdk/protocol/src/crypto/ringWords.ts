import { createRingKernel, KERNEL_STEP_BYTES, type RingKernel } from "./ringKernel.ts";

/** r: the bits of a word of the ring Z_2^r, from 8 to 64. */
export type Ring = number;
/**
 * A vector over Z_2^r: a `Uint32Array` for r up to 32, a `BigUint64Array` above. Reduction mod 2^r is a homomorphism of both, so sums
 * are taken in whole 32-bit or 64-bit words and reduced once, at the end.
 */
export type RingWords = Uint32Array | BigUint64Array;

const PART_BITS = 32;

/** Words to add to a vector, or to take from it: little-endian bytes, at least as many as the vector has. */
export interface SignedWords {
  bytes: Uint8Array;
  sign: 1 | -1;
}

/** Vectors are added a chunk at a time: a chunk of the sum, of key stream and of zeros lie in a core's cache together. */
export const CHUNK_BYTES = 32 * 1_024;
const WORDS_AT = CHUNK_BYTES + KERNEL_STEP_BYTES;

const machineIsLittleEndian = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

export function zeroWords(ring: Ring, dimension: number): RingWords {
  return ring <= PART_BITS ? new Uint32Array(dimension) : new BigUint64Array(dimension);
}

/** words ← words mod 2^ring, in place. */
export function reduceWords(words: RingWords, ring: Ring): void {
  if (words instanceof Uint32Array) {
    const mask = 2 ** ring - 1;
    for (let i = 0; i < words.length; i++) words[i]! &= mask;
  } else {
    for (let i = 0; i < words.length; i++) words[i] = BigInt.asUintN(ring, words[i]!);
  }
}

/** Parts of 32 bits that a word is held in, and the bits of its highest part. */
export function partsOfRing(ring: Ring): { parts: 1 | 2; topBits: number } {
  return ring <= PART_BITS ? { parts: 1, topBits: ring } : { parts: 2, topBits: ring - PART_BITS };
}

/** The words in parts of 32 bits, lowest first, for arithmetic without BigInt. To be read only: it may be a copy. */
export function wordsToParts(words: RingWords): Uint32Array {
  if (words instanceof Uint32Array) return words;
  if (machineIsLittleEndian) return new Uint32Array(words.buffer, words.byteOffset, 2 * words.length);
  return Uint32Array.from({ length: 2 * words.length }, (_, i) => {
    return Number(BigInt.asUintN(PART_BITS, words[i >> 1]! >> BigInt(PART_BITS * (i & 1))));
  });
}

/** The words of such parts, in their memory or in a copy. */
export function partsToWords(parts: Uint32Array<ArrayBuffer>, ring: Ring): RingWords {
  if (ring <= PART_BITS) return parts;
  if (machineIsLittleEndian) return new BigUint64Array(parts.buffer, parts.byteOffset, parts.length / 2);
  return BigUint64Array.from({ length: parts.length / 2 }, (_, i) => {
    return BigInt(parts[2 * i]!) | (BigInt(parts[2 * i + 1]!) << BigInt(PART_BITS));
  });
}

/**
 * target ← target + Σ sign · words, mod 2^32 or 2^64, in place, at most CHUNK_BYTES of it. The target is read and written once, however
 * many words there are; they are taken one after another, so an iterator may make them in one buffer.
 */
export type ChunkAdder = (target: RingWords, terms: Iterable<SignedWords>) => void;

let fastest: ChunkAdder | undefined;

/** `ChunkAdder` in WebAssembly where there is one, else over typed arrays. */
export function addToChunk(target: RingWords, terms: Iterable<SignedWords>): void {
  fastest ??= createVectorAdder() ?? addWithTypedArrays;
  fastest(target, terms);
}

/** The WebAssembly adder; undefined where the platform has none, and on big-endian machines. */
export function createVectorAdder(): ChunkAdder | undefined {
  const kernel = machineIsLittleEndian ? createRingKernel(2 * WORDS_AT) : undefined;
  if (kernel === undefined) return undefined;
  return (target, terms) => {
    const { memory } = kernel;
    const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
    memory.set(bytes);
    for (const { bytes: words, sign } of terms) {
      memory.set(words.length === bytes.length ? words : words.subarray(0, bytes.length), WORDS_AT);
      // The last step may run past the words, into memory that is never read back.
      if (bytes.length > 0) kernelFunction(kernel, target, sign)(0, WORDS_AT, WORDS_AT + bytes.length);
    }
    bytes.set(memory.subarray(0, bytes.length));
  };
}

function kernelFunction(kernel: RingKernel, target: RingWords, sign: 1 | -1) {
  if (target instanceof Uint32Array) return sign === 1 ? kernel.add32 : kernel.subtract32;
  return sign === 1 ? kernel.add64 : kernel.subtract64;
}

/** `ChunkAdder` on every platform. */
export function addWithTypedArrays(target: RingWords, terms: Iterable<SignedWords>): void {
  for (const { bytes, sign } of terms) {
    if (target instanceof Uint32Array) {
      const words = words32(bytes, target.length);
      if (sign === 1) for (let i = 0; i < target.length; i++) target[i]! += words[i]!;
      else for (let i = 0; i < target.length; i++) target[i]! -= words[i]!;
    } else {
      // A BigUint64Array keeps what it is given mod 2^64, so no explicit reduction is needed.
      const words = words64(bytes, target.length);
      if (sign === 1) for (let i = 0; i < target.length; i++) target[i]! += words[i]!;
      else for (let i = 0; i < target.length; i++) target[i]! -= words[i]!;
    }
  }
}

/** Little-endian words of 32 bits, at least `count` of them: a view where the machine is little-endian, to be read only. */
export function words32(bytes: Uint8Array, count: number): Uint32Array {
  if (machineIsLittleEndian && bytes.byteOffset % 4 === 0)
    return new Uint32Array(bytes.buffer, bytes.byteOffset, count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length: count }, (_, i) => view.getUint32(4 * i, true));
}

/** Words of 32 bits as little-endian bytes: a view where the machine is little-endian. */
export function words32ToBytes(words: Uint32Array<ArrayBuffer>): Uint8Array {
  if (machineIsLittleEndian) return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
  const bytes = new Uint8Array(words.byteLength);
  const view = new DataView(bytes.buffer);
  for (const [i, word] of words.entries()) view.setUint32(4 * i, word, true);
  return bytes;
}

function words64(bytes: Uint8Array, count: number): BigUint64Array {
  if (machineIsLittleEndian && bytes.byteOffset % 8 === 0)
    return new BigUint64Array(bytes.buffer, bytes.byteOffset, count);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return BigUint64Array.from({ length: count }, (_, i) => view.getBigUint64(8 * i, true));
}
