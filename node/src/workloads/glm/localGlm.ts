import { setImmediate } from "node:timers/promises";
import { triangleLength } from "@consilium/sdk/statistics/symmetric.ts";
import { checkContribution } from "@consilium/sdk/workloads/contribution.ts";
import { glmPoint } from "@consilium/sdk/workloads/glm/glm.ts";
import { COUNTS, type Count, type GlmLayout, layoutOf } from "@consilium/sdk/workloads/glm/layout.ts";
import { smallCellOf } from "@consilium/sdk/workloads/glm/smallCells.ts";
import type { GlmSpec } from "@consilium/sdk/workloads/glm/spec.ts";
import { encodeSums, type GlmSums } from "@consilium/sdk/workloads/glm/sums.ts";
import type { StageContext } from "@consilium/sdk/workloads/Workload.ts";
import { checkCohort } from "../cohort.ts";
import type { LocalRequest } from "../LocalWorkload.ts";
import { type RowPart, rowFunctionOf, saturatedPoisson } from "./families.ts";
import { type GlmRows, glmRowsOf } from "./glmRows.ts";
import { sumClasses } from "./multinomial.ts";
import { siteIntercept } from "./siteIntercept.ts";

/** Multiplications after which the daemon gets to answer its peers. */
const MULTIPLICATIONS_AT_ONCE = 20_000_000;

/**
 * A site's sums of one Newton step: information, score and deviance at the state's coefficients, and counts. With an intercept
 * for each site, the site takes its own out before anything leaves: it sends the information of what its intercept does not
 * explain.
 *
 * A site sends zeros, and 1 in `heldBackSites`, where fewer rows than the minimum cohort can be used or a count among them is
 * small; zeros, and 1 in `silentSites`, where its own intercept is infinite.
 *
 * @throws WORKLOAD_FAILED, CONTRIBUTION_OUT_OF_RANGE.
 */
export async function localGlm(request: LocalRequest): Promise<Float64Array> {
  const { point, table, rows, signal, onProgress } = request;
  signal?.throwIfAborted();
  const context = point.context as StageContext<GlmSpec>;
  checkCohort(context.study, table, rows);
  const layout = layoutOf(context);
  const usable = glmRowsOf(context, layout.design, table, rows);
  const sums = await sumsOf(request, layout, usable);
  onProgress?.({ completedSteps: 1, totalSteps: 1, backend: "plain" });
  return checkContribution(point.shape, encodeSums(layout, sums, glmPoint(context, point.state).phase));
}

async function sumsOf(request: LocalRequest, layout: GlmLayout, usable: GlmRows): Promise<GlmSums> {
  const context = request.point.context as StageContext<GlmSpec>;
  const { minimumCell } = context.study.document;
  const few = usable.leftOut > 0 && usable.leftOut < minimumCell;
  const leftOut: Partial<Record<Count, number>> = few ? { sitesWithFewLeftOut: 1 } : { rowsLeftOut: usable.leftOut };
  if (isHeldBack(request, layout, usable)) return nothing(layout, { heldBackSites: 1 });
  const { beta, starts, phase } = glmPoint(context, request.point.state);
  if (layout.classes.length > 0) {
    const sums = await sumClasses({ layout, usable, beta, phase, rest: restFrom(layout.at.score, request.signal) });
    const counts = countsOf({ ...leftOut, rows: usable.count, boundarySites: sums.boundarySites });
    return { ...nothing(layout, {}), ...sums, counts, ...cellsOf(layout, usable) };
  }
  const predictors = await predictorsOf(request, layout, usable, beta);
  const intercept = layout.hasIntercept ? 0 : siteIntercept(context.stage.family, usable.outcomes, predictors);
  if (intercept === undefined) return nothing(layout, { silentSites: 1 });
  const at = { request, layout, usable, predictors, intercept, starts };
  if (phase === "newton") return await sumRows({ ...at, leftOut, about: undefined });
  return await sumRows({ ...at, leftOut, about: await weightedMeansOf(at) });
}

function nothing(layout: GlmLayout, counts: Partial<Record<Count, number>>): GlmSums {
  return {
    information: new Float64Array(triangleLength(layout.parameters)),
    score: new Float64Array(layout.parameters),
    ...{ deviance: 0, null: 0, saturated: 0, exposure: 0, outcome: 0 },
    counts: countsOf(counts),
    ones: layout.indicators.map(() => 0),
    classes: layout.classes.map(() => 0),
  };
}

function countsOf(counts: Partial<Record<Count, number>>): Record<Count, number> {
  return Object.fromEntries(COUNTS.map((name) => [name, counts[name] ?? 0])) as Record<Count, number>;
}

function isHeldBack({ point, allowRare = [] }: LocalRequest, layout: GlmLayout, usable: GlmRows): boolean {
  const { study, stage } = point.context as StageContext<GlmSpec>;
  const { minimumCohort, minimumCell } = study.document;
  if (usable.count < minimumCohort) return true;
  const cells = { rows: usable.count, ...cellsOf(layout, usable) };
  return smallCellOf({ study, stage }, layout, cells, minimumCell, allowRare) !== undefined;
}

function cellsOf({ indicators, classes }: GlmLayout, usable: GlmRows): Pick<GlmSums, "outcome" | "ones" | "classes"> {
  const { outcomes } = usable;
  return {
    // A category's level is no number to add up.
    outcome: classes.length > 0 ? 0 : outcomes.reduce((sum, y) => sum + y, 0),
    ones: indicators.map((column) => usable.ones(column)),
    classes: classes.map((_, k) => outcomes.reduce((count, y) => count + (y === k + 1 ? 1 : 0), 0)),
  };
}

/** Σ β u + ln t of each row: the linear predictor without a site's intercept. */
async function predictorsOf(
  { signal }: LocalRequest,
  { parameters, hasIntercept }: GlmLayout,
  usable: GlmRows,
  beta: readonly number[],
): Promise<Float64Array> {
  const predictors = new Float64Array(usable.count);
  const z = new Float64Array(parameters).fill(1);
  const rest = restFrom(parameters, signal);
  for (let i = 0; i < usable.count; i++) {
    usable.fill(i, z, hasIntercept ? 1 : 0);
    let sum = Math.log(usable.exposures[i]!);
    for (let j = 0; j < parameters; j++) sum += beta[j]! * z[j]!;
    predictors[i] = sum;
    if (rest.isDue(i)) await rest.now();
  }
  return predictors;
}

/** The rows of a round, and where each one's sums are taken. */
interface RowsAt {
  readonly request: LocalRequest;
  readonly layout: GlmLayout;
  readonly usable: GlmRows;
  readonly predictors: Float64Array;
  readonly intercept: number;
  readonly starts: boolean;
}

/** X'W1 / (1'W1): what of a column the site's own intercept explains; zeros where the intercept is common. */
async function weightedMeansOf({ request, layout, usable, predictors, intercept }: RowsAt): Promise<Float64Array> {
  const { parameters, hasIntercept, meanLimit } = layout;
  const means = new Float64Array(parameters);
  if (hasIntercept) return means;
  const rowAt = rowFunctionOf((request.point.context as StageContext<GlmSpec>).stage.family, meanLimit);
  const part: RowPart = { weight: 0, residual: 0, deviance: 0, isClamped: false, isBoundary: false };
  const z = new Float64Array(parameters);
  const rest = restFrom(parameters, request.signal);
  let total = 0;
  for (let i = 0; i < usable.count; i++) {
    rowAt(intercept + predictors[i]!, usable.outcomes[i]!, part);
    usable.fill(i, z, 0);
    total += part.weight;
    for (let j = 0; j < parameters; j++) means[j]! += part.weight * z[j]!;
    if (rest.isDue(i)) await rest.now();
  }
  return means.map((sum) => sum / total);
}

/** `about`: in the round of the robust errors, what the columns are taken about. */
async function sumRows(
  input: RowsAt & { leftOut: Partial<Record<Count, number>>; about: Float64Array | undefined },
): Promise<GlmSums> {
  const { request, layout, usable, predictors, intercept, starts, leftOut, about } = input;
  const { parameters, hasIntercept, meanLimit } = layout;
  const { family } = (request.point.context as StageContext<GlmSpec>).stage;
  const { outcomes, exposures, count } = usable;
  const rowAt = rowFunctionOf(family, meanLimit);
  const part: RowPart = { weight: 0, residual: 0, deviance: 0, isClamped: false, isBoundary: false };
  const information = new Float64Array(triangleLength(parameters));
  const score = new Float64Array(parameters);
  const weighted = new Float64Array(parameters);
  const z = new Float64Array(parameters).fill(1);
  const totals = { weight: 0, deviance: 0, saturated: 0, boundarySites: 0, clampedSites: 0 };
  const rest = restFrom(information.length, request.signal);
  for (let i = 0; i < count; i++) {
    const y = outcomes[i]!;
    // The poisson start: at a mean of y + 0.1, as if the coefficients were those that say so.
    const eta = starts ? Math.log(y + 0.1) : intercept + predictors[i]!;
    rowAt(eta, y, part);
    const { residual } = part;
    const weight = about === undefined ? part.weight : residual * residual;
    usable.fill(i, z, hasIntercept ? 1 : 0);
    if (about !== undefined) for (let j = 0; j < parameters; j++) z[j]! -= about[j]!;
    const slot = starts ? weight * (eta - Math.log(exposures[i]!)) + residual : residual;
    for (let j = 0, at = 0; j < parameters; j++) {
      const wz = weight * z[j]!;
      score[j]! += slot * z[j]!;
      weighted[j]! += wz;
      for (let k = j; k < parameters; k++) information[at++]! += wz * z[k]!;
    }
    totals.weight += weight;
    totals.deviance += part.deviance;
    totals.saturated += family === "poisson" ? saturatedPoisson(y) : 0;
    if (part.isBoundary) totals.boundarySites = 1;
    if (part.isClamped) totals.clampedSites = 1;
    if (rest.isDue(i)) await rest.now();
  }
  if (!hasIntercept && about === undefined) takeOut(information, weighted, totals.weight);
  const { deviance, saturated, boundarySites, clampedSites } = totals;
  return {
    information,
    score,
    deviance,
    null: nullPart(family, usable, hasIntercept),
    saturated,
    exposure: exposures.reduce((sum, t) => sum + t, 0),
    counts: countsOf({ ...leftOut, rows: count, boundarySites, clampedSites }),
    ...cellsOf(layout, usable),
  };
}

/** X'WX - (X'W1)(1'WX) / (1'W1): the information about the slopes that the site's own intercept leaves. */
function takeOut(information: Float64Array, weighted: Float64Array, weight: number): void {
  for (let j = 0, at = 0; j < weighted.length; j++) {
    for (let k = j; k < weighted.length; k++) information[at++]! -= (weighted[j]! * weighted[k]!) / weight;
  }
}

/** See `SUMS` of the layout. */
function nullPart(family: GlmSpec["family"], { outcomes, exposures, count }: GlmRows, hasIntercept: boolean): number {
  const total = outcomes.reduce((sum, y) => sum + y, 0);
  const times = (number: number, share: number) => (number === 0 ? 0 : number * Math.log(share));
  if (family === "gaussian") {
    const mean = hasIntercept ? 0 : total / count;
    return outcomes.reduce((sum, y) => sum + (y - mean) ** 2, 0);
  }
  if (family === "binomial") {
    return hasIntercept ? 0 : -2 * (times(total, total / count) + times(count - total, 1 - total / count));
  }
  const sum = outcomes.reduce((all, y, i) => all + times(y, y / exposures[i]!), 0);
  const exposure = exposures.reduce((all, t) => all + t, 0);
  return 2 * (hasIntercept ? sum : sum - times(total, total / exposure));
}

/** Lets the event loop have its turn after so many rows, and ends where the operator has stopped the round. */
function restFrom(multiplicationsPerRow: number, signal: AbortSignal | undefined) {
  const rowsAtOnce = Math.max(1, Math.ceil(MULTIPLICATIONS_AT_ONCE / multiplicationsPerRow));
  return {
    isDue: (row: number) => row % rowsAtOnce === rowsAtOnce - 1,
    now: async () => {
      await setImmediate();
      signal?.throwIfAborted();
    },
  };
}
