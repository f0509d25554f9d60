import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { MalformedPlace, OnMalformed } from "./RecordSource.ts";

const PLACES_KEPT = 20;
const PLACES_NAMED = 5;

/** Collects malformed lines: counts all, keeps the first places, and refuses at the end where the config says so. */
export class MalformedLines {
  #count = 0;
  readonly #places: MalformedPlace[] = [];

  add(place: MalformedPlace): void {
    this.#count += 1;
    if (this.#places.length < PLACES_KEPT) this.#places.push(place);
  }

  get count(): number {
    return this.#count;
  }

  get places(): readonly MalformedPlace[] {
    return this.#places;
  }

  /** Throws RECORDS_MALFORMED naming the first places, never their content. */
  settle(onMalformed: OnMalformed): void {
    if (this.#count === 0 || onMalformed === "skip") return;
    const first = this.#places
      .slice(0, PLACES_NAMED)
      .map(({ file, line, reason }) => `${file} line ${line}: ${reason}`);
    const more = this.#count > first.length ? ` (and ${this.#count - first.length} more)` : "";
    throw new FederationError("RECORDS_MALFORMED", `${first.join("; ")}${more}.`, {
      field: "records",
      hint:
        "Correct the lines, or set onMalformed to 'skip' to leave them out." +
        (this.#places.some(({ reason }) => reason === "not UTF-8")
          ? " If the file has another encoding, set records.encoding, for example to windows-1252."
          : ""),
    });
  }
}
