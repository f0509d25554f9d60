import { joined, type Markup, markup } from "../markup.ts";
import { type Drawing, INKS, lineAt, px, QUIET_INK, textAt } from "./canvas.ts";
import { AXIS_PX, plotOf } from "./plot.ts";

/** One bin of a calibration curve; null is withheld. */
export interface CalibrationPoint {
  readonly predicted: number | null;
  readonly observed: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

const SIDE_PX = 340;

/** Observed share against mean prediction, with intervals, beside the line of a perfect forecast. Both axes are the same. */
export function calibrationPlot(title: string, description: string, points: readonly CalibrationPoint[]): Drawing {
  const values = points
    .flatMap(({ predicted, observed, upper }) => [predicted, observed, upper])
    .filter((value) => value !== null);
  const domain: [number, number] = [0, Math.min(1, Math.max(0.05, ...values) * 1.04)];
  const right = SIDE_PX - 12;
  const plot = plotOf(
    { left: 34, right, top: 4, bottom: right },
    { title: "Mean predicted risk", domain, ticks: 5 },
    { title: "Observed share", domain, ticks: 5 },
  );
  const { x, y, bottom, left } = plot;
  const body = joined(
    [
      plot.axes,
      lineAt(left, bottom, right, plot.top, QUIET_INK, 1, "3 3"),
      textAt(right - 8, bottom - 10, "dashed: perfect calibration", { anchor: "end", ink: QUIET_INK }),
      joined(points.flatMap((point) => mark(point, x, y))),
    ],
    "\n",
  );
  return { title, description, widthPx: SIDE_PX, heightPx: bottom + AXIS_PX + 2, body };
}

function mark(
  { predicted, observed, lower, upper }: CalibrationPoint,
  x: (value: number) => number,
  y: (value: number) => number,
): Markup[] {
  if (predicted === null || observed === null) return [];
  const [ink] = INKS;
  const dot = markup`<circle class="estimate" cx="${px(x(predicted))}" cy="${px(y(observed))}" r="4" fill="${ink}"/>`;
  if (lower === null || upper === null) return [dot];
  const whisker = lineAt(x(predicted), y(lower), x(predicted), y(upper), ink, 1.5);
  const caps = [lower, upper].map((end) => lineAt(x(predicted) - 3, y(end), x(predicted) + 3, y(end), ink, 1.5));
  return [whisker, ...caps, dot];
}
