import { ERROR_CODES, type ErrorCode } from "./codes.ts";

/** Where the fault lies and how to correct it; all of it is safe to print on the operator's own terminal. */
export interface FederationErrorDetails {
  /** The field, file or message at fault, for example `study.yaml: privacy.threshold`. */
  field?: string;
  /** What the person should do next. */
  hint?: string | undefined;
  /** The member (chain account index) to blame, where one is. */
  memberIndex?: number;
  cause?: unknown;
}

/**
 * The one error family. `code` is stable; `message` is for the operator who runs this process;
 * `publicMessage` is all that a peer or an HTTP caller may see.
 */
export class FederationError<C extends ErrorCode = ErrorCode> extends Error {
  readonly code: C;
  readonly field: string | undefined;
  readonly hint: string | undefined;
  readonly memberIndex: number | undefined;

  constructor(code: C, message: string, details: FederationErrorDetails = {}) {
    const where = details.field === undefined ? "" : `${details.field}: `;
    const hint = details.hint === undefined ? "" : ` ${details.hint}`;
    super(`${where}${message}${hint}`, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "FederationError";
    this.code = code;
    this.field = details.field;
    this.hint = details.hint;
    this.memberIndex = details.memberIndex;
  }

  get publicMessage(): string {
    return ERROR_CODES[this.code].publicMessage;
  }

  get httpStatus(): number {
    return ERROR_CODES[this.code].httpStatus;
  }

  /** What may be sent to a peer: the code, the public message and the field's name, never a value. */
  toPublic(): { code: ErrorCode; message: string } {
    return { code: this.code, message: this.publicMessage };
  }
}

export function isFederationError<C extends ErrorCode>(error: unknown, code?: C): error is FederationError<C> {
  return error instanceof FederationError && (code === undefined || error.code === code);
}

/** Wraps anything thrown into the family, keeping a FederationError as it is. */
export function toFederationError(error: unknown, code: ErrorCode = "INTERNAL"): FederationError {
  if (error instanceof FederationError) return error;
  return new FederationError(code, error instanceof Error ? error.message : String(error), { cause: error });
}
