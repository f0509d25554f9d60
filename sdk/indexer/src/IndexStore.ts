import { mkdir } from "node:fs/promises";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { Level } from "level";
import { type Before, Draft, parseDocument, type StoredReader } from "./Draft.ts";
import { afterPrefix, keys, numberIn } from "./keys.ts";

/** Raised when the layout changes; an index of another version is refused, and built anew. 2: lists of studies, risk classes, seals. 3: revocations, votes, attestations. */
const LAYOUT_VERSION = 3;

/** The last block that the index covers, with what it is an index of. */
export interface Checkpoint {
  block: number;
  hash: string;
}

interface StoredCheckpoint extends Checkpoint {
  layout: number;
  deployment: Deployment;
}

/** How to take a block back: the checkpoint before it, and what each key it changed held. */
interface StoredUndo {
  before: Checkpoint | null;
  /** Base64 of the value, or null for a key that was absent. */
  changed: [key: string, value: string | null][];
}

type Writes = ({ type: "put"; key: string; value: Uint8Array } | { type: "del"; key: string })[];

/** A view of the index that later writes do not change. Close it. */
export interface IndexSnapshot {
  get(key: string): Promise<Uint8Array | undefined>;
  /** Every key with the prefix, in order. */
  range(prefix: string): AsyncIterableIterator<[key: string, value: Uint8Array]>;
  checkpoint(): Promise<Checkpoint | undefined>;
  close(): Promise<void>;
}

/**
 * The index on disk. Every block's changes are written together with the checkpoint that covers them, so a process killed
 * between two writes leaves an index that is right for the block it names.
 */
export class IndexStore {
  readonly #level: Level<string, Uint8Array>;
  readonly #deployment: Deployment;
  #checkpoint: Checkpoint | undefined;

  private constructor(level: Level<string, Uint8Array>, deployment: Deployment, checkpoint: Checkpoint | undefined) {
    this.#level = level;
    this.#deployment = deployment;
    this.#checkpoint = checkpoint;
  }

  /** Opens or makes the index of a deployment. @throws STORE_IN_USE; CONFIG_INVALID when the folder is another's index. */
  static async open(dir: string, deployment: Deployment): Promise<IndexStore> {
    const level = await openLevel(dir);
    try {
      const bytes = await level.get(keys.checkpoint);
      if (bytes === undefined) return new IndexStore(level, deployment, undefined);
      const stored = parseDocument<StoredCheckpoint>(bytes);
      const hint = "Delete the folder: the index is built again from the chain.";
      if (stored.layout !== LAYOUT_VERSION) {
        const versions = `layout ${stored.layout}, and this version reads layout ${LAYOUT_VERSION}`;
        throw new FederationError("CONFIG_INVALID", `is an index of ${versions}.`, { field: dir, hint });
      }
      if (!sameDeployment(stored.deployment, deployment)) {
        throw new FederationError("CONFIG_INVALID", "is the index of another deployment.", { field: dir, hint });
      }
      return new IndexStore(level, deployment, { block: stored.block, hash: stored.hash });
    } catch (error) {
      await level.close();
      throw error;
    }
  }

  get checkpoint(): Checkpoint | undefined {
    return this.#checkpoint;
  }

  draft(): Draft {
    const stored: StoredReader = {
      get: (key) => this.#level.get(key),
      getMany: (wanted) => this.#level.getMany(wanted),
    };
    return new Draft(stored);
  }

  /**
   * Writes a draft and its checkpoint, all or nothing. With `undoable` the block can be taken back; undo records up to
   * `finalBlock` go.
   */
  async commit(
    draft: Draft,
    checkpoint: Checkpoint,
    { undoable, finalBlock }: { undoable: boolean; finalBlock: number },
  ): Promise<void> {
    const writes: Writes = draft.changes().map(([key, value]) => ({ type: "put", key, value }));
    writes.push({ type: "put", key: keys.checkpoint, value: this.#checkpointBytes(checkpoint) });
    if (undoable)
      writes.push({ type: "put", key: keys.undo(checkpoint.block), value: this.#undoBytes(draft.before()) });
    const spent = this.#level.keys({ gte: keys.all.undo, lt: keys.undo(finalBlock + 1) });
    for (const key of await spent.all()) writes.push({ type: "del", key });
    await this.#level.batch(writes, { sync: true });
    this.#checkpoint = checkpoint;
  }

  /** Keeps what belongs to no block of the index and cannot be taken back. */
  keep(key: string, value: Uint8Array): Promise<void> {
    return this.#level.put(key, value);
  }

  /** Takes the newest block back. False when there is no record of how. */
  async undo(): Promise<boolean> {
    const { checkpoint } = this;
    const bytes = checkpoint === undefined ? undefined : await this.#level.get(keys.undo(checkpoint.block));
    if (checkpoint === undefined || bytes === undefined) return false;
    const { before, changed } = parseDocument<StoredUndo>(bytes);
    const writes: Writes = changed.map(([key, value]) =>
      value === null ? { type: "del", key } : { type: "put", key, value: Buffer.from(value, "base64") },
    );
    writes.push({ type: "del", key: keys.undo(checkpoint.block) });
    if (before === null) writes.push({ type: "del", key: keys.checkpoint });
    else writes.push({ type: "put", key: keys.checkpoint, value: this.#checkpointBytes(before) });
    await this.#level.batch(writes, { sync: true });
    this.#checkpoint = before ?? undefined;
    return true;
  }

  /** The hash that the index has for a block, if the block can still be taken back. */
  async hashOf(block: number): Promise<string | undefined> {
    const { checkpoint } = this;
    if (checkpoint?.block === block) return checkpoint.hash;
    const after = await this.#level.get(keys.undo(block + 1));
    const before = after === undefined ? null : parseDocument<StoredUndo>(after).before;
    return before?.block === block ? before.hash : undefined;
  }

  snapshot(): IndexSnapshot {
    const level = this.#level;
    const snapshot = level.snapshot();
    return {
      get: (key) => level.get(key, { snapshot }),
      async *range(prefix) {
        for await (const entry of level.iterator({ gte: prefix, lt: afterPrefix(prefix), snapshot })) yield entry;
      },
      async checkpoint() {
        const bytes = await level.get(keys.checkpoint, { snapshot });
        if (bytes === undefined) return undefined;
        const { block, hash } = parseDocument<StoredCheckpoint>(bytes);
        return { block, hash };
      },
      close: () => snapshot.close(),
    };
  }

  /** Blocks that can be taken back. */
  async undoableBlocks(): Promise<number[]> {
    const range = { gte: keys.all.undo, lt: afterPrefix(keys.all.undo) };
    return (await this.#level.keys(range).all()).map((key) => numberIn(key, 1, 6));
  }

  close(): Promise<void> {
    return this.#level.close();
  }

  #checkpointBytes({ block, hash }: Checkpoint): Uint8Array {
    const stored: StoredCheckpoint = { layout: LAYOUT_VERSION, deployment: this.#deployment, block, hash };
    return Buffer.from(JSON.stringify(stored));
  }

  #undoBytes(changed: readonly Before[]): Uint8Array {
    const stored: StoredUndo = {
      before: this.#checkpoint ?? null,
      changed: changed.map(([key, value]) => [
        key,
        value === undefined ? null : Buffer.from(value.buffer, value.byteOffset, value.length).toString("base64"),
      ]),
    };
    return Buffer.from(JSON.stringify(stored));
  }
}

function sameDeployment(left: Deployment, right: Deployment): boolean {
  const text = (deployment: Deployment) => JSON.stringify(Object.entries(deployment).sort()).toLowerCase();
  return text(left) === text(right);
}

async function openLevel(dir: string): Promise<Level<string, Uint8Array>> {
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    const level = new Level<string, Uint8Array>(dir, {
      keyEncoding: "hex",
      valueEncoding: "view",
      // Fewer, larger files: the first reading of a chain writes much at once.
      writeBufferSize: 32 * 2 ** 20,
      cacheSize: 32 * 2 ** 20,
    });
    await level.open();
    return level;
  } catch (cause) {
    const locked = isLocked(cause);
    throw new FederationError(
      locked ? "STORE_IN_USE" : "CONFIG_INVALID",
      locked ? "Another process holds this index." : "The index cannot be opened.",
      {
        field: dir,
        hint: locked
          ? "Stop that process, or give this one a folder of its own."
          : "Check that the folder is writable; if it is damaged, delete it: the index is built again from the chain.",
        cause,
      },
    );
  }
}

function isLocked(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && at.code === "LEVEL_LOCKED") return true;
  }
  return false;
}
