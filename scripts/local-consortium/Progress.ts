import { MultiBar, Presets, type SingleBar } from "cli-progress";

/** One step under way. */
export interface StepProgress {
  /** `done` of `total`; a word or two on what is being done. */
  update(done: number, total: number, note?: string): void;
}

/**
 * What the user sees while it works, on the standard error so that the standard output holds the result alone:
 * bars on a terminal, plain lines elsewhere.
 */
export class Progress {
  readonly #out: NodeJS.WriteStream;
  readonly #bars: MultiBar | undefined;
  readonly #startedMs = Date.now();

  constructor(out: NodeJS.WriteStream = process.stderr) {
    this.#out = out;
    this.#bars = out.isTTY
      ? new MultiBar(
          { stream: out, format: "{step} {bar} {percentage}% {note}", hideCursor: true, autopadding: true, fps: 5 },
          Presets.shades_grey,
        )
      : undefined;
  }

  /** Runs one step and shows how far it is. */
  async step<T>(title: string, work: (progress: StepProgress) => Promise<T>): Promise<T> {
    const bar = this.#bars?.create(1, 0, { step: title.padEnd(34), note: "" });
    const lines = new PlainLines(title, (line) => this.line(line));
    const result = await work({
      update: (done, total, note = "") => {
        if (bar === undefined) lines.update(done, total, note);
        else show(bar, done, total, note);
      },
    });
    if (bar === undefined) this.line(`${title}: done`);
    else show(bar, bar.getTotal(), bar.getTotal(), "done");
    return result;
  }

  /** A line of its own, above the bars. */
  line(text: string): void {
    const seconds = ((Date.now() - this.#startedMs) / 1_000).toFixed(1).padStart(6);
    if (this.#bars === undefined) this.#out.write(`${seconds} s  ${text}\n`);
    else this.#bars.log(`${text}\n`);
  }

  /** Leaves the bars where they are and gives the cursor back. Safe to call again. */
  stop(): void {
    this.#bars?.stop();
  }
}

function show(bar: SingleBar, done: number, total: number, note: string): void {
  bar.setTotal(Math.max(1, total));
  bar.update(done, { note });
}

/** At most one line for every tenth of the way, so that a log stays readable. */
class PlainLines {
  readonly #title: string;
  readonly #print: (line: string) => void;
  #lastTenth = 0;

  constructor(title: string, print: (line: string) => void) {
    this.#title = title;
    this.#print = print;
  }

  update(done: number, total: number, note: string): void {
    const tenth = Math.floor((10 * done) / Math.max(1, total));
    if (tenth === this.#lastTenth || done >= total) return;
    this.#lastTenth = tenth;
    this.#print(`${this.#title}: ${done} of ${total}${note === "" ? "" : `, ${note}`}`);
  }
}
