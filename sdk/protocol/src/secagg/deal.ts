import { concatBytes, equalBytes, fromBase64, fromHex, toBase64, toHex } from "../canonical/bytes.ts";
import { encapsulateTo, pairwiseConfirmation } from "../crypto/hybrid.ts";
import { open, seal } from "../crypto/sealedBox.ts";
import { splitSecret } from "../crypto/shamir.ts";
import { FederationError, isFederationError } from "../errors/FederationError.ts";
import { PROTOCOL_VERSION } from "../protocol.ts";
import {
  type Deal,
  type DealtShare,
  KEM_CIPHERTEXT_BYTES,
  type RevealedShare,
  type SignedAdvert,
} from "../schemas/round.ts";
import { entryOf, type RosterEntry, rosterEntries, rosterMembers } from "./roster.ts";
import { keyPairOf, type RoundSecrets } from "./secrets.ts";
import { buildShareTree, type HolderShares, isUnderShareRoot, shareLeafHash } from "./shareTree.ts";

/** Kind byte of the sealed box that carries one dealer's two shares to one recipient. */
const BOX_OF_SHARES = 1;
const SHARE_BYTES = 33;
const SALT_BYTES = 32;
const HASH_BYTES = 32;

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
  /** t of the roster. */
  threshold: number;
  /** The roster context. */
  context: Uint8Array;
}

/**
 * SHARE: splits the mask secret and b_i into a share for each member of the roster, one kept, seals two to each other member, and
 * roots them all. To members of higher index go the ML-KEM ciphertext and the confirmation of the secret that the two share.
 * Box contents: mask-secret share (33) ‖ salt (32) ‖ self-mask share (33) ‖ salt (32) ‖ the hashes both proofs share (32
 * each). The two leaves are siblings, so the first hash of either proof is the other leaf, which the holder recomputes.
 * The deal is random and made once: store it, durably, before it leaves.
 */
export async function dealShares(input: DealingInput): Promise<{ deal: Deal; kept: HolderShares }> {
  const { roundId, member, secrets, threshold, context } = input;
  const holders = rosterMembers(input.roster);
  const entries = rosterEntries(input.roster);
  entryOf(entries, member);
  const tree = buildShareTree(
    member,
    holders,
    await splitSecret(secrets.maskSeed, holders.length, threshold),
    await splitSecret(secrets.selfMaskSeed, holders.length, threshold),
  );
  const shares = tree.shares
    .filter(({ to }) => to !== member)
    .map((held): DealtShare => {
      const { sealingKey } = entryOf(entries, held.to);
      const box = toBase64(
        seal(boxContents(held), sealingKey, { context, from: member, to: held.to, kind: BOX_OF_SHARES }),
      );
      if (held.to < member) return { to: held.to, box };
      const { kemCiphertext } = encapsulateTo(
        secrets.maskSeed,
        entryOf(entries, held.to).maskKey,
        keyPairOf(secrets.maskSeed),
      );
      const confirmation = confirmationOf({ secrets, member, peer: held.to, entries, context });
      return { to: held.to, box, kemCiphertext: toBase64(kemCiphertext), confirmation: toHex(confirmation) };
    });
  const deal: Deal = { v: PROTOCOL_VERSION, roundId, dealer: member, shares, shareRoot: toHex(tree.root) };
  return { deal, kept: tree.shares.find(({ to }) => to === member)! };
}

/** Shape of a whole deal, at the coordinator: exactly the other members, ascending, and ciphertexts upwards only. */
export function checkDeal(deal: Deal, expected: { roundId: number; members: readonly number[] }): void {
  const recipients = expected.members.filter((member) => member !== deal.dealer);
  const fits =
    deal.roundId === expected.roundId &&
    recipients.length === expected.members.length - 1 &&
    deal.shares.length === recipients.length &&
    deal.shares.every((share, i) => share.to === recipients[i] && ciphertextFits(share, deal.dealer));
  if (!fits) {
    throw new FederationError("SHARE_INVALID", "The deal is not one share for each other member of the roster.", {
      field: "deal.shares",
      memberIndex: deal.dealer,
    });
  }
}

export interface OpeningInput {
  /** The dealer's share for this member and its share root: a DealExcerpt. Its signature is checked by the caller. */
  deal: { dealer: number; shareRoot: string; share: DealtShare };
  secrets: Pick<RoundSecrets, "sealingSeed" | "maskSeed">;
  member: number;
  /** The roster context. */
  context: Uint8Array;
  roster: readonly SignedAdvert[];
}

/**
 * Opens one dealer's share. Throws SHARE_INVALID naming the dealer unless both shares stand under its root and, from a dealer of
 * lower index, the ciphertext gives the secret that the dealer confirmed.
 */
export function openDeal(input: OpeningInput): OpenedDeal {
  const { member, context, secrets } = input;
  const { dealer, share } = input.deal;
  const holders = rosterMembers(input.roster);
  // Of the dealer alone: the keys of everyone, decoded once for each of their deals, would take longer than opening it.
  const entries = rosterEntries(input.roster.filter(({ advert }) => advert.member === dealer));
  entryOf(entries, dealer);
  if (share.to !== member || dealer === member || !holders.includes(member) || !ciphertextFits(share, dealer)) {
    throw notOpening(dealer, "deal.share");
  }
  const address = { context, from: dealer, to: member, kind: BOX_OF_SHARES };
  const contents = open(decode(share.box), keyPairOf(secrets.sealingSeed), address);
  const opened = parseContents(contents, dealer, member, holders.indexOf(member));
  const shareRoot = fromHex(input.deal.shareRoot);
  for (const revealed of [opened.maskSecretShare, opened.selfMaskShare]) {
    if (!isUnderShareRoot(revealed, member, holders, shareRoot)) throw notOpening(dealer, "deal.shareRoot");
  }
  if (share.kemCiphertext === undefined || share.confirmation === undefined) return opened;
  const kemCiphertext = decode(share.kemCiphertext);
  const confirmation = confirmationOf({ secrets, member, peer: dealer, entries, context, kemCiphertext });
  if (!equalBytes(confirmation, fromHex(share.confirmation))) {
    throw new FederationError("SHARE_INVALID", "The ciphertext does not give the secret that its dealer confirmed.", {
      field: "deal.share.confirmation",
      memberIndex: dealer,
    });
  }
  return { ...opened, kemCiphertext: share.kemCiphertext };
}

/** Whether a share fails its recipient through its dealer's fault; other errors, such as a member outside the roster, are thrown. */
export function isDealSound(input: OpeningInput): boolean {
  try {
    openDeal(input);
    return true;
  } catch (error) {
    if (isFederationError(error, "SHARE_INVALID")) return false;
    throw error;
  }
}

function confirmationOf({
  secrets,
  member,
  peer,
  entries,
  context,
  kemCiphertext,
}: {
  secrets: Pick<RoundSecrets, "maskSeed">;
  member: number;
  peer: number;
  entries: ReadonlyMap<number, RosterEntry>;
  context: Uint8Array;
  kemCiphertext?: Uint8Array;
}): Uint8Array {
  const own = keyPairOf(secrets.maskSeed);
  return pairwiseConfirmation(
    {
      ownSeed: secrets.maskSeed,
      ownIndex: member,
      ownPublicKey: own.publicKey,
      peerIndex: peer,
      peerPublicKey: entryOf(entries, peer).maskKey,
      kemCiphertext,
      context,
    },
    own,
  );
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

/** An ML-KEM ciphertext and its confirmation go from the lower index to the higher, and only that way. */
function ciphertextFits({ to, kemCiphertext, confirmation }: DealtShare, dealer: number): boolean {
  if (dealer > to) return kemCiphertext === undefined && confirmation === undefined;
  return (
    confirmation !== undefined && kemCiphertext !== undefined && decode(kemCiphertext).length === KEM_CIPHERTEXT_BYTES
  );
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
