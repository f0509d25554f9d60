import { fromHex } from "../canonical/bytes.ts";
import type { Deployment } from "../chain/Deployment.ts";
import { roundDomainSeparator } from "../chain/domains.ts";
import type { RoundRecord } from "../chain/RoundRecord.ts";
import { joinContext, maskingContext, rosterContext } from "../secagg/context.ts";

/** The three contexts of a round (32 bytes each): before the roster is frozen, after it, and once S is agreed. */
export interface RoundContexts {
  readonly join: Uint8Array;
  /** Throws nothing, but is meaningful only once the roster root is on chain. */
  readonly roster: Uint8Array;
  readonly masking: (sharingSet: readonly number[]) => Uint8Array;
}

/** Everything comes from the chain as the caller reads it, so a coordinator cannot give two sites two contexts. */
export function roundContexts(
  deployment: Deployment,
  record: Pick<RoundRecord, "roundId" | "manifestDigest" | "stateDigest" | "rosterRoot">,
): RoundContexts {
  const bound = {
    domainSeparator: fromHex(roundDomainSeparator(deployment)),
    roundId: record.roundId,
    manifestDigest: fromHex(record.manifestDigest),
    stateDigest: fromHex(record.stateDigest),
  };
  const rosterRoot = fromHex(record.rosterRoot);
  return {
    join: joinContext(bound),
    roster: rosterContext({ ...bound, rosterRoot }),
    masking: (sharingSet) => maskingContext({ ...bound, rosterRoot, sharingSet: [...sharingSet] }),
  };
}
