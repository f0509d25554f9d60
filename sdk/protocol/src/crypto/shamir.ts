import { combine, split } from "shamir-secret-sharing";
import { FederationError } from "../errors/FederationError.ts";

/**
 * Shamir's secret sharing over GF(2^8), byte by byte (Shamir 1979), through the audited `shamir-secret-sharing`.
 * A share is the secret's length plus one byte, its x-coordinate (1 to 255).
 *
 * The library starts at threshold 2. Threshold 1 is a polynomial of degree 0, whose every share is the secret itself;
 * it is what a study with no tolerated colluder (c = 0 < t = 1) asks for, so it is made here in the same share format.
 */

export const MAX_SHARES = 255;

/** `count` shares (1 to 255), any `threshold` of which give the secret and fewer nothing. Throws MANIFEST_INVALID. */
export async function splitSecret(secret: Uint8Array, count: number, threshold: number): Promise<Uint8Array[]> {
  if (!(Number.isInteger(count) && count >= 1 && count <= MAX_SHARES)) {
    throw new FederationError("MANIFEST_INVALID", `A secret is split into 1 to ${MAX_SHARES} shares.`, {
      field: "maximumSites",
    });
  }
  if (!(Number.isInteger(threshold) && threshold >= 1 && threshold <= count)) {
    throw new FederationError("MANIFEST_INVALID", "The share threshold exceeds the number of shares.", {
      field: "threshold",
      hint: "Lower the threshold or wait for more sites.",
    });
  }
  if (threshold === 1) {
    return Array.from({ length: count }, (_, i) => Uint8Array.of(...secret, i + 1));
  }
  return split(Uint8Array.from(secret), count, threshold);
}

/**
 * The secret of at least `threshold` distinct shares; only the first `threshold` are used. Throws RECOVERY_FAILED where
 * there are too few, two have one coordinate, or their lengths differ. Wrong shares give a wrong secret: callers check
 * it against the dealer's commitment.
 */
export async function combineShares(shares: readonly Uint8Array[], threshold: number): Promise<Uint8Array> {
  if (threshold < 1 || shares.length < threshold) {
    const missing = threshold - shares.length;
    throw new FederationError("RECOVERY_FAILED", `${missing} of ${threshold} shares are missing.`, { field: "shares" });
  }
  const used = shares.slice(0, threshold).map((share) => Uint8Array.from(share));
  if (threshold === 1) return used[0]!.slice(0, -1);
  try {
    return await combine(used);
  } catch (cause) {
    throw new FederationError("RECOVERY_FAILED", "The shares do not fit together.", { field: "shares", cause });
  }
}
