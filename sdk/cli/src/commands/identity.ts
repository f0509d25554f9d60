import { memberName } from "@consilium/sdk/chain/memberNames.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { createPatientKey } from "@consilium/sdk/patient/patientKey.ts";
import { readPassphrase } from "@consilium/service/keystore/passphrase.ts";
import { identityOf, loadOrCreateServiceKeys, wipeServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { type Command, Option } from "commander";
import { writeKeyFile } from "../keyFile.ts";
import { type CliContext, example, wantsJson } from "./shared.ts";

interface Flags {
  role: "auditor" | "sponsor" | "deployer";
  name?: string;
  keystore?: string;
  passphraseFile?: string;
  out?: string;
}

/** `consilium identity new`, for those who run no service: `init` of node and coordinator makes theirs. */
export function addIdentity(program: Command, context: CliContext): void {
  const identity = program.command("identity").description("Identities of auditors, sponsors and the deployer.");
  const make = identity
    .command("new")
    .description("Makes the keys of a member that runs no service, or of the deployer, and prints the public identity.")
    .addOption(
      new Option("--role <role>", "what it is for").choices(["auditor", "sponsor", "deployer"]).makeOptionMandatory(),
    )
    .option("--name <name>", "auditor, sponsor: the name that members read, 1 to 100 bytes")
    .option("--keystore <dir>", "auditor, sponsor: the folder for keystore.json; commands take it as --keystore")
    .option("--passphrase-file <file>", "opens the keystore, instead of the environment's CONSILIUM_PASSPHRASE")
    .option("--out <file>", "deployer: the key file; must not exist, and only you will be able to read it");
  example(
    make,
    "consilium identity new --role auditor --name 'Data Protection Authority' --keystore ./auditor\n" +
      "  consilium identity new --role deployer --out deployer.key",
  );
  make.action(async (flags: Flags) => {
    const terminal = context.terminal(wantsJson(make));
    if (flags.role === "deployer") {
      const out = required(flags.out, "--out", "Give the file to put the deployer's key in.");
      const { privateKey, account } = createPatientKey();
      await writeKeyFile(out, privateKey);
      terminal.line(`Key written to ${out}. Fund this account, and deploy with --deployer-key-file ${out}:`);
      terminal.line(`  ${account}`);
      return terminal.document({ file: out, account });
    }
    const name = memberName(required(flags.name, "--name", "Give the name that members read."), "--name");
    const keystore = required(flags.keystore, "--keystore", "Give a folder for the keystore.");
    const passphrase = await readPassphrase({
      env: "CONSILIUM_PASSPHRASE",
      ...(flags.passphraseFile === undefined ? {} : { file: flags.passphraseFile }),
    });
    const keys = await loadOrCreateServiceKeys(keystore, passphrase);
    const { account, boxKey } = identityOf(keys);
    wipeServiceKeys(keys);
    // It runs no process, so nobody dials it.
    const line = { name, account, peerId: "", boxKey };
    terminal.line(JSON.stringify(line));
    terminal.document(line);
  });
}

function required(value: string | undefined, field: string, hint: string): string {
  if (value !== undefined) return value;
  throw new FederationError("CONFIG_INVALID", "It is needed for this role.", { field, hint });
}
