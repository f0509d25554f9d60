import { type Goal, goal } from "../Goal.ts";
import type { FlowerFigures } from "./Flower.ts";
import type { SumFigures } from "./measureSum.ts";
import { sumOf, type Timing } from "./stopwatch.ts";

/** The case that the goals are about, ours and Flower's, and equal numbers of masks. */
export interface Compared {
  ours: SumFigures;
  /** On the same complete graph. */
  secagg: FlowerFigures;
  /** With 32 neighbours: a third of the masks. */
  secaggPlus: FlowerFigures;
  masks: { count: number; ours: Timing; flower: Timing };
}

const WORD_BYTES = 4;

/**
 * The goals of the secure sum. Times are processor time, ours over theirs in the same run: wall-clock time on a machine that others
 * use measures the others. Without Flower only those remain that do not need it.
 */
export function goalsOf(ours: SumFigures, compared?: Compared): Goal[] {
  const where = `n = ${ours.members}, d = ${ours.dimension}, ${ours.dropouts} gone`;
  const plainBytes = WORD_BYTES * ours.dimension;
  const goals = [
    goal(`coordinator / making the masks it removes (${where})`, ratio(ours.coordinator, ours.makingRemovedMasks), 3),
    goal(`upload of a site / plain 32-bit vector (${where})`, ours.uploadBytes / plainBytes, 1.01),
    goal(`download of a site / plain 32-bit vector (${where})`, ours.downloadBytes / plainBytes, 1.3),
  ];
  if (compared === undefined) return goals;
  const { secagg, secaggPlus, masks } = compared;
  return [
    goal(`site / Flower SecAgg (${where})`, ratio(ours.site, siteOf(secagg)), 0.5),
    goal(`coordinator / Flower SecAgg (${where})`, ratio(ours.coordinator, serverOf(secagg)), 0.5),
    goal(`site / Flower SecAgg+, 32 neighbours (${where})`, ratio(ours.site, siteOf(secaggPlus)), 1.5),
    goal(`coordinator / Flower SecAgg+, 32 neighbours (${where})`, ratio(ours.coordinator, serverOf(secaggPlus)), 1.5),
    goal(`${masks.count} masks / Flower's ${masks.count} masks`, ratio(masks.ours, masks.flower), 0.5),
    ...goals,
  ];
}

export function siteOf({ site }: FlowerFigures): Timing {
  return sumOf(Object.values(site));
}

export function serverOf({ server }: FlowerFigures): Timing {
  return sumOf(Object.values(server));
}

/** Flower's server without putting secrets together, which its Shamir in Python makes most of. */
export function serverMasksOf({ server }: FlowerFigures): Timing {
  return sumOf([server.add, server.ownMasks, server.pairwiseMasks, server.decode]);
}

export function ratio(ours: Timing, theirs: Timing): number {
  return ours.cpuMs / theirs.cpuMs;
}
