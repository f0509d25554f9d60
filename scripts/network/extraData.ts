import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { dataLength, decodeRlp, encodeRlp, isHexString, type RlpStructuredData, toBeArray } from "ethers";

/** A validator's vote in a block header; a genesis has none. */
export interface ValidatorVote {
  address: string;
  add: boolean;
}

/** What a QBFT block header's `extraData` says. All hex with 0x. */
export interface QbftExtraData {
  /** 32 bytes, free. */
  vanity: string;
  /** 20-byte addresses, ascending. */
  validators: readonly string[];
  vote?: ValidatorVote;
  round: number;
  /** Commit seals, 65 bytes each; none in a genesis. */
  seals: readonly string[];
}

const VANITY_BYTES = 32;
const SEAL_BYTES = 65;
const NO_VANITY = `0x${"00".repeat(VANITY_BYTES)}`;
/** As Besu writes a vote: 0xff adds, the empty string drops. */
const ADD = "0xff";
const DROP = "0x";

/**
 * RLP of [vanity, [validator …], vote, round, [seal …]], where vote is [] or [address, 0xff or empty] and round is a scalar
 * without leading zeros. As Besu's QbftExtraDataCodec writes it. @throws CONFIG_INVALID.
 */
export function encodeQbftExtraData({ vanity, validators, vote, round, seals }: QbftExtraData): string {
  check(isHexString(vanity, VANITY_BYTES), "vanity", `is not ${VANITY_BYTES} bytes of hex.`);
  for (const address of validators) check(isHexString(address, 20), "validators", `${address} is not an address.`);
  for (const seal of seals) check(isHexString(seal, SEAL_BYTES), "seals", `A seal is ${SEAL_BYTES} bytes.`);
  check(Number.isInteger(round) && round >= 0 && round < 2 ** 31, "round", "is not a round number.");
  const voted: RlpStructuredData = vote === undefined ? [] : [vote.address.toLowerCase(), vote.add ? ADD : DROP];
  if (vote !== undefined) check(isHexString(vote.address, 20), "vote", "is for no address.");
  const lower = validators.map((address) => address.toLowerCase());
  return encodeRlp([vanity, lower, voted, toBeArray(round), [...seals]]);
}

/** The extra data of a genesis block with these validators, in ascending order whatever the order given. */
export function genesisExtraData(validators: readonly string[]): string {
  const sorted = validators.map((address) => address.toLowerCase()).sort();
  check(new Set(sorted).size === sorted.length, "validators", "A validator is named twice.");
  return encodeQbftExtraData({ vanity: NO_VANITY, validators: sorted, round: 0, seals: [] });
}

/** Reads extra data back, and refuses what is not exactly the form above. @throws CONFIG_INVALID. */
export function decodeQbftExtraData(extraData: string): QbftExtraData {
  check(isHexString(extraData), "extraData", "is not hex.");
  let items: unknown;
  try {
    items = decodeRlp(extraData);
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "is not RLP.", { field: "extraData", cause });
  }
  check(Array.isArray(items) && items.length === 5, "extraData", "is not a list of five items.");
  const [vanity, validators, vote, round, seals] = items as [string, string[], string[], string, string[]];
  check(typeof vanity === "string" && typeof round === "string", "extraData", "has a list for a vanity or round.");
  check(Array.isArray(validators) && Array.isArray(vote) && Array.isArray(seals), "extraData", "lacks a list.");
  check(!round.startsWith("0x00") && dataLength(round) <= 4, "round", "is not a scalar of at most four bytes.");
  check(vote.length === 0 || (vote.length === 2 && (vote[1] === ADD || vote[1] === DROP)), "vote", "is not a vote.");
  const decoded: QbftExtraData = {
    vanity,
    validators: validators.map((address) => String(address).toLowerCase()),
    ...(vote.length === 0 ? {} : { vote: { address: String(vote[0]), add: vote[1] === ADD } }),
    round: round === "0x" ? 0 : Number(round),
    seals,
  };
  check(encodeQbftExtraData(decoded) === extraData.toLowerCase(), "extraData", "is not in its one form.");
  return decoded;
}

function check(condition: boolean, field: string, problem: string): asserts condition {
  if (!condition) throw new FederationError("CONFIG_INVALID", problem, { field });
}
