import { equalBytes, fromBase64, toBase64 } from "../canonical/bytes.ts";
import { digestDocument } from "../canonical/digest.ts";
import { hybridKeyPair } from "../crypto/hybrid.ts";
import { FederationError } from "../errors/FederationError.ts";
import { PROTOCOL_VERSION } from "../protocol.ts";
import type { Complaint, SignedAdvert, SignedComplaint } from "../schemas/round.ts";
import { isDealSound } from "./deal.ts";
import { type DealExcerpt, dealDigestOfExcerpt } from "./dealDigest.ts";
import { entryOf, rosterEntries } from "./roster.ts";
import type { RoundSecrets } from "./secrets.ts";
import { type RoundDomain, verifyStatement } from "./statement.ts";

/**
 * SHARE, where a deal fails its recipient: the complaint shows the dealer's signed share and the recipient's seeds of this round.
 * Sign its `digestDocument` as a "complaint" in the roster context, note it durably, and never mask in this round: the shares that
 * others dealt to this site lie open from now on. Its self-mask seed stays closed.
 */
export function makeComplaint({
  roundId,
  member,
  secrets,
  excerpt,
}: {
  roundId: number;
  member: number;
  secrets: RoundSecrets;
  excerpt: DealExcerpt;
}): Complaint {
  const { dealer, shareRoot, shareDigests, share, signature } = excerpt;
  return {
    v: PROTOCOL_VERSION,
    roundId,
    member,
    dealer,
    shareRoot,
    shareDigests: [...shareDigests],
    share,
    dealSignature: signature,
    sealingSeed: toBase64(secrets.sealingSeed),
    maskSeed: toBase64(secrets.maskSeed),
  };
}

export interface ComplaintCheck {
  signed: SignedComplaint;
  roundId: number;
  roster: readonly SignedAdvert[];
  /** The roster context. */
  context: Uint8Array;
  domain: RoundDomain;
  /** Chain account of every member of the roster. */
  accounts: ReadonlyMap<number, string>;
}

/**
 * Who is wrong: the dealer, whose signed share does not open, stand under its root or confirm; or else the complainant, for whom it
 * does. The same for everyone who looks.
 *
 * @throws SIGNATURE_INVALID or SHARE_INVALID, naming the complainant, where the complaint shows nothing: it is not signed by both, or
 * its seeds are not those of its advert
 */
export function judgeComplaint({ signed, roundId, roster, context, domain, accounts }: ComplaintCheck): number {
  const { complaint, signature } = signed;
  const { member, dealer, share, shareRoot, shareDigests, dealSignature } = complaint;
  const entries = rosterEntries(roster);
  const entry = entryOf(entries, member);
  entryOf(entries, dealer);
  const excerpt = { dealer, shareRoot, shareDigests, share, signature: dealSignature };
  const digest = dealDigestOfExcerpt(PROTOCOL_VERSION, roundId, excerpt);
  if (complaint.roundId !== roundId || member === dealer || share.to !== member || digest === undefined) {
    throw empty("It is not about a share that this round's dealer made for the complainant.", member);
  }
  const accountOf = (index: number) => accounts.get(index) ?? "";
  const statement = { context, kind: "complaint" as const, member, digest: digestDocument(complaint) };
  verifyStatement(domain, statement, signature, accountOf(member));
  verifyStatement(domain, { context, kind: "deal", member: dealer, digest }, dealSignature, accountOf(dealer));
  const secrets = { sealingSeed: seedOf(complaint.sealingSeed), maskSeed: seedOf(complaint.maskSeed) };
  const own =
    secrets.sealingSeed.length === 32 &&
    secrets.maskSeed.length === 32 &&
    equalBytes(hybridKeyPair(secrets.sealingSeed).publicKey, entry.sealingKey) &&
    equalBytes(hybridKeyPair(secrets.maskSeed).publicKey, entry.maskKey);
  if (!own) throw empty("Its seeds are not those of the complainant's advert.", member);
  return isDealSound({ deal: excerpt, secrets, member, context, roster }) ? member : dealer;
}

function empty(message: string, memberIndex: number): FederationError {
  return new FederationError("SHARE_INVALID", `The complaint shows nothing. ${message}`, {
    field: "complaint",
    memberIndex,
  });
}

function seedOf(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    return new Uint8Array(0);
  }
}
