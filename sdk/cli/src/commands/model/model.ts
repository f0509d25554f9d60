import type { Command } from "commander";
import type { CliContext } from "../shared.ts";
import { addAttest } from "./attest.ts";
import { addDeploy } from "./deploy.ts";
import { addList } from "./list.ts";
import { addShow } from "./show.ts";
import { addRetire, addVote } from "./vote.ts";

/** `consilium model list|show|vote|attest|deploy|retire` */
export function addModel(program: Command, context: CliContext): void {
  const model = program
    .command("model")
    .description("The models that rounds made: their lineage, risk, attestations, and the sites' votes on them.");
  addList(model, context);
  addShow(model, context);
  addVote(model, context);
  addAttest(model, context);
  addDeploy(model, context);
  addRetire(model, context);
}
