import { secp256k1 } from "@noble/curves/secp256k1.js";
import { computeAddress, SigningKey, TypedDataEncoder } from "ethers";
import { fromHex, toHex } from "../canonical/bytes.ts";
import type { Digest } from "../canonical/digest.ts";
import { FederationError } from "../errors/FederationError.ts";
import { type Bytes32Like, bytes32 } from "./context.ts";

/** The RoundLedger's EIP-712 domain: one chain, one contract. */
export interface RoundDomain {
  name: "Consilium Round";
  version: "2";
  chainId: number | bigint;
  verifyingContract: string;
}

export function roundDomain(chainId: number | bigint, verifyingContract: string): RoundDomain {
  return { name: "Consilium Round", version: "2", chainId, verifyingContract };
}

export type StatementKind =
  | "advert"
  | "deal"
  | "complaint"
  | "sharingSet"
  | "commitment"
  | "confirmation"
  | "unmasking";

/** What a member signs in a round: the digest of one document, in one context. */
export interface MemberStatement {
  context: Bytes32Like;
  kind: StatementKind;
  member: number;
  digest: Bytes32Like;
}

/** As ethers' Wallet has it, so that a key in a browser or a signing device serves as well. */
export interface TypedDataSigner {
  signTypedData(
    domain: RoundDomain,
    types: Record<string, { name: string; type: string }[]>,
    value: Record<string, unknown>,
  ): Promise<string>;
}

export const STATEMENT_TYPES = {
  MemberStatement: [
    { name: "context", type: "bytes32" },
    { name: "kind", type: "string" },
    { name: "member", type: "uint256" },
    { name: "digest", type: "bytes32" },
  ],
};

const SIGNATURE_PATTERN = /^0x[0-9a-f]{130}$/;
const HALF_ORDER = secp256k1.Point.Fn.ORDER >> 1n;

/** The 32-byte EIP-712 domain separator, `0x` hex. */
export function domainSeparatorOf(domain: RoundDomain): Digest {
  return TypedDataEncoder.hashDomain(domain) as Digest;
}

/** Signs with a private key (`0x` hex) or a signer; 65 bytes r ‖ s ‖ v, low s, as lower-case `0x` hex. */
export async function signStatement(
  signer: string | TypedDataSigner,
  domain: RoundDomain,
  statement: MemberStatement,
): Promise<string> {
  const value = statementValue(statement);
  if (typeof signer !== "string") return (await signer.signTypedData(domain, STATEMENT_TYPES, value)).toLowerCase();
  return new SigningKey(signer).sign(TypedDataEncoder.hash(domain, STATEMENT_TYPES, value)).serialized;
}

/**
 * Throws SIGNATURE_INVALID, naming the member, unless `signature` over the statement recovers `expectedAccount`.
 * Only one form is accepted: 65 bytes, v 27 or 28, s in the lower half order (EIP-2), so that a signature is not malleable.
 */
export function verifyStatement(
  domain: RoundDomain,
  statement: MemberStatement,
  signature: string,
  expectedAccount: string,
): void {
  const hash = TypedDataEncoder.hash(domain, STATEMENT_TYPES, statementValue(statement));
  const account = recoverAccount(fromHex(hash), signature);
  if (account === undefined || account.toLowerCase() !== expectedAccount.toLowerCase()) {
    throw new FederationError("SIGNATURE_INVALID", `The ${statement.kind} is not signed by its member's account.`, {
      field: `${statement.kind}.signature`,
      memberIndex: statement.member,
    });
  }
}

function recoverAccount(hash: Uint8Array, signature: string): string | undefined {
  if (!SIGNATURE_PATTERN.test(signature)) return undefined;
  const bytes = fromHex(signature);
  const v = bytes[64]!;
  if (v !== 27 && v !== 28) return undefined;
  const s = BigInt(toHex(bytes.subarray(32, 64)));
  if (s > HALF_ORDER) return undefined;
  try {
    const compact = secp256k1.Signature.fromBytes(bytes.subarray(0, 64), "compact");
    const point = compact.addRecoveryBit(v - 27).recoverPublicKey(hash);
    return computeAddress(`0x${point.toHex(true)}`);
  } catch {
    return undefined;
  }
}

function statementValue({ context, kind, member, digest }: MemberStatement): Record<string, unknown> {
  return { context: toHex(bytes32(context)), kind, member, digest: toHex(bytes32(digest)) };
}
