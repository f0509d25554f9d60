import type { Episode } from "@consilium/sdk/chain/consents.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type ConsentStatus, readConsentStatus } from "@consilium/sdk/patient/readConsentStatus.ts";
import type { Command } from "commander";
import type { Terminal } from "../../Terminal.ts";
import { keyHash } from "../keyNames.ts";
import {
  type ChainFlags,
  type CliContext,
  chainOptions,
  example,
  memberIndex,
  wantsJson,
  withChain,
} from "../shared.ts";
import { readPatientKey } from "./request.ts";
import { showReceiptStatus } from "./sealed.ts";

interface StatusFlags extends ChainFlags {
  keyFile?: string;
  for?: Hex;
  site?: number;
  purpose?: string;
  receipt?: string;
}

const BASIS_WORDS = {
  patient: "signed by the patient",
  guardian: "signed by a guardian",
  paper: "on paper, as the hospital attests",
  waiver: "by an ethics board's waiver, as the hospital attests",
  none: "on no basis",
} as const;

/** `consilium consent status` */
export function addConsentStatus(consent: Command, context: CliContext): void {
  const status = chainOptions(
    consent
      .command("status")
      .description("Shows what the chain says of a consent: basis, limits, period, history, and the key's own state.")
      .option("--key-file <file>", "the patient's key for this hospital")
      .option("--for <key>", "instead: a key hash, an account or a passkey's signer", keyHash)
      .option("--site <index>", "the hospital's member index", memberIndex)
      .option("--purpose <code>", "GA4GH DUO code, for example DUO:0000006")
      .option("--receipt <file>", "instead of all these: a sealed consent's receipt"),
  );
  example(
    status,
    "consilium consent status --key-file riverside.key --site 0 --purpose DUO:0000006 \\\n" +
      "    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  status.action(async (flags: StatusFlags) => {
    const { site, purpose, receipt } = flags;
    if (receipt !== undefined) return await showReceiptStatus({ ...flags, receipt }, status, context);
    if (site === undefined || purpose === undefined) {
      throw new FederationError("CONFIG_INVALID", "One consent is needed.", {
        field: "--site, --purpose, --receipt",
        hint: "Give whose it is with --site and --purpose, or a sealed consent's --receipt.",
      });
    }
    const terminal = context.terminal(wantsJson(status));
    const subject = await subjectOf(flags);
    const found = await withChain(flags, (chain) => readConsentStatus(chain, subject, site, purpose));
    show(found, terminal);
    terminal.document({ ...subject, site, purpose, ...found });
  });
}

/** Whose consent. @throws CONFIG_INVALID unless it is said once */
async function subjectOf({ keyFile, for: named }: StatusFlags): Promise<{ keyHash: Hex; account?: Hex }> {
  if ((keyFile === undefined) === (named === undefined)) {
    throw new FederationError("CONFIG_INVALID", "The command does not say whose consent.", {
      field: "--key-file, --for",
      hint: "Give either --key-file <file> or --for <key hash or account>.",
    });
  }
  if (keyFile === undefined) return { keyHash: named! };
  const { account, keyHash } = await readPatientKey({ keyFile });
  return { account, keyHash };
}

function show(
  { consented, categories, basis, studies, barred, key, episodes }: ConsentStatus,
  terminal: Terminal,
): void {
  terminal.line(
    consented
      ? `${terminal.colour("green", "Consent holds")} for ${categories.join(", ")}, ${BASIS_WORDS[basis ?? "none"]}.`
      : "No consent holds now.",
  );
  if (consented && studies !== null) {
    terminal.line("It is limited to the studies with these digests:");
    for (const study of studies) terminal.line(`  ${study}`);
  }
  terminal.line(keyLine(key));
  if (barred && !key.retired)
    terminal.line("The hospital revoked what it had signed: for this purpose it consents no more.");
  for (const { from, until, grantBlock, basis: ofEpisode, limited, ...end } of episodes) {
    const what = `${ofEpisode}${limited ? ", limited to studies" : ""}`;
    terminal.line(`  ${isoTime(from)} to ${isoTime(until)}, ${what}, granted in block ${grantBlock}, ${endText(end)}`);
  }
}

function keyLine({ registered, registeredBlock, epoch, retired, guardianKeyHash }: ConsentStatus["key"]): string {
  const told = registered
    ? [`The key is registered since block ${registeredBlock}, epoch ${epoch}`]
    : ["The key is not registered at this hospital"];
  if (retired) told.push("the hospital retired it: it consents to nothing there any more");
  if (guardianKeyHash !== null) told.push(`its guardian is the key hash ${guardianKeyHash}`);
  return `${told.join("; ")}.`;
}

function endText({ revokeBlock, revocationBasis }: Pick<Episode, "revokeBlock" | "revocationBasis">): string {
  return revokeBlock === 0 ? "open" : `closed in block ${revokeBlock} by ${revocationBasis}`;
}

function isoTime(seconds: number): string {
  const milliseconds = seconds * 1_000;
  return milliseconds <= 8.64e15 ? new Date(milliseconds).toISOString().slice(0, 19).concat("Z") : String(seconds);
}
