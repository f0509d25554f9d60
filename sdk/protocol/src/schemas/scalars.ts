import { type Static, Type } from "typebox";

/** `0x` and 64 lower-case hex digits: a SHA-256 or keccak-256 digest, a Merkle root, a context. */
export const Bytes32 = Type.Unsafe<`0x${string}`>(Type.String({ pattern: "^0x[0-9a-f]{64}$" }));
export type Bytes32 = Static<typeof Bytes32>;

/** Bytes as base64 (RFC 4648 §4). `maxBytes` bounds the decoded length before anything is allocated for it. */
export function Base64Bytes(maxBytes: number) {
  return Type.String({ pattern: "^[A-Za-z0-9+/]*={0,2}$", maxLength: Math.ceil(maxBytes / 3) * 4 });
}

/** An ECDSA signature, 65 bytes, `0x` hex. */
export const Signature = Type.String({ pattern: "^0x[0-9a-f]{130}$" });

/** A member's permanent index in the Consortium contract. */
export const MemberIndex = Type.Integer({ minimum: 0, maximum: 255 });

export const RoundId = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER });

/** Unix time in whole seconds, as the chain keeps it. */
export const UnixSeconds = Type.Integer({ minimum: 0, maximum: 2 ** 40 - 1 });
