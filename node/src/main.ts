#!/usr/bin/env node
import { parseDayEnd } from "@consilium/sdk/canonical/time.ts";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { memberName } from "@consilium/sdk/chain/memberNames.ts";
import { findStudyByDigest, withdrawAccess } from "@consilium/sdk/chain/studies.ts";
import { FederationError, toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { rowSetOf } from "@consilium/sdk/workloads/workloads.ts";
import { readConfig } from "@consilium/service/config/readConfig.ts";
import { readDeployment } from "@consilium/service/config/readDeployment.ts";
import { createConfirm } from "@consilium/service/createConfirm.ts";
import { useWasmRecovery } from "@consilium/service/crypto/useWasmRecovery.ts";
import { readPassphrase } from "@consilium/service/keystore/passphrase.ts";
import { identityOf, loadOrCreateServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { createLogger } from "@consilium/service/logging/createLogger.ts";
import { MaskThreads } from "@consilium/service/masking/MaskThreads.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import { Command } from "commander";
import { describeForApproval } from "./approvalText.ts";
import { approve, readParties } from "./approve.ts";
import { NodeConfig } from "./config.ts";
import { addKeyCommands } from "./keys/keysCommands.ts";
import { addRotateCommand } from "./keys/rotateCommand.ts";
import { readPolicy } from "./policy/Policy.ts";
import { addPolicyCommand, gather } from "./policyCommand.ts";
import { addAcknowledgeCommand } from "./privacy/acknowledgeCommand.ts";
import { findingsOf, findingText } from "./privacy/requireColumns.ts";
import { createRecordSource } from "./records/createRecordSource.ts";
import { extractFeatures } from "./records/extractFeatures.ts";
import { describeExport } from "./records/fhir/describeExport.ts";
import { RowCounts } from "./records/RowCounts.ts";
import { readEarlierApproval, reviewStudy } from "./reviewStudy.ts";
import { addSealCommands } from "./seals/sealCommands.ts";
import { readStatus } from "./status/statusFile.ts";
import { statusLines } from "./status/statusLines.ts";
import { rowsAbout } from "./workloads/cohort.ts";

/** The only place of the node that reads the environment, the command line and signals. */
const program = new Command("consilium-node").description(
  "A hospital's daemon: takes part in the rounds of the studies it approved. Outbound connections only.",
);

/** The configuration and the keystore's passphrase; no keystore is touched. */
async function configure(path: string) {
  const file = await readConfig(path, NodeConfig);
  const { config, resolvePath } = file;
  memberName(config.name, `${path}: name`);
  // Refused before a keystore is made, so that a mistake leaves nothing behind.
  createRecordSource(config.records, resolvePath("."), path);
  const passphrase = await readPassphrase({
    env: "CONSILIUM_PASSPHRASE",
    ...(config.passphraseFile === undefined ? {} : { file: resolvePath(config.passphraseFile) }),
  });
  return { file, passphrase };
}

async function open(path: string) {
  const { file, passphrase } = await configure(path);
  const keys = await loadOrCreateServiceKeys(file.resolvePath(file.config.stateDir), passphrase);
  return { file, keys, passphrase };
}

program
  .command("init")
  .description("Makes the keystore if it is not there, and prints the public identity that the members admit, as JSON.")
  .requiredOption("--config <file>", "node.yaml")
  .action(async ({ config }: { config: string }) => {
    const { file, keys } = await open(config);
    console.log(JSON.stringify({ name: memberName(file.config.name, config), ...identityOf(keys) }));
  });

program
  .command("preview")
  .description("Extracts what a study would, here and now, and prints counts only. Nothing leaves the machine.")
  .requiredOption("--config <file>", "node.yaml")
  .requiredOption("--study <folder>", "the study folder")
  .option("--accept-fewer-rows", "take this many rows for right from now on, where the node refuses a fall")
  .option("--json", "print one JSON document on stdout")
  .addHelpText(
    "after",
    "\nShows rows, held-out rows, malformed lines, and missing and clamped values of each feature, before anything is granted.\n\n" +
      "Example:\n  consilium-node preview --config node.yaml --study studies/heart-disease",
  )
  .action(async (options: { config: string; study: string; acceptFewerRows?: true; json?: true }) => {
    const study = await readStudyFolder(options.study);
    const file = await readConfig(options.config, NodeConfig);
    const source = createRecordSource(file.config.records, file.resolvePath("."), file.path);
    const policy = await readPolicy(file);
    const { table, report } = await extractFeatures({ source, study, policy });
    if (options.acceptFewerRows === true) {
      await new RowCounts(file.resolvePath(file.config.stateDir), source).accept(study, report);
    }
    if (options.json) {
      console.log(JSON.stringify(report));
      return;
    }
    process.stderr.write(describeForApproval(study, { policy, earlier: await readEarlierApproval(file, study) }));
    const found = [...new Set(study.document.stages.map(rowSetOf))].flatMap((about) =>
      findingsOf({ study, table, rows: rowsAbout(table, about), about, policy, allowRare: [] }),
    );
    for (const line of new Set(found.map(findingText))) console.log(line);
    console.log(`${report.rows} rows, ${report.heldOut} of them held out`);
    for (const [column, count] of Object.entries(report.leftOut)) {
      console.log(`${count} rows left out because ${column} is missing`);
    }
    console.log(`${report.records} records in ${report.files} files, ${report.malformed} malformed lines`);
    for (const { file: name, line, reason } of report.malformedPlaces) console.log(`  ${name}:${line}: ${reason}`);
    for (const line of describeExport(report.fhir)) console.log(line);
    for (const note of report.notes ?? []) console.log(`  ${note}`);
    console.table(
      study.document.columns.map(({ name }) => ({
        column: name,
        missing: report.missing[name] ?? 0,
        clamped: report.clamped[name] ?? 0,
      })),
    );
  });

program
  .command("approve")
  .description("Shows what a study extracts and, if you say yes, grants it access on chain.")
  .requiredOption("--config <file>", "node.yaml")
  .requiredOption("--study <folder>", "the study folder, as published")
  .requiredOption("--until <day>", "last day of the grant, YYYY-MM-DD (UTC)")
  .requiredOption("--rounds <count>", "most rounds this site takes part in")
  .option(
    "--allow-rare <column>",
    "accept that few patients have a value of this column; may stand several times",
    gather,
    [],
  )
  .option("--yes", "do not ask")
  .option("--json", "print one JSON document on stdout")
  .action(
    async (options: {
      config: string;
      study: string;
      until: string;
      rounds: string;
      allowRare: string[];
      yes?: true;
      json?: true;
    }) => {
      const study = await readStudyFolder(options.study);
      const until = parseDayEnd(options.until, "--until");
      const rounds = Number(options.rounds);
      if (!Number.isInteger(rounds) || rounds < 1) {
        throw new FederationError("REQUEST_INVALID", "It is not a positive whole number.", { field: "--rounds" });
      }
      const config = await readConfig(options.config, NodeConfig);
      const parties = await readParties(config, study);
      const review = await reviewStudy(config, study, options.allowRare);
      const earlier = await readEarlierApproval(config, study);
      process.stderr.write(describeForApproval(study, { ...review, ...parties, earlier }));
      if (options.yes !== true && !(await createConfirm()?.("Grant access to this study?"))) {
        throw new FederationError("FORBIDDEN", "Not granted.", {
          hint: "Answer y or yes on a terminal, or give --yes.",
        });
      }
      const { file, keys } = await open(options.config);
      const approval = await approve({ file, keys, study, review, until, rounds });
      if (options.json) console.log(JSON.stringify(approval));
      else console.log(`Granted study ${approval.studyId} until ${options.until}, ${rounds} rounds.`);
    },
  );

program
  .command("withdraw")
  .description("Withdraws a study's access on chain: no later round admits this site.")
  .requiredOption("--config <file>", "node.yaml")
  .requiredOption("--study <folder>", "the study folder, as published")
  .action(async (options: { config: string; study: string }) => {
    const study = await readStudyFolder(options.study);
    const { file, keys } = await open(options.config);
    const deployment = await readDeployment(file.resolvePath(file.config.chain.deploymentFile));
    const chain = await connectChain({ rpcUrl: file.config.chain.rpcUrl, deployment, signer: keys.chainKey });
    try {
      const { studyId } = await findStudyByDigest(chain, study.digest);
      const { hash } = await withdrawAccess(chain, { studyId });
      console.log(`Withdrew study ${studyId}: ${hash}`);
    } finally {
      chain.close();
    }
  });

addSealCommands(program, open);
addAcknowledgeCommand(program, open);
addRotateCommand(program, open);
addKeyCommands(program, { open, configure });
addPolicyCommand(program);

program
  .command("status")
  .description(
    "Show whether the running node is connected, what it does, and why it left a round; exit code 1 unless ready.",
  )
  .requiredOption("--config <file>", "node.yaml")
  .option("--json", "print one JSON document on stdout")
  .addHelpText(
    "after",
    "\nNeeds no passphrase. Ready means: the chain answers, this site is an active member, the coordinator answers, and the\n" +
      "records can be read.\n\nExample:\n  consilium-node status --config node.yaml",
  )
  .action(async (options: { config: string; json?: true }) => {
    const { config, resolvePath } = await readConfig(options.config, NodeConfig);
    const found = await readStatus(resolvePath(config.stateDir));
    if (options.json) console.log(JSON.stringify({ running: found.running, ...found.status }));
    else for (const line of statusLines(found)) console.log(line);
    if (!found.running || !found.status.ready) process.exitCode = 1;
  });

program
  .command("run")
  .description("Runs until SIGINT or SIGTERM. Prints one JSON line when it is up; logs go to stderr.")
  .requiredOption("--config <file>", "node.yaml")
  .action(async ({ config }: { config: string }) => {
    const { file, keys } = await open(config);
    const logger = createLogger({ name: file.config.name, level: file.config.logLevel ?? "info" });
    // Loaded here, since no other command needs the transport: a third of a start.
    const { SiteNode } = await import("./SiteNode.ts");
    const node = await SiteNode.init({ file, keys, logger });
    MaskThreads.install();
    await useWasmRecovery();
    const stop = () => {
      for (const signal of ["SIGINT", "SIGTERM"] as const) process.removeListener(signal, stop);
      node.stop().then(() => process.exit(0), fail);
    };
    process.on("SIGINT", stop).on("SIGTERM", stop);
    // Last, so that whoever waits for it may stop this process at once.
    const connected = await node.connected();
    console.log(JSON.stringify({ ready: true, connected, site: node.self.index, ...identityOf(keys) }));
  });

function fail(thrown: unknown): never {
  const error = toFederationError(thrown);
  process.stderr.write(`${error.code}: ${error.message}\n`);
  process.exit(1);
}

await program.parseAsync().catch(fail);
