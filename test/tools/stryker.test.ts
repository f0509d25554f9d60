import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkPureCore } from "@consilium/scripts/testing/stryker/checkPureCore.ts";
import { type EquivalentMutant, judgeReport } from "@consilium/scripts/testing/stryker/judgeReport.ts";
import { runStryker } from "@consilium/scripts/testing/stryker/runStryker.ts";
import { expect } from "chai";
import { makeCheckout } from "../support/makeCheckout.ts";

const JSON_MODULE = { type: "module", private: true };
const FILE = "guard/src/age.ts";
const TEST = "test/age.test.ts";

/** A checkout of two workspaces, whose test reaches the guard in every way that counts. */
const FIXTURE: Record<string, string> = {
  "package.json": JSON.stringify({ ...JSON_MODULE, name: "fixture", workspaces: ["guard"] }),
  ".gitignore": "node_modules\n",
  "guard/package.json": JSON.stringify({ ...JSON_MODULE, name: "@fixture/guard", exports: { "./*": "./src/*" } }),
  [FILE]: [
    "const GROWN: number = 10 + 8;",
    "export interface Person { readonly age: number }",
    "export function assertAdult({ age }: Person): void {",
    '  if (age < GROWN) throw new Error("a minor, who may not");',
    "}",
    "export function doubled(value: number): number {",
    "  return value * 2;",
    "}",
    "export function years(to: number): number {",
    "  let count = 0;",
    "  for (let year = 0; year !== to; year++) count = Math.max(count, year + 1);",
    "  return count;",
    "}",
    "export function untested(age: number): boolean {",
    "  return age > 200;",
    "}",
    "",
  ].join("\n"),
  [TEST]: [
    'import { expect } from "chai";',
    'import { assertAdult, doubled, years } from "@fixture/guard/age.ts";',
    'describe("age", () => {',
    "  const eight = doubled(4);",
    '  it("refuses minors", () => { expect(() => assertAdult({ age: 17 })).to.throw(); });',
    '  it("takes adults", () => { assertAdult({ age: 18 }); });',
    '  it("doubles before any test", () => { expect(eight).to.equal(8); });',
    '  it("counts", () => { expect(years(3)).to.equal(3); });',
    "});",
    "",
  ].join("\n"),
};

describe("mutants that Stryker generates", function () {
  this.timeout(180_000);
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "consilium-stryker-fixture-"));
  });
  afterEach(async () => {
    await rm(root, { recursive: true, force: true });
  });

  it("act in the workspace's own sources: in tests, in describe, as a module loads, and without an end", async () => {
    await makeCheckout(root, FIXTURE);
    const results = await runStryker({ root, files: [{ file: FILE, tests: [TEST] }], equivalents: [], jobs: 1 });
    const survivors = results.filter(({ verdict }) => verdict !== "killed");
    expect(survivors.map(({ verdict }) => verdict)).to.deep.equal(survivors.map(() => "SURVIVED"));
    // Nothing else survives than what no test reaches. An error's words are not mutated.
    expect([...new Set(survivors.map(({ name }) => name.replace(/:\d+ .*/, "")))]).to.deep.equal([
      `${FILE}:14`,
      `${FILE}:15`,
    ]);
    const details = results.map(({ detail }) => detail);
    expect(details).to.include.members(["10 + 8 → 10 - 8", "value * 2 → value / 2", "year++ → year--"]);
    expect(details).to.include('throw new Error("a minor, who may not"); → ;');
    expect(details.filter((detail) => detail.startsWith('"a minor'))).to.deep.equal([]);
    for (const [path, text] of Object.entries(FIXTURE)) expect(await readFile(join(root, path), "utf8")).to.equal(text);
  });

  it("prove nothing where the tests fail without them", async () => {
    await makeCheckout(root, { ...FIXTURE, [TEST]: 'it("fails anyway", () => { throw new Error("always"); });\n' });
    const results = await runStryker({ root, files: [{ file: FILE, tests: [TEST] }], equivalents: [], jobs: 1 });
    expect(results.map(({ verdict }) => verdict)).to.deep.equal(["INVALID"]);
    expect(results[0]?.detail).to.include("fails anyway");
  });

  it("fit their tables, or are named without running a test", async () => {
    await makeCheckout(root, FIXTURE);
    const pure = { file: FILE, tests: [TEST] };
    const entry = { file: FILE, line: "return value * 2;", from: "value * 2", to: "value / 2", reason: "none" };
    expect(checkPureCore(root, [pure], [entry])).to.deep.equal([]);
    expect(
      checkPureCore(
        root,
        [pure, pure, { file: "gone.ts", tests: [TEST] }, { file: "package.json", tests: [] }],
        [
          { ...entry, line: "return value * 3;" },
          { ...entry, from: "value * 3" },
          { ...entry, file: "other.ts" },
        ],
      ),
    ).to.deep.equal([
      `${FILE}: listed twice in the pure core`,
      "gone.ts: gone.ts does not exist",
      "package.json: no test judges it",
      `${FILE}: no line "return value * 3;" with "value * 2"`,
      `${FILE}: no line "return value * 2;" with "value * 3"`,
      "other.ts: has an equivalent mutant, but is not in the pure core",
    ]);
  });

  describe("as judged", () => {
    const mutant = (status: string, column: number, replacement: string) => ({
      id: `${column}`,
      status,
      mutatorName: "EqualityOperator",
      replacement,
      location: { start: { line: 1, column }, end: { line: 1, column: column + 5 } },
    });
    const judge = (status: string, equivalents: EquivalentMutant[]) =>
      judgeReport(
        {
          files: {
            "a.ts": { language: "ts", source: "  a < b;\n", mutants: [mutant(status, 3, "a <= b")] },
          },
        } as unknown as Parameters<typeof judgeReport>[0],
        equivalents,
      ).map(({ verdict }) => verdict);
    const entry = { file: "a.ts", line: "a < b;", from: "a < b", to: "a <= b", reason: "never equal" };

    it("are killed, survive, or are equivalent as listed", () => {
      expect(judge("Killed", [])).to.deep.equal(["killed"]);
      expect(judge("Timeout", [entry])).to.deep.equal(["killed"]);
      expect(judge("Survived", [])).to.deep.equal(["SURVIVED"]);
      expect(judge("NoCoverage", [])).to.deep.equal(["SURVIVED"]);
      expect(judge("Survived", [entry])).to.deep.equal(["equivalent"]);
      expect(judge("Pending", [])).to.deep.equal(["INVALID"]);
      expect(judge("Ignored", [])).to.deep.equal([]);
    });

    it("are not excused by an entry for another part, and an entry that nothing needs is INVALID", () => {
      expect(judge("Survived", [{ ...entry, to: "a >= b" }])).to.deep.equal(["SURVIVED", "INVALID"]);
      expect(judge("Survived", [{ ...entry, line: "a < c;" }])).to.deep.equal(["SURVIVED", "INVALID"]);
      expect(judge("Killed", [entry])).to.deep.equal(["killed", "INVALID"]);
      expect(judge("Survived", [{ ...entry, file: "b.ts" }])).to.deep.equal(["SURVIVED"]);
    });
  });
});
