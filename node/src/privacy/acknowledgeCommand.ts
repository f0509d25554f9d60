import { join } from "node:path";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { findMemberByAccount } from "@consilium/sdk/chain/members.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { ConfigFile } from "@consilium/service/config/readConfig.ts";
import { readDeployment } from "@consilium/service/config/readDeployment.ts";
import type { ServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { openStore } from "@consilium/service/storage/Store.ts";
import type { Command } from "commander";
import type { NodeConfig } from "../config.ts";
import { acknowledgeRounds, unknownRounds } from "./releasedRounds.ts";

type Open = (config: string) => Promise<{ file: ConfigFile<NodeConfig>; keys: ServiceKeys }>;

interface Flags {
  config: string;
  by?: string;
  reason?: string;
  json?: true;
}

const TEXT_MAX_CHARACTERS = 500;

/** `consilium-node acknowledge-rounds`: what an operator says after STORE_BEHIND. The daemon must not run. */
export function addAcknowledgeCommand(program: Command, open: Open): void {
  program
    .command("acknowledge-rounds")
    .description("List the rounds on chain that this site's store does not know; with --by and --reason, let them be.")
    .requiredOption("--config <file>", "node.yaml")
    .option("--by <name>", "who has looked, for example 'Dr A. Weber, data protection'")
    .option("--reason <text>", "why the store does not know them, for example 'disk failed, backup of 3 May restored'")
    .option("--json", "print one JSON document on stdout")
    .addHelpText(
      "after",
      "\nA forgotten round is one whose cohort cannot be compared any more. Once acknowledged, this site takes part in rounds\n" +
        "again, but never in a rerun of the same query. Stop the node first.\n",
    )
    .action(async ({ config, by, reason, json }: Flags) => {
      if ((by === undefined) !== (reason === undefined)) {
        throw new FederationError("REQUEST_INVALID", "Who has looked and why belong together.", {
          field: by === undefined ? "--by" : "--reason",
          hint: "Give both --by and --reason, or neither to only list the rounds.",
        });
      }
      const note =
        by === undefined || reason === undefined
          ? undefined
          : { by: text(by, "--by"), reason: text(reason, "--reason") };
      const { file, keys } = await open(config);
      const { stateDir, chain: chainConfig } = file.config;
      const deployment = await readDeployment(file.resolvePath(chainConfig.deploymentFile));
      const chain = await connectChain({ rpcUrl: chainConfig.rpcUrl, deployment, signer: keys.chainKey });
      try {
        const store = await openStore(join(file.resolvePath(stateDir), "store"), { storeKey: keys.storeKey });
        try {
          const { index } = await findMemberByAccount(chain, chain.account!);
          const rounds = await unknownRounds({ chain, store }, index);
          if (note !== undefined && rounds.length > 0) await acknowledgeRounds(store, rounds, note);
          const listed = rounds.map(({ roundId, studyId, status }) => ({ roundId, studyId, status }));
          if (json) return console.log(JSON.stringify({ acknowledged: note !== undefined, rounds: listed }));
          if (rounds.length === 0) return console.log("The store knows every round in which this site is a survivor.");
          for (const { roundId, studyId, status } of listed)
            console.log(`round ${roundId} of study ${studyId}: ${status}`);
          console.log(
            note === undefined
              ? "The store does not know them. Find out why; then run this again with --by and --reason."
              : `Acknowledged by ${note.by}. The node may start.`,
          );
        } finally {
          await store.close();
        }
      } finally {
        chain.close();
      }
    });
}

function text(value: string, field: string): string {
  const trimmed = value.trim();
  if (trimmed !== "" && trimmed.length <= TEXT_MAX_CHARACTERS) return trimmed;
  throw new FederationError("REQUEST_INVALID", `It has 1 to ${TEXT_MAX_CHARACTERS} characters.`, {
    field,
    hint: "Write it in a few words.",
  });
}
