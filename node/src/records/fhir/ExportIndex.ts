import { hash } from "node:crypto";
import { referenceTarget } from "./references.ts";

interface Version {
  /** Where it was read: number of its file, and line. */
  readonly file: number;
  readonly line: number;
  readonly lastUpdated: number | undefined;
  readonly versionId: number | undefined;
  /** 96 bits of the SHA-256 of its text: whether two copies are the same. */
  readonly digest: string;
}

export type Added = "kept" | "duplicate" | "conflict";

/** Which version of each resource of an export counts, and which resources the export says were deleted. */
export class ExportIndex {
  readonly #byType = new Map<string, Map<string, Version>>();
  /** Older versions and copies that were left out. */
  duplicates = 0;
  /** Resources removed by a deletion. */
  deleted = 0;
  readonly #deletions: { readonly type: string; readonly id: string; readonly at: number | undefined }[] = [];

  /** Only resources of `types` are indexed: those that a view of the study reads. */
  constructor(types: Iterable<string>) {
    for (const type of types) this.#byType.set(type, new Map());
  }

  tracks(type: string): boolean {
    return this.#byType.has(type);
  }

  has(type: string, id: string): boolean {
    return this.#byType.get(type)?.has(id) === true;
  }

  /**
   * Adds a version of a resource: the newer one wins, by `meta.lastUpdated`, then by a numeric `meta.versionId`.
   * Copies with the same text are one. Where neither is newer it is a conflict, and the first stays.
   */
  add(
    resource: { readonly resourceType: string; readonly id: string },
    text: string,
    file: number,
    line: number,
  ): Added {
    const versions = this.#byType.get(resource.resourceType)!;
    const { lastUpdated, versionId } = (resource as { meta?: Record<string, unknown> }).meta ?? {};
    const version: Version = {
      file,
      line,
      lastUpdated: instantOf(lastUpdated),
      versionId: /^\d{1,15}$/.test(String(versionId)) ? Number(versionId) : undefined,
      digest: hash("sha256", text, "base64url").slice(0, 16),
    };
    const known = versions.get(resource.id);
    if (known === undefined) {
      versions.set(resource.id, version);
      return "kept";
    }
    const newer = compare(version, known);
    if (newer === 0 && version.digest !== known.digest) return "conflict";
    this.duplicates += 1;
    if (newer > 0) versions.set(resource.id, version);
    return "duplicate";
  }

  /** Whether this place holds the version that counts. */
  counts(type: string, id: string, file: number, line: number): boolean {
    const version = this.#byType.get(type)?.get(id);
    return version !== undefined && version.file === file && version.line === line;
  }

  /** Notes the deletions of a Bundle of a bulk export. Returns false where one names no resource. */
  addDeletions(bundle: Readonly<Record<string, unknown>>): boolean {
    const meta = bundle.meta as { lastUpdated?: unknown } | undefined;
    const at = instantOf(bundle.timestamp ?? meta?.lastUpdated);
    let understood = true;
    for (const { request } of bundleEntries(bundle)) {
      if (request?.method !== "DELETE") continue;
      const target = referenceTarget(request.url);
      if (target.kind === "resource") this.#deletions.push({ type: target.type, id: target.id, at });
      else understood = false;
    }
    return understood;
  }

  /** Removes what was deleted, unless its newest version is later than the deletion. */
  applyDeletions(): void {
    for (const { type, id, at } of this.#deletions) {
      const version = this.#byType.get(type)?.get(id);
      if (version === undefined) continue;
      if (at !== undefined && version.lastUpdated !== undefined && version.lastUpdated > at) continue;
      this.#byType.get(type)!.delete(id);
      this.deleted += 1;
    }
  }
}

interface BundleEntry {
  readonly request?: { readonly method?: unknown; readonly url?: unknown };
  readonly resource?: unknown;
}

export function bundleEntries(bundle: Readonly<Record<string, unknown>>): BundleEntry[] {
  const entries = Array.isArray(bundle.entry) ? bundle.entry : [];
  return entries.filter((entry) => typeof entry === "object" && entry !== null);
}

function compare(a: Version, b: Version): number {
  if (a.lastUpdated !== undefined && b.lastUpdated !== undefined && a.lastUpdated !== b.lastUpdated) {
    return a.lastUpdated - b.lastUpdated;
  }
  return a.versionId !== undefined && b.versionId !== undefined ? a.versionId - b.versionId : 0;
}

function instantOf(value: unknown): number | undefined {
  const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
