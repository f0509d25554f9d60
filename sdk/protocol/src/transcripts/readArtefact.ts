import { type Digest, digestBytes } from "../canonical/digest.ts";
import { FederationError } from "../errors/FederationError.ts";
import type { TranscriptSource } from "./TranscriptSource.ts";

/**
 * Fetches an artefact and hashes it again, whatever the source claims.
 *
 * @throws DIGEST_MISMATCH where the bytes are not the ones named; and what the source throws.
 */
export async function readArtefact(
  source: TranscriptSource,
  digest: Digest,
  maximumSizeBytes?: number,
): Promise<Uint8Array> {
  const bytes = await source.artefact(digest, maximumSizeBytes);
  if (digestBytes(bytes) !== digest) {
    throw new FederationError("DIGEST_MISMATCH", "The bytes do not hash to their name.", {
      field: `artefact ${digest}`,
      hint: "Fetch it again from another member.",
    });
  }
  return bytes;
}
