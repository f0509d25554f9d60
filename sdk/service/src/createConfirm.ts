import { createInterface } from "node:readline/promises";

/** Asks a person a yes-or-no question; true for yes. */
export type Confirm = (question: string) => Promise<boolean>;

/** Where the answer comes from and the question goes. */
export interface ConfirmStreams {
  input?: NodeJS.ReadableStream & { isTTY?: boolean };
  output?: NodeJS.WritableStream & { isTTY?: boolean };
}

const YES = /^\s*y(es)?\s*$/i;

/**
 * How every command asks before it signs or sends: `y` and `yes`, in any case, mean yes. Any other answer, an empty one, Ctrl-C
 * and the end of input mean no. Undefined where nobody can answer: both streams must be terminals.
 *
 * @example
 * const confirm = createConfirm();
 * if (confirm === undefined || !(await confirm("Grant access?"))) return;
 */
export function createConfirm({
  input = process.stdin,
  output = process.stderr,
}: ConfirmStreams = {}): Confirm | undefined {
  if (input.isTTY !== true || output.isTTY !== true) return undefined;
  return async (question) => {
    const reader = createInterface({ input, output });
    try {
      const closed = new Promise<string>((resolve) => reader.once("close", () => resolve("")));
      return YES.test(await Promise.race([reader.question(`${question} [y/N] `), closed]));
    } finally {
      reader.close();
    }
  };
}
