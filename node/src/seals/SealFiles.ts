import { readdir, readFile, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import type { SealState } from "@consilium/sdk/chain/sealsAt.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { DirectoryLock } from "@consilium/service/files/DirectoryLock.ts";
import { replaceFile, syncDirectory, writeNewFile } from "@consilium/service/files/durableFile.ts";
import { unlessMissing } from "@consilium/service/files/errno.ts";
import type { Static, TSchema } from "typebox";
import { PendingSeal, SealFile, type SealRegister } from "./SealRegister.ts";

/** 100,000 consents of 2.5 KB with proof and signature. */
const FILE_MAX_BYTES = 300_000_000;
const SEAL_NAME = /^seal-([1-9][0-9]{0,9})\.json$/;
const PENDING = "pending.json";

/**
 * `stateDir/seals`: one `seal-<id>.json` for each seal of the site, and `pending.json` for one on its way. With the records they
 * tell who consented, so they stay at the site (0600) and are written whole or not at all.
 */
export class SealFiles {
  readonly directory: string;

  constructor(stateDir: string) {
    this.directory = join(stateDir, "seals");
  }

  /** Keeps a second `seal` command out while `work` runs. @throws STORE_IN_USE */
  async locked<T>(work: () => Promise<T>): Promise<T> {
    const lock = await DirectoryLock.acquire(this.directory, "this site's seals");
    try {
      return await work();
    } finally {
      await lock.release();
    }
  }

  pending(): Promise<PendingSeal | undefined> {
    return readFileOf(join(this.directory, PENDING), PendingSeal);
  }

  /** A seal that is begun. @throws CONFIG_INVALID where another is on its way, which nothing may overwrite */
  async beginPending(pending: PendingSeal): Promise<void> {
    await writeNewFile(join(this.directory, PENDING), JSON.stringify(pending));
  }

  async replacePending(pending: PendingSeal): Promise<void> {
    await this.#write(PENDING, pending);
  }

  /** The seal is on chain: its file first, so that at every moment one of the two has the register. */
  async writeSeal(seal: SealFile): Promise<void> {
    await this.#write(`seal-${seal.sealId}.json`, seal);
  }

  async dropPending(): Promise<void> {
    await unlink(join(this.directory, PENDING));
    await syncDirectory(this.directory);
  }

  /** Ids of the seals that have a file, ascending. */
  async sealIds(): Promise<number[]> {
    const names = (await unlessMissing(readdir(this.directory))) ?? [];
    const ids = names.flatMap((name) => SEAL_NAME.exec(name)?.[1] ?? []);
    return ids.map(Number).sort((a, b) => a - b);
  }

  /** @throws NOT_FOUND */
  async seal(sealId: number): Promise<SealFile> {
    const file = await readFileOf(join(this.directory, `seal-${sealId}.json`), SealFile);
    if (file !== undefined) return file;
    throw missing(sealId, this.directory);
  }

  /**
   * The register of a seal on chain, whole and as it was sealed: its digest is compared with the chain's. While the seal
   * command has not ended, the pending file has it.
   * @throws NOT_FOUND, DIGEST_MISMATCH
   */
  async register({ sealId, root, evidenceDigest }: SealState): Promise<SealRegister> {
    const path = join(this.directory, `seal-${sealId}.json`);
    const ofFile = async () => (await readFileOf(path, SealFile))?.register;
    let register = (await ofFile()) ?? (await this.pending())?.register;
    // The command may have ended between the two looks.
    if (register?.root !== root) register = await ofFile();
    if (register === undefined || register.root !== root) throw missing(sealId, this.directory);
    if (digestDocument(register) !== evidenceDigest) {
      throw new FederationError("DIGEST_MISMATCH", `The register of seal ${sealId} is not the one that was sealed.`, {
        field: path,
        hint: "Restore the file from a backup.",
      });
    }
    return register;
  }

  async #write(name: string, document: unknown): Promise<void> {
    await replaceFile(join(this.directory, name), JSON.stringify(document));
  }
}

async function readFileOf<S extends TSchema, T = Static<S>>(path: string, schema: S): Promise<T | undefined> {
  const { size } = (await unlessMissing(stat(path))) ?? {};
  if (size !== undefined && size > FILE_MAX_BYTES) {
    throw new FederationError("TOO_LARGE", "The file is too large.", { field: path });
  }
  const text = await unlessMissing(readFile(path, "utf8"));
  if (text === undefined) return undefined;
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "It is not JSON.", {
      field: path,
      hint: "Restore it from a backup.",
      cause,
    });
  }
  return checkDocument(schema, document, path, "CONFIG_INVALID", "Restore the file from a backup.");
}

function missing(sealId: number, directory: string): FederationError {
  return new FederationError(
    "NOT_FOUND",
    `The register of seal ${sealId}, which is this site's on chain, is not there.`,
    {
      field: directory,
      hint: `Restore seal-${sealId}.json from a backup: without it nobody can tell who revoked.`,
    },
  );
}
