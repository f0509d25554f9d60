import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkMutants } from "@consilium/scripts/testing/mutation/checkMutants.ts";
import { applyMutant, type Mutant } from "@consilium/scripts/testing/mutation/Mutant.ts";
import { runMutants } from "@consilium/scripts/testing/mutation/runMutants.ts";
import { CHANGED_MOST, selectMutants } from "@consilium/scripts/testing/mutation/selectMutants.ts";
import { readChange } from "@consilium/scripts/testing/readChange.ts";
import { runTests } from "@consilium/scripts/testing/runTests.ts";
import { expect } from "chai";
import { makeCheckout } from "../support/makeCheckout.ts";

const JSON_MODULE = { type: "module", private: true };

/** A checkout of two workspaces, one of which guards something that the other's tests use. */
const FIXTURE: Record<string, string> = {
  "package.json": JSON.stringify({ ...JSON_MODULE, name: "fixture", workspaces: ["guard"] }),
  ".gitignore": "node_modules\ntemporary\n",
  "guard/package.json": JSON.stringify({ ...JSON_MODULE, name: "@fixture/guard", exports: { "./*": "./src/*" } }),
  "guard/src/age.ts": [
    "export function assertAdult(age: number): void {",
    '  if (age < 18) throw new Error("a minor");',
    '  if (age > 200) throw new Error("no such age");',
    "}",
    "",
  ].join("\n"),
  "test/age.test.ts": [
    'import { expect } from "chai";',
    'import { assertAdult } from "@fixture/guard/age.ts";',
    'describe("age", () => {',
    '  it("refuses minors", () => { expect(() => assertAdult(17)).to.throw("minor"); });',
    '  it("takes adults", () => { assertAdult(30); });',
    "});",
    "",
  ].join("\n"),
  "test/broken.test.ts": 'describe("broken", () => { it("fails anyway", () => { throw new Error("always"); }); });\n',
};

const SOLIDITY_FIXTURE: Record<string, string> = {
  "package.json": JSON.stringify({ ...JSON_MODULE, name: "fixture" }),
  ".gitignore": "node_modules\nartifacts\ncache\n",
  "hardhat.config.ts": [
    'import { createRequire } from "node:module";',
    'import hardhatEthers from "@nomicfoundation/hardhat-ethers";',
    'import hardhatMocha from "@nomicfoundation/hardhat-mocha";',
    "const require = createRequire(import.meta.url);",
    "export default {",
    "  plugins: [hardhatEthers, hardhatMocha],",
    '  solidity: { version: "0.8.37", path: require.resolve("solc/soljson.js") },',
    '  paths: { sources: "./contracts", tests: { mocha: "./test" } },',
    "};",
    "",
  ].join("\n"),
  "contracts/Door.sol": [
    "// SPDX-License-Identifier: Apache-2.0",
    "pragma solidity ^0.8.0;",
    "contract Door {",
    "  address private immutable owner = msg.sender;",
    "  bool public open;",
    '  function unlock() external { require(msg.sender == owner, "not yours"); open = true; }',
    "}",
    "",
  ].join("\n"),
  "scripts/generate.ts": [
    'import { mkdirSync, writeFileSync } from "node:fs";',
    'import hre from "hardhat";',
    'await hre.tasks.getTask("build").run({ quiet: true });',
    'const { abi, bytecode } = await hre.artifacts.readArtifact("Door");',
    'mkdirSync("generated", { recursive: true });',
    'writeFileSync("generated/door.ts", "export const door = " + JSON.stringify({ abi, bytecode }) + ";\\n");',
    "",
  ].join("\n"),
  "test/door.test.ts": [
    'import { network } from "hardhat";',
    'import { door } from "../generated/door.ts";',
    'describe("door", () => {',
    '  it("opens for its owner only", async () => {',
    "    const { ethers } = await network.create();",
    "    const [owner, stranger] = await ethers.getSigners();",
    "    const deployed = await new ethers.ContractFactory(door.abi, door.bytecode, owner).deploy();",
    "    await deployed.unlock();",
    "    const refused = await deployed.connect(stranger).unlock().then(() => false, () => true);",
    '    if (!refused) throw new Error("a stranger opened it");',
    "  });",
    "});",
    "",
  ].join("\n"),
};

const MINORS: Mutant = {
  name: "minors",
  defence: "minors are refused",
  file: "guard/src/age.ts",
  find: "age < 18",
  replace: "age < 0",
  test: "test/age.test.ts",
};

describe("mutation testing", function () {
  this.timeout(180_000);
  const { TMPDIR } = process.env;
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "consilium-mutants-fixture-"));
  });
  afterEach(async () => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    await rm(root, { recursive: true, force: true });
  });

  it("tells killed, surviving and invalid mutants apart and leaves the checkout and no copy behind", async () => {
    await makeCheckout(root, FIXTURE);
    // A folder of temporary files of its own: other runs on this machine make copies too.
    const temporary = join(root, "temporary");
    await mkdir(temporary);
    process.env.TMPDIR = temporary;
    const seen: string[] = [];
    const results = await runMutants({
      root,
      mutants: [
        MINORS,
        { ...MINORS, name: "untested defence", find: "age > 200", replace: "age > 1e9" },
        { ...MINORS, name: "other test only", grep: "takes adults" },
        { ...MINORS, name: "gone", find: "age < 21" },
        { ...MINORS, name: "twice", find: "throw new Error" },
        { ...MINORS, name: "syntax", replace: "age < (" },
        { ...MINORS, name: "no such file", file: "guard/src/none.ts" },
        { ...MINORS, name: "crashes on load", find: "export function", replace: "function" },
        { ...MINORS, name: "test fails anyway", test: "test/broken.test.ts" },
        { ...MINORS, name: "test missing", test: "test/none.test.ts" },
        { ...MINORS, name: "no test matches", grep: "nothing of that name" },
        // The copy is whole again after all of these.
        { ...MINORS, name: "minors again" },
      ],
      onResult: ({ mutant }) => seen.push(mutant.name),
    });
    expect(results.map(({ mutant, verdict }) => [mutant.name, verdict])).to.deep.equal([
      ["minors", "killed"],
      ["untested defence", "SURVIVED"],
      ["other test only", "SURVIVED"],
      ["gone", "INVALID"],
      ["twice", "INVALID"],
      ["syntax", "INVALID"],
      ["no such file", "INVALID"],
      ["crashes on load", "INVALID"],
      ["test fails anyway", "INVALID"],
      ["test missing", "INVALID"],
      ["no test matches", "INVALID"],
      ["minors again", "killed"],
    ]);
    expect(results[0]?.detail).to.equal("age refuses minors");
    expect(results[4]?.detail).to.include("2 times");
    expect(seen).to.have.length(results.length);
    for (const [path, text] of Object.entries(FIXTURE)) expect(await readFile(join(root, path), "utf8")).to.equal(text);
    expect(await readdir(temporary)).to.deep.equal([]);
  });

  it("names the mutants that no longer fit, without running a test", async () => {
    await makeCheckout(root, FIXTURE);
    const problems = checkMutants(root, [
      MINORS,
      { ...MINORS, name: "gone", find: "age < 21" },
      { ...MINORS, name: "twice", find: "throw new Error" },
      { ...MINORS, name: "no such file", file: "guard/src/none.ts" },
      { ...MINORS, name: "no such test", test: "test/none.test.ts" },
      { ...MINORS, name: "no pattern", grep: "(" },
    ]);
    expect(problems).to.deep.equal([
      "gone: guard/src/age.ts: find occurs 0 times, not once",
      "twice: guard/src/age.ts: find occurs 2 times, not once",
      "no such file: guard/src/none.ts does not exist",
      "no such test: its test test/none.test.ts does not exist",
      "no pattern: grep is not a pattern: (",
    ]);
  });

  describe("of a change", () => {
    const named = (count: number, file: string) =>
      Array.from({ length: count }, (_, i) => ({ ...MINORS, name: `${file} ${i}`, file }));
    const mutants = [...named(30, "a.ts"), ...named(400, "b.ts")];
    const namesOf = (commit: string, changed: string[] = [], most?: number) =>
      selectMutants(mutants, { changed: new Set(changed), commit, ...(most === undefined ? {} : { most }) }).chosen.map(
        ({ name }) => name,
      );

    it("are all those whose file or test changed, and about a tenth of the rest", () => {
      const chosen = namesOf("c0ffee", ["a.ts"]);
      expect(chosen.filter((name) => name.startsWith("a.ts"))).to.have.length(30);
      expect(chosen.filter((name) => name.startsWith("b.ts"))).to.have.length(40);
      expect(namesOf("c0ffee", [MINORS.test]).length).to.equal(CHANGED_MOST);
      expect(namesOf("c0ffee", ["a.ts"], 5).filter((name) => name.startsWith("a.ts"))).to.have.length(5);
    });

    it("are the same for one commit, and over many commits all of them", () => {
      expect(namesOf("c0ffee")).to.deep.equal(namesOf("c0ffee"));
      const seen = new Set(Array.from({ length: 100 }, (_, i) => namesOf(`commit ${i}`)).flat());
      expect(seen.size).to.equal(mutants.length);
    });

    it("are drawn in lots that share a test file", () => {
      const spread = named(400, "b.ts").map((mutant, i) => ({ ...mutant, test: `test/${i % 100}.test.ts` }));
      const { chosen } = selectMutants(spread, { changed: new Set(), commit: "c0ffee" });
      expect(chosen).to.have.length(40);
      expect(new Set(chosen.map(({ test }) => test)).size).to.equal(10);
    });

    it("are a tenth of the contracts' too, which take longest", () => {
      const both = [...named(400, "b.ts"), ...named(60, "contracts/C.sol")];
      for (const commit of ["one", "two", "three"]) {
        const { chosen } = selectMutants(both, { changed: new Set(), commit });
        expect(chosen.filter(({ file }) => file === "contracts/C.sol")).to.have.length(6);
        expect(chosen).to.have.length(46);
      }
    });

    it("are found against the main branch, on it against its last commits, and with what is not committed", async () => {
      await makeCheckout(root, FIXTURE);
      const git = (...parameters: string[]) =>
        execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@example.org", ...parameters], { cwd: root });
      git("checkout", "--quiet", "-b", "main");
      git("add", ".");
      git("commit", "--quiet", "-m", "one");
      expect(await readChange(root)).to.deep.include({ base: "", changed: new Set() });
      await writeFile(join(root, "guard/src/age.ts"), "export {};\n");
      git("commit", "--quiet", "-am", "two");
      expect((await readChange(root)).changed).to.deep.equal(new Set(["guard/src/age.ts"]));
      git("checkout", "--quiet", "-b", "feature");
      await writeFile(join(root, "guard/src/new.ts"), "export {};\n");
      git("add", ".");
      git("commit", "--quiet", "-m", "three");
      await writeFile(join(root, "test/age.test.ts"), "");
      expect((await readChange(root)).changed).to.deep.equal(new Set(["guard/src/new.ts", "test/age.test.ts"]));
    });
  });

  it("recompiles a mutated contract, and what is generated from it, in the copy", async () => {
    await makeCheckout(root, SOLIDITY_FIXTURE);
    execFileSync(process.execPath, ["scripts/generate.ts"], { cwd: root });
    const door: Mutant = {
      name: "owner",
      defence: "only the owner opens",
      file: "contracts/Door.sol",
      find: 'require(msg.sender == owner, "not yours");',
      replace: "",
      test: "test/door.test.ts",
      runner: "hardhat",
    };
    const results = await runMutants({
      root,
      mutants: [door, { ...door, name: "does not compile", replace: "require(" }],
    });
    expect(results.map(({ verdict }) => verdict)).to.deep.equal(["killed", "INVALID"]);
    expect(results[0]?.detail).to.equal("door opens for its owner only");
    expect(results[1]?.detail).to.include("does not parse");
  });

  it("replaces literally, $ included", () => {
    expect(applyMutant("a(x)", { ...MINORS, find: "a(x)", replace: "$&$1" })).to.deep.equal({ text: "$&$1" });
    expect(applyMutant("a", { ...MINORS, find: "a", replace: "a" })).to.have.property("problem");
    expect(applyMutant("a", { ...MINORS, find: "" })).to.have.property("problem");
  });

  it("counts passed, failed and skipped tests, notes a skip without a reason, and sees a crash and a hang", async () => {
    await makeCheckout(root, {
      ...FIXTURE,
      "test/mixed.test.ts": [
        'describe("mixed", () => {',
        '  it("passes", () => {});',
        '  it("fails", () => { throw new Error("no"); });',
        '  it.skip("unexplained", () => {});',
        '  describe.skip("data (skipped: none here)", () => { it("explained", () => {}); });',
        "});",
        "",
      ].join("\n"),
      "test/crash.test.ts": 'it("never ends", () => { process.exit(0); });\n',
      "test/hang.test.ts": 'it("blocks", () => { for (;;) {} });\n',
    });
    const run = async (file: string, limitMs = 60_000) =>
      await runTests({ root, runner: "mocha", files: [file], timeoutMs: 10_000, limitMs, output: "keep" });
    const mixed = await run("test/mixed.test.ts");
    const { slowest, files, ...counts } = mixed.counts!;
    expect(slowest.map(({ title }) => title)).to.deep.equal(["mixed passes"]);
    expect(new Set(files.map(({ title }) => title))).to.deep.equal(new Set(["test/mixed.test.ts"]));
    expect(counts).to.deep.equal({
      passed: 1,
      failed: 1,
      skipped: 2,
      passes: ["mixed passes"],
      skippedWithoutReason: ["mixed unexplained"],
      failures: ["mixed fails"],
    });
    expect(mixed.exitCode).to.equal(1);
    expect(mixed.output).to.include("unexplained");
    expect((await run("test/crash.test.ts")).counts).to.equal(undefined);
    const hung = await run("test/hang.test.ts", 3_000);
    expect(hung).to.include({ timedOut: true, counts: undefined });
  });
});
