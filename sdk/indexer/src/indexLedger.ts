import type { AccessChange } from "@consilium/sdk/audit/checks/access.ts";
import type { StudyLedger } from "@consilium/sdk/audit/StudyLedger.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { type RoundRecord, readRound } from "@consilium/sdk/chain/rounds.ts";
import type { Indexer } from "./Indexer.ts";
import type { RoundEntry } from "./records.ts";

/**
 * A study's ledger out of an index that the same chain node filled: its events are read once, and only the new ones the next time.
 * Each round is read from the ledger contract once; the index keeps those that have ended.
 */
export function indexLedger(indexer: Indexer, chain: Chain): StudyLedger {
  return {
    sealsAt: (block, site) => indexer.sealsAt(block, site),
    revokedKeysAt: (block, scope) => indexer.revokedKeysAt(block, scope),
    rounds: async (studyId) => {
      const entries = await indexer.rounds({ studyId });
      return Promise.all(entries.map((entry) => recordOf(indexer, chain, entry)));
    },
    accessHistory: async (studyId) => {
      const changes = (await indexer.accessOf(studyId)).map(
        ({ kind, site, blockNumber, logIndex, until, roundCap }): AccessChange => ({
          site,
          blockNumber,
          logIndex,
          ...(kind === "granted" ? { grant: { until, roundCap } } : {}),
        }),
      );
      return changes.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
    },
  };
}

/** An ended round changes in its disputes only, and those are in the index. */
async function recordOf(indexer: Indexer, chain: Chain, entry: RoundEntry): Promise<RoundRecord> {
  const kept = await indexer.keptRound(entry.roundId);
  if (kept === undefined) {
    const record = await readRound(chain, entry.roundId);
    await indexer.keepRound(record);
    return record;
  }
  const disputed = entry.disputes.some((member) => !entry.dismissed.includes(member));
  const disputes = entry.disputes.reduce((set, member) => set | (1n << BigInt(member)), 0n);
  return { ...kept, disputes, disputed };
}
