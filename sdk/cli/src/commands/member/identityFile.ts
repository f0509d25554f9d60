import { readFile } from "node:fs/promises";
import { parseJson } from "@consilium/sdk/canonical/json.ts";
import { memberName } from "@consilium/sdk/chain/memberNames.ts";
import type { Address } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { Bytes32 } from "@consilium/sdk/schemas/scalars.ts";
import { type Static, Type } from "typebox";

/** What `init` of a service prints: its public identity. */
const Identity = Type.Object(
  {
    /** What the members and patients are shown. */
    name: Type.String(),
    account: Type.Unsafe<Address>(Type.String({ pattern: "^0x[0-9a-fA-F]{40}$" })),
    /** Empty for a member that runs no service. */
    peerId: Type.String({ maxLength: 64, pattern: "^[A-Za-z0-9]*$" }),
    boxKey: Bytes32,
  },
  { additionalProperties: false },
);
export type Identity = Static<typeof Identity>;

/** @throws CONFIG_INVALID naming file and field */
export async function readIdentityFile(path: string): Promise<Identity> {
  const hint = "Give the line that the new member's `init` printed.";
  let document: unknown;
  try {
    document = parseJson(await readFile(path), path);
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "It is not a readable JSON document.", { field: path, hint, cause });
  }
  const identity = checkDocument(Identity, document, path, "CONFIG_INVALID", hint);
  return { ...identity, name: memberName(identity.name, `${path}: name`) };
}
