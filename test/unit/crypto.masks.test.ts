import { createCipheriv } from "node:crypto";
import { addMaskStreams, nodeStreams, type SeededMask } from "@consilium/sdk/crypto/maskStreams.ts";
import { type NodeCrypto, nodeCrypto } from "@consilium/sdk/crypto/nodeCrypto.ts";
import { addMasks, setMaskAdder } from "@consilium/sdk/crypto/prg.ts";
import { createRingKernel } from "@consilium/sdk/crypto/ringKernel.ts";
import {
  addToChunk,
  addWithTypedArrays,
  CHUNK_BYTES,
  type ChunkAdder,
  createVectorAdder,
  type RingWords,
  zeroWords,
} from "@consilium/sdk/crypto/ringWords.ts";
import { expect } from "chai";
import fc from "fast-check";

const platform = nodeCrypto as NodeCrypto;
/** Of at least one chunk and a part of another. */
const LONGEST = (CHUNK_BYTES / 4) * 2 + 300;

/** target + Σ sign · OpenSSL's whole stream, in whole numbers: the definition, without chunks and without a ring's tricks. */
function byDefinition(target: RingWords, masks: readonly SeededMask[], fromBytes: number): bigint[] {
  const width = target.BYTES_PER_ELEMENT;
  const sum = Array.from(target, BigInt);
  for (const { seed, sign } of masks) {
    const cipher = createCipheriv("aes-256-ctr", seed, new Uint8Array(16));
    const stream = cipher.update(new Uint8Array(fromBytes + target.byteLength)).subarray(fromBytes);
    const view = new DataView(stream.buffer, stream.byteOffset);
    for (let i = 0; i < sum.length; i++) {
      const word = width === 4 ? BigInt(view.getUint32(4 * i, true)) : view.getBigUint64(8 * i, true);
      sum[i] = BigInt.asUintN(8 * width, sum[i]! + BigInt(sign) * word);
    }
  }
  return sum;
}

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
const someMasks = fc.array(fc.record({ seed: bytes32, sign: fc.constantFrom(1 as const, -1 as const) }), {
  maxLength: 11,
});
const someWords: fc.Arbitrary<RingWords> = fc
  .tuple(
    fc.constantFrom(32 as const, 64 as const),
    fc.oneof(fc.nat(40), fc.nat(LONGEST)),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  )
  .map(([ring, dimension, start]) => {
    const words = zeroWords(ring, dimension);
    for (let i = 0; i < dimension; i++) {
      const word = BigInt.asUintN(ring, start * BigInt(2 * i + 1));
      if (words instanceof Uint32Array) words[i] = Number(word);
      else words[i] = word;
    }
    return words;
  });
/** Where in a longer vector the words stand: a multiple of the cipher's block. */
const someOffset = fc.nat(5_000).map((block) => 16 * block);

describe("Masks on a vector", () => {
  const adders: Record<string, ChunkAdder> = {
    "vector instructions": createVectorAdder()!,
    "typed arrays": addWithTypedArrays,
  };

  it("has vector instructions here, so that the other tests compare them", () => {
    expect(createRingKernel(1)).to.not.equal(undefined);
    expect(adders["vector instructions"]).to.be.a("function");
  });

  for (const [name, add] of Object.entries(adders)) {
    it(`are the definition's, bit for bit: Node's crypto, ${name}`, () => {
      fc.assert(
        fc.property(someWords, someMasks, someOffset, (words, masks, offset) => {
          const expected = byDefinition(words, masks, offset);
          for (const _ of nodeStreams(words, masks, offset, platform, add));
          expect(Array.from(words, BigInt)).to.deep.equal(expected);
        }),
        { numRuns: 60 },
      );
    });
  }

  for (const [name, crypto] of Object.entries({ "Web Crypto": null, "Node's crypto": platform })) {
    it(`are the definition's, bit for bit, with the event loop's turns: ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(someWords, someMasks, someOffset, async (words, masks, offset) => {
          const expected = byDefinition(words, masks, offset);
          await addMaskStreams(words, masks, offset, crypto);
          expect(Array.from(words, BigInt)).to.deep.equal(expected);
        }),
        { numRuns: 40 },
      );
    });
  }

  it("take words at any address, as parts of a buffer", () => {
    const bytes = Uint8Array.from({ length: 4_099 }, (_, i) => (37 * i) & 0xff);
    for (const add of [addToChunk, ...Object.values(adders)]) {
      for (const ring of [32, 64] as const) {
        for (const shift of [0, 1, 2, 3]) {
          const words = zeroWords(ring, 61);
          add(words, [{ bytes: bytes.subarray(shift), sign: -1 }]);
          const view = new DataView(bytes.buffer, shift);
          const expected = Array.from({ length: 61 }, (_, i) =>
            BigInt.asUintN(ring, ring === 32 ? -BigInt(view.getUint32(4 * i, true)) : -view.getBigUint64(8 * i, true)),
          );
          expect(Array.from(words, BigInt), `${ring} bits, ${shift} bytes on`).to.deep.equal(expected);
        }
      }
    }
  });

  it("leave what stands before and after a part of a vector", async () => {
    const whole = new Uint32Array(3 * 64).fill(7);
    await addMasks(whole.subarray(64, 127), [{ seed: new Uint8Array(32), sign: 1 }]);
    expect(whole.subarray(0, 64).every((word) => word === 7)).to.equal(true);
    expect(whole.subarray(127).every((word) => word === 7)).to.equal(true);
    expect(whole.subarray(64, 127).every((word) => word === 7)).to.equal(false);
  });

  it("are not begun where one seed is short", async () => {
    const words = new Uint32Array(8);
    const masks = [32, 31].map((length) => ({ seed: new Uint8Array(length).fill(1), sign: 1 as const }));
    const error = await addMasks(words, masks).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.include({ code: "REQUEST_INVALID" });
    expect([...words]).to.deep.equal(new Array(8).fill(0));
  });

  it("give timers their turn in a long computation", async () => {
    let turns = 0;
    const counting = setInterval(() => turns++, 0);
    const masks = Array.from({ length: 600 }, (_, i) => ({ seed: new Uint8Array(32).fill(i), sign: 1 as const }));
    await addMasks(new Uint32Array(60_000), masks);
    clearInterval(counting);
    expect(turns).to.be.above(0);
  });

  it("go through another adder while one is set", async () => {
    const seen: number[] = [];
    setMaskAdder(async (_, masks) => {
      seen.push(masks.length);
    });
    try {
      await addMasks(new Uint32Array(1), [{ seed: new Uint8Array(32), sign: 1 }]);
    } finally {
      setMaskAdder(undefined);
    }
    await addMasks(new Uint32Array(1), [{ seed: new Uint8Array(32), sign: 1 }]);
    expect(seen).to.deep.equal([1]);
  });
});
