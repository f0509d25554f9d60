import { sha256 } from "@noble/hashes/sha2.js";
import { equalBytes, fromBase64, fromHex, toBase64, toHex } from "../canonical/bytes.ts";
import { type Digest, digestDocument } from "../canonical/digest.ts";
import { canonicalJsonBytes } from "../canonical/json.ts";
import { checkHybridPublicKey, kemHalf, x25519Half } from "../crypto/hybrid.ts";
import { hashLeaf, merkleRoot } from "../crypto/merkle.ts";
import { FederationError } from "../errors/FederationError.ts";
import { PROTOCOL_VERSION } from "../protocol.ts";
import { checkDocument } from "../schemas/check.ts";
import { type Advert, type RoundManifest, SignedAdvert } from "../schemas/round.ts";
import { type Bytes32Like, bytes32, requireAscending } from "./context.ts";
import { keyPairOf, type RoundSecrets } from "./secrets.ts";
import { type RoundDomain, verifyStatement } from "./statement.ts";

/** JOIN: the public half of a site's round secrets. Sign its `digestDocument` as an "advert" over the join context. */
export function makeAdvert({
  roundId,
  member,
  secrets,
}: {
  roundId: number;
  member: number;
  secrets: RoundSecrets;
}): Advert {
  return {
    v: PROTOCOL_VERSION,
    roundId,
    member,
    maskKey: toBase64(keyPairOf(secrets.maskSeed).publicKey),
    sealingKey: toBase64(keyPairOf(secrets.sealingSeed).publicKey),
    selfMaskCommitment: toHex(sha256(secrets.selfMaskSeed)),
  };
}

/** Merkle root over hashLeaf(canonical JSON of each signed advert), in strictly ascending member order. */
export function rosterRootOf(roster: readonly SignedAdvert[]): Digest {
  requireAscending(
    roster.map(({ advert }) => advert.member),
    "roster",
  );
  return toHex(merkleRoot(roster.map((signed) => hashLeaf(canonicalJsonBytes(signed)))));
}

export interface AdvertCheck {
  roundId: number;
  joinCtx: Uint8Array;
  domain: RoundDomain;
  /** Chain account of every member that may be in the roster. */
  accounts: ReadonlyMap<number, string>;
}

/** Schema, round, keys and signature of one advert; the coordinator's intake and every site run the same check. */
export function checkSignedAdvert(signed: SignedAdvert, check: AdvertCheck): void {
  const { advert, signature } = checkDocument(SignedAdvert, signed, "advert");
  const { member } = advert;
  if (advert.roundId !== check.roundId) {
    throw new FederationError("REQUEST_INVALID", "The advert is for another round.", {
      field: "advert.roundId",
      memberIndex: member,
    });
  }
  checkHybridPublicKey(decodeKey(advert.maskKey), "advert.maskKey", member);
  checkHybridPublicKey(decodeKey(advert.sealingKey), "advert.sealingKey", member);
  const account = check.accounts.get(member);
  if (account === undefined) {
    throw new FederationError("MEMBER_UNKNOWN", "The advert's member has no account.", {
      field: "advert.member",
      memberIndex: member,
    });
  }
  const statement = { context: check.joinCtx, kind: "advert" as const, member, digest: digestDocument(advert) };
  verifyStatement(check.domain, statement, signature, account);
}

export interface RosterCheck extends AdvertCheck {
  roster: readonly SignedAdvert[];
  /** `rosterRoot` on chain. */
  expectedRoot: Bytes32Like;
  manifest: Pick<RoundManifest, "minimumSites" | "maximumSites">;
  /** The advert this site signed, if it is a member; it must stand in the roster unchanged. */
  own?: Advert | undefined;
}

/**
 * What a site checks before it deals a share: the roster hashes to the root on chain, has as many sites as the manifest
 * allows, every advert is signed by its member's account, no key or commitment stands in it twice, and its own advert is
 * the one it signed. Throws ROUND_REFUSED, REQUEST_INVALID, MEMBER_UNKNOWN or SIGNATURE_INVALID, naming the member.
 */
export function checkRoster(check: RosterCheck): void {
  const { roster, manifest, own } = check;
  if (roster.length < manifest.minimumSites || roster.length > manifest.maximumSites) {
    throw new FederationError("ROUND_REFUSED", "The roster has fewer or more sites than the manifest allows.", {
      field: "roster",
    });
  }
  if (!equalBytes(fromHex(rosterRootOf(roster)), bytes32(check.expectedRoot))) {
    throw new FederationError("ROUND_REFUSED", "The roster is not the one whose root is on chain.", {
      field: "roster",
    });
  }
  for (const signed of roster) checkSignedAdvert(signed, check);
  refuseRepeatedKeys(roster);
  if (own === undefined) return;
  const listed = roster.find(({ advert }) => advert.member === own.member);
  if (listed === undefined || digestDocument(listed.advert) !== digestDocument(own)) {
    throw new FederationError("ROUND_REFUSED", "The roster does not hold the advert this site signed.", {
      field: "roster",
      memberIndex: own.member,
    });
  }
}

/**
 * A key that stands twice, in one advert or across two, would let one member pass for another or reuse one key for two
 * ends. The coordinator asks this of each advert with those it has, before it freezes them. Throws ROUND_REFUSED naming the
 * later of the two.
 */
export function refuseRepeatedKeys(roster: readonly SignedAdvert[]): void {
  const seen = new Set<string>();
  for (const { advert } of roster) {
    const mask = decodeKey(advert.maskKey);
    const sealing = decodeKey(advert.sealingKey);
    const halves = [x25519Half(mask), kemHalf(mask), x25519Half(sealing), kemHalf(sealing)].map(toHex);
    for (const value of [...halves, advert.selfMaskCommitment]) {
      if (seen.has(value)) {
        throw new FederationError("ROUND_REFUSED", "A key stands twice in the roster.", {
          field: "roster",
          memberIndex: advert.member,
        });
      }
      seen.add(value);
    }
  }
}

/** Member indices of a roster, ascending as it is. */
export function rosterMembers(roster: readonly SignedAdvert[]): number[] {
  return roster.map(({ advert }) => advert.member);
}

/** A frozen advert with its keys decoded. */
export interface RosterEntry {
  maskKey: Uint8Array;
  sealingKey: Uint8Array;
  selfMaskCommitment: Uint8Array;
}

/** The roster's keys by member. The roster has passed `checkRoster`. */
export function rosterEntries(roster: readonly SignedAdvert[]): Map<number, RosterEntry> {
  return new Map(
    roster.map(({ advert }) => [
      advert.member,
      {
        maskKey: decodeKey(advert.maskKey),
        sealingKey: decodeKey(advert.sealingKey),
        selfMaskCommitment: fromHex(advert.selfMaskCommitment),
      },
    ]),
  );
}

/** Own or another's entry; throws REQUEST_INVALID for a member outside the roster. */
export function entryOf(entries: ReadonlyMap<number, RosterEntry>, member: number): RosterEntry {
  const entry = entries.get(member);
  if (entry === undefined) {
    throw new FederationError("REQUEST_INVALID", "The member is not in the roster.", {
      field: "member",
      memberIndex: member,
    });
  }
  return entry;
}

/** Base64 that passed the schema can still be malformed; then the length check refuses it. */
function decodeKey(text: string): Uint8Array {
  try {
    return fromBase64(text);
  } catch {
    return new Uint8Array(0);
  }
}
