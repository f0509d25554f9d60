import { mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Digest } from "@consilium/sdk/canonical/digest.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";

/**
 * The study folders this site has approved, by digest, as plain files in the state folder. `approve` writes them while the
 * daemon runs; the daemon reads a folder again for each round, and its digest is what the chain's grant covers.
 */
export class ApprovedStudies {
  readonly #folder: string;

  constructor(stateDir: string) {
    this.#folder = join(stateDir, "studies");
  }

  /** Keeps a copy, whole or not at all. */
  async add(study: Study): Promise<void> {
    const target = join(this.#folder, study.digest.slice(2));
    const partial = `${target}.partial`;
    await rm(partial, { recursive: true, force: true });
    for (const [path, text] of Object.entries(study.files)) {
      const file = join(partial, path);
      await mkdir(join(file, ".."), { recursive: true, mode: 0o700 });
      await writeFile(file, text, { mode: 0o600 });
    }
    await rm(target, { recursive: true, force: true });
    await rename(partial, target);
  }

  /** Every approved study. Throws STUDY_INVALID if a copy was damaged. */
  async all(): Promise<Study[]> {
    const names = (await this.#names()).filter((name) => /^[0-9a-f]{64}$/.test(name));
    return Promise.all(names.map((name) => readStudyFolder(join(this.#folder, name))));
  }

  async #names(): Promise<string[]> {
    try {
      return await readdir(this.#folder);
    } catch {
      return [];
    }
  }

  /** The approved study of this digest, or undefined. Throws STUDY_INVALID if the copy was damaged. */
  async find(digest: Digest): Promise<Study | undefined> {
    if (!(await this.#names()).includes(digest.slice(2))) return undefined;
    const study = await readStudyFolder(join(this.#folder, digest.slice(2)));
    return study.digest === digest ? study : undefined;
  }
}
