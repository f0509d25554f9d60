import type { Block } from "ethers";
import { chainError } from "./chainErrors.ts";
import type { Chain } from "./connectChain.ts";
import { read } from "./read.ts";
import { figuresOf, readRoundState } from "./roundState.ts";
import { factsOf, type RoundFacts } from "./rounds.ts";

/** A study's ended rounds, oldest first, as of a block: whoever has that block on its chain has these rounds. */
interface Past {
  readonly block: Pick<Block, "number" | "hash">;
  readonly ended: readonly RoundFacts[];
}

/** By provider and study. */
const pasts = new WeakMap<object, Map<number, Past>>();

/**
 * A study's rounds as they stand, oldest first. A round that ended changes no more, but for its disputes (`readDisputes`), so it is read
 * once; a chain that has replaced the block it was read at is read anew. Throws CHAIN_UNREACHABLE.
 */
export async function readStudyRounds(chain: Chain, studyId: number): Promise<RoundFacts[]> {
  const known = pasts.get(chain.provider)?.get(studyId);
  const [before, same, latest] = await Promise.all([
    blockOf(chain, "latest"),
    known === undefined ? undefined : blockOf(chain, known.block.number),
    read(chain, "RoundLedger", "latestRoundOf", [studyId]),
  ]);
  const ended = known !== undefined && same?.hash === known.block.hash ? known.ended : [];
  const since: RoundFacts[] = [];
  const last = ended.at(-1)?.roundId ?? 0;
  for (let roundId = latest; roundId > last; ) {
    const found = await readRoundState(chain, roundId);
    since.unshift(factsOf(roundId, found));
    roundId = figuresOf(found.state).previousRound;
  }
  if (before !== null) keepPast(chain, studyId, before, ended, since);
  return [...ended, ...since];
}

/** Keeps the rounds that had ended by a block seen before they were read: a chain that changed meanwhile no longer has that block. */
function keepPast(
  chain: Chain,
  studyId: number,
  before: Block,
  ended: readonly RoundFacts[],
  since: readonly RoundFacts[],
): void {
  const open = since.findIndex(({ closedBlock }) => closedBlock === 0 || closedBlock > before.number);
  const newly = open === -1 ? since : since.slice(0, open);
  if (newly.length === 0) return;
  const known = pasts.get(chain.provider) ?? new Map<number, Past>();
  const block = { number: before.number, hash: before.hash };
  pasts.set(chain.provider, known.set(studyId, { block, ended: [...ended, ...newly] }));
}

async function blockOf(chain: Chain, which: number | "latest"): Promise<Block | null> {
  try {
    return await chain.provider.getBlock(which);
  } catch (error) {
    throw chainError(error, "Reading a block");
  }
}
