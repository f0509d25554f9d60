import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";

const MAIN = fileURLToPath(new URL("../../scripts/bench/consents.ts", import.meta.url));
const run = (...words: string[]) => promisify(execFile)(process.execPath, [MAIN, ...words], { timeout: 120_000 });

describe("the consent load", function () {
  this.timeout(150_000);

  it("relays and indexes as many consents as it is told, in whole batches, and prints one document", async () => {
    // Two full batches and a rest, over two relays.
    const { stdout, stderr } = await run("--count", "450", "--json");
    const document = JSON.parse(stdout);
    expect(document).to.include({ consents: 450, batch: 200, transactions: 3 });
    expect(document.gasPerConsent).to.be.within(50_000, 110_000);
    for (const field of ["signed", "relayed", "indexed"]) {
      expect(document[`${field}PerSecond`], field).to.be.greaterThan(0);
    }
    for (const field of ["chainLogBytes", "indexBytes", "cohortMs"]) {
      expect(document[field], field).to.be.greaterThan(0);
    }
    expect(document.machine.node).to.equal(process.version);
    expect(stderr).to.include("Consents: done");
  });
  it("refuses a count out of range, with an example in its help", async () => {
    const refused = await run("--count", "0").catch((error) => error);
    expect([refused.code, refused.stderr]).to.deep.include(1);
    expect(refused.stderr).to.include("Give a whole number from 1 to 1000000");
    expect((await run("--help")).stdout)
      .to.include("Example:")
      .and.include("--count");
  });
});
