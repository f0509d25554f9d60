import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, fromHex, toHex, u32be } from "../canonical/bytes.ts";
import type { Digest } from "../canonical/digest.ts";
import { hashNode, merkleProof } from "../crypto/merkle.ts";
import { NOT_CONSENTED_LEAF, verifyCohortProof } from "./cohortTree.ts";

/**
 * Sealed consents in the cohort tree. After the leaves of the registered keys stands one subtree for each seal of the site that
 * existed at block B, by seal id: 2^k places, one for each of the seal's. A place has a salted leaf where its consent covers
 * the round, else the fixed one: revoked, not fitting and padding look alike, so the tree shows no number of consents.
 */

const LEAF_PREFIX = Uint8Array.of(2);
const BYTES_32 = 32;

/** What a salted leaf of a sealed consent commits to. */
export interface SealedCohortLeaf {
  /** ctx of the round, 32 bytes. */
  readonly context: Uint8Array;
  /** Member index of the site. */
  readonly site: number;
  readonly sealId: number;
  /** The consent's leaf hash in its seal (`sealLeafHash`), 32 bytes: its terms, key and place. */
  readonly consentHash: Uint8Array;
  /** Whether the patient's record is in the cohort by this consent. */
  readonly eligible: boolean;
  /** 256 random bits. */
  readonly salt: Uint8Array;
}

/** SHA-256(0x02 ‖ ctx ‖ site as u32be ‖ sealId as u32be ‖ consentHash ‖ eligible as one byte ‖ salt). */
export function sealedCohortLeaf(leaf: SealedCohortLeaf): Uint8Array {
  const { context, site, sealId, consentHash, eligible, salt } = leaf;
  if (context.length !== BYTES_32 || consentHash.length !== BYTES_32 || salt.length !== BYTES_32) {
    throw new RangeError("context, consentHash and salt are 32 bytes each.");
  }
  const flag = Uint8Array.of(eligible ? 1 : 0);
  return sha256(concatBytes(LEAF_PREFIX, context, u32be(site), u32be(sealId), consentHash, flag, salt));
}

/** Roots of subtrees that hold nothing but the fixed leaf, by height; 24 at most are needed. */
const EMPTY: Uint8Array[] = [NOT_CONSENTED_LEAF];
function emptySubtree(height: number): Uint8Array {
  while (EMPTY.length <= height) EMPTY.push(hashNode(EMPTY.at(-1)!, EMPTY.at(-1)!));
  return EMPTY[height]!;
}

/** One seal's subtree. Only what is not empty is held, so a seal of 2^24 places costs what its consents do. */
export class SealSubtree {
  /** From the leaves up; what a level lacks is empty. */
  readonly #levels: Map<number, Uint8Array>[];

  /** @param size places, a power of two @param leaves salted leaves by place */
  constructor(size: number, leaves: ReadonlyMap<number, Uint8Array>) {
    if (!Number.isInteger(Math.log2(size))) throw new RangeError(`${size} places are not a power of two.`);
    this.#levels = [new Map(leaves)];
    for (let width = size; width > 1; width /= 2) {
      const height = this.#levels.length - 1;
      const above = new Map<number, Uint8Array>();
      for (const at of this.#levels[height]!.keys()) {
        const parent = Math.floor(at / 2);
        if (above.has(parent)) continue;
        above.set(parent, hashNode(this.#node(height, 2 * parent), this.#node(height, 2 * parent + 1)));
      }
      this.#levels.push(above);
    }
  }

  get root(): Uint8Array {
    return this.#node(this.#levels.length - 1, 0);
  }

  /** Siblings of a place up to the subtree's root. */
  proof(place: number): Uint8Array[] {
    return this.#levels.slice(0, -1).map((_, height) => this.#node(height, (place >>> height) ^ 1));
  }

  #node(height: number, at: number): Uint8Array {
    return this.#levels[height]!.get(at) ?? emptySubtree(height);
  }
}

/** Where a sealed consent's place is in a site's cohort tree; all of it is on chain. */
export interface SealedPlace {
  /** Patient keys registered at the site at block B. */
  readonly keyCount: number;
  /** Sizes of the site's seals at block B, by seal id. */
  readonly sealSizes: readonly number[];
  /** Which of them, from 0, and which place in it. */
  readonly seal: number;
  readonly place: number;
}

/** Inclusion proof of one place: up to its seal's subtree, and from there to the root. For its patient or an auditor. */
export function sealedCohortProof(
  keyLeaves: readonly Uint8Array[],
  subtrees: readonly SealSubtree[],
  { seal, place }: Pick<SealedPlace, "seal" | "place">,
): Digest[] {
  const top = merkleProof([...keyLeaves, ...subtrees.map(({ root }) => root)], keyLeaves.length + seal);
  return [...subtrees[seal]!.proof(place), ...top].map(toHex);
}

/** Whether `leaf` stands at that place under `root`: with NOT_CONSENTED_LEAF, that the record is not in the cohort by it. */
export function verifySealedCohortProof(
  leaf: Uint8Array,
  { keyCount, sealSizes, seal, place }: SealedPlace,
  proof: readonly Digest[],
  root: Digest,
): boolean {
  const size = sealSizes[seal];
  if (size === undefined || !Number.isInteger(place) || place < 0 || place >= size) return false;
  const height = Math.log2(size);
  if (proof.length < height) return false;
  const subtree = proof.slice(0, height).reduce((node, sibling, level) => {
    const other = fromHex(sibling);
    return (place >>> level) & 1 ? hashNode(other, node) : hashNode(node, other);
  }, leaf);
  return verifyCohortProof(subtree, keyCount + seal, keyCount + sealSizes.length, proof.slice(height), root);
}
