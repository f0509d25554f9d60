import { join } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

/**
 * Where an archive keeps things. The coordinator writes this layout and `consilium audit --transcripts` reads it:
 * `studies/<digest>.json`, `round-<id>.json`, `artefacts/<sha256>`, digests as hex without `0x`.
 * Only checked digests and ids ever become file names.
 */
export function studyPath(directory: string, digest: string): string {
  return join(directory, "studies", `${hexOf(digest)}.json`);
}

export function transcriptPath(directory: string, roundId: number): string {
  if (!Number.isSafeInteger(roundId) || roundId < 1) {
    throw new FederationError("REQUEST_INVALID", "A round id is a positive integer.", { field: "roundId" });
  }
  return join(directory, `round-${roundId}.json`);
}

export function artefactPath(directory: string, digest: string): string {
  return join(directory, "artefacts", hexOf(digest));
}

function hexOf(digest: string): string {
  if (!/^0x[0-9a-f]{64}$/.test(digest)) {
    throw new FederationError("REQUEST_INVALID", "A digest is 0x and 64 lower-case hex digits.", { field: "digest" });
  }
  return digest.slice(2);
}
