import type { Drawing } from "@consilium/cli/report/figures/canvas.ts";
import { apart, svgElement } from "@consilium/cli/report/figures/canvas.ts";
import { forestPlot } from "@consilium/cli/report/figures/forest.ts";
import { stageFigures } from "@consilium/cli/report/stageSection.ts";
import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";
import { expect } from "chai";
import fc from "fast-check";
import { reportFixture } from "../support/reportFixture.ts";

type Point = readonly [x: number, y: number];

/** From a place in px back to a value, by what the figure's own axis says: its numbers and where they stand. */
function axisOf(svg: string, axis: "x" | "y", isLogarithmic = false): (px: number) => number {
  const group = new RegExp(`<g class="${axis}-ticks">(.*?)</g>`, "s").exec(svg)![1]!;
  const ticks = [...group.matchAll(/<text x="([-\d.]+)" y="([-\d.]+)"[^>]*>([^<]*)</g)].map(([, x, y, shown]) => {
    const value = Number(shown!.replaceAll(",", "").replace("−", "-"));
    // The baseline of a number stands 4 px below its line.
    return { px: axis === "x" ? Number(x) : Number(y) - 4, value: isLogarithmic ? Math.log(value) : value };
  });
  const [first, last] = [ticks[0]!, ticks.at(-1)!];
  return (px) => {
    const value = first.value + ((px - first.px) * (last.value - first.value)) / (last.px - first.px);
    return isLogarithmic ? Math.exp(value) : value;
  };
}

/** The corners of each drawn line. */
function linesOf(svg: string): Point[][] {
  return [...svg.matchAll(/<path class="series" d="([^"]*)"/g)].map(([, d]) =>
    [...d!.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]): Point => [Number(x), Number(y)]),
  );
}

const numberIn = (table: ReportTable, row: ReportTable["rows"][number], column: string) =>
  row[table.columns.indexOf(column)] as number | null;

describe("a report's figures", () => {
  const { stages, study } = reportFixture();
  const stageOf = (id: string) => stages.find(({ stage }) => stage === id)!;
  const drawing = (id: string, name: string): Drawing => {
    const figure = stageFigures(stageOf(id), { study }).find((candidate) => candidate.name === name)!;
    return figure.draw("sheet");
  };
  const svgOf = (id: string, name: string) => svgElement(`${id}-${name}`, drawing(id, name)).markup;
  /** Two decimals of a px, and of the axis' numbers, on a few hundred px. */
  const near = (actual: number, expected: number, span: number) =>
    expect(actual).to.be.closeTo(expected, span / 5_000, `${actual} is not ${expected}`);

  it("have a title, a description and a size, and say nothing in colour alone", () => {
    for (const stage of stages) {
      for (const { name, draw } of stageFigures(stage, { study })) {
        for (const room of ["sheet", "phone"] as const) {
          const svg = svgElement(`${stage.stage}-${name}`, draw(room)).markup;
          expect(svg).to.match(/<title id="[\w-]+-title">[^<]{8,}<\/title>/);
          expect(svg).to.match(/<desc id="[\w-]+-desc">[^<]{8,}<\/desc>/);
          expect(svg).to.include(`aria-labelledby="${stage.stage}-${name}-title ${stage.stage}-${name}-desc"`);
          const sizes = [...svg.matchAll(/font-size="([\d.]+)"/g)].map(([, size]) => Number(size));
          expect(Math.min(...sizes)).to.be.at.least(11);
          const dashes = [...svg.matchAll(/class="series"[^>]*stroke-dasharray="([^"]+)"/g)].map(([, dash]) => dash);
          expect(new Set(dashes).size, `${name}: dashes`).to.equal(dashes.length);
        }
      }
    }
  });

  for (const [name, x, ys] of [
    ["roc", "falsePositiveRate", ["sensitivity"]],
    ["decision", "threshold", ["netBenefit", "netBenefitAll"]],
  ] as const) {
    it(`draw the ${name} curve through every figure of the table`, () => {
      const svg = svgOf("quality", name);
      const [xOf, yOf] = [axisOf(svg, "x"), axisOf(svg, "y")];
      const table = stageOf("quality").report.tables[name]!;
      for (const [i, y] of ys.entries()) {
        const known = table.rows.filter((row) => numberIn(table, row, y) !== null);
        const drawn = linesOf(svg)[i]!;
        expect(drawn).to.have.length(known.length);
        for (const [at, row] of known.entries()) {
          near(xOf(drawn[at]![0]), numberIn(table, row, x)!, 1);
          near(yOf(drawn[at]![1]), numberIn(table, row, y)!, 1);
        }
      }
    });
  }

  it("break a curve where a figure is withheld", () => {
    const [roc] = [...svgOf("quality", "roc").matchAll(/class="series" d="([^"]*)"/g)].map(([, d]) => d!);
    expect(roc!.match(/M/g)).to.have.length(2);
    const table = stageOf("quality").report.tables.roc!;
    const holes = table.rows.filter((row) => row.includes(null)).length;
    expect(roc!.match(/[ML]/g)).to.have.length(table.rows.length - holes);
    const ends = linesOf(svgOf("curves", "survival")).map((line) => line.at(-1)![0]);
    expect(ends[1]).to.be.below(ends[0]!);
  });

  it("show a point that stands alone between two that are withheld", () => {
    const table = {
      columns: ["falsePositiveRate", "sensitivity"],
      rows: [
        [0, null],
        [0.4, 0.6],
        [1, null],
      ],
    };
    const stage = stageOf("quality");
    const [figure] = stageFigures({ ...stage, report: { ...stage.report, tables: { roc: table } } }, { study });
    expect(svgElement("x", figure!.draw("sheet")).markup).to.match(/d="M[\d.]+,[\d.]+Z"[^>]*stroke-linecap="round"/);
  });

  it("draw survival as steps through every figure, and the table's numbers at risk below", () => {
    const svg = svgOf("curves", "survival");
    const [xOf, yOf] = [axisOf(svg, "x"), axisOf(svg, "y")];
    const table = stageOf("curves").report.tables.curve!;
    for (const [i, group] of ["Usual care", "Intensive"].entries()) {
      const rows = table.rows.filter((row) => row[0] === group && numberIn(table, row, "survival") !== null);
      const corners = linesOf(svg)[i]!;
      // Each step after the first has two corners: where it starts, and where it falls.
      expect(corners).to.have.length(2 * rows.length - 1);
      for (const [at, row] of rows.entries()) {
        near(xOf(corners[2 * at]![0]), numberIn(table, row, "time")!, 1_800);
        near(yOf(corners[2 * at]![1]), numberIn(table, row, "survival")!, 1);
        if (at > 0) expect(corners[2 * at - 1]![1]).to.equal(corners[2 * at - 2]![1]);
      }
    }
    // Grid of 30 days, numbers at 0, 200, 400: the first row from then on, 0, 210, 420, tells who is still there.
    const at = (group: string, time: number) => table.rows.find((row) => row[0] === group && row[1] === time)![2];
    for (const group of ["Usual care", "Intensive"]) {
      for (const time of [0, 210, 420]) expect(svg).to.include(`>${at(group, time)}</text>`);
    }
    expect(svg).to.include(">withheld</text>");
  });

  it("start survival at one where the table begins with its first event", () => {
    const { study: same } = reportFixture();
    const stage = structuredClone({ ...stageOf("curves"), report: { ...stageOf("curves").report, files: {} } });
    const table = stage.report.tables.curve!;
    const later = { ...table, rows: table.rows.filter((row) => numberIn(table, row, "time")! > 0) };
    const report = { ...stage.report, tables: { curve: later } };
    const [figure] = stageFigures({ ...stage, report }, { study: same });
    const svg = svgElement("x", figure!.draw("sheet")).markup;
    const [xOf, yOf] = [axisOf(svg, "x"), axisOf(svg, "y")];
    near(xOf(linesOf(svg)[0]![0]![0]), 0, 1_800);
    near(yOf(linesOf(svg)[0]![0]![1]), 1, 1);
  });

  it("put calibration's points and whiskers where the table has them", () => {
    const svg = svgOf("quality", "calibration");
    const [xOf, yOf] = [axisOf(svg, "x"), axisOf(svg, "y")];
    const table = stageOf("quality").report.tables.calibration!;
    const dots = [...svg.matchAll(/<circle class="estimate" cx="([\d.]+)" cy="([\d.]+)"/g)];
    const known = table.rows.filter((row) => numberIn(table, row, "observed") !== null);
    expect(dots).to.have.length(known.length).and.not.have.length(table.rows.length);
    expect(svg).to.not.include("NaN");
    for (const [i, [, cx, cy]] of dots.entries()) {
      near(xOf(Number(cx)), numberIn(table, known[i]!, "meanPredicted")!, 1);
      near(yOf(Number(cy)), numberIn(table, known[i]!, "observed")!, 1);
    }
  });

  it("put ratios on a logarithmic axis where the table has them, and say them in words", () => {
    for (const id of ["risk", "hazard"]) {
      const svg = svgOf(id, "coefficients");
      const xOf = axisOf(svg, "x", true);
      const table = stageOf(id).report.tables.coefficients!;
      const known = table.rows.filter((row) => row[0] !== "(intercept)" && numberIn(table, row, "ratio") !== null);
      const squares = [...svg.matchAll(/<rect class="estimate" x="([\d.]+)"/g)].map(([, x]) => Number(x) + 4);
      expect(squares).to.have.length(known.length);
      for (const [i, row] of known.entries())
        near(Math.log(xOf(squares[i]!)), Math.log(numberIn(table, row, "ratio")!), 5);
    }
    expect(svgOf("risk", "coefficients")).to.include("Male sex × Smokes daily").and.include(">1.51 (1.29 to 1.77)<");
    expect(svgOf("risk", "coefficients")).to.include("Odds ratio, logarithmic axis");
    expect(svgOf("hazard", "coefficients")).to.include("Hazard ratio, logarithmic axis");
    expect(svgOf("hazard", "coefficients").match(/class="beyond"/g), "arrows of the boundless interval").to.have.length(
      2,
    );
  });

  it("draw a linear model and trained weights on a plain axis around 0", () => {
    const svg = svgOf("pressure", "coefficients");
    const xOf = axisOf(svg, "x");
    const table = stageOf("pressure").report.tables.coefficients!;
    const squares = [...svg.matchAll(/<rect class="estimate" x="([\d.]+)"/g)].map(([, x]) => Number(x) + 4);
    for (const [i, row] of table.rows.slice(1).entries()) near(xOf(squares[i]!), numberIn(table, row, "estimate")!, 5);
    expect(svgOf("model", "coefficients").match(/class="estimate"/g)).to.have.length(6);
  });

  it("leave a model of more terms than an eye compares to its table", () => {
    const stage = stageOf("risk");
    const { columns, rows } = stage.report.tables.coefficients!;
    const figuresWith = (count: number) => {
      const table = { columns, rows: Array.from({ length: count }, () => rows[1]!) };
      return stageFigures({ ...stage, report: { ...stage.report, tables: { coefficients: table } } }, { study });
    };
    expect([figuresWith(120).length, figuresWith(121).length]).to.deep.equal([1, 0]);
  });

  it("survive a table of nothing but withheld figures", () => {
    const rows = [{ name: "a", value: null, lower: null, upper: null, text: "withheld" }];
    const forest = { title: "t", description: "d", axis: "a", isRatio: true, reference: 1, textHeading: "h", rows };
    for (const isRatio of [true, false]) {
      const svg = svgElement("x", forestPlot({ ...forest, isRatio, reference: isRatio ? 1 : 0 }, "sheet")).markup;
      expect(svg).to.include(">withheld</text>").and.not.include("NaN");
    }
  });

  it("move labels apart, as little as need be, within their frame", () => {
    const heights = fc.array(fc.double({ min: 0, max: 300, noNaN: true }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(heights, (wanted) => {
        const placed = apart(wanted, 16, 0, 300);
        const sorted = placed.toSorted((a, b) => a - b);
        for (let i = 1; i < sorted.length; i++) expect(sorted[i]! - sorted[i - 1]!).to.be.at.least(16 - 1e-9);
        expect(Math.min(...placed)).to.be.at.least(-1e-9);
        expect(Math.max(...placed)).to.be.at.most(300 + 1e-9);
      }),
    );
  });
});
