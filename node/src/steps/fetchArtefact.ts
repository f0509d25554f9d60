import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { type RoundRecord, readRoundsOfStudy } from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { Transcript, ZERO_BYTES32 } from "@consilium/sdk/schemas/round.ts";
import type { Reduction } from "@consilium/sdk/workloads/Workload.ts";
import type { SiteDeps } from "../SiteDeps.ts";

/** Bytes by digest from the coordinator's archive, hashed again here. Throws MODEL_DIGEST_MISMATCH. */
export async function fetchArtefact(digest: string, { client, signal }: SiteDeps): Promise<Uint8Array> {
  const { attachment } = await client.call("artefact.fetch", { digest }, { signal });
  if (digestBytes(attachment) !== digest) {
    throw new FederationError("MODEL_DIGEST_MISMATCH", "The coordinator sent bytes that do not hash to their digest.", {
      field: digest,
    });
  }
  return attachment;
}

/** A finalised round's transcript, as the chain's result digest names it. */
export async function fetchTranscript(record: RoundRecord, deps: SiteDeps): Promise<Transcript> {
  const bytes = await fetchArtefact(record.resultDigest, deps);
  const transcript = checkDocument(Transcript, JSON.parse(new TextDecoder().decode(bytes)), "transcript");
  if (transcript.roundId !== record.roundId || transcript.modelDigest !== record.resultModelDigest) {
    throw new FederationError("REQUEST_INVALID", "The transcript is of another round.", {
      field: "transcript.roundId",
    });
  }
  return transcript;
}

/** The reduction of the step before `step`, at its own place; nothing where `step` is the first. */
export async function reductionBefore(
  record: RoundRecord,
  step: number,
  deps: SiteDeps,
): Promise<(Reduction | undefined)[]> {
  const before: (Reduction | undefined)[] = new Array(step).fill(undefined);
  if (step === 0) return before;
  for (const earlier of (await readRoundsOfStudy(deps.chain, record.studyId)).reverse()) {
    if (earlier.status !== "finalized" || earlier.roundId >= record.roundId) continue;
    const transcript = await fetchTranscript(earlier, deps);
    if (transcript.manifest.step !== step - 1) continue;
    before[step - 1] =
      transcript.modelDigest === ZERO_BYTES32
        ? { summary: transcript.result }
        : { summary: transcript.result, model: { bytes: await fetchArtefact(transcript.modelDigest, deps) } };
    return before;
  }
  return before;
}
