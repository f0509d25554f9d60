import { indexedModels } from "@consilium/indexer/indexedModels.ts";
import type { Command } from "commander";
import { tableLines } from "../../table.ts";
import {
  type ChainFlags,
  type CliContext,
  chainNumber,
  chainOptions,
  example,
  wantsJson,
  withChain,
} from "../shared.ts";
import { type IndexFlags, indexOption, withIndex } from "../withIndex.ts";
import { modelDocument } from "./describe.ts";

/** `consilium model list` */
export function addModelList(model: Command, context: CliContext): void {
  const list = indexOption(
    chainOptions(
      model
        .command("list")
        .description("Lists the models that finished rounds made, oldest first. A model's number is its round's.")
        .option("--study <number>", "only those of this study", chainNumber),
    ),
  );
  example(list, "consilium model list --rpc http://127.0.0.1:8545 --deployment deployment.json");
  list.action(async (flags: ChainFlags & IndexFlags & { study?: number }) => {
    const terminal = context.terminal(wantsJson(list));
    const scope = flags.study === undefined ? {} : { studyId: flags.study };
    const models = await withChain(flags, (chain) =>
      withIndex(chain, flags, (index) => indexedModels(index, chain, scope)),
    );
    const rows = models.map(({ modelId, studyId, stage, riskClass, audited, modelDigest }) => {
      return [String(modelId), String(studyId), stage, riskClass, audited ? "yes" : "no", modelDigest];
    });
    if (rows.length === 0) terminal.line("There is none.");
    else {
      const heading = ["model", "study", "stage", "risk", "audited", "digest"];
      for (const line of tableLines(heading, rows)) terminal.line(line);
    }
    terminal.document({ models: models.map(modelDocument) });
  });
}
