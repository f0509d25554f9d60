import { type Static, Type } from "typebox";

const Name = Type.String({ pattern: "^[a-z][a-z0-9_]{0,62}$" });
const closed = { additionalProperties: false };

/** One output column of `features.sql`. Values outside `range` are clamped to it, which bounds every statistic. */
export const FeatureSpec = Type.Object(
  {
    name: Name,
    range: Type.Tuple([Type.Number(), Type.Number()]),
    label: Type.Optional(Type.String({ maxLength: 200 })),
    /** A site may have no value of it at all; else such a site's extraction is refused. */
    mayBeMissing: Type.Optional(Type.Boolean()),
  },
  closed,
);
export type FeatureSpec = Static<typeof FeatureSpec>;

/** How the `train` workload learns: federated averaging (McMahan et al. 2017) of clipped, weighted deltas. */
export const TrainSpec = Type.Object(
  {
    rounds: Type.Integer({ minimum: 1, maximum: 10_000 }),
    localSteps: Type.Integer({ minimum: 1, maximum: 100_000 }),
    batchSize: Type.Integer({ minimum: 1, maximum: 65_536 }),
    learningRate: Type.Number({ exclusiveMinimum: 0, maximum: 100 }),
    l2: Type.Optional(Type.Number({ minimum: 0, maximum: 100 })),
    /** L2 norm a site's delta is clipped to; also the bound of each coordinate. */
    clippingNorm: Type.Number({ exclusiveMinimum: 0, maximum: 1_000 }),
    /** Sample counts are divided by this and capped at 1 before they weigh a delta. */
    weightScale: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
    seed: Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }),
  },
  closed,
);
export type TrainSpec = Static<typeof TrainSpec>;

/** `study.yaml`. */
export const StudyDocument = Type.Object(
  {
    version: Type.Literal(1),
    id: Type.String({ pattern: "^[a-z][a-z0-9-]{0,62}$" }),
    title: Type.String({ minLength: 1, maxLength: 300 }),
    /** GA4GH DUO code, for example `DUO:0000006` (health, medical and biomedical research). */
    purpose: Type.String({ pattern: "^DUO:[0-9]{7}$" }),
    categories: Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 32, uniqueItems: true }),
    workload: Type.Union([Type.Literal("train"), Type.Literal("summary")]),
    features: Type.Array(FeatureSpec, { minItems: 1, maxItems: 4_096 }),
    /** Name of the 0/1 outcome column; required by `train`. */
    target: Type.Optional(Name),
    /** Name of a column that says `train` or `test`; rows marked `test` never enter a cohort. */
    split: Type.Optional(Name),
    /** `secure-sum`: a summary round first, whose pooled mean and deviation every site uses. `site`: each site's own. */
    standardise: Type.Union([Type.Literal("secure-sum"), Type.Literal("site"), Type.Literal("none")]),
    minimumCohort: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    minimumCell: Type.Integer({ minimum: 1, maximum: 1_000 }),
    /** Largest number of rows one site may contribute; bounds the sums of `summary`. */
    maximumRows: Type.Integer({ minimum: 1, maximum: 10_000_000 }),
    sites: Type.Object(
      { minimum: Type.Integer({ minimum: 2, maximum: 255 }), maximum: Type.Integer({ minimum: 2, maximum: 255 }) },
      closed,
    ),
    protection: Type.Object(
      {
        kind: Type.Literal("secagg"),
        /** c: how many sites may collude with the coordinator. */
        colluders: Type.Integer({ minimum: 0, maximum: 254 }),
        /** t: how many shares reconstruct a secret; c < t. */
        threshold: Type.Integer({ minimum: 1, maximum: 254 }),
        /** m: how many survivors a round needs; m >= max(t, c + 2). */
        minimumSurvivors: Type.Integer({ minimum: 2, maximum: 255 }),
      },
      closed,
    ),
    train: Type.Optional(TrainSpec),
    /** Longest time from a round's consent block to its commit deadline, in seconds. */
    maximumCommitSpanSeconds: Type.Integer({ minimum: 1, maximum: 31_536_000 }),
    phaseTimeoutSeconds: Type.Object(
      {
        join: Type.Integer({ minimum: 1, maximum: 86_400 }),
        share: Type.Integer({ minimum: 1, maximum: 86_400 }),
        train: Type.Integer({ minimum: 1, maximum: 2_592_000 }),
        unmask: Type.Integer({ minimum: 1, maximum: 86_400 }),
      },
      closed,
    ),
    maximumRounds: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    /** On what a consent may rest: `patient` signed, `guardian` signed, `paper`, ethics `waiver`. Default `[patient]`. */
    consentBases: Type.Optional(
      Type.Array(
        Type.Union([Type.Literal("patient"), Type.Literal("guardian"), Type.Literal("paper"), Type.Literal("waiver")]),
        { minItems: 1, uniqueItems: true },
      ),
    ),
    /** Ethics boards that must have signed the study off before a round opens. Default 0. */
    ethicsSignOffs: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
    /**
     * Risk class of the study's models, after the EU AI Act: `minimal`, `limited` or `high`. A model of high risk is deployed only
     * after an independent auditor attested something about it and the sites voted for it. Default `high`.
     */
    riskClass: Type.Optional(Type.Union([Type.Literal("minimal"), Type.Literal("limited"), Type.Literal("high")])),
    /** The last day on which rounds may be opened, `YYYY-MM-DD`. */
    expires: Type.String({ pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
    transcriptRetentionDays: Type.Integer({ minimum: 1, maximum: 36_500 }),
  },
  closed,
);
export type StudyDocument = Static<typeof StudyDocument>;

/** `model.json`: what the `train` workload trains. Both end in one logit with a sigmoid and binary cross-entropy. */
export const ModelSpec = Type.Union([
  Type.Object({ type: Type.Literal("logistic") }, closed),
  Type.Object(
    {
      type: Type.Literal("mlp"),
      hidden: Type.Array(Type.Integer({ minimum: 1, maximum: 8_192 }), { minItems: 1, maxItems: 8 }),
      activation: Type.Union([Type.Literal("relu"), Type.Literal("tanh")]),
    },
    closed,
  ),
]);
export type ModelSpec = Static<typeof ModelSpec>;
