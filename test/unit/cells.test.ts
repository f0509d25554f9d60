import { type CountTable, withheldCells } from "@consilium/sdk/workloads/cells.ts";
import { expect } from "chai";
import fc from "fast-check";

/** A table of rows x columns with a total for each row, each column and all. */
function twoWay(counts: readonly (readonly number[])[], known: readonly string[] = []): CountTable {
  const cells: Record<string, number> = {};
  const sums: { total: string; of: string[] }[] = [];
  const width = counts[0]!.length;
  counts.forEach((row, i) => {
    row.forEach((count, j) => {
      cells[`${i},${j}`] = count;
    });
    cells[`row ${i}`] = row.reduce((sum, count) => sum + count, 0);
    sums.push({ total: `row ${i}`, of: row.map((_, j) => `${i},${j}`) });
  });
  for (let j = 0; j < width; j++) {
    cells[`column ${j}`] = counts.reduce((sum, row) => sum + row[j]!, 0);
    sums.push({ total: `column ${j}`, of: counts.map((_, i) => `${i},${j}`) });
  }
  cells.all = counts.flat().reduce((sum, count) => sum + count, 0);
  sums.push({ total: "all", of: counts.map((_, i) => `row ${i}`) });
  sums.push({ total: "all", of: Array.from({ length: width }, (_, j) => `column ${j}`) });
  return { cells, sums, known };
}

/** The published equations over the withheld cells: coefficients and the right-hand side. */
function equations({ cells, sums }: CountTable, withheld: readonly string[]): { left: number[]; right: number }[] {
  return sums.map(({ total, of }) => {
    const left = withheld.map((name) => (of.includes(name) ? 1 : 0) - (name === total ? 1 : 0));
    const shown = of.filter((name) => !withheld.includes(name)).reduce((sum, name) => sum + cells[name]!, 0);
    return { left, right: (withheld.includes(total) ? 0 : cells[total]!) - shown };
  });
}

/** Fraction-free elimination over whole numbers: the rank of a matrix. Written apart from the product's. */
function rankOf(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => row.map(BigInt));
  let rank = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const at = rows.findIndex((row, i) => i >= rank && row[column] !== 0n);
    if (at < 0) continue;
    [rows[rank], rows[at]] = [rows[at]!, rows[rank]!];
    const lead = rows[rank]!;
    for (let i = rank + 1; i < rows.length; i++) {
      const factor = rows[i]![column]!;
      if (factor !== 0n) rows[i] = rows[i]!.map((value, j) => value * lead[column]! - lead[j]! * factor);
    }
    rank += 1;
  }
  return rank;
}

/** Whether linear algebra alone tells the cell: its unit vector is in the span of the published equations. */
function isDerivable(table: CountTable, withheld: readonly string[], name: string): boolean {
  const left = equations(table, withheld).map((each) => each.left);
  const unit = withheld.map((each) => (each === name ? 1 : 0));
  return rankOf([...left, unit]) === rankOf(left);
}

/** Every value that the cell has in a table of whole numbers from 0 that agrees with all that is published, by trying them all. */
function possibleValues(table: CountTable, withheld: readonly string[], name: string, most: number): Set<number> {
  const system = equations(table, withheld);
  const at = withheld.indexOf(name);
  const values = new Set<number>();
  const guess = new Array<number>(withheld.length).fill(0);
  const fits = (upTo: number): boolean =>
    system.every(({ left, right }) => {
      const sum = left.slice(0, upTo).reduce((total, factor, i) => total + factor * guess[i]!, 0);
      const rest = left.slice(upTo);
      if (rest.every((factor) => factor === 0)) return sum === right;
      // What is still to come only adds: no use in going on past the right-hand side.
      return rest.some((factor) => factor < 0) || sum <= right;
    });
  const visit = (i: number): void => {
    if (i === withheld.length) {
      values.add(guess[at]!);
      return;
    }
    for (let value = 0; value <= most; value++) {
      guess[i] = value;
      if (fits(i + 1)) visit(i + 1);
    }
    guess[i] = 0;
  };
  visit(0);
  return values;
}

const isSmall = (count: number, least: number) => count > 0 && count < least;
const TABLES = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 4 })).chain(([rows, columns]) =>
  fc.array(
    fc.array(fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 40 })), {
      minLength: columns,
      maxLength: columns,
    }),
    {
      minLength: rows,
      maxLength: rows,
    },
  ),
);

describe("suppression of small cells", () => {
  it("withholds nothing where every cell is empty or large", () => {
    expect([
      ...withheldCells(
        twoWay([
          [0, 5],
          [9, 12],
        ]),
        5,
      ),
    ]).to.deep.equal([]);
  });

  it("withholds a second cell of a row and of a column, so that no total gives the small one back", () => {
    const table = twoWay([
      [2, 20, 30],
      [15, 25, 40],
      [50, 60, 70],
    ]);
    const withheld = [...withheldCells(table, 5)];
    expect(withheld).to.include("0,0").and.have.length(4);
    expect(withheld.some((name) => name.startsWith("row") || name.startsWith("column") || name === "all")).to.equal(
      false,
    );
  });

  it("withholds the complement of a small side", () => {
    const table = {
      cells: { yes: 2, no: 40, rows: 42 },
      sums: [{ total: "rows", of: ["yes", "no"] }],
      known: ["rows"],
    };
    expect([...withheldCells(table, 5)]).to.have.members(["yes", "no"]);
    expect([...withheldCells({ ...table, cells: { yes: 40, no: 2, rows: 42 } }, 5)]).to.have.members(["yes", "no"]);
  });

  it("does not rest on a second cell that is too small to hide the first", () => {
    const cells = { a: 1, b: 2, c: 30, d: 40, rows: 73 };
    const withheld = [
      ...withheldCells({ cells, sums: [{ total: "rows", of: ["a", "b", "c", "d"] }], known: ["rows"] }, 5),
    ];
    expect(withheld, "a + b = 3 would say that each is at most 3").to.have.members(["a", "b", "c"]);
  });

  it("never withholds what is known anyway, and all else where nothing less hides a small cell", () => {
    const table = { cells: { yes: 2, no: 0, rows: 2 }, sums: [{ total: "rows", of: ["yes", "no"] }], known: ["rows"] };
    expect([...withheldCells(table, 5)]).to.have.members(["yes", "no"]);
  });

  it("lets linear algebra derive no small cell from what is published", () => {
    let derivableWithoutComplement = 0;
    fc.assert(
      fc.property(TABLES, fc.integer({ min: 2, max: 6 }), (counts, least) => {
        const table = twoWay(counts);
        const withheld = [...withheldCells(table, least)];
        const small = Object.keys(table.cells).filter((name) => isSmall(table.cells[name]!, least));
        expect(withheld).to.include.members(small);
        for (const name of small) {
          // A table with next to nobody in it is withheld whole, and says nothing but that it is one.
          if (withheld.length < Object.keys(table.cells).length) {
            expect(isDerivable(table, withheld, name), name).to.equal(false);
          }
          if (isDerivable(table, small, name)) derivableWithoutComplement += 1;
        }
      }),
      { numRuns: 300 },
    );
    expect(derivableWithoutComplement, "the attack works on primary suppression alone").to.be.above(100);
  });

  it("leaves every small cell as many possible values as the least cell, by trying every table that fits", () => {
    const small = fc.array(fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 }), {
      minLength: 2,
      maxLength: 3,
    });
    let tried = 0;
    fc.assert(
      fc.property(small, fc.integer({ min: 2, max: 4 }), (counts, least) => {
        const table = twoWay(counts);
        const withheld = [...withheldCells(table, least)];
        if (withheld.length === 0 || withheld.length > 5) return;
        for (const name of withheld) {
          if (!isSmall(table.cells[name]!, least)) continue;
          tried += 1;
          // Where the total is withheld too, a cell may be larger than it is.
          const values = possibleValues(table, withheld, name, table.cells.all! + least);
          expect(values.has(table.cells[name]!)).to.equal(true);
          expect(values.size, `${JSON.stringify(counts)}: ${name}`).to.be.above(least);
        }
      }),
      { numRuns: 150 },
    );
    expect(tried).to.be.above(20);
  }).timeout(60_000);
});
