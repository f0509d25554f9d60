import { FederationError } from "../errors/FederationError.ts";
import { guardedDeviation, type Standardiser } from "../models/standardise.ts";
import type { FeatureSpec } from "../schemas/study.ts";
import type { Study } from "../study/Study.ts";
import { refuseSum } from "./contribution.ts";
import type { Artefact, Reduction, VectorShape, Workload } from "./Workload.ts";

/**
 * Coordinates of one feature in a contribution, in this order. u is the value moved and scaled so that the feature's
 * declared range is [-1, 1]; the last coordinate of the whole vector is the site's number of rows.
 */
export const FEATURE_CELLS = ["count", "sum", "squares", "missing", "suppressedSites"] as const;
/** Which of them are whole numbers. */
const COUNTS = [true, false, false, true, true];

/** One line of table one, over all survivors' cohorts. */
export interface FeatureSummary {
  readonly name: string;
  /** Rows with a value. Null where suppressed. */
  readonly count: number | null;
  /** In the feature's own units. */
  readonly mean: number | null;
  /** Sample variance (divisor n - 1) and its root. Null where fewer than two rows have a value, or suppressed. */
  readonly variance: number | null;
  readonly deviation: number | null;
  readonly missing: number | null;
  /** missing / (count + missing). */
  readonly missingShare: number | null;
  /** Sites that held their own cells back because they had fewer than `minimumCell` values. */
  readonly suppressedSites: number;
  /** True where a figure above is withheld as a small cell. */
  readonly suppressed: boolean;
}

/** The document that a summary round leaves behind. */
export interface SummaryTable {
  /** Rows of all survivors' cohorts. */
  readonly rows: number;
  readonly sites: number;
  readonly minimumCell: number;
  readonly features: readonly FeatureSummary[];
}

/** Centre and half width of a feature's declared range. @throws STUDY_INVALID where the range is empty. */
export function rangeOf(feature: FeatureSpec): { centre: number; halfWidth: number } {
  const [low, high] = feature.range;
  const halfWidth = high / 2 - low / 2;
  if (!(Number.isFinite(halfWidth) && halfWidth > 0)) {
    throw new FederationError("STUDY_INVALID", "The range is empty.", {
      field: `study.yaml: features.${feature.name}.range`,
      hint: "Write it as [lowest, highest] with lowest < highest.",
    });
  }
  return { centre: low / 2 + high / 2, halfWidth };
}

const FRACTION_BITS = 32;

/** Ring 64, f = 32, bound = maximumRows: |sum of u| and every count are at most the site's rows. */
function shape(study: Study): VectorShape {
  const { features, maximumRows, sites } = study.document;
  features.forEach(rangeOf);
  const total = BigInt(sites.maximum) * (BigInt(maximumRows) * 2n ** BigInt(FRACTION_BITS) + 1n);
  if (total >= 2n ** 63n) {
    throw new FederationError("STUDY_INVALID", "The sums of this many rows and sites could leave the 64-bit ring.", {
      field: "study.yaml: maximumRows",
      hint: `Keep maximumRows x sites.maximum below 2^31 (maximumRows up to ${Math.floor((2 ** 31 - 1) / sites.maximum)}).`,
    });
  }
  const dimension = features.length * FEATURE_CELLS.length + 1;
  return { dimension, ring: 64, fractionBits: FRACTION_BITS, bound: maximumRows };
}

const HIDDEN = { count: null, mean: null, variance: null, deviation: null, missing: null, missingShare: null };

/**
 * A feature's line from its five sums. Fewer than `minimumCell` values in all: everything is withheld. A missing count
 * between 1 and minimumCell - 1 is withheld together with the count, from which it could be subtracted.
 */
function summarise(feature: FeatureSpec, cells: Float64Array, minimumCell: number, sites: number): FeatureSummary {
  const [count, sum, squares, missing, suppressedSites] = Array.from(cells) as [number, number, number, number, number];
  if (count < minimumCell) return { name: feature.name, ...HIDDEN, suppressedSites, suppressed: true };
  const { centre, halfWidth } = rangeOf(feature);
  const meanOfScaled = sum / count;
  // Below what rounding to the grid and in float64 can leave of a constant column, the scatter counts as zero.
  const scatter = squares - sum * meanOfScaled;
  const rounding = 4 * sites * 2 ** -(FRACTION_BITS + 1) + count * 2 ** -50;
  const varianceOfScaled = count < 2 ? null : scatter <= rounding ? 0 : scatter / (count - 1);
  const variance = varianceOfScaled === null ? null : varianceOfScaled * halfWidth * halfWidth;
  const smallMissing = missing > 0 && missing < minimumCell;
  return {
    name: feature.name,
    count: smallMissing ? null : count,
    mean: centre + halfWidth * meanOfScaled,
    variance,
    deviation: variance === null ? null : Math.sqrt(variance),
    missing: smallMissing ? null : missing,
    missingShare: smallMissing ? null : missing / (count + missing),
    suppressedSites,
    suppressed: smallMissing,
  };
}

function reduce(study: Study, _base: Artefact | undefined, sum: Float64Array, survivorCount: number): Reduction {
  const { features, minimumCell } = study.document;
  refuseSum(shape(study), sum, survivorCount);
  for (let i = 0; i < sum.length; i++) {
    const isCount = i === sum.length - 1 || COUNTS[i % FEATURE_CELLS.length];
    if (isCount && !(Number.isInteger(sum[i]) && sum[i]! >= 0)) {
      throw new FederationError("WORKLOAD_FAILED", "A count in the sum is not a whole number.", { field: `sum.${i}` });
    }
  }
  const width = FEATURE_CELLS.length;
  const table: SummaryTable = {
    rows: sum.at(-1)!,
    sites: survivorCount,
    minimumCell,
    features: features.map((feature, i) =>
      summarise(feature, sum.subarray(i * width, (i + 1) * width), minimumCell, survivorCount),
    ),
  };
  return { summary: { ...table } };
}

/**
 * Pooled mean and deviation per feature for `standardise: secure-sum`. A constant column gets deviation 1; a suppressed
 * one the centre and half width of its declared range, which say nothing of the records.
 *
 * @throws WORKLOAD_FAILED where the table is not of this study's features.
 */
export function standardiserFrom(study: Study, summary: Readonly<Record<string, unknown>>): Standardiser {
  const { features } = study.document;
  const lines = summary.features as SummaryTable["features"] | undefined;
  if (!Array.isArray(lines) || lines.length !== features.length) {
    throw new FederationError("WORKLOAD_FAILED", "The summary is not of this study's features.", { field: "summary" });
  }
  const mean = new Float64Array(features.length);
  const deviation = new Float64Array(features.length);
  features.forEach((feature, i) => {
    const line: FeatureSummary = lines[i];
    const { centre, halfWidth } = rangeOf(feature);
    if (line?.name !== feature.name) {
      throw new FederationError("WORKLOAD_FAILED", "The summary names another feature.", { field: feature.name });
    }
    const known = Number.isFinite(line.mean) && Number.isFinite(line.deviation);
    mean[i] = known ? line.mean! : centre;
    deviation[i] = known ? guardedDeviation(line.deviation!) : halfWidth;
  });
  return { mean, deviation };
}

/** Count, mean, variance and missingness per feature, equal to the pooled computation to fixed-point error (2^-32 of a range). */
export const summary: Workload = { kind: "summary", shape, reduce };
