import type { Digest } from "@consilium/sdk/canonical/digest.ts";
import type {
  Health,
  MemberView,
  PublishedStudy,
  RoundSummary,
  StudyProgress,
} from "@consilium/sdk/schemas/controlPlane.ts";
import type { StudyFiles } from "@consilium/sdk/study/Study.ts";

export type {
  Health,
  MemberView,
  PublishedStudy,
  RoundSummary,
  StudyProgress,
} from "@consilium/sdk/schemas/controlPlane.ts";

type Eventually<T> = T | Promise<T>;

/**
 * What the control plane asks of the coordinator. Every method refuses with a FederationError:
 * STUDY_UNKNOWN, ROUND_UNKNOWN, TRANSCRIPT_MISSING, NOT_FOUND (an artefact), STUDY_INVALID, ROUND_PHASE.
 */
export interface CoordinatorService {
  health(): Eventually<Health>;
  /** Every member ever admitted, suspended ones included. */
  members(): Eventually<readonly MemberView[]>;
  studies(): Eventually<readonly StudyProgress[]>;
  study(studyId: number): Eventually<StudyProgress>;
  studyFiles(digest: Digest): Eventually<StudyFiles>;
  /** Checks the folder and publishes it on chain. Publishing the same folder again returns the same id. */
  publishStudy(files: StudyFiles): Promise<PublishedStudy>;
  /** Starts (or continues) the study in the background and returns at once; stops by itself after `rounds` finalised rounds. */
  runStudy(studyId: number, options: { rounds?: number }): Promise<void>;
  /** Lets the round under way end, then stops. */
  stopStudy(studyId: number): Promise<void>;
  round(roundId: number): Eventually<RoundSummary>;
  /** Canonical JSON of the round's transcript. */
  transcript(roundId: number): Promise<Uint8Array>;
  /** A masked vector, sum or model by its SHA-256. */
  artefact(digest: Digest): Promise<Uint8Array>;
}
