import { type Digest, digestDocument } from "../canonical/digest.ts";
import type { Deal, DealtShare } from "../schemas/round.ts";
import type { Bytes32 } from "../schemas/scalars.ts";

/** What one recipient sees of a deal: its own share, and the digests of the others, enough to check the dealer's signature. */
export interface DealExcerpt {
  dealer: number;
  shareRoot: Bytes32;
  /** `digestDocument` of each DealtShare, in the deal's order. */
  shareDigests: Digest[];
  share: DealtShare;
  signature: string;
}

/** The digest a dealer signs: over the share root and the digest of every dealt share, so that each recipient can check it alone. */
export function dealDigest(deal: Deal): Digest {
  return digestOf(deal.v, deal.roundId, deal.dealer, deal.shareRoot, deal.shares.map(digestDocument));
}

/** The same digest from an excerpt. Undefined if the excerpt's own share is not among its digests. */
export function dealDigestOfExcerpt(version: number, roundId: number, excerpt: DealExcerpt): Digest | undefined {
  if (!excerpt.shareDigests.includes(digestDocument(excerpt.share))) return undefined;
  return digestOf(version, roundId, excerpt.dealer, excerpt.shareRoot, excerpt.shareDigests);
}

function digestOf(v: number, roundId: number, dealer: number, shareRoot: Bytes32, shares: Digest[]): Digest {
  return digestDocument({ v, roundId, dealer, shareRoot, shares });
}
