import { FederationError } from "../../errors/FederationError.ts";
import type { FailureKind } from "./rpcFailure.ts";

/** Besu's default limit on the range of one `eth_getLogs`; other nodes allow more, and say so where they allow less. */
export const LOG_SPAN_BLOCKS = 5_000;

/** Parameters of `eth_getLogs`. */
export type LogFilter = Readonly<Record<string, unknown>>;

/** Asks for one span: its logs, or why it was refused. */
export type AskSpan = (
  filter: LogFilter,
  divisible: boolean,
) => Promise<{ logs: unknown[] } | { refused: FailureKind }>;

/**
 * Cuts the range of an `eth_getLogs` in spans that a node answers. A node's limit on blocks is learnt once and kept; where a
 * span holds too many logs for one answer, it alone is halved, and what follows grows back.
 */
export class LogSpans {
  #limitBlocks = LOG_SPAN_BLOCKS;

  /**
   * The logs of a range, both ends included, in chain order; undefined where the node refuses for a reason that fewer blocks do
   * not mend, which is for the caller to tell. @throws TOO_LARGE where a single block has too many logs
   */
  async read(filter: LogFilter, from: number, to: number, ask: AskSpan): Promise<unknown[] | undefined> {
    const found: unknown[][] = [];
    let size = this.#limitBlocks;
    for (let first = from; first <= to; ) {
      const last = Math.min(to, first + size - 1);
      const span = { ...filter, fromBlock: toQuantity(first), toBlock: toQuantity(last) };
      const answer = await ask(span, last > first);
      if ("logs" in answer) {
        found.push(answer.logs);
        first = last + 1;
        size = Math.min(this.#limitBlocks, size * 2);
        continue;
      }
      if (answer.refused !== "tooWide" && answer.refused !== "tooMuch") return undefined;
      if (last === first) throw tooManyLogs(first);
      size = Math.floor((last - first + 1) / 2);
      if (answer.refused === "tooWide") this.#limitBlocks = size;
    }
    return found.flat();
  }
}

export const toQuantity = (value: number): string => `0x${value.toString(16)}`;

function tooManyLogs(block: number): FederationError {
  return new FederationError("TOO_LARGE", `Block ${block} has more logs than the chain node gives in one answer.`, {
    hint: "Raise the node's limit on the logs of one answer, or use another node of the chain.",
  });
}
