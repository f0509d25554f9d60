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
  return parseTranscript(await fetchArtefact(record.resultDigest, deps), record);
}

/** Bytes that hash to a round's result digest, as its transcript. Throws REQUEST_INVALID where they are none, or another's. */
export function parseTranscript(bytes: Uint8Array, record: RoundRecord): Transcript {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new FederationError("REQUEST_INVALID", "The transcript is not JSON.", { field: "transcript" });
  }
  const transcript = checkDocument(Transcript, document, "transcript");
  if (transcript.roundId !== record.roundId || transcript.modelDigest !== record.resultModelDigest) {
    throw new FederationError("REQUEST_INVALID", "The transcript is of another round.", {
      field: "transcript.roundId",
    });
  }
  return transcript;
}

/**
 * The reduction of the step before `step`, at its own place; nothing where `step` is the first. Throws ROUND_REFUSED where
 * it must be `undisputed` and a survivor's dispute of it stands.
 */
export async function reductionBefore(
  record: RoundRecord,
  step: number,
  deps: SiteDeps,
  { undisputed = false } = {},
): Promise<(Reduction | undefined)[]> {
  const before: (Reduction | undefined)[] = new Array(step).fill(undefined);
  if (step === 0) return before;
  for (const earlier of (await readRoundsOfStudy(deps.chain, record.studyId)).reverse()) {
    if (earlier.status !== "finalized" || earlier.roundId >= record.roundId) continue;
    const transcript = await fetchTranscript(earlier, deps);
    if (transcript.manifest.step !== step - 1) continue;
    if (undisputed && earlier.disputed) {
      throw new FederationError("ROUND_REFUSED", `The result of round ${earlier.roundId} is disputed.`, {
        field: `round ${earlier.roundId}`,
        hint: "The sites must vote on the dispute first.",
      });
    }
    before[step - 1] =
      transcript.modelDigest === ZERO_BYTES32
        ? { summary: transcript.result }
        : { summary: transcript.result, model: { bytes: await fetchArtefact(transcript.modelDigest, deps) } };
    return before;
  }
  return before;
}
