import type { ReportedStage, ReportInput } from "@consilium/cli/report/ReportInput.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import type { StudyDocument } from "@consilium/sdk/schemas/study.ts";
import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";

/** A made-up result with every kind of table and figure, its numbers as such studies have them. Nothing in it is random. */

const COLUMNS: ColumnSpec[] = [
  { name: "age", type: "number", unit: "a", range: [18, 110], label: "Age" },
  { name: "male", type: "binary", label: "Male sex" },
  { name: "sbp", type: "number", unit: "mmHg", range: [60, 260], label: "Systolic blood pressure" },
  {
    name: "ldl",
    type: "number",
    unit: "mg/dL",
    range: [10, 400],
    label: "Low-density lipoprotein cholesterol, fasting",
  },
  { name: "crp", type: "number", unit: "mg/L", range: [0, 50], label: "C-reactive protein" },
  { name: "smoker", type: "binary", label: "Smokes daily" },
  { name: "rare", type: "binary", label: "Familial hypercholesterolaemia, genetically confirmed" },
  { name: "days", type: "time", unit: "days", maximum: 1_825, label: "Time since the check-up" },
  { name: "died", type: "event", label: "Death from any cause" },
  { name: "event", type: "binary", required: true, label: "Cardiovascular event within a year" },
  { name: "arm", type: "category", levels: ["Usual care", "Intensive"], label: "Treatment" },
];
const STAGES = [
  { id: "table_one", workload: "summary" },
  { id: "model", workload: "train", outcome: "event" },
  { id: "risk", workload: "glm", outcome: "event", family: "binomial" },
  { id: "pressure", workload: "glm", outcome: "sbp", family: "gaussian" },
  { id: "hazard", workload: "cox", time: "days", event: "died" },
  { id: "quality", workload: "evaluate", outcome: "event" },
  { id: "curves", workload: "km", time: "days", event: "died", group: "arm" },
  { id: "novel", workload: "propensity" },
];

export const FIXTURE_DOCUMENT = {
  version: 2,
  id: "fixture",
  title: "One-year cardiovascular events after a check-up in four hospitals",
  purpose: "DUO:0000007",
  disease: { code: "MONDO:0004995", label: "cardiovascular disorder" },
  categories: ["demographics", "laboratory"],
  columns: COLUMNS,
  split: "split",
  minimumCohort: 50,
  minimumCell: 5,
  maximumRows: 10_000,
  sites: { minimum: 3, maximum: 8 },
  protection: { kind: "secagg", colluders: 1 },
  stages: STAGES,
  maximumCommitSpanSeconds: 3_600,
  phaseTimeoutSeconds: { join: 20, share: 20, train: 60, unmask: 20 },
  maximumRounds: 200,
  expires: "2035-12-31",
  transcriptRetentionDays: 3_650,
} satisfies StudyDocument;

const digest = (pair: string) => `0x${pair.repeat(32)}` as const;
const logistic = (x: number) => 1 / (1 + Math.exp(-x));

const summaryTable: ReportTable = {
  columns: [
    "name",
    "count",
    "mean",
    "variance",
    "deviation",
    "missing",
    "missingShare",
    "suppressedSites",
    "suppressed",
  ],
  rows: [
    ["age", 4_812, 61.48372, 138.2, 11.75585, 0, 0, 0, false],
    ["male", 4_812, 0.53471, 0.2488, 0.4988, 0, 0, 0, false],
    ["sbp", 4_790, 137.90214, 412.5, 20.31009, 22, 0.004572, 0, false],
    ["ldl", 3_987, 128.40021, 1_190, 34.4964, 825, 0.171446, 0, false],
    ["crp", 4_401, 4.81123, 61.2, 7.82304, 411, 0.085412, 1, false],
    ["smoker", 4_805, 0.21103, 0.1665, 0.40804, 7, 0.001455, 0, false],
    ["rare", null, null, null, null, null, null, 3, true],
  ],
};

const trainTable: ReportTable = {
  columns: ["name", "weight", "mean", "deviation"],
  rows: [
    ["age", 0.71234567, 61.48372, 11.75585],
    ["male", 0.301, 0.53471, 0.4988],
    ["sbp", 0.2214, 137.90214, 20.31009],
    ["ldl", 0.1023, 128.40021, 34.4964],
    ["crp", -0.0312, 4.81123, 7.82304],
    ["smoker", 0.4455, 0.21103, 0.40804],
    ["(intercept)", -1.93, null, null],
  ],
};

const COEFFICIENTS = [
  "term",
  "estimate",
  "standardError",
  "statistic",
  "pValue",
  "lower",
  "upper",
  "ratio",
  "ratioLower",
  "ratioUpper",
];

function coefficient(term: string, estimate: number, standardError: number, hasRatio = true) {
  const [lower, upper] = [estimate - 1.959964 * standardError, estimate + 1.959964 * standardError];
  const z = estimate / standardError;
  const p = Math.min(1, 2 * Math.exp(-0.717 * Math.abs(z) - 0.416 * z * z) * 0.5 * 2);
  const ratios = hasRatio ? [Math.exp(estimate), Math.exp(lower), Math.exp(upper)] : [null, null, null];
  return [term, estimate, standardError, z, p, lower, upper, ...ratios];
}

const glmTable: ReportTable = {
  columns: COEFFICIENTS,
  rows: [
    coefficient("(intercept)", -6.2, 0.41),
    coefficient("age", 0.0613, 0.0042),
    coefficient("male", 0.412, 0.081),
    coefficient("sbp", 0.0121, 0.0019),
    coefficient("ldl", 0.0034, 0.0012),
    coefficient("smoker", 0.688, 0.094),
    coefficient("male:smoker", -0.21, 0.13),
    ["rare", null, null, null, null, null, null, null, null, null],
  ],
};

const gaussianTable: ReportTable = {
  columns: COEFFICIENTS,
  rows: [
    coefficient("(intercept)", 101.2, 2.4, false),
    coefficient("age", 0.512, 0.031, false),
    coefficient("male", 3.21, 0.71, false),
    coefficient("crp", -0.08, 0.06, false),
  ],
};

/** Forty terms, with names of up to 60 characters and one interval that is as good as boundless. */
const coxTable: ReportTable = {
  columns: COEFFICIENTS,
  rows: Array.from({ length: 40 }, (_, i) => {
    const name = `Biomarker ${String(i + 1).padStart(2, "0")} of the extended panel, log2 of ng/mL, fasting`;
    return coefficient(
      i % 3 === 0 ? name : `marker_${i + 1}`,
      0.5 * Math.sin(i * 1.7),
      i === 17 ? 9 : 0.12 + 0.01 * (i % 7),
    );
  }),
};

const rocTable: ReportTable = {
  columns: ["threshold", "falsePositiveRate", "sensitivity"],
  rows: Array.from({ length: 61 }, (_, i) => {
    const threshold = logistic((30 - i) / 5);
    const at = (shift: number) => (i === 0 ? 0 : i === 60 ? 1 : 1 - logistic((30 - i) / 5 - shift));
    return i === 40 ? [threshold, null, null] : [threshold, at(-1.1), at(1.1)];
  }),
};

const calibrationTable: ReportTable = {
  columns: ["bin", "meanPredicted", "observed", "lower", "upper", "count"],
  rows: [0.02, 0.05, 0.09, 0.14, 0.2, 0.28, 0.37, 0.48, 0.6, 0.74].map((predicted, i) => {
    if (i === 8) return [i + 1, null, null, null, null, null];
    const observed = predicted * (1 + 0.1 * Math.sin(i * 2));
    const half = 1.96 * Math.sqrt((observed * (1 - observed)) / (480 - 40 * i));
    return [i + 1, predicted, observed, Math.max(0, observed - half), observed + half, 480 - 40 * i];
  }),
};

const PREVALENCE = 0.18;
const decisionTable: ReportTable = {
  columns: ["threshold", "netBenefit", "netBenefitAll"],
  rows: Array.from({ length: 49 }, (_, i) => {
    const threshold = 0.01 * (i + 1);
    const odds = threshold / (1 - threshold);
    const all = PREVALENCE - (1 - PREVALENCE) * odds;
    return [threshold, Math.max(all, PREVALENCE * Math.exp(-3.2 * threshold) - 0.02 * threshold), all];
  }),
};

const SHARES = ["sensitivity", "specificity", "ppv", "npv", "f1", "accuracy"];
const thresholdsTable: ReportTable = {
  columns: ["threshold", ...SHARES.flatMap((name) => [name, `${name}Lower`, `${name}Upper`])],
  rows: [0.1, 0.2, 0.3].map((threshold, i) => [
    threshold,
    ...[0.91 - 0.12 * i, 0.55 + 0.13 * i, 0.31 + 0.09 * i, 0.965 - 0.02 * i, 0.46 + 0.03 * i, 0.62 + 0.07 * i].flatMap(
      (value) => [value, value - 0.021, value + 0.02],
    ),
  ]),
};

const groupsTable: ReportTable = {
  columns: ["group", "level", "rows", "positives", "auc", "lower", "upper", "gap"],
  rows: [
    ["male", "1", 1_214, 241, 0.801, 0.77, 0.832, 0],
    ["male", "0", 1_041, 152, 0.823, 0.785, 0.861, 0.022],
    ["age", "18 to 49", 402, 21, 0.774, 0.66, 0.888, -0.031],
    ["age", "50 to 69", 1_190, 188, 0.805, 0.77, 0.84, 0],
    ["age", "70 and older", 663, 184, 0.768, 0.73, 0.806, -0.037],
    ["arm", "Intensive", null, null, null, null, null, null],
  ],
};

/** Two groups on a grid of 30 days; the last counts of one are withheld. */
const curveTable: ReportTable = {
  columns: ["group", "time", "atRisk", "events", "censored", "survival", "lower", "upper"],
  rows: ["Usual care", "Intensive"].flatMap((group, g) =>
    Array.from({ length: 61 }, (_, i) => {
      const time = 30 * i;
      if (g === 1 && i > 55) return [group, time, null, null, null, null, null, null];
      const survival = Math.exp(-time / (g === 0 ? 2_100 : 3_300));
      const half = 0.0035 * Math.sqrt(i) * (1 + i / 40);
      const atRisk = Math.round(640 * survival * (1 - i / 90));
      return [
        group,
        time,
        atRisk,
        i === 0 ? 0 : 6,
        4,
        survival,
        Math.max(0, survival - half),
        Math.min(1, survival + half),
      ];
    }),
  ),
};
const mediansTable: ReportTable = {
  columns: ["group", "rows", "events", "median", "lower", "upper"],
  rows: [
    ["Usual care", 640, 402, 1_456, 1_320, 1_590],
    ["Intensive", 644, 288, null, null, null],
  ],
};

const round = (roundId: number, survivors = [0, 1, 2, 3]) => ({
  roundId,
  survivors,
  consentTimestamp: 1_714_000_000 + 3_600 * roundId,
});

function stage(
  id: string,
  document: Record<string, unknown>,
  tables: Record<string, ReportTable>,
  sums: ReportedStage["sums"],
): ReportedStage {
  const { workload } = STAGES.find((candidate) => candidate.id === id)!;
  const yieldsModel = workload === "train";
  const files = yieldsModel ? { "model.safetensors": Uint8Array.of(1, 2, 3) } : {};
  return {
    stage: id,
    workload,
    finished: id !== "novel",
    release: id === "model" ? "dp" : "exact",
    yieldsModel,
    report: { document, tables, files: files as Record<string, Uint8Array> },
    sums,
  };
}

/** A whole result. Each call gives its own. */
export function reportFixture(): ReportInput {
  return {
    study: { document: structuredClone(FIXTURE_DOCUMENT) as StudyDocument, digest: digest("ab") },
    studyId: 7,
    sites: ["Riverside Hospital", "Lakeside Clinic", "St. Mary", "University Hospital North", "Coastal Hospital"].map(
      (name, index) => ({ index, name }),
    ),
    disputed: [],
    transcriptDigest: digest("cd"),
    chain: { chainId: 31_337, roundLedger: `0x${"12".repeat(20)}` },
    audit: {
      ok: true,
      rounds: Array.from({ length: 20 }, (_, i) => ({ roundId: i + 1 })),
      checks: Array.from({ length: 340 }, (_, i) => ({
        id: `check.${i}`,
        subject: "round 1",
        ok: true,
        verdict: "holds.",
      })),
      notProven: ["That a site's records are true."],
    },
    stages: [
      stage("table_one", { rows: 4_812, sites: 4, minimumCell: 5 }, { columns: summaryTable }, [round(1)]),
      stage(
        "model",
        {
          outcome: "event",
          inputs: ["age", "male", "sbp", "ldl", "crp", "smoker"],
          rounds: 3,
          epsilon: 3,
          delta: 0.0000116,
        },
        { coefficients: trainTable },
        [round(2), round(3, [0, 2, 3]), round(4)],
      ),
      stage(
        "risk",
        { rows: 4_761, family: "binomial", deviance: 3_120.55, aic: 3_134.55, converged: true },
        { coefficients: glmTable },
        [round(5)],
      ),
      stage("pressure", { rows: 4_761, family: "gaussian" }, { coefficients: gaussianTable }, [round(6)]),
      stage("hazard", { rows: 1_284, cIndex: { value: 0.71, lower: 0.68, upper: 0.74 } }, { coefficients: coxTable }, [
        round(7),
      ]),
      stage(
        "quality",
        {
          rows: 2_255,
          positives: 393,
          auc: 0.80112,
          aucLower: 0.77712,
          aucUpper: 0.82512,
          brier: 0.1123,
          calibration: { slope: 0.97, intercept: -0.04 },
        },
        {
          roc: rocTable,
          calibration: calibrationTable,
          decision: decisionTable,
          thresholds: thresholdsTable,
          groups: groupsTable,
        },
        [round(8), round(9)],
      ),
      stage(
        "curves",
        { rows: 1_284, logRank: { statistic: 21.4, pValue: 0.0000037 } },
        { curve: curveTable, medians: mediansTable },
        [round(10)],
      ),
      stage(
        "novel",
        { rows: 900, weightSum: 899.2 },
        {
          balance: {
            columns: ["name", "differenceBefore", "differenceAfter"],
            rows: [
              ["age", 0.31, 0.02],
              ["male", null, 0.011],
            ],
          },
        },
        [round(11, [0, 1, 3])],
      ),
    ],
  };
}

/** The same with names as long as they come: 60 characters, and words that no line holds. */
export function longNames(input: ReportInput): ReportInput {
  const long = (text: string) => `${text} of a well-described and rather long-winded characteristic`.slice(0, 60);
  const stages = input.stages.map((stage) => {
    const tables = Object.entries(stage.report.tables).map(([name, table]) => {
      const rows = table.rows.map((row) => row.map((cell) => (typeof cell === "string" ? long(cell) : cell)));
      return [name, { ...table, rows }] as const;
    });
    return { ...stage, report: { ...stage.report, tables: Object.fromEntries(tables) } };
  });
  return { ...input, stages };
}
