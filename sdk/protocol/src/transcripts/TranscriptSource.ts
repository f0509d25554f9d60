import type { Digest } from "../canonical/digest.ts";
import type { StudyFiles } from "../study/Study.ts";

/**
 * Where a reader gets the off-chain half of a study's rounds. Nothing it returns is to be believed: study files are
 * digested again by `parseStudy`, transcripts against the chain's `resultDigest`, artefacts by {@link readArtefact}.
 *
 * Each method throws TRANSCRIPT_MISSING where the source has no such thing, TOO_LARGE above its size limit, and
 * REQUEST_INVALID where the bytes are not what the name says.
 */
export interface TranscriptSource {
  /** The study folder's files. */
  study(digest: Digest): Promise<StudyFiles>;
  /** A finalised round's transcript, as untrusted JSON. */
  transcript(roundId: number): Promise<unknown>;
  /** A masked vector's or a model's bytes by SHA-256, refused above `maximumSizeBytes` (at most the general limit). */
  artefact(digest: Digest, maximumSizeBytes?: number): Promise<Uint8Array>;
}

/** A study folder is text for people; this is far above any. */
export const STUDY_FILES_MAX_BYTES = 8 * 2 ** 20;
/** 256 members with full deals and unmaskings are about 250 MB of base64; a few dozen are under 10 MB. */
export const TRANSCRIPT_MAX_BYTES = 256 * 2 ** 20;
/** 100 million 64-bit ring words. */
export const ARTEFACT_MAX_BYTES = 800_000_000;
