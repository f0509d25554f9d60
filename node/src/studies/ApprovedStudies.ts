import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Digest } from "@consilium/sdk/canonical/digest.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { parseStudy, studyDigest } from "@consilium/sdk/study/parseStudy.ts";
import type { Study, StudyFiles } from "@consilium/sdk/study/Study.ts";
import { makeDirectory, syncDirectory } from "@consilium/service/files/durableFile.ts";
import { replaceFolder } from "@consilium/service/files/durableFolder.ts";
import { unlessMissing } from "@consilium/service/files/errno.ts";
import { readStudyFiles } from "@consilium/service/study/readStudyFolder.ts";

const PARTIAL = /^\..*\.partial$/;

/**
 * The study folders this site has approved, by digest, as plain files in the state folder. `approve` writes them while the
 * daemon runs; the daemon reads a folder again for each round, and its digest is what the chain's grant covers.
 */
export class ApprovedStudies {
  readonly #folder: string;
  /** What the same files gave before: they are read for each round, and parsed once. */
  readonly #parsed = new Map<Digest, Study>();

  constructor(stateDir: string) {
    this.#folder = join(stateDir, "studies");
  }

  /** Keeps a copy. It is whole and on disk when this resolves, as the grant that follows relies on. */
  async add(study: Study): Promise<void> {
    await makeDirectory(this.#folder);
    for (const name of await readdir(this.#folder)) {
      if (PARTIAL.test(name)) await rm(join(this.#folder, name), { recursive: true, force: true });
    }
    const target = this.#pathOf(study.digest);
    const kept = await readStudyFiles(target).catch(() => undefined);
    // A sound copy stays: POSIX has no call that swaps two folders, so a crash would leave neither under the name.
    if (kept !== undefined && studyDigest(kept) === study.digest) return await syncDirectory(this.#folder);
    await replaceFolder(
      target,
      Object.entries(study.files).map(([path, content]) => ({ path, content })),
    );
  }

  /** Every approved study. @throws STORE_DAMAGED naming the copy that is not what was approved */
  async all(): Promise<Study[]> {
    const names = (await this.#names()).filter((name) => /^[0-9a-f]{64}$/.test(name));
    return Promise.all(names.map((name) => this.#read(`0x${name}`)));
  }

  /** The approved study of this digest, or undefined. @throws STORE_DAMAGED if the copy is not what was approved */
  async find(digest: Digest): Promise<Study | undefined> {
    return (await this.#names()).includes(digest.slice(2)) ? await this.#read(digest) : undefined;
  }

  /** Reads a copy and compares its digest first. So a copy that is sound and yet invalid is said to be just that. */
  async #read(digest: Digest): Promise<Study> {
    const path = this.#pathOf(digest);
    let files: StudyFiles | undefined;
    let cause: unknown;
    try {
      files = await readStudyFiles(path);
    } catch (error) {
      cause = error;
    }
    if (files !== undefined && studyDigest(files) === digest) {
      const study = this.#parsed.get(digest) ?? parseStudy(files);
      this.#parsed.set(digest, study);
      return study;
    }
    throw new FederationError("STORE_DAMAGED", "The copy of an approved study is not what was approved.", {
      field: path,
      hint: "Run `consilium-node approve` with the study folder as published: it writes the copy again.",
      cause,
    });
  }

  #pathOf(digest: Digest): string {
    return join(this.#folder, digest.slice(2));
  }

  async #names(): Promise<string[]> {
    return (await unlessMissing(readdir(this.#folder))) ?? [];
  }
}
