import { DEFAULT_BASES } from "@consilium/sdk/chain/consentBases.ts";
import { DEFAULT_RISK_CLASS } from "@consilium/sdk/chain/riskClasses.ts";
import { columnText } from "@consilium/sdk/study/describeStudy.ts";
import { roundsAtMost } from "@consilium/sdk/workloads/course.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import type { Command } from "commander";
import { type CliContext, example, wantsJson } from "../shared.ts";

/** `consilium study check <dir>` */
export function addCheck(study: Command, context: CliContext): void {
  const check = study
    .command("check")
    .description("Reads a study folder, says what is wrong with it, or what a site would approve.")
    .argument("<dir>", "folder with study.yaml, features.sql, views/ and model.json");
  example(check, "consilium study check ./studies/heart-disease");
  check.action(async (directory: string) => {
    const terminal = context.terminal(wantsJson(check));
    const folder = await readStudyFolder(directory);
    const { digest, document, featuresSql, views, model } = folder;
    const stages = roundsAtMost(folder).map(({ stage, rounds }) => ({ ...stage, roundsAtMost: rounds }));
    terminal.line(terminal.colour("bold", document.title));
    terminal.line(`  digest      ${digest}`);
    terminal.line(`  purpose     ${document.purpose}`);
    terminal.line(`  categories  ${document.categories.join(", ")}`);
    terminal.line(`  consents    ${(document.consentBases ?? DEFAULT_BASES).join(", ")}`);
    terminal.line("  stages");
    for (const { id, workload, roundsAtMost: rounds } of stages) {
      terminal.line(`    ${id}: ${workload}, at most ${rounds} ${rounds === 1 ? "round" : "rounds"}`);
    }
    if (model !== undefined) terminal.line(`  model       ${model.type}`);
    terminal.line(`  sites       ${document.sites.minimum} to ${document.sites.maximum}`);
    terminal.line(`  cohort      at least ${document.minimumCohort} records a site`);
    terminal.line(`  risk class  ${document.riskClass ?? `${DEFAULT_RISK_CLASS} (not said, so the strictest)`}`);
    terminal.line("  columns");
    for (const column of document.columns) terminal.line(`    ${columnText(column)}`);
    terminal.line(`  views       ${Object.keys(views).join(", ") || "none"}`);
    terminal.line("  features.sql, run read-only at every site:");
    for (const line of featuresSql.trimEnd().split("\n")) terminal.line(`    ${line}`);
    terminal.document({ ok: true, digest, study: document, model: model ?? null, featuresSql, stages });
  });
}
