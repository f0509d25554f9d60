import { createPatientKey } from "@consilium/sdk/patient/patientKey.ts";
import type { Command } from "commander";
import { writeKeyFile } from "../keyFile.ts";
import { type CliContext, example, wantsJson } from "./shared.ts";

/** `consilium patient new-key` */
export function addPatient(program: Command, context: CliContext): void {
  const patient = program.command("patient").description("Keys of patients.");
  const newKey = patient
    .command("new-key")
    .description("Makes a patient's key for ONE hospital; a key used at two would link their records.")
    .requiredOption("--out <file>", "where to put it; must not exist, and only you will be able to read it");
  example(newKey, "consilium patient new-key --out ./keys/riverside.key");
  newKey.action(async ({ out }: { out: string }) => {
    const terminal = context.terminal(wantsJson(newKey));
    const { privateKey, account, keyHash } = createPatientKey();
    await writeKeyFile(out, privateKey);
    terminal.line(`Key written to ${out}. Keep it; the hospital enrols this account:`);
    terminal.line(`  ${account}`);
    terminal.document({ file: out, account, keyHash });
  });
}
