import type { Command } from "commander";
import { chainSeconds } from "../../chain/blocks.ts";
import { FederationError } from "../../errors/FederationError.ts";
import { consentText } from "../../patient/consentText.ts";
import { type PatientKey, patientKeyOf } from "../../patient/patientKey.ts";
import { readConsentStatus } from "../../patient/readConsentStatus.ts";
import { REQUEST_LIFETIME_SECONDS, signGrant, signRevoke } from "../../patient/signConsent.ts";
import { submitToRelay } from "../../patient/submitToRelay.ts";
import type { SignedConsentRequest } from "../../schemas/consent.ts";
import { EXIT_FAILED } from "../exitCodes.ts";
import { readKeyFile } from "../keyFile.ts";
import type { Terminal } from "../Terminal.ts";
import { askToSign, type YesFlag, yesOption } from "./asking.ts";
import { addSealedConsent, showReceiptStatus } from "./sealedConsent.ts";
import {
  type ChainFlags,
  type CliContext,
  chainOptions,
  commaList,
  example,
  memberIndex,
  type Outcome,
  unixTime,
  wantsJson,
  withChain,
} from "./shared.ts";

interface ScopeFlags {
  rpc: string;
  deployment: string;
  keyFile: string;
  site: number;
  purpose: string;
}
interface RequestFlags extends ScopeFlags, YesFlag {
  relay?: string;
}
interface GrantFlags extends RequestFlags {
  siteName: string;
  categories: string[];
  from?: number;
  until: number;
}

/** `consilium consent grant|revoke|status`, and those of sealed consents */
export function addConsent(program: Command, context: CliContext, outcome: Outcome): void {
  const consent = program
    .command("consent")
    .description("A patient's consents: signed here, carried to the chain by any relay, without gas or wallet.");
  addGrant(consent, context, outcome);
  addRevoke(consent, context, outcome);
  addStatus(consent, context);
  addSealedConsent(consent, context, outcome);
}

function addGrant(consent: Command, context: CliContext, outcome: Outcome): void {
  const grant = requestOptions(consent.command("grant").description("Consents for one hospital, purpose and period."))
    .requiredOption("--site-name <name>", "the hospital's name, for the text that is signed")
    .requiredOption("--categories <list>", "data categories, separated by commas", commaList)
    .requiredOption("--until <time>", "end of the consent: YYYY-MM-DD, ISO time or unix seconds", unixTime)
    .option("--from <time>", "start of the consent (default: the chain's present time)", unixTime);
  example(
    grant,
    "consilium consent grant --key-file riverside.key --site 0 --site-name 'Riverside Hospital' --purpose DUO:0000006 \\\n" +
      "    --categories laboratory,conditions --until 2030-01-01 --relay http://127.0.0.1:8600 \\\n" +
      "    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  grant.action(async (flags: GrantFlags) => {
    const terminal = context.terminal(wantsJson(grant));
    const key = await readPatientKey(flags);
    const signed = await withChain(flags, async (chain) => {
      const { nonce } = await readConsentStatus(chain, key, flags.site, flags.purpose);
      const nowSeconds = await chainSeconds(chain);
      const terms = { ...flags, from: flags.from ?? nowSeconds };
      const text = consentText(terms);
      await askToSign(text, flags, context, terminal);
      const deadline = nowSeconds + REQUEST_LIFETIME_SECONDS;
      return await signGrant({ ...terms, key, deployment: chain.deployment, text, nonce, deadline });
    });
    await hand(signed, flags, terminal, outcome);
  });
}

function addRevoke(consent: Command, context: CliContext, outcome: Outcome): void {
  const revoke = requestOptions(
    consent.command("revoke").description("Revokes the consent for one hospital and purpose."),
  );
  example(
    revoke,
    "consilium consent revoke --key-file riverside.key --site 0 --purpose DUO:0000006 --relay http://127.0.0.1:8600 \\\n" +
      "    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  revoke.action(async (flags: RequestFlags) => {
    const terminal = context.terminal(wantsJson(revoke));
    const key = await readPatientKey(flags);
    const signed = await withChain(flags, async (chain) => {
      const { nonce, episodes } = await readConsentStatus(chain, key, flags.site, flags.purpose);
      if (episodes.at(-1)?.revokeBlock !== 0) {
        throw new FederationError("NOT_FOUND", "There is no open consent of this key for this hospital and purpose.", {
          field: "--site, --purpose",
          mend: "Look with `consilium consent status`.",
        });
      }
      await askToSign(`Revoke the consent at site ${flags.site} for ${flags.purpose}.\n`, flags, context, terminal);
      const deadline = (await chainSeconds(chain)) + REQUEST_LIFETIME_SECONDS;
      return await signRevoke({ ...flags, key, deployment: chain.deployment, nonce, deadline });
    });
    await hand(signed, flags, terminal, outcome);
  });
}

function addStatus(consent: Command, context: CliContext): void {
  const status = chainOptions(consent.command("status").description("What the chain says of a consent."))
    .option("--key-file <file>", "the patient's key for this hospital (`consilium patient new-key`)")
    .option("--site <index>", "the hospital's member index", memberIndex)
    .option("--purpose <code>", "GA4GH DUO code, for example DUO:0000006")
    .option("--receipt <file>", "instead of key, site and purpose: a sealed consent's receipt");
  example(
    status,
    "consilium consent status --key-file riverside.key --site 0 --purpose DUO:0000006 \\\n" +
      "    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  status.action(async (flags: ChainFlags & Partial<ScopeFlags> & { receipt?: string }) => {
    const { receipt, keyFile, site, purpose } = flags;
    if (receipt !== undefined) return await showReceiptStatus({ ...flags, receipt }, status, context);
    if (keyFile === undefined || site === undefined || purpose === undefined) {
      throw new FederationError("CONFIG_INVALID", "One consent is needed.", {
        field: "--key-file, --site, --purpose, --receipt",
        mend: "Give key, site and purpose, or a sealed consent's receipt.",
      });
    }
    const terminal = context.terminal(wantsJson(status));
    const key = await readPatientKey({ keyFile });
    const found = await withChain(flags, (chain) => readConsentStatus(chain, key, site, purpose));
    terminal.line(
      found.consented
        ? `${terminal.colour("green", "Consent holds")} for ${found.categories.join(", ")}.`
        : "No consent holds now.",
    );
    for (const { from, until, grantBlock, revokeBlock, revocationBasis } of found.episodes) {
      const end = revokeBlock === 0 ? "open" : `closed in block ${revokeBlock} by ${revocationBasis}`;
      terminal.line(`  ${isoTime(from)} to ${isoTime(until)}, granted in block ${grantBlock}, ${end}`);
    }
    terminal.document({ account: key.account, site, purpose, ...found });
  });
}

function scopeOptions(command: Command): Command {
  return chainOptions(command)
    .requiredOption("--key-file <file>", "the patient's key for this hospital (`consilium patient new-key`)")
    .requiredOption("--site <index>", "the hospital's member index", memberIndex)
    .requiredOption("--purpose <code>", "GA4GH DUO code, for example DUO:0000006");
}

function requestOptions(command: Command): Command {
  return yesOption(
    scopeOptions(command).option(
      "--relay <url>",
      "hand the signed request to this relay; without it, it is only printed",
    ),
  );
}

async function readPatientKey({ keyFile }: { keyFile: string }): Promise<PatientKey> {
  return patientKeyOf(await readKeyFile(keyFile));
}

/** To the relay, or to the screen for another way there. */
async function hand(
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

function isoTime(seconds: number): string {
  const milliseconds = seconds * 1_000;
  return milliseconds <= 8.64e15 ? new Date(milliseconds).toISOString().slice(0, 19).concat("Z") : String(seconds);
}
