import type { Writable } from "node:stream";

export interface TerminalOptions {
  /** Exactly one JSON document on stdout, everything else on stderr. */
  json: boolean;
  stdout?: Writable & { isTTY?: boolean };
  stderr?: Writable & { isTTY?: boolean };
  environment?: NodeJS.ProcessEnv;
}

type Colour = "green" | "red" | "dim" | "bold";
const SGR: Record<Colour, [number, number]> = { green: [32, 39], red: [31, 39], dim: [2, 22], bold: [1, 22] };

/** What the command shows: lines for people on stdout, or one JSON document there; progress goes to stderr in both. */
export class Terminal {
  readonly json: boolean;
  readonly #stdout: Writable & { isTTY?: boolean };
  readonly #stderr: Writable & { isTTY?: boolean };
  readonly #environment: NodeJS.ProcessEnv;
  #progressShown = false;

  constructor(options: TerminalOptions) {
    this.json = options.json;
    this.#stdout = options.stdout ?? process.stdout;
    this.#stderr = options.stderr ?? process.stderr;
    this.#environment = options.environment ?? process.env;
  }

  /** A line for people; nothing under `--json`. */
  line(text = ""): void {
    this.#endProgress();
    if (!this.json) this.#stdout.write(`${text}\n`);
  }

  /** The command's one JSON document; nothing without `--json`. */
  document(value: unknown): void {
    this.#endProgress();
    if (this.json) this.#stdout.write(`${JSON.stringify(value, undefined, 2)}\n`);
  }

  error(text: string): void {
    this.#endProgress();
    this.#stderr.write(`${text}\n`);
  }

  /** Says what is being done: one line rewritten in place on a terminal, silent in a log file unless `--json`. */
  progress(text: string): void {
    if (this.#stderr.isTTY === true) {
      this.#stderr.write(`\r\u001b[2K${text}`);
      this.#progressShown = true;
    } else if (this.json) {
      this.#stderr.write(`${text}\n`);
    }
  }

  colour(name: Colour, text: string): string {
    const plain = this.#stdout.isTTY !== true || (this.#environment.NO_COLOR ?? "") !== "" || this.json;
    const [on, off] = SGR[name];
    return plain ? text : `\u001b[${on}m${text}\u001b[${off}m`;
  }

  #endProgress(): void {
    if (this.#progressShown) this.#stderr.write("\r\u001b[2K");
    this.#progressShown = false;
  }
}
