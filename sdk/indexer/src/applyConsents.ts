import { concatBytes, fromHex } from "@consilium/sdk/canonical/bytes.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import {
  blockIn,
  END_BYTES,
  editRow,
  GRANT_BYTES,
  LINK_BYTES,
  PATIENT_KEY_BYTES,
  readRow,
  setBlock,
  u40,
  WORD_BYTE,
} from "./column.ts";
import { type Draft, viewOf } from "./Draft.ts";
import type { ConsentsRevoked, EventOf, IndexedEvent } from "./indexedEvents.ts";
import { keys } from "./keys.ts";

const CLOSED_BY_NEXT_GRANT = 2;
const WORD_BYTES = 32;
/** Stands for all purposes where everything is revoked; purposes themselves run from 1. */
export const EVERY_PURPOSE = 0;

const purposeIn = (word: bigint) => Number((word >> 200n) & 0xffn);
const grantBlockIn = (word: bigint) => Number((word >> 80n) & 0xff_ffff_ffffn);
const revokeBlockIn = (word: bigint) => Number((word >> 120n) & 0xff_ffff_ffffn);
const revocationBasisIn = (word: bigint) => Number((word >> 196n) & 0xfn);
const indexIn = (word: bigint) => Number((word >> 232n) & 0xffffn);
const epochIn = (word: bigint) => Number(word >> 248n);
const isLimitedIn = (word: bigint) => ((word >> 195n) & 1n) === 1n;
/** Purposes run from 1 and fit a byte. */
const PURPOSES = Array.from({ length: 255 }, (_, i) => i + 1);

type Consented = EventOf<"ConsentGranted" | "ConsentRevoked" | "ConsentRevokedBySite">;

export function isConsentEvent(event: IndexedEvent): event is Consented {
  return "episode" in event.args;
}

/** The keys that every consent event looks up first, to be loaded for a whole batch at once. */
export function firstKeysOf({ args }: Consented): string[] {
  const { keyHash, site } = args;
  return [keys.newest(keyHash, site, purposeIn(args.episode)), keys.epoch(keyHash, site)];
}

/** A patient key at a site. The registry numbers them, so a number left out shows that the node left a log out. */
export async function applyPatientKey(
  draft: Draft,
  { args: { site, index, keyHash }, blockNumber }: EventOf<"PatientKeyRegistered">,
): Promise<void> {
  const count = (await draft.getNumber(keys.patientKeyCount(site))) ?? 0;
  if (index !== count) throw leftOut(`patient key ${index} of site ${site} follows ${count} keys`, blockNumber);
  const row = await editRow(draft, keys.patientKeys(site), index, PATIENT_KEY_BYTES);
  row.set(fromHex(keyHash));
  setBlock(row, 32, blockNumber);
  await draft.putNumber(keys.patientKeyCount(site), count + 1);
}

/**
 * Whether an event's episode is of an epoch that has ended. The registry writes such a late request down, but it has no
 * force, so the index leaves it out.
 */
async function isLate(draft: Draft, { args, blockNumber }: Consented): Promise<boolean> {
  const current = (await draft.getNumber(keys.epoch(args.keyHash, args.site))) ?? 0;
  const epoch = epochIn(args.episode);
  if (epoch > current) throw leftOut(`epoch ${epoch} of a key follows epoch ${current}`, blockNumber);
  return epoch < current;
}

/** A new episode; it closes the one before it, if that is still open. */
export async function applyGrant(draft: Draft, event: EventOf<"ConsentGranted">): Promise<void> {
  if (await isLate(draft, event)) return;
  const { args, blockNumber, logIndex } = event;
  const { keyHash, site, episode } = args;
  const purpose = purposeIn(episode);
  if (grantBlockIn(episode) !== blockNumber) throw wrongBlock(blockNumber);

  const newest = keys.newest(keyHash, site, purpose);
  const before = await draft.getNumber(newest);
  const last = before === undefined ? undefined : await countersOfRow(draft, site, purpose, before);
  const index = last === undefined || last.epoch !== epochIn(episode) ? 0 : last.index + 1;
  if (indexIn(episode) !== index) {
    throw leftOut(`episode ${indexIn(episode)} of a key follows episode ${index - 1}`, blockNumber);
  }
  if (before !== undefined) {
    const end = await editRow(draft, keys.ends(site, purpose), before, END_BYTES);
    if (blockIn(viewOf(end), 0) === 0) closeRow(end, blockNumber, CLOSED_BY_NEXT_GRANT);
  }

  const countKey = keys.episodeCount(site, purpose);
  const row = (await draft.getNumber(countKey)) ?? 0;
  const granted = await editRow(draft, keys.grants(site, purpose), row, GRANT_BYTES);
  granted.set(fromHex(keyHash));
  granted.set(wordBytes(episode), WORD_BYTES);
  // Rows are reused after a block was taken back, so every column of a new row is written.
  (await editRow(draft, keys.ends(site, purpose), row, END_BYTES)).fill(0);
  const link = await editRow(draft, keys.links(site, purpose), row, LINK_BYTES);
  link.set(fromHex(args.textDigest));
  viewOf(link).setUint32(32, before === undefined ? 0 : before + 1);
  viewOf(link).setUint32(36, logIndex);
  await draft.putNumber(countKey, row + 1);
  await draft.putNumber(newest, row);
}

/**
 * The studies that the episode granted just before is for. A list without its grant, or a limited grant without its list,
 * shows that the node left a log out.
 */
export async function applyLimit(
  draft: Draft,
  { args, blockNumber }: EventOf<"ConsentLimited">,
  grant: EventOf<"ConsentGranted">,
): Promise<void> {
  if (await isLate(draft, grant)) return;
  const { keyHash, site, purpose, studyDigests } = args;
  const row = await draft.getNumber(keys.newest(keyHash, site, purpose));
  if (row === undefined) throw leftOut("a list of studies without a grant", blockNumber);
  await draft.put(keys.studies(site, purpose, row), concatBytes(...studyDigests.map((study) => fromHex(study))));
  for (const study of studyDigests) await draft.put(keys.listing(site, purpose, study, row), Uint8Array.of(1));
}

/** The grant that a list of studies must follow at once. @throws CHAIN_UNREACHABLE where one of the two is missing */
export function limitedGrant(
  before: IndexedEvent | undefined,
  event: IndexedEvent | undefined,
): EventOf<"ConsentGranted"> | undefined {
  const grant = before?.name === "ConsentGranted" && isLimitedIn(before.args.episode) ? before : undefined;
  const limit = event?.name === "ConsentLimited" ? event : undefined;
  if (grant === undefined && limit === undefined) return undefined;
  const belong =
    grant !== undefined &&
    limit !== undefined &&
    limit.blockNumber === grant.blockNumber &&
    limit.logIndex === grant.logIndex + 1 &&
    limit.args.keyHash === grant.args.keyHash &&
    limit.args.site === grant.args.site &&
    limit.args.purpose === purposeIn(grant.args.episode);
  if (!belong) {
    throw leftOut("a limited consent and its list of studies do not follow each other", (limit ?? grant)!.blockNumber);
  }
  return grant;
}

/** The end of the newest episode, by the patient or by the site. */
export async function applyRevocation(
  draft: Draft,
  event: EventOf<"ConsentRevoked" | "ConsentRevokedBySite">,
): Promise<void> {
  const late = await isLate(draft, event);
  const { args, blockNumber } = event;
  await noteRevocation(draft, event, purposeIn(args.episode), late);
  if (late) return;
  const { keyHash, site, episode } = args;
  const purpose = purposeIn(episode);
  if (revokeBlockIn(episode) !== blockNumber) throw wrongBlock(blockNumber);
  const row = await draft.getNumber(keys.newest(keyHash, site, purpose));
  if (row === undefined) throw leftOut("a revocation without a grant", blockNumber);
  const view = viewOf(await readRow(draft, keys.grants(site, purpose), row, GRANT_BYTES));
  if (u40(view, WORD_BYTES + WORD_BYTE.grantBlock) !== grantBlockIn(episode)) {
    throw leftOut("a revocation of another episode than the newest", blockNumber);
  }
  const end = await editRow(draft, keys.ends(site, purpose), row, END_BYTES);
  if (blockIn(viewOf(end), 0) !== 0) throw leftOut("a revocation of a closed episode", blockNumber);
  closeRow(end, blockNumber, revocationBasisIn(episode));
  if ("evidenceDigest" in args) {
    await draft.put(keys.evidence(site, purpose, row), fromHex(args.evidenceDigest as Hex));
  }
}

/** The end of everything a key consented to at a site: each purpose's newest episode, if open. */
export async function applyEndOfEpoch(draft: Draft, event: ConsentsRevoked): Promise<void> {
  const { args, blockNumber } = event;
  const { keyHash, site, epoch, revocationBasis, evidenceDigest } = args;
  const ended = (await draft.getNumber(keys.epoch(keyHash, site))) ?? 0;
  if (epoch !== ended + 1) throw leftOut(`epoch ${epoch} of a key follows epoch ${ended}`, blockNumber);
  await draft.putNumber(keys.epoch(keyHash, site), epoch);
  await noteRevocation(draft, event, EVERY_PURPOSE, false);
  await draft.load(PURPOSES.map((purpose) => keys.newest(keyHash, site, purpose)));
  for (const purpose of PURPOSES) {
    const row = await draft.getNumber(keys.newest(keyHash, site, purpose));
    if (row === undefined) continue;
    const end = await readRow(draft, keys.ends(site, purpose), row, END_BYTES);
    if (blockIn(viewOf(end), 0) !== 0) continue;
    closeRow(await editRow(draft, keys.ends(site, purpose), row, END_BYTES), blockNumber, revocationBasis);
    if (!/^0x0+$/.test(evidenceDigest)) await draft.put(keys.evidence(site, purpose, row), fromHex(evidenceDigest));
  }
}

/** Beside the columns, since an episode's end does not tell of revocations that closed nothing. */
async function noteRevocation(
  draft: Draft,
  { args, blockNumber, logIndex }: EventOf<"ConsentRevoked" | "ConsentRevokedBySite"> | ConsentsRevoked,
  purpose: number,
  late: boolean,
): Promise<void> {
  const value = concatBytes(fromHex(args.keyHash), Uint8Array.of(late ? 1 : 0));
  await draft.put(keys.revocation(args.site, purpose, blockNumber, logIndex), value);
}

function closeRow(end: Uint8Array, block: number, by: number): void {
  setBlock(end, 0, block);
  end[6] = by;
}

async function countersOfRow(draft: Draft, site: number, purpose: number, row: number) {
  const view = viewOf(await readRow(draft, keys.grants(site, purpose), row, GRANT_BYTES));
  return { epoch: view.getUint8(WORD_BYTES + WORD_BYTE.epoch), index: view.getUint16(WORD_BYTES + WORD_BYTE.index) };
}

function wordBytes(word: bigint): Uint8Array {
  return fromHex(word.toString(16).padStart(WORD_BYTES * 2, "0"));
}

function leftOut(what: string, block: number): FederationError {
  return new FederationError("CHAIN_UNREACHABLE", `The node left logs out: ${what}, in block ${block}.`, {
    hint: "Use another node of the chain, or let this one catch up.",
  });
}

function wrongBlock(block: number): FederationError {
  return new FederationError("CHAIN_UNREACHABLE", `A consent's word names another block than its log, ${block}.`, {
    hint: "Use another node of the chain.",
  });
}
