import type { ExecutedBlock, MinedBlock } from "./EdrChain.ts";
import type { BlockRecord, LogRecord } from "./logRecord.ts";
import { RPC_CODES, RpcError } from "./RpcError.ts";
import {
  type CheckedTransaction,
  checkAgainstState,
  checkTransaction,
  type SenderState,
  type TransactionRules,
} from "./transactionCheck.ts";

const MAX_TRANSACTIONS_PER_BLOCK = 512;

export interface ProducerDeps {
  chain: {
    readonly latest: MinedBlock;
    request(method: string, params: readonly unknown[]): Promise<unknown>;
    nextBaseFeePerGas(): Promise<bigint>;
    execute(block: BlockRecord): Promise<ExecutedBlock>;
  };
  log: {
    appendDurably(record: LogRecord): Promise<void>;
    appendLazily(record: LogRecord): Promise<void>;
  };
  rules: TransactionRules;
  /** Whether the block a replay ended with holds transactions, so that its follow-up is still due. */
  latestHasTransactions: boolean;
  /** Seconds since 1970. */
  nowSeconds: () => number;
  /** A block with transactions is followed by an empty one after this silence, so that its state is final. 0: never. */
  followUpBlockMs: number;
  /** After this silence an empty block moves the chain's clock. 0: never. */
  idleBlockMs: number;
  maxWaitingTransactions: number;
  /** Called once when the chain can no longer go on (disk or EVM failure). */
  onFailure: (error: unknown) => void;
}

interface Waiting {
  transaction: CheckedTransaction;
  answer: Promise<string>;
  accept: (hash: string) => void;
  reject: (error: unknown) => void;
}

/**
 * Puts blocks together: check, log, fsync, execute, acknowledge, strictly in this order and one block at a time.
 * Whatever arrives while one block is on its way shares the next (group commit).
 */
export class BlockProducer {
  readonly #deps: ProducerDeps;
  #waiting: Waiting[] = [];
  readonly #byHash = new Map<string, Waiting>();
  #working: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #failure: unknown;

  constructor(deps: ProducerDeps) {
    this.#deps = deps;
    this.#armTimer((deps.latestHasTransactions && deps.followUpBlockMs) || deps.idleBlockMs);
  }

  /** Resolves with the transaction's hash once its block is durable and mined. @throws RpcError when it is refused. */
  async submit(raw: unknown): Promise<string> {
    this.#assertRunning();
    const transaction = checkTransaction(raw, this.#deps.rules);
    const same = this.#byHash.get(transaction.hash);
    if (same !== undefined) return await same.answer;
    if (this.#byHash.size >= this.#deps.maxWaitingTransactions) {
      throw new RpcError(RPC_CODES.limitExceeded, "too many transactions are waiting; try again");
    }
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const waiting: Waiting = { transaction, answer: promise, accept: resolve, reject };
    this.#waiting.push(waiting);
    this.#byHash.set(transaction.hash, waiting);
    this.#start();
    return await promise;
  }

  /** Finishes the blocks under way and takes nothing more. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#working;
  }

  #assertRunning(): void {
    if (this.#failure !== undefined) {
      throw new RpcError(RPC_CODES.internal, "the development chain has stopped taking transactions; see its log");
    }
    if (this.#stopped) throw new RpcError(RPC_CODES.internal, "the development chain is stopping");
  }

  #start(): void {
    if (this.#working !== undefined || this.#failure !== undefined) return;
    clearTimeout(this.#timer);
    this.#working = this.#work().finally(() => {
      this.#working = undefined;
      if (this.#waiting.length > 0) this.#start();
    });
  }

  async #work(): Promise<void> {
    // What arrives in one turn of the event loop, a JSON-RPC batch above all, shares a block.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const group = this.#takeGroup();
      try {
        const chosen = await this.#choose(group);
        if (chosen.length > 0) await this.#mine(chosen);
      } catch (error) {
        this.#fail(error, group);
        return;
      } finally {
        for (const { transaction } of group) this.#byHash.delete(transaction.hash);
      }
    }
    this.#armTimer(this.#deps.followUpBlockMs || this.#deps.idleBlockMs);
  }

  #takeGroup(): Waiting[] {
    let gas = 0n;
    let count = 0;
    for (const { transaction } of this.#waiting) {
      gas += transaction.gasLimit;
      if (gas > this.#deps.rules.blockGasLimit || count === MAX_TRANSACTIONS_PER_BLOCK) break;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  /** Checks each against the state as the ones before it leave it; refuses what does not hold. */
  async #choose(group: Waiting[]): Promise<Waiting[]> {
    const baseFeePerGas = await this.#deps.chain.nextBaseFeePerGas();
    const senders = new Map<string, SenderState>();
    const chosen: Waiting[] = [];
    for (const waiting of inNonceOrder(group)) {
      const { transaction } = waiting;
      let sender = senders.get(transaction.from);
      if (sender === undefined) {
        sender = await this.#readSender(transaction.from);
        senders.set(transaction.from, sender);
      }
      try {
        checkAgainstState(transaction, sender, baseFeePerGas);
      } catch (error) {
        waiting.reject(error);
        continue;
      }
      sender.nonce += 1;
      sender.balanceWei -= transaction.maxCostWei;
      chosen.push(waiting);
    }
    return chosen;
  }

  async #readSender(address: string): Promise<SenderState> {
    const [nonce, balance] = await Promise.all([
      this.#deps.chain.request("eth_getTransactionCount", [address, "latest"]),
      this.#deps.chain.request("eth_getBalance", [address, "latest"]),
    ]);
    return { nonce: Number(nonce), balanceWei: BigInt(balance as string) };
  }

  async #mine(chosen: Waiting[]): Promise<void> {
    const { refused } = await this.#commit(chosen.map(({ transaction }) => transaction.raw));
    for (const [index, { transaction, accept, reject }] of chosen.entries()) {
      const reason = refused.get(index);
      if (reason === undefined) accept(transaction.hash);
      else reject(new RpcError(RPC_CODES.rejected, reason));
    }
  }

  async #commit(transactions: string[]): Promise<ExecutedBlock> {
    const { chain, log, nowSeconds } = this.#deps;
    const block: BlockRecord = {
      kind: "block",
      number: chain.latest.number + 1,
      timestamp: Math.max(nowSeconds(), chain.latest.timestamp),
      transactions,
    };
    // Durable first: no reader may ever see a block that a crash could take back.
    await log.appendDurably(block);
    const mined = await chain.execute(block);
    await log.appendLazily({ kind: "mined", number: mined.number, hash: mined.hash });
    return mined;
  }

  #armTimer(delayMs: number): void {
    clearTimeout(this.#timer);
    if (this.#stopped || delayMs <= 0) return;
    this.#timer = setTimeout(() => {
      if (this.#working !== undefined || this.#failure !== undefined) return;
      this.#working = this.#commit([])
        .then(() => this.#armTimer(this.#deps.idleBlockMs))
        .catch((error: unknown) => this.#fail(error, []))
        .finally(() => {
          this.#working = undefined;
          if (this.#waiting.length > 0) this.#start();
        });
    }, delayMs);
  }

  #fail(error: unknown, group: Waiting[]): void {
    this.#failure = error;
    for (const { reject } of [...group, ...this.#waiting]) reject(error);
    this.#waiting = [];
    this.#byHash.clear();
    this.#deps.onFailure(error);
  }
}

/** Connections race: within a group a sender's transactions go by nonce, in the places the group gave that sender. */
function inNonceOrder(group: readonly Waiting[]): Waiting[] {
  const bySender = Map.groupBy(group, ({ transaction }) => transaction.from);
  for (const own of bySender.values()) own.sort((a, b) => a.transaction.nonce - b.transaction.nonce);
  return group.flatMap(({ transaction }) => bySender.get(transaction.from)?.shift() ?? []);
}
