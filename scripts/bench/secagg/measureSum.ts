import { randomFillSync } from "node:crypto";
import { fromBase64 } from "@consilium/sdk/canonical/bytes.ts";
import { pairwiseSeed } from "@consilium/sdk/crypto/hybrid.ts";
import { addMasks, type SeededMask } from "@consilium/sdk/crypto/prg.ts";
import { type Ring, reduceWords } from "@consilium/sdk/crypto/ringWords.ts";
import { encodeContribution, ringFor } from "@consilium/sdk/secagg/encoding.ts";
import { MaskedSumBuilder, maskedSumBytes } from "@consilium/sdk/secagg/maskedSum.ts";
import { packWords } from "@consilium/sdk/secagg/packedWords.ts";
import { recover, unmaskSum } from "@consilium/sdk/secagg/recover.ts";
import { selfMaskPrgSeed } from "@consilium/sdk/secagg/secrets.ts";
import { makeUnmasking, maskContribution, receivedCiphertexts } from "@consilium/sdk/secagg/site.ts";
import { encapsulateWith, type SharedMembers } from "./sharedRound.ts";
import { medianTiming, type PeakMemory, sumOf, type Timing, time } from "./stopwatch.ts";

/** As Flower's: clipped to ±8, in steps of 2^-18. */
const RANGE = { fractionBits: 18, bound: 8 };
const MOST_MASKS_MADE = 99;

/** What a round of `dimension` words costs one site and the coordinator. */
export interface SumFigures {
  members: number;
  dimension: number;
  dropouts: number;
  runs: number;
  /** Encoding, pairwise seeds, masks, packing. */
  mask: Timing;
  unmask: Timing;
  /** All of a site's work from its keys to its unmasking, without signatures. */
  site: Timing;
  /** From the unmaskings and masked vectors to the sum. */
  coordinator: Timing;
  /** Making only the masks that the coordinator removes, and adding them to a vector. */
  masksRemoved: number;
  makingRemovedMasks: Timing;
  uploadBytes: number;
  /** Roster, shares and the sum of the masked vectors. */
  downloadBytes: number;
  sitePeakBytes: number;
  coordinatorPeakBytes: number;
}

export interface SumCase {
  dimension: number;
  /** Fraction of the members that vanish after SHARE, rounded; fewer than leave t. */
  dropoutFraction: number;
  runs: number;
  memory: PeakMemory;
}

/** One case of the benchmark. Throws where the sum is not exact to the bit. */
export async function measureSum(shared: SharedMembers, ask: SumCase): Promise<SumFigures> {
  const { members, own, roster, context, deals } = shared;
  const { dimension, runs, memory } = ask;
  const count = members.length;
  const dropouts = Math.min(Math.round(ask.dropoutFraction * count), count - shared.threshold);
  // Spread over the indices: a dropout encapsulated to every member above it.
  const candidates = members.filter((member) => member !== own);
  const gone = new Set(
    Array.from({ length: dropouts }, (_, i) => candidates[Math.floor((i + 0.5) * (candidates.length / dropouts))]!),
  );
  const survivors = members.filter((member) => !gone.has(member));
  const sets = { roster, sharingSet: members, survivors };
  const contribution = Float64Array.from({ length: dimension }, (_, i) => ((i % 1_001) - 500) / 100);
  const ring = ringFor(RANGE, count);
  const encode = () => encodeContribution(contribution, { ...RANGE, ring }) as Uint32Array;
  const maskOwn = async () => {
    const masked = await maskContribution({
      ...sets,
      encoded: encode(),
      ring,
      member: own,
      secrets: shared.secrets[own]!,
      kemCiphertexts: receivedCiphertexts(shared.opened.get(own)!),
      context,
    });
    return packWords(masked, ring);
  };
  const unmaskingOf = (member: number) =>
    makeUnmasking({
      ...sets,
      roundId: 1,
      member,
      secrets: shared.secrets[member]!,
      opened: shared.opened.get(member)!,
    });

  await maskOwn(); // Not counted: it starts the threads and compiles.
  const masks: Timing[] = [];
  const unmasks: Timing[] = [];
  let sitePeakBytes = 0;
  for (let run = 0; run < runs; run++) {
    const { result, extraBytes } = await memory.during(() => time(maskOwn));
    masks.push(result);
    sitePeakBytes = Math.max(sitePeakBytes, extraBytes);
    unmasks.push(await time(() => unmaskingOf(own)));
  }

  // The sum of the others' masked vectors stands for them, so that n² masks need not be made; the coordinator's work is the same.
  const others = survivors.filter((member) => member !== own);
  const nothing = packWords(new Uint32Array(dimension), ring);
  const vectors = new Map(others.map((member) => [member, nothing]));
  vectors.set(others[0]!, packWords(await sumOfMasked(shared, others, encode(), ring), ring));
  const packed = await maskOwn();
  vectors.set(own, packed);
  for (const member of gone) encapsulateWith(shared, member);
  const unmaskings = survivors.map(unmaskingOf);

  const expected = encode().map((word) => Math.imul(word, survivors.length));
  reduceWords(expected, ring);
  const masksRemoved = survivors.length + dropouts * survivors.length;
  const coordinators: Timing[] = [];
  const makings: Timing[] = [];
  let coordinatorPeakBytes = 0;
  for (let run = 0; run < runs; run++) {
    const { result, extraBytes } = await memory.during(() =>
      time(async () => {
        const adding = new MaskedSumBuilder(ring, dimension);
        for (const vector of vectors.values()) adding.addPacked(vector);
        const maskedSum = adding.sum.low;
        const recovery = await recover({ ...sets, deals, unmaskings, threshold: shared.threshold });
        return unmaskSum({ ...sets, deals, maskedSum, recovery, context, ring, dimension });
      }),
    );
    if (!expected.every((word, i) => word === result.result[i])) throw new Error("The sum is wrong.");
    coordinators.push(result);
    makings.push(await makeMasks(masksRemoved, dimension));
    coordinatorPeakBytes = Math.max(coordinatorPeakBytes, extraBytes);
  }

  const mask = medianTiming(masks);
  const unmask = medianTiming(unmasks);
  return {
    members: count,
    dimension,
    dropouts,
    runs,
    mask,
    unmask,
    site: sumOf([shared.join, shared.deal, shared.open, mask, unmask]),
    coordinator: medianTiming(coordinators),
    masksRemoved,
    makingRemovedMasks: medianTiming(makings),
    uploadBytes: jsonBytes(roster[own], deals[own], unmaskingOf(own)) + packed.length,
    downloadBytes: downloadOf(shared, maskedSumOf(survivors.length, ring, dimension)),
    sitePeakBytes,
    coordinatorPeakBytes,
  };
}

/** Σ y over `others`, each with the contribution `encoded`: the masks among themselves cancel and are left out. */
async function sumOfMasked(shared: SharedMembers, others: readonly number[], encoded: Uint32Array, ring: Ring) {
  const { members, roster, secrets, context } = shared;
  const within = new Set(others);
  const keyOf = (member: number) => fromBase64(roster[member]!.advert.maskKey);
  const masks: SeededMask[] = [];
  for (const member of others) {
    const { maskSeed, selfMaskSeed } = secrets[member]!;
    masks.push({ seed: selfMaskPrgSeed(selfMaskSeed, context, keyOf(member)), sign: 1 });
    for (const peer of members.filter((one) => !within.has(one))) {
      const [lower, higher] = member < peer ? [member, peer] : [peer, member];
      const input = { ownIndex: lower, ownPublicKey: keyOf(lower), peerIndex: higher, peerPublicKey: keyOf(higher) };
      const ownSeed = lower === member ? maskSeed : secrets[peer]!.maskSeed;
      masks.push({ seed: pairwiseSeed({ ...input, ownSeed, context }), sign: member < peer ? 1 : -1 });
    }
  }
  const sum = encoded.map((word) => Math.imul(word, others.length));
  await addMasks(sum, masks);
  reduceWords(sum, ring);
  return sum;
}

/** `count` masks added to a vector: up to MOST_MASKS_MADE of them, times the rest. */
export async function makeMasks(count: number, dimension: number): Promise<Timing> {
  const made = Math.min(count, MOST_MASKS_MADE);
  const masks = Array.from({ length: made }, (_, i) => ({ seed: new Uint8Array(32).fill(i), sign: 1 as const }));
  const vector = new Uint32Array(dimension);
  const { wallMs, cpuMs } = await time(() => addMasks(vector, masks));
  return { wallMs: (wallMs * count) / made, cpuMs: (cpuMs * count) / made };
}

function downloadOf({ roster, deals, own }: SharedMembers, maskedSum: Uint8Array): number {
  const { dealer, shareRoot, shares } = deals[own]!;
  // What `own` gets of the others is as long as what they get of it, but for the ciphertexts, which go upwards only.
  const excerpts = shares.map((share) => ({ dealer, shareRoot, share }));
  return jsonBytes(roster, excerpts) + maskedSum.length;
}

/** A sum of `count` masked vectors, as it is sent. A masked vector is uniform, so random words stand for it. */
function maskedSumOf(count: number, ring: Ring, dimension: number): Uint8Array {
  const builder = new MaskedSumBuilder(ring, dimension);
  const words = new Uint32Array(dimension);
  for (let n = 0; n < count; n++) {
    reduceWords(randomFillSync(words), ring);
    builder.add(words);
  }
  return maskedSumBytes(builder.sum);
}

function jsonBytes(...documents: readonly unknown[]): number {
  return documents.reduce<number>((sum, document) => sum + Buffer.byteLength(JSON.stringify(document)), 0);
}
