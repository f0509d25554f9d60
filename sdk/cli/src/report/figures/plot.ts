import { type ScaleLinear, scaleLinear } from "d3-scale";
import { joined, type Markup, markup } from "../markup.ts";
import { lineAt, px, QUIET_INK, RULE_INK, SMALL_PX, textAt, widest } from "./canvas.ts";

interface Axis {
  readonly title: string;
  readonly domain: readonly [number, number];
  /** About how many numbers stand at the axis. */
  readonly ticks: number;
}

/** Where a plot stands in its drawing, in px, and from a value to its place there. */
export interface Plot {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
  /** Where the numbers of the x axis stand. */
  readonly xTicks: readonly number[];
  /** Lines, numbers and titles of both axes; below `bottom` they take {@link AXIS_PX}. */
  readonly axes: Markup;
}

/** Room for numbers and title below a plot. */
export const AXIS_PX = 40;

/**
 * Two linear axes with a quiet grid. The title of the y axis stands above the plot, to be read without turning the head.
 *
 * @param place the outer box without the room below; room for the y axis' numbers is taken from its left
 */
export function plotOf(
  place: { left: number; right: number; top: number; bottom: number },
  horizontal: Axis,
  vertical: Axis,
): Plot {
  const top = place.top + 22;
  const { right, bottom } = place;
  const y = scaleLinear().domain(vertical.domain).range([bottom, top]);
  const yTicks = y.ticks(vertical.ticks);
  const yText = y.tickFormat(vertical.ticks);
  const left = Math.max(place.left, widest(yTicks.map(yText), SMALL_PX) + 10);
  const x = scaleLinear().domain(horizontal.domain).range([left, right]);
  const xTicks = x.ticks(horizontal.ticks);
  const xText = x.tickFormat(horizontal.ticks);
  const small = { sizePx: SMALL_PX } as const;
  const yNumbers = yTicks.map((value) => textAt(left - 6, y(value) + 4, yText(value), { ...small, anchor: "end" }));
  const xNumbers = xTicks.map((value) => textAt(x(value), bottom + 17, xText(value), { ...small, anchor: "middle" }));
  const axes = joined(
    [
      ...yTicks.map((value) => lineAt(left, y(value), right, y(value))),
      ...xTicks.map((value) => lineAt(x(value), bottom, x(value), bottom + 5, QUIET_INK)),
      lineAt(left, bottom, right, bottom, QUIET_INK),
      markup`<g class="y-ticks">${yNumbers}</g>`,
      markup`<g class="x-ticks">${xNumbers}</g>`,
      textAt(left, place.top + 10, vertical.title, { ink: QUIET_INK }),
      textAt(right, bottom + 34, horizontal.title, { anchor: "end", ink: QUIET_INK }),
    ],
    "\n",
  );
  return { left, right, top, bottom, x, y, xTicks, axes };
}

/** A frame that cuts off what a chosen axis does not reach. */
export function clippedTo(id: string, { left, right, top, bottom }: Plot, inside: Markup): Markup {
  const box = markup`<rect x="${px(left)}" y="${px(top)}" width="${px(right - left)}" height="${px(bottom - top)}"/>`;
  return markup`<clipPath id="${id}">${box}</clipPath>\n<g clip-path="url(#${id})">${inside}</g>`;
}

/** A drawn line. Its ends are round, so that a point alone between two that are withheld is seen. */
export function curveStroke(path: string | null, ink: string, dash = "", width = 2): Markup {
  const style = markup`stroke="${ink}" stroke-width="${width}" stroke-dasharray="${dash || "none"}" stroke-linecap="round"`;
  return markup`<path class="series" d="${path ?? ""}" fill="none" ${style}/>`;
}

/** A filled area between two lines, as an interval around a curve. */
export function curveBand(path: string | null, ink: string): Markup {
  return markup`<path class="band" d="${path ?? ""}" fill="${ink}" fill-opacity="0.13"/>`;
}

/** A line from a label to the end of its curve, where they are apart. */
export function leader(x1: number, y1: number, x2: number, y2: number): Markup {
  return lineAt(x1, y1, x2, y2, RULE_INK);
}
