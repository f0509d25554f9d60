import { formatTime } from "@consilium/sdk/canonical/time.ts";
import { chainSeconds } from "@consilium/sdk/chain/blocks.ts";
import { categoriesOf, categoryBits } from "@consilium/sdk/chain/categories.ts";
import { memberLabel } from "@consilium/sdk/chain/memberNames.ts";
import { readMember } from "@consilium/sdk/chain/members.ts";
import { purposeByNumber, purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { consentText, textDigestOf } from "@consilium/sdk/patient/consentText.ts";
import { patientKeyOf } from "@consilium/sdk/patient/patientKey.ts";
import { type ReceiptStatus, readReceiptStatus, signSealedRevocation } from "@consilium/sdk/patient/sealedReceipt.ts";
import { REQUEST_LIFETIME_SECONDS } from "@consilium/sdk/patient/signConsent.ts";
import { submitSealedRevocation } from "@consilium/sdk/patient/submitSealedRevocation.ts";
import { signSealedConsent } from "@consilium/sdk/seals/sealedSignature.ts";
import type { Command } from "commander";
import { Wallet } from "ethers";
import { EXIT_FAILED } from "../../exitCodes.ts";
import { readKeyFile } from "../../keyFile.ts";
import { readReceiptFile } from "../../receiptFile.ts";
import { askToSign, type YesFlag, yesOption } from "../asking.ts";
import {
  type ChainFlags,
  type CliContext,
  chainOptions,
  commaList,
  example,
  memberIndex,
  type Outcome,
  readDeploymentFile,
  unixTime,
  wantsJson,
  withChain,
} from "../shared.ts";
import { type DiseaseFlags, diseaseNamed } from "./request.ts";

type RevokeFlags = ChainFlags & YesFlag & { receipt: string; keyFile?: string; relay?: string };
interface SignFlags extends YesFlag, DiseaseFlags {
  deployment: string;
  rpc?: string;
  keyFile: string;
  site: number;
  siteName?: string;
  purpose: string;
  categories: string[];
  from: number;
  until: number;
  guardian?: true;
}

/** `consilium consent sign-sealed|revoke-sealed`, for consents that a hospital seals. */
export function addSealedConsent(consent: Command, context: CliContext, outcome: Outcome): void {
  addSign(consent, context);
  addRevoke(consent, context, outcome);
}

/** What `consent status --receipt` shows. */
export async function showReceiptStatus(
  flags: ChainFlags & { receipt: string },
  command: Command,
  context: CliContext,
): Promise<void> {
  const terminal = context.terminal(wantsJson(command));
  const receipt = await readReceiptFile(flags.receipt);
  const status = await withChain(flags, (chain) => readReceiptStatus(chain, receipt));
  const { site, purpose, categories, basis } = receipt.consent;
  const { code } = purposeByNumber(purpose);
  const named = categoriesOf(categories);
  terminal.line(
    status.holds ? `${terminal.colour("green", "Consent holds")} for ${named.join(", ")}.` : notHolding(status),
  );
  terminal.line(
    `  site ${site}, ${code}, basis ${basis}, seal ${status.sealId}, sealed in block ${status.sealedBlock}`,
  );
  terminal.document({ site, purpose: code, categories: named, basis, ...status });
}

function notHolding({ state, revokedBlock }: ReceiptStatus): string {
  return `No consent holds now: ${state}${revokedBlock === undefined ? "" : ` in block ${revokedBlock}`}.`;
}

function addSign(consent: Command, context: CliContext): void {
  const sign = yesOption(
    consent
      .command("sign-sealed")
      .description("Signs a consent that the hospital is to seal; prints what to give to the hospital.")
      .requiredOption("--deployment <file>", "the consortium's deployment.json")
      .requiredOption("--key-file <file>", "the patient's key for this hospital (`consilium patient new-key`)")
      .requiredOption("--site <index>", "the hospital's member index", memberIndex)
      .option("--rpc <url>", "JSON-RPC address of a node of the chain, which has the hospital's name for the text")
      .option("--site-name <name>", "without --rpc: the hospital's name, as `consilium member list` shows it")
      .requiredOption("--purpose <code>", "GA4GH DUO code, for example DUO:0000006")
      .option("--disease <code>", "for DUO:0000007: the study's disease, for example MONDO:0005148")
      .option("--disease-label <text>", "for DUO:0000007: its name, as the study has it")
      .requiredOption("--categories <list>", "data categories, separated by commas", commaList)
      .requiredOption("--from <time>", "start of the consent: YYYY-MM-DD or an RFC 3339 time", unixTime)
      .requiredOption("--until <time>", "end of the consent", unixTime)
      .option("--guardian", "sign as the patient's guardian, with the guardian's key"),
  );
  example(
    sign,
    "consilium consent sign-sealed --key-file riverside.key --site 0 --rpc http://127.0.0.1:8545 \\\n" +
      "    --purpose DUO:0000006 --categories laboratory --from 2026-01-01 --until 2030-01-01 --deployment deployment.json",
  );
  sign.action(async (flags: SignFlags) => {
    const terminal = context.terminal(wantsJson(sign));
    const { site, from, until } = flags;
    const key = patientKeyOf(await readKeyFile(flags.keyFile));
    const siteName = await nameOfSite(flags);
    const text = consentText({
      ...flags,
      siteName,
      ...diseaseNamed(flags),
      ...(flags.guardian && { forPatient: "listed" as const }),
    });
    await askToSign(text, flags, context, terminal);
    const textDigest = textDigestOf(text);
    const basis = flags.guardian ? ("guardian" as const) : ("patient" as const);
    const [purpose, categories] = [purposeNumber(flags.purpose), categoryBits(flags.categories)];
    const terms = { site, basis, purpose, categories, from, until, textDigest };
    const deployment = await readDeploymentFile(flags.deployment);
    const signed = await signSealedConsent(deployment, new Wallet(key.privateKey), terms);
    const { code } = purposeByNumber(purpose);
    const named = categoriesOf(categories);
    const period = [formatTime(from), formatTime(until)];
    const line = [basis, code, named.join(";"), ...period, textDigest, signed.signer, signed.signature].join(",");
    terminal.line("Signed. Give this to the hospital, for its list of consents after your patient id:");
    terminal.line(`  ${line}`);
    terminal.document({ basis, purpose: code, categories: named, from, until, textDigest, ...signed, line });
  });
}

/** The hospital's name on chain; off line, as it was given. */
async function nameOfSite({ rpc, deployment, site, siteName }: SignFlags): Promise<string> {
  if ((rpc === undefined) === (siteName === undefined)) {
    throw new FederationError("CONFIG_INVALID", "The text that is signed needs the hospital's name.", {
      field: "--rpc, --site-name",
      hint: "Give either --rpc, to read the name from the chain, or --site-name.",
    });
  }
  if (rpc === undefined) return siteName!;
  return withChain({ rpc, deployment }, async (chain) => (await readMember(chain, site)).name);
}

function addRevoke(consent: Command, context: CliContext, outcome: Outcome): void {
  const revoke = yesOption(
    chainOptions(
      consent
        .command("revoke-sealed")
        .description("Revokes a sealed consent by its receipt, for good; the hospital has no say.")
        .requiredOption("--receipt <file>", "the receipt that the hospital gave (FHIR R4 Consent)"),
    )
      .option("--key-file <file>", "the key that signed the consent, where the receipt has none of its own")
      .option("--relay <url>", "hand the signed revocation to this relay; without it, it is only printed"),
  );
  example(
    revoke,
    "consilium consent revoke-sealed --receipt receipt.json --relay http://127.0.0.1:8600 \\\n" +
      "    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  revoke.action(async (flags: RevokeFlags) => {
    const terminal = context.terminal(wantsJson(revoke));
    const receipt = await readReceiptFile(flags.receipt);
    const privateKey = flags.keyFile === undefined ? undefined : await readKeyFile(flags.keyFile);
    const revocation = await withChain(flags, async (chain) => {
      const { state, sealId } = await readReceiptStatus(chain, receipt);
      if (state === "revoked") {
        throw new FederationError("NOT_FOUND", "The consent is revoked already.", { field: "--receipt" });
      }
      const { site, purpose } = receipt.consent;
      const { code } = purposeByNumber(purpose);
      await askToSign(
        `Revoke the sealed consent at ${memberLabel(await readMember(chain, site))} for ${code}, for good.\n`,
        flags,
        context,
        terminal,
      );
      const deadline = (await chainSeconds(chain)) + REQUEST_LIFETIME_SECONDS;
      return await signSealedRevocation({ deployment: chain.deployment, sealId, receipt, privateKey, deadline });
    });
    if (flags.relay === undefined) {
      terminal.line("Signed. Send this to a relay (POST /v1/consents/sealed) before its deadline:");
      terminal.line(JSON.stringify(revocation));
      terminal.document({ revocation });
      return;
    }
    terminal.progress("Waiting for the relay");
    const result = await submitSealedRevocation(flags.relay, revocation);
    if (result.accepted) {
      terminal.line(`${terminal.colour("green", "On chain")} in transaction ${result.transactionHash}`);
    } else {
      terminal.line(`${terminal.colour("red", "Refused")}: ${result.code}: ${result.message}`);
      outcome.exitCode = EXIT_FAILED;
    }
    terminal.document({ revocation, result });
  });
}
