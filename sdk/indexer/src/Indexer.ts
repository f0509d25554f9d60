import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import type { RoundRecord } from "@consilium/sdk/chain/rounds.ts";
import type { KeyRevocations } from "@consilium/sdk/chain/sealsAt.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { JsonRpcApiProvider } from "ethers";
import { applyEvents } from "./applyEvents.ts";
import { scanSeals } from "./applySeals.ts";
import { type BlockHeader, ChainReader, type ChainReaderOptions } from "./ChainReader.ts";
import type { IndexedCohort } from "./Cohort.ts";
import { type ConsentScope, scanChangedKeys, scanRevokedKeys } from "./consentChanges.ts";
import { type ConsentHistoryEntry, readHistory, readPatientKeys } from "./consentHistory.ts";
import { parseDocument } from "./Draft.ts";
import { type Checkpoint, type IndexSnapshot, IndexStore } from "./IndexStore.ts";
import { hasEnded, roundBytes, roundIn } from "./keptRounds.ts";
import { keys, numberIn } from "./keys.ts";
import type { AccessEntry, ModelEntry, RoundEntry, SealAt, StudyEntry } from "./records.ts";
import { type CohortScope, scanCohort } from "./scanCohort.ts";

export interface IndexerOptions extends ChainReaderOptions {
  /** Folder of the index; made when absent. Nothing in it is secret, and all of it can be built anew from the chain. */
  dir: string;
  provider: Pick<JsonRpcApiProvider, "send">;
  deployment: Deployment;
  /** Blocks below the head that may still be replaced, and so can be taken back. 0 for a chain with immediate finality. Default 64. */
  reorgDepth?: number;
  /** Blocks asked for at once where they are final. Default 2,000. */
  spanBlocks?: number;
  /** Most members that one cohort answer may have. Default 10,000,000. */
  maxCohort?: number;
  /** Most entries that another answer may have. Default 10,000. */
  maxEntries?: number;
}

/** Headers that were asked for already, by block. */
type Headers = ReadonlyMap<number, BlockHeader>;

/** Blocks near the head that are asked for at once. */
const TAIL_BLOCKS = 8;

export interface SyncResult {
  /** The block up to which the index answers. */
  checkpoint: Checkpoint | undefined;
  /** The node's newest block. */
  head: number;
  /** Events taken in, and blocks taken back, by this call. */
  events: number;
  undone: number;
}

/**
 * An index of the consortium's consents, seals, access grants, rounds and models, made of the contracts' events alone. It continues
 * at its checkpoint, takes replaced blocks back, and stops with an error where a node's answers do not fit together.
 */
export class Indexer {
  readonly #store: IndexStore;
  readonly #reader: ChainReader;
  readonly #deployBlock: number;
  readonly #reorgDepth: number;
  readonly #spanBlocks: number;
  readonly #maxCohort: number;
  readonly #maxEntries: number;
  #syncing: Promise<SyncResult> | undefined;
  #next: Promise<SyncResult> | undefined;

  private constructor(store: IndexStore, options: IndexerOptions) {
    this.#store = store;
    this.#reader = new ChainReader(options.provider, options.deployment, options);
    this.#deployBlock = options.deployment.deployBlock;
    this.#reorgDepth = options.reorgDepth ?? 64;
    this.#spanBlocks = options.spanBlocks ?? 2_000;
    this.#maxCohort = options.maxCohort ?? 10_000_000;
    this.#maxEntries = options.maxEntries ?? 10_000;
  }

  /** @throws STORE_IN_USE; CONFIG_INVALID when the folder holds the index of another deployment. */
  static async open(options: IndexerOptions): Promise<Indexer> {
    return new Indexer(await IndexStore.open(options.dir, options.deployment), options);
  }

  /** The block up to which the index answers; undefined before the first one. */
  get checkpoint(): Checkpoint | undefined {
    return this.#store.checkpoint;
  }

  /**
   * Reads the chain up to its head, or to `toBlock`. The head is asked for after the call, so that what the caller sent before is
   * read; calls that come during a reading share the next one. What is read stays, also when a later block fails. @throws CHAIN_UNREACHABLE, TOO_LARGE, CONFIG_INVALID (replaced deeper than `reorgDepth`).
   */
  sync({ toBlock, signal }: { toBlock?: number; signal?: AbortSignal } = {}): Promise<SyncResult> {
    if (this.#next !== undefined) return this.#next;
    const before = this.#syncing;
    if (before === undefined) return this.#start(toBlock, signal);
    this.#next = before
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.#start(toBlock, signal);
      });
    return this.#next;
  }

  #start(toBlock: number | undefined, signal: AbortSignal | undefined): Promise<SyncResult> {
    this.#syncing = this.#sync(toBlock, signal).finally(() => {
      this.#syncing = undefined;
    });
    return this.#syncing;
  }

  async #sync(toBlock: number | undefined, signal: AbortSignal | undefined): Promise<SyncResult> {
    let [events, undone] = [0, 0];
    for (;;) {
      const { head, headers } = await this.#look();
      const last = Math.min(head, toBlock ?? head);
      undone += await this.#takeBackReplaced(head, headers);
      const next = this.#nextBlock();
      if (next > last || signal?.aborted) return { checkpoint: this.checkpoint, head, events, undone };
      const finalBlock = Math.max(head - this.#reorgDepth, -1);
      events +=
        next <= Math.min(finalBlock, last)
          ? await this.#takeFinal(next, Math.min(finalBlock, last, next + this.#spanBlocks - 1))
          : await this.#takeBlocks(next, Math.min(last, next + TAIL_BLOCKS - 1), finalBlock, headers);
      // The head as it was when asked for; what came since is for the next call.
      if (this.checkpoint?.block === last) return { checkpoint: this.checkpoint, head, events, undone };
    }
  }

  /** The head, and the headers that a call needs where little is new: asked for together, they are one request to the node. */
  async #look(): Promise<{ head: number; headers: Headers }> {
    const from = this.checkpoint?.block ?? this.#deployBlock;
    const [head, ...found] = await Promise.all([
      this.#reader.head(),
      this.#reader.header(from),
      this.#reader.header(from + 1),
    ]);
    return {
      head,
      headers: new Map(found.flatMap((header) => (header === undefined ? [] : [[header.number, header]]))),
    };
  }

  #nextBlock(): number {
    return this.checkpoint === undefined ? this.#deployBlock : this.checkpoint.block + 1;
  }

  /** Final blocks, many at a time and without a way back. */
  async #takeFinal(from: number, to: number): Promise<number> {
    const read = await this.#reader.eventsBetween(from, to);
    // The header comes after the logs: a node that changed its mind in between shows at the next look at the checkpoint.
    const header = await this.#headerOf(read.to);
    const draft = this.#store.draft();
    await applyEvents(draft, read.events);
    await this.#store.commit(
      draft,
      { block: header.number, hash: header.hash },
      { undoable: false, finalBlock: read.to },
    );
    return read.events.length;
  }

  /** Blocks that may still be replaced, each on its parent. Stops early where the parent is another. */
  async #takeBlocks(from: number, to: number, finalBlock: number, known: Headers): Promise<number> {
    const blocks = Array.from({ length: to - from + 1 }, (_, i) => from + i);
    const headers = await Promise.all(blocks.map((block) => known.get(block) ?? this.#headerOf(block)));
    let parentHash = this.checkpoint?.hash ?? headers[0]!.parentHash;
    const chained = headers.findIndex((header) => {
      const follows = header.parentHash === parentHash;
      parentHash = header.hash;
      return !follows;
    });
    const taken = chained === -1 ? headers : headers.slice(0, chained);
    const found = await Promise.all(taken.map((header) => this.#reader.eventsOf(header)));
    for (const [i, { number, hash }] of taken.entries()) {
      const draft = this.#store.draft();
      await applyEvents(draft, found[i]!);
      await this.#store.commit(draft, { block: number, hash }, { undoable: true, finalBlock });
    }
    return found.flat().length;
  }

  /** Takes blocks back until the newest is one that the node has too; returns how many. */
  async #takeBackReplaced(head: number, headers: Headers): Promise<number> {
    for (let undone = 0; ; undone++) {
      const { checkpoint } = this;
      if (checkpoint === undefined) return undone;
      // A node that is merely behind has, at its head, the block that the index has there.
      const at = Math.min(checkpoint.block, head);
      const known = await this.#store.hashOf(at);
      const header = headers.get(at) ?? (await this.#reader.header(at));
      if (known !== undefined && header?.hash === known) return undone;
      if (known === undefined && at < checkpoint.block) {
        throw new FederationError(
          "CHAIN_UNREACHABLE",
          `The node is at block ${head}, the index at ${checkpoint.block}.`,
          {
            hint: "Use a chain node that is in step with the chain.",
          },
        );
      }
      if (!(await this.#store.undo())) {
        throw new FederationError("CONFIG_INVALID", `Block ${checkpoint.block} of the index is not the chain's.`, {
          field: "index",
          hint: "If the chain was started again from nothing, delete the index's folder; else find out why final blocks changed.",
        });
      }
    }
  }

  async #headerOf(block: number): Promise<BlockHeader> {
    const header = await this.#reader.header(block);
    if (header !== undefined) return header;
    throw new FederationError("CHAIN_UNREACHABLE", `The node does not have block ${block}.`, {
      hint: "Use a chain node that is in step with the chain.",
    });
  }

  /**
   * The consents in force at the end of a block, of one site and purpose, of one site, or of all. The same as the registry's
   * `consentsAt` for every key; with a study's digest, limited ones say whether they list it, as `readConsentsAt` does.
   * @throws NOT_FOUND for a block that the index does not cover; REQUEST_INVALID; TOO_LARGE.
   */
  async cohortAt(block: number, scope: CohortScope = {}): Promise<IndexedCohort> {
    if (scope.study !== undefined && !/^0x[0-9a-f]{64}$/.test(scope.study)) {
      throw new FederationError("REQUEST_INVALID", "is not a study digest.", {
        field: "study",
        hint: "Give 32 bytes of hex.",
      });
    }
    return this.#at(block, (index) => scanCohort(index, block, scope, this.#maxCohort));
  }

  /** The patient keys registered at a site at the end of a block, in registration order. @throws NOT_FOUND. */
  patientKeysAt(block: number, site: number): Promise<Hex[]> {
    return this.#at(block, (index) => readPatientKeys(index, site, block));
  }

  /**
   * A site's sealed consents at the end of a block: its seals by id, with the places revoked by then and when. The same as
   * `readSealsAt`. @throws NOT_FOUND; TOO_LARGE.
   */
  sealsAt(block: number, site: number): Promise<SealAt[]> {
    return this.#at(block, (index) => scanSeals(index, block, site, this.#maxCohort));
  }

  /** When and for the last time each key revoked for a purpose at a site, by the end of a block. @throws NOT_FOUND. */
  revokedKeysAt(block: number, scope: ConsentScope): Promise<ReadonlyMap<string, KeyRevocations>> {
    return this.#at(block, (index) => scanRevokedKeys(index, block, scope));
  }

  /** The keys with any change of consent for a purpose at a site after a block, as far as the index reaches. @throws NOT_FOUND. */
  changedKeysAfter(block: number, scope: ConsentScope): Promise<ReadonlySet<Hex>> {
    return this.#at(block, (index) => scanChangedKeys(index, block, scope));
  }

  /** A patient key's episodes at every site and for every purpose, oldest first within each; the newest `maxEntries` at most. */
  async consentHistory(keyHash: Hex): Promise<ConsentHistoryEntry[]> {
    if (!/^0x[0-9a-f]{64}$/.test(keyHash)) {
      throw new FederationError("REQUEST_INVALID", "is not a key hash.", {
        field: "keyHash",
        hint: "Give 32 bytes of hex.",
      });
    }
    return this.#read((index) => readHistory(index, keyHash, this.#maxEntries));
  }

  /** Models registered from a block on that hold a site's data, by their own round or through the models they descend from. */
  async modelsTouchedBy(site: number, fromBlock = 0): Promise<ModelEntry[]> {
    const models = await this.#entries<ModelEntry>(keys.all.models);
    return models.filter(({ touchedBy, registeredBlock }) => registeredBlock >= fromBlock && touchedBy.includes(site));
  }

  studies(): Promise<StudyEntry[]> {
    return this.#entries(keys.all.studies);
  }

  /** Grants and withdrawals of access to a study, by site and then in chain order. */
  accessOf(studyId: number): Promise<AccessEntry[]> {
    return this.#entries(keys.accessOfStudy(studyId));
  }

  /** Rounds, oldest first; of one study, or with one site among the survivors. */
  async rounds({ studyId, site }: { studyId?: number; site?: number } = {}): Promise<RoundEntry[]> {
    const rounds = await (studyId === undefined
      ? this.#entries<RoundEntry>(keys.all.rounds)
      : this.#entries<RoundEntry>(keys.roundsOfStudy(studyId), (key) => keys.round(numberIn(key, 5, 4))));
    return rounds.filter(({ survivors }) => site === undefined || survivors.includes(site));
  }

  /** @throws ROUND_UNKNOWN for a round that the index does not have. */
  round(roundId: number): Promise<RoundEntry> {
    return this.#read(async (index) => {
      const bytes = await index.get(keys.round(roundId));
      if (bytes !== undefined) return parseDocument<RoundEntry>(bytes);
      throw new FederationError("ROUND_UNKNOWN", `There is no round ${roundId}.`, { field: "roundId" });
    });
  }

  /** A round that `keepRound` kept. */
  async keptRound(roundId: number): Promise<RoundRecord | undefined> {
    const bytes = await this.#read((index) => index.get(keys.keptRound(roundId)));
    return bytes === undefined ? undefined : roundIn(bytes);
  }

  /** Keeps a round's record once it has ended in a block that cannot be replaced any more; its disputes are the index's. */
  async keepRound(record: RoundRecord): Promise<void> {
    const finalBlock = (this.checkpoint?.block ?? -1) - this.#reorgDepth;
    if (!hasEnded(record) || record.closedBlock > finalBlock) return;
    await this.#store.keep(keys.keptRound(record.roundId), roundBytes(record));
  }

  models(): Promise<ModelEntry[]> {
    return this.#entries(keys.all.models);
  }

  async close(): Promise<void> {
    await this.#next?.catch(() => undefined);
    await this.#syncing?.catch(() => undefined);
    await this.#store.close();
  }

  /** Documents under a prefix, or those that its keys point to. */
  #entries<T>(prefix: string, pointee?: (key: string) => string): Promise<T[]> {
    return this.#read(async (index) => {
      const entries: T[] = [];
      for await (const [key, own] of index.range(prefix)) {
        const bytes = pointee === undefined ? own : await index.get(pointee(key));
        if (bytes === undefined) throw new FederationError("INTERNAL", "The index lacks a document that it points to.");
        if (entries.length === this.#maxEntries) {
          throw new FederationError("TOO_LARGE", `There are more than ${this.#maxEntries} entries.`, {
            field: "maxEntries",
            hint: "Ask for less, or raise the limit.",
          });
        }
        entries.push(parseDocument<T>(bytes));
      }
      return entries;
    });
  }

  #at<T>(block: number, read: (index: IndexSnapshot) => Promise<T>): Promise<T> {
    return this.#read(async (index) => {
      const covered = (await index.checkpoint())?.block ?? -1;
      if (Number.isInteger(block) && block >= 0 && block <= covered) return read(index);
      throw new FederationError("NOT_FOUND", `The index covers blocks up to ${covered}, not ${block}.`, {
        field: "block",
        hint: "Let the index read on first.",
      });
    });
  }

  async #read<T>(read: (index: IndexSnapshot) => Promise<T>): Promise<T> {
    const index = this.#store.snapshot();
    try {
      return await read(index);
    } finally {
      await index.close();
    }
  }
}
