/** Reads of what is stored; a key is hex. */
export interface StoredReader {
  get(key: string): Promise<Uint8Array | undefined>;
  getMany(keys: string[]): Promise<(Uint8Array | undefined)[]>;
}

/** What one key held before a change; undefined when it was absent. */
export type Before = [key: string, value: Uint8Array | undefined];

/**
 * Changes on top of what is stored, to be written all at once. It remembers what each changed key held, so that a block can
 * be taken back.
 */
export class Draft {
  readonly #stored: StoredReader;
  /** What is stored, as far as it was read; undefined for an absent key. */
  readonly #read = new Map<string, Uint8Array | undefined>();
  readonly #changes = new Map<string, Uint8Array>();

  constructor(stored: StoredReader) {
    this.#stored = stored;
  }

  /** Reads these keys in one go; later gets of them need not wait for the disk. */
  async load(keys: Iterable<string>): Promise<void> {
    const missing = [...new Set(keys)].filter((key) => !this.#read.has(key));
    const values = await this.#stored.getMany(missing);
    for (const [i, key] of missing.entries()) this.#read.set(key, values[i]);
  }

  /** Do not write into the result: it may be what is stored. */
  async get(key: string): Promise<Uint8Array | undefined> {
    const changed = this.#changes.get(key);
    if (changed !== undefined) return changed;
    if (!this.#read.has(key)) this.#read.set(key, await this.#stored.get(key));
    return this.#read.get(key);
  }

  async put(key: string, value: Uint8Array): Promise<void> {
    if (!this.#read.has(key)) this.#read.set(key, await this.#stored.get(key));
    this.#changes.set(key, value);
  }

  /** The key's bytes to write into, `size` zeros when it is absent. */
  async edit(key: string, size: number): Promise<Uint8Array> {
    const changed = this.#changes.get(key);
    if (changed !== undefined) return changed;
    const stored = await this.get(key);
    // Not slice: the store gives Buffers, whose slice shares the bytes that `before` must still tell.
    const bytes = stored === undefined ? new Uint8Array(size) : new Uint8Array(stored);
    this.#changes.set(key, bytes);
    return bytes;
  }

  async getNumber(key: string): Promise<number | undefined> {
    const bytes = await this.get(key);
    return bytes === undefined ? undefined : viewOf(bytes).getUint32(0);
  }

  putNumber(key: string, value: number): Promise<void> {
    const bytes = new Uint8Array(4);
    viewOf(bytes).setUint32(0, value);
    return this.put(key, bytes);
  }

  async getDocument<T>(key: string): Promise<T | undefined> {
    const bytes = await this.get(key);
    return bytes === undefined ? undefined : parseDocument<T>(bytes);
  }

  putDocument(key: string, document: unknown): Promise<void> {
    return this.put(key, new TextEncoder().encode(JSON.stringify(document)));
  }

  changes(): [key: string, value: Uint8Array][] {
    return [...this.#changes];
  }

  /** What every changed key held before. */
  before(): Before[] {
    return [...this.#changes.keys()].map((key) => [key, this.#read.get(key)]);
  }
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function parseDocument<T>(bytes: Uint8Array): T {
  return JSON.parse(new TextDecoder().decode(bytes)) as T;
}
