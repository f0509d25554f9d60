import type { ErrorCode } from "../errors/codes.ts";
import { FederationError, isFederationError } from "../errors/FederationError.ts";
import type { CheckResult, Culprit } from "./AuditReport.ts";

/** What a check is about, and who answers for it if it fails. */
export interface CheckScope {
  subject: string;
  culprit?: Culprit;
  /** Why the check cannot be made, where an earlier one failed that it rests on. */
  blockedBy?: string | undefined;
}

/** Ends a check with this verdict. */
export function refute(verdict: string): never {
  throw new FederationError("AUDIT_FAILED", verdict);
}

/** Faults of the auditor's own set-up, which accuse nobody: no chain, or no right to read the transcripts. */
const AUDITORS_OWN: ReadonlySet<ErrorCode> = new Set([
  "CHAIN_UNREACHABLE",
  "CHAIN_ID_MISMATCH",
  "UNAUTHORISED",
  "FORBIDDEN",
  "CONFIG_INVALID",
]);

/** Collects verdicts. A check that throws has failed and the next one runs; only the auditor's own faults stop it. */
export class CheckLog {
  readonly results: CheckResult[];
  readonly #round: number | undefined;
  readonly #onCheck: ((result: CheckResult) => void) | undefined;

  constructor(results: CheckResult[], round?: number, onCheck?: (result: CheckResult) => void) {
    this.results = results;
    this.#round = round;
    this.#onCheck = onCheck;
  }

  /** The same log for the checks of one round. */
  ofRound(round: number): CheckLog {
    return new CheckLog(this.results, round, this.#onCheck);
  }

  /**
   * Runs one check; `judge` returns the sentence of a pass and throws the sentence of a failure.
   * Whether it passed is returned, for the checks that rest on it.
   */
  async check(id: string, scope: CheckScope, judge: () => string | Promise<string>): Promise<boolean> {
    if (scope.blockedBy !== undefined) {
      this.#add({ id, subject: scope.subject, ok: false, verdict: `could not be checked: ${scope.blockedBy}` });
      return false;
    }
    try {
      this.#add({ id, subject: scope.subject, ok: true, verdict: await judge() });
      return true;
    } catch (error) {
      if (isFederationError(error) && AUDITORS_OWN.has(error.code)) throw error;
      const failed: CheckResult = { id, subject: scope.subject, ok: false, verdict: sentence(error) };
      if (scope.culprit !== undefined) failed.culprit = scope.culprit;
      this.#add(failed);
      return false;
    }
  }

  #add(result: CheckResult): void {
    const placed: CheckResult = this.#round === undefined ? result : { ...result, round: this.#round };
    this.results.push(placed);
    this.#onCheck?.(placed);
  }
}

function sentence(error: unknown): string {
  if (!(error instanceof FederationError)) {
    return `could not be judged: ${error instanceof Error ? error.message : "an unknown fault"}`;
  }
  if (error.code === "AUDIT_FAILED") return error.message;
  const who = error.memberIndex === undefined ? "" : ` (member ${error.memberIndex})`;
  return `${error.code}: ${error.message}${who}`;
}
