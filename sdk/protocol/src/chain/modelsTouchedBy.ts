import { indicesOf } from "./bitmap.ts";
import type { Chain } from "./connectChain.ts";
import { readEvents } from "./events.ts";
import { type ModelLink, readModelLinks } from "./modelLinks.ts";
import type { Hex } from "./typedAbi.ts";

/** A model that a site's data went into: in a round it took part in itself, or in one that a model of it came from. */
export interface TouchedModel extends ModelLink {
  /** Whether the site survived in the model's own round, not only in an ancestor's. */
  directly: boolean;
}

/**
 * The models registered from a block on that a site's data went into, oldest first, out of the events alone: those of rounds
 * that the site survived, and all their descendants. What an erasure or a withdrawn site's question needs.
 *
 * @param site member index
 */
export async function modelsTouchedBy(chain: Chain, site: number, fromBlock: number): Promise<TouchedModel[]> {
  const [frozen, registered] = await Promise.all([
    readEvents(chain, "RoundLedger", "SurvivorsFrozen"),
    readModelLinks(chain),
  ]);
  const rounds = new Set(
    frozen.filter(({ args }) => indicesOf(args.round.survivorBitmap).includes(site)).map(({ args }) => args.roundId),
  );
  const digests = new Set<Hex>();
  const touched: TouchedModel[] = [];
  for (const link of registered) {
    const directly = rounds.has(link.modelId);
    if (!directly && !digests.has(link.parentDigest)) continue;
    digests.add(link.modelDigest);
    if (link.registeredBlock >= fromBlock) touched.push({ ...link, directly });
  }
  return touched;
}
