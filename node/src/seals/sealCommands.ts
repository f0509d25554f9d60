import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { findMemberByAccount, type Member } from "@consilium/sdk/chain/members.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import type { ConfigFile } from "@consilium/service/config/readConfig.ts";
import { readDeployment } from "@consilium/service/config/readDeployment.ts";
import { useWasmRecovery } from "@consilium/service/crypto/useWasmRecovery.ts";
import type { ServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import type { Command } from "commander";
import { REWRITTEN_IDS, readEnrolments } from "../cohort/enrolments.ts";
import type { NodeConfig } from "../config.ts";
import { CONSENTS_HEADER } from "./consentsList.ts";
import { revokePatient } from "./revokePatient.ts";
import { SealFiles } from "./SealFiles.ts";
import { requireSeals, sealList } from "./sealList.ts";

type Open = (config: string) => Promise<{ file: ConfigFile<NodeConfig>; keys: ServiceKeys }>;

/** `consilium-node seal` and `revoke-sealed`. Both work while the daemon runs. */
export function addSealCommands(program: Command, open: Open): void {
  program
    .command("seal")
    .description("Seal a list of consents under one root on chain, and write a receipt for each patient.")
    .requiredOption("--config <file>", "node.yaml")
    .requiredOption("--consents <csv>", `the list, with the header ${CONSENTS_HEADER}`)
    .requiredOption("--receipts <folder>", "where the folder of receipts is made; only you will be able to read it")
    .option("--json", "print one JSON document on stdout")
    .addHelpText(
      "after",
      "\nIf it is interrupted, run it again: it goes on where it stopped, and seals no list twice.\n\nExample:\n" +
        "  consilium-node seal --config node.yaml --consents consents.csv --receipts receipts",
    )
    .action(async (options: { config: string; consents: string; receipts: string; json?: true }) => {
      const { file, keys } = await open(options.config);
      // A list may hold hundreds of thousands of signatures.
      await useWasmRecovery();
      const sealed = await withSite(file, keys, async (chain, { index: site, name: siteName }) => {
        return sealList({
          chain,
          site,
          siteName,
          files: new SealFiles(file.resolvePath(file.config.stateDir)),
          enrolments: await readEnrolments(file.resolvePath(file.config.enrolments), (count) =>
            console.error(`${count} ${REWRITTEN_IDS}.`),
          ),
          list: options.consents,
          receipts: options.receipts,
        });
      });
      if (options.json) return console.log(JSON.stringify(sealed));
      const { sealId, consents, size, sealedBlock, receipts, resumed } = sealed;
      if (resumed) console.log("An earlier run had begun to seal this list.");
      console.log(`Seal ${sealId}: ${consents} consents in ${size} places, in block ${sealedBlock}.`);
      console.log(
        `Receipts in ${receipts}. Give each patient their own, then delete them: anyone who has one can revoke.`,
      );
    });

  program
    .command("revoke-sealed")
    .description("Revoke a patient's sealed consents on chain, for good.")
    .requiredOption("--config <file>", "node.yaml")
    .requiredOption("--patient <id>", "patient_id as in the list that was sealed")
    .option("--purpose <code>", "only those for this purpose, for example DUO:0000006")
    .option("--json", "print one JSON document on stdout")
    .addHelpText("after", "\nExample:\n  consilium-node revoke-sealed --config node.yaml --patient p-0001")
    .action(async (options: { config: string; patient: string; purpose?: string; json?: true }) => {
      const purpose = options.purpose === undefined ? undefined : purposeNumber(options.purpose);
      const { file, keys } = await open(options.config);
      const files = new SealFiles(file.resolvePath(file.config.stateDir));
      const done = await withSite(file, keys, (chain, { index: site }) => {
        return revokePatient({ chain, site, files }, { patientId: options.patient, purpose });
      });
      if (options.json) return console.log(JSON.stringify(done));
      for (const { sealId, places, transactionHash } of done.revoked) {
        console.log(`Seal ${sealId}: ${places.length} revoked in transaction ${transactionHash}.`);
      }
      if (done.before > 0) console.log(`${done.before} had been revoked before.`);
    });
}

async function withSite<T>(
  { config, resolvePath }: ConfigFile<NodeConfig>,
  keys: ServiceKeys,
  work: (chain: Chain, self: Member) => Promise<T>,
): Promise<T> {
  const deployment = await readDeployment(resolvePath(config.chain.deploymentFile));
  const chain = await connectChain({ rpcUrl: config.chain.rpcUrl, deployment, signer: keys.chainKey });
  try {
    requireSeals(chain);
    return await work(chain, await findMemberByAccount(chain, chain.account!));
  } finally {
    chain.close();
  }
}
