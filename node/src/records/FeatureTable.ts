/**
 * What `features.sql` yields at one site. Raw record types never leave node/: a FeatureTable stays in this process
 * (and its worker threads); only the contribution computed from it goes out.
 */
export interface FeatureTable {
  /** The record's patient identifier at the site, one per row. Never logged, never sent. */
  readonly patientIds: readonly string[];
  /**
   * One value per row by column name, NaN where missing. Numbers, counts and times are clamped to the column's range;
   * `binary` and `event` are 0 or 1; a `category` is the index of its level.
   */
  readonly columns: ReadonlyMap<string, Float64Array>;
  /** True where the row is held out (`split` says `test`). */
  readonly heldOut: readonly boolean[];
}
