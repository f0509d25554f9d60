import { createHash } from "node:crypto";
import { equalBytes } from "@consilium/sdk/canonical/bytes.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { FastifyRequest } from "fastify";

const MINIMUM_TOKEN_CHARACTERS = 24;

/**
 * A check of `authorization: Bearer <token>` against the operator's token. Throws UNAUTHORISED.
 * Digests are compared, in constant time, so that neither content nor length of the token shows.
 * @throws CONFIG_INVALID when the configured token is too short to be secret
 */
export function operatorCheck(operatorToken: string): (request: FastifyRequest) => Promise<void> {
  if (operatorToken.length < MINIMUM_TOKEN_CHARACTERS) {
    throw new FederationError("CONFIG_INVALID", "The operator token is too short.", {
      field: "operatorTokenFile",
      hint: `Use at least ${MINIMUM_TOKEN_CHARACTERS} random characters.`,
    });
  }
  const expected = sha256(operatorToken);
  return async (request) => {
    const header = request.headers.authorization ?? "";
    const offered = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(header)?.[1];
    if (offered === undefined || !equalBytes(sha256(offered), expected)) {
      throw new FederationError("UNAUTHORISED", "The operator token is missing or wrong.");
    }
  };
}

function sha256(text: string): Uint8Array {
  return createHash("sha256").update(text).digest();
}
