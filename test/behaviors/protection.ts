import type { Ring } from "@consilium/sdk/crypto/ringWords.ts";
import { decodeSum, ringFor } from "@consilium/sdk/secagg/encoding.ts";
import { expect } from "chai";
import fc from "fast-check";

/**
 * What every protection must do, whatever its cryptography: the exact sum of the survivors' encoded contributions, or an
 * error, and never anything in between. A protection's test calls `behavesLikeProtection` with a function that runs one
 * whole round in this process.
 */
export interface ProtectedRound {
  ring: Ring;
  fractionBits: number;
  bound: number;
  threshold: number;
  /** Contribution by member index; all of one length. */
  contributions: ReadonlyMap<number, Float64Array>;
  /** Members that fall silent before dealing shares: they are not in S. */
  silentBeforeShare?: readonly number[];
  /** Members that fall silent after dealing shares, before their masked vector is in. */
  silentAfterShare?: readonly number[];
  /** Members that fall silent after committing, before unmasking. */
  silentAfterCommit?: readonly number[];
  /** A member that masks under another base model than the others. */
  otherModelAt?: number;
}

/** The sum over the survivors, as ring words. */
export type RunProtectedRound = (round: ProtectedRound) => Promise<Uint32Array | BigUint64Array>;

/** Rings whose words are held in 32 and in 64 bits, for up to 24 members: of 29 and 48 bits. */
const NARROW = { fractionBits: 16, bound: 100 };
const WIDE = { fractionBits: 32, bound: 1_000 };
const FIXED_POINT = { 32: { ...NARROW, ring: ringFor(NARROW, 24) }, 64: { ...WIDE, ring: ringFor(WIDE, 24) } };

export function behavesLikeProtection(name: string, run: RunProtectedRound): void {
  describe(`${name} as a protection`, function () {
    this.timeout(120_000);

    for (const count of [2, 3, 4, 5, 6, 7, 8]) {
      it(`gives the exact sum of ${count} members`, async () => {
        await expectExactSum(run, {
          ...FIXED_POINT[32],
          threshold: Math.min(2, count - 1),
          contributions: vectors(count, 5),
        });
      });
    }

    it("gives the exact sum of 24 members, with dropouts of both kinds", async () => {
      await expectExactSum(run, {
        ...FIXED_POINT[64],
        threshold: 13,
        contributions: vectors(24, 3),
        silentAfterShare: [3, 17],
        silentAfterCommit: [8, 20],
      });
    });

    it("gives the survivors' sum when members fall silent before sharing", async () => {
      await expectExactSum(run, {
        ...FIXED_POINT[32],
        threshold: 2,
        contributions: vectors(5, 4),
        silentBeforeShare: [2],
      });
    });

    it("gives the survivors' sum when members fall silent after sharing", async () => {
      await expectExactSum(run, {
        ...FIXED_POINT[32],
        threshold: 2,
        contributions: vectors(5, 4),
        silentAfterShare: [0, 4],
      });
    });

    it("counts members that fall silent after committing", async () => {
      await expectExactSum(run, {
        ...FIXED_POINT[64],
        threshold: 3,
        contributions: vectors(5, 4),
        silentAfterCommit: [1, 2],
      });
    });

    it("gives the exact sum with silence in every phase", async () => {
      await expectExactSum(run, {
        ...FIXED_POINT[64],
        threshold: 2,
        contributions: vectors(7, 4),
        silentBeforeShare: [6],
        silentAfterShare: [1, 2],
        silentAfterCommit: [0],
      });
    });

    it("fails with a clear error, and no sum, below the threshold", async () => {
      const round = { ...FIXED_POINT[32], threshold: 3, contributions: vectors(5, 4), silentAfterCommit: [0, 1, 2] };
      const error = await run(round).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      expect(error).to.have.property("code", "RECOVERY_FAILED");
      expect(error)
        .to.have.property("message")
        .that.matches(/\d of 3 shares are missing/);
    });

    it("yields nothing near the sum when one member has another base model", async () => {
      const contributions = vectors(4, 64);
      // In so wide a ring a random word is nowhere near.
      const encoding = { ...WIDE, ring: 64 };
      const round = { ...encoding, threshold: 2, contributions, otherModelAt: 2 };
      const sum = await run(round).catch(() => undefined);
      if (sum === undefined) return;
      const decoded = decodeSum(sum, encoding);
      const near = decoded.filter((value, i) => Math.abs(value - plainSum(contributions)[i]!) < 1e6);
      expect(near.length).to.be.lessThan(3);
    });

    it("gives the exact sum of any vectors, rings, members and dropouts", async () => {
      await fc.assert(
        fc.asyncProperty(randomRound, async (round) => {
          await expectExactSum(run, round);
        }),
        { numRuns: 12 },
      );
    });
  });
}

/** Any round that leaves at least threshold + 1 members to unmask. */
const randomRound: fc.Arbitrary<ProtectedRound> = fc
  .record({
    held: fc.constantFrom(32 as const, 64 as const),
    spareBits: fc.integer({ min: 0, max: 3 }),
    members: fc.uniqueArray(fc.integer({ min: 0, max: 255 }), { minLength: 3, maxLength: 6 }),
    dimension: fc.integer({ min: 1, max: 40 }),
    threshold: fc.integer({ min: 1, max: 2 }),
    seed: fc.integer(),
    fates: fc.array(fc.constantFrom("stays", "stays", "afterShare", "afterCommit"), { minLength: 6, maxLength: 6 }),
  })
  .map(({ held, spareBits, members, dimension, threshold, seed, fates }) => {
    const ascending = [...members].sort((a, b) => a - b);
    const spared = new Set(ascending.slice(0, threshold + 1));
    const fallen = (fate: string) => ascending.filter((member, i) => fates[i] === fate && !spared.has(member));
    return {
      ...FIXED_POINT[held],
      ring: FIXED_POINT[held].ring + spareBits,
      threshold,
      contributions: new Map(
        ascending.map((member) => [member, vector(seed + member, dimension, FIXED_POINT[held].bound)]),
      ),
      silentAfterShare: fallen("afterShare"),
      silentAfterCommit: fallen("afterCommit"),
    };
  });

async function expectExactSum(run: RunProtectedRound, round: ProtectedRound): Promise<void> {
  const gone = new Set([...(round.silentBeforeShare ?? []), ...(round.silentAfterShare ?? [])]);
  const survivors = [...round.contributions].filter(([member]) => !gone.has(member));
  const dimension = survivors[0]![1].length;
  const modulus = 1n << BigInt(round.ring);
  const expected = Array.from({ length: dimension }, (_, i) => {
    const encoded = survivors.map(([, values]) => BigInt(Math.round(values[i]! * 2 ** round.fractionBits)));
    return (((encoded.reduce((a, b) => a + b, 0n) % modulus) + modulus) % modulus).toString();
  });
  const sum = await run(round);
  expect(Array.from(sum, String)).to.deep.equal(expected);
}

function plainSum(contributions: ReadonlyMap<number, Float64Array>): Float64Array {
  const [first] = contributions.values();
  return first!.map((_, i) => [...contributions.values()].reduce((sum, values) => sum + values[i]!, 0));
}

function vectors(count: number, dimension: number): Map<number, Float64Array> {
  return new Map(Array.from({ length: count }, (_, member) => [member, vector(member + 1, dimension, 100)]));
}

/** Test vectors only: a small linear congruential generator, so that a failure can be repeated. */
function vector(seed: number, dimension: number, bound: number): Float64Array {
  let state = seed >>> 0;
  return Float64Array.from({ length: dimension }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state / 2 ** 31 - 1) * bound;
  });
}
