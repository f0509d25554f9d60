import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, fromHex } from "../canonical/bytes.ts";
import type { Digest } from "../canonical/digest.ts";
import { FederationError } from "../errors/FederationError.ts";

/**
 * The context binds every key, box and signature to one chain, contract, round, manifest and base model, and, once they
 * exist, to one roster and one sharing set. SHA-256 over fixed-length fields behind a stage byte:
 *   stage ‖ EIP-712 domain separator ‖ roundId (u64be) ‖ manifestDigest ‖ stateDigest [‖ rosterRoot] [‖ S]
 * with S as a set of 256 bits, bit i (of the big-endian integer) for member i, as RoundLedger has it and computes this too.
 * Sites with different models therefore derive different masks, which do not cancel (Pasquini et al. 2022).
 */

const STAGE = { join: 1, roster: 2, masking: 3 } as const;

/** 32 bytes, raw or as `0x…` hex. */
export type Bytes32Like = Digest | Uint8Array;

export interface JoinFields {
  domainSeparator: Bytes32Like;
  roundId: number;
  manifestDigest: Bytes32Like;
  stateDigest: Bytes32Like;
}
export interface RosterFields extends JoinFields {
  rosterRoot: Bytes32Like;
}
export interface MaskingFields extends RosterFields {
  /** S, strictly ascending. */
  sharingSet: readonly number[];
}

/** JOIN: adverts are signed over this, since the roster root is over the signed adverts. */
export function joinContext(fields: JoinFields): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(STAGE.join), commonBytes(fields)));
}

/** SHARE and SET: boxes are sealed and deals and the sharing set are signed in this. */
export function rosterContext(fields: RosterFields): Uint8Array {
  return sha256(concatBytes(Uint8Array.of(STAGE.roster), commonBytes(fields), bytes32(fields.rosterRoot)));
}

/** From MASK on: masks, commitments and unmaskings. */
export function maskingContext(fields: MaskingFields): Uint8Array {
  return sha256(
    concatBytes(
      Uint8Array.of(STAGE.masking),
      commonBytes(fields),
      bytes32(fields.rosterRoot),
      memberSetBytes(fields.sharingSet, "sharingSet"),
    ),
  );
}

/** A set of members as 32 bytes: the big-endian integer with bit i for member i. */
export function memberSetBytes(members: readonly number[], field: string): Uint8Array {
  requireAscending(members, field);
  const bytes = new Uint8Array(32);
  for (const member of members) {
    if (!Number.isInteger(member) || member < 0 || member > 255) {
      throw new FederationError("REQUEST_INVALID", "A member index is an integer below 256.", { field });
    }
    bytes[31 - (member >> 3)]! |= 1 << (member & 7);
  }
  return bytes;
}

/** Sets of members have one form, strictly ascending, so that everyone signs the same bytes. */
export function requireAscending(members: readonly number[], field: string): void {
  if (members.some((member, i) => i > 0 && member <= members[i - 1]!)) {
    throw new FederationError("REQUEST_INVALID", "Members are listed once each, in ascending order.", { field });
  }
}

export function bytes32(value: Bytes32Like): Uint8Array {
  const bytes = typeof value === "string" ? fromHex(value) : value;
  if (bytes.length !== 32) throw new FederationError("REQUEST_INVALID", "A digest has 32 bytes.");
  return bytes;
}

function commonBytes(fields: JoinFields): Uint8Array {
  if (!Number.isSafeInteger(fields.roundId) || fields.roundId < 1) {
    throw new FederationError("REQUEST_INVALID", "A round id is a positive integer.", { field: "roundId" });
  }
  const roundId = new Uint8Array(8);
  new DataView(roundId.buffer).setBigUint64(0, BigInt(fields.roundId));
  return concatBytes(
    bytes32(fields.domainSeparator),
    roundId,
    bytes32(fields.manifestDigest),
    bytes32(fields.stateDigest),
  );
}
