import type { Command } from "commander";
import type { CliContext } from "../shared.ts";
import { addSiteAttest } from "./attest.ts";
import { addRetireKey, addRevokeFor } from "./endings.ts";
import { addEnrolGuardian } from "./enrolGuardian.ts";

/** `consilium site enrol-guardian|attest|revoke-for|retire-key` */
export function addSite(program: Command, context: CliContext): void {
  const site = program
    .command("site")
    .description("What a hospital records for its patients: guardians, consents on paper, lost keys.");
  addEnrolGuardian(site, context);
  addSiteAttest(site, context);
  addRevokeFor(site, context);
  addRetireKey(site, context);
}
