/** Text that is HTML or SVG already. Only {@link markup} and {@link joined} make it, so no other text gets in unescaped. */
export interface Markup {
  readonly markup: string;
}

type Part = Markup | readonly Markup[] | string | number | undefined;

/**
 * What would not show as what it is: control characters, marks that turn the direction of writing or take no room (Unicode
 * TR 36), half surrogate pairs. XML takes few of them.
 */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text on one line, in which everything shows as what it is. */
export function plainText(text: string): string {
  return text.replace(/\s+/g, " ").replace(UNPRINTABLE, "\u{fffd}");
}

/**
 * A template of HTML or SVG. Every value is text and is escaped, also for attributes in double quotes, unless a template made it.
 *
 * @example markup`<p title="${'"'}">${"<b>"}</p>`.markup // '<p title="&quot;">&lt;b&gt;</p>'
 */
export function markup(template: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: template.map((text, i) => text + (i < parts.length ? partText(parts[i]) : "")).join("") };
}

/** Several pieces one after the other. */
export function joined(pieces: readonly Markup[], separator = ""): Markup {
  return { markup: pieces.map((piece) => piece.markup).join(separator) };
}

export const NOTHING: Markup = { markup: "" };

function partText(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string" || typeof part === "number") return escaped(String(part));
  return "markup" in part ? part.markup : joined(part).markup;
}

function escaped(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (letter) => ENTITIES[letter]!);
}
