import { sha256 } from "@noble/hashes/sha2.js";
import { equalBytes, fromBase64, fromHex, toBase64 } from "../canonical/bytes.ts";
import { encapsulateTo, type HybridKeyPair, hybridKeyPair, pairwiseSeed } from "../crypto/hybrid.ts";
import { addMasks, type SeededMask } from "../crypto/prg.ts";
import { type RingWords, reduceWords } from "../crypto/ringWords.ts";
import { combineShares } from "../crypto/shamir.ts";
import { FederationError, toFederationError } from "../errors/FederationError.ts";
import type { Deal, Recovery, SignedAdvert, Unmasking } from "../schemas/round.ts";
import { requireAscending } from "./context.ts";
import { requireRing, type WordsShape } from "./packedWords.ts";
import { entryOf, type RosterEntry, rosterEntries, rosterMembers } from "./roster.ts";
import { selfMaskPrgSeed } from "./secrets.ts";
import { isUnderShareRoot, type ShareKind } from "./shareTree.ts";

/** From released shares to the exact sum. The coordinator, every site and every auditor run the same functions. */

export interface SharedRound {
  roster: readonly SignedAdvert[];
  /** At least those of the members in S. Their signatures are checked by the caller. */
  deals: readonly Deal[];
  /** S, ascending. */
  sharingSet: readonly number[];
  /** U ⊆ S, ascending. */
  survivors: readonly number[];
}

/**
 * One site's unmasking: from a survivor; its b hashes to its advert's commitment; each share is of another member of S, of
 * the kind that member's fate calls for, at most one each, and stands under the dealer's root. Throws SHARE_INVALID
 * naming the releaser. Its signature is checked by the caller.
 */
export function checkUnmasking({ unmasking, ...round }: SharedRound & { unmasking: Unmasking }): void {
  const { member } = unmasking;
  const blame = (message: string, field: string) =>
    new FederationError("SHARE_INVALID", message, { field, memberIndex: member });
  const survivors = requireSets(round);
  if (!survivors.has(member)) throw blame("An unmasking comes from a survivor.", "unmasking.member");
  const ownEntry = rosterEntries(round.roster.filter(({ advert }) => advert.member === member));
  const { selfMaskCommitment } = entryOf(ownEntry, member);
  if (!commits(selfMaskCommitment, decodeSeed(unmasking.selfMask))) {
    throw blame("The released self mask is not the committed one.", "unmasking.selfMask");
  }
  const open = new Set(round.sharingSet.filter((peer) => peer !== member));
  const holders = rosterMembers(round.roster);
  const roots = new Map(round.deals.map((deal) => [deal.dealer, fromHex(deal.shareRoot)]));
  for (const share of unmasking.shares) {
    // Deleting as we go refuses a second share of one dealer, so that never both kinds are taken.
    if (!open.delete(share.dealer)) throw blame("A share is not asked for, or given twice.", "unmasking.shares");
    const kind: ShareKind = survivors.has(share.dealer) ? "selfMask" : "maskSecret";
    if (share.kind !== kind) throw blame("A share is of the kind that must stay closed.", "unmasking.shares");
    const root = roots.get(share.dealer);
    if (root === undefined || !isUnderShareRoot(share, member, holders, root)) {
      throw blame("A released share does not stand under its dealer's root.", "unmasking.shares");
    }
  }
}

/**
 * RESULT: the self-mask seed of every survivor, as it released it or from t shares, and the mask secret of every member
 * of S that did not survive, from t shares, each checked against the dealer's advert. Unmaskings are checked first.
 * Deterministic in the set of unmaskings. Throws SHARE_INVALID, or RECOVERY_FAILED naming the dealer whose secret is short of
 * shares (saying how many) or does not match its advert.
 */
export async function recover(
  round: SharedRound & { unmaskings: readonly Unmasking[]; threshold: number },
): Promise<Recovery> {
  const { unmaskings, ...shared } = round;
  const survivors = requireSets(round);
  requireAscending(
    [...unmaskings].map(({ member }) => member).sort((a, b) => a - b),
    "unmaskings",
  );
  for (const unmasking of unmaskings) checkUnmasking({ ...shared, unmasking });
  const entries = rosterEntries(round.roster);
  const released = new Map(unmaskings.map(({ member, selfMask }) => [member, fromBase64(selfMask)]));
  const recovery: Recovery = { selfMasks: [], maskSecrets: [] };
  for (const member of round.sharingSet) {
    const entry = entryOf(entries, member);
    if (survivors.has(member)) {
      const seed = released.get(member) ?? (await reconstruct(round, member, "selfMask"));
      if (!commits(entry.selfMaskCommitment, seed)) throw mismatch(member, "self mask");
      recovery.selfMasks.push({ member, seed: toBase64(seed) });
    } else {
      const seed = await reconstruct(round, member, "maskSecret");
      requireAdvertisedKey(round, entries, member, seed);
      recovery.maskSecrets.push({ member, seed: toBase64(seed) });
    }
  }
  return recovery;
}

export interface UnmaskingSum extends SharedRound, WordsShape {
  /** Σ y over U mod 2^ring, checked by the caller. It is not altered. */
  maskedSum: RingWords;
  /** Need not be trusted: it is checked against the adverts. */
  recovery: Recovery;
  /** The masking context. */
  context: Uint8Array;
}

/**
 * Σ x over U, exact: the masked sum less the self mask of every survivor and the pairwise masks between survivors and those of S
 * that did not survive; all others cancel. Throws RECOVERY_FAILED where a seed is missing or does not match its advert.
 */
export async function unmaskSum(input: UnmaskingSum): Promise<RingWords> {
  const { maskedSum, recovery, context } = input;
  const survivors = requireSets(input);
  const entries = rosterEntries(input.roster);
  const selfMasks = new Map(recovery.selfMasks.map(({ member, seed }) => [member, decodeSeed(seed)]));
  const maskSecrets = new Map(recovery.maskSecrets.map(({ member, seed }) => [member, decodeSeed(seed)]));
  requireRing(maskedSum, input);
  const sum = maskedSum.slice();
  const masks: SeededMask[] = [];
  for (const member of input.survivors) {
    const { maskKey, selfMaskCommitment } = entryOf(entries, member);
    const seed = selfMasks.get(member);
    if (seed === undefined || !commits(selfMaskCommitment, seed)) throw mismatch(member, "self mask");
    masks.push({ seed: selfMaskPrgSeed(seed, context, maskKey), sign: -1 });
  }
  for (const dropout of input.sharingSet.filter((member) => !survivors.has(member))) {
    const seed = maskSecrets.get(dropout);
    if (seed === undefined) throw mismatch(dropout, "mask secret");
    masks.push(...pairwiseMasks(input, entries, dropout, seed));
  }
  await addMasks(sum, masks);
  reduceWords(sum, input.ring);
  return sum;
}

/** What takes off the masks that the survivors added (lower index) or subtracted (higher) for the dropout. */
function pairwiseMasks(
  round: UnmaskingSum,
  entries: ReadonlyMap<number, RosterEntry>,
  dropout: number,
  ownSeed: Uint8Array,
): SeededMask[] {
  const keys = requireMaskKey(entries, dropout, ownSeed);
  return round.survivors.map((peer) => {
    const [lower, higher] = peer < dropout ? [peer, dropout] : [dropout, peer];
    const input = {
      ownSeed,
      ownIndex: dropout,
      ownPublicKey: keys.publicKey,
      peerIndex: peer,
      peerPublicKey: entryOf(entries, peer).maskKey,
      // The dropout's own is compared with the one its seed makes.
      kemCiphertext: ciphertextOf(round.deals, lower, higher),
      context: round.context,
    };
    try {
      return { seed: pairwiseSeed(input, keys), sign: peer < dropout ? -1 : 1 };
    } catch (error) {
      if (toFederationError(error).code === "SHARE_INVALID") throw mismatch(dropout, "ML-KEM ciphertext");
      throw error;
    }
  });
}

async function reconstruct(
  round: SharedRound & { unmaskings: readonly Unmasking[]; threshold: number },
  dealer: number,
  kind: ShareKind,
): Promise<Uint8Array> {
  const shares = [...round.unmaskings]
    .sort((a, b) => a.member - b.member)
    .flatMap((unmasking) => unmasking.shares)
    .filter((share) => share.dealer === dealer && share.kind === kind)
    .map((share) => fromBase64(share.share));
  if (shares.length < round.threshold) {
    const missing = round.threshold - shares.length;
    throw new FederationError("RECOVERY_FAILED", `${missing} of ${round.threshold} shares are missing.`, {
      field: kind,
      hint: "Wait for more survivors to unmask, or abort the round.",
      memberIndex: dealer,
    });
  }
  try {
    return await combineShares(shares, round.threshold);
  } catch (cause) {
    throw new FederationError("RECOVERY_FAILED", "The dealer's shares do not fit together.", {
      field: kind,
      memberIndex: dealer,
      cause,
    });
  }
}

/** The recovered seed makes the advertised mask key and every ML-KEM ciphertext the dealer sent; else the dealer cheated. */
function requireAdvertisedKey(
  round: SharedRound,
  entries: ReadonlyMap<number, RosterEntry>,
  member: number,
  seed: Uint8Array,
): void {
  requireMaskKey(entries, member, seed);
  for (const peer of round.survivors) {
    if (peer <= member) continue;
    const { kemCiphertext } = encapsulateTo(seed, entryOf(entries, peer).maskKey);
    if (!equalBytes(kemCiphertext, ciphertextOf(round.deals, member, peer)))
      throw mismatch(member, "ML-KEM ciphertext");
  }
}

function requireMaskKey(entries: ReadonlyMap<number, RosterEntry>, member: number, seed: Uint8Array): HybridKeyPair {
  const keys = seed.length === 32 ? hybridKeyPair(seed) : undefined;
  if (keys === undefined || !equalBytes(keys.publicKey, entryOf(entries, member).maskKey)) {
    throw mismatch(member, "mask secret");
  }
  return keys;
}

function ciphertextOf(deals: readonly Deal[], from: number, to: number): Uint8Array {
  const share = deals.find(({ dealer }) => dealer === from)?.shares.find((dealt) => dealt.to === to);
  if (share?.kemCiphertext === undefined) throw mismatch(from, "ML-KEM ciphertext");
  return fromBase64(share.kemCiphertext);
}

/** Checks that U ⊆ S and both are ascending; gives U as a set. */
function requireSets({ sharingSet, survivors }: SharedRound): Set<number> {
  requireAscending(sharingSet, "sharingSet");
  requireAscending(survivors, "survivors");
  if (survivors.some((member) => !sharingSet.includes(member))) {
    throw new FederationError("REQUEST_INVALID", "A survivor is not in the sharing set.", { field: "survivors" });
  }
  return new Set(survivors);
}

function commits(commitment: Uint8Array, seed: Uint8Array): boolean {
  return seed.length === 32 && equalBytes(sha256(seed), commitment);
}

/** Malformed base64 is as good as nothing: the commitment refuses it. */
function decodeSeed(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    return new Uint8Array(0);
  }
}

function mismatch(member: number, what: string): FederationError {
  return new FederationError("RECOVERY_FAILED", `A recovered ${what} does not match what its member published.`, {
    field: "recovery",
    memberIndex: member,
  });
}
