/** How far two documents are apart: over all numbers at the same place, relative where a number is larger than 1. */
export interface Difference {
  /** Numbers that were compared. */
  numbers: number;
  difference: number;
  /** Where the farthest lies, `made.0.estimate.2`; empty where all are equal. */
  place: string;
}

/** Everything but the versions: anything else that is not the same at a place, such as a name, is infinitely far. */
export function largestDifference(one: unknown, other: unknown): Difference {
  const found: Difference = { numbers: 0, difference: 0, place: "" };
  visit(one, other, []);
  return found;

  function visit(a: unknown, b: unknown, path: readonly string[]): void {
    if (path[0] === "versions") return;
    if (typeof a === "number" && typeof b === "number") {
      found.numbers += 1;
      note(Math.abs(a - b) / Math.max(1, Math.abs(b)), path);
    } else if (typeof a === "object" && typeof b === "object" && a !== null && b !== null) {
      const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
      for (const key of keys) visit(Reflect.get(a, key), Reflect.get(b, key), [...path, key]);
    } else if (a !== b) note(Number.POSITIVE_INFINITY, path);
  }

  function note(difference: number, path: readonly string[]): void {
    if (!(difference > found.difference)) return;
    found.difference = difference;
    found.place = path.join(".");
  }
}
