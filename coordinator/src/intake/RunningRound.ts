import type { RoundContexts } from "@consilium/sdk/round/roundContexts.ts";
import type { Thresholds } from "@consilium/sdk/secagg/thresholds.ts";
import type { RoundIntake } from "./RoundIntake.ts";

/** A round as the intake sees it. What depends on the frozen roster is read from the chain when first asked for. */
export interface RunningRound {
  readonly intake: RoundIntake;
  /** Contexts before the roster is frozen; only `join` may be used. */
  readonly contexts: RoundContexts;
  /** Members' accounts at the end of the consent block: by these they sign, whatever account they get meanwhile. */
  readonly accounts: ReadonlyMap<number, string>;
  readonly frozenContexts: () => Promise<RoundContexts>;
  readonly roster: () => Promise<{ members: readonly number[]; thresholds: Thresholds }>;
}
