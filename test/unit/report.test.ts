import { csvText } from "@consilium/cli/csvText.ts";
import { stageFacts } from "@consilium/cli/report/facts.ts";
import { INKS, QUIET_INK } from "@consilium/cli/report/figures/canvas.ts";
import { Labels } from "@consilium/cli/report/Labels.ts";
import { markup, plainText } from "@consilium/cli/report/markup.ts";
import { ratioFormat, shownInterval, shownNumber, shownP, shownPercent } from "@consilium/cli/report/numbers.ts";
import type { ReportInput } from "@consilium/cli/report/ReportInput.ts";
import { reportFiles } from "@consilium/cli/report/reportFiles.ts";
import { textWidth, wrappedText } from "@consilium/cli/report/textWidth.ts";
import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";
import { expect } from "chai";
import fc from "fast-check";
import { reportFixture } from "../support/reportFixture.ts";

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const filesOf = (input: ReportInput) =>
  Object.fromEntries(Object.entries(reportFiles(input)).map(([name, bytes]) => [name, text(bytes)]));

/** The texts of an element's cells, by row, each with the figures that it shows. */
function cellsOf(html: string, caption: string): { text: string; values: unknown[] }[][] {
  const table = html.split('<caption class="unseen">').find((part) => part.startsWith(`${caption}<`))!;
  const body = table.slice(table.indexOf("<tbody>"), table.indexOf("</tbody>"));
  return [...body.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row]) =>
    [...row!.matchAll(/<td class="[^"]*" data-values="([^"]*)">(.*?)<\/td>/g)].map(([, values, shown]) => ({
      text: shown!.replace(/<[^>]+>/g, ""),
      values: JSON.parse(values!.replaceAll("&quot;", '"').replaceAll("&amp;", "&")),
    })),
  );
}

describe("a result's report", () => {
  const files = filesOf(reportFixture());
  const html = files["report.html"]!;

  it("is one page that needs nothing beside it, and cannot ask for anything", () => {
    expect(html).to.match(/^<!doctype html>\n<html lang="en">/);
    expect(html.replaceAll("&#39;", "'")).to.include("default-src 'none'; style-src 'unsafe-inline'");
    expect(html).to.not.match(/<(script|link|img|iframe|object|embed|form|base)\b/i);
    expect(html).to.not.match(/\b(src|srcset|href|action)\s*=/i);
    expect(html.replaceAll("http://www.w3.org/2000/svg", "")).to.not.match(/https?:|url\((?!#)|@import/i);
  });

  it("says who took part by name, who did not, and whom the rules left out", () => {
    expect(html).to.include("<li>Riverside Hospital (member 0)</li>");
    expect(html).to.include("Took part in no sum: Coastal Hospital (member 4).");
    expect(html).to.include("In some of its 3 sums only: Lakeside Clinic (member 1).");
    expect(html).to.include("In none of its sums: St. Mary (member 2).");
    expect(html).to.include("no value of Cardiovascular event within a year");
    expect(html).to.include("Sites held back their part of 2 columns").and.include("1 column withheld in the sum");
    expect(html).to.include("4 sites, 4,812 patients").and.include("Its number of patients is not published.");
  });

  it("has a section for each stage, purpose, release, audit and digests", () => {
    for (const { stage } of reportFixture().stages) expect(html).to.include(`stage ${stage}, `);
    expect(html).to.include("disease specific research: cardiovascular disorder (MONDO:0004995)");
    expect(html).to.include("The figures are the true totals").and.include("Random noise was added");
    expect(html).to.include("<b>Passed.</b>").and.include("all 340 checks hold");
    expect(html)
      .to.include(`0x${"ab".repeat(32)}`)
      .and.include(`0x${"cd".repeat(32)}`);
    expect(html).to.include("This stage is not finished");
  });

  it("tells an audit that failed, one that missed a round, and that there is none", () => {
    const input = reportFixture();
    const failed = { id: "sum.digest", subject: "round 3", ok: false, verdict: "the sum is another" };
    const audit = { ...input.audit!, ok: false, checks: [...input.audit!.checks, failed] };
    const page = (changed: Partial<ReportInput>) => filesOf({ ...input, ...changed })["report.html"]!;
    expect(page({ audit })).to.include("<b>Failed.</b> 1 of 341 checks").and.include("<b>sum.digest</b>, round 3");
    const short = page({ audit: { ...input.audit!, rounds: [{ roundId: 1 }] } });
    expect(short).to.include("<b>Not complete.</b>").and.include("not seen rounds 2, 3, 4");
    expect(short).to.not.include("Passed.");
    expect(page({ audit: undefined }))
      .to.include("No audit was given")
      .and.not.include("Passed.");
    expect(page({ disputed: [9] })).to.include("disputes round 9");
  });

  it("is the same for the same result, byte for byte, and reads no clock", () => {
    const now = Date.now;
    Date.now = () => {
      throw new Error("a clock was read");
    };
    try {
      expect(filesOf(reportFixture())).to.deep.equal(files);
    } finally {
      Date.now = now;
    }
  });

  it("names the files that it writes", () => {
    const figures = ["model-coefficients", "risk-coefficients", "pressure-coefficients", "hazard-coefficients"];
    figures.push("quality-roc", "quality-calibration", "quality-decision", "quality-groups", "curves-survival");
    expect(Object.keys(files).filter((name) => name.endsWith(".svg"))).to.deep.equal(
      figures.map((name) => `figures/${name}.svg`),
    );
    const { stages } = reportFixture();
    for (const { stage, report } of stages) {
      for (const [name, table] of Object.entries(report.tables)) {
        expect(files[`${stage}.${name}.csv`]).to.equal(csvText(table));
        const rows = table.rows.map((row) => Object.fromEntries(table.columns.map((column, i) => [column, row[i]])));
        expect(JSON.parse(files[`${stage}.${name}.json`]!)).to.deep.equal(rows);
      }
    }
  });

  it("shows the first thousand rows of a long table, folded, and says how many more there are", () => {
    const input = reportFixture();
    const long = { columns: ["node", "gain"], rows: Array.from({ length: 1_203 }, (_, i) => [i, i / 7]) };
    const stages = input.stages.map((stage) => ({ ...stage, report: { ...stage.report, tables: { trees: long } } }));
    const page = filesOf({ ...input, stages: [stages.at(-1)!] })["report.html"]!;
    expect(page)
      .to.include("<summary>The table: 1,203 rows</summary>")
      .and.include("203 more rows are in <code>novel.trees.csv");
    expect(cellsOf(page, "Trees, stage novel")).to.have.length(1_000);
  });

  it("gives a stage that yields a model a card, and no other study one", () => {
    const card = files["model-card.md"]!;
    expect(card).to.include("# Model card: One-year cardiovascular events");
    expect(card).to.include("- sbp: number in mmHg, 60 to 260; Systolic blood pressure");
    expect(card).to.include("AUC: 0.801 (0.777 to 0.825)").and.include("Lakeside Clinic");
    const input = reportFixture();
    const none = filesOf({ ...input, stages: input.stages.filter(({ yieldsModel }) => !yieldsModel) });
    expect(none).to.not.have.property("model-card.md");
  });

  describe("its tables", () => {
    /** All figures of a table in a row's order of columns, whatever the order of the shown ones. */
    const shownFigures = (caption: string) =>
      cellsOf(html, caption).map((row) => row.flatMap(({ values }) => values).map((value) => JSON.stringify(value)));
    const captions: Record<string, string> = {
      "risk.coefficients": "Coefficients, stage risk",
      "hazard.coefficients": "Coefficients, stage hazard",
      "model.coefficients": "Weights of the model, stage model",
      "quality.roc": "Telling patients apart (ROC), stage quality",
      "quality.calibration": "Calibration, stage quality",
      "quality.decision": "Use for decisions (net benefit), stage quality",
      "quality.thresholds": "At chosen thresholds, stage quality",
      "quality.groups": "By group, stage quality",
      "curves.curve": "Survival, stage curves",
      "curves.medians": "Median survival, stage curves",
      "novel.balance": "Balance, stage novel",
    };

    for (const [name, caption] of Object.entries(captions)) {
      it(`show exactly the figures of ${name}.json`, () => {
        const rows = JSON.parse(files[`${name}.json`]!) as Record<string, unknown>[];
        const shown = shownFigures(caption);
        expect(shown).to.have.length(rows.length).and.not.have.length(0);
        for (const [i, row] of rows.entries()) {
          expect(shown[i]!.toSorted()).to.deep.equal(
            Object.values(row)
              .map((value) => JSON.stringify(value))
              .toSorted(),
          );
        }
      });
    }

    it("show table one with labels, units, shares and what is withheld", () => {
      const rows = cellsOf(html, "Table one, stage table_one").map((row) => row.map((cell) => cell.text));
      expect(rows[0]).to.deep.equal(["Age, years", "4,812", "61.5 (11.8)", "0 (0.0 %)", "0"]);
      expect(rows[1]).to.deep.equal(["Male sex", "4,812", "53.5 %", "0 (0.0 %)", "0"]);
      expect(rows[6]!.slice(1)).to.deep.equal(["withheld", "withheld", "withheld", "3"]);
      const table = reportFixture().stages[0]!.report.tables.columns!;
      for (const [i, row] of cellsOf(html, "Table one, stage table_one").entries()) {
        const exact = table.rows[i]!;
        const isBinary = row[2]!.values.length === 1;
        const [name, count, mean, , deviation, missing, share, held] = exact;
        const middle = isBinary ? [mean] : [mean, deviation];
        expect(row.flatMap(({ values }) => values)).to.deep.equal([name, count, ...middle, missing, share, held]);
      }
    });

    it("show every null as withheld or in its own words, never as 0 or a hole", () => {
      const input = reportFixture();
      const nulls = (table: ReportTable): ReportTable => ({
        ...table,
        rows: table.rows.map((row) => row.map((cell) => (typeof cell === "number" ? null : cell))),
      });
      const stages = input.stages.map((stage) => ({
        ...stage,
        report: {
          ...stage.report,
          tables: Object.fromEntries(Object.entries(stage.report.tables).map(([name, table]) => [name, nulls(table)])),
        },
      }));
      const page = filesOf({ ...input, stages })["report.html"]!;
      const cells = [...page.matchAll(/<td class="[^"]*" data-values="([^"]*)">(.*?)<\/td>/g)];
      expect(cells.length).to.be.above(400);
      for (const [, values, shown] of cells) {
        if (/^\[null(,null)*\]$/.test(values!)) expect(shown).to.match(/^(withheld|not standardised)$/);
      }
      expect(page.match(/class="series" d=""/g), "curves without a point").to.have.length.above(3);
      expect(page).to.not.include("NaN").and.not.include("Infinity").and.not.include("undefined");
    });

    it("hide the ratios of a linear model, which has none, and no other column", () => {
      const rows = cellsOf(html, "Coefficients, stage pressure");
      expect(rows[0]).to.have.length(5);
      expect(rows[0]!.flatMap(({ values }) => values)).to.have.length(7);
      expect(html).to.include("Odds ratio <span").and.include("Hazard ratio <span");
    });

    it("name the groups of a yes-or-no column by its label", () => {
      const input = reportFixture();
      const { document } = input.study;
      const groups = [...document.stages.slice(0, 6), { id: "curves", workload: "km", group: "smoker" }];
      const stage = input.stages.find(({ stage }) => stage === "curves")!;
      const medians = {
        columns: ["group", "rows", "events", "median"],
        rows: [
          ["1", 9, 9, 3],
          ["0", 9, null, null],
        ],
      };
      const page = filesOf({
        ...input,
        study: { ...input.study, document: { ...document, stages: groups } },
        stages: [{ ...stage, report: { ...stage.report, tables: { medians } } }],
      })["report.html"]!;
      const rows = cellsOf(page, "Median survival, stage curves").map((row) => row.map((cell) => cell.text));
      expect(rows[0]![0]).to.equal("Smokes daily: yes");
      expect(rows[1]).to.deep.equal(["Smokes daily: no", "9", "withheld", "withheld"]);
      const whole = { columns: ["group", "median"], rows: [[null, 3]] };
      const one = filesOf({
        ...input,
        stages: [{ ...stage, report: { ...stage.report, tables: { medians: whole } } }],
      });
      expect(cellsOf(one["report.html"]!, "Median survival, stage curves")[0]![0]!.text).to.equal("all");
    });

    it("tell a median that was not reached from one that is withheld", () => {
      const rows = cellsOf(html, "Median survival, stage curves").map((row) => row.map((cell) => cell.text));
      expect(rows).to.deep.equal([
        ["Usual care", "640", "402", "1,456 (1,320 to 1,590)"],
        ["Intensive", "644", "288", "not reached"],
      ]);
    });
  });

  describe("against a hostile study", () => {
    const EVIL = `<script>alert(1)</script>"' onload=x <img src=//e.example> & ]]> \u202e\u0000 *a* [b](http://e.example)\n# c`;
    const input = reportFixture();
    const { document } = input.study;
    const hostile = (table: ReportTable): ReportTable => ({
      columns: table.columns,
      rows: table.rows.map((row) => row.map((cell) => (typeof cell === "string" ? `${cell} ${EVIL}` : cell))),
    });
    const attacked = filesOf({
      ...input,
      study: {
        ...input.study,
        document: {
          ...document,
          title: EVIL,
          id: EVIL,
          purpose: EVIL,
          disease: { code: EVIL, label: EVIL },
          columns: document.columns.map((column) => ({
            ...column,
            label: `${column.label} ${EVIL}`,
            unit: EVIL,
          })) as any,
        },
      },
      sites: input.sites.map((site) => ({ ...site, name: EVIL })),
      chain: { ...input.chain, roundLedger: EVIL },
      audit: {
        ok: false,
        rounds: [],
        checks: [{ id: EVIL, subject: EVIL, ok: false, verdict: EVIL }],
        notProven: [EVIL],
      },
      stages: input.stages.map((stage) => ({
        ...stage,
        report: {
          ...stage.report,
          document: { ...stage.report.document, [EVIL]: EVIL, words: [EVIL], nested: { [EVIL]: EVIL } },
          tables: Object.fromEntries(
            Object.entries(stage.report.tables).map(([name, table]) => [name, hostile(table)]),
          ),
        },
      })),
    });
    const tags = (page: string) => [...page.matchAll(/<\/?([a-z][^\s/>]*)/gi)].map(([, name]) => name!.toLowerCase());

    it("lets no markup of its texts into page or figure", () => {
      const drawn = Object.entries(attacked).filter(([name]) => /\.(html|svg)$/.test(name));
      expect(drawn).to.have.length(10);
      for (const [name, page] of drawn) {
        const known = new Set(tags(files[name]!));
        expect(
          tags(page).filter((tag) => !known.has(tag)),
          name,
        ).to.deep.equal([]);
        expect(page, name).to.not.include("<script").and.not.include("<img");
        // The curves of an evaluation hold no text of a study.
        if (!/roc|calibration|decision/.test(name)) expect(page, name).to.include("&lt;script&gt;");
        expect(page.replace(/"[^"]*"/g, '""'), name).to.not.match(/<[^>]*\bonload/);
        expect(page, name).to.not.match(/[^\P{C}\n]/u);
      }
    });

    it("lets no markup into the model card", () => {
      const card = attacked["model-card.md"]!;
      expect(card).to.not.match(/[<>]/);
      expect(card).to.not.match(/(?<!\\)[*[\]_]a\*|(?<!\\)\]\(/);
      expect(card).to.not.include("://");
      expect(card.split("\n").filter((line) => line.startsWith("# "))).to.have.length(1);
    });

    it("escapes whatever is put in a template, in text and in attributes", () => {
      const letter = fc.oneof(
        fc.constantFrom(...`&<>"'; a`),
        fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
      );
      fc.assert(
        fc.property(fc.string({ unit: letter }), (value) => {
          const page = markup`<p title="${value}">${value}</p>`.markup;
          const [, title, inside] = /^<p title="([^"<>]*)">([^"<>']*)<\/p>$/.exec(page)!;
          const read = (escaped: string) =>
            escaped.replace(
              /&(amp|lt|gt|quot|#39);/g,
              (_, name: string) => ({ amp: "&", lt: "<", gt: ">", quot: '"' })[name] ?? "'",
            );
          expect([read(title!), read(inside!)]).to.deep.equal([plainText(value), plainText(value)]);
        }),
      );
    });
  });

  it("leaves out of a stage's facts what the study did not ask for, and writes its words as people do", () => {
    const labels = new Labels([{ name: "event", type: "binary", label: "Event within a year" }]);
    const document = {
      ...{ outcome: "event", evaluatedRows: "heldOut", link: "logit", offset: null, aic: null },
      ...{ linearPredictor: { intercept: 1 }, linearPredictors: null, robust: false },
    };
    expect(stageFacts(document, labels).map(({ name, text: shown }) => `${name}: ${shown}`)).to.deep.equal([
      "Outcome: Event within a year",
      "Evaluated rows: held out",
      "Link: logit",
      "AIC: withheld",
      "Robust: no",
    ]);
  });

  it("shows numbers with sensible digits", () => {
    const shown = [0, 5, 1_234_567, 61.4837, 9.996, 0.012345, -3.1, 1_234.5, 123.45, 0.00000123, 1.5e12, Number.NaN];
    expect(shown.map(shownNumber)).to.deep.equal([
      ...["0", "5", "1,234,567", "61.5", "10.00", "0.0123", "−3.10", "1,235", "123.5", "1.23 × 10⁻⁶", "1.50 × 10¹²"],
      "not a number",
    ]);
    expect([0.0004, 0.001, 0.0432, 0.9999].map(shownP)).to.deep.equal(["<0.001", "0.001", "0.043", ">0.999"]);
    expect(shownPercent(0.4567)).to.equal("45.7 %");
    const ratio = (value: number, lower: number, upper: number) =>
      shownInterval([value, lower, upper], ratioFormat(lower, upper));
    expect(ratio(1.512, 1.29, 1.768)).to.equal("1.51 (1.29 to 1.77)");
    expect(ratio(1.0034, 1.001, 1.0058)).to.equal("1.003 (1.001 to 1.006)");
    expect(ratio(0.75, 1.63e-8, 34_169_955)).to.equal("0.75 (1.63 × 10⁻⁸ to 3.42 × 10⁷)");
    expect(shownInterval([null, null, null], shownNumber)).to.equal("withheld");
    expect(shownInterval([1.5, null, 2.5], shownNumber)).to.equal("1.50 (withheld to 2.50)");
  });

  it("breaks a text into lines that fit, and loses no letter until it says so", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), fc.integer({ min: 40, max: 300 }), (value, widthPx) => {
        const lines = wrappedText(plainText(value), widthPx, 12, 99);
        expect(lines.join("").replaceAll(" ", "")).to.equal(plainText(value).replaceAll(" ", ""));
        for (const line of lines) expect(textWidth(line, 12)).to.be.at.most(widthPx);
      }),
    );
    expect(wrappedText("one two three four five six", 40, 12, 2).at(-1)).to.match(/…$/);
  });

  it("draws in inks that stand out on white paper, also in grey (WCAG 2.2, contrast 4.5)", () => {
    const luminance = (ink: string) => {
      const parts = [1, 3, 5].map((at) => Number.parseInt(ink.slice(at, at + 2), 16) / 255);
      const [red, green, blue] = parts.map((part) =>
        part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
    };
    for (const ink of [...INKS, QUIET_INK]) expect(1.05 / (luminance(ink) + 0.05), ink).to.be.above(4.5);
  });
});
