import { type AbiOf, addressOf, type ContractName, interfaceOf } from "@consilium/sdk/chain/contracts.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import type { RoundState } from "@consilium/sdk/chain/roundState.ts";
import type { EventName, Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { id } from "ethers";

const address = (digit: string) => `0x${digit.repeat(40)}` as const;

const ZERO: Hex = `0x${"00".repeat(32)}`;

export const SCRIPTED_DEPLOYMENT: Deployment = {
  chainId: 31_337,
  deployBlock: 1,
  consortium: address("1"),
  consentRegistry: address("2"),
  studyRegistry: address("3"),
  roundLedger: address("4"),
  modelRegistry: address("5"),
  consentSeals: address("6"),
};

/** Terms of a study by name, so that a registry with more of them is told what they are. */
export const scriptedTerms = (name: string) => ({
  studyDigest: id(name),
  purpose: 42,
  categories: 5,
  minSites: 3,
  maxRounds: 9,
  expiresAt: 2 ** 40 - 1,
  maxCommitSpan: 77,
  acceptedBases: 1,
  signOffsRequired: 0,
  riskClass: 3,
  colluders: 1,
  opener: 9,
});

/** A round's state as its events carry it; the figures in its two packed words are zero. */
export const scriptedState = (changes: Partial<RoundState> = {}): RoundState => {
  const digests = {
    manifestDigest: id("manifest") as Hex,
    stateDigest: ZERO,
    queryDigest: id("query") as Hex,
    rosterRoot: ZERO,
    commitmentsRoot: ZERO,
    maskedSumDigest: ZERO,
    resultDigest: ZERO,
    resultModelDigest: ZERO,
    abortReason: ZERO,
  };
  const sets = { rosterBitmap: 0n, sharingBitmap: 0n, survivorBitmap: 0n };
  return { figures: 0n, blocks: 0n, ...digests, ...sets, ...changes };
};

/** A log before it stands in a block. */
export interface ScriptedLog {
  address: string;
  topics: string[];
  data: string;
}

interface ScriptedBlock {
  number: string;
  hash: string;
  parentHash: string;
  logs: Record<string, unknown>[];
}

/**
 * Not a chain: a script of one, answering the three JSON-RPC methods that the indexer asks for. The development chain and
 * QBFT never replace a block, so a chain that does can only be written by hand; the contracts' rules are not in it.
 */
export class ScriptedChain {
  readonly blocks: ScriptedBlock[] = [];
  /** Methods asked for, in order. */
  readonly asked: string[] = [];
  /** Called before an answer leaves; may change it. */
  tamper: (method: string, answer: any) => unknown = (_, answer) => answer;
  #salt = 0;

  constructor(blocks = 1) {
    for (let i = 0; i < blocks; i++) this.mine();
  }

  get head(): number {
    return this.blocks.length - 1;
  }

  /** The next block, with these logs; its number. */
  mine(...logs: ScriptedLog[]): number {
    const number = `0x${this.blocks.length.toString(16)}`;
    const hash = id(`${number} ${this.#salt}`);
    const parentHash = this.blocks.at(-1)?.hash ?? `0x${"00".repeat(32)}`;
    this.blocks.push({
      number,
      hash,
      parentHash,
      logs: logs.map((log, i) => ({ ...log, blockNumber: number, blockHash: hash, logIndex: `0x${i.toString(16)}` })),
    });
    return this.head;
  }

  /** Forgets the blocks from this one on; what is mined now has other hashes. */
  replaceFrom(block: number): void {
    this.blocks.length = block;
    this.#salt += 1;
  }

  async send(method: string, params: any[]): Promise<any> {
    this.asked.push(method);
    return this.tamper(method, structuredClone(this.#answer(method, params)));
  }

  #answer(method: string, [first]: any[]): unknown {
    switch (method) {
      case "eth_blockNumber":
        return `0x${this.head.toString(16)}`;
      case "eth_getBlockByNumber":
        return this.blocks[Number(first)] ?? null;
      case "eth_getLogs": {
        const { fromBlock, toBlock, blockHash, address: addresses, topics } = first;
        return this.blocks
          .filter(({ hash }, i) => (blockHash ? hash === blockHash : i >= Number(fromBlock) && i <= Number(toBlock)))
          .flatMap(({ logs }) => logs)
          .filter((log: any) => addresses.includes(log.address) && topics[0].includes(log.topics[0]));
      }
      default:
        throw new Error(`no ${method} in this script`);
    }
  }
}

export function scriptedLog<C extends ContractName>(
  contract: C,
  name: EventName<AbiOf<C>>,
  values: readonly unknown[],
): ScriptedLog {
  const { topics, data } = interfaceOf(contract).encodeEventLog(name, values);
  return { address: addressOf(SCRIPTED_DEPLOYMENT, contract), topics, data };
}

export interface ScriptedEpisode {
  keyHash: Hex;
  site: number;
  purpose: number;
  grantBlock: number;
  index?: number;
  epoch?: number;
  revokeBlock?: number;
  revokedBy?: number;
  limited?: boolean;
}

export function episodeWord(episode: ScriptedEpisode): bigint {
  const { purpose, grantBlock, index = 0, epoch = 0, revokeBlock = 0, revokedBy = 0, limited = false } = episode;
  const times = 1_700_000_000n | (1_900_000_000n << 40n);
  const blocks = (BigInt(grantBlock) << 80n) | (BigInt(revokeBlock) << 120n);
  const bases =
    (5n << 160n) | (1n << 192n) | (BigInt(limited) << 195n) | (BigInt(revokedBy) << 196n) | (BigInt(purpose) << 200n);
  const counters = (BigInt(index + 1) << 208n) | (BigInt(index) << 232n) | (BigInt(epoch) << 248n);
  return times | blocks | bases | counters;
}

export const granted = (episode: ScriptedEpisode): ScriptedLog =>
  scriptedLog("ConsentRegistry", "ConsentGranted", [episode.keyHash, episode.site, id("text"), episodeWord(episode)]);

/** The list of a limited episode, which follows its grant at once. */
export const limitedTo = ({ keyHash, site, purpose }: ScriptedEpisode, studies: readonly Hex[]): ScriptedLog =>
  scriptedLog("ConsentRegistry", "ConsentLimited", [keyHash, site, purpose, studies]);

export const revoked = (episode: ScriptedEpisode): ScriptedLog =>
  scriptedLog("ConsentRegistry", "ConsentRevoked", [
    episode.keyHash,
    episode.site,
    episodeWord({ revokedBy: 1, ...episode }),
  ]);

export const registered = (site: number, index: number, keyHash: Hex): ScriptedLog =>
  scriptedLog("ConsentRegistry", "PatientKeyRegistered", [site, index, keyHash]);
