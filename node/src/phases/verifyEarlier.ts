import type { RoundRecord } from "@consilium/sdk/chain/rounds.ts";
import { readStudy } from "@consilium/sdk/chain/studies.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type CoursePoint, pointOf } from "@consilium/sdk/workloads/course.ts";
import { type RoundEnd, RoundNotes } from "../RoundNotes.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import { courseBefore, fetchTranscript } from "./fetchArtefact.ts";
import { verificationUnderWay, verifyFinalized } from "./verifyResult.ts";

/** Verifies a closed round of an earlier run, from the chain and the archive alone, and notes it if it holds. */
export async function verifyEarlier(record: RoundRecord, deps: SiteDeps): Promise<RoundEnd> {
  if (record.status !== "finalized" && record.status !== "aborted") {
    throw new FederationError("ROUND_PHASE", `Round ${record.roundId} has not ended.`);
  }
  const underWay = verificationUnderWay(record.roundId, deps);
  const end = await (underWay ?? verifyAnew(record, deps));
  if (end.outcome === "verified") {
    await new RoundNotes(deps.store, record.roundId).noteVerified();
  }
  return end;
}

async function verifyAnew(record: RoundRecord, deps: SiteDeps): Promise<RoundEnd> {
  const { studyDigest } = await readStudy(deps.chain, record.studyId);
  const study = await deps.approved.find(studyDigest);
  if (study === undefined) throw new FederationError("STUDY_MISMATCH", "This site no longer holds the study.");
  let point: CoursePoint | undefined;
  if (record.status === "finalized") {
    const { manifest } = await fetchTranscript(record, deps);
    point = pointOf(await courseBefore(record, study, deps, { disputed: true }), manifest.stage, manifest.iteration);
  }
  return await verifyFinalized({ record, point }, deps);
}
