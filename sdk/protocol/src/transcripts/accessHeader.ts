import { verifyTypedData } from "ethers";
import { type Static, Type } from "typebox";
import { fromBase64, toBase64 } from "../canonical/bytes.ts";
import { canonicalJsonBytes } from "../canonical/json.ts";
import { FederationError } from "../errors/FederationError.ts";
import { checkDocument } from "../schemas/check.ts";
import { MemberIndex, Signature, UnixSeconds } from "../schemas/scalars.ts";
import type { RoundDomain, TypedDataSigner } from "../secagg/statement.ts";

/** How far a request's `issuedAt` may lie from the reader's clock, either way. */
export const ACCESS_FRESH_SECONDS = 60;
const SCHEME = "Consilium ";
const HEADER_MAX_LENGTH = 512;

const ACCESS_TYPES = {
  TranscriptAccess: [
    { name: "member", type: "uint256" },
    { name: "issuedAt", type: "uint256" },
    { name: "path", type: "string" },
  ],
};

const AccessToken = Type.Object(
  { member: MemberIndex, issuedAt: UnixSeconds, signature: Signature },
  { additionalProperties: false },
);
type AccessToken = Static<typeof AccessToken>;

export interface AccessHeaderInput {
  domain: RoundDomain;
  member: number;
  /** Signs with the member's account. */
  signer: TypedDataSigner;
  /** Absolute path asked for, for example `/v1/rounds/3/transcript`. */
  path: string;
  nowSeconds?: number;
}

/**
 * The `authorization` header of one request for a transcript: `Consilium ` and the base64 of
 * `{member, issuedAt, signature}`, signed as EIP-712 `TranscriptAccess(uint256 member,uint256 issuedAt,string path)`.
 */
export async function accessHeader(input: AccessHeaderInput): Promise<string> {
  const { domain, member, path, nowSeconds = Math.floor(Date.now() / 1_000) } = input;
  const value = { member, issuedAt: nowSeconds, path };
  const signature = (await input.signer.signTypedData(domain, ACCESS_TYPES, value)).toLowerCase();
  return SCHEME + toBase64(canonicalJsonBytes({ member, issuedAt: nowSeconds, signature }));
}

export interface AccessCheckInput {
  domain: RoundDomain;
  /** The request's `authorization` header. */
  header: string | undefined;
  path: string;
  /** Account of the member if it is active and a site, auditor or coordinator; undefined otherwise. */
  readerAccount: (member: number) => Promise<string | undefined>;
  nowSeconds?: number;
}

/**
 * Who asks for a transcript. Returns the member's index.
 *
 * @throws UNAUTHORISED where the header is absent, malformed, stale, for another path, or not signed by the member;
 *   FORBIDDEN where the member may not read. Messages are constant: they tell a stranger nothing.
 */
export async function checkAccessHeader(input: AccessCheckInput): Promise<number> {
  const token = parseHeader(input.header);
  const nowSeconds = input.nowSeconds ?? Math.floor(Date.now() / 1_000);
  if (Math.abs(nowSeconds - token.issuedAt) > ACCESS_FRESH_SECONDS) throw unauthorised();
  const value = { member: token.member, issuedAt: token.issuedAt, path: input.path };
  const signer = signerOf(input.domain, value, token.signature);
  const account = await input.readerAccount(token.member);
  if (account === undefined) throw new FederationError("FORBIDDEN", "The member may not read transcripts.");
  if (signer.toLowerCase() !== account.toLowerCase()) throw unauthorised();
  return token.member;
}

function parseHeader(header: string | undefined): AccessToken {
  if (header === undefined || header.length > HEADER_MAX_LENGTH || !header.startsWith(SCHEME)) throw unauthorised();
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(fromBase64(header.slice(SCHEME.length)));
    return checkDocument(AccessToken, JSON.parse(text), "authorization", "UNAUTHORISED");
  } catch {
    throw unauthorised();
  }
}

function signerOf(domain: RoundDomain, value: Record<string, unknown>, signature: string): string {
  try {
    return verifyTypedData(domain, ACCESS_TYPES, value, signature);
  } catch {
    throw unauthorised();
  }
}

function unauthorised(): FederationError {
  return new FederationError("UNAUTHORISED", "The request is not signed by a member.", {
    field: "authorization",
    hint: "Sign the request afresh with the member's account.",
  });
}
