import { toFederationError } from "@consilium/sdk/errors/FederationError.ts";

/** What ended a benchmark, for people; the process ends with 1. */
export function printFailure(thrown: unknown): void {
  const { code, message, hint } = toFederationError(thrown);
  process.stderr.write(`${code}: ${message}${hint === undefined ? "" : ` ${hint}`}\n`);
  process.exitCode = 1;
}
