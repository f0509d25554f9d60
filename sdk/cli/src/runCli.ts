import { isFederationError, toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Confirm } from "@consilium/service/createConfirm.ts";
import { Command, CommanderError } from "commander";
import { addAudit } from "./commands/audit.ts";
import { addConsent } from "./commands/consent/consent.ts";
import { addIdentity } from "./commands/identity.ts";
import { addMember } from "./commands/member/member.ts";
import { addModel } from "./commands/model/model.ts";
import { addPatient } from "./commands/patient.ts";
import { addRound } from "./commands/round.ts";
import type { CliContext, Outcome } from "./commands/shared.ts";
import { addSite } from "./commands/site/site.ts";
import { addStudy } from "./commands/study/study.ts";
import { EXIT_FAILED, EXIT_USAGE } from "./exitCodes.ts";
import { shown } from "./hints.ts";
import { Terminal, type TerminalOptions } from "./Terminal.ts";

export interface CliOptions extends Omit<TerminalOptions, "json"> {
  confirm?: Confirm | undefined;
  /** Has Ctrl-C do this until the returned function is called; without it, Ctrl-C ends the program as ever. */
  onInterrupt?: (act: () => void) => () => void;
}

/**
 * Runs one `consilium` command line (the words after the program's name) and returns its exit code: 0, 1 where it or a
 * check failed, 2 where the line or a file it names is wrong, 130 where Ctrl-C ended it. Under `--json`, stdout has exactly one document, an
 * `{error}` where it failed.
 */
export async function runCli(words: readonly string[], options: CliOptions = {}): Promise<number> {
  const outcome: Outcome = { exitCode: 0 };
  const { confirm, onInterrupt = () => () => {}, ...streams } = options;
  const context: CliContext = { terminal: (json) => new Terminal({ ...streams, json }), confirm, onInterrupt };
  const terminal = context.terminal(words.includes("--json"));
  const program = buildProgram(context, outcome);
  program.exitOverride().configureOutput({
    writeOut: (text) => (streams.stdout ?? process.stdout).write(text),
    writeErr: (text) => (streams.stderr ?? process.stderr).write(text),
  });
  inheritSettings(program);
  try {
    await program.parseAsync([...words], { from: "user" });
    return outcome.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      terminal.document({ error: { code: "CONFIG_INVALID", message: error.message } });
      return EXIT_USAGE;
    }
    const { code, message } = shown(toFederationError(error));
    terminal.error(`${code}: ${message}`);
    terminal.document({ error: { code, message } });
    return isFederationError(error, "CONFIG_INVALID") ? EXIT_USAGE : EXIT_FAILED;
  }
}

function buildProgram(context: CliContext, outcome: Outcome): Command {
  const program = new Command("consilium")
    .description("Consilium: hospitals learn together, patients consent, anyone can check.")
    .option("--json", "print one JSON document on stdout; progress goes to stderr")
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError("(add --help to see what the command takes)");
  addConsent(program, context, outcome);
  addAudit(program, context, outcome);
  addStudy(program, context, outcome);
  addRound(program, context);
  addModel(program, context);
  addMember(program, context);
  addIdentity(program, context);
  addPatient(program, context);
  addSite(program, context);
  return program;
}

/** Commander copies settings to a subcommand when it is made, which was before ours were set. */
function inheritSettings(command: Command): void {
  for (const child of command.commands) inheritSettings(child.copyInheritedSettings(command));
}
