import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { expandMask } from "@consilium/sdk/crypto/prg.ts";
import { type Ring, type RingWords, reduceWords } from "@consilium/sdk/crypto/ringWords.ts";
import {
  CHECK_MODULUS,
  checkHex,
  checkSeed,
  linearCheck,
  linearCheckOfSum,
} from "@consilium/sdk/secagg/linearCheck.ts";
import { MaskedSumBuilder, maskedSumBytes, parseMaskedSum } from "@consilium/sdk/secagg/maskedSum.ts";
import { packWords } from "@consilium/sdk/secagg/packedWords.ts";
import { expect } from "chai";
import { sha256, toUtf8Bytes } from "ethers";

const SEED = checkSeed(sha256(toUtf8Bytes("a freeze block")) as `0x${string}`, 7);
/** Longer than a block of the check's partial sums. */
const DIMENSION = 70_001;

async function vectorOf(ring: Ring, n: number, dimension = DIMENSION): Promise<RingWords> {
  const words = await expandMask(
    Uint8Array.from({ length: 32 }, (_, i) => i + n),
    ring,
    dimension,
  );
  reduceWords(words, ring);
  return words;
}

/** By whole numbers alone, as the page defines it. */
async function plainCheck(values: readonly bigint[]): Promise<bigint> {
  const stream = (await expandMask(SEED, 64, values.length)) as BigUint64Array;
  let total = 0n;
  for (const [i, value] of values.entries()) total += (stream[i]! & (2n ** 61n - 1n)) * value;
  return total % CHECK_MODULUS;
}

describe("The random linear check", () => {
  for (const ring of [8, 27, 32, 41, 64]) {
    it(`is the inner product mod 2^61 - 1 of ${ring}-bit words, computed apart`, async () => {
      const words = await vectorOf(ring, 1);
      expect(await linearCheck(words, SEED)).to.equal(await plainCheck([...words].map(BigInt)));
      words.fill((ring <= 32 ? 2 ** ring - 1 : 2n ** BigInt(ring) - 1n) as never);
      expect(await linearCheck(words, SEED)).to.equal(await plainCheck([...words].map(BigInt)));
    });

    it(`holds for the whole sum of 255 vectors of ${ring}-bit words, carries included`, async () => {
      const builder = new MaskedSumBuilder(ring, 50);
      let said = 0n;
      for (let n = 0; n < 255; n++) {
        const vector = await vectorOf(ring, n % 7, 50);
        builder.add(vector);
        said += await linearCheck(vector, SEED);
      }
      const bytes = maskedSumBytes(builder.sum);
      // A carry is a byte at most.
      const lowBytes = Math.ceil((50 * ring) / 8);
      expect(bytes.length).to.be.within(lowBytes + 2, lowBytes + 2 + 50);
      const read = parseMaskedSum(bytes, { ring, dimension: 50 });
      expect(toHex(maskedSumBytes(read))).to.equal(toHex(bytes));
      expect(await linearCheckOfSum(read, SEED)).to.equal(said % CHECK_MODULUS);
    });

    it(`fails for a ${ring}-bit sum in which one word or one carry differs`, async () => {
      const builder = new MaskedSumBuilder(ring, 50);
      let said = 0n;
      for (let n = 0; n < 3; n++) {
        const vector = await vectorOf(ring, n, 50);
        builder.add(vector);
        said += await linearCheck(vector, SEED);
      }
      const { low, carries } = builder.sum;
      const wrongLow = low.slice();
      if (wrongLow instanceof Uint32Array) wrongLow[17]! ^= 1;
      else wrongLow[17]! ^= 1n;
      const wrongCarries = carries.slice();
      wrongCarries[49]! ^= 1;
      for (const wrong of [
        { low: wrongLow, carries },
        { low, carries: wrongCarries },
      ]) {
        expect(await linearCheckOfSum({ ring, ...wrong }, SEED)).to.not.equal(said % CHECK_MODULUS);
      }
    });
  }

  it("has other weights in another block and another round", async () => {
    const words = await vectorOf(32, 1, 8);
    const others = [
      checkSeed(sha256(toUtf8Bytes("another block")) as `0x${string}`, 7),
      checkSeed(sha256(toUtf8Bytes("a freeze block")) as `0x${string}`, 8),
    ];
    for (const other of others) expect(await linearCheck(words, other)).to.not.equal(await linearCheck(words, SEED));
    expect(checkHex(5n)).to.equal("0x0000000000000005");
  });

  it("packs carries of any width, from 0 to 8 bits, and takes no other encoding of them", () => {
    const ring = 32;
    const shape = { ring, dimension: 9 };
    const low = Uint32Array.from({ length: 9 }, (_, i) => i);
    for (let width = 0; width <= 8; width++) {
      for (const least of [0, 256 - 2 ** width]) {
        const carries = Uint8Array.from({ length: 9 }, (_, i) => least + ((i * 37) % 2 ** width));
        carries.set([least, least + 2 ** width - 1]);
        const bytes = maskedSumBytes({ ring, low, carries });
        expect(bytes.length).to.equal(36 + 2 + Math.ceil((9 * width) / 8));
        expect(parseMaskedSum(bytes, shape)).to.deep.equal({ ring, low, carries });
      }
    }
    const bytes = maskedSumBytes({ ring, low, carries: Uint8Array.of(1, 2, 1, 2, 1, 2, 1, 2, 1) });
    const changed = (at: number, value: number) => bytes.map((byte, i) => (i === at ? value : byte));
    const wider = Uint8Array.of(...bytes.subarray(0, 36), 1, 2, 0b0100_0100, 0b0100_0100, 0);
    for (const [what, wrong] of [
      ["one byte more", Uint8Array.of(...bytes, 0)],
      ["padding that is not zero", changed(39, bytes[39]! | 0x80)],
      ["a width that none needs", wider],
      ["a least that is none", Uint8Array.of(...bytes.subarray(0, 37), 1, 0xff, 1)],
      ["carries past a byte", changed(36, 255)],
      ["a width past a byte", changed(37, 9)],
    ] as const) {
      expect(() => parseMaskedSum(wrong, shape), what)
        .to.throw()
        .with.property("code", "REQUEST_INVALID");
    }
  });

  it("adds packed vectors as it adds their words, part by part", async () => {
    for (const [ring, dimension] of [
      [29, 10_001],
      [41, 8_192],
      [8, 1],
    ] as const) {
      const [words, packed] = [new MaskedSumBuilder(ring, dimension), new MaskedSumBuilder(ring, dimension)];
      for (let n = 0; n < 3; n++) {
        const vector = await vectorOf(ring, n, dimension);
        words.add(vector);
        packed.addPacked(packWords(vector, ring));
      }
      expect(packed.sum).to.deep.equal(words.sum);
    }
    const builder = new MaskedSumBuilder(27, 10_000);
    expect(() => builder.addPacked(new Uint8Array(33_749)))
      .to.throw()
      .with.property("code", "REQUEST_INVALID");
    for (let n = 0; n < 256; n++) builder.addPacked(new Uint8Array(33_750));
    expect(() => builder.addPacked(new Uint8Array(33_750)))
      .to.throw()
      .with.property("code", "REQUEST_INVALID");
  });

  it("adds no word past its ring, and reads none", () => {
    for (const word of [2 ** 27, 2 ** 32 - 1]) {
      expect(() => new MaskedSumBuilder(27, 1).add(Uint32Array.of(word)))
        .to.throw()
        .with.property("code", "REQUEST_INVALID");
    }
    const builder = new MaskedSumBuilder(27, 1);
    for (let n = 0; n < 3; n++) builder.add(Uint32Array.of(2 ** 27 - 1));
    expect(builder.sum).to.deep.equal({ ring: 27, low: Uint32Array.of(2 ** 27 - 3), carries: Uint8Array.of(2) });
    const bytes = maskedSumBytes(builder.sum);
    expect([...bytes]).to.deep.equal([0xfd, 0xff, 0xff, 7, 2, 0]);
    expect(() =>
      parseMaskedSum(
        bytes.map((byte, i) => (i === 3 ? byte | 0x80 : byte)),
        { ring: 27, dimension: 1 },
      ),
    )
      .to.throw("padded")
      .with.property("code", "REQUEST_INVALID");
  });

  it("takes a masked sum of exactly the round's size, and no 257th vector", async () => {
    expect(() => parseMaskedSum(new Uint8Array(9), { ring: 32, dimension: 2 }))
      .to.throw()
      .with.property("code", "REQUEST_INVALID");
    const builder = new MaskedSumBuilder(32, 1);
    for (let n = 0; n < 256; n++) builder.add(Uint32Array.of(0xffff_ffff));
    expect(builder.sum.carries[0]).to.equal(255);
    expect(() => builder.add(Uint32Array.of(1)))
      .to.throw()
      .with.property("code", "REQUEST_INVALID");
    expect(() => new MaskedSumBuilder(32, 1).add(new BigUint64Array(1)))
      .to.throw()
      .with.property("code", "REQUEST_INVALID");
  });
});
