import { open } from "node:fs/promises";
import type { Digest } from "@consilium/sdk/canonical/digest.ts";
import { parseJson } from "@consilium/sdk/canonical/json.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { StudyFiles } from "@consilium/sdk/study/Study.ts";
import { checkStudyFilesDocument } from "@consilium/sdk/transcripts/studyFiles.ts";
import {
  ARTEFACT_MAX_BYTES,
  STUDY_FILES_MAX_BYTES,
  TRANSCRIPT_MAX_BYTES,
  type TranscriptSource,
} from "@consilium/sdk/transcripts/TranscriptSource.ts";
import { isErrnoException } from "../files/errno.ts";
import { artefactPath, studyPath, transcriptPath } from "./layout.ts";

/** Reads the layout of {@link TranscriptArchive} from a folder, for an audit without any server. */
export class FolderTranscriptSource implements TranscriptSource {
  readonly directory: string;

  constructor(directory: string) {
    this.directory = directory;
  }

  async study(digest: Digest): Promise<StudyFiles> {
    const what = `study ${digest}`;
    return checkStudyFilesDocument(
      parseJson(await readLimited(studyPath(this.directory, digest), STUDY_FILES_MAX_BYTES, what), what),
    );
  }

  async transcript(roundId: number): Promise<unknown> {
    const what = `transcript of round ${roundId}`;
    return parseJson(await readLimited(transcriptPath(this.directory, roundId), TRANSCRIPT_MAX_BYTES, what), what);
  }

  async artefact(digest: Digest, maximumSizeBytes = ARTEFACT_MAX_BYTES): Promise<Uint8Array> {
    const limit = Math.min(maximumSizeBytes, ARTEFACT_MAX_BYTES);
    return await readLimited(artefactPath(this.directory, digest), limit, `artefact ${digest}`);
  }
}

/** Reads a whole file after checking its size on the open descriptor, so that nothing above the limit is allocated. */
async function readLimited(path: string, maximumSizeBytes: number, what: string): Promise<Uint8Array> {
  let file: Awaited<ReturnType<typeof open>>;
  try {
    file = await open(path, "r");
  } catch (cause) {
    if (isErrnoException(cause, "ENOENT")) {
      throw new FederationError("TRANSCRIPT_MISSING", "The folder does not have it.", { field: what, cause });
    }
    throw new FederationError("TRANSCRIPT_MISSING", "The file cannot be opened.", { field: what, cause });
  }
  try {
    const { size } = await file.stat();
    if (size > maximumSizeBytes) {
      throw new FederationError("TOO_LARGE", `The file is ${size} bytes, above the limit of ${maximumSizeBytes}.`, {
        field: what,
      });
    }
    return new Uint8Array(await file.readFile());
  } finally {
    await file.close();
  }
}
