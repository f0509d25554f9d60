import { FederationError } from "../errors/FederationError.ts";
import { parameterCount } from "../models/layout.ts";
import { decodeModel, encodeModel, trainingOf } from "../models/Model.ts";
import type { Study } from "../study/Study.ts";
import { refuseSum } from "./contribution.ts";
import type { Artefact, Reduction, VectorShape, Workload } from "./Workload.ts";

const LARGEST_FRACTION_BITS = 24;

/** Largest f <= 24 with n * (bound * 2^f + 1) < 2^31. @throws STUDY_INVALID where even f = 8 does not fit. */
function fractionBitsFor(bound: number, maximumSites: number): number {
  for (let f = LARGEST_FRACTION_BITS; f >= 8; f--) {
    if (maximumSites * (bound * 2 ** f + 1) < 2 ** 31) return f;
  }
  throw new FederationError("STUDY_INVALID", "Clipped deltas of this many sites do not fit a 32-bit ring.", {
    field: "study.yaml: train.clippingNorm",
    hint: "Lower it.",
  });
}

/**
 * Ring 32; P + 1 coordinates: the weighted, clipped parameter delta w * (new - base), then the weight w itself. Both are
 * within max(clippingNorm, 1), since w <= 1.
 */
function shape(study: Study): VectorShape {
  const { spec, train } = trainingOf(study);
  const { features, sites } = study.document;
  const bound = Math.max(train.clippingNorm, 1);
  return {
    dimension: parameterCount(spec, features.length) + 1,
    ring: 32,
    fractionBits: fractionBitsFor(bound, sites.maximum),
    bound,
  };
}

/**
 * Federated averaging (McMahan et al. 2017): new = base + sum(w_i * delta_i) / sum(w_i), in float64 and rounded once to
 * float32. Only additions, one division and one rounding, so every machine gets the same bytes.
 *
 * @throws WORKLOAD_FAILED where the weights sum to nothing or the sum is impossible; what {@link decodeModel} throws.
 */
function reduce(study: Study, base: Artefact | undefined, sum: Float64Array, survivorCount: number): Reduction {
  if (base === undefined) {
    throw new FederationError("WORKLOAD_FAILED", "A train round needs the base model.", { field: "base" });
  }
  refuseSum(shape(study), sum, survivorCount);
  const model = decodeModel(base.bytes, study);
  const totalWeight = sum.at(-1)!;
  if (!(totalWeight > 0)) {
    throw new FederationError("WORKLOAD_FAILED", "The survivors' weights sum to nothing.", {
      field: `sum.${sum.length - 1}`,
      hint: "Run the round again with sites that have training rows.",
    });
  }
  const weights = model.weights.map((weight, i) => weight + sum[i]! / totalWeight);
  if (!weights.every(Number.isFinite)) {
    throw new FederationError("WORKLOAD_FAILED", "The new model has a weight that is not finite.", { field: "sum" });
  }
  const step = model.step + 1;
  let squares = 0;
  for (let i = 0; i < weights.length; i++) squares += (sum[i]! / totalWeight) ** 2;
  return {
    summary: {
      step,
      sites: survivorCount,
      /** Sum of min(rows / weightScale, 1) over the survivors. */
      totalWeight,
      /** L2 norm of the mean delta. */
      deltaNorm: Math.sqrt(squares),
    },
    model: { bytes: encodeModel({ ...model, weights, step }) },
  };
}

/** Federated averaging of a logistic regression or MLP; equals the plain weighted mean to fixed-point error. */
export const train: Workload = { kind: "train", shape, reduce };
