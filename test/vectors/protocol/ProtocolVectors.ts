import type {
  Recovery,
  SignedAdvert,
  SignedCommitment,
  SignedComplaint,
  SignedConfirmation,
  SignedDeal,
  SignedUnmasking,
} from "@consilium/sdk/schemas/round.ts";

type Hex = `0x${string}`;

/** One whole round of the secure sum, secrets included, as `round-v2.json` holds it. Byte strings are base64 unless they start with 0x. */
export interface ProtocolVectors {
  domain: { chainId: number; verifyingContract: Hex };
  roundId: number;
  manifestDigest: Hex;
  stateDigest: Hex;
  /** c; n is the length of `members`. */
  colluders: number;
  thresholds: { shares: number; survivors: number };
  members: number[];
  /** Chain account by member, in the order of `members`, as everything below. */
  accounts: Hex[];
  secrets: { maskSeed: string; sealingSeed: string; selfMaskSeed: string }[];
  contexts: { join: Hex; roster: Hex; masking: Hex };
  adverts: SignedAdvert[];
  rosterRoot: Hex;
  deals: SignedDeal[];
  /** S. */
  sharingSet: number[];
  /** f and bound of a coordinate; with n they give the ring, r. */
  range: { fractionBits: number; bound: number };
  ring: number;
  dimension: number;
  /** Encoded contributions and masked vectors of S, r bits a word. */
  contributions: string[];
  maskedVectors: string[];
  /** U. */
  survivors: number[];
  commitments: SignedCommitment[];
  maskedSum: string;
  freezeBlockHash: Hex;
  checkSeed: Hex;
  confirmations: SignedConfirmation[];
  unmaskings: SignedUnmasking[];
  recovery: Recovery;
  /** Σ x over U, r bits a word. */
  sum: string;
  /** One about a good share, which names its maker. */
  complaint: { signed: SignedComplaint; cheat: number };
  /** Each is the round above with one value changed; a reader must refuse it. */
  negative: { what: string; path: (string | number)[]; value: unknown }[];
}

/** The round with a negative case's one change. */
export function withChange(
  vectors: ProtocolVectors,
  { path, value }: Pick<ProtocolVectors["negative"][number], "path" | "value">,
): ProtocolVectors {
  const changed = structuredClone(vectors);
  let at: any = changed;
  for (const step of path.slice(0, -1)) at = at[step];
  at[path.at(-1)!] = value;
  return changed;
}
