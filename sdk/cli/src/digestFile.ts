import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

/** SHA-256 of a file of any size, read in pieces. @throws CONFIG_INVALID naming the file */
export async function digestFile(path: string, hint: string): Promise<Hex> {
  const hash = createHash("sha256");
  try {
    await pipeline(createReadStream(path), hash);
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "The file cannot be read.", { field: path, hint, cause });
  }
  return `0x${hash.digest("hex")}`;
}
