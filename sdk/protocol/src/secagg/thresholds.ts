import { FederationError } from "../errors/FederationError.ts";

/** What n sites on a roster, c of whom may collude with the coordinator, ask of a round. */
export interface Thresholds {
  /** t = ⌊(n + c)/2⌋ + 1: how many shares open a secret. */
  shares: number;
  /** m = max(t, ⌈2n/3⌉): how many survivors a sum needs. */
  survivors: number;
}

/** Most sites of a round: member indices are below 256, and one bit is left free. */
export const SITES_MAX = 255;

/**
 * The thresholds that everyone computes from the roster as frozen; RoundLedger does the same on chain. Two sets of t sites of
 * which c answer twice would need 2t ≤ n + c, so two different sets are never both opened (Bonawitz et al. 2017, §6.2). Who left
 * before S may have opened its shares in a complaint: c + (n − |S|) < t for every |S| ≥ m ≥ t, for the same reason.
 *
 * @example thresholdsOf(4, 1) // { shares: 3, survivors: 3 }
 * @throws MANIFEST_INVALID where fewer than two honest sites could be left in a sum (n < c + 2), or n > 255
 */
export function thresholdsOf(sites: number, colluders: number): Thresholds {
  if (sites > SITES_MAX || sites < colluders + 2) {
    throw new FederationError("MANIFEST_INVALID", `${sites} sites of which ${colluders} may collude are no round.`, {
      field: "colluders",
      hint: `Have at least ${colluders + 2} sites, the tolerated colluders and two more, and at most ${SITES_MAX}.`,
    });
  }
  const shares = Math.floor((sites + colluders) / 2) + 1;
  return { shares, survivors: Math.max(shares, Math.ceil((2 * sites) / 3)) };
}
