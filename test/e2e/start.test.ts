import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { ResultDocument } from "@consilium/scripts/local-consortium/resultDocument.ts";
import { expect } from "chai";
import { describeWithData } from "../clinicalData.ts";

const START = join(import.meta.dirname, "../../scripts/start.ts");
const SITES = ["northgate", "riverside", "saint-orla", "westfield"];
const FIELDS = [
  "study",
  "rounds",
  "accuracy",
  "auc",
  "uploadBytesPerSitePerRound",
  "transactionsPerRound",
  "gas",
  "excludedAfterRevocation",
  "audit",
];

interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

describe("npm start, all processes", function () {
  this.timeout(600_000);
  let root: string;
  let running: ChildProcess | undefined;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "consilium-e2e-start-"));
  });
  afterEach(async () => {
    running?.kill("SIGKILL");
    // Its children notice that it is gone and end by themselves.
    while ((await processesOf(root)).length > 0) await new Promise((resolve) => setTimeout(resolve, 50));
    await rm(root, { recursive: true, force: true });
  });

  /** Runs it; `watch` sees the standard error as it grows and may send a signal. */
  async function start(
    options: readonly string[],
    watch?: (stderr: string, child: ChildProcess) => void,
  ): Promise<Ended> {
    const child = spawn(process.execPath, [START, "--state-dir", root, ...options], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    running = child;
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.setEncoding("utf8").on("data", (chunk) => {
      stderr += chunk;
      watch?.(stderr, child);
    });
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    running = undefined;
    return { code, stdout, stderr };
  }

  function resultOf({ code, stdout, stderr }: Ended): ResultDocument {
    expect(code, stderr).to.equal(0);
    const document = JSON.parse(stdout) as ResultDocument;
    expect(Object.keys(document)).to.deep.equal(FIELDS);
    const failed = document.audit.checks.filter(({ ok }) => !ok);
    expect(failed).to.deep.equal([]);
    expect(document.audit.ok).to.equal(true);
    expect(document.audit.checks.length).to.be.above(100);
    return document;
  }

  it("stops every process on Ctrl-C half-way, continues at the next start, and prints one document", async () => {
    let interrupted = false;
    const first = await start(["--rounds", "4", "--json"], (stderr, child) => {
      if (interrupted || !/Rounds, first half: [1-9] of/.test(stderr)) return;
      interrupted = true;
      child.kill("SIGINT");
    });
    expect(first.code, first.stderr).to.equal(130);
    expect(first.stdout).to.equal("");
    expect(await processesOf(root)).to.deep.equal([]);

    const second = await start(["--json"]);
    expect(await processesOf(root)).to.deep.equal([]);
    const document = resultOf(second);
    expect(document.study).to.equal("synthetic-cardio");
    expect(document.rounds).to.equal(5);
    expect(document.transactionsPerRound).to.be.at.most(4);
    expect(document.uploadBytesPerSitePerRound).to.be.above(0);
    expect(document.excludedAfterRevocation).to.equal(3);
    for (const way of ["federated", "localOnly", "pooled"] as const) {
      expect(Object.keys(document.accuracy[way].bySite)).to.deep.equal(SITES);
      expect(Object.keys(document.auc[way].bySite)).to.deep.equal(SITES);
      expect(document.auc[way].pooledTest).to.be.above(0.7);
    }
    // The first start had granted them all; 2,700 first grants and three revocations, each signature checked on chain.
    expect(document.gas.relayConsentsCompact).to.be.above(2_700 * 21_000);
    expect(second.stderr).not.to.match(/Patients' consents: \d+ of/);

    const third = resultOf(await start(["--json"]));
    expect({ ...third, audit: undefined }).to.deep.equal({ ...document, audit: undefined });
  });

  it("says which option is wrong, without starting anything", async () => {
    const { code, stdout, stderr } = await start(["--data", root]);
    expect(code).to.equal(1);
    expect(stdout).to.equal("");
    expect(stderr).to.include("CONFIG_INVALID").and.include("--data");
    for (const half of [
      ["--rpc", "http://127.0.0.1:1"],
      ["--faucet-key-file", join(root, "key")],
    ]) {
      const refused = await start(half);
      expect(refused.code).to.equal(1);
      expect(refused.stderr).to.include("CONFIG_INVALID").and.include("together");
    }
  });

  describeWithData("uci-heart-disease", (folder) => {
    it("reaches on the four real hospitals what was pinned", async () => {
      const document = resultOf(await start(["--data", folder, "--json"]));
      expect(document.study).to.equal("heart-disease");
      expect(document.rounds).to.equal(16);
      expect(document.excludedAfterRevocation).to.equal(3);
      expect(document.transactionsPerRound).to.be.at.most(4);
      const { federated, localOnly } = document.accuracy;
      expect(Object.keys(federated.bySite)).to.deep.equal(["cleveland", "hungarian", "switzerland", "va"]);
      expect(federated.mean).to.be.at.least(0.78);
      expect(federated.mean).to.be.closeTo(0.7973, 0.005);
      expect(federated.pooledTest).to.be.closeTo(0.7913, 0.005);
      expect(federated.mean).to.be.above(localOnly.mean ?? 1);
      expect(document.auc.federated.pooledTest).to.be.closeTo(0.8813, 0.005);
    });
  });
});

/** Processes other than this one whose command line names the state folder. */
async function processesOf(root: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)("ps", ["-A", "-o", "pid=,args="], { maxBuffer: 16 * 2 ** 20 });
  return stdout.split("\n").filter((line) => line.includes(root) && Number.parseInt(line, 10) !== process.pid);
}
