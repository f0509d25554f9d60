import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";
import { type ForestRow, forestPlot } from "./figures/forest.ts";
import { orWithheld, ratioFormat, shownInterval, shownNumber } from "./numbers.ts";
import { peopleTable } from "./peopleTable.ts";
import { hasColumns, type ReportRow, reportRows } from "./rows.ts";
import type { NamedFigure, StageView, TableLayout } from "./StageView.ts";

/** More terms than a reader compares by eye: the table alone has them. */
const FIGURE_ROWS = 120;
const RATIOS = ["ratio", "ratioLower", "ratioUpper"];
/** Columns that tell several coefficients of one term apart, as the levels of a multinomial outcome. */
const LEVELS = ["level", "class", "outcome"];

/** What exp(coefficient) is called, by workload or family. */
function ratioName({ spec, document }: StageView): string {
  const family = String(document.family ?? spec.family ?? spec.workload);
  const names: Readonly<Record<string, string>> = {
    binomial: "Odds ratio",
    multinomial: "Odds ratio",
    poisson: "Rate ratio",
    cox: "Hazard ratio",
  };
  return names[family] ?? "Ratio";
}

/** Coefficients of `glm` and `cox`, as ratios where the model has them. */
export const fittedLayout: TableLayout = {
  title: "Coefficients",
  isFolded: true,
  reading:
    "Each line is the effect of one term with all others held fixed. " +
    "An interval that reaches over no effect leaves open whether there is one.",
  people(table, view) {
    const { labels } = view;
    return peopleTable(table, {
      headings: { ratio: ratioName(view), pValue: "p", standardError: "Standard error" },
      formats: { ratio: (value, row) => ratioFormat(row.number("ratioLower"), row.number("ratioUpper"))(value) },
      intervals: { estimate: ["lower", "upper"], ratio: ["ratioLower", "ratioUpper"] },
      optional: RATIOS,
      order: ["term", ...LEVELS, "ratio", "pValue", "estimate"],
      texts: { term: (term) => labels.term(term) },
    });
  },
  figure(table, view) {
    if (!hasColumns(table, ["term", "estimate", "lower", "upper"])) return undefined;
    const rows = reportRows(table).filter((row) => !isIntercept(row.text("term")));
    const isRatio = hasColumns(table, RATIOS) && rows.some((row) => row.number("ratio") !== null);
    const [value, lower, upper] = isRatio ? RATIOS : ["estimate", "lower", "upper"];
    const what = isRatio ? ratioName(view) : "Estimate";
    return forest(view, {
      title: `${what} of each term, with 95 % intervals`,
      axis: isRatio ? `${what}, logarithmic axis` : `${what}, in units of the outcome`,
      isRatio,
      heading: `${what} (95 % CI)`,
      rows: rows.map((row): ForestRow => {
        const ends = [row.number(value!), row.number(lower!), row.number(upper!)] as const;
        const text = shownInterval(ends, isRatio ? ratioFormat(ends[1], ends[2]) : shownNumber);
        return { name: termOf(row, table, view), value: ends[0], lower: ends[1], upper: ends[2], text };
      }),
    });
  },
};

/** Weights of a logistic model trained by federated averaging: estimates without intervals. */
export const weightsLayout: TableLayout = {
  title: "Weights of the model",
  isFolded: true,
  reading:
    "A weight is the change of the log odds for one more standard deviation of an input, " +
    "or one more unit where no deviation stands beside it. Averaged training gives no intervals.",
  people: (table, { labels }) =>
    peopleTable(table, {
      headings: { name: "Input", mean: "Mean", deviation: "Standard deviation" },
      texts: { name: (name) => labels.term(name) },
      nulls: { mean: () => "not standardised", deviation: () => "not standardised" },
    }),
  figure(table, view) {
    if (!hasColumns(table, ["name", "weight"])) return undefined;
    const rows = reportRows(table).filter((row) => !isIntercept(row.text("name")));
    const perDeviation = rows.some((row) => row.number("deviation") !== null);
    return forest(view, {
      title: "Weight of each input",
      axis: perDeviation ? "Change of the log odds per standard deviation" : "Change of the log odds per unit",
      isRatio: false,
      heading: "Weight",
      rows: rows.map((row): ForestRow => {
        const value = row.number("weight");
        const name = view.labels.term(row.text("name"));
        return { name, value, lower: null, upper: null, text: orWithheld(value, shownNumber) };
      }),
    });
  },
};

interface Shown {
  title: string;
  axis: string;
  isRatio: boolean;
  heading: string;
  rows: readonly ForestRow[];
}

function forest({ stage }: StageView, { title, axis, isRatio, heading, rows }: Shown): NamedFigure | undefined {
  if (rows.length === 0 || rows.length > FIGURE_ROWS) return undefined;
  const description = `${title}. ${rows.map(({ name, text }) => `${name}: ${text}`).join("; ")}.`;
  return {
    name: "coefficients",
    hasPhoneForm: true,
    draw: (room) =>
      forestPlot(
        {
          title: `${title} (${stage})`,
          description,
          axis,
          isRatio,
          reference: isRatio ? 1 : 0,
          textHeading: heading,
          rows,
        },
        room,
      ),
  };
}

function termOf(row: ReportRow, { columns }: ReportTable, { labels }: StageView): string {
  const term = labels.term(row.text("term"));
  const level = LEVELS.find((name) => columns.includes(name));
  return level === undefined ? term : `${row.text(level)}: ${term}`;
}

/** Its size says nothing to a reader of effects, and would press them together. The table has it. */
function isIntercept(term: string): boolean {
  return /^\(?intercept\)?/i.test(term);
}
