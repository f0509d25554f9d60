import { type Static, Type } from "typebox";
import { ColumnSpec, Name } from "./columns.ts";

const closed = { additionalProperties: false };

/** The version of `study.yaml` that this software reads. */
export const STUDY_VERSION = 2;

/**
 * One stage of a study: a workload and what it needs to know. Only `id` and `workload` are common to all; the rest is the
 * workload's own (`workloads/<kind>/spec.ts`) and is checked against its schema.
 */
export const StageFrame = Type.Object({
  /** Names the stage in later stages, in the result folder and in the report. */
  id: Name,
  workload: Type.String({ minLength: 1, maxLength: 32 }),
});
export type StageFrame = Static<typeof StageFrame>;

/** `study.yaml`. */
export const StudyDocument = Type.Object(
  {
    version: Type.Literal(STUDY_VERSION),
    id: Type.String({ pattern: "^[a-z][a-z0-9-]{0,62}$" }),
    title: Type.String({ minLength: 1, maxLength: 300 }),
    /** GA4GH DUO code, for example `DUO:0000006` (health, medical and biomedical research). */
    purpose: Type.String({ pattern: "^DUO:[0-9]{7}$" }),
    /** The one disease of a study of purpose `DUO:0000007`, as a term of the Mondo Disease Ontology. */
    disease: Type.Optional(
      Type.Object(
        { code: Type.String({ pattern: "^MONDO:[0-9]{7}$" }), label: Type.String({ minLength: 1, maxLength: 200 }) },
        closed,
      ),
    ),
    categories: Type.Array(Type.String({ maxLength: 64 }), { minItems: 1, maxItems: 32, uniqueItems: true }),
    /** The columns of `features.sql` after `patient_id`. */
    columns: Type.Array(ColumnSpec, { minItems: 1, maxItems: 4_096 }),
    /** Name of a column that says `train` or `test`; rows marked `test` are for evaluation and never learnt from. */
    split: Type.Optional(Name),
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
        /**
         * c: how many sites may collude with the coordinator; at most sites.minimum - 2. With the n sites that join a round it
         * gives how many shares open a secret, and how many sites the round needs to its end (secagg/thresholds.ts).
         */
        colluders: Type.Integer({ minimum: 0, maximum: 253 }),
      },
      closed,
    ),
    /** What is computed, in order; a later stage may use an earlier one's result. */
    stages: Type.Array(StageFrame, { minItems: 1, maxItems: 64 }),
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
