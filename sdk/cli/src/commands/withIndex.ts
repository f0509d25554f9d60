import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Indexer } from "@consilium/indexer/Indexer.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import type { Command } from "commander";

export interface IndexFlags {
  index?: string;
}

/** `--index`, for the commands that read a consortium's whole history. */
export function indexOption(command: Command): Command {
  return command.option(
    "--index <dir>",
    "keep what was read of the chain in this folder, so that the next time only new blocks are read",
  );
}

/**
 * An index of the chain, read up to its newest block from the caller's own node, for as long as `work` takes: in the folder named, or in one
 * that goes with the command.
 */
export async function withIndex<T>(chain: Chain, flags: IndexFlags, work: (index: Indexer) => Promise<T>): Promise<T> {
  const dir = flags.index ?? (await mkdtemp(join(tmpdir(), "consilium-index-")));
  const { provider, deployment } = chain;
  try {
    // One that is not kept sees no block replaced later, so it needs no way back.
    const kept = flags.index === undefined ? { reorgDepth: 0 } : {};
    const index = await Indexer.open({ dir, provider, deployment, ...kept });
    try {
      await index.sync();
      return await work(index);
    } finally {
      await index.close();
    }
  } finally {
    if (flags.index === undefined) await rm(dir, { recursive: true, force: true });
  }
}
