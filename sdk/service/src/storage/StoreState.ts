import { timingSafeEqual } from "node:crypto";
import { utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { type RecordTags, TAG_BYTES } from "./RecordTags.ts";

export const STATE_KEY = "state";

/** What each write says of the whole store. */
export interface StoreState {
  /** Number of the write, from 1. */
  readonly sequence: number;
  /** Records of each family, so that an error names the family that lost some. */
  readonly families: readonly [family: string, count: number][];
}

/** tag ‖ JSON; the tag also covers the store's id and the sum over its records, which stands nowhere. */
export function stateValue(tags: RecordTags, storeId: Uint8Array, state: StoreState, sum: bigint): Uint8Array {
  const json = utf8(JSON.stringify(state));
  return Buffer.concat([tagOf(tags, storeId, json, sum), json]);
}

/** The state, and whether it is of this store and these records; undefined where none can be read. */
export function stateFrom(
  tags: RecordTags,
  storeId: Uint8Array,
  stored: Uint8Array | undefined,
  sum: bigint,
): (StoreState & { isSound: boolean }) | undefined {
  if (stored === undefined || stored.length < TAG_BYTES) return undefined;
  const json = stored.subarray(TAG_BYTES);
  try {
    const { sequence, families } = JSON.parse(Buffer.from(json).toString("utf8")) as StoreState;
    if (!Number.isSafeInteger(sequence) || !Array.isArray(families)) return undefined;
    const isSound = timingSafeEqual(tagOf(tags, storeId, json, sum), stored.subarray(0, TAG_BYTES));
    return { sequence, families, isSound };
  } catch {
    return undefined;
  }
}

function tagOf(tags: RecordTags, storeId: Uint8Array, json: Uint8Array, sum: bigint): Buffer {
  return tags.ofState("state", storeId, json, sum.toString(16));
}
