#!/usr/bin/env node
import { randomBytes } from "node:crypto";
import { memberName } from "@consilium/sdk/chain/memberNames.ts";
import { toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { readConfig } from "@consilium/service/config/readConfig.ts";
import { useWasmRecovery } from "@consilium/service/crypto/useWasmRecovery.ts";
import { writeNewFile } from "@consilium/service/files/durableFile.ts";
import { readPassphrase } from "@consilium/service/keystore/passphrase.ts";
import { readSecretFile } from "@consilium/service/keystore/secretFile.ts";
import { identityOf, loadOrCreateServiceKeys, type ServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { createLogger } from "@consilium/service/logging/createLogger.ts";
import { MaskThreads } from "@consilium/service/masking/MaskThreads.ts";
import { Command } from "commander";
import { CoordinatorConfig } from "./config.ts";

/** The only place of the coordinator that reads the environment, the command line and signals. */
const program = new Command("consilium-coordinator").description(
  "The consortium operator's service: publishes studies, runs rounds, keeps their transcripts.",
);

async function open(path: string) {
  const file = await readConfig(path, CoordinatorConfig);
  const { config, resolvePath } = file;
  memberName(config.name, `${path}: name`);
  const passphrase = await readPassphrase({
    env: "CONSILIUM_PASSPHRASE",
    ...(config.passphraseFile === undefined ? {} : { file: resolvePath(config.passphraseFile) }),
  });
  const keys: ServiceKeys = await loadOrCreateServiceKeys(resolvePath(config.stateDir), passphrase);
  return { file, keys };
}

program
  .command("init")
  .description(
    "Makes the keystore and the operator token if they are not there, and prints the public identity as JSON.",
  )
  .requiredOption("--config <file>", "coordinator.yaml")
  .action(async ({ config: path }: { config: string }) => {
    const { file, keys } = await open(path);
    const tokenFile = file.resolvePath(file.config.operatorTokenFile);
    await readToken(tokenFile).catch(async (error) => {
      if (error.cause?.code !== "ENOENT") throw error;
      await writeNewFile(tokenFile, `${randomBytes(32).toString("base64url")}\n`);
    });
    console.log(JSON.stringify({ name: memberName(file.config.name, path), ...identityOf(keys) }));
  });

program
  .command("run")
  .description("Runs until SIGINT or SIGTERM. Prints one JSON line when it is up; logs go to stderr.")
  .requiredOption("--config <file>", "coordinator.yaml")
  .action(async ({ config: path }: { config: string }) => {
    const { file, keys } = await open(path);
    const logger = createLogger({ name: "coordinator", level: file.config.logLevel ?? "info" });
    const operatorToken = await readToken(file.resolvePath(file.config.operatorTokenFile));
    // Loaded here, since no other command needs the transport and the pages.
    const { Coordinator } = await import("./Coordinator.ts");
    const coordinator = await Coordinator.init({ file, keys, operatorToken, logger });
    MaskThreads.install();
    await useWasmRecovery();
    const { url: httpUrl, peerId, multiaddrs } = coordinator;
    const stop = () => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.removeListener(signal, stop);
      coordinator.stop().then(
        () => process.exit(0),
        (error) => fail(error),
      );
    };
    process.on("SIGINT", stop).on("SIGTERM", stop);
    // Last, so that whoever waits for it may stop this process at once.
    console.log(JSON.stringify({ ready: true, peerId, multiaddrs, httpUrl }));
  });

async function readToken(path: string): Promise<string> {
  const hint = "Run `consilium-coordinator init` once, which makes it, readable by its owner only (chmod 600).";
  return readSecretFile(path, "operator token", hint);
}

function fail(thrown: unknown): never {
  const error = toFederationError(thrown);
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exit(1);
}

await program.parseAsync().catch(fail);
