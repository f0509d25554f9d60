import { type Static, Type } from "typebox";
import { Name } from "../../schemas/columns.ts";
import { StageFrame } from "../../schemas/study.ts";
import { studyError } from "../../study/studyFile.ts";
import { outcomeColumn } from "../stageColumns.ts";
import type { Disclosure, StagePlace } from "../Workload.ts";
import { checkGroups, GroupSpec } from "./groups.ts";
import { checkScoreTerms, columnsOfTerms } from "./scoreTerms.ts";
import { fractionBitsOf } from "./shape.ts";

const closed = { additionalProperties: false };
const Coefficient = Type.Number({ minimum: -1e9, maximum: 1e9 });

/** A published logistic score: the logit is the intercept and the sum of the terms, in the columns' own units. */
const ScoreSpec = Type.Object(
  {
    intercept: Coefficient,
    terms: Type.Array(
      Type.Object(
        {
          column: Name,
          /** Of a category: the term counts where the column has this level. */
          level: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })),
          coefficient: Coefficient,
        },
        closed,
      ),
      { minItems: 1, maxItems: 512 },
    ),
  },
  closed,
);

/** An `evaluate` stage of `study.yaml`: how well a model or a score predicts a binary outcome, in two rounds. */
export const EvaluateSpec = Type.Object(
  {
    id: StageFrame.properties.id,
    workload: Type.Literal("evaluate"),
    /** Id of the earlier stage whose model is evaluated. */
    model: Type.Optional(Name),
    /** Or a score as it was published. */
    score: Type.Optional(ScoreSpec),
    /** The binary column that is predicted. */
    outcome: Name,
    /** Whether it predicts as well for everyone. */
    groups: Type.Optional(Type.Array(GroupSpec, { minItems: 1, maxItems: 8 })),
    /** Predicted probabilities from which on a patient counts as predicted to have the outcome. Default 0.5. */
    thresholds: Type.Optional(
      Type.Array(Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 }), {
        minItems: 1,
        maxItems: 20,
        uniqueItems: true,
      }),
    ),
    /** Most bins of about equal size. Thresholds, and every three quarters of a logit, cut some of them further. Default 64. */
    bins: Type.Optional(Type.Integer({ minimum: 8, maximum: 256 })),
    /** `heldOut` (default), or `all` to validate a published score on every consented record. */
    rows: Type.Optional(Type.Union([Type.Literal("heldOut"), Type.Literal("all")])),
  },
  closed,
);
export type EvaluateSpec = Static<typeof EvaluateSpec>;

const DEFAULT_THRESHOLDS = [0.5];
const DEFAULT_BINS = 64;

/** The thresholds in the order of the stage: where not all can be published, the first ones are. */
export function decisionThresholds({
  thresholds = DEFAULT_THRESHOLDS,
}: Pick<EvaluateSpec, "thresholds">): readonly number[] {
  return thresholds;
}

export function mostBinsOf({ bins = DEFAULT_BINS }: Pick<EvaluateSpec, "bins">): number {
  return bins;
}

/** Exactly one score, an outcome that every row has, groups that are few, rows that the score was not made from. */
export function checkEvaluateSpec({ study, stage, earlier, field }: StagePlace<EvaluateSpec>): void {
  const { document } = study;
  outcomeColumn(document, stage.outcome, ["binary"], `${field}.outcome`);
  if ((stage.model === undefined) === (stage.score === undefined)) {
    throw studyError(field, "It evaluates not exactly one thing.", "Name an earlier stage as model, or write a score.");
  }
  if (stage.model !== undefined) checkModel({ study, stage, earlier, field });
  if (stage.score !== undefined) checkScoreTerms(document, stage.score.terms, stage.outcome, `${field}.score.terms`);
  if (stage.rows !== "all" && document.split === undefined) {
    throw studyError(
      `${field}.rows`,
      "The study holds no rows out.",
      "Add split to study.yaml; or rows: all, where a published score is validated.",
    );
  }
  checkGroups(document, stage, field);
  fractionBitsOf(document);
}

function checkModel({ stage, earlier, field }: StagePlace<EvaluateSpec>): void {
  const candidates = earlier.filter(({ workload }) => !WITHOUT_MODEL.includes(workload));
  const source = candidates.find(({ id }) => id === stage.model);
  if (source === undefined) {
    const known = candidates.map(({ id }) => id).join(", ");
    throw studyError(
      `${field}.model`,
      `There is no earlier stage '${stage.model}' with a model.`,
      known === "" ? "Put a stage that fits or trains one before this one." : `Use one of ${known}.`,
    );
  }
  if (stage.rows === "all") {
    throw studyError(
      `${field}.rows`,
      "The model has learnt from some of these rows, so it would look better than it is.",
      "Leave rows out: the held-out rows are evaluated.",
    );
  }
  const { outcome, family = "binomial", intercept, standardise } = source as SourceStage;
  if (outcome === undefined || family !== "binomial") {
    throw studyError(
      `${field}.model`,
      `Stage ${source.id} does not predict a probability of a binary outcome.`,
      "Name a logistic model or a network.",
    );
  }
  if (outcome !== stage.outcome) {
    throw studyError(`${field}.outcome`, `The model predicts '${outcome}'.`, `Use outcome: ${outcome}.`);
  }
  if (intercept === "site") {
    throw studyError(
      `${field}.model`,
      `Stage ${source.id} has an intercept for each site, which never leaves it.`,
      "Fit it with one intercept for all.",
    );
  }
  if (standardise !== "site") return;
  throw studyError(
    `${field}.model`,
    `Stage ${source.id} standardises by each site's training rows, which an evaluation does not see.`,
    "Standardise by a summary stage in the stage that trains.",
  );
}

/** What stages that fit or train a model say of it, whichever workload they are of. */
interface SourceStage {
  readonly outcome?: string;
  readonly family?: string;
  readonly intercept?: string;
  readonly standardise?: string;
}

const WITHOUT_MODEL = ["summary", "evaluate"];

/**
 * What leaves: figures of the outcome and of the groups, and scores. The columns of a published score are as good as released, since
 * whoever writes the formula can make it one column; a fitted model's coefficients follow from patients.
 */
export function evaluateDisclosure({ stage }: Pick<StagePlace<EvaluateSpec>, "study" | "stage">): Disclosure {
  const formula = columnsOfTerms(stage.score?.terms ?? []);
  const groups = (stage.groups ?? []).map(({ column }) => column);
  const columns = [...new Set([...formula, ...groups, stage.outcome])];
  return { release: "exact", columns, ...(stage.model !== undefined && { scoresOf: stage.model }) };
}
