import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { parseJson } from "@consilium/sdk/canonical/json.ts";
import { readModel } from "@consilium/sdk/chain/models.ts";
import { type RoundRecord, readDisputes } from "@consilium/sdk/chain/rounds.ts";
import { readStudyRounds } from "@consilium/sdk/chain/studyRounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkTranscript, type RecordedResult } from "@consilium/sdk/round/checkTranscript.ts";
import { courseAfter } from "@consilium/sdk/round/progress.ts";
import type { Transcript } from "@consilium/sdk/schemas/round.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { Course } from "@consilium/sdk/workloads/course.ts";
import type { SiteDeps } from "../SiteDeps.ts";

/** Bytes by digest from the coordinator's archive, hashed again here. Throws DIGEST_MISMATCH. */
export async function fetchArtefact(digest: string, { client, signal }: SiteDeps): Promise<Uint8Array> {
  const { attachment } = await client.call("artefact.fetch", { digest }, { signal });
  if (digestBytes(attachment) !== digest) {
    throw new FederationError("DIGEST_MISMATCH", "The coordinator sent bytes that do not hash to their digest.", {
      field: digest,
    });
  }
  return attachment;
}

/** A finalised round's transcript, as the chain's result digest names it. */
export async function fetchTranscript(record: RecordedResult, deps: SiteDeps): Promise<Transcript> {
  return parseTranscript(await fetchArtefact(record.resultDigest, deps), record);
}

/** Bytes that hash to a round's result digest, as its transcript. Throws REQUEST_INVALID where they are none, or another's. */
export function parseTranscript(bytes: Uint8Array, record: RecordedResult): Transcript {
  return checkTranscript(parseJson(bytes, "transcript"), record);
}

/**
 * Where the study stands before this round: after every round that was finalised before it. Throws ROUND_REFUSED where a
 * survivor's dispute of one of the rounds it rests on stands, unless `disputed` says that it may.
 */
export async function courseBefore(
  { roundId, studyId }: RoundRecord,
  study: Study,
  deps: SiteDeps,
  { disputed = false } = {},
): Promise<Course> {
  const rounds = await readStudyRounds(deps.chain, studyId);
  const finalised = rounds.filter((earlier) => earlier.status === "finalized" && earlier.roundId < roundId);
  return await courseAfter(study, finalised, {
    transcript: async (earlier) => {
      if (!disputed && (await readDisputes(deps.chain, earlier.roundId)).disputed) {
        throw new FederationError("ROUND_REFUSED", `The result of round ${earlier.roundId} is disputed.`, {
          field: `round ${earlier.roundId}`,
          hint: "The sites must vote on the dispute first.",
        });
      }
      return await fetchTranscript(earlier, deps);
    },
    artefact: (digest) => fetchArtefact(digest, deps),
    modelDigest: async (modelId) => (await readModel(deps.chain, modelId)).modelDigest,
  });
}
