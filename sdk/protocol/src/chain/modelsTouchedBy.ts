import { indicesOf } from "./bitmap.ts";
import type { Chain } from "./connectChain.ts";
import { readEvents } from "./events.ts";
import type { Hex } from "./typedAbi.ts";

/** A model that a site's data went into: in a round it took part in itself, or in one that a model of it came from. */
export interface TouchedModel {
  /** Also the id of the round that made it. */
  modelId: number;
  modelDigest: Hex;
  /** Base model of its round; zero if there was none. */
  parentDigest: Hex;
  registeredBlock: number;
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
    readEvents(chain, "ModelRegistry", "ModelRegistered"),
  ]);
  const rounds = new Set(
    frozen.filter(({ args }) => indicesOf(args.round.survivorBitmap).includes(site)).map(({ args }) => args.roundId),
  );
  const digests = new Set<Hex>();
  const touched: TouchedModel[] = [];
  for (const { args, blockNumber: registeredBlock } of registered) {
    const { modelId, modelDigest, parentDigest } = args;
    const directly = rounds.has(modelId);
    if (!directly && !digests.has(parentDigest)) continue;
    digests.add(modelDigest);
    if (registeredBlock >= fromBlock) touched.push({ modelId, modelDigest, parentDigest, registeredBlock, directly });
  }
  return touched;
}
