import { digestDocument } from "../../canonical/digest.ts";
import type { RoundRecord } from "../../chain/rounds.ts";
import { checkDocument } from "../../schemas/check.ts";
import { Transcript } from "../../schemas/round.ts";
import type { TranscriptSource } from "../../transcripts/TranscriptSource.ts";
import { type CheckLog, refute } from "../CheckLog.ts";
import { coordinatorScope, type Party } from "../scope.ts";

/**
 * The transcript is well formed and is the one whose digest is on chain. A well-formed one is returned even where its
 * digest is wrong, so that the checks after this one can say what in it was altered.
 */
export async function readTranscript(
  log: CheckLog,
  transcripts: TranscriptSource,
  round: RoundRecord,
  coordinator: Party,
): Promise<Transcript | undefined> {
  let transcript: Transcript | undefined;
  const file = `round-${round.roundId}.json`;
  const readable = await log.check("transcript.form", coordinatorScope(coordinator, "transcript", file), async () => {
    const document = checkDocument(Transcript, await transcripts.transcript(round.roundId), "transcript");
    if (document.roundId !== round.roundId) refute(`it is the transcript of round ${document.roundId}`);
    transcript = document;
    return "present and well formed";
  });
  const blockedBy = readable ? undefined : "the transcript could not be read";
  await log.check("transcript.digest", coordinatorScope(coordinator, "transcript", file, blockedBy), () => {
    const digest = digestDocument(transcript);
    if (digest !== round.resultDigest) refute(`digest ${digest} is not the chain's ${round.resultDigest}`);
    return "hashes to the result digest on chain";
  });
  return transcript;
}
