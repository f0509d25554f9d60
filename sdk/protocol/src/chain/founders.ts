import { Type } from "typebox";
import { FederationError } from "../errors/FederationError.ts";
import { checkDocument } from "../schemas/check.ts";
import { CustodiansSchema } from "./custodians.ts";
import { memberName } from "./memberNames.ts";
import { type Candidate, ROLES } from "./members.ts";
import type { Address, Hex } from "./typedAbi.ts";

const ROLE_NAMES = Object.keys(ROLES).map((name) => name.toLowerCase());

const Founders = Type.Array(
  Type.Object(
    {
      name: Type.String(),
      account: Type.Unsafe<Address>(Type.String({ pattern: "^0x[0-9a-fA-F]{40}$" })),
      roles: Type.Array(Type.String({ pattern: `^(${ROLE_NAMES.join("|")})$` }), { minItems: 1, uniqueItems: true }),
      peerId: Type.String({ maxLength: 64 }),
      boxKey: Type.Unsafe<Hex>(Type.String({ pattern: "^0x[0-9a-fA-F]{64}$" })),
      /** keccak256 of each custodian's signer (an account, or verifier ‖ key). */
      custodians: Type.Optional(CustodiansSchema),
    },
    { additionalProperties: false },
  ),
  { minItems: 2, maxItems: 256 },
);

const HINT = `A founders file is a list of {name, account, roles, peerId, boxKey}; the roles are ${ROLE_NAMES.join(", ")}.`;

/** The founding members out of a JSON file's text, roles by name. Throws CONFIG_INVALID naming `source` and the field. */
export function parseFounders(text: string, source = "founders.json"): Candidate[] {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "is not JSON.", { field: source, hint: HINT, cause });
  }
  return checkDocument(Founders, document, source, "CONFIG_INVALID", HINT).map(({ roles, name, ...founder }, i) => ({
    ...founder,
    name: memberName(name, `${source}: ${i}.name`),
    roles: roles.reduce((bits, name) => bits | ROLES[name.toUpperCase() as keyof typeof ROLES], 0),
  }));
}
