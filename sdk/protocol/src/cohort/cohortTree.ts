import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, fromHex, toHex, u32be, utf8 } from "../canonical/bytes.ts";
import type { Digest } from "../canonical/digest.ts";
import { merkleProof, merkleRoot, verifyMerkleProof } from "../crypto/merkle.ts";

/**
 * The cohort tree: one leaf per patient key ever registered at the site, in the chain's order at block B. A key without
 * consent has a fixed leaf, so anyone sees that it is out; every other leaf is salted and tells nothing until opened.
 */

/** Leaf of every key whose consent does not cover the round. */
export const NOT_CONSENTED_LEAF: Uint8Array = sha256(utf8("consilium/cohort/not-consented/v1"));

const LEAF_PREFIX = Uint8Array.of(0);
const BYTES_32 = 32;

/** What a leaf of a consented key commits to. */
export interface CohortLeaf {
  /** ctx of the round, 32 bytes. */
  readonly context: Uint8Array;
  /** Member index of the site. */
  readonly site: number;
  /** Keccak-256 of the patient's signer, 32 bytes. */
  readonly keyHash: Uint8Array;
  /** Whether the patient's record is in the cohort. */
  readonly eligible: boolean;
  /** 256 random bits. */
  readonly salt: Uint8Array;
}

/** SHA-256(0x00 ‖ ctx ‖ site as u32be ‖ keyHash ‖ eligible as one byte ‖ salt). Throws RangeError on a wrong length. */
export function cohortLeaf({ context, site, keyHash, eligible, salt }: CohortLeaf): Uint8Array {
  if (context.length !== BYTES_32 || keyHash.length !== BYTES_32 || salt.length !== BYTES_32) {
    throw new RangeError("context, keyHash and salt are 32 bytes each.");
  }
  return sha256(concatBytes(LEAF_PREFIX, context, u32be(site), keyHash, Uint8Array.of(eligible ? 1 : 0), salt));
}

/** Root of the tree (RFC 9162). */
export function cohortRoot(leaves: readonly Uint8Array[]): Digest {
  return toHex(merkleRoot(leaves));
}

/** Inclusion proof of leaf `index`, for one patient or an auditor. */
export function cohortProof(leaves: readonly Uint8Array[], index: number): Digest[] {
  return merkleProof(leaves, index).map(toHex);
}

/** Whether `leaf` stands at `index` among `size` leaves under `root`. */
export function verifyCohortProof(
  leaf: Uint8Array,
  index: number,
  size: number,
  proof: readonly Digest[],
  root: Digest,
): boolean {
  return verifyMerkleProof(leaf, index, size, proof.map(fromHex), fromHex(root));
}
