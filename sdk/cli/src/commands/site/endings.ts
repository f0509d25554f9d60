import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import type { SentTransaction } from "@consilium/sdk/chain/send.ts";
import { retireKey, revokeForPatient } from "@consilium/sdk/chain/siteConsents.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import type { Command } from "commander";
import { askToSign, type YesFlag, yesOption } from "../asking.ts";
import { keyHash } from "../keyNames.ts";
import { type CliContext, example, wantsJson } from "../shared.ts";
import { type SignerFlags, signerOptions } from "../signing.ts";
import { evidenceDigest, evidenceOption } from "./evidence.ts";
import { withSite } from "./withSite.ts";

interface Flags extends SignerFlags, YesFlag {
  evidence: string;
  purpose: string;
}

const WHERE = "--evidence wish.pdf --keystore ./state \\\n    --rpc http://127.0.0.1:8545 --deployment deployment.json";

/** `consilium site revoke-for <key>` */
export function addRevokeFor(site: Command, context: CliContext): void {
  const command = endingOptions(
    site
      .command("revoke-for")
      .description("Revokes one consent as the patient wishes. A key that signed it consents no more for the purpose."),
  ).requiredOption("--purpose <code>", "GA4GH DUO code of the consent, for example DUO:0000006");
  example(command, `consilium site revoke-for 0x${"5c".repeat(32)} --purpose DUO:0000006 ${WHERE}`);
  command.action(async (patient: Hex, flags: Flags) => {
    const purpose = purposeNumber(flags.purpose);
    const what = (self: number) =>
      `As site ${self}: revoke the consent of the patient with the key hash ${patient} for ${flags.purpose}.`;
    await end(patient, flags, command, context, what, (chain, evidence) =>
      revokeForPatient(chain, { keyHash: patient, purpose, evidenceDigest: evidence }),
    );
  });
}

/** `consilium site retire-key <key>` */
export function addRetireKey(site: Command, context: CliContext): void {
  const command = endingOptions(
    site
      .command("retire-key")
      .description(
        "Revokes everything that a lost key consented to here, and bars the key; the patient enrols another.",
      ),
  );
  example(command, `consilium site retire-key 0x${"5c".repeat(32)} ${WHERE}`);
  command.action(async (patient: Hex, flags: Flags) => {
    const what = (self: number) =>
      `As site ${self}: revoke everything of the key with the key hash ${patient} and bar it for good.`;
    await end(patient, flags, command, context, what, (chain, evidence) =>
      retireKey(chain, { keyHash: patient, evidenceDigest: evidence }),
    );
  });
}

function endingOptions(command: Command): Command {
  const described = command.argument("<key>", "the patient's key hash or account, as in the enrolment list", keyHash);
  return yesOption(signerOptions(evidenceOption(described, "what shows the patient's wish")));
}

async function end(
  patient: Hex,
  flags: Flags,
  command: Command,
  context: CliContext,
  what: (self: number) => string,
  act: (chain: Chain, evidence: Hex) => Promise<SentTransaction>,
): Promise<void> {
  const terminal = context.terminal(wantsJson(command));
  const digest = await evidenceDigest(flags.evidence);
  const done = await withSite(flags, async (chain, self) => {
    await askToSign(`${what(self)} (Evidence ${digest}.)`, flags, context, terminal);
    const { hash, blockNumber } = await act(chain, digest);
    return { site: self, transactionHash: hash, blockNumber };
  });
  terminal.line(
    `${terminal.colour("green", "Revoked")} from block ${done.blockNumber} on, in transaction ${done.transactionHash}.`,
  );
  terminal.document({ keyHash: patient, evidenceDigest: digest, ...done });
}
