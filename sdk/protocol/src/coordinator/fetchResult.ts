import { type Digest, digestDocument } from "../canonical/digest.ts";
import { indicesOf } from "../chain/bitmap.ts";
import type { Chain } from "../chain/connectChain.ts";
import { type RoundRecord, readRoundsOfStudy } from "../chain/rounds.ts";
import { FederationError } from "../errors/FederationError.ts";
import { checkDocument } from "../schemas/check.ts";
import { Transcript, ZERO_BYTES32 } from "../schemas/round.ts";
import { readArtefact } from "../transcripts/readArtefact.ts";
import type { TranscriptSource } from "../transcripts/TranscriptSource.ts";

/** What a study's newest finalised round yielded, as its transcript has it and the chain vouches for. */
export interface StudyResult {
  studyId: number;
  roundId: number;
  /** Position in the study's plan, from 0. */
  step: number;
  workload: string;
  /** Members in the sum. */
  survivors: number[];
  /** Whether a site disputes the round and the sites did not dismiss it. */
  disputed: boolean;
  /** SHA-256 of the transcript, the round's result digest on chain. */
  transcriptDigest: Digest;
  /** SHA-256 of the model's bytes; absent where the workload yields none. */
  modelDigest?: Digest;
  /** What the workload made of the sum. */
  result: Record<string, unknown>;
}

/**
 * Fetches the result of a study's newest finalised round and its model, believing nothing that the chain does not
 * vouch for. That the result follows from the sites' vectors is another question: `auditStudy` answers it.
 *
 * @throws ROUND_UNKNOWN where no round is finalised; DIGEST_MISMATCH where transcript or model are not those on chain;
 *   what `transcripts` throws
 */
export async function fetchResult(
  chain: Chain,
  studyId: number,
  transcripts: TranscriptSource,
): Promise<{ result: StudyResult; model: Uint8Array | undefined }> {
  const round = (await readRoundsOfStudy(chain, studyId)).filter(({ status }) => status === "finalized").at(-1);
  if (round === undefined) {
    throw new FederationError("ROUND_UNKNOWN", `Study ${studyId} has no finalised round yet.`, {
      hint: "Look how far it is with `consilium study status`.",
    });
  }
  const transcript = await fetchTranscript(round, transcripts);
  const { manifest, modelDigest } = transcript;
  const hasModel = modelDigest !== ZERO_BYTES32;
  const result: StudyResult = {
    studyId,
    roundId: round.roundId,
    step: manifest.step,
    workload: manifest.workload,
    survivors: indicesOf(round.survivorBitmap),
    disputed: round.disputed,
    transcriptDigest: round.resultDigest,
    ...(hasModel ? { modelDigest } : {}),
    result: transcript.result,
  };
  return { result, model: hasModel ? await readArtefact(transcripts, modelDigest) : undefined };
}

async function fetchTranscript(round: RoundRecord, transcripts: TranscriptSource): Promise<Transcript> {
  const what = `transcript of round ${round.roundId}`;
  const transcript = checkDocument(Transcript, await transcripts.transcript(round.roundId), what);
  if (digestDocument(transcript) !== round.resultDigest || transcript.modelDigest !== round.resultModelDigest) {
    throw new FederationError("DIGEST_MISMATCH", "It is not the transcript that the chain recorded.", {
      field: what,
      hint: "Trust no result from this coordinator; ask another member for a copy of its archive.",
    });
  }
  return transcript;
}
