// biome-ignore-all lint/suspicious/noTemplateCurlyInString: lines of source
import type { EquivalentMutant } from "./judgeReport.ts";

type Row = [line: string, from: string, to: string, reason: string];

const of = (file: string, rows: readonly Row[]): EquivalentMutant[] =>
  rows.map(([line, from, to, reason]) => ({ file, line, from, to, reason }));

const REMEMBERED = "what is remembered saves time and memory only";
const FRAME = "a buffer that is full or has room is copied once more, to the same bytes";

/** Generated mutants that change nothing, each with the reason. Every other one that survives fails the run. */
export const EQUIVALENT_MUTANTS: readonly EquivalentMutant[] = [
  ...of("sdk/protocol/src/canonical/bytes.ts", [
    [
      'if (Buffer !== undefined) return Buffer.from(bytes).toString("base64");',
      "Buffer !== undefined",
      "false",
      "what browsers have gives the same characters",
    ],
    [
      "for (let i = 0; i < bytes.length; i++) bytes[i] = characters.charCodeAt(i);",
      "i < bytes.length",
      "i <= bytes.length",
      "a typed array takes nothing beyond its end",
    ],
    [
      "for (let i = 0; i < left.length; i++) difference |= left[i]! ^ right[i]!;",
      "i < left.length",
      "i <= left.length",
      "undefined ^ undefined is 0",
    ],
  ]),
  ...of("sdk/protocol/src/chain/memberNames.ts", [
    [
      'return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;',
      '"0"',
      '""',
      "a plain name has no byte below 0x20",
    ],
    [
      "const bytes = Uint8Array.from(hex.slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));",
      "[]",
      '["Stryker was here"]',
      "no number gives byte 0, which shows as U+FFFD as an empty name does",
    ],
  ]),
  ...of("sdk/protocol/src/cohort/checkCohortEvidence.ts", [
    [
      'if (leaf.salt !== undefined && salts.has(leaf.salt)) add("its salt is used twice");',
      "leaf.salt !== undefined",
      "true",
      "the next line adds no undefined to the set",
    ],
    [
      "if (leaf.salt !== undefined) salts.add(leaf.salt);",
      "leaf.salt !== undefined",
      "true",
      "the line before asks for no undefined",
    ],
    [
      "const eligibleKeys = new Set<string>(evidence.leaves.flatMap((leaf) => (leaf.eligible ? [leaf.keyHash] : [])));",
      "[]",
      '["Stryker was here"]',
      "no key hash reads so",
    ],
    [
      "if (leaf.eligible && revokedBlock !== undefined && revokedBlock >= (episodesAtB[i]?.grantBlock ?? 0)) {",
      "revokedBlock !== undefined",
      "true",
      "undefined is at least no number",
    ],
  ]),
  ...of("sdk/protocol/src/patient/passkeyBytes.ts", [
    [
      'const unpadded = value.replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");',
      "/=+$/",
      "/=+/",
      "BASE64URL lets = stand at the end only",
    ],
    [
      "return r === undefined || s === undefined || s.next !== der.length ? undefined : { r: r.value, s: s.value };",
      "r === undefined",
      "false",
      "without r there is no s",
    ],
    [
      "if (der[at] !== 0x02 || length === undefined || length === 0 || length > 33) return undefined;",
      "length === undefined",
      "false",
      "no bytes are read then, and the next line finds that their number is not undefined",
    ],
    [
      "if (bytes.length !== length || bytes[0]! > 0x7f) return undefined;",
      "bytes.length !== length",
      "false",
      "an integer that ends early would end past the signature, which parseDer refuses",
    ],
  ]),
  ...of("sdk/protocol/src/secagg/context.ts", [
    [
      "if (members.some((member, i) => i > 0 && member <= members[i - 1]!)) {",
      "i > 0",
      "true",
      "no number is at most undefined",
    ],
    [
      "if (members.some((member, i) => i > 0 && member <= members[i - 1]!)) {",
      "i > 0",
      "i >= 0",
      "no number is at most undefined",
    ],
  ]),
  ...of("sdk/protocol/src/secagg/packedWords.ts", [
    [
      "for (let i = 0, at = 0, shift = 0; i < held.length; i++) {",
      "i < held.length",
      "i <= held.length",
      "past the end undefined has no bits to pack, and a typed array ignores what is written there",
    ],
    [
      "for (let i = parts - 1; i < held.length; i += parts) excess |= held[i]! >>> topBits;",
      "i < held.length",
      "i <= held.length",
      "undefined has no bits",
    ],
    [
      "for (let from = 0, at = 0; from < dimension; from += WORDS_AT_ONCE, at += size) {",
      "from < dimension",
      "from <= dimension",
      "a last part without words adds nothing",
    ],
    [
      "return Math.ceil(size / UNIT_BYTES) + 1;",
      "size / UNIT_BYTES",
      "size * UNIT_BYTES",
      "more units than are needed are zeros",
    ],
  ]),
  ...of("sdk/protocol/src/secagg/statement.ts", [
    ["if (separator === undefined) {", "separator === undefined", "true", REMEMBERED],
    ["separators.clear();", "separators.clear();", ";", REMEMBERED],
    ["separators.set(key, separator);", "separators.set(key, separator);", ";", REMEMBERED],
  ]),
  ...of("sdk/protocol/src/schemas/check.ts", [
    [
      "if (variantOf(node, value) !== undefined) return { schema: node, value, path: keys.slice(0, depth + 1) };",
      "variantOf(node, value) !== undefined",
      "true",
      "from one level further down the same fault is found, in the same words",
    ],
  ]),
  ...of("sdk/protocol/src/statistics/symmetric.ts", [
    [
      "for (let i = 0; i < matrix.rows; i++) {",
      "i < matrix.rows",
      "i <= matrix.rows",
      "a row past the last has no upper triangle",
    ],
    ["for (let i = 0; i < p; i++) {", "i < p", "i <= p", "a row past the last has no upper triangle"],
    [
      "for (let j = k + 1; j < left.rows; j++) left.set(i, j, left.get(i, j) - factor * left.get(k, j));",
      "k + 1",
      "k - 1",
      "columns before the next are never read again",
    ],
    [
      "for (let j = k + 1; j < left.rows; j++) left.set(i, j, left.get(i, j) - factor * left.get(k, j));",
      "j < left.rows",
      "j <= left.rows",
      "what is written past a row's end is never read",
    ],
  ]),
  ...of("sdk/protocol/src/workloads/km/logRank.ts", [
    [
      "for (const [g, { events }] of present.entries()) excess[g]! += events[k]! - d * shares[g]!;",
      "excess[g]! += events[k]! - d * shares[g]!",
      "excess[g]! -= events[k]! - d * shares[g]!",
      "the statistic is a square of the excess",
    ],
    [
      "for (let h = 0; h < degreesOfFreedom; h++) {",
      "h < degreesOfFreedom",
      "h <= degreesOfFreedom",
      "what is written past a row's end is never read",
    ],
  ]),
  ...of("sdk/protocol/src/wire/frame.ts", [
    ["if (filled + bytes.length > buffer.length) {", "filled + bytes.length > buffer.length", "true", FRAME],
    [
      "if (filled + bytes.length > buffer.length) {",
      "filled + bytes.length > buffer.length",
      "filled + bytes.length >= buffer.length",
      FRAME,
    ],
  ]),
  ...of("sdk/protocol/src/workloads/summary/spec.ts", [
    [
      "if (total < 2n ** 63n) return;",
      "total < 2n ** 63n",
      "total <= 2n ** 63n",
      "the bound of one site is odd, so only 2^63 sites would make 2^63",
    ],
  ]),
  ...of("sdk/protocol/src/workloads/summary/moments.ts", [
    [
      "return Math.min(count, Math.max(0, Math.round((count + sum) / 2)));",
      "count + sum",
      "count - sum",
      "ones and zeros change places, and are withheld alike",
    ],
  ]),
];
