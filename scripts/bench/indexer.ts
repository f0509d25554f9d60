#!/usr/bin/env node
import { mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { arch, cpus, platform, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { Indexer } from "@consilium/indexer/Indexer.ts";
import { type AbiOf, addressOf, type ContractName, interfaceOf } from "@consilium/sdk/chain/contracts.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import type { EventName } from "@consilium/sdk/chain/typedAbi.ts";
import { Command } from "commander";
import { id } from "ethers";

/**
 * How fast the index takes in consents and answers from them. The logs are synthetic, in the form in which a node gives them,
 * so they pass through the same checks and decoding as a chain's; making them is not in the figures. One patient in ten
 * revokes. No network and no chain: a node's own time comes on top.
 */

const PER_BLOCK = 1_000;
const SITES = 4;
const PURPOSE = 42;
const REVOKED_OF_TEN = 1;
/** The figures. */
const TARGET_COHORT_MS = 2_000;
const TARGET_PER_SECOND = 300;

const address = (digit: string) => `0x${digit.repeat(40)}` as const;
const DEPLOYMENT: Deployment = {
  chainId: 7357,
  deployBlock: 1,
  consortium: address("1"),
  consentRegistry: address("2"),
  studyRegistry: address("3"),
  roundLedger: address("4"),
  modelRegistry: address("5"),
};

const hex = (value: number | bigint, digits = 64) => value.toString(16).padStart(digits, "0");
const quantity = (value: number) => `0x${value.toString(16)}`;

function topicOf<C extends ContractName>(contract: C, name: EventName<AbiOf<C>>): string {
  const topic = interfaceOf(contract).getEvent(name)?.topicHash;
  if (topic === undefined) throw new Error(`no event ${name}`);
  return topic;
}

/** Keys as patients' hashes are: spread over the whole range, so that the index writes all over its key space. */
const keyHashOf = (patient: number) => id(`patient ${patient}`).slice(2);

/** A chain of `count` grants, `PER_BLOCK` a block, then the revocations; it answers as a node does. */
class SyntheticChain {
  readonly head: number;
  readonly events: number;
  readonly #count: number;
  readonly #grantBlocks: number;
  readonly #topics = {
    registered: topicOf("ConsentRegistry", "PatientKeyRegistered"),
    granted: topicOf("ConsentRegistry", "ConsentGranted"),
    revoked: topicOf("ConsentRegistry", "ConsentRevoked"),
  };
  /** Time spent making logs, to be taken off. */
  generatingMs = 0;

  constructor(count: number) {
    this.#count = count;
    this.#grantBlocks = Math.ceil(count / PER_BLOCK);
    const revoked = Math.floor((count * REVOKED_OF_TEN) / 10);
    this.head = this.#grantBlocks + Math.ceil(revoked / PER_BLOCK) + 1;
    this.events = 2 * count + revoked;
  }

  async send(method: string, [first]: unknown[]): Promise<unknown> {
    const startMs = performance.now();
    try {
      return this.#answer(method, first);
    } finally {
      this.generatingMs += performance.now() - startMs;
    }
  }

  #answer(method: string, first: unknown): unknown {
    if (method === "eth_blockNumber") return quantity(this.head);
    if (method === "eth_getBlockByNumber") {
      const block = Number(first);
      return { number: first, hash: this.#hashOf(block), parentHash: this.#hashOf(block - 1) };
    }
    const { fromBlock, toBlock, blockHash } = first as Record<string, string>;
    const [from, to] =
      blockHash === undefined ? [Number(fromBlock), Number(toBlock)] : [Number(blockHash), Number(blockHash)];
    const logs: unknown[] = [];
    for (let block = from; block <= to; block++) this.#logsOf(block, logs);
    return logs;
  }

  #hashOf(block: number): string {
    return `0x${hex(Math.max(0, block))}`;
  }

  #logsOf(block: number, into: unknown[]): void {
    const { registered, granted, revoked } = this.#topics;
    let index = 0;
    const push = (topics: string[], data: string) =>
      into.push({
        address: addressOf(DEPLOYMENT, "ConsentRegistry"),
        topics,
        data: `0x${data}`,
        blockNumber: quantity(block),
        blockHash: this.#hashOf(block),
        logIndex: quantity(index++),
      });
    if (block < 1) return;
    if (block <= this.#grantBlocks) {
      for (let patient = (block - 1) * PER_BLOCK; patient < Math.min(this.#count, block * PER_BLOCK); patient++) {
        const [site, keyHash] = [`0x${hex(patient % SITES)}`, `0x${keyHashOf(patient)}`];
        push([registered, site, keyHash], hex(Math.floor(patient / SITES)));
        push([granted, keyHash, site], hex(0x7e47, 64) + hex(wordOf(block)));
      }
      return;
    }
    const first = (block - this.#grantBlocks - 1) * PER_BLOCK;
    const last = Math.min(first + PER_BLOCK, Math.floor((this.#count * REVOKED_OF_TEN) / 10));
    for (let i = first; i < last; i++) {
      const patient = Math.floor((i * 10) / REVOKED_OF_TEN);
      const grantBlock = Math.floor(patient / PER_BLOCK) + 1;
      const closed = wordOf(grantBlock) | (BigInt(block) << 120n) | (1n << 196n);
      push([revoked, `0x${keyHashOf(patient)}`, `0x${hex(patient % SITES)}`], hex(closed));
    }
  }

  get grantBlocks(): number {
    return this.#grantBlocks;
  }
}

function wordOf(grantBlock: number): bigint {
  const times = 1_700_000_000n | (1_900_000_000n << 40n);
  return times | (BigInt(grantBlock) << 80n) | (7n << 160n) | (1n << 192n) | (BigInt(PURPOSE) << 200n) | (1n << 208n);
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function sizeOf(dir: string): Promise<number> {
  const files = await readdir(dir);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(dir, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function timed<T>(runs: number, work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  const times: number[] = [];
  let result: T;
  do {
    const startMs = performance.now();
    result = await work();
    times.push(performance.now() - startMs);
  } while (times.length < runs);
  return { ms: median(times), result };
}

async function measure(count: number, runs: number) {
  const dir = await mkdtemp(join(tmpdir(), "consilium-bench-indexer-"));
  try {
    const chain = new SyntheticChain(count);
    const options = { dir, provider: chain, deployment: DEPLOYMENT, requestsPerSecond: 1e6, spanBlocks: 20 };
    let indexer = await Indexer.open({ ...options, reorgDepth: 0 });
    const startMs = performance.now();
    const { events } = await indexer.sync();
    const ingestMs = performance.now() - startMs - chain.generatingMs;
    if (events !== chain.events) throw new Error(`took ${events} of ${chain.events} events`);
    await indexer.close();
    indexer = await Indexer.open({ ...options, reorgDepth: 0 });

    const whole = await timed(runs, () => indexer.cohortAt(chain.grantBlocks));
    const later = await timed(runs, () => indexer.cohortAt(chain.head));
    const one = await timed(runs, () => indexer.cohortAt(chain.head, { site: 0, purpose: PURPOSE }));
    const expected = [count, count - Math.floor((count * REVOKED_OF_TEN) / 10)];
    if (whole.result.length !== expected[0] || later.result.length !== expected[1]) {
      throw new Error(`cohorts of ${whole.result.length} and ${later.result.length}, not ${expected.join(" and ")}`);
    }
    const entries = await timed(1, async () => {
      let categories = 0;
      for (const { episode } of later.result) categories |= episode.categories;
      return categories;
    });
    const patient = `0x${keyHashOf(Math.floor(count / 2))}` as const;
    const history = await timed(runs, () => indexer.consentHistory(patient));
    await indexer.close();

    // Block by block, as while following a chain whose blocks may still be replaced: each with its own fsync and undo record.
    const following = new SyntheticChain(Math.min(count, 20 * PER_BLOCK));
    const followDir = join(dir, "following");
    const follower = await Indexer.open({ ...options, dir: followDir, provider: following, reorgDepth: 1e6 });
    const followStartMs = performance.now();
    await follower.sync();
    const followMs = performance.now() - followStartMs - following.generatingMs;
    const followed = Math.min(count, 20 * PER_BLOCK);
    await follower.close();
    await rm(followDir, { recursive: true });

    return {
      consents: count,
      events,
      ingestSeconds: ingestMs / 1_000,
      consentsPerSecond: Math.round(count / (ingestMs / 1_000)),
      followingConsentsPerSecond: Math.round(followed / (followMs / 1_000)),
      cohortAllMs: whole.ms,
      cohortAfterRevocationsMs: later.ms,
      cohortOneSiteMs: one.ms,
      unpackEveryEntryMs: entries.ms,
      consentHistoryMs: history.ms,
      indexBytes: await sizeOf(dir),
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function run({ count, runs, json }: { count: string; runs: string; json?: true }): Promise<void> {
  const consents = Number(count);
  if (!Number.isInteger(consents) || consents < 10 || consents > 10_000_000) {
    throw new Error("--count is a whole number from 10 to 10000000");
  }
  const machine = {
    processor: cpus()[0]?.model.trim() ?? "unknown processor",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.version,
  };
  const figures = await measure(consents, Number(runs));
  const met = figures.cohortAllMs < TARGET_COHORT_MS && figures.followingConsentsPerSecond >= TARGET_PER_SECOND;
  if (json) console.log(JSON.stringify({ machine, runs: Number(runs), figures, met }, null, 2));
  else {
    const line = (what: string, value: string) => console.log(`${what.padEnd(58)} ${value.padStart(14)}`);
    const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
    console.log(
      `${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}, Node ${machine.node}`,
    );
    console.log(`${consents} consents of ${SITES} sites, 1 in 10 revoked; queries: median of ${runs}\n`);
    line("first reading, in spans of final blocks", `${figures.consentsPerSecond} /s`);
    line(
      `following block by block, ${PER_BLOCK} consents each (target ≥ ${TARGET_PER_SECOND})`,
      `${figures.followingConsentsPerSecond} /s`,
    );
    line(`cohortAt(block), all in force (target < ${TARGET_COHORT_MS} ms)`, ms(figures.cohortAllMs));
    line("cohortAt(block) after the revocations", ms(figures.cohortAfterRevocationsMs));
    line("cohortAt(block) of one site and purpose", ms(figures.cohortOneSiteMs));
    line("unpacking every entry of that cohort into an object", ms(figures.unpackEveryEntryMs));
    line("consentHistory(key)", ms(figures.consentHistoryMs));
    line("index on disk", `${(figures.indexBytes / 2 ** 20).toFixed(0)} MiB`);
    line("peak memory of the process", `${(figures.peakMemoryBytes / 2 ** 20).toFixed(0)} MiB`);
    console.log(`\ntargets ${met ? "met" : "MISSED"}`);
  }
  process.exitCode = met ? 0 : 1;
}

await new Command("bench:indexer")
  .description("Measures the consent index on synthetic consents: ingestion, cohort latency and size.")
  .option("--count <consents>", "how many consents", "1000000")
  .option("--runs <n>", "runs of each query", "5")
  .option("--json", "print one JSON document")
  .action(run)
  .parseAsync();
