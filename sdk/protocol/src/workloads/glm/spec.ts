import { type Static, Type } from "typebox";
import { Name } from "../../schemas/columns.ts";
import { StageFrame } from "../../schemas/study.ts";
import type { Study } from "../../study/Study.ts";
import { Terms } from "../design.ts";

const Family = Type.Union([
  Type.Literal("gaussian"),
  Type.Literal("binomial"),
  Type.Literal("poisson"),
  Type.Literal("multinomial"),
]);
export type GlmFamily = Static<typeof Family>;

/**
 * A `glm` stage of `study.yaml`: a generalised linear model with its canonical link, fitted by Newton's method over secure sums.
 */
export const GlmSpec = Type.Object(
  {
    id: StageFrame.properties.id,
    workload: Type.Literal("glm"),
    /** `gaussian` (identity), `binomial` (logit), `poisson` (log), `multinomial` (the logit of each level against the first). */
    family: Family,
    /**
     * A number or count (gaussian), binary (binomial), count (poisson) or category (multinomial) column with `required: true`.
     */
    outcome: Name,
    /**
     * Columns and products of two. A category is a 0/1 column for each level but the first. Default: every number, count, binary
     * and category column but the outcome and the offset. `a:a` is the square of a number or count.
     */
    terms: Type.Optional(Terms),
    /** `common` (default): one intercept. `site`: one for each site, which never leaves it; not for multinomial models. */
    intercept: Type.Optional(Type.Union([Type.Literal("common"), Type.Literal("site")])),
    /**
     * Poisson only: the time or number column, in its own unit, during which the outcome was counted. Its log enters the linear
     * predictor with coefficient 1, so that exp(intercept) is a rate for one such unit. Rows of less than 2^-30 of the column's
     * maximum are left out and counted.
     */
    offset: Type.Optional(Name),
    /**
     * Ridge penalty λ: the fit maximises log-likelihood - λ/2 Σ b², b the coefficients (intercepts apart) of the columns scaled
     * to [-1, 1] by their declared ranges. For a gaussian outcome the outcome's range is scaled so, too. Default 0.
     */
    ridge: Type.Optional(Type.Number({ minimum: 0, maximum: 1e9 })),
    /**
     * Lasso penalty λ₁, on the same coefficients: the fit maximises log-likelihood - λ₁ Σ |b| - λ/2 Σ b², the elastic net (Zou
     * and Hastie 2005). Its estimates have no standard errors. Default 0.
     */
    lasso: Type.Optional(Type.Number({ minimum: 0, maximum: 1e9 })),
    /**
     * Standard errors that hold where the variance is not that of the family (HC0, the sandwich of Huber 1967 and White 1980),
     * from one more round. Default false.
     */
    robust: Type.Optional(Type.Boolean()),
    /** Most Newton steps, halved ones included. Default 25. */
    maximumIterations: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
    /** The fit has converged where the next step of each scaled coefficient b is below this times 1 + |b|. Default 1e-10. */
    tolerance: Type.Optional(Type.Number({ minimum: 1e-13, maximum: 0.01 })),
  },
  { additionalProperties: false },
);
export type GlmSpec = Static<typeof GlmSpec>;

export type GlmPlace = { readonly study: Pick<Study, "document">; readonly stage: GlmSpec };

export const DEFAULT_ITERATIONS = 25;
export const DEFAULT_TOLERANCE = 1e-10;
