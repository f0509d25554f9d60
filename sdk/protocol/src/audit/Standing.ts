import { readModel } from "../chain/models.ts";
import type { RoundRecord } from "../chain/rounds.ts";
import { toFederationError } from "../errors/FederationError.ts";
import { startModels } from "../round/progress.ts";
import { readArtefact } from "../transcripts/readArtefact.ts";
import { ARTEFACT_MAX_BYTES } from "../transcripts/TranscriptSource.ts";
import { type CoursePoint, courseOf, type StageProgress } from "../workloads/course.ts";
import type { Reduction } from "../workloads/Workload.ts";
import type { StudyAudit } from "./RoundAudit.ts";

/** Bytes of the models that the study starts from, or why they are not to be had. */
export type StartModels = ReadonlyMap<number, Uint8Array> | { missing: string };

/** Reads and hashes the registered models that the study's stages start from. */
export async function readStartModels({ study, chain, transcripts }: StudyAudit): Promise<StartModels> {
  if (study === undefined) return new Map();
  try {
    return await startModels(study, {
      modelDigest: async (modelId) => (await readModel(chain, modelId)).modelDigest,
      artefact: (digest) => readArtefact(transcripts, digest, ARTEFACT_MAX_BYTES),
    });
  } catch (error) {
    return { missing: `the model it starts from (${toFederationError(error).code})` };
  }
}

/** Where a study stands as an audit derives it, round by round. Once a round cannot be derived, no later one can. */
export class Standing {
  /** The point that the next finalised round must be at; undefined where the study is finished or this is not known. */
  next: CoursePoint | undefined;
  /** What keeps the next point from being known. */
  blockedBy: string | undefined;
  readonly #audit: StudyAudit;
  readonly #models: StartModels;
  readonly #progress = new Map<string, StageProgress>();

  constructor(audit: StudyAudit, models: StartModels) {
    this.#audit = audit;
    this.#models = models;
    this.#derive();
  }

  /** Takes what a finalised round left; undefined where it could not be derived. */
  add({ roundId }: RoundRecord, derived: { point: CoursePoint; reduction: Reduction } | undefined): void {
    if (this.blockedBy !== undefined) return;
    if (derived === undefined) {
      this.next = undefined;
      this.blockedBy = `the result of round ${roundId} did not verify`;
      return;
    }
    const { context, iteration } = derived.point;
    this.#progress.set(context.stage.id, { rounds: iteration + 1, state: derived.reduction.state });
    this.#derive();
  }

  #derive(): void {
    const { study } = this.#audit;
    const models = this.#models;
    if (study === undefined) this.blockedBy = "the study's files did not verify";
    else if ("missing" in models) this.blockedBy = `${models.missing} did not verify`;
    else this.next = courseOf(study, this.#progress, models).next;
  }
}
