import { AbiCoder, concat, keccak256 } from "ethers";
import { fromHex } from "../canonical/bytes.ts";
import { basisNumber, type ConsentBasis } from "../chain/consentBases.ts";
import type { Hex } from "../chain/typedAbi.ts";

/** A sealed consent as its patient's receipt has it; field for field IConsentSeals.Leaf. Times are unix seconds. */
export interface SealedConsent {
  /** Member index of the site. */
  site: number;
  /** Its place in the seal's revocation bitmap. */
  index: number;
  /** keccak256 of the ERC-7913 signer that may revoke it. */
  keyHash: Hex;
  basis: ConsentBasis;
  purpose: number;
  categories: number;
  from: number;
  until: number;
  /** SHA-256 of the text shown, or of the evidence. */
  textDigest: Hex;
  /** 256 random bits. */
  salt: Hex;
}

const LEAF_TYPES = [
  "uint16",
  "uint32",
  "bytes32",
  "uint8",
  "uint8",
  "uint32",
  "uint40",
  "uint40",
  "bytes32",
  "bytes32",
];

/** A sealed consent as the contract takes it. */
export function leafTuple(consent: SealedConsent) {
  return { ...consent, basis: basisNumber(consent.basis) };
}

/** keccak256(keccak256(abi.encode(leaf))): hashed twice, so that no inner node passes for a leaf. */
export function sealLeafHash(consent: SealedConsent): Hex {
  const { site, index, keyHash, basis, purpose, categories, from, until, textDigest, salt } = leafTuple(consent);
  const encoded = AbiCoder.defaultAbiCoder().encode(LEAF_TYPES, [
    site,
    index,
    keyHash,
    basis,
    purpose,
    categories,
    from,
    until,
    textDigest,
    salt,
  ]);
  return keccak256(fromHex(keccak256(encoded))) as Hex;
}

/** keccak256 of two nodes, the smaller first, as OpenZeppelin's MerkleProof has it. */
function parent(a: Hex, b: Hex): Hex {
  return keccak256(a < b ? concat([a, b]) : concat([b, a])) as Hex;
}

/** All levels of the tree over 2^k leaf hashes, the leaves first. */
export function sealLevels(leaves: readonly Hex[]): Hex[][] {
  const levels: Hex[][] = [[...leaves]];
  for (let level = levels[0]!; level.length > 1; level = levels.at(-1)!) {
    levels.push(Array.from({ length: level.length / 2 }, (_, i) => parent(level[2 * i]!, level[2 * i + 1]!)));
  }
  return levels;
}

/** The siblings from a leaf up to the root. */
export function sealProof(levels: readonly (readonly Hex[])[], index: number): Hex[] {
  return levels.slice(0, -1).map((level, depth) => level[(index >> depth) ^ 1]!);
}

/** The root that a leaf and its proof lead to. */
export function rootOfProof(leaf: Hex, proof: readonly Hex[]): Hex {
  return proof.reduce(parent, leaf);
}
