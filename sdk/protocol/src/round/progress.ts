import { digestBytes } from "../canonical/digest.ts";
import type { RoundRecord } from "../chain/RoundRecord.ts";
import { FederationError } from "../errors/FederationError.ts";
import type { Transcript } from "../schemas/round.ts";
import type { Study } from "../study/Study.ts";
import { type Course, courseOf, modelsOf, type StageProgress } from "../workloads/course.ts";
import type { RecordedResult } from "./checkTranscript.ts";

/** Where documents and bytes of ended rounds come from; both are checked against the chain by whoever gives them. */
export interface RoundSource<Round extends RecordedResult = RoundRecord> {
  transcript(record: Round): Promise<Pick<Transcript, "manifest" | "stateDigest">>;
  /** Bytes by SHA-256. */
  artefact(digest: `0x${string}`): Promise<Uint8Array>;
  /** Digest of a registered model. */
  modelDigest(modelId: number): Promise<`0x${string}`>;
}

/**
 * Where a study stands after these finalised rounds, given oldest first. Of each stage only the last round is read: its
 * manifest says how many of the stage's rounds lie before it.
 *
 * @throws ROUND_PHASE where the rounds are not a course of the study; what the source throws.
 */
export async function courseAfter<Round extends RecordedResult>(
  study: Study,
  finalised: readonly Round[],
  source: RoundSource<Round>,
): Promise<Course & { rounds: number }> {
  const progress = new Map<string, StageProgress>();
  const { stages } = study.document;
  let later = stages.length;
  for (let last = finalised.length - 1; last >= 0; ) {
    const { manifest, stateDigest } = await source.transcript(finalised[last]!);
    const place = stages.findIndex(({ id }) => id === manifest.stage);
    if (place < 0 || place >= later || manifest.iteration > last) {
      throw new FederationError("ROUND_PHASE", "The finalised rounds are not in the order of the study's stages.", {
        field: `round ${finalised[last]!.roundId}`,
      });
    }
    progress.set(manifest.stage, {
      rounds: manifest.iteration + 1,
      state: await source.artefact(stateDigest),
    });
    last -= manifest.iteration + 1;
    later = place;
  }
  return { ...courseOf(study, progress, await startModels(study, source)), rounds: finalised.length };
}

/** The bytes of the registered models that the study starts from. @throws MODEL_DIGEST_MISMATCH */
export async function startModels(
  study: Study,
  source: Pick<RoundSource, "artefact" | "modelDigest">,
): Promise<ReadonlyMap<number, Uint8Array>> {
  const models = new Map<number, Uint8Array>();
  for (const modelId of modelsOf(study)) {
    const digest = await source.modelDigest(modelId);
    const bytes = await source.artefact(digest);
    if (digestBytes(bytes) !== digest) {
      throw new FederationError("MODEL_DIGEST_MISMATCH", `The bytes of model ${modelId} are not the registered ones.`, {
        field: `model ${modelId}`,
      });
    }
    models.set(modelId, bytes);
  }
  return models;
}
