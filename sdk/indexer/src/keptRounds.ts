import type { RoundRecord } from "@consilium/sdk/chain/rounds.ts";
import { parseDocument } from "./Draft.ts";

/** Sets of members, which JSON does not have numbers for. */
const SETS = ["rosterBitmap", "sharingBitmap", "survivorBitmap", "disputes"] as const;
type Sets = (typeof SETS)[number];

/** A round as the ledger contract has it, in the index's form. */
export function roundBytes(record: RoundRecord): Uint8Array {
  const sets = Object.fromEntries(SETS.map((name) => [name, record[name].toString()]));
  return new TextEncoder().encode(JSON.stringify({ ...record, ...sets }));
}

export function roundIn(bytes: Uint8Array): RoundRecord {
  const stored = parseDocument<Omit<RoundRecord, Sets> & Record<Sets, string>>(bytes);
  const set = (name: Sets) => BigInt(stored[name]);
  return {
    ...stored,
    rosterBitmap: set("rosterBitmap"),
    sharingBitmap: set("sharingBitmap"),
    survivorBitmap: set("survivorBitmap"),
    disputes: set("disputes"),
  };
}

/** Whether a round can change no more but in its disputes. */
export function hasEnded({ status }: Pick<RoundRecord, "status">): boolean {
  return status === "finalized" || status === "aborted";
}
