import { concat, keccak256 } from "ethers";
import { basisNumber } from "../chain/consentBases.ts";
import type { Hex } from "../chain/typedAbi.ts";
import type { SealedConsent } from "../schemas/seals.ts";

/** A sealed consent as the contract takes it. */
export function leafTuple(consent: SealedConsent) {
  return { ...consent, basis: basisNumber(consent.basis) };
}

/** keccak256(keccak256(abi.encode(leaf))): hashed twice, so that no inner node passes for a leaf. */
export function sealLeafHash(consent: SealedConsent): Hex {
  const { site, index, keyHash, basis, purpose, categories, from, until, textDigest, salt } = leafTuple(consent);
  // Every field is one word, in the order of IConsentSeals.Leaf.
  const numbers = [basis, purpose, categories, from, until].map(word).join("");
  const digests = textDigest.slice(2) + salt.slice(2);
  return keccak256(keccak256(`0x${word(site)}${word(index)}${keyHash.slice(2)}${numbers}${digests}`)) as Hex;
}

function word(number: number): string {
  return number.toString(16).padStart(64, "0");
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
