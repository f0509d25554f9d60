import { type Static, Type } from "typebox";
import { FederationError } from "../errors/FederationError.ts";
import { checkDocument } from "../schemas/check.ts";
import type { Address } from "./typedAbi.ts";

const AddressSchema = Type.Unsafe<Address>(Type.String({ pattern: "^0x[0-9a-fA-F]{40}$" }));

/** Where a consortium's contracts are. `deployBlock` is the first block that can hold an event of theirs. */
export const Deployment = Type.Object(
  {
    chainId: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    deployBlock: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    consortium: AddressSchema,
    consentRegistry: AddressSchema,
    studyRegistry: AddressSchema,
    roundLedger: AddressSchema,
    modelRegistry: AddressSchema,
    /** Whose signers are passkeys; absent in deployments before it. */
    passkeyVerifier: Type.Optional(AddressSchema),
    /** Sealed consents; absent in deployments before it. */
    consentSeals: Type.Optional(AddressSchema),
  },
  { additionalProperties: false },
);
export type Deployment = Static<typeof Deployment>;

/**
 * A deployment out of untrusted JSON text or an already parsed document.
 * Throws CONFIG_INVALID naming `source` (the file, say) and the field.
 *
 * @example parseDeployment(await readFile(path, "utf8"), path).chainId
 */
export function parseDeployment(document: unknown, source = "deployment.json"): Deployment {
  let parsed = document;
  if (typeof document === "string") {
    try {
      parsed = JSON.parse(document);
    } catch (cause) {
      throw new FederationError("CONFIG_INVALID", "is not JSON.", {
        field: source,
        hint: "Copy the deployment.json that the deploy script wrote.",
        cause,
      });
    }
  }
  return checkDocument(
    Deployment,
    parsed,
    source,
    "CONFIG_INVALID",
    "Copy the deployment.json that the deploy script wrote.",
  );
}
