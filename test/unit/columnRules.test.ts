import { withDefaults } from "@consilium/node/policy/Policy.ts";
import { type ColumnValues, columnFindings } from "@consilium/node/privacy/columnRules.ts";
import { findingsOf, requireColumns } from "@consilium/node/privacy/requireColumns.ts";
import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import { expect } from "chai";
import fc from "fast-check";
import { failureOf, summaryStudy, trainStudy } from "../behaviors/workload.ts";

const RULES = { minimumCell: 5, categoricalValues: 20, maximumDominance: 0.5 };
const ROWS = 100;

function column(name: string, value: (row: number) => number, type: "number" | "binary" = "number"): ColumnValues {
  const spec: ColumnSpec = type === "binary" ? { name, type } : { name, type, range: [-1_000, 1_000] };
  return { spec, values: Float64Array.from({ length: ROWS }, (_, row) => value(row)) };
}

const found = (...columns: ColumnValues[]) =>
  columnFindings(columns, RULES).map(({ rule, columns: names }) => [rule, ...names].join(" "));
const spread = (row: number) => ((row * 37) % ROWS) - 50;

describe("the rules for columns", () => {
  it("let a measurement, an even 0/1 column, a constant and an empty column be", () => {
    expect(
      found(
        column("a", spread),
        column("b", (row) => row % 2, "binary"),
      ),
    ).to.deep.equal([]);
    expect(
      found(
        column("a", () => 3),
        column("b", () => Number.NaN),
      ),
    ).to.deep.equal([]);
  });

  for (const few of [1, 4]) {
    it(`name a column that is the same for all but ${few} patients, a missing value being one of them`, () => {
      expect(found(column("a", (row) => (row < few ? spread(row) + 500 : 0)))).to.deep.equal(["rare a"]);
      expect(found(column("a", (row) => (row < few ? row : Number.NaN)))).to.deep.equal(["rare a"]);
      expect(found(column("a", (row) => (row < few ? Number.NaN : 7)))).to.deep.equal(["rare a"]);
      expect(found(column("a", (row) => (row < few ? 1 : 0), "binary"))).to.deep.equal(["rare a"]);
      expect(found(column("a", (row) => (row < few ? 0 : 1), "binary"))).to.deep.equal(["rare a"]);
    });
  }

  it("let a column be that differs for as many patients as a cell needs", () => {
    expect(found(column("a", (row) => (row < 5 ? 1 : 0), "binary"))).to.deep.equal([]);
  });

  it("name a column of few values of which one is few patients'", () => {
    expect(found(column("a", (row) => (row < 2 ? 9 : row % 3)))).to.deep.equal(["levels a"]);
    expect(found(column("a", (row) => (row < 60 ? Number.NaN : row < 63 ? 1 : 0), "binary"))).to.deep.equal([
      "levels a",
    ]);
    const [finding] = columnFindings([column("a", (row) => (row < 2 ? 9 : row % 3))], RULES);
    expect(finding!.message).to.equal("1 of its 4 values have fewer than 5 patients.");
  });

  it("take a measurement that hardly recurs for no category", () => {
    const few: ColumnValues = {
      ...column("a", spread),
      values: Float64Array.from({ length: 30 }, (_, row) => row % 19),
    };
    expect(columnFindings([few], RULES)).to.deep.equal([]);
  });

  it("name both columns of a pair that differs in few patients, and let one be that differs in more or in none", () => {
    const a = column("a", spread);
    const differing = (few: number) => column("b", (row) => spread(row) + (row % 25 === 0 && row < few * 25 ? 1 : 0));
    expect(found(a, differing(1))).to.deep.equal(["pair a b"]);
    expect(found(a, differing(4))).to.deep.equal(["pair a b"]);
    expect(
      found(
        a,
        column("b", (row) => (row < 4 ? Number.NaN : spread(row))),
      ),
    ).to.deep.equal(["pair a b"]);
    expect(
      found(
        a,
        column("b", (row) => (row < 5 ? Number.NaN : spread(row))),
      ),
    ).to.deep.equal([]);
    expect(found(a, column("b", spread))).to.deep.equal([]);
  });

  it("leave pairs with a rare column to the rule for rare columns", () => {
    const few = (name: string, from: number) =>
      column(name, (row) => (row >= from && row < from + 2 ? 1 : 0), "binary");
    expect(
      found(
        few("a", 0),
        few("b", 50),
        column("c", () => 0),
      ),
    ).to.deep.equal(["rare a", "rare b"]);
  });

  it("see a 0/1 column that is another's complement for all but few", () => {
    const a = column("a", (row) => row % 2, "binary");
    const b = column("b", (row) => (row === 7 ? row % 2 : 1 - (row % 2)), "binary");
    expect(found(a, b)).to.deep.equal(["pair a b"]);
  });

  it("find every pair that trying all of them finds", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 14, maxLength: 14 }), {
          minLength: 2,
          maxLength: 6,
        }),
        fc.integer({ min: 2, max: 6 }),
        (lists, minimumCell) => {
          const columns: ColumnValues[] = lists.map((list, i) => ({
            spec: { name: `c${i}`, type: "number", range: [0, 3] },
            values: Float64Array.from(list, (value) => (value === 3 ? Number.NaN : value)),
          }));
          const rare = columnFindings(columns, { ...RULES, minimumCell }).flatMap(({ rule, columns: [name] }) =>
            rule === "rare" ? [name] : [],
          );
          const expected = lists.flatMap((left, i) =>
            lists.flatMap((right, j) => {
              const difference = left.filter((value, row) => value !== right[row]).length;
              if (rare.includes(`c${i}`) || rare.includes(`c${j}`)) return [];
              return i < j && difference > 0 && difference < minimumCell ? [`c${i} c${j}`] : [];
            }),
          );
          const pairs = columnFindings(columns, { ...RULES, minimumCell }).filter(({ rule }) => rule === "pair");
          expect(pairs.map(({ columns: names }) => names.join(" ")).sort()).to.deep.equal(expected.sort());
        },
      ),
      { numRuns: 200 },
    );
  });

  it("name a column that one patient dominates, also where a constant is added to it", () => {
    const outlier = (row: number) => (row === 3 ? 900 : spread(row) / 100);
    expect(found(column("a", outlier))).to.deep.equal(["dominance a"]);
    expect(found(column("a", (row) => outlier(row) + 10_000))).to.deep.equal(["dominance a"]);
  });

  describe("on a study's columns", () => {
    const policy = withDefaults({ version: 1, release: { train: "exact" } });
    const rows = Array.from({ length: ROWS }, (_, row) => row);
    const table = (a: (row: number) => number, y: (row: number) => number = (row) => row % 2): FeatureTable => ({
      patientIds: rows.map((row) => `p${row}`),
      columns: new Map(
        Object.entries({ a, b: (row: number) => spread(row * 3), c: (row: number) => (row >> 1) % 2, y }).map(
          ([name, value]) => [name, Float64Array.from(rows, value)],
        ),
      ),
      heldOut: rows.map(() => false),
    });
    const rare = table((row) => (row < 2 ? 1 : 0));
    const input = {
      study: summaryStudy({ minimumCell: 5 }),
      rows,
      about: "training" as const,
      policy,
      allowRare: [] as string[],
    };

    it("refuse, naming rule, column and field, never a value, and say how a committee allows it", async () => {
      const error = await failureOf(() => requireColumns({ ...input, table: rare }));
      expect(error).to.include({ code: "POLICY_REFUSED", field: "study.yaml: column a" });
      expect(error.message).to.include("a: rare.").and.include("--allow-rare a");
    });

    it("let a rare column be that the committee allowed by its name, and no other", async () => {
      requireColumns({ ...input, table: rare, allowRare: ["a"] });
      const error = await failureOf(() => requireColumns({ ...input, table: rare, allowRare: ["b"] }));
      expect(error.code).to.equal("POLICY_REFUSED");
    });

    it("let nobody allow a pair or a dominated column by name", async () => {
      const pair = table((row) => (row < 2 ? 0 : spread(row * 3)));
      const dominated = table((row) => (row === 3 ? 9_000 : spread(row) / 100));
      for (const [wrong, rule] of [
        [pair, "pair"],
        [dominated, "dominance"],
      ] as const) {
        const error = await failureOf(() => requireColumns({ ...input, table: wrong, allowRare: ["a", "b", "c"] }));
        expect(error.message).to.include(rule).and.include("Nobody can allow it by name");
      }
    });

    it("look at the columns of which a stage releases something, on the rows of the cohort alone", () => {
      expect(findingsOf({ ...input, table: table(spread, (row) => (row < 2 ? 1 : 0)) })).to.deep.equal([]);
      const both = { ...input, study: trainStudy() };
      const outcome = findingsOf({ ...both, table: table(spread, (row) => (row < 2 ? 1 : 0)) });
      expect(outcome.map(({ columns }) => columns)).to.deep.equal([["y"]]);
      expect(findingsOf({ ...input, table: rare, rows: rows.slice(2) })).to.deep.equal([]);
    });

    describe("where a model is evaluated on held-out rows", () => {
      const check = { id: "check", workload: "evaluate", outcome: "y", model: "model" };
      const base = trainStudy();
      const study = { ...base, document: { ...base.document, stages: [...base.document.stages, check] } };
      const heldOut = { ...input, study, about: "heldOut" as const };
      const inputs = base.document.columns.map(({ name }) => name).filter((name) => name !== "y");

      it("look at the values of its inputs, and not at pairs of which no sum leaves", () => {
        const pair = table((row) => (row < 2 ? 0 : spread(row * 3)));
        expect(inputs).to.include.members(["a", "b"]);
        expect(findingsOf({ ...input, study, table: pair }).map(({ rule }) => rule)).to.include("pair");
        expect(findingsOf({ ...heldOut, table: pair })).to.deep.equal([]);
        expect(findingsOf({ ...heldOut, table: rare }).map(({ rule, columns }) => [rule, ...columns])).to.deep.equal([
          ["rare", "a"],
        ]);
        expect(findingsOf({ ...heldOut, table: rare, allowRare: ["a"] })).to.deep.equal([]);
      });

      it("look at the outcome as at any column, and take stages over all rows for stages over these", () => {
        const few = table(spread, (row) => (row < 2 ? 1 : 0));
        expect(findingsOf({ ...heldOut, table: few }).map(({ columns }) => columns)).to.deep.equal([["y"]]);
        const score = { intercept: 0, terms: [{ column: "a", coefficient: 1 }] };
        const anywhere = { id: "check", workload: "evaluate", outcome: "y", score, rows: "all" };
        const all = { ...study, document: { ...study.document, stages: [anywhere] } };
        for (const about of ["training", "heldOut", "all"] as const) {
          const found = findingsOf({ ...heldOut, study: all, about, table: rare });
          expect(found.map(({ columns }) => columns)).to.deep.equal([["a"]]);
        }
        const training = { ...heldOut, study: base };
        expect(findingsOf({ ...training, table: rare }), "no stage is about held-out rows").to.deep.equal([]);
        expect(findingsOf({ ...training, about: "all", table: rare })).to.have.length(1);
      });
    });

    it("refuse an exact regression with more parameters than the rows of a round's fewest survivors carry", async () => {
      const study = trainStudy();
      const few = { ...input, study, table: table(spread), rows: rows.slice(0, 10) };
      // Four parameters, 10 rows here and one more survivor with the study's minimum cohort of 1.
      requireColumns({
        ...few,
        policy: { ...policy, minimumCell: 1, maximumDominance: 1, maximumParameterShare: 0.37 },
      });
      const error = await failureOf(() =>
        requireColumns({ ...few, policy: { ...policy, maximumParameterShare: 0.36 } }),
      );
      expect(error).to.include({ code: "POLICY_REFUSED", field: "study.yaml: stage model" });
    });
  });
});
