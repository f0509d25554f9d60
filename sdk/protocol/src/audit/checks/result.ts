import { digestBytes, digestDocument } from "../../canonical/digest.ts";
import type { RingWords } from "../../crypto/prg.ts";
import { modelDigestOf } from "../../round/manifest.ts";
import { type Recovery, ZERO_BYTES32 } from "../../schemas/round.ts";
import { decodeSum } from "../../secagg/encoding.ts";
import { packWords } from "../../secagg/packedWords.ts";
import { unmaskSum } from "../../secagg/recover.ts";
import { readArtefact } from "../../transcripts/readArtefact.ts";
import { ARTEFACT_MAX_BYTES } from "../../transcripts/TranscriptSource.ts";
import type { CoursePoint } from "../../workloads/course.ts";
import type { Reduction } from "../../workloads/Workload.ts";
import { workloadOf } from "../../workloads/workloads.ts";
import { refute } from "../CheckLog.ts";
import { type RoundAudit, sharedRound } from "../RoundAudit.ts";
import { coordinatorScope } from "../scope.ts";

/** The masked sum less the recovered masks gives the sum whose digest the transcript states. Returns the sum. */
export async function checkSum(
  audit: RoundAudit,
  parts: { maskedSum: RingWords | undefined; recovery: Recovery | undefined },
  blockedBy: string | undefined,
): Promise<Float64Array | undefined> {
  const { log, transcript, coordinator, file, contexts } = audit;
  const { ring, dimension, fractionBits } = transcript.manifest;
  let values: Float64Array | undefined;
  const scope = coordinatorScope(coordinator, "sum", `${file}: sumDigest`, blockedBy);
  const ok = await log.check("sum", scope, async () => {
    const sum = await unmaskSum({
      ...sharedRound(audit),
      maskedSum: parts.maskedSum!,
      recovery: parts.recovery!,
      context: contexts.masking,
      ring,
      dimension,
    });
    const digest = digestBytes(packWords(sum, ring));
    if (digest !== transcript.sumDigest)
      refute(`the updates sum to ${digest}, the transcript says ${transcript.sumDigest}`);
    values = decodeSum(sum, { ring, fractionBits });
    return `exactly the sum of the ${audit.survivors.length} survivors' updates, computed again`;
  });
  return ok ? values : undefined;
}

/** Reducing the sum again gives the transcript's result and state, and the model that the chain names. */
export async function checkResult(
  audit: RoundAudit,
  parts: { point: CoursePoint | undefined; sum: Float64Array | undefined },
  blockedBy: string | undefined,
): Promise<Reduction | undefined> {
  const { log, transcript, coordinator, file, round, survivors } = audit;
  let reduction: Reduction | undefined;
  const scope = coordinatorScope(coordinator, "result", `${file}: result`, blockedBy);
  const resultOk = await log.check("result", scope, () => {
    const { context, state } = parts.point!;
    const reduced = workloadOf(context.stage.workload).reduce(context, state, parts.sum!, survivors.length);
    reduction = reduced;
    if (digestDocument(reduced.figures) !== digestDocument(transcript.result)) {
      refute("reducing the sum again gives another result");
    }
    return "reducing the sum again gives the same result";
  });
  const computed = coordinatorScope(coordinator, "state", `${file}: stateDigest`, blockedBy);
  const stateOk = await log.check("state.digest", computed, () => {
    if (reduction === undefined) refute("the sum does not reduce to a state");
    const digest = digestBytes(reduction.state);
    if (digest !== transcript.stateDigest)
      refute(`the sum gives ${digest}, the transcript says ${transcript.stateDigest}`);
    const onChain = modelDigestOf(parts.point!.context.stage.workload, digest);
    if (onChain !== round.resultModelDigest)
      refute(`the sum gives the model ${onChain}, the chain says ${round.resultModelDigest}`);
    return onChain === ZERO_BYTES32
      ? "the state the sum gives is the transcript's; it is not a model"
      : `the model the sum gives is the chain's, ${digest}`;
  });
  return resultOk && stateOk ? reduction : undefined;
}

/** The published state's bytes are those the transcript names. */
export async function checkStateBytes(audit: RoundAudit): Promise<void> {
  const { log, transcript, coordinator, transcripts } = audit;
  const file = `artefacts/${transcript.stateDigest.slice(2)}`;
  await log.check("state.bytes", coordinatorScope(coordinator, "state bytes", file), async () => {
    const bytes = await readArtefact(transcripts, transcript.stateDigest, ARTEFACT_MAX_BYTES);
    return `${bytes.length} bytes hash to the digest in the transcript`;
  });
}
