import { indicesOf } from "../../chain/bitmap.ts";
import type { RoundRecord } from "../../chain/rounds.ts";
import type { StudyRecord } from "../../chain/studies.ts";
import { isFederationError } from "../../errors/FederationError.ts";
import { ZERO_BYTES32 } from "../../schemas/round.ts";
import type { TranscriptSource } from "../../transcripts/TranscriptSource.ts";
import { type CheckLog, refute } from "../CheckLog.ts";
import { coordinatorScope, listOf, type Party } from "../scope.ts";

/** What the chain alone says of a round: deadlines and minimums within the study's, survivors of the roster, no dispute. */
export async function checkTerms(
  log: CheckLog,
  record: StudyRecord,
  round: RoundRecord,
  coordinator: Party,
): Promise<void> {
  await log.check("round.terms", coordinatorScope(coordinator, "round on chain", "RoundLedger"), () => {
    const { consentTimestamp: opened, joinBy, commitBy, unmaskBy } = round;
    if (round.minSites < record.minSites)
      refute(`needs ${round.minSites} sites, the study at least ${record.minSites}`);
    if (opened >= record.expiresAt) refute("opened after the study had expired");
    if (!(opened < joinBy && joinBy < commitBy && commitBy < unmaskBy)) refute("its deadlines are out of order");
    const span = commitBy - opened;
    if (span > record.maxCommitSpan)
      refute(`${span} s from consent block to commit, the study allows ${record.maxCommitSpan}`);
    const outside = indicesOf(round.survivorBitmap & ~round.rosterBitmap);
    if (outside.length > 0) refute(`${listOf(outside)} survived without being on the roster`);
    return `consents as of block ${round.consentBlock}; deadlines and minimums within the study's`;
  });
  await log.check("round.disputes", { subject: "disputes" }, () => {
    if (round.disputed) refute("a survivor disputes the result and no vote dismissed it");
    return "none stands";
  });
}

/**
 * A round that was not finalised has no result or model on chain, and an aborted one left no transcript. One that was frozen may have
 * been unmasked all the same: then its query was answered again for the same sites, or enough of them declared that they did not.
 */
export async function checkWithoutResult(
  log: CheckLog,
  transcripts: TranscriptSource,
  round: RoundRecord,
  coordinator: Party,
  abandoned: () => Promise<string | undefined>,
): Promise<void> {
  const file = `round-${round.roundId}.json`;
  await log.check("round.withoutResult", coordinatorScope(coordinator, "unfinished round", file), async () => {
    if (round.resultDigest !== ZERO_BYTES32 || round.resultModelDigest !== ZERO_BYTES32) {
      refute("has a result on chain without being finalised");
    }
    if (round.status === "aborted" && (await hasTranscript(transcripts, round.roundId))) {
      refute("has a transcript although it was aborted");
    }
    return `${round.status}; no result, model or transcript`;
  });
  if (round.survivorsFrozenBlock === 0) return;
  await log.check(
    "round.abandoned",
    coordinatorScope(coordinator, "frozen round without a result", "RoundLedger"),
    async () => {
      const settled = await abandoned();
      if (settled === undefined) {
        refute("its sum may be known: the survivors were frozen, and neither a result nor their declarations followed");
      }
      return settled;
    },
  );
}

async function hasTranscript(transcripts: TranscriptSource, roundId: number): Promise<boolean> {
  try {
    await transcripts.transcript(roundId);
    return true;
  } catch (error) {
    if (isFederationError(error, "TRANSCRIPT_MISSING")) return false;
    throw error;
  }
}
