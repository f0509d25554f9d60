import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Digest } from "@consilium/sdk/canonical/digest.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { Name } from "@consilium/sdk/schemas/columns.ts";
import { Bytes32 } from "@consilium/sdk/schemas/scalars.ts";
import { makeDirectory, replaceFile } from "@consilium/service/files/durableFile.ts";
import { unlessMissing } from "@consilium/service/files/errno.ts";
import { type Static, Type } from "typebox";
import type { SitePolicy } from "../policy/Policy.ts";

/** What this site's committee said yes to, beside the study folder itself. */
const ApprovalRecord = Type.Object(
  {
    version: Type.Literal(1),
    /** Digest of the study folder. */
    study: Bytes32,
    /** `id` in study.yaml: versions of one study share it. */
    studyName: Type.String({ maxLength: 63 }),
    /** Unix seconds. */
    at: Type.Integer({ minimum: 0 }),
    until: Type.Integer({ minimum: 0 }),
    rounds: Type.Integer({ minimum: 1 }),
    allowRare: Type.Array(Name, { maxItems: 4_096, uniqueItems: true }),
    /** Digest of the rules in force then, and the rules, for the difference to the next approval's. */
    policyDigest: Bytes32,
    policy: Type.Unknown(),
  },
  { additionalProperties: false },
);
export type ApprovalRecord = Static<typeof ApprovalRecord> & { readonly policy: SitePolicy };

/** The site's approvals, a file each in `stateDir/approvals`, named by the study's digest. The newest for a digest counts. */
export class Approvals {
  readonly #folder: string;

  constructor(stateDir: string) {
    this.#folder = join(stateDir, "approvals");
  }

  /** Keeps it; it is on disk when this resolves. */
  async note(record: ApprovalRecord): Promise<void> {
    await makeDirectory(this.#folder);
    await replaceFile(this.#pathOf(record.study as Digest), `${JSON.stringify(record, null, 2)}\n`);
  }

  /** @throws STORE_DAMAGED */
  async find(digest: Digest): Promise<ApprovalRecord | undefined> {
    const path = this.#pathOf(digest);
    const text = await unlessMissing(readFile(path, "utf8"));
    if (text === undefined) return undefined;
    const hint = "Run `consilium-node approve` with the study again: it writes the record again.";
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch (cause) {
      throw new FederationError("STORE_DAMAGED", "The record of an approval is not JSON.", {
        field: path,
        hint,
        cause,
      });
    }
    return checkDocument(ApprovalRecord, document, path, "STORE_DAMAGED", hint) as ApprovalRecord;
  }

  /** The newest approval of another version of this study. */
  async lastOther(studyName: string, digest: Digest): Promise<ApprovalRecord | undefined> {
    const names = (await unlessMissing(readdir(this.#folder))) ?? [];
    const digests = names.flatMap((name) => /^([0-9a-f]{64})\.json$/.exec(name)?.[1] ?? []);
    const records = await Promise.all(digests.map((each) => this.find(`0x${each}`)));
    return records
      .filter((record) => record?.studyName === studyName && record.study !== digest)
      .sort((a, b) => b!.at - a!.at)[0];
  }

  #pathOf(digest: Digest): string {
    return join(this.#folder, `${digest.slice(2)}.json`);
  }
}
