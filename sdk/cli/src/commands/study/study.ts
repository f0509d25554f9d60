import type { Command } from "commander";
import type { CliContext, Outcome } from "../shared.ts";
import { addCheck } from "./check.ts";
import { addStudyList } from "./list.ts";
import { addPublish } from "./publish.ts";
import { addResult } from "./result.ts";
import { addRun } from "./run.ts";
import { addSignOff } from "./signOff.ts";
import { addStudyStatus } from "./status.ts";
import { addStop } from "./stop.ts";

/** `consilium study check|publish|sign-off|run|stop|status|list|result` */
export function addStudy(program: Command, context: CliContext, outcome: Outcome): void {
  const study = program.command("study").description("Studies: their folders, their rounds and what they yield.");
  addCheck(study, context);
  addPublish(study, context);
  addSignOff(study, context);
  addRun(study, context, outcome);
  addStop(study, context);
  addStudyStatus(study, context, outcome);
  addStudyList(study, context);
  addResult(study, context);
}
