import { fromHex, toHex } from "@consilium/sdk/canonical/bytes.ts";
import { placesIn } from "@consilium/sdk/chain/sealsAt.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type Draft, parseDocument, viewOf } from "./Draft.ts";
import type { EventOf } from "./indexedEvents.ts";
import { keys, numberIn } from "./keys.ts";
import type { IndexedSeal, SealAt } from "./records.ts";
import type { ScannedIndex } from "./scanCohort.ts";

const WORD_BYTES = 32;

/** A new seal. The contract numbers them from 1, so a gap shows that the node left a log out. */
export async function applySeal(draft: Draft, { args, blockNumber }: EventOf<"ConsentsSealed">): Promise<void> {
  const { sealId, site } = args;
  if (sealId < 1 || (sealId > 1 && (await draft.get(keys.seal(sealId - 1))) === undefined)) {
    throw leftOut(`seal ${sealId} comes without the one before it`, blockNumber);
  }
  const seal: IndexedSeal = { ...args, sealedBlock: blockNumber };
  await draft.putDocument(keys.seal(sealId), seal);
  await draft.putDocument(keys.sealOfSite(site, sealId), 1);
}

/** Newly revoked places of a seal. The contract tells only bits that were not set, so one told twice shows a wrong answer. */
export async function applySealedRevocation(draft: Draft, event: EventOf<"SealedConsentsRevoked">): Promise<void> {
  const { args, blockNumber, logIndex } = event;
  const { sealId, word, bits } = args;
  const seal = await draft.getDocument<IndexedSeal>(keys.seal(sealId));
  if (seal === undefined) throw leftOut(`a revocation in seal ${sealId}, which was never made`, blockNumber);
  const wordKey = keys.revokedWord(sealId, word);
  const before = BigInt(toHex((await draft.get(wordKey)) ?? new Uint8Array(WORD_BYTES)));
  const beyond = seal.size < 256 ? bits >> BigInt(seal.size) : 0n;
  if (bits === 0n || (bits & before) !== 0n || word * 256 >= seal.size || beyond !== 0n) {
    throw leftOut(`places of seal ${sealId} that are revoked already or are not there`, blockNumber);
  }
  await draft.put(wordKey, wordBytes(before | bits));
  const row = new Uint8Array(4 + WORD_BYTES);
  viewOf(row).setUint32(0, word);
  row.set(wordBytes(bits), 4);
  await draft.put(keys.revokedPlaces(sealId, blockNumber, logIndex), row);
}

/** A site's seals as they stood at the end of a block, by id. @throws TOO_LARGE above `maxPlaces` revoked places. */
export async function scanSeals(
  index: ScannedIndex,
  block: number,
  site: number,
  maxPlaces: number,
): Promise<SealAt[]> {
  const seals: SealAt[] = [];
  let left = maxPlaces;
  for await (const [key] of index.range(keys.sealsOfSite(site))) {
    const sealId = numberIn(key, 3, 4);
    const bytes = await index.get(keys.seal(sealId));
    if (bytes === undefined) throw new FederationError("INTERNAL", `The index lacks seal ${sealId}.`);
    const seal = parseDocument<IndexedSeal>(bytes);
    if (seal.sealedBlock > block) break;
    const revoked = new Map<number, number>();
    for await (const [at, row] of index.range(keys.revokedOfSeal(sealId))) {
      const revokedBlock = numberIn(at, 5, 6);
      if (revokedBlock > block) break;
      const bits = BigInt(toHex(row.subarray(4)));
      for (const place of placesIn(viewOf(row).getUint32(0), bits)) revoked.set(place, revokedBlock);
      if (revoked.size > left) {
        throw new FederationError("TOO_LARGE", "The seals have more revoked places than the limit.", {
          field: "maxCohort",
          hint: "Raise the limit.",
        });
      }
    }
    left -= revoked.size;
    seals.push({ ...seal, revoked });
  }
  return seals;
}

function wordBytes(word: bigint): Uint8Array {
  return fromHex(word.toString(16).padStart(WORD_BYTES * 2, "0"));
}

function leftOut(what: string, block: number): FederationError {
  return new FederationError("CHAIN_UNREACHABLE", `The node left logs out: ${what}, in block ${block}.`, {
    hint: "Use another node of the chain, or let this one catch up.",
  });
}
