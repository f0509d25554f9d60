/**
 * Widths in thousandths of the font size, by letters of one width: those of DejaVu Sans, which is wider than Arial, Helvetica,
 * Liberation Sans and Roboto. Nothing measures text without a browser, and a label must not be cut off in any font that a
 * reader has.
 */
const WIDTHS: readonly (readonly [width: number, letters: string])[] = [
  [278, "ijl'"],
  [340, " .,:;/\\|I"],
  [400, "ft!()[]r-J"],
  [530, "sz"],
  [600, "cvxykaeoELFPTY"],
  [700, "ABCKRSVXZ"],
  [790, "DGHNOQU&"],
  [840, "w<>=+~^×−#"],
  [865, "M"],
  [980, "mW%@…"],
];
const WIDTH_OF = new Map(WIDTHS.flatMap(([width, letters]) => [...letters].map((letter) => [letter, width] as const)));
/** Digits and the other letters of Latin, Greek and Cyrillic; accents are the odd wider letter. */
const USUAL = 645;
/** Letters that are not: CJK is as wide as high. */
const WIDE = 1_000;
/** Bold letters are wider. */
const BOLD = 1.12;

/** Width of a text in px at a font size in px, on the safe side, also in bold. */
export function textWidth(text: string, sizePx: number, isBold = false): number {
  let width = 0;
  for (const letter of text) width += WIDTH_OF.get(letter) ?? (letter.codePointAt(0)! < 0x2000 ? USUAL : WIDE);
  return (width / 1_000) * sizePx * (isBold ? BOLD : 1);
}

/**
 * A text in lines of at most `widthPx`, broken at spaces; a word that is too long is broken anywhere. More than `most` lines end
 * in an ellipsis.
 */
export function wrappedText(text: string, widthPx: number, sizePx: number, most: number, isBold = false): string[] {
  const lines: string[] = [""];
  const fits = (line: string) => textWidth(line, sizePx, isBold) <= widthPx;
  for (const word of text.split(" ")) {
    const line = lines.at(-1) === "" ? word : `${lines.at(-1)} ${word}`;
    if (fits(line)) lines[lines.length - 1] = line;
    else {
      if (lines.at(-1) !== "") lines.push("");
      for (const letter of word) {
        if (!fits(lines.at(-1)! + letter)) lines.push("");
        lines[lines.length - 1] += letter;
      }
    }
  }
  if (lines.length <= most) return lines;
  let last = lines[most - 1]!;
  while (last !== "" && !fits(`${last}…`)) last = [...last].slice(0, -1).join("");
  return [...lines.slice(0, most - 1), `${last}…`];
}
