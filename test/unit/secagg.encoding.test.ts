import {
  addInto,
  bytesToWords,
  decodeSum,
  encodeContribution,
  requireRange,
  requireRing,
  wordsToBytes,
} from "@consilium/sdk/secagg/encoding.ts";
import { expect } from "chai";
import fc from "fast-check";

const RING_32 = { ring: 32, fractionBits: 16, bound: 100 } as const;
const RING_64 = { ring: 64, fractionBits: 32, bound: 2 ** 20 } as const;
const code = (run: () => unknown, expected: string): void => {
  expect(run).to.throw().with.property("code", expected);
};

describe("Fixed-point encoding", () => {
  it("rounds to nearest and keeps the sign", () => {
    const words = encodeContribution(Float64Array.of(0, 1, -1, 0.5 / 65_536, -100), RING_32);
    expect([...words]).to.deep.equal([0, 65_536, 2 ** 32 - 65_536, 1, 2 ** 32 - 6_553_600]);
    const wide = encodeContribution(Float64Array.of(-1, 2 ** 20), RING_64);
    expect([...wide]).to.deep.equal([2n ** 64n - 2n ** 32n, 2n ** 52n]);
  });

  it("decodes the sum of any contributions in range to within half a unit each", () => {
    for (const encoding of [RING_32, RING_64]) {
      const value = fc.double({ min: -encoding.bound, max: encoding.bound, noNaN: true });
      fc.assert(
        fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 20 }), (rows) => {
          const sum = encodeContribution(new Float64Array(3), encoding);
          for (const row of rows) addInto(sum, encodeContribution(Float64Array.from(row), encoding));
          const decoded = decodeSum(sum, encoding);
          for (let i = 0; i < 3; i++) {
            const plain = rows.reduce((total, row) => total + row[i]!, 0);
            expect(Math.abs(decoded[i]! - plain)).to.be.at.most(
              (rows.length * 0.5 + 0.01) * 2 ** -encoding.fractionBits,
            );
          }
        }),
      );
    }
  });

  it("gives the nearest double above 2^53", () => {
    const words = BigUint64Array.of(2n ** 60n + 129n, BigInt.asUintN(64, -(2n ** 60n + 129n)));
    expect([...decodeSum(words, { ring: 64, fractionBits: 0 })]).to.deep.equal([2 ** 60 + 256, -(2 ** 60) - 256]);
  });

  it("refuses what is not finite or beyond the bound, naming the coordinate and not the value", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -100.001, 100.25]) {
      expect(() => encodeContribution(Float64Array.of(0, value), RING_32))
        .to.throw("contribution[1]")
        .that.satisfies((error: Error) => !error.message.includes(String(value)))
        .with.property("code", "CONTRIBUTION_OUT_OF_RANGE");
    }
  });

  it("refuses a manifest whose sum could wrap, exactly at the limit", () => {
    // n · (bound · 2^f + 1) < 2^31: 4 · (2^29 − 1) = 2^31 − 4 fits, 4 · 2^29 does not.
    const at = (scaled: number) => ({ ring: 32, fractionBits: 0, bound: scaled }) as const;
    requireRange(at(2 ** 29 - 2), 4);
    code(() => requireRange(at(2 ** 29 - 1), 4), "MANIFEST_INVALID");
    code(() => requireRange(at(2 ** 29 - 1.5), 4), "MANIFEST_INVALID");
    requireRange({ ring: 64, fractionBits: 32, bound: 2 ** 29 - 1 }, 4);
    code(() => requireRange({ ring: 64, fractionBits: 32, bound: 2 ** 29 }, 4), "MANIFEST_INVALID");
    for (const bound of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      code(() => requireRange({ ring: 64, fractionBits: 1, bound }, 2), "MANIFEST_INVALID");
    }
  });

  it("encodes nothing where one contribution could wrap", () => {
    code(() => encodeContribution(Float64Array.of(0), { ...RING_32, bound: 2 ** 15 }), "MANIFEST_INVALID");
  });

  it("adds only vectors of one ring and dimension", () => {
    code(() => addInto(new Uint32Array(2), new Uint32Array(3)), "REQUEST_INVALID");
    code(() => addInto(new Uint32Array(2), new BigUint64Array(2)), "REQUEST_INVALID");
    code(() => decodeSum(new Uint32Array(2), RING_64), "REQUEST_INVALID");
    requireRing(new Uint32Array(2), 32, 2);
    code(() => requireRing(new Uint32Array(2), 32, 3), "REQUEST_INVALID");
  });
});

describe("Ring words on the wire", () => {
  it("are little-endian and come back from any offset", () => {
    expect([...wordsToBytes(Uint32Array.of(0x01020304))]).to.deep.equal([4, 3, 2, 1]);
    expect([...wordsToBytes(BigUint64Array.of(0x0102030405060708n))]).to.deep.equal([8, 7, 6, 5, 4, 3, 2, 1]);
    const offset = Uint8Array.of(9, 4, 3, 2, 1).subarray(1);
    expect([...bytesToWords(offset, { ring: 32, dimension: 1 })]).to.deep.equal([0x01020304]);
    const wide = Uint8Array.of(9, 8, 7, 6, 5, 4, 3, 2, 1).subarray(1);
    expect([...bytesToWords(wide, { ring: 64, dimension: 1 })]).to.deep.equal([0x0102030405060708n]);
  });

  it("are refused with another dimension", () => {
    for (const length of [0, 7, 12]) {
      code(() => bytesToWords(new Uint8Array(length), { ring: 32, dimension: 2 }), "REQUEST_INVALID");
      code(() => bytesToWords(new Uint8Array(length), { ring: 64, dimension: 1 }), "REQUEST_INVALID");
    }
  });
});
