import { concatBytes, fromBase64, fromHex, toBase64, toHex, u32be } from "../canonical/bytes.ts";
import { hashLeaf, merkleProofs, verifyMerkleProof } from "../crypto/merkle.ts";
import { randomBytes } from "../crypto/random.ts";
import type { RevealedShare } from "../schemas/round.ts";

/**
 * One dealer's share root: the RFC 9162 Merkle tree over one salted leaf per share. The holders are the members of the roster,
 * the dealer among them, ascending; the p-th holder has leaf 2p for its mask-secret share and leaf 2p + 1 for its self-mask share:
 *   leaf = SHA-256(0x00 ‖ salt (32) ‖ dealer (u32be) ‖ to (u32be) ‖ kind (1) ‖ share)
 * The salt keeps a leaf from telling anything about a share that stays closed.
 */

export type ShareKind = RevealedShare["kind"];

const KIND_BYTE: Record<ShareKind, number> = { maskSecret: 1, selfMask: 2 };
const SALT_BYTES = 32;

export interface HolderShares {
  to: number;
  maskSecret: RevealedShare;
  selfMask: RevealedShare;
}

/** Salts the shares of each holder (in holder order) and proves each under the root. */
export function buildShareTree(
  dealer: number,
  holders: readonly number[],
  maskSecretShares: readonly Uint8Array[],
  selfMaskShares: readonly Uint8Array[],
): { root: Uint8Array; shares: HolderShares[] } {
  const salted = holders.map((to, p) => {
    const open = (kind: ShareKind, share: Uint8Array) => {
      return { dealer, kind, share: toBase64(share), salt: toBase64(randomBytes(SALT_BYTES)) };
    };
    return { to, opened: [open("maskSecret", maskSecretShares[p]!), open("selfMask", selfMaskShares[p]!)] as const };
  });
  const leaves = salted.flatMap(({ to, opened }) => opened.map((share) => shareLeafHash(share, to)));
  const { root, proofs } = merkleProofs(leaves);
  const prove = (leafIndex: number) => ({ leafIndex, proof: proofs[leafIndex]!.map(toHex) });
  const shares = salted.map(({ to, opened: [maskSecret, selfMask] }, p) => ({
    to,
    maskSecret: { ...maskSecret, ...prove(2 * p) },
    selfMask: { ...selfMask, ...prove(2 * p + 1) },
  }));
  return { root, shares };
}

/** Whether a share is the one of its kind that its dealer rooted for this holder, of these holders. Never throws. */
export function isUnderShareRoot(
  revealed: RevealedShare,
  holder: number,
  holders: readonly number[],
  shareRoot: Uint8Array,
): boolean {
  const position = holders.indexOf(holder);
  if (position < 0 || revealed.leafIndex !== 2 * position + (revealed.kind === "selfMask" ? 1 : 0)) return false;
  try {
    if (fromBase64(revealed.salt).length !== SALT_BYTES) return false;
    const leaf = shareLeafHash(revealed, holder);
    return verifyMerkleProof(leaf, revealed.leafIndex, 2 * holders.length, revealed.proof.map(fromHex), shareRoot);
  } catch {
    return false;
  }
}

/** The leaf of a share for its holder. */
export function shareLeafHash(
  revealed: Pick<RevealedShare, "dealer" | "kind" | "salt" | "share">,
  holder: number,
): Uint8Array {
  const { dealer, kind } = revealed;
  const address = concatBytes(u32be(dealer), u32be(holder), Uint8Array.of(KIND_BYTE[kind]));
  return hashLeaf(concatBytes(fromBase64(revealed.salt), address, fromBase64(revealed.share)));
}
