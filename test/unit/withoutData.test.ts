import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runTests } from "@consilium/scripts/testing/runTests.ts";
import { expect } from "chai";

const ROOT = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const FILES = globSync("test/**/*.test.ts", { cwd: ROOT }).sort();
/** Skip by themselves and say why in the title; the fixture of the runner's own test holds skips as text. */
const SKIP_BY_THEMSELVES = [
  "test/contracts/unassertedErrors.test.ts",
  "test/unit/crypto.native.test.ts",
  "test/tools/mutants.test.ts",
  "test/unit/records.extraction.test.ts",
];

describe("a checkout without clinical data", function () {
  this.timeout(120_000);

  it("skips every test that needs it with a reason, and fails none for it", async () => {
    // Hardhat's task lists no tests without running them; `npm test -- --without-data` runs those too.
    const files = FILES.filter(
      (file) => !file.includes("/contracts/") && /from "[./]+clinicalData\.ts"/.test(read(file)),
    );
    const env = { CONSILIUM_DATA: join(ROOT, "no-data-here", "data") };
    const run = { root: ROOT, runner: "mocha", timeoutMs: 60_000, limitMs: 110_000, output: "keep" } as const;
    const { counts, output } = await runTests({ ...run, files, env, dryRun: true });
    expect(counts, output).to.include({ failed: 0 });
    expect(counts!.skippedWithoutReason).to.deep.equal([]);
    expect(counts!.skipped).to.be.at.least(4);
    expect(output).to.match(/skipped: no data set uci-heart-disease in .+; set CONSILIUM_DATA/);
  });

  it("is what every test file leaves to test/clinicalData.ts to decide", () => {
    const own = FILES.filter((file) => !SKIP_BY_THEMSELVES.includes(file)).filter((file) =>
      /\b(describe|it|context)\.skip\b|\bthis\.skip\(|process\.env\.CONSILIUM_DATA|shared\/data|\bxit\(|\bxdescribe\(/.test(
        read(file),
      ),
    );
    expect(own).to.deep.equal([]);
  });
});
