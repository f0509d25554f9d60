import { chainSeconds } from "@consilium/sdk/chain/blocks.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { readKeyState } from "@consilium/sdk/chain/keyStates.ts";
import { memberLabel } from "@consilium/sdk/chain/memberNames.ts";
import { readMember } from "@consilium/sdk/chain/members.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { revokeAllText } from "@consilium/sdk/patient/consentText.ts";
import type { PatientKey } from "@consilium/sdk/patient/patientKey.ts";
import {
  REQUEST_LIFETIME_SECONDS,
  signGuardianRevoke,
  signRevoke,
  signRevokeAll,
} from "@consilium/sdk/patient/signConsent.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import type { Command } from "commander";
import type { Terminal } from "../../Terminal.ts";
import { askToSign } from "../asking.ts";
import { type CliContext, example, type Outcome, wantsJson, withChain } from "../shared.ts";
import { hand, type RequestFlags, readBeforeSigning, readPatientKey, requestOptions } from "./request.ts";

interface RevokeFlags extends RequestFlags {
  purpose?: string;
  all?: true;
}

/** `consilium consent revoke` */
export function addRevoke(consent: Command, context: CliContext, outcome: Outcome): void {
  const revoke = requestOptions(
    consent.command("revoke").description("Revokes the consent for one hospital and purpose, or all of a hospital."),
  )
    .option("--purpose <code>", "GA4GH DUO code of the consent to revoke, for example DUO:0000006")
    .option("--all", "revoke everything that this key consented to at the hospital");
  example(
    revoke,
    "consilium consent revoke --key-file riverside.key --site 0 --purpose DUO:0000006 --relay http://127.0.0.1:8600 \\\n" +
      "    --rpc http://127.0.0.1:8545 --deployment deployment.json",
  );
  revoke.action(async (flags: RevokeFlags) => {
    const terminal = context.terminal(wantsJson(revoke));
    const { all, purpose } = flags;
    if ((all === undefined) === (purpose === undefined)) {
      throw new FederationError("CONFIG_INVALID", "The command does not say what to revoke.", {
        field: "--purpose, --all",
        hint: "Give either --purpose <code> or --all.",
      });
    }
    if (all && flags.for !== undefined) {
      throw new FederationError("CONFIG_INVALID", "A guardian revokes one purpose at a time.", {
        field: "--all, --for",
        hint: "Give --purpose instead of --all.",
      });
    }
    const key = await readPatientKey(flags);
    const signed = await withChain(flags, (chain) =>
      purpose === undefined
        ? everything(chain, key, flags, context, terminal)
        : onePurpose(chain, key, flags, purpose, context, terminal),
    );
    await hand(signed, flags, terminal, outcome);
  });
}

async function onePurpose(
  chain: Chain,
  key: PatientKey,
  flags: RevokeFlags,
  purpose: string,
  context: CliContext,
  terminal: Terminal,
): Promise<SignedConsentRequest> {
  const { nonce, episodes } = await readBeforeSigning(chain, key, flags, purpose);
  if (episodes.at(-1)?.revokeBlock !== 0) {
    throw new FederationError("NOT_FOUND", "There is no open consent of this key for this hospital and purpose.", {
      field: "--site, --purpose",
      hint: "Look with `consilium consent status`.",
    });
  }
  const { site, for: keyHash } = flags;
  const whose =
    keyHash === undefined ? "the consent" : `as guardian, the consent of the patient with the key hash ${keyHash}`;
  await askToSign(
    `Revoke ${whose} at ${memberLabel(await readMember(chain, site))} for ${purpose}.\n`,
    flags,
    context,
    terminal,
  );
  const deadline = (await chainSeconds(chain)) + REQUEST_LIFETIME_SECONDS;
  const input = { key, deployment: chain.deployment, site, purpose, nonce, deadline };
  return keyHash === undefined ? await signRevoke(input) : await signGuardianRevoke({ ...input, keyHash });
}

async function everything(
  chain: Chain,
  key: PatientKey,
  flags: RevokeFlags,
  context: CliContext,
  terminal: Terminal,
): Promise<SignedConsentRequest> {
  const { site } = flags;
  const { registered, epoch } = await readKeyState(chain, key.keyHash, site);
  if (!registered) {
    throw new FederationError("NOT_FOUND", "This key has never consented at this hospital.", {
      field: "--key-file, --site",
      hint: "Look with `consilium consent status`.",
    });
  }
  await askToSign(revokeAllText({ siteName: (await readMember(chain, site)).name }), flags, context, terminal);
  const deadline = (await chainSeconds(chain)) + REQUEST_LIFETIME_SECONDS;
  return await signRevokeAll({ key, deployment: chain.deployment, site, nonce: epoch, deadline });
}
