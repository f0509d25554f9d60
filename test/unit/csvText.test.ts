import { csvText } from "@consilium/cli/csvText.ts";
import { expect } from "chai";

describe("a table as CSV", () => {
  it("is one header and one line a row, numbers in full, what is absent or withheld empty", () => {
    const rows = [
      ["age", 1 / 3, true],
      ["bmi", null, false],
      ["crp", -1e-300, null],
    ];
    expect(csvText({ columns: ["name", "mean", "suppressed"], rows })).to.equal(
      "name,mean,suppressed\nage,0.3333333333333333,true\nbmi,,false\ncrp,-1e-300,\n",
    );
    expect(csvText({ columns: ["name"], rows: [] })).to.equal("name\n");
  });

  it("quotes what RFC 4180 quotes, so that every cell reads back as it was", () => {
    const cells = ["plain", "a,b", 'say "x"', "two\nlines", "two\r\nlines", "", " padded ", "5 mmol; naïve"];
    const text = csvText({ columns: ["n", "cell"], rows: cells.map((cell, n) => [n, cell]) });
    expect(text).to.include('\n1,"a,b"\n2,"say ""x"""\n3,"two\nlines"\n');
    expect(readCsv(text)).to.deep.equal([["n", "cell"], ...cells.map((cell, n) => [String(n), cell])]);
  });
});

/** RFC 4180, read by its grammar. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\n)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === "\n") rows.push([]);
  }
  return rows.slice(0, -1);
}
