import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Command } from "commander";
import type { Terminal } from "../Terminal.ts";
import type { CliContext } from "./shared.ts";

export interface YesFlag {
  yes?: true;
}

/** `--yes`, for commands that sign. */
export function yesOption(command: Command): Command {
  return command.option("--yes", "sign without asking");
}

/** Shows exactly what is signed, and signs nothing that nobody said yes to. @throws CONFIG_INVALID, FORBIDDEN */
export async function askToSign(
  text: string,
  { yes }: YesFlag,
  { confirm }: CliContext,
  terminal: Terminal,
): Promise<void> {
  terminal.line(text);
  if (yes) return;
  if (confirm === undefined) {
    throw new FederationError("CONFIG_INVALID", "Nobody can answer the question here.", {
      field: "--yes",
      hint: "Run it on a terminal, or add --yes.",
    });
  }
  if (!(await confirm("Sign this?"))) {
    throw new FederationError("FORBIDDEN", "Not signed.", { hint: "Nothing was sent." });
  }
}
