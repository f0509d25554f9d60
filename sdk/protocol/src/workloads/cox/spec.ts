import { type Static, Type } from "typebox";
import { Name } from "../../schemas/columns.ts";
import { StageFrame } from "../../schemas/study.ts";
import { Terms } from "../design.ts";

/** A `cox` stage of `study.yaml`: proportional hazards, stratified by site, by Newton's method on secure sums. */
export const CoxSpec = Type.Object(
  {
    id: StageFrame.properties.id,
    workload: Type.Literal("cox"),
    /** The `time` column. */
    time: Name,
    /** The `event` column: 1 where the time ended with the event, 0 where it is censored. */
    event: Name,
    /** Columns and products of two, as in a `glm` stage. Default: every number, count, binary and category column. */
    terms: Type.Optional(Terms),
    /** How events at one time share their risk set: Efron 1977 (the default) or Breslow 1974. */
    ties: Type.Optional(Type.Union([Type.Literal("efron"), Type.Literal("breslow")])),
    /**
     * lambda: the fit maximises log-likelihood - lambda / 2 * sum of squared coefficients, each taken per half of its column's declared
     * range, which need no standardisation to be comparable. Default 0.
     */
    ridge: Type.Optional(Type.Number({ minimum: 0, maximum: 1e9 })),
    /**
     * Tests whether hazards are proportional, by one more sum: whether log hazard ratios follow the time itself, or log(1 + time). It
     * needs a ridge of 0.
     */
    proportionality: Type.Optional(Type.Union([Type.Literal("identity"), Type.Literal("log1p")])),
    /** The most sums, the first at coefficients of 0 and halved steps included. Default 25. */
    maximumIterations: Type.Optional(Type.Integer({ minimum: 2, maximum: 200 })),
    /** Finished when no coefficient, per half of its column's range, would still move by more. Default 1e-9. */
    tolerance: Type.Optional(Type.Number({ minimum: 1e-12, maximum: 1e-2 })),
  },
  { additionalProperties: false },
);
export type CoxSpec = Static<typeof CoxSpec>;

export function coxDefaults({ ties = "efron", ridge = 0, maximumIterations = 25, tolerance = 1e-9 }: CoxSpec) {
  return { ties, ridge, maximumIterations, tolerance };
}
