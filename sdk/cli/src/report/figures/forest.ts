import { scaleLinear, scaleLog } from "d3-scale";
import { joined, type Markup, markup, NOTHING } from "../markup.ts";
import { wrappedText } from "../textWidth.ts";
import {
  type Drawing,
  INKS,
  lineAt,
  px,
  QUIET_INK,
  type Room,
  RULE_INK,
  SMALL_PX,
  TEXT_INK,
  textAt,
  widest,
} from "./canvas.ts";

/** An estimate with its interval; null is withheld or absent. */
export interface ForestRow {
  readonly name: string;
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** The same in words, at the right. */
  readonly text: string;
}

export interface Forest {
  readonly title: string;
  readonly description: string;
  readonly axis: string;
  /** Ratios stand on a logarithmic axis. */
  readonly isRatio: boolean;
  /** Where nothing is to be seen: 1 of a ratio, 0 of a difference, the overall figure of groups. */
  readonly reference: number | undefined;
  readonly textHeading: string;
  readonly rows: readonly ForestRow[];
}

const LINE_PX = 15;
const AXIS_PX = 46;
const NAME_PX = 250;
const PLOT_PX = 250;
const PHONE_PX = 340;
const NAME_LINES = 4;

/**
 * A forest plot (Lewis and Clarke, BMJ 2001;322:1479): name, estimate with interval, and both in numbers, one row each. On a
 * phone the words stand above the line.
 */
export function forestPlot(forest: Forest, room: Room): Drawing {
  const { rows, title, description } = forest;
  const isPhone = room === "phone";
  const nameWidth = isPhone ? PHONE_PX - 12 : Math.min(NAME_PX, widest(rows.map(({ name }) => name)) + 4);
  const names = rows.map(({ name }) => wrappedText(name, nameWidth, 12, NAME_LINES));
  const texts = rows.map(({ text }) => text);
  const textWidthPx = widest([...texts, forest.textHeading]);
  const left = isPhone ? 14 : nameWidth + 20;
  const right = left + (isPhone ? PHONE_PX - 28 : PLOT_PX);
  const widthPx = isPhone ? PHONE_PX : right + 14 + textWidthPx + 4;
  const top = 26;
  const heights = names.map((lines) => (isPhone ? (lines.length + 1) * LINE_PX + 24 : lines.length * LINE_PX + 10));
  const bottom = top + heights.reduce((sum, height) => sum + height, 0);
  const x = scaleOf(forest).range([left, right]);
  const place = (value: number) => Math.min(right, Math.max(left, x(value)));
  const body: Markup[] = [textAt(isPhone ? 6 : right + 14, 14, forest.textHeading, { ink: QUIET_INK })];
  let y = top;
  for (const [i, row] of rows.entries()) {
    const lines = names[i]!;
    const height = heights[i]!;
    const middle = isPhone ? y + (lines.length + 1) * LINE_PX + 10 : y + height / 2;
    const first = isPhone ? y + LINE_PX : middle + 4 - ((lines.length - 1) * LINE_PX) / 2;
    body.push(
      lineAt(isPhone ? 6 : 0, y, isPhone ? widthPx - 6 : widthPx, y, i === 0 ? QUIET_INK : "#e4e4e4"),
      ...lines.map((line, at) => textAt(isPhone ? 6 : 2, first + at * LINE_PX, line)),
      isPhone
        ? textAt(6, first + lines.length * LINE_PX, row.text, { ink: TEXT_INK, bold: true })
        : textAt(right + 14, middle + 4, row.text),
      referenceMark(forest.reference, isPhone ? middle - 6 : y, isPhone ? middle + 10 : y + height, place),
      mark(row, { place, left, right, middle }),
    );
    y += height;
  }
  body.push(axisOf(forest, x, { left, right, bottom }));
  return { title, description, widthPx, heightPx: bottom + AXIS_PX, body: joined(body, "\n") };
}

/** The dashed line of no effect, within a row: on a phone it keeps clear of the words. */
function referenceMark(
  reference: number | undefined,
  from: number,
  to: number,
  place: (value: number) => number,
): Markup {
  return reference === undefined ? NOTHING : lineAt(place(reference), from, place(reference), to, QUIET_INK, 1, "3 3");
}

interface MarkPlace {
  place(value: number): number;
  left: number;
  right: number;
  middle: number;
}

/** The interval as a line, the estimate as a square; an arrow where the axis ends before the interval does. */
function mark({ value, lower, upper }: ForestRow, { place, left, right, middle }: MarkPlace): Markup {
  // The words beside it say that it is withheld.
  if (value === null) return NOTHING;
  const [ink] = INKS;
  const parts: Markup[] = [];
  if (lower !== null && upper !== null) {
    parts.push(lineAt(place(lower), middle, place(upper), middle, ink, 2));
    if (place(lower) <= left && place(value) > left) parts.push(arrow(left, middle, 1));
    if (place(upper) >= right && place(value) < right) parts.push(arrow(right, middle, -1));
  }
  const at = place(value);
  return joined([
    ...parts,
    markup`<rect class="estimate" x="${px(at - 4)}" y="${px(middle - 4)}" width="8" height="8" fill="${ink}"/>`,
  ]);
}

function arrow(x: number, y: number, to: 1 | -1): Markup {
  const [ink] = INKS;
  return markup`<path class="beyond" d="M${px(x - 2 * to)},${px(y)}l${7 * to},-5v10z" fill="${ink}"/>`;
}

/**
 * The axis reaches all estimates, and intervals as far as they are not many times as wide: one parameter of no information would
 * else press all others into a line.
 */
function scaleOf({ rows, reference, isRatio }: Forest) {
  const known = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const inner = [...known, ...(reference === undefined ? [] : [reference])].map(isRatio ? Math.log : (value) => value);
  const finite = inner.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  const ends = rows
    .flatMap(({ lower, upper }) => [lower, upper])
    .filter((end) => end !== null)
    .map((end) => (isRatio ? Math.log(end) : end));
  const reach = Math.max(high - low, isRatio ? 0.4 : 0) || 1;
  const least = Math.max(low - 2 * reach, Math.min(low, ...ends.filter(Number.isFinite)));
  const most = Math.min(high + 2 * reach, Math.max(high, ...ends.filter(Number.isFinite)));
  const pad = (most - least || 1) * 0.05;
  if (finite.length === 0) return isRatio ? scaleLog().domain([0.5, 2]) : scaleLinear().domain([-1, 1]);
  return isRatio
    ? scaleLog().domain([Math.exp(least - pad), Math.exp(most + pad)])
    : scaleLinear().domain([least - pad, most + pad]);
}

/** Numbers that people put at an axis of ratios. */
const RATIO_TICKS = [1, 2, 5].flatMap((digit) => [-3, -2, -1, 0, 1, 2, 3].map((power) => Number(`${digit}e${power}`)));

function axisOf(
  { axis, isRatio }: Forest,
  x: ReturnType<typeof scaleOf>,
  { left, right, bottom }: { left: number; right: number; bottom: number },
): Markup {
  const [low, high] = x.domain() as [number, number];
  const wanted = isRatio ? ratioTicks(low, high) : x.ticks(5);
  const shown = isRatio ? String : (x as ReturnType<typeof scaleLinear>).tickFormat(5);
  const ticks = wanted.filter((tick) => tick >= low && tick <= high);
  const style = { anchor: "middle", sizePx: SMALL_PX } as const;
  const numbers = ticks.map((tick) => textAt(x(tick), bottom + 17, shown(tick), style));
  return joined([
    lineAt(left, bottom, right, bottom, QUIET_INK),
    ...ticks.map((tick) => lineAt(x(tick), bottom, x(tick), bottom + 5, RULE_INK)),
    markup`<g class="x-ticks">${numbers}</g>`,
    textAt((left + right) / 2, bottom + 36, axis, { anchor: "middle", ink: QUIET_INK }),
  ]);
}

/** 1, 2, 5, 10 … where they are few, powers of ten where they are many; finer ones where the axis is short. */
function ratioTicks(low: number, high: number): number[] {
  const inside = RATIO_TICKS.filter((tick) => tick >= low && tick <= high).sort((a, b) => a - b);
  if (inside.length > 7) return inside.filter((tick) => Number.isInteger(Math.round(Math.log10(tick) * 1e9) / 1e9));
  if (inside.length >= 3) return inside;
  const fine = scaleLinear().domain([low, high]).ticks(4);
  return [...new Set([...fine, 1])].filter((tick) => tick > 0);
}
