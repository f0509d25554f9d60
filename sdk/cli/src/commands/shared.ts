import { readFile } from "node:fs/promises";
import { readTime, TIME_FORM } from "@consilium/sdk/canonical/time.ts";
import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { type Deployment, parseDeployment } from "@consilium/sdk/chain/Deployment.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Confirm } from "@consilium/service/createConfirm.ts";
import { type Command, InvalidArgumentError } from "commander";
import type { Terminal } from "../Terminal.ts";

/** What every command is given: where to show, and whether a person can be asked. */
export interface CliContext {
  terminal(json: boolean): Terminal;
  /** Asks a yes-or-no question; undefined where nobody is there to answer. */
  confirm: Confirm | undefined;
  /** Has Ctrl-C do this instead of ending the program, until the returned function is called. */
  onInterrupt: (act: () => void) => () => void;
}

export interface ChainFlags {
  rpc: string;
  deployment: string;
}

/** Carries a command's exit code out of commander. */
export interface Outcome {
  exitCode: number;
}

/** A round, study or proposal number, from 1. */
export function chainNumber(text: string): number {
  const number = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number >= 2 ** 32) throw new InvalidArgumentError("Give a number from 1 to 4294967295.");
  return number;
}

export function memberIndex(text: string): number {
  const index = /^\d{1,3}$/.test(text) ? Number(text) : 256;
  if (index > 255) throw new InvalidArgumentError("A member index runs from 0 to 255.");
  return index;
}

/** Unix seconds of what `readTime` takes: a day, or a time as RFC 3339 has it. */
export function unixTime(text: string): number {
  const { seconds, fault } = readTime(text);
  if (fault !== undefined)
    throw new InvalidArgumentError(`${fault[0]!.toUpperCase()}${fault.slice(1)}: write ${TIME_FORM}.`);
  return seconds;
}

export function commaList(text: string): string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

export async function readDeploymentFile(path: string): Promise<Deployment> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "The file cannot be read.", {
      field: path,
      hint: "Give the deployment.json that the consortium's deployment wrote.",
      cause,
    });
  }
  return parseDeployment(text, path);
}

/** Connects for as long as `work` takes. */
export async function withChain<T>({ rpc, deployment }: ChainFlags, work: (chain: Chain) => Promise<T>): Promise<T> {
  const chain = await connectChain({ rpcUrl: rpc, deployment: await readDeploymentFile(deployment) });
  try {
    return await work(chain);
  } finally {
    chain.close();
  }
}

/** `--rpc` and `--deployment`, which every command that reads the chain needs. */
export function chainOptions(command: Command): Command {
  return command
    .requiredOption("--rpc <url>", "JSON-RPC address of any node of the consortium's chain")
    .requiredOption("--deployment <file>", "the consortium's deployment.json");
}

export function example(command: Command, text: string): Command {
  return command.addHelpText("after", `\nExample:\n  ${text}`);
}

/** Whether `--json` was given anywhere on the line. */
export function wantsJson(command: Command): boolean {
  return command.optsWithGlobals<{ json?: true }>().json === true;
}
