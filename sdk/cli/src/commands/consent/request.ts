import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Disease } from "@consilium/sdk/patient/consentText.ts";
import { type PatientKey, patientKeyOf } from "@consilium/sdk/patient/patientKey.ts";
import { type ConsentStatus, readConsentStatus } from "@consilium/sdk/patient/readConsentStatus.ts";
import { submitToRelay } from "@consilium/sdk/patient/submitToRelay.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import type { Command } from "commander";
import { EXIT_FAILED } from "../../exitCodes.ts";
import { readKeyFile } from "../../keyFile.ts";
import type { Terminal } from "../../Terminal.ts";
import { type YesFlag, yesOption } from "../asking.ts";
import { keyHash } from "../keyNames.ts";
import { type ChainFlags, chainOptions, memberIndex, type Outcome } from "../shared.ts";

/** What `consent grant` and `consent revoke` have in common. */
export interface RequestFlags extends ChainFlags, YesFlag {
  keyFile: string;
  site: number;
  /** Key hash of the patient whose guardian signs. */
  for?: Hex;
  relay?: string;
}

export const PASSKEY_NOTE =
  "\nA passkey signs in a browser, not here: a page asks it with the functions of sdk/protocol/src/patient/passkey.ts. This command\n" +
  "signs with a key file; `consent status --for <signer>` reads what was signed with a passkey too.";

export function requestOptions(command: Command): Command {
  return yesOption(
    chainOptions(command)
      .requiredOption("--key-file <file>", "the key for this hospital that signs (`consilium patient new-key`)")
      .requiredOption("--site <index>", "the hospital's member index", memberIndex)
      .option("--for <key>", "sign as the guardian of the patient with this key hash or account", keyHash)
      .option("--relay <url>", "hand the signed request to this relay; without it, it is only printed"),
  ).addHelpText("after", PASSKEY_NOTE);
}

export interface DiseaseFlags {
  disease?: string;
  diseaseLabel?: string;
}

/** The disease as a consent's text takes it, which also judges it. */
export function diseaseNamed({ disease, diseaseLabel }: DiseaseFlags): { disease: Disease | undefined } {
  const isNamed = disease !== undefined || diseaseLabel !== undefined;
  return { disease: isNamed ? { code: disease ?? "", label: diseaseLabel ?? "" } : undefined };
}

export function purposeOption(command: Command): Command {
  return command.requiredOption("--purpose <code>", "GA4GH DUO code, for example DUO:0000006");
}

export async function readPatientKey({ keyFile }: { keyFile: string }): Promise<PatientKey> {
  return patientKeyOf(await readKeyFile(keyFile));
}

/**
 * The state of the consent that is about to change: the patient's own, or that of the patient whom the key is guardian of.
 * @throws FORBIDDEN where the hospital enrolled another guardian or none, or retired the key
 */
export async function readBeforeSigning(
  chain: Chain,
  key: PatientKey,
  { site, for: patient }: Pick<RequestFlags, "site" | "for">,
  purpose: string,
): Promise<ConsentStatus> {
  const status = await readConsentStatus(chain, { keyHash: patient ?? key.keyHash }, site, purpose);
  if (patient !== undefined && status.key.guardianKeyHash !== key.keyHash) {
    throw new FederationError("FORBIDDEN", "The hospital has not enrolled this key as the patient's guardian.", {
      field: "--key-file, --for",
      hint: "Ask the hospital, which does it with `consilium site enrol-guardian`.",
    });
  }
  return status;
}

/** To the relay, or to the screen for another way there. */
export async function hand(
  request: SignedConsentRequest,
  { relay }: RequestFlags,
  terminal: Terminal,
  outcome: Outcome,
): Promise<void> {
  if (relay === undefined) {
    terminal.line("Signed. Send this to a relay (POST /v1/consents) before its deadline:");
    terminal.line(JSON.stringify({ requests: [request] }));
    terminal.document({ request });
    return;
  }
  terminal.progress("Waiting for the relay");
  const [result] = await submitToRelay(relay, [request]);
  if (result?.accepted) {
    terminal.line(`${terminal.colour("green", "On chain")} in transaction ${result.transactionHash}`);
  } else {
    terminal.line(`${terminal.colour("red", "Refused")}: ${result?.code}: ${result?.message}`);
    outcome.exitCode = EXIT_FAILED;
  }
  terminal.document({ request, result });
}
