import { canonicalJsonBytes, parseJson } from "@consilium/sdk/canonical/json.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { Name, type NumericColumn } from "@consilium/sdk/schemas/columns.ts";
import { StageFrame } from "@consilium/sdk/schemas/study.ts";
import { refuseSum } from "@consilium/sdk/workloads/contribution.ts";
import { centreOf, namedColumn } from "@consilium/sdk/workloads/stageColumns.ts";
import type { StageContext, StagePlace, VectorShape, Workload } from "@consilium/sdk/workloads/Workload.ts";
import { type Static, Type } from "typebox";

/** A `mean` stage: mean and variance of one column in two passes, the second around what the first found. */
export const MeanSpec = Type.Object(
  { id: StageFrame.properties.id, workload: Type.Literal("mean"), column: Name },
  { additionalProperties: false },
);
export type MeanSpec = Static<typeof MeanSpec>;

/** Of the values scaled to [-1, 1]; null until its round. Canonical JSON. */
export interface MeanState {
  readonly mean: number | null;
  readonly variance: number | null;
}

const FRACTION_BITS = 32;

export function meanColumn(
  { study, stage }: Pick<StagePlace<MeanSpec>, "study" | "stage">,
  field = "column",
): NumericColumn {
  return namedColumn(study.document, stage.column, ["number", "count", "time"], field) as NumericColumn;
}

export function meanState(state: Uint8Array): MeanState {
  const { mean, variance } = parseJson(state, "state") as Partial<MeanState>;
  if (mean !== undefined && variance !== undefined) return { mean, variance };
  throw new FederationError("WORKLOAD_FAILED", "The bytes are not the state of a mean.", { field: "state" });
}

/** First the count and the sum of u, then the count and the sum of (u - mean)^2, which is at most 4 a row. */
function ask({ study }: StageContext<MeanSpec>, state: Uint8Array): VectorShape | undefined {
  const { mean, variance } = meanState(state);
  if (variance !== null) return undefined;
  const bound = study.document.maximumRows * (mean === null ? 1 : 4);
  return { dimension: 2, fractionBits: FRACTION_BITS, bound };
}

export const mean: Workload<MeanSpec> = {
  spec: MeanSpec,
  yieldsModel: false,
  checkSpec: (place) => {
    meanColumn(place, `${place.field}.column`);
  },
  roundsAtMost: () => 2,
  discloses: ({ stage }) => ({ release: "exact", columns: [stage.column] }),
  startsFrom: () => [],
  begin: () => canonicalJsonBytes({ mean: null, variance: null }),
  ask,
  reduce: (context, state, sum, survivorCount) => {
    const shape = ask(context, state);
    if (shape === undefined) throw new FederationError("ROUND_PHASE", "Both rounds are done.", { field: "state" });
    refuseSum(shape, sum, survivorCount);
    const [count, total] = sum as unknown as [number, number];
    const before = meanState(state);
    const after: MeanState =
      before.mean === null
        ? { mean: total / count, variance: null }
        : { mean: before.mean, variance: total / (count - 1) };
    return { state: canonicalJsonBytes(after), figures: { count, total } };
  },
  report: (context, state) => {
    const { mean: scaled, variance } = meanState(state);
    const { centre, halfWidth } = centreOf(meanColumn(context));
    const document = {
      mean: scaled === null ? null : centre + halfWidth * scaled,
      variance: variance === null ? null : variance * halfWidth ** 2,
    };
    return { document, tables: {}, files: {} };
  },
};
