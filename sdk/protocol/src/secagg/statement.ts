import { keccak_256 } from "@noble/hashes/sha3.js";
import { SigningKey, TypedDataEncoder } from "ethers";
import { concatBytes, fromHex, toHex, utf8 } from "../canonical/bytes.ts";
import type { Digest } from "../canonical/digest.ts";
import { recoverSigner } from "../crypto/recoverSigner.ts";
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

const TYPE_HASH = keccak_256(utf8(TypedDataEncoder.from(STATEMENT_TYPES).encodeType("MemberStatement")));

/** The last one asked for: a process mostly speaks of one domain, and hashing it costs as much as checking a signature. */
const separators = new Map<string, Digest>();

/** The 32-byte EIP-712 domain separator, `0x` hex. */
export function domainSeparatorOf(domain: RoundDomain): Digest {
  const key = JSON.stringify([domain.name, domain.version, String(domain.chainId), domain.verifyingContract]);
  let separator = separators.get(key);
  if (separator === undefined) {
    separator = TypedDataEncoder.hashDomain(domain) as Digest;
    separators.clear();
    separators.set(key, separator);
  }
  return separator;
}

/** Signs with a private key (`0x` hex) or a signer; 65 bytes r ‖ s ‖ v, low s, as lower-case `0x` hex. */
export async function signStatement(
  signer: string | TypedDataSigner,
  domain: RoundDomain,
  statement: MemberStatement,
): Promise<string> {
  const value = statementValue(statement);
  if (typeof signer !== "string") return (await signer.signTypedData(domain, STATEMENT_TYPES, value)).toLowerCase();
  return new SigningKey(signer).sign(statementHash(domain, statement)).serialized;
}

/**
 * Throws SIGNATURE_INVALID, naming the member, unless `signature` over the statement recovers `expectedAccount`.
 * Only one form of a signature is accepted, see `recoverSigner`.
 */
export function verifyStatement(
  domain: RoundDomain,
  statement: MemberStatement,
  signature: string,
  expectedAccount: string,
): void {
  if (recoverSigner(statementHash(domain, statement), signature) !== expectedAccount.toLowerCase()) {
    throw new FederationError("SIGNATURE_INVALID", `The ${statement.kind} is not signed by its member's account.`, {
      field: `${statement.kind}.signature`,
      memberIndex: statement.member,
    });
  }
}

/**
 * The EIP-712 digest: keccak256(0x1901 ‖ domain separator ‖ hash of the statement). Word by word, since ethers' encoder took as long
 * as a signature's check, and a site hashes dozens of statements in a round.
 */
function statementHash(domain: RoundDomain, { context, kind, member, digest }: MemberStatement): Uint8Array {
  const index = fromHex(`0x${BigInt(member).toString(16).padStart(64, "0")}`);
  const struct = keccak_256(concatBytes(TYPE_HASH, bytes32(context), keccak_256(utf8(kind)), index, bytes32(digest)));
  return keccak_256(concatBytes(Uint8Array.of(0x19, 0x01), fromHex(domainSeparatorOf(domain)), struct));
}

function statementValue({ context, kind, member, digest }: MemberStatement): Record<string, unknown> {
  return { context: toHex(bytes32(context)), kind, member, digest: toHex(bytes32(digest)) };
}
