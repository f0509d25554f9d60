import type { ReportedStage, ReportInput } from "./ReportInput.ts";

/** A site by name and index: names can look alike. */
export function siteLabel(sites: ReportInput["sites"], index: number): string {
  const name = sites.find((site) => site.index === index)?.name;
  return name === undefined ? `member ${index}` : `${name} (member ${index})`;
}

/** Which sites are in the sums of a stage. */
export interface Participation {
  /** In every sum. */
  readonly always: readonly number[];
  /** In some sums only, because they left a round or came late. */
  readonly sometimes: readonly number[];
  /** Sites of the consortium in no sum. */
  readonly never: readonly number[];
}

export function participationOf({ sums }: Pick<ReportedStage, "sums">, sites: ReportInput["sites"]): Participation {
  const seen = new Set(sums.flatMap(({ survivors }) => survivors));
  const all = [...seen].sort((a, b) => a - b);
  const always = all.filter((index) => sums.every(({ survivors }) => survivors.includes(index)));
  return {
    always,
    sometimes: all.filter((index) => !always.includes(index)),
    never: sites.map(({ index }) => index).filter((index) => !seen.has(index)),
  };
}
