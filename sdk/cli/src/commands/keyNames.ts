import { keyHashOf } from "@consilium/sdk/chain/consentRequests.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { InvalidArgumentError } from "commander";

const ACCOUNT = /^0x[0-9a-f]{40}$/;
const KEY_HASH = /^0x[0-9a-f]{64}$/;
/** Verifier ‖ x ‖ y, as `passkeySigner` gives it. */
const PASSKEY = /^0x[0-9a-f]{168}$/;

/** The key hash that a text names: one itself, or that of an account or passkey; undefined where it is none of them. */
export function keyHashNamed(text: string): Hex | undefined {
  const hex = text.toLowerCase();
  if (KEY_HASH.test(hex)) return hex as Hex;
  return ACCOUNT.test(hex) || PASSKEY.test(hex) ? keyHashOf(hex as Hex) : undefined;
}

/** For a command's argument. */
export function keyHash(text: string): Hex {
  const named = keyHashNamed(text);
  if (named !== undefined) return named;
  throw new InvalidArgumentError(
    "Give a key hash (0x and 64 hex digits), an account (40) or a passkey's signer (168).",
  );
}

/** A SHA-256 with or without `0x`, as `sha256sum` prints it; undefined where it is none. */
export function digestNamed(text: string): Hex | undefined {
  const hex = text.toLowerCase().replace(/^0x/, "");
  return /^[0-9a-f]{64}$/.test(hex) && !/^0+$/.test(hex) ? `0x${hex}` : undefined;
}
