import type { Digest } from "../canonical/digest.ts";
import { indicesOf } from "../chain/bitmap.ts";
import type { Chain } from "../chain/connectChain.ts";
import { readModel } from "../chain/models.ts";
import type { RoundRecord } from "../chain/RoundRecord.ts";
import { readRoundsOfStudy } from "../chain/rounds.ts";
import { readStudy } from "../chain/studies.ts";
import { FederationError } from "../errors/FederationError.ts";
import { checkTranscript } from "../round/checkTranscript.ts";
import { courseAfter } from "../round/progress.ts";
import { parseStudy } from "../study/parseStudy.ts";
import type { Study } from "../study/Study.ts";
import { readArtefact } from "../transcripts/readArtefact.ts";
import { ARTEFACT_MAX_BYTES, type TranscriptSource } from "../transcripts/TranscriptSource.ts";
import { reportOf } from "../workloads/course.ts";
import type { StageReport } from "../workloads/Workload.ts";

/** What one stage says, and whether it has all its rounds. */
export interface FetchedStage {
  stage: string;
  workload: string;
  finished: boolean;
  report: StageReport;
  /** Its finalised rounds, oldest first. */
  sums: StageSum[];
}

/** One finalised round of a stage. */
export interface StageSum {
  roundId: number;
  /** Members in its sum. */
  survivors: number[];
  /** Unix seconds of the block as of which consents count. */
  consentTimestamp: number;
}

/** What a study has yielded so far, as its transcripts have it and the chain vouches for. */
export interface FetchedResult {
  studyId: number;
  studyDigest: Digest;
  title: string;
  /** The study's files, read and checked against the chain. */
  study: Study;
  /** Newest finalised round, and how many there are. */
  roundId: number;
  rounds: number;
  /** Members in the newest round's sum. */
  survivors: number[];
  /** Finalised rounds that a site disputes without the sites having dismissed it. */
  disputed: number[];
  /** SHA-256 of the newest transcript, the round's result digest on chain. */
  transcriptDigest: Digest;
  /** Stages with at least one finalised round, in order. */
  stages: FetchedStage[];
}

/**
 * Fetches what a study's finalised rounds have yielded, believing nothing that the chain does not vouch for. That it
 * follows from the sites' vectors is another question: `auditStudy` answers it.
 *
 * @throws ROUND_UNKNOWN where no round is finalised; DIGEST_MISMATCH where a transcript or state is not the chain's;
 *   what `transcripts` throws
 */
export async function fetchResult(
  chain: Chain,
  studyId: number,
  transcripts: TranscriptSource,
): Promise<FetchedResult> {
  const { studyDigest } = await readStudy(chain, studyId);
  const finalised = (await readRoundsOfStudy(chain, studyId)).filter(({ status }) => status === "finalized");
  const newest = finalised.at(-1);
  if (newest === undefined) {
    throw new FederationError("ROUND_UNKNOWN", `Study ${studyId} has no finalised round yet.`, {
      hint: "Look how far it is with `consilium study status`.",
    });
  }
  const study = parseStudy(await transcripts.study(studyDigest));
  if (study.digest !== studyDigest) {
    throw new FederationError("DIGEST_MISMATCH", "The study's files are not those on chain.", { field: "study" });
  }
  const sums = new Map<string, StageSum[]>();
  const { results, next } = await courseAfter(study, finalised, {
    transcript: async (round) => {
      const transcript = checkTranscript(await transcripts.transcript(round.roundId), round);
      // The last round of a stage: its manifest says how many of the stage's rounds lie before it.
      const { stage, iteration } = transcript.manifest;
      const end = finalised.indexOf(round) + 1;
      sums.set(stage, finalised.slice(Math.max(0, end - iteration - 1), end).map(sumOf));
      return transcript;
    },
    artefact: (digest) => readArtefact(transcripts, digest, ARTEFACT_MAX_BYTES),
    modelDigest: async (modelId) => (await readModel(chain, modelId)).modelDigest,
  });
  const sumsOf = (stage: string) => sums.get(stage) ?? [];
  const stages = [...results].map(
    ([stage, result]): FetchedStage => ({ stage, finished: true, ...result, sums: sumsOf(stage) }),
  );
  if (next !== undefined && next.iteration > 0) {
    const { stage } = next.context;
    const report = reportOf(next.context, next.state);
    stages.push({ stage: stage.id, workload: stage.workload, finished: false, report, sums: sumsOf(stage.id) });
  }
  return {
    studyId,
    studyDigest,
    title: study.document.title,
    study,
    roundId: newest.roundId,
    rounds: finalised.length,
    survivors: indicesOf(newest.survivorBitmap),
    disputed: finalised.filter(({ disputed }) => disputed).map(({ roundId }) => roundId),
    transcriptDigest: newest.resultDigest,
    stages,
  };
}

function sumOf({ roundId, survivorBitmap, consentTimestamp }: RoundRecord): StageSum {
  return { roundId, survivors: indicesOf(survivorBitmap), consentTimestamp };
}
