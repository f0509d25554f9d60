/** A patient of a survival study with the risk that a model gives. */
export interface RiskedPatient {
  readonly time: number;
  /** 1 where the observation ended with the event. */
  readonly event: number;
  readonly risk: number;
}

/**
 * Harrell's concordance index (1982): of the pairs of which one is known to have had the event first, the share in which that one has
 * the higher risk, ties of risk counting one half. Null without such a pair. As lifelines' `concordance_index` has it.
 */
export function concordance(patients: readonly RiskedPatient[]): number | null {
  let [pairs, concordant] = [0, 0];
  for (const first of patients) {
    if (first.event !== 1) continue;
    for (const other of patients) {
      const isLater = other.time > first.time || (other.time === first.time && other.event === 0);
      if (!isLater || other === first) continue;
      pairs += 1;
      concordant += first.risk > other.risk ? 1 : first.risk === other.risk ? 0.5 : 0;
    }
  }
  return pairs === 0 ? null : concordant / pairs;
}
