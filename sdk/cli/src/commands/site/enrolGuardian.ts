import { enrolGuardian } from "@consilium/sdk/chain/siteConsents.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Command } from "commander";
import { askToSign, type YesFlag, yesOption } from "../asking.ts";
import { keyHash } from "../keyNames.ts";
import { type CliContext, example, wantsJson } from "../shared.ts";
import { type SignerFlags, signerOptions } from "../signing.ts";
import { evidenceDigest, evidenceOption } from "./evidence.ts";
import { withSite } from "./withSite.ts";

interface Flags extends SignerFlags, YesFlag {
  guardian?: Hex;
  none?: true;
  evidence: string;
}

/** `consilium site enrol-guardian <key>` */
export function addEnrolGuardian(site: Command, context: CliContext): void {
  const enrol = yesOption(
    signerOptions(
      evidenceOption(
        site
          .command("enrol-guardian")
          .description("Lets a guardian's key consent and revoke for a patient whose own key has never signed.")
          .argument("<key>", "the patient's key hash or account, as in the enrolment list", keyHash)
          .option("--guardian <key>", "the guardian's account, passkey signer or key hash", keyHash)
          .option("--none", "instead: from now on nobody is the patient's guardian"),
        "what shows the guardianship",
      ),
    ),
  );
  example(
    enrol,
    `consilium site enrol-guardian 0x${"5c".repeat(32)} \\\n` +
      "    --guardian 0x1111111111111111111111111111111111111111 --evidence guardianship.pdf --keystore ./state \\\n" +
      "    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  enrol.action(async (patient: Hex, flags: Flags) => {
    const terminal = context.terminal(wantsJson(enrol));
    const { guardian, none } = flags;
    if ((guardian === undefined) === (none === undefined)) {
      throw new FederationError("CONFIG_INVALID", "The command does not say who is the guardian.", {
        field: "--guardian, --none",
        hint: "Give either --guardian <key> or --none.",
      });
    }
    const digest = await evidenceDigest(flags.evidence);
    const done = await withSite(flags, async (chain, self) => {
      const who = guardian === undefined ? "nobody" : `the key hash ${guardian}`;
      const text = `As site ${self}: the guardian of the patient with the key hash ${patient} is ${who} (evidence ${digest}).`;
      await askToSign(text, flags, context, terminal);
      const sent = await enrolGuardian(chain, {
        keyHash: patient,
        guardianKeyHash: guardian ?? null,
        evidenceDigest: digest,
      });
      return { site: self, transactionHash: sent.hash };
    });
    terminal.line(`${terminal.colour("green", "Recorded")} in transaction ${done.transactionHash}.`);
    if (guardian !== undefined)
      terminal.line("The guardian signs with `consilium consent grant --for <patient's key hash>`.");
    terminal.document({ keyHash: patient, guardianKeyHash: guardian ?? null, evidenceDigest: digest, ...done });
  });
}
