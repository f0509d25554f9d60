import type { Digest } from "../canonical/digest.ts";
import type { ModelSpec, StudyDocument } from "../schemas/study.ts";
import type { ViewDefinition } from "../schemas/view.ts";

/** The study folder's files by relative path, text. This is what travels and what the digest covers. */
export type StudyFiles = Readonly<Record<string, string>>;

/** A study folder, read and checked. */
export interface Study {
  /** SHA-256 of the canonical JSON of `{ path: sha256(file bytes) }`; what a site approves on chain. */
  readonly digest: Digest;
  readonly document: StudyDocument;
  /** `features.sql`, run read-only at the site. First column `patient_id`. */
  readonly featuresSql: string;
  /** SQL-on-FHIR v2 ViewDefinitions by name; empty for CSV sources. */
  readonly views: Readonly<Record<string, ViewDefinition>>;
  /** Present where a stage trains one. */
  readonly model: ModelSpec | undefined;
  readonly files: StudyFiles;
}
