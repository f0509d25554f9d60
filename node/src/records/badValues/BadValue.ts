/** A value of a table that a query cannot convert. */
export interface BadValue {
  readonly table: string;
  /** From 0, in the order of loading. */
  readonly row: number;
  /** At least one; more where they cannot be told apart. */
  readonly columns: readonly string[];
  /** The SQL type that the value is not, where it is known. */
  readonly type?: string;
}

/** Tells by an error that the search for bad values has had its time. */
export class SearchStopped extends Error {}
