import type { ErrorCode } from "@consilium/sdk/errors/codes.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";

/** Every refusal that a test of this process has asserted, as it was named: `RoundUnknown(roundId: 7)`. */
export const assertedRefusals = new Set<string>();

/** Expects a call to be refused with this contract error, arguments and all: `RoundUnknown(roundId: 7)`. */
export async function refused(
  call: Promise<unknown>,
  contractError: string,
  code: ErrorCode = "CHAIN_REVERTED",
): Promise<FederationError> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (outcome === undefined) expect.fail(`went through, expected ${contractError}`);
  expect(outcome).to.be.instanceOf(FederationError);
  const error = outcome as FederationError;
  expect(error.message).to.include(contractError);
  expect(error.code).to.equal(code);
  assertedRefusals.add(contractError);
  return error;
}
