import { Writable } from "node:stream";
import { type CliOptions, runCli } from "@consilium/cli/runCli.ts";

export interface CommandEnd {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs one `consilium` command line in this process, as on no terminal. */
export async function runCommand(
  words: readonly string[],
  options: Pick<CliOptions, "confirm" | "onInterrupt"> & { onOutput?: (text: string) => void } = {},
): Promise<CommandEnd> {
  const { onOutput, ...rest } = options;
  const end: CommandEnd = { code: 0, stdout: "", stderr: "" };
  const sink = (name: "stdout" | "stderr") =>
    new Writable({
      write(chunk, _, done) {
        end[name] += String(chunk);
        onOutput?.(String(chunk));
        done();
      },
    });
  end.code = await runCli(words, { stdout: sink("stdout"), stderr: sink("stderr"), environment: {}, ...rest });
  return end;
}
