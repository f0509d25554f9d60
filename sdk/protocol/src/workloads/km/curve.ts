/** Counts of one group, summed over the sites: by interval of the grid, the k-th from after grid point k - 1 to grid point k. */
export interface GroupCounts {
  readonly rows: number;
  readonly events: readonly number[];
  readonly censored: readonly number[];
}

/** The Kaplan-Meier estimate at each grid point. */
export interface Survival {
  /** At risk just before the grid point. */
  readonly atRisk: readonly number[];
  readonly survival: readonly number[];
  /** Sum of d / (n (n - d)) up to it: Greenwood's variance of survival over survival squared. Infinite once survival is 0. */
  readonly greenwood: readonly number[];
}

/**
 * The product-limit estimate (Kaplan and Meier, JASA 53, 1958) of times rounded up to the grid; exact where all times are grid points.
 * Who is censored at a time is at risk there.
 */
export function kaplanMeier({ rows, events, censored }: GroupCounts): Survival {
  const atRisk: number[] = [];
  const survival: number[] = [];
  const greenwood: number[] = [];
  let left = rows;
  let product = 1;
  let sum = 0;
  for (const [k, deaths] of events.entries()) {
    atRisk.push(left);
    if (deaths > 0) {
      product *= (left - deaths) / left;
      sum += deaths / (left * (left - deaths));
    }
    survival.push(product);
    greenwood.push(sum);
    left -= deaths + censored[k]!;
  }
  return { atRisk, survival, greenwood };
}

/** Neighbouring intervals as they are shown together. Null: withheld. */
export interface ShownInterval {
  /** Index of the grid point at its end. */
  readonly last: number;
  readonly atRisk: number;
  readonly events: number | null;
  readonly censored: number | null;
  /** Whether survival at its end may be shown: not where its events are few or could have happened at any of its points. */
  readonly isSurvivalShown: boolean;
}

/**
 * The intervals that may be shown: neighbours are merged until events and censored of each are 0 or at least `minimumCell`. What is
 * left at the end is one interval, of which the censored are withheld; it begins early enough that its events, and all others still
 * at risk, are 0 or at least `minimumCell` too: the group's numbers of rows and events give no small count back.
 *
 * @example mergeIntervals({ rows: 30, events: [2, 4, 9], censored: [0, 0, 6] }, 5)
 *   // [{ last: 1, atRisk: 30, events: 6, censored: 0, … }, { last: 2, atRisk: 24, events: 9, censored: 6, … }]
 */
export function mergeIntervals({ rows, events, censored }: GroupCounts, minimumCell: number): ShownInterval[] {
  const isShown = (count: number) => count === 0 || count >= minimumCell;
  const shown: ShownInterval[] = [];
  let open = { atRisk: rows, events: 0, censored: 0 };
  for (const [last, deaths] of events.entries()) {
    open.events += deaths;
    open.censored += censored[last]!;
    if (!isShown(open.events) || !isShown(open.censored)) continue;
    shown.push({ last, ...open, isSurvivalShown: true });
    open = { atRisk: open.atRisk - open.events - open.censored, events: 0, censored: 0 };
  }
  let isTailOpen = open.events + open.censored > 0;
  const tail = { atRisk: open.atRisk, events: open.events };
  while (shown.length > 0 && !(isShown(tail.events) && isShown(tail.atRisk - tail.events))) {
    const dropped = shown.pop()!;
    tail.atRisk = dropped.atRisk;
    tail.events += dropped.events!;
    isTailOpen = true;
  }
  if (!isTailOpen) return shown;
  const areEventsShown = isShown(tail.events) && isShown(tail.atRisk - tail.events);
  return [
    ...shown,
    {
      last: events.length - 1,
      atRisk: tail.atRisk,
      events: areEventsShown ? tail.events : null,
      censored: null,
      isSurvivalShown: tail.events === 0,
    },
  ];
}
