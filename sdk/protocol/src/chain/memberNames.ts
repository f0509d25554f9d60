import { FederationError } from "../errors/FederationError.ts";
import type { Hex } from "./typedAbi.ts";

/** Longest name of a member, bytes of UTF-8, as in the contract. */
export const MEMBER_NAME_MAX_BYTES = 100;

/**
 * What a name must not hold: control characters and line ends, marks that turn the direction of writing or take no room
 * (Unicode TR 36, bidirectional spoofing), and code points that mean nothing.
 */
const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]/gu;

/** Whether a text shows as what it is, on one line, with no space around it. */
export function isPlainName(text: string): boolean {
  return text !== "" && text.trim() === text && text.search(UNPRINTABLE) < 0;
}

/**
 * A name that someone typed, as it goes on chain: composed (NFC), so that equal names are equal bytes.
 *
 * @param field Where it stands, for the error
 * @throws CONFIG_INVALID for an empty or long name, or one that would not show as what it is
 */
export function memberName(text: string, field: string): string {
  const name = text.normalize("NFC");
  const sizeBytes = new TextEncoder().encode(name).length;
  if (isPlainName(name) && sizeBytes <= MEMBER_NAME_MAX_BYTES) return name;
  const fault =
    sizeBytes > MEMBER_NAME_MAX_BYTES ? `has ${sizeBytes} bytes of UTF-8` : "is empty or has invisible characters";
  throw new FederationError("CONFIG_INVALID", `The name ${fault}.`, {
    field,
    hint: `Give the name that people know, on one line, of 1 to ${MEMBER_NAME_MAX_BYTES} bytes, without spaces around it.`,
  });
}

/** A name as the contract takes it. @throws CONFIG_INVALID as memberName does */
export function nameBytes(name: string, field = "name"): Hex {
  const bytes = new TextEncoder().encode(memberName(name, field));
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * A name as the chain has it, fit to be shown. The contract takes any bytes, so what would not show as what it is shows as U+FFFD:
 * the text has one line and at most as many characters as the name has bytes.
 */
export function nameText(hex: Hex): string {
  const bytes = Uint8Array.from(hex.slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes).replace(UNPRINTABLE, "\u{fffd}").trim();
  return text === "" ? "\u{fffd}" : text;
}

/** How people are shown a member: the name, and the index, since names can look alike. @example "Charité (member 3)" */
export function memberLabel({ name, index }: { name: string; index: number }): string {
  return `${name} (member ${index})`;
}
