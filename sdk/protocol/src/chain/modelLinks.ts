import type { Chain } from "./connectChain.ts";
import { readEvents } from "./events.ts";
import type { Hex } from "./typedAbi.ts";

/** A model as the result of its round announced it. */
export interface ModelLink {
  /** The id of the round that made it. */
  modelId: number;
  modelDigest: Hex;
  /** Base model of its round; zero if there was none. */
  parentDigest: Hex;
  registeredBlock: number;
}

/** The models that rounds made, oldest first: all, those of one study, or those of one digest. Out of the events alone. */
export async function readModelLinks(
  chain: Chain,
  { studyId, modelDigest }: { studyId?: number; modelDigest?: Hex } = {},
): Promise<ModelLink[]> {
  const indexed = [null, studyId ?? null, modelDigest ?? null];
  const finalized = await readEvents(chain, "RoundLedger", "RoundFinalized", { indexed });
  return finalized
    .filter(({ args }) => BigInt(args.modelDigest) !== 0n)
    .map(({ args, blockNumber }) => ({
      modelId: args.roundId,
      modelDigest: args.modelDigest,
      parentDigest: args.round.stateDigest,
      registeredBlock: blockNumber,
    }));
}
