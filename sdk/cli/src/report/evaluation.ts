import { calibrationPlot } from "./figures/calibration.ts";
import { type CurvePoint, curvePlot } from "./figures/curves.ts";
import { forestPlot } from "./figures/forest.ts";
import { shownInterval, shownShare } from "./numbers.ts";
import { peopleTable } from "./peopleTable.ts";
import { hasColumns, intervalIn, type ReportRow, reportRows } from "./rows.ts";
import type { StageView, TableLayout } from "./StageView.ts";

const pointsOf = (rows: readonly ReportRow[], x: string, y: string): CurvePoint[] =>
  rows.map((row) => ({ x: row.number(x), y: row.number(y) }));

/** "AUC 0.830 (0.801 to 0.859)", where the document has it. */
function aucText({ document }: StageView): string | undefined {
  const auc = intervalIn(document, "auc");
  if (auc === undefined) return undefined;
  return auc[1] === null && auc[2] === null ? `AUC ${shownShare(auc[0])}` : `AUC ${shownInterval(auc, shownShare)}`;
}

export const rocLayout: TableLayout = {
  title: "Telling patients apart (ROC)",
  reading:
    "The curve shows, for every threshold, which share of those with the outcome is found and which share of the others " +
    "is flagged in error. On the dashed line the score is no better than chance.",
  isFolded: true,
  people: (table) => peopleTable(table, { headings: { falsePositiveRate: "False positive rate" } }),
  figure(table, view) {
    if (!hasColumns(table, ["falsePositiveRate", "sensitivity"])) return undefined;
    const points = pointsOf(reportRows(table), "falsePositiveRate", "sensitivity");
    const note = aucText(view);
    const title = `ROC curve (${view.stage})`;
    const area = note ?? "The result has no area under the curve";
    const description = `Sensitivity against false positive rate at ${points.length} thresholds. ${area}.`;
    const chance = {
      name: "chance",
      points: [
        { x: 0, y: 0 },
        { x: 1, y: 1 },
      ],
      isQuiet: true,
    };
    const draw = () =>
      curvePlot(
        {
          id: `${view.stage}-roc`,
          title,
          description,
          xTitle: "False positive rate",
          yTitle: "Sensitivity",
          xDomain: [0, 1],
          yDomain: [0, 1],
          curves: [{ name: "score", points }, chance],
          isSquare: true,
          ...(note !== undefined && { note }),
        },
        "sheet",
      );
    return { name: "roc", hasPhoneForm: false, draw };
  },
};

export const calibrationLayout: TableLayout = {
  title: "Calibration",
  reading:
    "Patients are put in groups by predicted risk. On the dashed line the predicted risk is the share that had the outcome.",
  isFolded: true,
  people: (table) =>
    peopleTable(table, {
      intervals: { observed: ["lower", "upper"] },
      headings: { meanPredicted: "Mean predicted risk" },
    }),
  figure(table, { stage }) {
    if (!hasColumns(table, ["meanPredicted", "observed"])) return undefined;
    const points = reportRows(table).map((row) => ({
      predicted: row.number("meanPredicted"),
      observed: row.number("observed"),
      lower: row.number("lower"),
      upper: row.number("upper"),
    }));
    const shown = points.filter(({ predicted, observed }) => predicted !== null && observed !== null).length;
    const held = points.length - shown;
    const description = `Observed share against mean predicted risk in ${shown} groups of patients; ${held} more are withheld.`;
    const draw = () => calibrationPlot(`Calibration (${stage})`, description, points);
    return { name: "calibration", hasPhoneForm: false, draw };
  },
};

/** How far below nothing a decision curve is shown, in parts of its height. */
const BELOW = 0.25;

export const decisionLayout: TableLayout = {
  title: "Use for decisions (net benefit)",
  reading:
    "Net benefit counts true positives and takes off false ones, weighed by the threshold (Vickers and Elkin 2006). " +
    "The score is of use where its curve lies above both others.",
  isFolded: true,
  people: (table) =>
    peopleTable(table, {
      headings: { netBenefit: "Net benefit", netBenefitAll: "Net benefit of treating all" },
      formats: { threshold: shownShare, netBenefit: shownShare, netBenefitAll: shownShare },
    }),
  figure(table, { stage }) {
    if (!hasColumns(table, ["threshold", "netBenefit", "netBenefitAll"])) return undefined;
    const rows = reportRows(table);
    const score = pointsOf(rows, "threshold", "netBenefit");
    const all = pointsOf(rows, "threshold", "netBenefitAll");
    const known = (points: readonly CurvePoint[]) => points.flatMap(({ y }) => (y === null ? [] : [y]));
    const top = Math.max(0.01, ...known(score), ...known(all)) * 1.05;
    const bottom = Math.max(-BELOW * top, Math.min(0, ...known(score), ...known(all)));
    const last = Math.max(0.01, ...rows.map((row) => row.number("threshold") ?? 0));
    const draw = (room: "sheet" | "phone") =>
      curvePlot(
        {
          id: `${stage}-decision`,
          title: `Decision curve (${stage})`,
          description: `Net benefit of the score, of treating everybody and of treating nobody, at ${rows.length} thresholds.`,
          xTitle: "Threshold of risk",
          yTitle: "Net benefit",
          xDomain: [0, last],
          yDomain: [bottom, top],
          curves: [
            { name: "score", points: score },
            { name: "treat all", points: all },
            {
              name: "treat none",
              points: [
                { x: 0, y: 0 },
                { x: last, y: 0 },
              ],
              isQuiet: true,
            },
          ],
        },
        room,
      );
    return { name: "decision", hasPhoneForm: true, draw };
  },
};

export const thresholdsLayout: TableLayout = {
  title: "At chosen thresholds",
  reading:
    "PPV and NPV are the shares that are right among those flagged and not flagged; " +
    "they hold for how often the outcome occurs here.",
  people: (table) =>
    peopleTable(table, {
      headings: { ppv: "PPV", npv: "NPV", f1: "F1" },
      formats: { threshold: shownShare },
    }),
};

export const groupsLayout: TableLayout = {
  title: "By group",
  reading:
    "The same score in parts of the cohort. A gap is the difference from the group's reference; " +
    "small groups have wide intervals.",
  people: (table, { labels }) =>
    peopleTable(table, {
      headings: { auc: "AUC" },
      intervals: { auc: ["lower", "upper"] },
      texts: { group: (group) => labels.of(group), level: (level, row) => labels.level(row.text("group"), level) },
    }),
  figure(table, { stage, labels, document }) {
    if (!hasColumns(table, ["group", "level", "auc", "lower", "upper"])) return undefined;
    const rows = reportRows(table).map((row) => {
      const [value, lower, upper] = [row.number("auc"), row.number("lower"), row.number("upper")];
      const group = row.text("group");
      const name = `${labels.of(group)}: ${labels.level(group, row.text("level"))}`;
      return {
        name,
        value,
        lower,
        upper,
        text: value === null ? "withheld" : shownInterval([value, lower, upper], shownShare),
      };
    });
    if (rows.length === 0) return undefined;
    return {
      name: "groups",
      hasPhoneForm: true,
      draw: (room) =>
        forestPlot(
          {
            title: `AUC by group (${stage})`,
            description: rows.map(({ name, text }) => `${name}: ${text}`).join("; "),
            axis: "Area under the curve; dashed: all patients",
            isRatio: false,
            reference: intervalIn(document, "auc")?.[0],
            textHeading: "AUC (95 % CI)",
            rows,
          },
          room,
        ),
    };
  },
};
