import type { Chain } from "./connectChain.ts";
import { type KeyRevocations, readRevokedKeys, readSealsAt, type SealState } from "./sealsAt.ts";

/**
 * A site's seals and revocations as the chain has them at the end of a block. The contracts' events say so (`contractConsents`,
 * which reads them from the first block on each time), and an index of them does.
 */
export interface ConsentLedger {
  /** A site's seals by id, with the places revoked by the end of the block. */
  sealsAt(block: number, site: number): Promise<readonly SealState[]>;
  /** The keys that ever revoked for a purpose at a site by the end of the block. */
  revokedKeysAt(block: number, scope: { site: number; purpose: number }): Promise<ReadonlyMap<string, KeyRevocations>>;
}

/** The ledger of whoever keeps no index. */
export function contractConsents(chain: Chain): ConsentLedger {
  return {
    sealsAt: (block, site) => readSealsAt(chain, site, { sealedBy: block, revokedBy: block }),
    revokedKeysAt: (block, scope) => readRevokedKeys(chain, { ...scope, toBlock: block }),
  };
}
