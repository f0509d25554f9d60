import { type Ring, type RingWords, reduceWords, zeroWords } from "@consilium/sdk/crypto/ringWords.ts";
import { packedSize, packWords, requireRing, unpackWords } from "@consilium/sdk/secagg/packedWords.ts";
import { expect } from "chai";
import fc from "fast-check";

const refuses = (run: () => unknown, text: string): void => {
  expect(run).to.throw(text).with.property("code", "REQUEST_INVALID");
};

/** The definition: all words as one whole number, the first in its lowest bits, in little-endian bytes. */
function plainPack(words: readonly bigint[], ring: Ring): number[] {
  let rest = words.reduceRight((number, word) => (number << BigInt(ring)) | word, 0n);
  return Array.from({ length: Math.ceil((ring * words.length) / 8) }, () => {
    const byte = Number(rest & 0xffn);
    rest >>= 8n;
    return byte;
  });
}

function wordsOf(ring: Ring, values: readonly bigint[]): RingWords {
  const words = zeroWords(ring, values.length);
  for (const [i, value] of values.entries()) words[i] = (ring <= 32 ? Number(value) : value) as never;
  return words;
}

const anyVector = fc.integer({ min: 8, max: 64 }).chain((ring) => {
  const word = fc.oneof(fc.bigInt({ min: 0n, max: 2n ** BigInt(ring) - 1n }), fc.constant(2n ** BigInt(ring) - 1n));
  return fc.record({ ring: fc.constant(ring), values: fc.array(word, { minLength: 0, maxLength: 70 }) });
});

describe("Packed ring words", () => {
  it("are their words' bits one after another, and come back, in every ring", () => {
    fc.assert(
      fc.property(anyVector, ({ ring, values }) => {
        const words = wordsOf(ring, values);
        const bytes = packWords(words, ring);
        expect([...bytes]).to.deep.equal(plainPack(values, ring));
        expect(bytes.length).to.equal(packedSize({ ring, dimension: values.length }));
        expect(unpackWords(bytes, { ring, dimension: values.length })).to.deep.equal(words);
      }),
      { numRuns: 400 },
    );
    expect([...packWords(Uint32Array.of(0x3ff, 1), 10)]).to.deep.equal([0xff, 0x07, 0]);
  });

  it("come back where they are many thousands", () => {
    for (const [ring, dimension] of [
      [29, 9_001],
      [41, 8_192],
      [64, 4_097],
    ] as const) {
      const step = 0x9e3779b97f4a7c15n;
      const values = Array.from({ length: dimension }, (_, i) => BigInt.asUintN(ring, BigInt(i + 1) * step));
      const back = unpackWords(packWords(wordsOf(ring, values), ring), { ring, dimension });
      expect(Array.from(back, BigInt)).to.deep.equal(values);
    }
  });

  it("are little-endian words in rings of 32 and 64 bits, and come back from any offset", () => {
    expect([...packWords(Uint32Array.of(0x01020304), 32)]).to.deep.equal([4, 3, 2, 1]);
    expect([...packWords(BigUint64Array.of(0x0102030405060708n), 64)]).to.deep.equal([8, 7, 6, 5, 4, 3, 2, 1]);
    const offset = Uint8Array.of(9, 4, 3, 2, 1).subarray(1);
    expect([...unpackWords(offset, { ring: 32, dimension: 1 })]).to.deep.equal([0x01020304]);
    const wide = Uint8Array.of(9, 8, 7, 6, 5, 4, 3, 2, 1).subarray(1);
    expect([...unpackWords(wide, { ring: 64, dimension: 1 })]).to.deep.equal([0x0102030405060708n]);
  });

  it("have one encoding: other bytes of that length are other words, or refused", () => {
    fc.assert(
      fc.property(anyVector, fc.nat(), ({ ring, values }, change) => {
        const shape = { ring, dimension: values.length };
        const bytes = packWords(wordsOf(ring, values), ring);
        if (bytes.length === 0) return;
        const bit = change % (8 * bytes.length);
        const other = bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
        if (bit >= ring * values.length) refuses(() => unpackWords(other, shape), "padded");
        else expect([...packWords(unpackWords(other, shape), ring)]).to.deep.equal([...other]);
      }),
      { numRuns: 400 },
    );
  });

  it("are refused with another dimension", () => {
    for (const length of [0, 7, 9, 12]) {
      refuses(() => unpackWords(new Uint8Array(length), { ring: 32, dimension: 2 }), "2 words of 32 bits");
      refuses(
        () => unpackWords(new Uint8Array(length - (length % 8)), { ring: 41, dimension: 2 }),
        "2 words of 41 bits",
      );
    }
  });

  it("hold no word that is not below 2^ring, of the type that the ring takes", () => {
    for (const [words, ring] of [
      [Uint32Array.of(0, 2 ** 27), 27],
      [BigUint64Array.of(2n ** 41n, 0n), 41],
      [new BigUint64Array(2), 32],
      [new Uint32Array(2), 33],
    ] as const) {
      refuses(() => packWords(words, ring), `2 words of ${ring} bits`);
      const lower = words.slice();
      reduceWords(lower, ring);
      if (lower instanceof Uint32Array === ring <= 32) packWords(lower, ring);
    }
    requireRing(Uint32Array.of(1, 2 ** 32 - 1), { ring: 32, dimension: 2 });
    requireRing(BigUint64Array.of(2n ** 64n - 1n), { ring: 64, dimension: 1 });
    refuses(() => requireRing(new Uint32Array(2), { ring: 32, dimension: 3 }), "3 words");
    refuses(() => requireRing(new Uint32Array(4), { ring: 41, dimension: 2 }), "2 words");
  });
});
