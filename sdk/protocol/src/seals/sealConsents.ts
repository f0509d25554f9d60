import { toHex } from "../canonical/bytes.ts";
import type { Hex } from "../chain/typedAbi.ts";
import { randomBytes } from "../crypto/random.ts";
import { FederationError } from "../errors/FederationError.ts";
import { createPatientKey } from "../patient/patientKey.ts";
import type { SealedConsent } from "../schemas/seals.ts";
import { sealLeafHash, sealLevels, sealProof } from "./sealTree.ts";

/** A consent to be sealed. Without a key hash of the patient's own, the receipt carries a key made for it. */
export type ConsentToSeal = Omit<SealedConsent, "index" | "keyHash" | "salt"> & { keyHash?: Hex };

/** What one patient keeps: with it and any relayer the consent can be proved, and revoked without the site. */
export interface SealReceipt {
  consent: SealedConsent;
  proof: readonly Hex[];
  root: Hex;
  /** Only where it was made for the receipt. Whoever holds it can revoke, and nothing else. The site forgets it. */
  revocationKey?: Hex;
}

export interface ConsentSeal {
  root: Hex;
  /** Leaves with padding, a power of two: what the chain shows instead of the number of consents. */
  size: number;
  /** In the order of the consents given. */
  receipts: SealReceipt[];
}

/** Fewest leaves of a seal, so that a small one does not show how few it holds. */
const SIZE_MIN = 256;
const SIZE_MAX = 2 ** 24;

/**
 * Seals consents of one site under a root: each gets a random place and salt, and the tree is padded with random leaves to a
 * power of two, so that neither number nor order shows.
 *
 * @throws REQUEST_INVALID for no consents, too many, or those of several sites
 */
export function sealConsents(consents: readonly ConsentToSeal[]): ConsentSeal {
  const site = consents[0]?.site;
  if (consents.length === 0 || consents.length > SIZE_MAX || consents.some((consent) => consent.site !== site)) {
    throw new FederationError("REQUEST_INVALID", `A seal holds 1 to ${SIZE_MAX} consents of one site.`, {
      field: "consents",
      hint: "Seal each site's consents by themselves.",
    });
  }
  const size = Math.max(SIZE_MIN, 2 ** Math.ceil(Math.log2(consents.length)));
  const places = shuffledPlaces(size);
  const leaves: Hex[] = new Array(size);
  const sealed = consents.map((consent, i) => {
    const own = consent.keyHash;
    const key = own === undefined ? createPatientKey() : undefined;
    const leaf: SealedConsent = {
      ...consent,
      index: places[i]!,
      keyHash: own ?? key!.keyHash,
      salt: toHex(randomBytes(32)),
    };
    leaves[leaf.index] = sealLeafHash(leaf);
    return { consent: leaf, ...(key === undefined ? {} : { revocationKey: key.privateKey }) };
  });
  for (let i = 0; i < size; i++) leaves[i] ??= toHex(randomBytes(32));
  const levels = sealLevels(leaves);
  const root = levels.at(-1)![0]!;
  return { root, size, receipts: sealed.map((one) => ({ ...one, proof: sealProof(levels, one.consent.index), root })) };
}

/** 0 … size − 1 in random order (Fisher and Yates); the size is a power of two, so a masked draw is uniform below it. */
function shuffledPlaces(size: number): Uint32Array {
  const places = Uint32Array.from({ length: size }, (_, i) => i);
  for (let i = size - 1; i > 0; i--) {
    const j = uniformBelow(i + 1);
    [places[i], places[j]] = [places[j]!, places[i]!];
  }
  return places;
}

/** Uniform in 0 … bound − 1 by rejection. */
function uniformBelow(bound: number): number {
  const mask = 2 ** Math.ceil(Math.log2(bound)) - 1;
  for (;;) {
    const bytes = randomBytes(4);
    const drawn = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) & mask;
    if (drawn < bound) return drawn;
  }
}
