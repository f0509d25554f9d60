import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

const HINT =
  "Keep a copy of the folder, and stop this service. Restore `store` and `store.head` together from a backup, or move both " +
  "away to begin with an empty store. A node then says which rounds it no longer knows, and takes part in none until an " +
  "operator has looked.";

/**
 * The disk does not answer what was written. `place` is a file, or a record as `<space> <key>`; never a value.
 * Nothing that is read from such a store may be used.
 */
export function storeDamaged(place: string, what: string, cause?: unknown): FederationError<"STORE_DAMAGED"> {
  return new FederationError("STORE_DAMAGED", what, { field: place, hint: HINT, cause });
}

/** The part of a key before its first slash, for example `round` of `round/7/advert`. */
export function familyOf(space: string, key: string): string {
  const slash = key.indexOf("/");
  return `${space} ${slash < 0 ? key : key.slice(0, slash)}`;
}

/** A record in an error: its space, and its key, which names a family, a round or a member, and no patient. */
export function recordPlace(space: string, key: string): string {
  return `${space} ${key}`;
}
