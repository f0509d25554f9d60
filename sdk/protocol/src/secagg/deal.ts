import { concatBytes, fromBase64, fromHex, toBase64, toHex } from "../canonical/bytes.ts";
import { encapsulateTo } from "../crypto/hybrid.ts";
import { open, seal } from "../crypto/sealedBox.ts";
import { splitSecret } from "../crypto/shamir.ts";
import { FederationError } from "../errors/FederationError.ts";
import { PROTOCOL_VERSION } from "../protocol.ts";
import {
  type Deal,
  type DealtShare,
  KEM_CIPHERTEXT_BYTES,
  type RevealedShare,
  type SignedAdvert,
} from "../schemas/round.ts";
import { entryOf, rosterEntries } from "./roster.ts";
import { keyPairOf, type RoundSecrets } from "./secrets.ts";
import { buildShareTree, type HolderShares, isUnderShareRoot, shareHolders, shareLeafHash } from "./shareTree.ts";

/** Kind byte of the sealed box that carries one dealer's two shares to one neighbour. */
const BOX_OF_SHARES = 1;
const SHARE_BYTES = 33;
const SALT_BYTES = 32;
const HASH_BYTES = 32;

/** Neighbours by member, of `sharingPlan`. */
export type Neighbours = ReadonlyMap<number, readonly number[]>;

/** What a site holds of one dealer once its share opened: JSON, ready to be stored and, one of the two, revealed. */
export interface OpenedDeal {
  dealer: number;
  maskSecretShare: RevealedShare;
  selfMaskShare: RevealedShare;
  /** Base64; from a dealer of lower index only. */
  kemCiphertext?: string;
}

export interface DealingInput {
  roundId: number;
  member: number;
  secrets: RoundSecrets;
  roster: readonly SignedAdvert[];
  neighbours: Neighbours;
  threshold: number;
  /** The roster context. */
  context: Uint8Array;
}

/**
 * SHARE: splits the mask secret and b_i into k + 1 shares, one kept, seals two to each neighbour, and roots them all.
 * Box contents: mask-secret share (33) ‖ salt (32) ‖ self-mask share (33) ‖ salt (32) ‖ the hashes both proofs share (32
 * each). The two leaves are siblings, so the first hash of either proof is the other leaf, which the holder recomputes.
 * The deal is random and made once: store it, durably, before it leaves.
 */
export async function dealShares(input: DealingInput): Promise<{ deal: Deal; kept: HolderShares }> {
  const { roundId, member, secrets, threshold, context } = input;
  const holders = shareHolders(member, neighboursOfMember(input.neighbours, member));
  const entries = rosterEntries(input.roster);
  const tree = buildShareTree(
    member,
    holders,
    await splitSecret(secrets.maskSeed, holders.length, threshold),
    await splitSecret(secrets.selfMaskSeed, holders.length, threshold),
  );
  const shares = tree.shares
    .filter(({ to }) => to !== member)
    .map((held): DealtShare => {
      const { sealingKey, maskKey } = entryOf(entries, held.to);
      const address = { context, from: member, to: held.to, kind: BOX_OF_SHARES };
      const box = toBase64(seal(boxContents(held), sealingKey, address));
      if (held.to < member) return { to: held.to, box };
      const { kemCiphertext } = encapsulateTo(secrets.maskSeed, maskKey);
      return { to: held.to, box, kemCiphertext: toBase64(kemCiphertext) };
    });
  const deal: Deal = { v: PROTOCOL_VERSION, roundId, dealer: member, shares, shareRoot: toHex(tree.root) };
  return { deal, kept: tree.shares.find(({ to }) => to === member)! };
}

/** Shape of a whole deal, at the coordinator: exactly the dealer's neighbours, ascending, and ciphertexts upwards only. */
export function checkDeal(deal: Deal, expected: { roundId: number; neighbours: Neighbours }): void {
  const recipients = neighboursOfMember(expected.neighbours, deal.dealer);
  const fits =
    deal.roundId === expected.roundId &&
    deal.shares.length === recipients.length &&
    deal.shares.every((share, i) => share.to === recipients[i] && ciphertextFits(share, deal.dealer));
  if (!fits) {
    throw new FederationError("SHARE_INVALID", "The deal is not one share for each of the dealer's neighbours.", {
      field: "deal.shares",
      memberIndex: deal.dealer,
    });
  }
}

export interface OpeningInput {
  /** The dealer's share for this member and its share root: a DealExcerpt. Its signature is checked by the caller. */
  deal: { dealer: number; shareRoot: string; share: DealtShare };
  secrets: RoundSecrets;
  member: number;
  neighbours: Neighbours;
  /** The roster context. */
  context: Uint8Array;
  roster: readonly SignedAdvert[];
}

/** Opens one dealer's share. Throws SHARE_INVALID naming the dealer unless both shares stand under its root. */
export function openDeal(input: OpeningInput): OpenedDeal {
  const { member, neighbours, context } = input;
  const { dealer, share } = input.deal;
  entryOf(rosterEntries(input.roster.filter(({ advert }) => advert.member === dealer)), dealer);
  const dealerNeighbours = neighboursOfMember(neighbours, dealer);
  if (share.to !== member || !dealerNeighbours.includes(member) || !ciphertextFits(share, dealer)) {
    throw notOpening(dealer, "deal.share");
  }
  const sealing = keyPairOf(input.secrets.sealingSeed);
  const address = { context, from: dealer, to: member, kind: BOX_OF_SHARES };
  const contents = open(decode(share.box), sealing, address);
  const position = shareHolders(dealer, dealerNeighbours).indexOf(member);
  const opened = parseContents(contents, dealer, member, position);
  const shareRoot = fromHex(input.deal.shareRoot);
  for (const revealed of [opened.maskSecretShare, opened.selfMaskShare]) {
    if (!isUnderShareRoot(revealed, member, dealerNeighbours, shareRoot)) throw notOpening(dealer, "deal.shareRoot");
  }
  return share.kemCiphertext === undefined ? opened : { ...opened, kemCiphertext: share.kemCiphertext };
}

export function neighboursOfMember(neighbours: Neighbours, member: number): readonly number[] {
  const found = neighbours.get(member);
  if (found === undefined) {
    throw new FederationError("REQUEST_INVALID", "The member is not in the sharing plan.", {
      field: "member",
      memberIndex: member,
    });
  }
  return found;
}

function boxContents({ maskSecret, selfMask }: HolderShares): Uint8Array {
  const opened = [maskSecret.share, maskSecret.salt, selfMask.share, selfMask.salt].map(fromBase64);
  return concatBytes(...opened, ...maskSecret.proof.slice(1).map(fromHex));
}

function parseContents(contents: Uint8Array, dealer: number, member: number, position: number): OpenedDeal {
  const proofBytes = contents.length - 2 * (SHARE_BYTES + SALT_BYTES);
  if (proofBytes < 0 || proofBytes % HASH_BYTES !== 0) throw notOpening(dealer, "deal.share.box");
  const opened = [0, SHARE_BYTES + SALT_BYTES].map((from) => ({
    dealer,
    share: toBase64(contents.subarray(from, from + SHARE_BYTES)),
    salt: toBase64(contents.subarray(from + SHARE_BYTES, from + SHARE_BYTES + SALT_BYTES)),
  }));
  const proof = contents.subarray(contents.length - proofBytes);
  const common = Array.from({ length: proofBytes / HASH_BYTES }, (_, i) =>
    toHex(proof.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES)),
  );
  const maskSecret = { ...opened[0]!, kind: "maskSecret" as const, leafIndex: 2 * position };
  const selfMask = { ...opened[1]!, kind: "selfMask" as const, leafIndex: 2 * position + 1 };
  return {
    dealer,
    maskSecretShare: { ...maskSecret, proof: [toHex(shareLeafHash(selfMask, member)), ...common] },
    selfMaskShare: { ...selfMask, proof: [toHex(shareLeafHash(maskSecret, member)), ...common] },
  };
}

/** An ML-KEM ciphertext goes from the lower index to the higher, and only that way. */
function ciphertextFits(share: DealtShare, dealer: number): boolean {
  if (dealer > share.to) return share.kemCiphertext === undefined;
  return share.kemCiphertext !== undefined && decode(share.kemCiphertext).length === KEM_CIPHERTEXT_BYTES;
}

function notOpening(dealer: number, field: string): FederationError {
  return new FederationError("SHARE_INVALID", "The share does not open under its dealer's root.", {
    field,
    memberIndex: dealer,
  });
}

/** Malformed base64 is as good as nothing: the length checks refuse it. */
function decode(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    return new Uint8Array(0);
  }
}
