import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";

/**
 * Keys of the index, in hex so that they order as the numbers in them do. Each kind has a first byte of its own; all numbers
 * are big-endian and of fixed width.
 */
const hex = (value: number, bytes: number) => value.toString(16).padStart(bytes * 2, "0");
const scope = (site: number, purpose: number) => hex(site, 2) + hex(purpose, 1);

export const keys = {
  /** The last block that the index covers. */
  checkpoint: "00",
  /** What a block changed, for going back. */
  undo: (block: number) => `01${hex(block, 6)}`,

  /** Number of episodes of (site, purpose): u32. */
  episodeCount: (site: number, purpose: number) => `10${scope(site, purpose)}`,
  /** Columns of the episodes of (site, purpose), in chunks. */
  grants: (site: number, purpose: number) => `11${scope(site, purpose)}`,
  ends: (site: number, purpose: number) => `12${scope(site, purpose)}`,
  links: (site: number, purpose: number) => `13${scope(site, purpose)}`,
  /** Row of the newest episode of (key, site, purpose): u32. */
  newest: (keyHash: Hex, site: number, purpose: number) => `14${keyHash.slice(2)}${scope(site, purpose)}`,
  /** Evidence of a site's revocation. */
  evidence: (site: number, purpose: number, row: number) => `15${scope(site, purpose)}${hex(row, 4)}`,
  /** Number of patient keys of a site: u32. */
  patientKeyCount: (site: number) => `16${hex(site, 2)}`,
  patientKeys: (site: number) => `17${hex(site, 2)}`,
  /** How many epochs of a key at a site have ended: u32; absent while none has. */
  epoch: (keyHash: Hex, site: number) => `18${keyHash.slice(2)}${hex(site, 2)}`,
  /** Digests of the studies that an episode is limited to, one after the other. */
  studies: (site: number, purpose: number, row: number) => `19${scope(site, purpose)}${hex(row, 4)}`,
  /** The rows of (site, purpose) that list a study: one key a row. */
  listings: (site: number, purpose: number, studyDigest: Hex) => `1a${scope(site, purpose)}${studyDigest.slice(2)}`,
  listing: (site: number, purpose: number, studyDigest: Hex, row: number) =>
    `1a${scope(site, purpose)}${studyDigest.slice(2)}${hex(row, 4)}`,
  /** Revocations of (site, purpose), in chain order; those of everything have purpose 0. Key hash (32) and whether it came late (1). */
  revocations: (site: number, purpose: number) => `1b${scope(site, purpose)}`,
  revocation: (site: number, purpose: number, block: number, logIndex: number) =>
    `1b${scope(site, purpose)}${hex(block, 6)}${hex(logIndex, 4)}`,

  study: (studyId: number) => `20${hex(studyId, 4)}`,
  accessOfStudy: (studyId: number) => `21${hex(studyId, 4)}`,
  access: (studyId: number, site: number, block: number, logIndex: number) =>
    `21${hex(studyId, 4)}${hex(site, 2)}${hex(block, 6)}${hex(logIndex, 4)}`,

  round: (roundId: number) => `30${hex(roundId, 4)}`,
  roundsOfStudy: (studyId: number) => `31${hex(studyId, 4)}`,
  roundOfStudy: (studyId: number, roundId: number) => `31${hex(studyId, 4)}${hex(roundId, 4)}`,

  /** An ended round as the ledger contract has it: the terms that stand in no event. */
  keptRound: (roundId: number) => `32${hex(roundId, 4)}`,

  model: (modelId: number) => `40${hex(modelId, 4)}`,
  /** Union of the sites whose data is in any model with this digest. */
  sitesOfDigest: (modelDigest: Hex) => `41${modelDigest.slice(2)}`,

  seal: (sealId: number) => `50${hex(sealId, 4)}`,
  sealsOfSite: (site: number) => `51${hex(site, 2)}`,
  sealOfSite: (site: number, sealId: number) => `51${hex(site, 2)}${hex(sealId, 4)}`,
  /** Places revoked by one event: word (4) and bits (32). In chain order, which is that of the keys. */
  revokedOfSeal: (sealId: number) => `52${hex(sealId, 4)}`,
  revokedPlaces: (sealId: number, block: number, logIndex: number) =>
    `52${hex(sealId, 4)}${hex(block, 6)}${hex(logIndex, 4)}`,
  /** All bits set in a word of a seal: 32 bytes. */
  revokedWord: (sealId: number, word: number) => `53${hex(sealId, 4)}${hex(word, 4)}`,

  /** First keys of the kinds that are read as a whole. */
  all: { episodeCounts: "10", newest: "14", studies: "20", access: "21", rounds: "30", models: "40", undo: "01" },
} as const;

/** A chunk of a column: its column's key and the chunk's number. */
export const chunkKey = (column: string, chunk: number) => column + hex(chunk, 4);

/** The first key after every key that starts with the prefix. */
export function afterPrefix(prefix: string): string {
  return (BigInt(`0x${prefix}`) + 1n).toString(16).padStart(prefix.length, "0");
}

/** The number in `bytes` bytes of a key from byte `offset` on. */
export function numberIn(key: string, offset: number, bytes: number): number {
  return Number.parseInt(key.slice(offset * 2, (offset + bytes) * 2), 16);
}
