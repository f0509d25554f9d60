import { type Markup, markup } from "../markup.ts";
import { textWidth } from "../textWidth.ts";

/** A drawing: its own size in px, and words for who cannot see it. */
export interface Drawing {
  readonly title: string;
  readonly description: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly body: Markup;
}

/** How wide a figure may be: on a sheet of paper or a screen, or on a phone. */
export type Room = "sheet" | "phone";

export const FONT_PX = 12;
/** Numbers of an axis; nothing is smaller. */
export const SMALL_PX = 11;
const FONT = "Arial, Helvetica, Liberation Sans, sans-serif";

/** Inks that stay apart in print and for colour-blind eyes (Okabe and Ito 2008, darkened); dashes tell curves apart too. */
export const INKS = ["#004b78", "#b34700", "#00664b", "#7d3c6b", "#5c4a00", "#333333"] as const;
export const DASHES = ["", "6 6", "1 5", "12 5 1 5", "1 9"] as const;
export const TEXT_INK = "#1a1a1a";
export const QUIET_INK = "#595959";
export const RULE_INK = "#c4c4c4";

/** A coordinate with two decimals: enough for the eye. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}

interface TextStyle {
  anchor?: "start" | "middle" | "end";
  sizePx?: number;
  ink?: string;
  bold?: boolean;
}

/** A line of text whose baseline is at y. */
export function textAt(x: number, y: number, text: string, style: TextStyle = {}): Markup {
  const { anchor = "start", sizePx = FONT_PX, ink = TEXT_INK, bold = false } = style;
  const weight = bold ? "bold" : "normal";
  const look = markup`font-size="${sizePx}" font-weight="${weight}" fill="${ink}" text-anchor="${anchor}"`;
  return markup`<text x="${px(x)}" y="${px(y)}" ${look}>${text}</text>`;
}

export function lineAt(x1: number, y1: number, x2: number, y2: number, ink = RULE_INK, width = 1, dash = ""): Markup {
  const style = markup`stroke="${ink}" stroke-width="${width}" stroke-dasharray="${dash || "none"}"`;
  return markup`<line x1="${px(x1)}" y1="${px(y1)}" x2="${px(x2)}" y2="${px(y2)}" ${style}/>`;
}

/** Labels at the ends of curves, moved apart so that none covers another; `y` is where each wants to be. */
export function apart(wanted: readonly number[], gapPx: number, top: number, bottom: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => wanted[a]! - wanted[b]! || a - b);
  const placed = [...wanted];
  let floor = top;
  for (const i of order) {
    placed[i] = Math.max(wanted[i]!, floor);
    floor = placed[i]! + gapPx;
  }
  let ceiling = bottom;
  for (const i of order.toReversed()) {
    placed[i] = Math.min(placed[i]!, ceiling);
    ceiling = placed[i]! - gapPx;
  }
  return placed;
}

/** The widest of several lines, in px. */
export function widest(texts: readonly string[], sizePx = FONT_PX, isBold = false): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, sizePx, isBold)));
}

/**
 * A drawing as one SVG element, with title and description for screen readers.
 *
 * @param id Unique in its page; letters, digits, `_` and `-`
 */
export function svgElement(id: string, drawing: Drawing): Markup {
  const { title, description, widthPx, heightPx, body } = drawing;
  const [width, height] = [px(Math.ceil(widthPx)), px(Math.ceil(heightPx))];
  const size = markup`width="${width}" height="${height}"`;
  const names = markup`role="img" aria-labelledby="${id}-title ${id}-desc"`;
  return markup`<svg xmlns="http://www.w3.org/2000/svg" ${names} ${size} viewBox="0 0 ${width} ${height}" font-family="${FONT}">
<title id="${id}-title">${title}</title>
<desc id="${id}-desc">${description}</desc>
<rect ${size} fill="#ffffff"/>
${body}
</svg>`;
}
