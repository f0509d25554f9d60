import { FederationError } from "../errors/FederationError.ts";

/** A set of members as the contracts keep it: bit i stands for the member with index i, 0 … 255. */
export function bitmapOf(indices: Iterable<number>): bigint {
  let bitmap = 0n;
  for (const index of indices) {
    if (!Number.isInteger(index) || index < 0 || index > 255) {
      throw new FederationError("REQUEST_INVALID", `${index} is not a member index.`, {
        hint: "Member indices run from 0 to 255.",
      });
    }
    bitmap |= 1n << BigInt(index);
  }
  return bitmap;
}

/** The members of a set, ascending. */
export function indicesOf(bitmap: bigint): number[] {
  if (bitmap < 0n || bitmap >> 256n !== 0n) {
    throw new FederationError("REQUEST_INVALID", "A set of members is an unsigned 256-bit word.");
  }
  const indices: number[] = [];
  for (let index = 0, rest = bitmap; rest !== 0n; index++, rest >>= 1n) if ((rest & 1n) === 1n) indices.push(index);
  return indices;
}
