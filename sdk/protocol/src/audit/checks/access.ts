import { indicesOf } from "../../chain/bitmap.ts";
import type { Chain } from "../../chain/connectChain.ts";
import { readEvents } from "../../chain/events.ts";
import type { RoundRecord } from "../../chain/rounds.ts";
import type { StudyRecord } from "../../chain/studies.ts";
import { type CheckLog, refute } from "../CheckLog.ts";
import { type Party, siteScope } from "../scope.ts";

/** One change of a site's access to the study, in chain order. */
export interface AccessChange {
  site: number;
  blockNumber: number;
  logIndex: number;
  /** Undefined for a withdrawal. */
  grant?: { until: number; roundCap: number };
}

/** Every grant and withdrawal of the study, oldest first. */
export async function readAccessHistory(chain: Chain, studyId: number): Promise<AccessChange[]> {
  const [granted, withdrawn] = await Promise.all([
    readEvents(chain, "StudyRegistry", "AccessGranted", { indexed: [studyId] }),
    readEvents(chain, "StudyRegistry", "AccessWithdrawn", { indexed: [studyId] }),
  ]);
  const changes: AccessChange[] = [
    ...granted.map(({ args, blockNumber, logIndex }) => ({
      site: args.site,
      blockNumber,
      logIndex,
      grant: { until: args.until, roundCap: args.roundCap },
    })),
    ...withdrawn.map(({ args, blockNumber, logIndex }) => ({ site: args.site, blockNumber, logIndex })),
  ];
  return changes.sort((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex);
}

/** Each site on the roster had a live grant when the roster was frozen. */
export async function checkAccess(
  log: CheckLog,
  history: readonly AccessChange[],
  round: RoundRecord,
  frozenAtSeconds: number,
  party: (member: number) => Party,
): Promise<void> {
  for (const member of indicesOf(round.rosterBitmap)) {
    await log.check("access.live", siteScope(party(member), "StudyRegistry: access grant"), () => {
      const last = history.findLast(
        ({ site, blockNumber }) => site === member && blockNumber < round.rosterFrozenBlock,
      );
      const same = history.filter(
        ({ site, blockNumber }) => site === member && blockNumber === round.rosterFrozenBlock,
      );
      // Within the freeze's own block either order is possible, so any grant that was live before or in it will do.
      const live = [last, ...same].some(
        (change) => change?.grant !== undefined && change.grant.until > frozenAtSeconds,
      );
      if (!live) refute("had no live grant when the roster was frozen");
      return "its access grant was live when the roster was frozen";
    });
  }
}

/**
 * No site took part in more rounds than the lower of the study's and its own cap, and the chain counted them all.
 * `roundsUsed` is the ledger's own counter.
 */
export async function checkCaps(
  log: CheckLog,
  record: StudyRecord,
  rounds: readonly RoundRecord[],
  history: readonly AccessChange[],
  roundsUsed: (member: number) => Promise<number>,
  party: (member: number) => Party,
): Promise<void> {
  const used = new Map<number, number>();
  for (const round of rounds) {
    for (const member of indicesOf(round.survivorBitmap)) used.set(member, (used.get(member) ?? 0) + 1);
  }
  for (const [member, count] of [...used].sort(([a], [b]) => a - b)) {
    await log.check("access.cap", siteScope(party(member), "RoundLedger: rounds used"), async () => {
      const counted = await roundsUsed(member);
      if (counted !== count) refute(`survived ${count} rounds, the chain counts ${counted}`);
      const caps = history.flatMap(({ site, grant }) =>
        site === member && grant !== undefined ? [grant.roundCap] : [],
      );
      const cap = Math.min(record.maxRounds, Math.max(...caps));
      if (count > cap) refute(`took part in ${count} rounds, its cap is ${cap}`);
      return `${count} of at most ${cap} rounds`;
    });
  }
}
