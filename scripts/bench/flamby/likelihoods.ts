import type { FoldOfSite } from "./chooseRidge.ts";
import type { ScoredRow } from "./scores.ts";

/** Log-likelihood of the folds' outcomes `y` under a logistic fit. */
export function logisticLogLikelihood(sites: readonly FoldOfSite[]): number {
  return sites
    .flatMap(({ left }) => left)
    .reduce((sum, { score, values }) => sum - Math.log1p(Math.exp(values.y === 1 ? -score : score)), 0);
}

/**
 * Cross-validated partial log-likelihood (Verweij and van Houwelingen, Statistics in Medicine 12, 1993): what the fold adds to that of
 * the rows on which the fit rests, since a fold alone has hardly an event at a small centre.
 */
export function partialLogLikelihood(sites: readonly FoldOfSite[]): number {
  return sites.reduce((sum, { left, kept }) => sum + breslow([...left, ...kept]) - breslow(kept), 0);
}

/** One centre's partial log-likelihood, ties after Breslow. */
function breslow(rows: readonly ScoredRow[]): number {
  return rows
    .filter(({ values }) => values.event === 1)
    .reduce((sum, { score, values }) => {
      const atRisk = rows.filter((other) => other.values.time! >= values.time!);
      return sum + score - Math.log(atRisk.reduce((risks, other) => risks + Math.exp(other.score), 0));
    }, 0);
}
