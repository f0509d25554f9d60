import { toHex } from "../canonical/bytes.ts";
import type { Digest } from "../canonical/digest.ts";
import { canonicalJsonBytes } from "../canonical/json.ts";
import { hashLeaf, merkleRoot } from "../crypto/merkle.ts";
import type { SignedCommitment } from "../schemas/round.ts";

/** Merkle root over the survivors' signed commitments, in member order: what `freezeSurvivors` puts on chain. */
export function commitmentsRootOf(commitments: readonly SignedCommitment[]): Digest {
  return toHex(merkleRoot(commitments.map((signed) => hashLeaf(canonicalJsonBytes(signed)))));
}
