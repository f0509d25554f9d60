import { decodeSum, encodeContribution, ringFor } from "@consilium/sdk/secagg/encoding.ts";
import { MaskedSumBuilder } from "@consilium/sdk/secagg/maskedSum.ts";
import { expect } from "chai";
import fc from "fast-check";

const RING_32 = { ring: 32, fractionBits: 16, bound: 100 };
const RING_64 = { ring: 64, fractionBits: 32, bound: 2 ** 20 };
const code = (run: () => unknown, expected: string): void => {
  expect(run).to.throw().with.property("code", expected);
};

describe("Fixed-point encoding", () => {
  it("rounds to nearest and keeps the sign", () => {
    const words = encodeContribution(Float64Array.of(0, 1, -1, 0.5 / 65_536, -100), RING_32);
    expect([...words]).to.deep.equal([0, 65_536, 2 ** 32 - 65_536, 1, 2 ** 32 - 6_553_600]);
    const narrow = encodeContribution(Float64Array.of(-1, 100), { ...RING_32, ring: 24 });
    expect([...narrow]).to.deep.equal([2 ** 24 - 65_536, 6_553_600]);
    const wide = encodeContribution(Float64Array.of(-1, 2 ** 20), RING_64);
    expect([...wide]).to.deep.equal([2n ** 64n - 2n ** 32n, 2n ** 52n]);
  });

  it("decodes the sum of any contributions in range to within half a unit each", () => {
    for (const range of [RING_32, RING_64]) {
      const encoding = { ...range, ring: ringFor(range, 20) };
      const value = fc.double({ min: -encoding.bound, max: encoding.bound, noNaN: true });
      fc.assert(
        fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 20 }), (rows) => {
          const adding = new MaskedSumBuilder(encoding.ring, 3);
          for (const row of rows) adding.add(encodeContribution(Float64Array.from(row), encoding));
          const decoded = decodeSum(adding.sum.low, encoding);
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

  it("takes the narrowest ring that no sum wraps in", () => {
    // n · (bound · 2^f + 1) < 2^(r − 1): 4 · (2^29 − 1) = 2^31 − 4 fits 32 bits, 4 · 2^29 does not.
    const at = (scaled: number) => ({ fractionBits: 0, bound: scaled });
    expect(ringFor(at(2 ** 29 - 2), 4)).to.equal(32);
    expect(ringFor(at(2 ** 29 - 1), 4)).to.equal(33);
    expect(ringFor(at(2 ** 29 - 1.5), 4)).to.equal(33);
    expect(ringFor({ fractionBits: 18, bound: 8 }, 100)).to.equal(29);
    expect(ringFor({ fractionBits: 32, bound: 2 ** 29 - 1 }, 4)).to.equal(64);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.double({ min: 0.001, max: 2 ** 20, noNaN: true }),
        fc.integer({ min: 2, max: 255 }),
        (fractionBits, bound, participants) => {
          const ring = ringFor({ fractionBits, bound: bound / 2 ** (fractionBits / 4) }, participants);
          const scaled = (bound / 2 ** (fractionBits / 4)) * 2 ** fractionBits;
          const largest = BigInt(participants) * (BigInt(Math.ceil(scaled)) + 1n);
          expect(largest < 2n ** BigInt(ring - 1)).to.equal(true);
          expect(ring === 8 || largest >= 2n ** BigInt(ring - 2)).to.equal(true);
        },
      ),
    );
  });

  it("takes no ring below 8 bits, and refuses what 64 do not hold", () => {
    expect(ringFor({ fractionBits: 0, bound: 1 }, 2)).to.equal(8);
    expect(ringFor({ fractionBits: 0, bound: 62 }, 1)).to.equal(8);
    expect(ringFor({ fractionBits: 0, bound: 127 }, 1)).to.equal(9);
    code(() => ringFor({ fractionBits: 32, bound: 2 ** 29 }, 4), "MANIFEST_INVALID");
    for (const bound of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      code(() => ringFor({ fractionBits: 1, bound }, 2), "MANIFEST_INVALID");
    }
  });

  it("encodes nothing where one contribution could wrap", () => {
    code(() => encodeContribution(Float64Array.of(0), { ...RING_32, bound: 2 ** 15 }), "MANIFEST_INVALID");
  });

  it("decodes words of the ring only", () => {
    code(() => decodeSum(new Uint32Array(2), RING_64), "REQUEST_INVALID");
    code(() => decodeSum(Uint32Array.of(2 ** 27), { ring: 27, fractionBits: 0 }), "REQUEST_INVALID");
    expect([...decodeSum(Uint32Array.of(2 ** 27 - 1, 2 ** 26 - 1), { ring: 27, fractionBits: 1 })]).to.deep.equal([
      -0.5,
      (2 ** 26 - 1) / 2,
    ]);
    expect([...decodeSum(BigUint64Array.of(2n ** 41n - 3n), { ring: 41, fractionBits: 0 })]).to.deep.equal([-3]);
  });
});
