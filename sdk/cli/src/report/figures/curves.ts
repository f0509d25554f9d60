import { area, curveStepAfter, line } from "d3-shape";
import { joined, type Markup } from "../markup.ts";
import { wrappedText } from "../textWidth.ts";
import {
  apart,
  DASHES,
  type Drawing,
  FONT_PX,
  INKS,
  QUIET_INK,
  type Room,
  SMALL_PX,
  textAt,
  widest,
} from "./canvas.ts";
import { AXIS_PX, clippedTo, curveBand, curveStroke, leader, type Plot, plotOf } from "./plot.ts";

/** A point of a curve; null is withheld, and the curve breaks there. */
export interface CurvePoint {
  readonly x: number | null;
  readonly y: number | null;
  readonly lower?: number | null;
  readonly upper?: number | null;
}

export interface NamedCurve {
  readonly name: string;
  readonly points: readonly CurvePoint[];
  /** A reference, such as chance: drawn quietly. */
  readonly isQuiet?: boolean;
}

/** Counts below a plot, such as patients at risk: one line a curve, one count at each number of the axis. */
export interface CountsBelow {
  readonly heading: string;
  /** @param at a value of the x axis */
  count(curve: number, at: number): string;
}

export interface CurveFigure {
  /** Unique in its page. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly xDomain: readonly [number, number];
  readonly yDomain: readonly [number, number];
  readonly curves: readonly NamedCurve[];
  /** Steps to the right of each point, as survival is drawn. */
  readonly isStepped?: boolean;
  /** Width is height. */
  readonly isSquare?: boolean;
  readonly countsBelow?: CountsBelow;
  /** A sentence within the plot, at its lower right. */
  readonly note?: string;
}

/** Names at the ends of curves are broken into lines of this width. */
const LABEL_PX = { sheet: 190, phone: 112 } as const;
const LABEL_LINES = 6;
const LINE_PX = 14;
const COUNTS_LINE_PX = 15;
const WIDTH_PX = { sheet: 700, phone: 340 } as const;
const HEIGHT_PX = { sheet: 330, phone: 250 } as const;
const SQUARE_PX = 340;

/** Curves with their names at their ends. */
export function curvePlot(figure: CurveFigure, room: Room): Drawing {
  const { curves, countsBelow, isSquare = false } = figure;
  const widthPx = isSquare ? SQUARE_PX : WIDTH_PX[room];
  const labelPx = LABEL_PX[isSquare ? "phone" : room];
  const names = curves.map(({ name }) => wrappedText(name, labelPx, FONT_PX, LABEL_LINES, true));
  const gapPx = Math.max(...names.map((lines) => lines.length), 1) * LINE_PX + 2;
  const right = widthPx - widest(names.flat(), FONT_PX, true) - 12;
  const left = 34;
  const least = isSquare ? right - left + 34 : HEIGHT_PX[room];
  const bottom = Math.max(least, gapPx * curves.length + 40);
  const plot = plotOf(
    { left, right, top: 4, bottom },
    { title: figure.xTitle, domain: figure.xDomain, ticks: room === "phone" || isSquare ? 4 : 8 },
    { title: figure.yTitle, domain: figure.yDomain, ticks: 5 },
  );
  const below = countsBelow === undefined ? undefined : countRows(countsBelow, curves, plot, widthPx);
  const body = joined(
    [
      plot.axes,
      clippedTo(
        `${figure.id}-${room}-clip`,
        plot,
        joined(curves.flatMap((curve, i) => drawn(curve, i, plot, figure.isStepped))),
      ),
      endLabels(curves, names, plot, gapPx),
      ...(figure.note === undefined ? [] : noteLines(figure.note, plot)),
      ...(below?.body ?? []),
    ],
    "\n",
  );
  const heightPx = plot.bottom + AXIS_PX + 2 + (below?.heightPx ?? 0);
  return { title: figure.title, description: figure.description, widthPx, heightPx, body };
}

function drawn({ points, isQuiet }: NamedCurve, place: number, { x, y }: Plot, isStepped = false): Markup[] {
  const ink = isQuiet ? QUIET_INK : INKS[place % INKS.length]!;
  const path = line<CurvePoint>()
    .defined((point) => point.x !== null && point.y !== null)
    .x((point) => x(point.x!))
    .y((point) => y(point.y!))
    .digits(2);
  const between = area<CurvePoint>()
    .defined((point) => point.x !== null && typeof point.lower === "number" && typeof point.upper === "number")
    .x((point) => x(point.x!))
    .y0((point) => y(point.lower!))
    .y1((point) => y(point.upper!))
    .digits(2);
  if (isStepped) {
    path.curve(curveStepAfter);
    between.curve(curveStepAfter);
  }
  const hasBand = points.some(({ lower, upper }) => typeof lower === "number" && typeof upper === "number");
  const dash = isQuiet ? "2 4" : DASHES[place % DASHES.length]!;
  return [
    ...(hasBand ? [curveBand(between([...points]), ink)] : []),
    curveStroke(path([...points]), ink, dash, isQuiet ? 1 : 2),
  ];
}

/** Each name stands at the last point of its curve; where two would meet, they move apart and a line leads back. */
function endLabels(
  curves: readonly NamedCurve[],
  names: readonly (readonly string[])[],
  plot: Plot,
  gapPx: number,
): Markup {
  const { x, y, top, bottom, right } = plot;
  const ends = curves.map(({ points }) => {
    const last = points.findLast((point) => point.x !== null && point.y !== null);
    if (last === undefined) return { x: right, y: bottom };
    return { x: Math.min(right, x(last.x!)), y: Math.min(bottom, Math.max(top, y(last.y!))) };
  });
  const heights = apart(
    ends.map((end) => end.y),
    gapPx,
    top,
    bottom,
  );
  return joined(
    curves.map(({ isQuiet }, i) => {
      const ink = isQuiet ? QUIET_INK : INKS[i % INKS.length]!;
      const lines = names[i]!;
      const first = heights[i]! + 4 - ((lines.length - 1) * LINE_PX) / 2;
      const isNear = Math.abs(heights[i]! - ends[i]!.y) < 3 && right - ends[i]!.x < 3;
      return joined([
        ...(isNear ? [] : [leader(ends[i]!.x, ends[i]!.y, right + 5, heights[i]!)]),
        ...lines.map((text, at) => textAt(right + 8, first + at * LINE_PX, text, { ink, bold: !isQuiet })),
      ]);
    }),
    "\n",
  );
}

function noteLines(note: string, { left, right, bottom }: Plot): Markup[] {
  const lines = wrappedText(note, right - left - 16, FONT_PX, 4);
  return lines.map((text, i) =>
    textAt(right - 8, bottom - 10 - (lines.length - 1 - i) * LINE_PX, text, { anchor: "end" }),
  );
}

/** Each curve's name, and below it its counts, each under its number of the axis; on a narrow axis under every second or so. */
function countRows(
  { heading, count }: CountsBelow,
  curves: readonly NamedCurve[],
  { xTicks, x, left, bottom }: Plot,
  widthPx: number,
): { body: Markup[]; heightPx: number } {
  const texts = curves.map((_, curve) => xTicks.map((tick) => count(curve, tick)));
  const roomPx = xTicks.length < 2 ? Number.POSITIVE_INFINITY : x(xTicks[1]!) - x(xTicks[0]!);
  const every = Math.max(1, Math.ceil((widest(texts.flat(), SMALL_PX) + 6) / roomPx));
  const top = bottom + AXIS_PX + 14;
  const body = [textAt(left, top, heading, { ink: QUIET_INK })];
  let y = top + 4;
  for (const [curve, { name }] of curves.entries()) {
    const ink = INKS[curve % INKS.length]!;
    for (const line of wrappedText(name, widthPx - left, SMALL_PX, LABEL_LINES, true)) {
      y += COUNTS_LINE_PX;
      body.push(textAt(left, y, line, { ink, bold: true, sizePx: SMALL_PX }));
    }
    y += COUNTS_LINE_PX;
    for (const [i, tick] of xTicks.entries()) {
      if (i % every === 0) body.push(textAt(x(tick), y, texts[curve]![i]!, { anchor: "middle", sizePx: SMALL_PX }));
    }
    y += 4;
  }
  return { body, heightPx: y + 6 - bottom - AXIS_PX };
}
