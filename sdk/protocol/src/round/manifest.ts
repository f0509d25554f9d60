import type { Digest } from "../canonical/digest.ts";
import { digestBytes } from "../canonical/digest.ts";
import type { RoundRecord } from "../chain/RoundRecord.ts";
import { PROTOCOL_VERSION } from "../protocol.ts";
import { type RoundManifest, ZERO_BYTES32 } from "../schemas/round.ts";
import { ringFor } from "../secagg/encoding.ts";
import type { Study } from "../study/Study.ts";
import type { CoursePoint } from "../workloads/course.ts";
import { workloadOf } from "../workloads/workloads.ts";
import { commitSpanSeconds } from "./deadlines.ts";
import { queryDigestOf } from "./queryDigest.ts";

const DAY_SECONDS = 86_400;

/** The figures of a manifest that the study and its course give: the same for every attempt at this point. */
export type StudyFigures = Omit<
  RoundManifest,
  "v" | "studyId" | "joinBy" | "commitBy" | "unmaskBy" | "transcriptRetainedUntil"
>;

/** What the manifest of a round at this point of its study must say. */
export function studyFigures(study: Study, point: CoursePoint): StudyFigures {
  const { context, iteration, state, shape } = point;
  const { protection, sites, minimumCohort } = study.document;
  return {
    studyDigest: study.digest,
    stage: context.stage.id,
    workload: context.stage.workload,
    iteration,
    stateDigest: digestBytes(state),
    dimension: shape.dimension,
    ring: ringFor(shape, sites.maximum),
    fractionBits: shape.fractionBits,
    bound: shape.bound,
    colluders: protection.colluders,
    queryDigest: queryDigestOf(point),
    minimumSites: sites.minimum,
    maximumSites: sites.maximum,
    minimumCohort,
  };
}

/** The figures of a manifest that the chain says too. */
export function chainFigures(record: RoundRecord, studyDigest: Digest): Partial<RoundManifest> {
  return {
    studyId: record.studyId,
    studyDigest,
    stateDigest: record.stateDigest,
    queryDigest: record.queryDigest,
    colluders: record.colluders,
    minimumSites: record.minSites,
    joinBy: record.joinBy,
    commitBy: record.commitBy,
    unmaskBy: record.unmaskBy,
  };
}

/** A figure that a manifest says differently from what it should. */
export interface FigureDifference {
  readonly field: keyof RoundManifest;
  readonly declared: unknown;
  readonly expected: unknown;
}

/** Where the manifest is not as expected, in the order of the expected figures. */
export function differingFigures(manifest: RoundManifest, expected: Partial<RoundManifest>): FigureDifference[] {
  return Object.entries(expected).flatMap(([name, value]) => {
    const field = name as keyof RoundManifest;
    return manifest[field] === value ? [] : [{ field, declared: manifest[field], expected: value }];
  });
}

/** Seconds after which the study's transcripts may go, counted from the opening that a round's deadlines imply. */
export function leastRetention(study: Study, record: Pick<RoundRecord, "joinBy">): number {
  const { phaseTimeoutSeconds, transcriptRetentionDays } = study.document;
  return record.joinBy - phaseTimeoutSeconds.join + transcriptRetentionDays * DAY_SECONDS;
}

/** The public terms of the round at this point, opened now. */
export function manifestFor({
  study,
  studyId,
  point,
  openedAtMs,
}: {
  study: Study;
  studyId: number;
  point: CoursePoint;
  openedAtMs: number;
}): RoundManifest {
  const { document } = study;
  const openedAt = Math.ceil(openedAtMs / 1_000);
  const { join, unmask } = document.phaseTimeoutSeconds;
  const commitBy = openedAt + commitSpanSeconds(document);
  return {
    v: PROTOCOL_VERSION,
    studyId,
    ...studyFigures(study, point),
    joinBy: openedAt + join,
    commitBy,
    unmaskBy: commitBy + unmask,
    transcriptRetainedUntil: openedAt + document.transcriptRetentionDays * DAY_SECONDS,
  };
}

/** What the chain registers as the round's model: the state it leaves where that is a model, zeros otherwise. */
export function modelDigestOf(workload: string, stateDigest: Digest): Digest {
  return workloadOf(workload).yieldsModel ? stateDigest : ZERO_BYTES32;
}
