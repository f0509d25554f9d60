import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import type { Command } from "commander";
import { type OperatorFlags, operatorClient, operatorOptions } from "../coordinator.ts";
import { type CliContext, example, wantsJson } from "../shared.ts";

/** `consilium study publish <dir>` */
export function addPublish(study: Command, context: CliContext): void {
  const publish = operatorOptions(
    study
      .command("publish")
      .description("Has the coordinator publish a study folder on chain; the same folder again keeps its number.")
      .argument("<dir>", "folder with study.yaml, features.sql, views/ and model.json"),
  );
  example(
    publish,
    "consilium study publish ./studies/heart-disease --coordinator http://127.0.0.1:8600 --token-file operator-token.txt",
  );
  publish.action(async (directory: string, flags: OperatorFlags) => {
    const terminal = context.terminal(wantsJson(publish));
    const folder = await readStudyFolder(directory);
    const control = await operatorClient(flags);
    terminal.progress("Waiting for the chain");
    const published = await control.publish(folder.files);
    if (published.digest !== folder.digest) {
      throw new FederationError("STUDY_MISMATCH", "The coordinator published something else than this folder.", {
        field: directory,
        hint: "Run it with none of its studies until its operator has looked; sites approve the folder's own digest.",
      });
    }
    const { studyId, digest } = published;
    terminal.line(`Published as study ${terminal.colour("bold", String(studyId))}, digest ${digest}`);
    terminal.line("Sites approve it with `consilium-node approve`; then `consilium study run`.");
    terminal.document({ studyId, digest, title: folder.document.title });
  });
}
