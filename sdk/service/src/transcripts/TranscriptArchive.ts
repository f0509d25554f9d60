import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { type Digest, digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { canonicalJsonBytes } from "@consilium/sdk/canonical/json.ts";
import type { Transcript } from "@consilium/sdk/schemas/round.ts";
import type { StudyFiles } from "@consilium/sdk/study/Study.ts";
import { isErrnoException } from "./errno.ts";
import { FolderTranscriptSource } from "./FolderTranscriptSource.ts";
import { artefactPath, studyPath, transcriptPath } from "./layout.ts";

/**
 * The writing side of the folder. A write is durable when its promise resolves: the bytes go to a fresh file, are
 * fsync'd, and the file takes its name in one rename, after which the folder is fsync'd; a crash leaves the old state.
 */
export class TranscriptArchive extends FolderTranscriptSource {
  async putStudy(digest: Digest, files: StudyFiles): Promise<void> {
    await writeDurably(studyPath(this.directory, digest), canonicalJsonBytes(files));
  }

  async putTranscript(transcript: Transcript): Promise<void> {
    await writeDurably(transcriptPath(this.directory, transcript.roundId), canonicalJsonBytes(transcript));
  }

  /** Keeps the bytes under their SHA-256 and returns it. An artefact already there is left as it is. */
  async putArtefact(bytes: Uint8Array): Promise<Digest> {
    const digest = digestBytes(bytes);
    if ((await sizeOf(artefactPath(this.directory, digest))) === bytes.length) return digest;
    await writeDurably(artefactPath(this.directory, digest), bytes);
    return digest;
  }

  async hasArtefact(digest: Digest): Promise<boolean> {
    return (await sizeOf(artefactPath(this.directory, digest))) !== undefined;
  }

  async hasTranscript(roundId: number): Promise<boolean> {
    return (await sizeOf(transcriptPath(this.directory, roundId))) !== undefined;
  }
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isErrnoException(error, "ENOENT")) return undefined;
    throw error;
  }
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const directory = dirname(path);
  const created = await mkdir(directory, { recursive: true, mode: 0o700 });
  const temporary = join(directory, `.${randomBytes(8).toString("hex")}.partial`);
  try {
    const file = await open(temporary, "wx", 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(directory);
  if (created !== undefined) await syncDirectory(dirname(created));
}

/** Makes a rename durable (POSIX: the entry lives in the directory, not in the file). */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(path, "r");
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}
