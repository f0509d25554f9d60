import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { processesOf, resultOf, useStart } from "../support/startCommand.ts";

const SITES = ["northgate", "riverside", "saint-orla", "westfield"];

describe("npm start, all processes", function () {
  this.timeout(600_000);
  const { root, start } = useStart();

  it("stops every process on Ctrl-C half-way, continues at the next start, and prints one document", async () => {
    let interrupted = false;
    const first = await start(["--patients", "600", "--rounds", "2", "--json"], (stderr, child) => {
      if (interrupted || !/Rounds, first half: 1 of/.test(stderr)) return;
      interrupted = true;
      child.kill("SIGINT");
    });
    expect(first.code, first.stderr).to.equal(130);
    expect(first.stdout).to.equal("");
    expect(await processesOf(root())).to.deep.equal([]);

    const second = await start(["--json"]);
    expect(await processesOf(root())).to.deep.equal([]);
    const document = resultOf(second);
    expect(document.study).to.equal("synthetic-cardio");
    const [, , fit, check] = document.stages;
    expect(fit).to.include({ stage: "fit", status: "converged", sites: 4 });
    expect(check).to.include({ stage: "check", workload: "evaluate", status: "evaluated" });
    expect(document.rounds, "table one, two of training, the fit, its evaluation").to.equal(
      3 + Number(fit?.iterations) + 2,
    );
    const report = await readFile(join(root(), "synthetic-cardio", "result", "report.html"), "utf8");
    expect(report).to.include("Odds ratio").and.include("AUC").and.include("Passed.");
    expect(document.transactionsPerRound).to.be.at.most(4);
    expect(document.uploadBytesPerSitePerRound).to.be.above(0);
    expect(document.excludedAfterRevocation).to.equal(3);
    for (const way of ["federated", "localOnly", "pooled"] as const) {
      expect(Object.keys(document.accuracy[way].bySite)).to.deep.equal(SITES);
      expect(Object.keys(document.auc[way].bySite)).to.deep.equal(SITES);
      expect(document.auc[way].pooledTest).to.be.above(0.7);
    }
    // The first start had granted them all; 600 patients' first grants and three revocations, each signature checked on chain.
    expect(document.gas.relayConsentsCompact).to.be.above(550 * 21_000);
    expect(second.stderr).not.to.match(/Patients' consents: \d+ of/);

    const third = resultOf(await start(["--json"]));
    expect({ ...third, audit: undefined }).to.deep.equal({ ...document, audit: undefined });
  });

  it("says which option is wrong, without starting anything", async () => {
    const { code, stdout, stderr } = await start(["--data", root()]);
    expect(code).to.equal(1);
    expect(stdout).to.equal("");
    expect(stderr).to.include("CONFIG_INVALID").and.include("--data");
    for (const half of [
      ["--rpc", "http://127.0.0.1:1"],
      ["--faucet-key-file", join(root(), "key")],
    ]) {
      const refused = await start(half);
      expect(refused.code).to.equal(1);
      expect(refused.stderr).to.include("CONFIG_INVALID").and.include("together");
    }
  });
});
