import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import type { ConfigFile } from "@consilium/service/config/readConfig.ts";
import { readDeployment } from "@consilium/service/config/readDeployment.ts";
import { identityOf, type ServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import type { Command } from "commander";
import type { NodeConfig } from "../config.ts";
import { prepareRotation, rotateAccount } from "./rotateAccount.ts";

type Open = (config: string) => Promise<{ file: ConfigFile<NodeConfig>; keys: ServiceKeys; passphrase: string }>;

/** `consilium-node rotate`: another account for this site, while the daemon runs. */
export function addRotateCommand(program: Command, open: Open): void {
  program
    .command("rotate")
    .description("Give this site a fresh chain account. The node keeps running, and its rounds go on.")
    .requiredOption("--config <file>", "node.yaml")
    .option("--prepare", "only make the new account and print it, for example for the chain's allowlist")
    .option("--json", "print one JSON document on stdout")
    .addHelpText(
      "after",
      "\nRounds that are open end under the old account, later ones begin under the new one. If it is interrupted, give the\n" +
        "command again.\n\nExample:\n  consilium-node rotate --config node.yaml",
    )
    .action(async (flags: { config: string; prepare?: true; json?: true }) => {
      const { file, keys, passphrase } = await open(flags.config);
      const stateDir = file.resolvePath(file.config.stateDir);
      if (flags.prepare) {
        const { account } = identityOf(await prepareRotation({ stateDir, keys, passphrase }));
        console.log(flags.json ? JSON.stringify({ account }) : `The next account is ${account}.`);
        return;
      }
      const { deploymentFile, rpcUrl } = file.config.chain;
      const deployment = await readDeployment(file.resolvePath(deploymentFile));
      const connect = (signer: string) => connectChain({ rpcUrl, deployment, signer });
      const done = await rotateAccount({ stateDir, keys, passphrase, connect });
      if (flags.json) return console.log(JSON.stringify(done));
      console.log(`Site ${done.site} acts by ${done.account} now. The account ${done.from} has no right any more.`);
      console.log(done.handedOver ? "The running node took it over." : "No running node took it over: start it.");
    });
}
