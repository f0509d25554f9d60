import { digestBytes, digestDocument } from "../../canonical/digest.ts";
import type { RingWords } from "../../crypto/prg.ts";
import { type Recovery, ZERO_BYTES32 } from "../../schemas/round.ts";
import { decodeSum, wordsToBytes } from "../../secagg/encoding.ts";
import { unmaskSum } from "../../secagg/recover.ts";
import { readArtefact } from "../../transcripts/readArtefact.ts";
import { ARTEFACT_MAX_BYTES } from "../../transcripts/TranscriptSource.ts";
import type { Artefact, Reduction } from "../../workloads/Workload.ts";
import { workloadOf } from "../../workloads/workloads.ts";
import { refute } from "../CheckLog.ts";
import { type RoundAudit, sharedRound } from "../RoundAudit.ts";
import { coordinatorScope } from "../scope.ts";

/** The survivors' vectors less the recovered masks give the sum whose digest the transcript states. Returns the sum. */
export async function checkSum(
  audit: RoundAudit,
  parts: { vectors: ReadonlyMap<number, RingWords> | undefined; recovery: Recovery | undefined },
  blockedBy: string | undefined,
): Promise<Float64Array | undefined> {
  const { log, transcript, coordinator, file, contexts } = audit;
  const { ring, dimension, fractionBits } = transcript.manifest;
  let values: Float64Array | undefined;
  const scope = coordinatorScope(coordinator, "sum", `${file}: sumDigest`, blockedBy);
  const ok = await log.check("sum", scope, async () => {
    const sum = await unmaskSum({
      ...sharedRound(audit),
      vectors: parts.vectors!,
      recovery: parts.recovery!,
      context: contexts.masking,
      ring,
      dimension,
    });
    const digest = digestBytes(wordsToBytes(sum));
    if (digest !== transcript.sumDigest)
      refute(`the updates sum to ${digest}, the transcript says ${transcript.sumDigest}`);
    values = decodeSum(sum, { ring, fractionBits });
    return `exactly the sum of the ${audit.survivors.length} survivors' updates, computed again`;
  });
  return ok ? values : undefined;
}

/** Reducing the sum again gives the transcript's result, and the model the transcript and the chain name. */
export async function checkResult(
  audit: RoundAudit,
  parts: { base: Artefact | undefined; sum: Float64Array | undefined },
  blockedBy: string | undefined,
): Promise<Reduction | undefined> {
  const { log, study, transcript, coordinator, file, round, survivors } = audit;
  let reduction: Reduction | undefined;
  const scope = coordinatorScope(coordinator, "result", `${file}: result`, blockedBy);
  const resultOk = await log.check("result", scope, () => {
    reduction = workloadOf(transcript.manifest.workload).reduce(study!, parts.base, parts.sum!, survivors.length);
    if (digestDocument(reduction.summary) !== digestDocument(transcript.result)) {
      refute("reducing the sum again gives another result");
    }
    return "reducing the sum again gives the same result";
  });
  const computed = coordinatorScope(coordinator, "model", `${file}: modelDigest`, blockedBy);
  const modelOk = await log.check("model.digest", computed, () => {
    if (reduction === undefined) refute("the sum does not reduce to a model");
    const { model }: Reduction = reduction;
    const digest = model === undefined ? ZERO_BYTES32 : digestBytes(model.bytes);
    if (digest !== transcript.modelDigest)
      refute(`the sum gives ${digest}, the transcript says ${transcript.modelDigest}`);
    if (digest !== round.resultModelDigest)
      refute(`the sum gives ${digest}, the chain says ${round.resultModelDigest}`);
    return model === undefined
      ? "none, as the workload yields none"
      : `the model the sum gives is the chain's, ${digest}`;
  });
  return resultOk && modelOk ? reduction : undefined;
}

/** The published model's bytes are those the chain names. */
export async function checkModelBytes(audit: RoundAudit): Promise<void> {
  const { log, round, coordinator, transcripts } = audit;
  const { resultModelDigest } = round;
  if (resultModelDigest === ZERO_BYTES32) return;
  const file = `artefacts/${resultModelDigest.slice(2)}`;
  await log.check("model.bytes", coordinatorScope(coordinator, "model bytes", file), async () => {
    const bytes = await readArtefact(transcripts, resultModelDigest, ARTEFACT_MAX_BYTES);
    return `${bytes.length} bytes hash to the digest on chain`;
  });
}
