import { columnRange, type NumericColumn } from "../../schemas/columns.ts";
import { triangleLength } from "../../statistics/symmetric.ts";
import { studyError } from "../../study/studyFile.ts";
import { type DesignColumn, designOf } from "../design.ts";
import type { VectorShape } from "../Workload.ts";
import type { GlmPlace } from "./spec.ts";

/** Largest and smallest f of the sums. */
const MOST_FRACTION_BITS = 44;
const LEAST_FRACTION_BITS = 32;

/** A fitted mean past this times the outcome's declared maximum is clamped, and told (poisson). */
const MEAN_ROOM = 4;
/** A gaussian fitted value past this many half ranges from the middle of the outcome's range is clamped, and told. */
export const FITTED_ROOM = 4;
/** Linear predictors past ±this count as this: 4e-18 from a probability of 0 or 1, or a mean of 4e-18. */
export const PREDICTOR_ROOM = 40;
/** Exposures below this share of the offset column's maximum are left out. */
export const LEAST_EXPOSURE = 2 ** -30;
/** At least -ln(LEAST_EXPOSURE), and what is below ln 2 is 0.6932. */
const EXPOSURE_LOG = 20.8;
const LN_2 = 0.6932;

export const INTERCEPT = "(intercept)";

/** Counts after the sums, in this order. A few patients' fitted values are told as sites that have any, not as patients. */
export const COUNTS = [
  /** Rows that the sums are of. */
  "rows",
  /** Rows without a value of a term or an exposure above 0; a site leaves a small count out. */
  "rowsLeftOut",
  /** Sites that left such a count out. */
  "sitesWithFewLeftOut",
  /** Sites that contribute nothing, because their rows are few, or have a small count of the outcome or of a 0/1 column. */
  "heldBackSites",
  /** Sites that contribute nothing, because all their outcomes are equal, so that their own intercept is infinite. */
  "silentSites",
  /** Sites with a fitted probability (binomial) within 1e-8 of 0 or 1, or a fitted mean (poisson) below 1e-8. */
  "boundarySites",
  /** Sites with a fitted value past the family's room, which was clamped. */
  "clampedSites",
] as const;
export type Count = (typeof COUNTS)[number];

/**
 * Further sums, in this order. `null`: the deviance without terms, of each site about its own intercept; with one intercept for
 * all, what it is made of: Σ v² (gaussian), 0 (binomial), 2 Σ y ln(y/t) (poisson). `saturated`: log-likelihood of a model that
 * fits each outcome (poisson). `exposure`: Σ t, in units of the offset's maximum.
 */
const SUMS = ["deviance", "null", "saturated", "exposure", "outcome"] as const;

/** Where each sum of a contribution is, and the public power of two that a row's part of it is at most. */
export interface GlmLayout {
  readonly design: readonly DesignColumn[];
  /** Levels of a multinomial outcome but the first; none elsewhere. */
  readonly classes: readonly string[];
  /** Columns of the information: the design's, and the intercept before them where it is common; so for each class. */
  readonly parameters: number;
  /** Their names; of a multinomial model `II: age`. */
  readonly names: readonly string[];
  readonly hasIntercept: boolean;
  /** Whether a column of the information is that of an intercept. */
  isIntercept(column: number): boolean;
  /** Design columns of which the ones are counted. */
  readonly indicators: readonly number[];
  readonly at: Readonly<Record<"score" | (typeof SUMS)[number] | "counts" | "ones" | "classes", number>>;
  readonly dimension: number;
  /** Raw coordinates divided by this are within ± the site's rows. */
  readonly scales: Float64Array;
  /** The same for the triangle of a round whose triangle is the squares of the scores. */
  readonly squaresScale: number;
  /** Largest fitted mean (poisson); infinity elsewhere. */
  readonly meanLimit: number;
}

/** The numeric range of the outcome, and its centre and half width (0 and 1 unless gaussian). */
export function outcomeScale({ study, stage }: GlmPlace): { maximum: number; centre: number; halfWidth: number } {
  const column = study.document.columns.find(({ name }) => name === stage.outcome) as NumericColumn;
  if (stage.family === "multinomial") return { maximum: 1, centre: 0, halfWidth: 1 };
  const [low, high] = columnRange(column);
  if (stage.family !== "gaussian") return { maximum: high, centre: 0, halfWidth: 1 };
  return { maximum: high, centre: low / 2 + high / 2, halfWidth: high / 2 - low / 2 };
}

/** The largest exposure (1 without an offset): the unit of exposures within the fit. */
export function exposureUnit({ study, stage }: GlmPlace): number {
  const column = study.document.columns.find(({ name }) => name === stage.offset);
  return column === undefined ? 1 : columnRange(column as NumericColumn)[1];
}

/** The levels of a multinomial outcome but the first, against which they are. */
export function classesOf({ study, stage }: GlmPlace): readonly string[] {
  const column = study.document.columns.find(({ name }) => name === stage.outcome);
  return stage.family === "multinomial" && column?.type === "category" ? column.levels.slice(1) : [];
}

/** The layout of a stage's contribution. */
export function layoutOf(place: GlmPlace): GlmLayout {
  const design = designOf(place);
  const hasIntercept = (place.stage.intercept ?? "common") === "common";
  const classes = classesOf(place);
  const own = [...(hasIntercept ? [INTERCEPT] : []), ...design.map(({ name }) => name)];
  const names = classes.length === 0 ? own : classes.flatMap((level) => own.map((name) => `${level}: ${name}`));
  const parameters = names.length;
  const indicators = design.flatMap(({ isIndicator }, i) => (isIndicator ? [i] : []));
  const score = triangleLength(parameters);
  const sums = score + parameters;
  const counts = sums + SUMS.length;
  const ones = counts + COUNTS.length;
  const at = Object.fromEntries(SUMS.map((name, i) => [name, sums + i])) as GlmLayout["at"];
  const classesAt = ones + indicators.length;
  const dimension = classesAt + classes.length;
  const { maximum } = outcomeScale(place);
  const largest = largestParts(place, maximum);
  const scales = new Float64Array(dimension).fill(1);
  scales.fill(powerOfTwo(largest.weight), 0, score);
  scales.fill(powerOfTwo(largest.score), score, sums);
  for (const name of SUMS) scales[at[name]] = powerOfTwo(largest[name]);
  const meanLimit = place.stage.family === "poisson" ? MEAN_ROOM * maximum : Number.POSITIVE_INFINITY;
  return {
    design,
    classes,
    parameters,
    names,
    hasIntercept,
    isIntercept: (column) => hasIntercept && column % own.length === 0,
    indicators,
    at: { ...at, score, counts, ones, classes: classesAt },
    dimension,
    scales,
    // A column less its mean at the site is within [-2, 2].
    squaresScale: powerOfTwo(4 * largest.residual * largest.residual),
    meanLimit,
  };
}

/** What one row adds to each sum at most: bounds that follow from the study alone. */
function largestParts(
  { stage }: GlmPlace,
  maximum: number,
): Record<"weight" | "residual" | "score" | (typeof SUMS)[number], number> {
  if (stage.family === "gaussian") {
    const residual = FITTED_ROOM + 1;
    return {
      weight: 1,
      residual,
      score: residual,
      deviance: residual * residual,
      null: 2,
      saturated: 1,
      exposure: 1,
      outcome: 1,
    };
  }
  if (stage.family === "binomial") {
    const unit = { weight: 1, residual: 1, score: 1, saturated: 1, exposure: 1, outcome: 1 };
    return { ...unit, deviance: 2 * PREDICTOR_ROOM + 2, null: 2 };
  }
  if (stage.family === "multinomial") {
    // ln of at most 256 levels is below 6.
    const unit = { weight: 1, residual: 1, score: 1, saturated: 1, exposure: 1, outcome: 1 };
    return { ...unit, deviance: 4 * PREDICTOR_ROOM + 12, null: 2 };
  }
  const mean = MEAN_ROOM * maximum;
  const log = LN_2 * doublings(maximum + 1);
  return {
    weight: mean,
    residual: mean,
    // The start, with a mean of y + 0.1, adds its linear predictor less the offset times that mean.
    score: Math.max(mean, (maximum + 1) * (log + EXPOSURE_LOG + 4)),
    deviance: 2 * (maximum * (log + PREDICTOR_ROOM + 1) + mean),
    null: 2 * maximum * (log + EXPOSURE_LOG + 1),
    saturated: 2 + log,
    exposure: 1,
    outcome: maximum,
  };
}

/** The smallest k with 2^k at least x, without a logarithm, which engines round differently. */
function doublings(x: number): number {
  let k = 0;
  for (let power = 1; power < x; power *= 2) k += 1;
  return k;
}

function powerOfTwo(x: number): number {
  return 2 ** doublings(x);
}

/**
 * Coordinates divided by their scales are within maximumRows. f is the largest up to 44 that fits.
 * @throws STUDY_INVALID where not even f = 32 does
 */
export function glmShape(place: GlmPlace, field = `study.yaml: stage ${place.stage.id}`): VectorShape {
  const { maximumRows, sites } = place.study.document;
  const { dimension } = layoutOf(place);
  for (let f = MOST_FRACTION_BITS; f >= LEAST_FRACTION_BITS; f--) {
    const total = BigInt(sites.maximum) * (BigInt(maximumRows) * 2n ** BigInt(f) + 1n);
    if (total < 2n ** 63n) return { dimension, fractionBits: f, bound: maximumRows };
  }
  throw studyError(
    "study.yaml.maximumRows",
    `The sums of ${field.replace("study.yaml: ", "")} of this many rows and sites could leave the 64-bit ring.`,
    `Keep maximumRows x sites.maximum below 2^31 (maximumRows up to ${Math.floor((2 ** 31 - 1) / sites.maximum)}).`,
  );
}
