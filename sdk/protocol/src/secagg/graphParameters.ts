import { FederationError } from "../errors/FederationError.ts";

/** Assumptions under which a sparse mask graph is safe and live. */
export interface GraphAssumptions {
  /** At most this fraction of members is corrupt (floor). Default 0.2. */
  corruptFraction?: number;
  /** At most this fraction drops out (floor). Default 0.1. */
  dropoutFraction?: number;
  /** Privacy fails with probability at most 2^-securityBits. Default 80. */
  securityBits?: number;
}

export interface GraphParameters {
  /** k: neighbours of each member. */
  degree: number;
  /** t: shares that give a secret. */
  threshold: number;
}

/** A round whose secrets cannot be recovered is aborted and tried again, so this one may be far weaker than privacy. */
const RECOVERY_BITS = 20;

/**
 * The smallest degree k, and the smallest threshold t for it, such that on a randomly placed k-regular graph of n
 * members, by exact hypergeometric tails and a union bound over members (Bell et al. 2020 §3.1):
 *  1. privacy of shares:  n · P[≥ t corrupt among k neighbours] ≤ 2^-securityBits
 *  2. privacy of masks:   C(n, 2) · P[2⌊k/2⌋ given members are all corrupt or dropped] ≤ 2^-securityBits, since a Harary
 *     graph falls apart only where two runs of ⌊k/2⌋ neighbours on the circle are gone
 *  3. recovery:           n · P[> k − t of k neighbours dropped] ≤ 2^-20
 * With corrupt and dropped counts ⌊0.2 n⌋ and ⌊0.1 n⌋, of the n − 1 others. k · n is even. Falls back to the complete
 * graph where no sparser one will do; throws MANIFEST_INVALID where not even that is enough.
 */
export function graphParameters(members: number, assumptions: GraphAssumptions = {}): GraphParameters {
  const { corruptFraction = 0.2, dropoutFraction = 0.1, securityBits = 80 } = assumptions;
  const corrupt = Math.floor(corruptFraction * members + 1e-9);
  const dropped = Math.floor(dropoutFraction * members + 1e-9);
  const others = members - 1;
  const n = BigInt(members);
  for (let degree = 2; degree <= others; degree++) {
    if (degree % 2 === 1 && members % 2 === 1) continue;
    const draws = binomial(others, degree);
    const threshold = smallestThreshold(others, corrupt, degree, draws, n << BigInt(securityBits));
    if (threshold > degree) continue;
    const short = tail(others, dropped, degree, degree - threshold + 1);
    if ((short * n) << BigInt(RECOVERY_BITS) > draws) continue;
    if (degree < others && mayDisconnect(members, corrupt + dropped, degree, securityBits)) continue;
    return { degree, threshold };
  }
  throw new FederationError("MANIFEST_INVALID", "No mask graph withstands these fractions.", {
    field: "maximumSites",
    hint: "Tolerate fewer corrupt or dropped members.",
  });
}

/** Smallest t with factor · #(draws with ≥ t corrupt) ≤ #draws; degree + 1 where there is none. */
function smallestThreshold(others: number, corrupt: number, degree: number, draws: bigint, factor: bigint): number {
  let above = 0n;
  for (let t = degree; t >= 1; t--) {
    above += exactly(others, corrupt, degree, t);
    if (above * factor > draws) return t + 1;
  }
  return 1;
}

function mayDisconnect(members: number, gone: number, degree: number, securityBits: number): boolean {
  const runs = 2 * Math.floor(degree / 2);
  const pairs = binomial(members, 2);
  return (pairs * binomial(gone, runs)) << BigInt(securityBits) > binomial(members, runs);
}

/** Number of draws of `drawn` from `size`, `marked` of them marked, with at least `least` marked. */
function tail(size: number, marked: number, drawn: number, least: number): bigint {
  let sum = 0n;
  for (let hits = Math.max(least, 0); hits <= Math.min(marked, drawn); hits++)
    sum += exactly(size, marked, drawn, hits);
  return sum;
}

function exactly(size: number, marked: number, drawn: number, hits: number): bigint {
  return binomial(marked, hits) * binomial(size - marked, drawn - hits);
}

const rows = new Map<number, bigint[]>();

function binomial(n: number, k: number): bigint {
  if (k < 0 || k > n) return 0n;
  let row = rows.get(n);
  if (row === undefined) {
    row = [1n];
    rows.set(n, row);
  }
  for (let i = row.length; i <= k; i++) row.push((row[i - 1]! * BigInt(n - i + 1)) / BigInt(i));
  return row[k]!;
}
