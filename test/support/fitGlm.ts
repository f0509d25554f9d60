import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { trainingRows } from "@consilium/node/workloads/cohort.ts";
import { localGlm } from "@consilium/node/workloads/glm/localGlm.ts";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import type { StudyDocument } from "@consilium/sdk/schemas/study.ts";
import { decodeSum, encodeContribution, ringFor } from "@consilium/sdk/secagg/encoding.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { courseOf, type StageProgress } from "@consilium/sdk/workloads/course.ts";
import type { GlmSpec } from "@consilium/sdk/workloads/glm/spec.ts";
import type { StageReport, VectorShape } from "@consilium/sdk/workloads/Workload.ts";
import { workloadOf } from "@consilium/sdk/workloads/workloads.ts";
import { makeStudy } from "../behaviors/workload.ts";

/** A study with one glm stage over these columns, of small cells that are no matter. */
export function glmStudy(
  columns: ColumnSpec[],
  stage: Omit<GlmSpec, "id" | "workload">,
  change: Partial<StudyDocument> = {},
): Study {
  const stages = [{ id: "fit", workload: "glm", ...stage } as GlmSpec];
  const study = makeStudy({ columns, stages, minimumCell: 1, maximumRounds: 200, ...change });
  return { ...study, digest: digestDocument(study.document) };
}

/** What the secure sum makes of these vectors, by the words that travel. */
export function sumThroughRing(contributions: readonly Float64Array[], shape: VectorShape): Float64Array {
  const ring = ringFor(shape, contributions.length);
  const words = contributions.map((vector) => encodeContribution(vector, { ...shape, ring }));
  const modulus = 2n ** BigInt(ring);
  const total = words[0]!.slice();
  for (let i = 0; i < total.length; i++) {
    const sum = words.reduce((all, each) => all + BigInt(each[i]!), 0n) % modulus;
    if (total instanceof Uint32Array) total[i] = Number(sum);
    else total[i] = sum;
  }
  return decodeSum(total, { ring, fractionBits: shape.fractionBits });
}

/** A fit from its first round to its end. `tablesAt`: the sites of a round, from 0 on. */
export async function fitGlm(
  study: Study,
  tablesAt: readonly FeatureTable[] | ((round: number) => readonly FeatureTable[]),
): Promise<{ report: StageReport; rounds: number; figures: Readonly<Record<string, unknown>>[] }> {
  const progress = new Map<string, StageProgress>();
  const figures: Readonly<Record<string, unknown>>[] = [];
  for (;;) {
    const { next, results } = courseOf(study, progress);
    if (next === undefined) return { report: results.get("fit")!.report, rounds: figures.length, figures };
    const { context, state, shape } = next;
    const tables = typeof tablesAt === "function" ? tablesAt(figures.length) : tablesAt;
    const contributions = await Promise.all(
      tables.map((table, siteIndex) => localGlm({ point: next, table, rows: trainingRows(table), siteIndex })),
    );
    const sum = sumThroughRing(contributions, shape);
    const reduction = workloadOf("glm").reduce(context, state, sum, tables.length);
    figures.push(reduction.figures);
    progress.set("fit", { rounds: figures.length, state: reduction.state });
  }
}
