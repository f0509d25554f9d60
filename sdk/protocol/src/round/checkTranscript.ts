import { digestDocument } from "../canonical/digest.ts";
import type { RoundRecord } from "../chain/RoundRecord.ts";
import { FederationError } from "../errors/FederationError.ts";
import { checkDocument } from "../schemas/check.ts";
import { Transcript } from "../schemas/round.ts";
import { modelDigestOf } from "./manifest.ts";

/** What the chain recorded of a finalised round. */
export type RecordedResult = Pick<RoundRecord, "roundId" | "resultDigest" | "resultModelDigest">;

/**
 * A document from anyone as the transcript of a finalised round: well formed, with the digest that the chain recorded, and of
 * this very round.
 *
 * @throws REQUEST_INVALID (malformed), DIGEST_MISMATCH (another document than the chain's).
 */
export function checkTranscript(document: unknown, round: RecordedResult): Transcript {
  const what = `transcript of round ${round.roundId}`;
  const transcript = checkDocument(Transcript, document, what);
  const { roundId, manifest, stateDigest } = transcript;
  const sameModel = modelDigestOf(manifest.workload, stateDigest) === round.resultModelDigest;
  if (digestDocument(transcript) === round.resultDigest && roundId === round.roundId && sameModel) return transcript;
  throw new FederationError("DIGEST_MISMATCH", "It is not the transcript that the chain recorded.", {
    field: what,
    hint: "Trust no result from this source; ask another member for a copy of the archive.",
  });
}
