import type { Command } from "commander";
import type { CliContext, Outcome } from "../shared.ts";
import { addGrant } from "./grant.ts";
import { PASSKEY_NOTE } from "./request.ts";
import { addRevoke } from "./revoke.ts";
import { addSealedConsent } from "./sealed.ts";
import { addConsentStatus } from "./status.ts";

/** `consilium consent grant|revoke|status`, and those of sealed consents */
export function addConsent(program: Command, context: CliContext, outcome: Outcome): void {
  const consent = program
    .command("consent")
    .description("A patient's consents: signed here, carried to the chain by any relay, without gas or wallet.")
    .addHelpText("after", PASSKEY_NOTE);
  addGrant(consent, context, outcome);
  addRevoke(consent, context, outcome);
  addConsentStatus(consent, context);
  addSealedConsent(consent, context, outcome);
}
