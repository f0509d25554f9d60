import type { Matrix } from "ml-matrix";

const MOST_SWEEPS = 10_000;
/** Coordinates that change by less than this share of their size have settled. */
const SETTLED = 2 ** -50;

/**
 * The step d from β that minimises d'Hd/2 - g'd + Σ λj |βj + dj|: Newton's step where the penalty has a corner at 0 (proximal
 * Newton; Lee, Sun and Saunders 2014), by coordinate descent (Friedman, Hastie and Tibshirani 2010). Only + − × ÷ and
 * comparisons, so that every machine gets the same bytes.
 *
 * @param information H, positive definite
 * @param gradient g, of what has no corner
 * @param penalties λj, 0 for intercepts
 */
export function proximalStep(
  information: Matrix,
  gradient: readonly number[],
  beta: readonly number[],
  penalties: readonly number[],
): number[] {
  const at = [...beta];
  const left = [...gradient];
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let hasSettled = true;
    for (let j = 0; j < at.length; j++) {
      const curvature = information.get(j, j);
      const next = shrink(curvature * at[j]! + left[j]!, penalties[j]!) / curvature;
      const change = next - at[j]!;
      if (Math.abs(change) > SETTLED * (1 + Math.abs(next))) hasSettled = false;
      for (let k = 0; k < at.length; k++) left[k]! -= change * information.get(j, k);
      at[j] = next;
    }
    if (hasSettled) break;
  }
  return at.map((value, j) => value - beta[j]!);
}

/** Soft thresholding: what is left of a number once its size is less by so much. */
function shrink(value: number, by: number): number {
  if (Math.abs(value) <= by) return 0;
  return value > 0 ? value - by : value + by;
}
