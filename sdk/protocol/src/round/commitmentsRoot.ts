import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, fromHex, toHex } from "../canonical/bytes.ts";
import { type Digest, digestDocument } from "../canonical/digest.ts";
import type { SignedCommitment } from "../schemas/round.ts";

/** SHA-256 over the digests that the survivors signed, in member order: RoundLedger computes the same in `freezeSurvivors`. */
export function commitmentsRootOf(commitments: readonly SignedCommitment[]): Digest {
  return toHex(sha256(concatBytes(...commitments.map(({ commitment }) => fromHex(digestDocument(commitment))))));
}
