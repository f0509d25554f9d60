/**
 * What `features.sql` yields at one site. Raw record types never leave node/: a FeatureTable stays in this process
 * (and its worker threads); only the contribution computed from it goes out.
 */
export interface FeatureTable {
  /** The record's patient identifier at the site, one per row. Never logged, never sent. */
  readonly patientIds: readonly string[];
  readonly featureNames: readonly string[];
  /** Row-major, rows x features, clamped to each feature's range; NaN where missing. */
  readonly x: Float64Array;
  /** 0 or 1 per row; absent where the study has no target. */
  readonly y: Float64Array | undefined;
  /** True where the row is held out (`split` says `test`). */
  readonly heldOut: readonly boolean[];
}
