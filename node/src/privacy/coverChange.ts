import { randomInt } from "node:crypto";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

/**
 * Who is in an answer, a string a patient: the hashes of its keys here and its record's tag, separated by spaces. Whoever shares one
 * of them is the same patient, by whichever consent each was let in.
 */
export type CohortMembers = readonly string[];

export interface CoverInput {
  /** Everyone who may be in, as consents say. */
  eligible: CohortMembers;
  /** Cohorts that this site has answered with, or may have, of the same records in whatever study, newest first. */
  answered: readonly CohortMembers[];
  /** Cohorts that it drew before and that nobody had an answer of, newest first: the same draw serves again. */
  drawn?: readonly CohortMembers[];
  /** Patients by which two exact answers' cohorts differ at least, where they differ: the site's policy. */
  coverChange: number;
  /** A whole number below the limit, secret and even; the platform's randomness unless a test gives its own. */
  random?: (limit: number) => number;
}

/**
 * No one leaves alone, and no one comes alone: two exact sums over cohorts that differ by a few patients give those few away by
 * subtraction. So the cohort of an answer differs from that of every earlier one by nobody or by at least `coverChange` patients.
 * Newcomers wait until they are that many. Where fewer have left, others are left out with them, drawn by the site's own secret
 * randomness; the draw is an answer's cohort from then on, and so is remembered. Differential privacy ends the need for it.
 *
 * @returns the members of `eligible` that are in, in their order
 * @throws ROUND_REFUSED where no such cohort was found
 */
export function coveredCohort(input: CoverInput): string[] {
  const { eligible, answered, drawn = [], coverChange, random = (limit: number) => randomInt(limit) } = input;
  const covered = (cohort: CohortMembers) => isCovered(cohort, input);
  const repeats = [...answered, ...drawn].flatMap((before) => {
    const kept = partIn(eligible, before);
    return partIn(before, eligible).length === before.length ? [kept] : [];
  });
  for (const cohort of [eligible, ...repeats]) if (covered(cohort)) return [...cohort];
  for (const before of answered) {
    const stayed = partIn(eligible, before);
    const left = before.length - partIn(before, eligible).length;
    // Every further earlier answer may ask for some more to be left out.
    const most = Math.min(stayed.length, (answered.length + 1) * coverChange);
    const order = shuffled(stayed, random);
    for (let more = Math.max(1, coverChange - left); more <= most; more++) {
      const out = new Set(order.slice(0, more));
      const cohort = stayed.filter((member) => !out.has(member));
      if (covered(cohort)) return cohort;
    }
  }
  throw notCovered();
}

function isCovered(cohort: CohortMembers, { answered, coverChange }: Omit<CoverInput, "eligible">): boolean {
  return answered.every((before) => {
    const change = changeBetween(before, cohort);
    return change === 0 || change >= coverChange;
  });
}

function notCovered(): FederationError {
  return new FederationError("ROUND_REFUSED", "No cohort differs enough from those of this site's earlier answers.", {
    field: "cohort",
    hint: "This site sits the round out until more patients have come or gone.",
  });
}

/**
 * The covered cohort of an answer over training and held-out rows. It counts as an answer over each part too, since an answer over
 * one part subtracted from it leaves the other: so each part is covered by itself, and so is the whole.
 *
 * @param parts `eligible`, by part; none empty
 * @returns the members that are in
 * @throws ROUND_REFUSED where no such cohort was found
 */
export function coveredParts(parts: readonly CohortMembers[], rules: Omit<CoverInput, "eligible">): string[] {
  const cohort = parts.flatMap((eligible) => coveredCohort({ ...rules, eligible }));
  if (parts.length < 2 || isCovered(cohort, rules)) return cohort;
  throw notCovered();
}

/** Patients of one cohort and not of the other, both ways. */
export function changeBetween(left: CohortMembers, right: CohortMembers): number {
  return left.length - partIn(left, right).length + (right.length - partIn(right, left).length);
}

/** Those of a cohort that are in the other too. */
function partIn(cohort: CohortMembers, other: CohortMembers): string[] {
  const keys = new Set(other.flatMap((member) => member.split(" ")));
  return cohort.filter((member) => member.split(" ").some((key) => keys.has(key)));
}

/** Fisher-Yates. */
function shuffled(members: CohortMembers, random: (limit: number) => number): string[] {
  const order = [...members];
  for (let i = order.length - 1; i > 0; i--) {
    const j = random(i + 1);
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
