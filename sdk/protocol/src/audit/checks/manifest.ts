import { type Digest, digestBytes, digestDocument } from "../../canonical/digest.ts";
import { ZERO_BYTES32 } from "../../schemas/round.ts";
import { baseOf, shapeOf, stepOf } from "../../workloads/plan.ts";
import type { Artefact, Reduction } from "../../workloads/Workload.ts";
import { refute } from "../CheckLog.ts";
import type { RoundAudit } from "../RoundAudit.ts";
import { coordinatorScope, firstFailed } from "../scope.ts";

/** The manifest is the one on chain, its figures are the chain's, and it is the study's next step, `step`. */
export async function checkManifest(audit: RoundAudit, step: number): Promise<boolean> {
  const { log, round, transcript, coordinator, record, file } = audit;
  const { manifest } = transcript;
  const scope = (what: string, field = "manifest") => coordinatorScope(coordinator, what, `${file}: ${field}`);

  const digested = await log.check("manifest.digest", scope("manifest"), () => {
    const digest = digestDocument(manifest);
    if (digest !== round.manifestDigest) refute(`digest ${digest} is not the chain's ${round.manifestDigest}`);
    return "hashes to the digest on chain";
  });
  const figures = await log.check("manifest.figures", scope("manifest figures"), () => {
    const pairs: [field: string, declared: unknown, onChain: unknown][] = [
      ["studyId", manifest.studyId, round.studyId],
      ["studyDigest", manifest.studyDigest, record.studyDigest],
      ["baseModelDigest", manifest.baseModelDigest, round.modelDigest],
      ["minimumSurvivors", manifest.minimumSurvivors, round.minSurvivors],
      ["minimumSites", manifest.minimumSites, round.minSites],
      ["joinBy", manifest.joinBy, round.joinBy],
      ["commitBy", manifest.commitBy, round.commitBy],
      ["unmaskBy", manifest.unmaskBy, round.unmaskBy],
    ];
    for (const [field, declared, onChain] of pairs) {
      if (declared !== onChain) refute(`${field} is ${declared} in the manifest and ${onChain} on chain`);
    }
    const { threshold, colluders, minimumSurvivors } = manifest;
    if (colluders >= threshold) refute("the share threshold does not exceed the tolerated colluders");
    if (minimumSurvivors < Math.max(threshold, colluders + 2)) {
      refute("the minimum of survivors is below max(threshold, colluders + 2)");
    }
    return "study, base model, minimums and deadlines are the chain's";
  });
  const planned = await checkPlan(audit, step);
  return digested && figures && planned;
}

async function checkPlan(audit: RoundAudit, step: number): Promise<boolean> {
  const { log, study, transcript, coordinator, file } = audit;
  const { manifest } = transcript;
  const blockedBy = firstFailed(["the study's files", study !== undefined]);
  const scope = coordinatorScope(coordinator, "manifest against the study", `${file}: manifest`, blockedBy);
  return await log.check("manifest.plan", scope, () => {
    if (manifest.step !== step) refute(`it is step ${manifest.step}, the study's next is ${step}`);
    const { workload } = stepOf(study!, manifest.step);
    const shape = shapeOf(study!, manifest.step);
    const { protection, minimumCohort, sites } = study!.document;
    const pairs: [field: string, declared: unknown, wanted: unknown][] = [
      ["workload", manifest.workload, workload],
      ["dimension", manifest.dimension, shape.dimension],
      ["ring", manifest.ring, shape.ring],
      ["fractionBits", manifest.fractionBits, shape.fractionBits],
      ["bound", manifest.bound, shape.bound],
      ["colluders", manifest.colluders, protection.colluders],
      ["threshold", manifest.threshold, protection.threshold],
      ["minimumSurvivors", manifest.minimumSurvivors, protection.minimumSurvivors],
      ["minimumSites", manifest.minimumSites, sites.minimum],
      ["maximumSites", manifest.maximumSites, sites.maximum],
      ["minimumCohort", manifest.minimumCohort, minimumCohort],
    ];
    for (const [field, declared, wanted] of pairs) {
      if (declared !== wanted) refute(`${field} is ${declared} in the manifest and ${wanted} by the study`);
    }
    return `step ${manifest.step} of the study: ${workload}, ${shape.dimension} coordinates in a ${shape.ring}-bit ring`;
  });
}

/**
 * The base model is what the finalised steps before lead to: none for a summary, the initial model (with the summary's
 * standardiser), or the previous model. Undefined where it does not verify.
 */
export async function checkBase(
  audit: RoundAudit,
  reductions: readonly (Reduction | undefined)[],
): Promise<{ base: Artefact | undefined } | undefined> {
  const { log, study, round, coordinator, file } = audit;
  const step = reductions.length;
  const earlier = step === 0 || reductions[step - 1] !== undefined;
  const blockedBy = firstFailed(
    ["the study's files", study !== undefined],
    [`the result of step ${step - 1}`, earlier],
  );
  const scope = coordinatorScope(coordinator, "base model", `${file}: manifest.baseModelDigest`, blockedBy);
  let base: Artefact | undefined;
  const ok = await log.check("model.base", scope, () => {
    base = baseOf(study!, step, reductions);
    const digest: Digest = base === undefined ? ZERO_BYTES32 : digestBytes(base.bytes);
    if (digest !== round.modelDigest) refute(`the steps before lead to ${digest}, the chain says ${round.modelDigest}`);
    return base === undefined ? "none, as the step needs none" : "derived again from the steps before";
  });
  return ok ? { base } : undefined;
}
