import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Command } from "commander";
import { digestNamed } from "../keyNames.ts";

/** Far above a scanned form or a recorded call. */
const EVIDENCE_MAX_BYTES = 1024 * 1024 * 1024;

export function evidenceOption(command: Command, what: string): Command {
  return command.requiredOption("--evidence <digest or file>", `SHA-256 of ${what}, or the file itself; it stays here`);
}

/** The digest that stands for the evidence on chain. @throws CONFIG_INVALID */
export async function evidenceDigest(text: string): Promise<Hex> {
  const digest = digestNamed(text);
  if (digest !== undefined) return digest;
  const hash = createHash("sha256");
  let sizeBytes = 0;
  try {
    for await (const chunk of createReadStream(text)) {
      sizeBytes += chunk.length;
      if (sizeBytes > EVIDENCE_MAX_BYTES) throw new RangeError("too large");
      hash.update(chunk);
    }
    if (sizeBytes === 0) throw new RangeError("empty");
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "It is neither a SHA-256 nor a readable file of 1 byte to 1 GiB.", {
      field: "--evidence",
      hint: "Give the file, or what `sha256sum` prints of it.",
      cause,
    });
  }
  return `0x${hash.digest("hex")}`;
}
