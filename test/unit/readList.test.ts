import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { ListFaults, parseList, readListFile } from "@consilium/service/readList.ts";
import { expect } from "chai";
import fc from "fast-check";

const SHAPE = { columns: ["id", "key"], maxRows: 5 } as const;

function read(text: string, shape: { columns: readonly ("id" | "key")[]; maxRows: number } = SHAPE) {
  const faults = new ListFaults("list.csv");
  const rows = parseList(text, shape, "list.csv", faults);
  let refused = "";
  try {
    faults.refuseAny("Correct it.");
  } catch (error) {
    refused = (error as Error).message;
  }
  return { rows: rows.map(({ line, cells }) => [line, cells.id, cells.key]), refused };
}

function refusal(text: string, shape = SHAPE): string {
  try {
    read(text, shape);
  } catch (error) {
    if (isFederationError(error, "CONFIG_INVALID")) return error.message;
    throw error;
  }
  return "nothing was thrown";
}

describe("parseList", () => {
  it("reads fields quoted or not, with commas, quotes and line ends in them", () => {
    const text = 'id,key\n"a","1"\nb,2\n"c, ""C""",3\n"d\ne",4\nf,5\n';
    expect(read(text).rows).to.deep.equal([
      [2, "a", "1"],
      [3, "b", "2"],
      [4, 'c, "C"', "3"],
      [5, "d\ne", "4"],
      [7, "f", "5"],
    ]);
  });

  it("reads what spreadsheets and R write: a byte-order mark, a quoted header, any line ends, no last one", () => {
    const rows = [
      [2, "a", "1"],
      [4, "b", "2"],
    ];
    for (const end of ["\n", "\r\n", "\r"]) {
      const lines = ['"id","key"', '"a","1"', "", "b,2"];
      expect(read(`\uFEFF${lines.join(end)}`).rows, JSON.stringify(end)).to.deep.equal(rows);
      expect(read(`${lines.join(end)}${end}${end}`).rows, JSON.stringify(end)).to.deep.equal(rows);
    }
    expect(read("id,key\r\na,1\n\rb,2\r").rows).to.deep.equal(rows);
  });

  it("takes the columns in any order, and spaces around fields as none", () => {
    expect(read(" key , id\n 1 , a \n").rows).to.deep.equal([[2, "a", "1"]]);
  });

  it("passes over empty lines and counts them", () => {
    expect(read("id,key\n\n   \n\na,1\n").rows).to.deep.equal([[5, "a", "1"]]);
  });

  it("gives back what RFC 4180 writes, whatever stands in the fields", () => {
    const field = fc
      .string({ unit: fc.constantFrom("a", '"', ",", ";", "\n", " x ", "ü", "'") })
      .map((text) => text.trim());
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(fc.array(fc.tuple(field, field), { maxLength: 5 }), fc.constantFrom("\n", "\r\n"), (rows, end) => {
        const text = ["id,key", ...rows.map((row) => row.map(quoted).join(","))].join(end);
        expect(read(text).rows.map(([, ...cells]) => cells)).to.deep.equal(rows);
      }),
    );
  });

  it("names the line of a row with other fields than the header, and reads the rest", () => {
    const { rows, refused } = read("id,key\na\nb,2\nc,3,secret\n");
    expect(rows).to.deep.equal([[3, "b", "2"]]);
    expect(refused).to.include("list.csv: line 2: it has 1 fields, not the 2 of id,key; line 4: it has 3 fields");
    expect(refused).to.not.include("secret");
  });

  it("names the line where quotes go wrong, wherever the parser notices", () => {
    expect(read('id,key\na,1\n\n"b,2\nc,3\nd,4\n').refused).to.include("line 4: its quotes do not fit");
    expect(read('id,key\na,1\n"b,2\n"c",3\n').refused).to.include("line 3: its quotes do not fit");
    expect(read('id,key\na,1\nb"x,2\n').refused).to.include("line 3: its quotes do not fit");
    expect(read('id,key\na,1\n"b"x,2\n').refused).to.include("line 3: its quotes do not fit");
    expect(read(`id,key\na,1\n"b,2\n${"c,3\n".repeat(10_000)}`).refused).to.include("line 3: it is too long, or its");
  });

  it("refuses another header without repeating it, and says what it should be", () => {
    for (const text of ["", "\n", "a,1\n", "id\n", "id,key,more\n", "id,id\n", "ID,KEY\n"]) {
      expect(refusal(text), JSON.stringify(text)).to.include("list.csv: line 1: not the header. Begin the file with");
    }
    expect(refusal("secret,0x12\n")).to.include("'id,key'").and.not.include("secret");
    for (const text of ["id;key\n", "id\tkey\n"]) expect(refusal(text)).to.include("Separate the columns with commas");
  });

  it("has no more rows than it may", () => {
    expect(read(`id,key\n${"a,1\n".repeat(5)}`).rows).to.have.length(5);
    expect(refusal(`id,key\n${"a,1\n".repeat(6)}`)).to.include("more than 5 rows");
  });

  it("shows the first five faults and how many more there are", () => {
    const { refused } = read(`id,key\n${"a\n".repeat(5)}`);
    expect(refused).to.include("line 6").and.not.include("more)");
    const more = read(`id,key\n${"a\n".repeat(7)}`, { ...SHAPE, maxRows: 10 });
    expect(more.refused).to.include("line 6").and.include("(and 2 more)").and.not.include("line 7");
  });
});

describe("readListFile", () => {
  let directory: string;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "consilium-list-"));
  });
  after(() => rm(directory, { recursive: true }));

  const messageOf = async (path: string, maxBytes = 1024) =>
    readListFile(path, maxBytes).then(
      () => "read",
      (error: Error) => (isFederationError(error, "CONFIG_INVALID") ? error.message : "another error"),
    );

  it("says why a file cannot be read", async () => {
    const path = join(directory, "list.csv");
    expect(await messageOf(path))
      .to.include(path)
      .and.include("Check the path");
    await writeFile(path, "id,key\n".repeat(1_000));
    expect(await messageOf(path))
      .to.include("larger than")
      .and.include("Split the list");
    await writeFile(path, Buffer.from("\uFEFFid,key\n", "utf16le"));
    expect(await messageOf(path)).to.include("UTF-8");
    await writeFile(path, Buffer.from("id,key\nM\xfcller,1\n", "latin1"));
    expect(await messageOf(path)).to.include("UTF-8");
    await writeFile(path, "id,key\n");
    expect(await messageOf(path)).to.equal("read");
  });
});
