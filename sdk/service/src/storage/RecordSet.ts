import { addToSum, type Space } from "./RecordTags.ts";
import { familyOf } from "./storeDamaged.ts";

export const SPACES = ["documents", "bytes", "sealed"] as const satisfies readonly Space[];

/** A record's new value, or undefined to delete it. */
export interface RecordChange {
  readonly space: Space;
  readonly key: string;
  readonly value: Uint8Array | undefined;
}

/** A record without its value. */
export interface RecordMark {
  readonly tag: Buffer;
  /** What it adds to the sum over all records. */
  readonly summand: bigint;
}

/**
 * What a store holds, without the values: each record's tag (some 300 bytes of memory a record), how many there are of each
 * family, and the sum over all. What the disk answers is judged by it.
 */
export class RecordSet {
  readonly #records = new Map<Space, Map<string, RecordMark>>(SPACES.map((space) => [space, new Map()]));
  readonly #families = new Map<string, number>();
  #sum = 0n;

  markOf(space: Space, key: string): RecordMark | undefined {
    return this.#records.get(space)!.get(key);
  }

  /** Keys under a prefix, ascending. */
  keysUnder(space: Space, prefix: string): string[] {
    return [...this.#records.get(space)!.keys()].filter((key) => key.startsWith(prefix)).sort();
  }

  get sum(): bigint {
    return this.#sum;
  }

  get size(): number {
    return SPACES.reduce((total, space) => total + this.#records.get(space)!.size, 0);
  }

  /** Records of each family, families ascending. */
  get families(): [family: string, count: number][] {
    return [...this.#families].filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1));
  }

  /** Puts a record in, in place of the one under its key, or takes it out. Returns how to undo it. */
  change(space: Space, key: string, mark: RecordMark | undefined): () => void {
    const records = this.#records.get(space)!;
    const before = records.get(key);
    const family = familyOf(space, key);
    const count = this.#families.get(family) ?? 0;
    if (mark === undefined) records.delete(key);
    else records.set(key, mark);
    this.#sum = addToSum(this.#sum, (mark?.summand ?? 0n) - (before?.summand ?? 0n));
    this.#families.set(family, count + (mark === undefined ? 0 : 1) - (before === undefined ? 0 : 1));
    return () => void this.change(space, key, before);
  }
}
