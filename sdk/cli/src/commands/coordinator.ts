import { stat } from "node:fs/promises";
import type { Digest } from "@consilium/sdk/canonical/digest.ts";
import { ControlPlaneClient } from "@consilium/sdk/coordinator/ControlPlaneClient.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { readSecretFile } from "@consilium/service/keystore/secretFile.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import { type Command, InvalidArgumentError } from "commander";

export interface CoordinatorFlags {
  coordinator: string;
}
export interface OperatorFlags extends CoordinatorFlags {
  tokenFile: string;
}

export function coordinatorOption(command: Command): Command {
  return command.requiredOption("--coordinator <url>", "the coordinator's HTTP address");
}

export function operatorOptions(command: Command): Command {
  return coordinatorOption(command).requiredOption(
    "--token-file <file>",
    "the operator's token, in a file that only you can read",
  );
}

/** A client that may publish, run and stop. @throws CONFIG_INVALID */
export async function operatorClient({ coordinator, tokenFile }: OperatorFlags): Promise<ControlPlaneClient> {
  const hint = "Give the file that the coordinator's operatorTokenFile names (chmod 600).";
  const operatorToken = await readSecretFile(tokenFile, "operator token", hint);
  // A header takes no other characters, and an error about it could show the token.
  if (!/^[\x21-\x7e]{24,512}$/.test(operatorToken)) {
    throw new FederationError("CONFIG_INVALID", "It is not an operator token.", { field: tokenFile, hint });
  }
  return new ControlPlaneClient({ url: coordinator, operatorToken });
}

/** What a study is named by: its number on chain, its digest, or its folder. @throws CONFIG_INVALID, STUDY_INVALID */
export async function studyNamed(text: string): Promise<number | Digest> {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  if (/^0x[0-9a-fA-F]{64}$/.test(text)) return text.toLowerCase() as Digest;
  if ((await stat(text).catch(() => undefined))?.isDirectory()) return (await readStudyFolder(text)).digest;
  throw new FederationError("CONFIG_INVALID", "It is not a study.", {
    field: "<study>",
    hint: "Give its number on chain, its 0x digest, or its folder.",
  });
}

/** The number of a study at a coordinator. @throws STUDY_UNKNOWN where it did not publish it */
export async function studyIdAt(control: ControlPlaneClient, study: string): Promise<number> {
  const named = await studyNamed(study);
  if (typeof named === "number") return named;
  const found = (await control.studies()).find(({ digest }) => digest === named);
  if (found === undefined) {
    throw new FederationError("STUDY_UNKNOWN", "The coordinator did not publish this study.", {
      field: named,
      hint: "See what it did with `consilium study list`; an edited folder is another study.",
    });
  }
  return found.studyId;
}

export function roundCount(text: string): number {
  const rounds = /^\d{1,7}$/.test(text) ? Number(text) : 0;
  if (rounds < 1 || rounds > 1_000_000) throw new InvalidArgumentError("Give 1 to 1000000 rounds.");
  return rounds;
}
