import { stat } from "node:fs/promises";
import { dirname } from "node:path";
import { type Digest, digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { canonicalJsonBytes } from "@consilium/sdk/canonical/json.ts";
import type { Transcript } from "@consilium/sdk/schemas/round.ts";
import type { StudyFiles } from "@consilium/sdk/study/Study.ts";
import { makeDirectory, replaceFile } from "../files/durableFile.ts";
import { unlessMissing } from "../files/errno.ts";
import { FolderTranscriptSource } from "./FolderTranscriptSource.ts";
import { artefactPath, studyPath, transcriptPath } from "./layout.ts";

/** The writing side of the folder. A write is durable when its promise resolves; a crash leaves the old state or the new. */
export class TranscriptArchive extends FolderTranscriptSource {
  async putStudy(digest: Digest, files: StudyFiles): Promise<void> {
    await write(studyPath(this.directory, digest), canonicalJsonBytes(files));
  }

  async putTranscript(transcript: Transcript): Promise<void> {
    await write(transcriptPath(this.directory, transcript.roundId), canonicalJsonBytes(transcript));
  }

  /** Keeps the bytes under their SHA-256 and returns it. An artefact already there is left as it is. */
  async putArtefact(bytes: Uint8Array): Promise<Digest> {
    const digest = digestBytes(bytes);
    if ((await sizeOf(artefactPath(this.directory, digest))) === bytes.length) return digest;
    await write(artefactPath(this.directory, digest), bytes);
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
  return (await unlessMissing(stat(path)))?.size;
}

async function write(path: string, bytes: Uint8Array): Promise<void> {
  await makeDirectory(dirname(path));
  await replaceFile(path, bytes);
}
