import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, equalBytes } from "../canonical/bytes.ts";

/**
 * The Merkle tree of RFC 9162 §2.1 (the same hashes as RFC 6962) over SHA-256: leaf = H(0x00 ‖ data),
 * node = H(0x01 ‖ left ‖ right), split at the largest power of two below the size. A tree of no leaves is H("").
 * Every function takes leaf hashes (32 bytes each), so that callers decide what a leaf commits to.
 */

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);
const HASH_BYTES = 32;

/** Leaf hash of one entry: SHA-256(0x00 ‖ data). */
export function hashLeaf(data: Uint8Array): Uint8Array {
  return sha256(concatBytes(LEAF_PREFIX, data));
}

/** Hash of an inner node: SHA-256(0x01 ‖ left ‖ right). */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(NODE_PREFIX, left, right));
}

/** Root of the tree over leaf hashes. Throws RangeError where one is not 32 bytes. */
export function merkleRoot(leafHashes: readonly Uint8Array[]): Uint8Array {
  checkHashes(leafHashes);
  if (leafHashes.length === 0) return sha256(new Uint8Array(0));
  return subtreeRoot(leafHashes, 0, leafHashes.length);
}

/** Inclusion proof of leaf `index`: its sibling hashes, lowest first. Throws RangeError where there is no such leaf. */
export function merkleProof(leafHashes: readonly Uint8Array[], index: number): Uint8Array[] {
  checkHashes(leafHashes);
  if (!Number.isSafeInteger(index) || index < 0 || index >= leafHashes.length) {
    throw new RangeError(`No leaf ${index} in a tree of ${leafHashes.length}.`);
  }
  return subtreeProof(leafHashes, index, 0, leafHashes.length);
}

/** The root and the inclusion proof of every leaf, with each node hashed once. Throws RangeError where a hash is not 32 bytes. */
export function merkleProofs(leafHashes: readonly Uint8Array[]): { root: Uint8Array; proofs: Uint8Array[][] } {
  checkHashes(leafHashes);
  const proofs: Uint8Array[][] = leafHashes.map(() => []);
  const rootOf = (from: number, to: number): Uint8Array => {
    if (to - from === 1) return leafHashes[from]!;
    const middle = from + splitPoint(to - from);
    const [left, right] = [rootOf(from, middle), rootOf(middle, to)];
    for (let leaf = from; leaf < to; leaf++) proofs[leaf]!.push(leaf < middle ? right : left);
    return hashNode(left, right);
  };
  return { root: leafHashes.length === 0 ? merkleRoot([]) : rootOf(0, leafHashes.length), proofs };
}

/**
 * Whether `proof` shows `leafHash` to be leaf `index` of the tree of `size` leaves with this root (RFC 9162 §2.1.3.2).
 * False, never a throw, for any malformed argument: proofs come from strangers.
 */
export function verifyMerkleProof(
  leafHash: Uint8Array,
  index: number,
  size: number,
  proof: readonly Uint8Array[],
  root: Uint8Array,
): boolean {
  if (!Number.isSafeInteger(index) || !Number.isSafeInteger(size) || index < 0 || index >= size) return false;
  if (leafHash.length !== HASH_BYTES || proof.length > 53) return false;
  let node = index;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of proof) {
    if (sibling.length !== HASH_BYTES || last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = hashNode(sibling, hash);
      while (node % 2 === 0 && node !== 0) {
        node = Math.floor(node / 2);
        last = Math.floor(last / 2);
      }
    } else {
      hash = hashNode(hash, sibling);
    }
    node = Math.floor(node / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 && equalBytes(hash, root);
}

function subtreeRoot(leafHashes: readonly Uint8Array[], from: number, to: number): Uint8Array {
  if (to - from === 1) return leafHashes[from]!;
  const middle = from + splitPoint(to - from);
  return hashNode(subtreeRoot(leafHashes, from, middle), subtreeRoot(leafHashes, middle, to));
}

function subtreeProof(leafHashes: readonly Uint8Array[], index: number, from: number, to: number): Uint8Array[] {
  if (to - from === 1) return [];
  const middle = from + splitPoint(to - from);
  if (index < middle) {
    return [...subtreeProof(leafHashes, index, from, middle), subtreeRoot(leafHashes, middle, to)];
  }
  return [...subtreeProof(leafHashes, index, middle, to), subtreeRoot(leafHashes, from, middle)];
}

/** Largest power of two strictly below n (n >= 2). */
function splitPoint(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}

function checkHashes(leafHashes: readonly Uint8Array[]): void {
  const at = leafHashes.findIndex((hash) => hash.length !== HASH_BYTES);
  if (at >= 0) throw new RangeError(`Leaf hash ${at} is not ${HASH_BYTES} bytes.`);
}
