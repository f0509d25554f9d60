import type { Indexer } from "@consilium/indexer/Indexer.ts";
import type { RoundEntry } from "@consilium/indexer/records.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { readModel } from "@consilium/sdk/chain/models.ts";
import { checkTranscript, type RecordedResult } from "@consilium/sdk/round/checkTranscript.ts";
import { courseAfter, type RoundSource } from "@consilium/sdk/round/progress.ts";
import type { Transcript } from "@consilium/sdk/schemas/round.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { Course } from "@consilium/sdk/workloads/course.ts";
import type { TranscriptArchive } from "@consilium/service/transcripts/TranscriptArchive.ts";

/** Where each study stands. The chain says which rounds count, the archive what they hold. */
export class StudyResults {
  readonly #index: Indexer;
  readonly #source: RoundSource<RecordedResult>;
  /** What is read of an ended round, which never changes. */
  readonly #heads = new Map<number, Pick<Transcript, "manifest" | "stateDigest">>();

  /** The course after a study's newest finalised round, since everyone who looks asks for it. */
  readonly #courses = new Map<number, { last: number; course: Promise<Course & { rounds: number }> }>();

  constructor(chain: Chain, index: Indexer, archive: TranscriptArchive) {
    this.#index = index;
    this.#source = {
      transcript: async (round) => {
        const known = this.#heads.get(round.roundId);
        if (known !== undefined) return known;
        const { manifest, stateDigest } = checkTranscript(await archive.transcript(round.roundId), round);
        this.#heads.set(round.roundId, { manifest, stateDigest });
        return { manifest, stateDigest };
      },
      artefact: (digest) => archive.artefact(digest),
      modelDigest: async (modelId) => (await readModel(chain, modelId)).modelDigest,
    };
  }

  /** Where the study stands now, and how many rounds are finalised. Throws DIGEST_MISMATCH where the archive is not the chain's. */
  async course(studyId: number, study: Study): Promise<Course & { rounds: number }> {
    await this.#index.sync();
    return this.courseOf(study, await this.#index.rounds({ studyId }), studyId);
  }

  /** The same out of a study's rounds that were read already. */
  async courseOf(study: Study, rounds: readonly RoundEntry[], studyId: number): Promise<Course & { rounds: number }> {
    const finalised = rounds.flatMap(finalisedOnly);
    const last = finalised.at(-1)?.roundId ?? 0;
    const known = this.#courses.get(studyId);
    if (known?.last === last) return await known.course;
    const course = courseAfter(study, finalised, this.#source);
    this.#courses.set(studyId, { last, course });
    // A failure is not kept: what it lacked may be there next time.
    course.catch(() => this.#courses.delete(studyId));
    return await course;
  }
}

function finalisedOnly({ status, roundId, resultDigest, resultModelDigest }: RoundEntry): RecordedResult[] {
  const known = resultDigest !== undefined && resultModelDigest !== undefined;
  return status === "finalized" && known ? [{ roundId, resultDigest, resultModelDigest }] : [];
}
