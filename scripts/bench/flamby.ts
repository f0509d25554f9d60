#!/usr/bin/env node
import { heldOutRows, trainingRows } from "@consilium/node/workloads/cohort.ts";
import { areaUnderRoc } from "@consilium/node/workloads/localScores.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import type { StageFrame } from "@consilium/sdk/schemas/study.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { Command } from "commander";
import { dataFolder, dataSetDir } from "../testing/dataFolder.ts";
import { bestRidge, judgeRidges } from "./flamby/chooseRidge.ts";
import { concordance } from "./flamby/concordance.ts";
import { fitStage } from "./flamby/fitStage.ts";
import { type Interval, judgeOnTest } from "./flamby/judgeOnTest.ts";
import { logisticLogLikelihood, partialLogLikelihood } from "./flamby/likelihoods.ts";
import { type ScoredRow, scoresOf } from "./flamby/scores.ts";
import { readTcgaBrca, TCGA_COLUMNS } from "./flamby/tcgaBrca.ts";
import { exitByGoals, goal, goalLines } from "./Goal.ts";
import { heartDiseaseStudy, readHeartDisease } from "./heartDisease.ts";
import { machineLines, thisMachine } from "./machine.ts";
import { printFailure } from "./printFailure.ts";

/** Half decades, on columns scaled to [-1, 1]. */
const RIDGES = [0.1, 0.3, 1, 3, 10, 30, 100];
/** FLamby's own runs, means over its five seeds: mean of the client tests, pooled test. */
const PUBLISHED = { heart: [0.731, 0.779], tcga: [0.815, 0.842] } as const;

async function heart() {
  const base = await heartDiseaseStudy("secure-sum");
  const tables = Object.values(readHeartDisease(folderOf("uci-heart-disease")));
  const studyWith = (ridge: number) =>
    studyOf(base, base.document.columns, { workload: "glm", family: "binomial", outcome: "y", ridge });
  const judged = await judgeRidges(studyWith, tables, { ridges: RIDGES, outcome: "y", quality: logisticLogLikelihood });
  const ridge = bestRidge(judged);
  const { report, rounds } = await fitStage(
    studyWith(ridge),
    tables.map((table) => ({ table, rows: trainingRows(table) })),
  );
  const clients = tables.map((table) => scoresOf(report, table, heldOutRows(table)));
  const accuracy = (rows: readonly ScoredRow[]) => share(rows, ({ score, values }) => score >= 0 === (values.y === 1));
  // Each site's majority among its training rows, for all of its test rows.
  const majorities = tables.map(
    (table) => share(trainingRows(table), (row) => table.columns.get("y")![row] === 1) >= 0.5,
  );
  const trivial = clients.map((rows, site) => share(rows, ({ values }) => (values.y === 1) === majorities[site]));
  const auc = (rows: readonly ScoredRow[]) =>
    areaUnderRoc(
      Float64Array.from(rows, ({ score }) => score),
      Float64Array.from(rows, ({ values }) => values.y!),
    );
  return {
    ...{ ridge, judged, rounds, clients: tables.length },
    trivial: { byClient: trivial, meanClient: trivial.reduce((sum, each) => sum + each, 0) / trivial.length },
    accuracy: judgeOnTest(clients, accuracy),
    auc: judgeOnTest(clients, auc),
  };
}

async function tcga() {
  const base = await heartDiseaseStudy("secure-sum");
  const tables = readTcgaBrca(folderOf("flamby-tcga-brca"));
  const studyWith = (ridge: number) =>
    studyOf(base, TCGA_COLUMNS, { workload: "cox", time: "time", event: "event", ridge });
  const judged = await judgeRidges(studyWith, tables, {
    ridges: RIDGES,
    outcome: "event",
    quality: partialLogLikelihood,
  });
  const ridge = bestRidge(judged);
  const { report, rounds } = await fitStage(
    studyWith(ridge),
    tables.map((table) => ({ table, rows: trainingRows(table) })),
  );
  const clients = tables.map((table) => scoresOf(report, table, heldOutRows(table)));
  const cIndex = (rows: readonly ScoredRow[]) =>
    concordance(rows.map(({ score, values }) => ({ time: values.time!, event: values.event!, risk: score })));
  return { ...{ ridge, judged, rounds, clients: tables.length }, cIndex: judgeOnTest(clients, cIndex) };
}

/** One stage over these columns. Small cells are no matter: the rows are public, and nothing leaves this process. */
function studyOf(base: Study, columns: ColumnSpec[], stage: object): Study {
  const stages = [{ id: "fit", ...stage } as StageFrame];
  return { ...base, document: { ...base.document, columns, minimumCell: 1, stages } };
}

function share<Row>(rows: readonly Row[], isSo: (row: Row) => boolean): number {
  return rows.filter(isSo).length / rows.length;
}

function folderOf(name: string): string {
  const folder = dataSetDir(name);
  if (folder !== undefined) return folder;
  throw new FederationError("REQUEST_INVALID", `There is no data set ${name} in ${dataFolder()}.`, {
    field: "CONSILIUM_DATA",
    hint: "Set it to the folder of the clinical data sets.",
  });
}

async function compare(flags: { json?: true }): Promise<void> {
  const [onHeart, onTcga] = [await heart(), await tcga()];
  const { accuracy, auc, trivial } = onHeart;
  const goals = [
    goal("heart, 1 - accuracy, mean of the client tests", 1 - accuracy.meanClient.value, 0.2),
    goal("heart, 1 - accuracy, pooled test", 1 - accuracy.pooled.value, 0.21),
    goal("heart, 1 - AUC, pooled test", 1 - auc.pooled.value, 0.13),
    goal("TCGA-BRCA, 1 - c-index, mean of the client tests", 1 - onTcga.cIndex.meanClient.value, 0.185),
    goal("TCGA-BRCA, 1 - c-index, pooled test", 1 - onTcga.cIndex.pooled.value, 0.16),
  ];
  const machine = await thisMachine(["ml-matrix"]);
  const shown = ({ value, lower, upper }: Interval) =>
    `${value.toFixed(3)} (${lower.toFixed(3)} to ${upper.toFixed(3)})`;
  const line = (name: string, mean: string, pooled: string) => `${name.padEnd(44)}${mean.padEnd(24)}${pooled}`;
  const published = (of: readonly [number, number]) => of.map((each) => each.toFixed(3)) as [string, string];
  const text = [
    ...machineLines(machine),
    "FLamby's splits; exact fits by Newton's method; the penalty from cross-validation inside the training rows",
    "",
    line("", "mean of the clients", "pooled test"),
    line("heart, accuracy: each site's majority", trivial.meanClient.toFixed(3), ""),
    line("heart, accuracy: FLamby's best federated", ...published(PUBLISHED.heart)),
    line(`heart, accuracy: glm, ridge ${onHeart.ridge}`, shown(accuracy.meanClient), shown(accuracy.pooled)),
    line(`heart, AUC: glm, ridge ${onHeart.ridge}`, shown(auc.meanClient), shown(auc.pooled)),
    line("TCGA-BRCA, c-index: FLamby's best federated", ...published(PUBLISHED.tcga)),
    line(
      `TCGA-BRCA, c-index: cox, ridge ${onTcga.ridge}`,
      shown(onTcga.cIndex.meanClient),
      shown(onTcga.cIndex.pooled),
    ),
    "",
    `rounds: heart ${onHeart.rounds}, TCGA-BRCA ${onTcga.rounds}`,
    ...goalLines(goals),
    "",
  ].join("\n");
  const document = { machine, published: PUBLISHED, heart: onHeart, tcga: onTcga, goals };
  process.stdout.write(flags.json ? `${JSON.stringify(document)}\n` : text);
  exitByGoals(goals);
}

await new Command("npm run bench:flamby --")
  .description(
    "Exact logistic and Cox regression on FLamby's splits of heart disease and TCGA-BRCA, beside its published runs. " +
      "Needs the clinical data (CONSILIUM_DATA). Exits 1 where a goal fails.",
  )
  .option("--json", "print one JSON document on the standard output")
  .action(compare)
  .parseAsync()
  .catch(printFailure);
