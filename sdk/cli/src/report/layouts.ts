import { fittedLayout, weightsLayout } from "./coefficients.ts";
import { calibrationLayout, decisionLayout, groupsLayout, rocLayout, thresholdsLayout } from "./evaluation.ts";
import { groupedTableOne } from "./groupedTableOne.ts";
import { type Labels, nameInWords } from "./Labels.ts";
import { peopleTable } from "./peopleTable.ts";
import type { TableLayout } from "./StageView.ts";
import { mediansLayout, survivalLayout } from "./survival.ts";
import { tableOne } from "./tableOne.ts";

/** What a stage is called, and how its tables are shown: by workload and table. A table that is not here is shown as it is. */
const LAYOUTS: Readonly<Record<string, { title: string; tables: Readonly<Record<string, TableLayout>> }>> = {
  summary: {
    title: "Who the patients are",
    tables: {
      columns: {
        title: "Table one",
        reading:
          "Over the patients of all sites together. " +
          "A count so small that it could point at somebody is withheld, and with it all that would tell it.",
        people: (table, { labels }) => tableOne(table, labels),
      },
      groups: {
        title: "Table one by group",
        reading:
          "Mean (SD) of a quantity, share of a yes-or-no column, patients (share) of a level. A standardised difference is in standard " +
          "deviations, of the two groups that differ most; from 0.1 on it is often called an imbalance.",
        people: (table, { labels }) => groupedTableOne(table, labels),
      },
    },
  },
  glm: { title: "Regression", tables: { coefficients: fittedLayout } },
  cox: { title: "Cox regression", tables: { coefficients: fittedLayout } },
  train: { title: "Model by federated averaging", tables: { coefficients: weightsLayout } },
  evaluate: {
    title: "How good the predictions are",
    tables: {
      roc: rocLayout,
      calibration: calibrationLayout,
      decision: decisionLayout,
      thresholds: thresholdsLayout,
      groups: groupsLayout,
    },
  },
  km: { title: "Survival over time", tables: { curve: survivalLayout, medians: mediansLayout } },
};

/** Titles of tables that several workloads have. */
const TITLES: Readonly<Record<string, string>> = {
  vcov: "Covariance of the estimates",
  vif: "Variance inflation factors",
};

/** What people call a stage of this workload. */
export function stageTitle(workload: string): string {
  return Object.hasOwn(LAYOUTS, workload) ? LAYOUTS[workload]!.title : nameInWords(workload);
}

/** How a table is shown, known or not. */
export function tableLayoutOf(workload: string, table: string): TableLayout {
  const tables = Object.hasOwn(LAYOUTS, workload) ? LAYOUTS[workload]!.tables : {};
  if (Object.hasOwn(tables, table)) return tables[table]!;
  return {
    title: TITLES[table] ?? nameInWords(table),
    people: (cells, { labels }) => peopleTable(cells, { texts: textsOf(cells.columns, labels) }),
  };
}

/** Columns that usually hold the names of the study's columns. */
const NAMING = ["name", "column", "term", "variable", "input", "group"];

function textsOf(columns: readonly string[], labels: Labels): Record<string, (text: string) => string> {
  const naming = columns.filter((column) => NAMING.includes(column));
  return Object.fromEntries(naming.map((column) => [column, (text: string) => labels.term(text)]));
}
