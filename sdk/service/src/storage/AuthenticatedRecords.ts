import { randomBytes, timingSafeEqual } from "node:crypto";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Level } from "level";
import { compact, openLevel } from "./openLevel.ts";
import { type RecordChange, RecordSet, SPACES } from "./RecordSet.ts";
import { type RecordTags, type Space, TAG_BYTES } from "./RecordTags.ts";
import { StoreHead } from "./StoreHead.ts";
import { STATE_KEY, type StoreState, stateFrom, stateValue } from "./StoreState.ts";
import { recordPlace, storeDamaged } from "./storeDamaged.ts";

/** Writes that wait while one is on its way to the disk go there together: at most so many. */
const GROUP_MAX_WRITES = 256;
/** The character after the last one a key may hold. */
const AFTER_LAST = "\x7f";

interface WaitingWrite {
  readonly changes: readonly RecordChange[];
  readonly durable: boolean;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/**
 * LevelDB under a lock of our own make: LevelDB checks no block that it reads, and takes a damaged log for an earlier state.
 * Here, each value stands behind its tag. Each write also carries the state, which counts writes and authenticates the set
 * of all records; and once it is on disk, its number goes into the head beside the store. At opening every record is read and
 * judged. So a record is what was last written under its key, or the answer is STORE_DAMAGED: never another content, and
 * never silence.
 */
export class AuthenticatedRecords {
  readonly #level: Level<string, Uint8Array>;
  readonly #spaces: Record<Space, ReturnType<typeof spaceOf>>;
  readonly #state: ReturnType<typeof spaceOf>;
  readonly #tags: RecordTags;
  readonly #head: StoreHead;
  readonly #set: RecordSet;
  #sequence: number;
  readonly #waiting: WaitingWrite[] = [];
  #flushing: Promise<void> | undefined;
  /** A write that failed: nobody knows what the disk holds of it, so nothing may follow. */
  #failed: FederationError | undefined;

  private constructor(level: Level<string, Uint8Array>, tags: RecordTags, head: StoreHead, loaded: Loaded) {
    this.#level = level;
    this.#spaces = loaded.spaces;
    this.#state = spaceOf(level, "state");
    this.#tags = tags;
    this.#head = head;
    this.#set = loaded.set;
    this.#sequence = loaded.sequence;
  }

  /** Reads and judges every record. @throws STORE_IN_USE, STORE_DAMAGED, KEYSTORE_LOCKED, CONFIG_INVALID */
  static async open(dir: string, tags: RecordTags): Promise<AuthenticatedRecords> {
    const level = await openLevel(dir);
    let head: StoreHead | undefined;
    try {
      head = await StoreHead.open(`${dir}.head`, tags, async () => {
        for await (const _ of level.keys({ limit: 1 })) {
          throw storeDamaged(`${dir}.head`, "The file that counts this store's writes is missing.");
        }
        return randomBytes(16);
      });
      const loaded = await load(dir, level, tags, head).catch((error) => {
        throw error instanceof FederationError ? error : storeDamaged(dir, "LevelDB cannot read its own files.", error);
      });
      return new AuthenticatedRecords(level, tags, head, loaded);
    } catch (error) {
      await head?.close();
      await level.close();
      throw error;
    }
  }

  /** @throws STORE_DAMAGED where the disk answers anything but what was written last */
  async read(space: Space, key: string): Promise<Uint8Array | undefined> {
    for (;;) {
      if (this.#failed !== undefined) throw this.#failed;
      const mark = this.#set.markOf(space, key);
      if (mark === undefined) return undefined;
      const flushing = this.#flushing;
      let value: Uint8Array | undefined;
      let cause: unknown;
      try {
        value = valueBehindTag(await this.#spaces[space].get(key));
      } catch (error) {
        cause = error;
      }
      if (value !== undefined && timingSafeEqual(this.#tags.ofRecord(space, key, value), mark.tag)) return value;
      // A write may have come between: what it wrote counts only once it is acknowledged.
      if (flushing === undefined && this.#flushing === undefined && this.#set.markOf(space, key) === mark) {
        throw storeDamaged(recordPlace(space, key), "A record is not what was written.", cause);
      }
      await (flushing ?? this.#flushing);
    }
  }

  keysUnder(space: Space, prefix: string): string[] {
    return this.#set.keysUnder(space, prefix);
  }

  /** All changes or none. With `durable`, they are on disk and counted when this resolves. */
  write(changes: readonly RecordChange[], durable: boolean): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ changes, durable, resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  /** Rewrites the files that hold records under a prefix, so that what was deleted there leaves the disk. */
  async rewrite(space: Space, prefix: string): Promise<void> {
    const full = `${this.#spaces[space].prefix}${prefix}`;
    await compact(this.#level, full, full + AFTER_LAST);
  }

  async close(): Promise<void> {
    await this.#flushing;
    await this.#level.close();
    await this.#head.close();
  }

  async #flush(): Promise<void> {
    // Whoever asked in the same turn goes along.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const group = this.#waiting.splice(0, GROUP_MAX_WRITES);
      try {
        if (this.#failed !== undefined) throw this.#failed;
        await this.#writeGroup(
          group.flatMap(({ changes }) => changes),
          group.some(({ durable }) => durable),
        );
        for (const { resolve } of group) resolve();
      } catch (error) {
        for (const { reject } of group) reject(error);
      }
    }
    this.#flushing = undefined;
  }

  async #writeGroup(changes: readonly RecordChange[], durable: boolean): Promise<void> {
    const undo: (() => void)[] = [];
    const made = changes.map((change) => {
      const { space, key, value } = change;
      return { ...change, mark: value === undefined ? undefined : this.#tags.markOf(space, key, value) };
    });
    for (const { space, key, mark } of made) undo.push(this.#set.change(space, key, mark));
    const state: StoreState = { sequence: this.#sequence + 1, families: this.#set.families };
    const written = stateValue(this.#tags, this.#head.storeId, state, this.#set.sum);
    // Until it is on disk, readers have what was acknowledged last.
    for (const back of undo.reverse()) back();
    try {
      await this.#level.batch<string, Uint8Array>(
        [
          ...made.map(({ space, key, value, mark }) => {
            const sublevel = this.#spaces[space];
            if (value === undefined || mark === undefined) return { type: "del" as const, sublevel, key };
            return { type: "put" as const, sublevel, key, value: Buffer.concat([mark.tag, value]) };
          }),
          { type: "put" as const, sublevel: this.#state, key: STATE_KEY, value: written },
        ],
        { sync: durable },
      );
      if (durable) await this.#head.acknowledge(state.sequence);
    } catch (cause) {
      this.#failed = new FederationError("INTERNAL", "The store could not be written; it takes nothing more.", {
        hint: "Make room on the disk, or see what is wrong with it. Then start this service again.",
        cause,
      });
      throw this.#failed;
    }
    this.#sequence = state.sequence;
    for (const { space, key, mark } of made) this.#set.change(space, key, mark);
  }
}

function spaceOf(level: Level<string, Uint8Array>, name: string) {
  return level.sublevel<string, Uint8Array>(name, { valueEncoding: "view" });
}

interface Loaded {
  readonly spaces: Record<Space, ReturnType<typeof spaceOf>>;
  readonly set: RecordSet;
  readonly sequence: number;
}

async function load(dir: string, level: Level<string, Uint8Array>, tags: RecordTags, head: StoreHead): Promise<Loaded> {
  const spaces = Object.fromEntries(SPACES.map((space) => [space, spaceOf(level, space)])) as Loaded["spaces"];
  const set = new RecordSet();
  for (const space of SPACES) {
    for await (const [key, stored] of spaces[space].iterator()) {
      const value = valueBehindTag(stored);
      const mark = value === undefined ? undefined : tags.markOf(space, key, value);
      if (mark === undefined || !timingSafeEqual(mark.tag, stored.subarray(0, TAG_BYTES))) {
        throw storeDamaged(recordPlace(space, key), "A record is not what was written.");
      }
      set.change(space, key, mark);
    }
  }
  const stored = await spaceOf(level, "state").get(STATE_KEY);
  const state = stateFrom(tags, head.storeId, stored, set.sum);
  const sequence = state?.sequence ?? 0;
  if (sequence < head.sequence) {
    throw storeDamaged(dir, `The store ends with write ${sequence}, and write ${head.sequence} was acknowledged.`);
  }
  const [wrong] = familiesApart(state?.families ?? [], set.families);
  if (wrong !== undefined) {
    const { family, counted, found } = wrong;
    throw storeDamaged(`${family}/…`, `Of ${counted} records of this family, ${found} are there.`);
  }
  if (state === undefined ? stored !== undefined || set.size > 0 : !state.isSound) {
    throw storeDamaged(dir, "The records are not those that were written last.");
  }
  return { spaces, set, sequence };
}

function valueBehindTag(stored: Uint8Array | undefined): Uint8Array | undefined {
  return stored === undefined || stored.length < TAG_BYTES ? undefined : stored.subarray(TAG_BYTES);
}

function familiesApart(counted: readonly [string, number][], found: readonly [string, number][]) {
  const [before, now] = [new Map(counted), new Map(found)];
  return [...new Set([...before.keys(), ...now.keys()])]
    .map((family) => ({ family, counted: before.get(family) ?? 0, found: now.get(family) ?? 0 }))
    .filter((one) => one.counted !== one.found);
}
