import { type Static, Type } from "typebox";
import { ColumnSpec, Name } from "../schemas/columns.ts";
import type { Study } from "../study/Study.ts";
import type { LinearPredictor } from "../workloads/linearPredictor.ts";
import { factorsOf } from "../workloads/linearPredictor.ts";
import type { StageReport } from "../workloads/Workload.ts";
import { decodeModel } from "./Model.ts";

const closed = { additionalProperties: false };
const Factor = { column: Name, level: Type.Optional(Type.String({ minLength: 1, maxLength: 100 })) };

/** A finished model as a file of its own: all that a prediction needs but the weights of a network, which are beside it. */
export const SavedModel = Type.Object(
  {
    format: Type.Literal("consilium-predictor/1"),
    study: Type.String({ pattern: "^0x[0-9a-f]{64}$" }),
    stage: Name,
    workload: Type.String({ minLength: 1, maxLength: 32 }),
    /** The column that is predicted; null for the time to an event. */
    outcome: Type.Union([Name, Type.Null()]),
    /**
     * What makes a prediction of the linear predictor η: 1 / (1 + e^-η), e^η, or η itself. Under `cox` e^η is the hazard
     * against that of a row of zeros.
     */
    link: Type.Union([Type.Literal("logit"), Type.Literal("log"), Type.Literal("identity")]),
    /** The columns that it needs, as the study declares them. Values are clamped to their ranges, as the sites did. */
    columns: Type.Array(ColumnSpec, { minItems: 1, maxItems: 4_096 }),
    linearPredictor: Type.Optional(
      Type.Object(
        {
          intercept: Type.Number(),
          terms: Type.Array(
            Type.Object(
              { ...Factor, with: Type.Optional(Type.Object(Factor, closed)), coefficient: Type.Number() },
              closed,
            ),
          ),
          offset: Type.Optional(Type.Object({ column: Name, unit: Type.Number({ exclusiveMinimum: 0 }) }, closed)),
        },
        closed,
      ),
    ),
    /** SHA-256 of `<stage>.model.safetensors`, where the model is a network. */
    weights: Type.Optional(Type.String({ pattern: "^0x[0-9a-f]{64}$" })),
  },
  closed,
);
export type SavedModel = Static<typeof SavedModel>;

const LINKS: readonly unknown[] = ["logit", "log", "identity"];

/**
 * A stage's model as a file; undefined where it has none that stands alone: not converged, with an intercept or a standardiser for
 * each site, or of several levels.
 */
export function savedModelOf(
  study: Pick<Study, "document" | "digest">,
  { stage, workload, report }: { stage: string; workload: string; report: StageReport },
): SavedModel | undefined {
  const { document, files } = report;
  const outcome = typeof document.outcome === "string" ? document.outcome : null;
  const columnsNamed = (names: readonly string[]) => study.document.columns.filter(({ name }) => names.includes(name));
  const frame = { format: "consilium-predictor/1", study: study.digest, stage, workload, outcome } as const;
  const bytes = files["model.safetensors"];
  if (bytes !== undefined) {
    const { featureNames, standardise } = decodeModel(bytes);
    if (standardise === "site" || typeof document.modelDigest !== "string") return undefined;
    return { ...frame, link: "logit", columns: columnsNamed(featureNames), weights: document.modelDigest };
  }
  const predictor = document.linearPredictor as LinearPredictor | null | undefined;
  const link = workload === "cox" ? "log" : document.link;
  if (predictor === null || predictor === undefined || predictor.intercept === null || !LINKS.includes(link))
    return undefined;
  const { intercept, terms, offset } = predictor;
  const names = [
    ...terms.flatMap(factorsOf).map(({ column }) => column),
    ...(offset === undefined ? [] : [offset.column]),
  ];
  return {
    ...frame,
    link: link as SavedModel["link"],
    columns: columnsNamed(names),
    linearPredictor: { intercept, terms: [...terms], ...(offset !== undefined && { offset }) },
  };
}
