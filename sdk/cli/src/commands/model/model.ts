import type { Command } from "commander";
import type { CliContext } from "../shared.ts";
import { addModelAttest } from "./attest.ts";
import { addDeploy } from "./deploy.ts";
import { addModelList } from "./list.ts";
import { addPredict } from "./predict.ts";
import { addShow } from "./show.ts";
import { addModelVote, addRetire } from "./vote.ts";

/** `consilium model list|show|vote|attest|deploy|predict|retire` */
export function addModel(program: Command, context: CliContext): void {
  const model = program
    .command("model")
    .description("The models that rounds made: their lineage, risk, attestations, and the sites' votes on them.");
  addModelList(model, context);
  addShow(model, context);
  addModelVote(model, context);
  addModelAttest(model, context);
  addDeploy(model, context);
  addPredict(model, context);
  addRetire(model, context);
}
