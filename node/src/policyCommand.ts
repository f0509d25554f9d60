import { readConfig } from "@consilium/service/config/readConfig.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import type { Command } from "commander";
import { stringify } from "yaml";
import { NodeConfig } from "./config.ts";
import { tableCategories } from "./policy/checkStudy.ts";
import { policyDigest, readPolicy } from "./policy/Policy.ts";
import { createRecordSource, type RecordsConfig } from "./records/createRecordSource.ts";
import { reviewStudy } from "./reviewStudy.ts";

interface Flags {
  config: string;
  study?: string;
  allowRare: string[];
  json?: true;
}

/** Gathers an option that may stand several times. */
export function gather(value: string, before: string[]): string[] {
  return [...before, value];
}

/** `consilium-node policy check`: the rules in force, and whether a study keeps to them on this site's records. */
export function addPolicyCommand(program: Command): void {
  const policy = program.command("policy").description("The site's own rules about what leaves it (policy.yaml).");
  policy
    .command("check")
    .description(
      "Print the rules in force, defaults included; with --study, check a study and this site's records against them.",
    )
    .requiredOption("--config <file>", "node.yaml")
    .option("--study <folder>", "a study folder, for a dry run; nothing leaves the machine")
    .option("--allow-rare <column>", "as approve would be told; may stand several times", gather, [])
    .option("--json", "print one JSON document on stdout")
    .addHelpText(
      "after",
      "\nNeeds no chain, coordinator or passphrase. Exit code 1 where a study is refused.\n\n" +
        "Example:\n  consilium-node policy check --config node.yaml --study studies/heart-disease",
    )
    .action(async ({ config, study: folder, allowRare, json }: Flags) => {
      const file = await readConfig(config, NodeConfig);
      const rules = await readPolicy(file);
      createRecordSource(file.config.records, file.resolvePath("."), file.path); // refuses wrong records
      const records = file.config.records as RecordsConfig;
      const tables = records.kind === "csv" ? Object.keys(records.tables) : [];
      const unnamed = tables.filter((table) => tableCategories(rules, table) === undefined);
      const study = folder === undefined ? undefined : await readStudyFolder(folder);
      if (study !== undefined) await reviewStudy(file, study, allowRare);
      const digest = policyDigest(rules);
      if (json) {
        const checked = study === undefined ? {} : { study: study.digest };
        return console.log(JSON.stringify({ digest, policy: rules, tablesWithoutCategories: unnamed, ...checked }));
      }
      console.log(
        `Policy ${digest}${file.config.policy === undefined ? " (the defaults: node.yaml names no policy)" : ""}`,
      );
      console.log(stringify(rules).trimEnd());
      for (const table of unnamed)
        console.log(`The table ${table} has no categories, so no study can read it: name them under tables.`);
      if (study !== undefined) console.log(`The study ${study.document.id} keeps to it on this site's records.`);
    });
}
