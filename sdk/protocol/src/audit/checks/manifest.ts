import { digestBytes, digestDocument } from "../../canonical/digest.ts";
import { chainFigures, differingFigures, studyFigures } from "../../round/manifest.ts";
import type { CoursePoint } from "../../workloads/course.ts";
import { refute } from "../CheckLog.ts";
import type { RoundAudit } from "../RoundAudit.ts";
import { coordinatorScope } from "../scope.ts";

/** The manifest is the one on chain, its figures are the chain's, and it is at the study's next point. */
export async function checkManifest(
  audit: RoundAudit,
  next: CoursePoint | undefined,
  blockedBy: string | undefined,
): Promise<boolean> {
  const { log, round, transcript, coordinator, record, file } = audit;
  const { manifest } = transcript;
  const scope = (what: string, field = "manifest") => coordinatorScope(coordinator, what, `${file}: ${field}`);

  const digested = await log.check("manifest.digest", scope("manifest"), () => {
    const digest = digestDocument(manifest);
    if (digest !== round.manifestDigest) refute(`digest ${digest} is not the chain's ${round.manifestDigest}`);
    return "hashes to the digest on chain";
  });
  const figures = await log.check("manifest.figures", scope("manifest figures"), () => {
    for (const { field, declared, expected } of differingFigures(manifest, chainFigures(round, record.studyDigest))) {
      refute(`${field} is ${declared} in the manifest and ${expected} on chain`);
    }
    if (round.colluders !== record.colluders)
      refute(`${round.colluders} may collude, the study says ${record.colluders}`);
    return "study, question, base state, minimums and deadlines are the chain's";
  });
  const planned = await checkPlan(audit, next, blockedBy);
  return digested && figures && planned;
}

async function checkPlan(
  audit: RoundAudit,
  next: CoursePoint | undefined,
  blockedBy: string | undefined,
): Promise<boolean> {
  const { log, study, transcript, coordinator, file } = audit;
  const { manifest } = transcript;
  const scope = coordinatorScope(coordinator, "manifest against the study", `${file}: manifest`, blockedBy);
  return await log.check("manifest.plan", scope, () => {
    if (next === undefined) refute("the study is finished, so it has no next round");
    // The state has a check of its own: it follows from the rounds before, not from the study alone.
    const { stateDigest: _, ...expected } = studyFigures(study!, next!);
    for (const { field, declared, expected: wanted } of differingFigures(manifest, expected)) {
      refute(`${field} is ${declared} in the manifest and ${wanted} by the study`);
    }
    const { stage, workload, iteration, dimension, ring } = manifest;
    return `round ${iteration + 1} of stage ${stage}: ${workload}, ${dimension} coordinates in a ${ring}-bit ring`;
  });
}

/** The base state is what the finalised rounds before lead to. */
export async function checkBase(
  audit: RoundAudit,
  next: CoursePoint | undefined,
  blockedBy: string | undefined,
): Promise<boolean> {
  const { log, round, coordinator, file } = audit;
  const nothing = next === undefined ? "the study is finished" : undefined;
  const scope = coordinatorScope(coordinator, "base state", `${file}: manifest.stateDigest`, blockedBy ?? nothing);
  return await log.check("state.base", scope, () => {
    const digest = digestBytes(next!.state);
    if (digest !== round.stateDigest)
      refute(`the rounds before lead to ${digest}, the chain says ${round.stateDigest}`);
    return "derived again from the rounds before";
  });
}
