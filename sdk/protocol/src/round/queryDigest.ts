import { type Digest, digestBytes, digestDocument } from "../canonical/digest.ts";
import type { StageFrame } from "../schemas/study.ts";
import type { CoursePoint } from "../workloads/course.ts";
import { workloadOf } from "../workloads/workloads.ts";

/**
 * Equal for rounds that ask sites the same, in whatever study: it covers the query, the views, the columns, the stages' figures,
 * the model, which stage it is, the iteration and the state, by content. Titles, labels, ids, sites and dates are not in it, so that a study under
 * another title asks nothing new. RoundLedger answers a query for one set of survivors only.
 */
export function queryDigestOf({
  context,
  iteration,
  state,
}: Pick<CoursePoint, "context" | "iteration" | "state">): Digest {
  const { study, stage } = context;
  const { columns, split, minimumCell, maximumRows, stages } = study.document;
  const places = new Map(stages.map(({ id }, place) => [id, place]));
  // A stage that names an earlier one names it by its place, so that another id makes no other question.
  const byPlace = ({ id: _, ...spec }: StageFrame & Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(spec).map(([name, value]) => {
        const place = name === "workload" || typeof value !== "string" ? undefined : places.get(value);
        return [name, place === undefined ? value : { stage: place }];
      }),
    );
  const workload = workloadOf(stage.workload);
  return digestDocument({
    featuresSql: study.featuresSql,
    views: study.views,
    columns: columns.map(({ label: _label, ...column }) => column),
    split: split ?? null,
    minimumCell,
    maximumRows,
    stages: stages.map(byPlace),
    stage: places.get(stage.id)!,
    model: study.model ?? null,
    iteration,
    state: digestBytes(workload.asked?.(context, state) ?? state),
  });
}
