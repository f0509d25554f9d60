import type { SiteDeps } from "../SiteDeps.ts";
import { tell } from "./join.ts";
import type { MaskedContribution } from "./trainAndMask.ts";

/** COMMIT: uploads the masked vector with the signed commitment to it. */
export async function commit({ y, signed }: MaskedContribution, deps: SiteDeps): Promise<void> {
  await tell("round.commit", { ...signed }, deps, signed.commitment.roundId, y);
}
