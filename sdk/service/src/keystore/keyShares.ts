import { equalBytes, utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { type Digest, digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { combineShares, splitSecret } from "@consilium/sdk/crypto/shamir.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { Bytes32 } from "@consilium/sdk/schemas/scalars.ts";
import { type Static, Type } from "typebox";
import { isSealedKeys, type KeystoreOptions, sealKeys, unsealKeys } from "./keystore.ts";
import { checkedServiceKeys, identityOf, type ServiceKeys, wipeServiceKeys } from "./serviceKeys.ts";

/** A keystore is split into this many shares … */
export const KEY_SHARES = 3;
/** … any two of which give it again, while one alone tells nothing (Shamir 1979). */
export const KEY_SHARES_NEEDED = 2;

/**
 * What all shares of one split say alike, in clear. Its digest names the split, and it holds a digest of every share: so
 * whoever has one share knows whether another is the one that was made with it.
 */
const SplitTerms = Type.Object(
  {
    account: Type.String({ pattern: "^0x[0-9a-fA-F]{40}$" }),
    peerId: Type.String({ maxLength: 64 }),
    boxKey: Bytes32,
    /** SHA-256 of each share; a share is as hard to guess as the keys. */
    shareDigests: Type.Array(Bytes32, { minItems: KEY_SHARES, maxItems: KEY_SHARES }),
    /** RFC 3339, for people. */
    madeAt: Type.String({ maxLength: 32 }),
  },
  { additionalProperties: false },
);

/** A custodian's file: one share of a service's keys, sealed under a passphrase of its own. */
export const KeyShareFile = Type.Object(
  {
    v: Type.Literal(1),
    kind: Type.Literal("consilium-key-share"),
    split: SplitTerms,
    /** 1 to 3. */
    number: Type.Integer({ minimum: 1, maximum: KEY_SHARES }),
    sealed: Type.Unknown(),
  },
  { additionalProperties: false },
);
export type KeyShareFile = Static<typeof KeyShareFile>;

/** A share file with the passphrase that opens it; `source` names it in errors. */
export interface LockedShare {
  readonly document: unknown;
  readonly passphrase: string;
  readonly source: string;
}

/**
 * Splits a service's keys into three shares, each sealed under its own passphrase.
 * Throws CONFIG_INVALID unless there are three passphrases, all different and long enough.
 */
export async function splitServiceKeys(
  keys: ServiceKeys,
  passphrases: readonly string[],
  madeAt: Date,
  options: KeystoreOptions = {},
): Promise<KeyShareFile[]> {
  if (passphrases.length !== KEY_SHARES || new Set(passphrases).size !== KEY_SHARES) {
    throw new FederationError("CONFIG_INVALID", "Each of the three shares has a passphrase of its own.", {
      field: "passphrases",
      hint: "Give three different ones, each known to its custodian alone.",
    });
  }
  const secret = utf8(JSON.stringify(Object.fromEntries(Object.entries(keys).map(asText))));
  const shares = await splitSecret(secret, KEY_SHARES, KEY_SHARES_NEEDED);
  try {
    const shareDigests = shares.map(digestBytes);
    const split = { ...identityOf(keys), shareDigests, madeAt: madeAt.toISOString() };
    return await Promise.all(
      shares.map(async (share, i) => ({
        v: 1 as const,
        kind: "consilium-key-share" as const,
        split,
        number: i + 1,
        sealed: await sealKeys(passphrases[i]!, { share, split: digestDocument(split) }, options),
      })),
    );
  } finally {
    for (const bytes of [secret, ...shares]) bytes.fill(0);
  }
}

/**
 * The keys out of two shares of one split. Every fault names the share's source: CONFIG_INVALID for what is not a share, a
 * share given twice or of another split; KEYSTORE_LOCKED for a wrong passphrase or an altered share.
 */
export async function recoverServiceKeys(locked: readonly LockedShare[]): Promise<ServiceKeys> {
  const files = locked.map(({ document, source }) => checkShareFile(document, source));
  const [first, second] = files;
  if (first === undefined || second === undefined || files.length > KEY_SHARES_NEEDED) {
    throw new FederationError("CONFIG_INVALID", "The keys come out of two shares.", {
      field: "shares",
      hint: `Give ${KEY_SHARES_NEEDED} of the ${KEY_SHARES} files.`,
    });
  }
  const sources = locked.map(({ source }) => source).join(", ");
  if (digestDocument(first.split) !== digestDocument(second.split)) {
    const told = files.map(({ split }, i) => `${locked[i]!.source}: account ${split.account}, made ${split.madeAt}`);
    throw new FederationError("CONFIG_INVALID", `The shares are of different splits (${told.join("; ")}).`, {
      field: sources,
      hint: "Two shares of the same split are needed. Where both should be of one, a file was altered: try the third share.",
    });
  }
  if (first.number === second.number) {
    throw new FederationError("CONFIG_INVALID", `Both are share ${first.number}.`, {
      field: sources,
      hint: "Give two different shares.",
    });
  }
  const shares: Uint8Array[] = [];
  let secret: Uint8Array | undefined;
  try {
    for (const [i, file] of files.entries()) shares.push(await openShare(file, locked[i]!));
    secret = await combineShares(shares, KEY_SHARES_NEEDED);
    return keysOf(secret, first, sources);
  } finally {
    for (const bytes of [...shares, secret]) bytes?.fill(0);
  }
}

function checkShareFile(document: unknown, source: string): KeyShareFile {
  const hint = "Give a file that `consilium-node keys split` wrote.";
  const file = checkDocument(KeyShareFile, document, source, "CONFIG_INVALID", hint);
  if (isSealedKeys(file.sealed)) return file;
  throw new FederationError("CONFIG_INVALID", "is not a sealed share.", { field: `${source}.sealed`, hint });
}

async function openShare({ split, number, sealed }: KeyShareFile, { passphrase, source }: LockedShare) {
  if (!isSealedKeys(sealed)) throw new FederationError("INTERNAL", "A share was opened unchecked.");
  const opened = await unsealKeys(sealed, passphrase, source);
  const { share } = opened;
  // What is sealed names its split and so its place: a file that was put together from two does not open.
  if (share instanceof Uint8Array && opened.split === digestDocument(split)) {
    if (equalDigests(digestBytes(share), split.shareDigests[number - 1]!)) return share;
  }
  throw new FederationError("KEYSTORE_LOCKED", "This share is not the one that was made: the file was altered.", {
    field: source,
    hint: "Use another of the three shares.",
  });
}

function keysOf(secret: Uint8Array, { split }: KeyShareFile, sources: string): ServiceKeys {
  const entries = Object.entries(JSON.parse(new TextDecoder().decode(secret)) as Record<string, string>);
  const bytes = Object.fromEntries(entries.map(([name, text]) => [name, fromText(name, text)]));
  const keys = checkedServiceKeys(bytes, sources);
  const { account, peerId, boxKey } = identityOf(keys);
  if (account === split.account && peerId === split.peerId && boxKey === split.boxKey) return keys;
  wipeServiceKeys(keys);
  throw new FederationError("KEYSTORE_LOCKED", "The shares give the keys of another identity.", {
    field: sources,
    hint: "Use another of the three shares.",
  });
}

const TEXTS = ["chainKey", "earlierChainKey"];

function asText([name, value]: [string, string | Uint8Array]): [string, string] {
  return [name, typeof value === "string" ? value : Buffer.from(value).toString("base64")];
}

function fromText(name: string, text: string): string | Uint8Array {
  return TEXTS.includes(name) ? text : new Uint8Array(Buffer.from(text, "base64"));
}

function equalDigests(a: Digest, b: Digest): boolean {
  return equalBytes(utf8(a), utf8(b));
}
