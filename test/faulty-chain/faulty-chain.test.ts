import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DevChain, startDevChain } from "@consilium/scripts/dev-chain/DevChain.ts";
import type { ResultDocument } from "@consilium/scripts/local-consortium/resultDocument.ts";
import { expect } from "chai";
import { FaultyChainProxy, MAIN_METHODS } from "../support/FaultyChainProxy.ts";
import { randomWallet } from "../support/randomWallet.ts";

const START = join(import.meta.dirname, "../../scripts/start.ts");

describe("npm start on a chain node that fails in passing, all processes", function () {
  this.timeout(600_000);
  let root: string;
  let chain: DevChain;
  let proxy: FaultyChainProxy;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), "consilium-e2e-faulty-"));
    const faucet = randomWallet();
    await writeFile(join(root, "faucet-key"), faucet.privateKey, { mode: 0o600 });
    const accounts = [{ address: faucet.address, balanceWei: 10n ** 27n }];
    chain = await startDevChain({ dir: join(root, "chain"), accounts });
    proxy = await FaultyChainProxy.before(chain.url);
  });
  after(async () => {
    await proxy?.close();
    await chain?.stop();
    await rm(root, { recursive: true, force: true });
  });

  it("does its whole main job with no failed study and no aborted round, though every fault met every method", async () => {
    const { code, stdout, stderr } = await start();
    const log = join(root, "state", "synthetic-cardio", "logs", "coordinator.log");
    const logs = await readFile(log, "utf8").catch(() => "no log");
    expect(code, `${stderr}\n${logs.split("\n").slice(-20).join("\n")}`).to.equal(0);
    const document = JSON.parse(stdout) as ResultDocument;
    expect(document.audit.ok, "audit passed").to.equal(true);
    expect(document.audit.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    const fit = document.stages.find(({ stage }) => stage === "fit");
    expect(document.rounds, "finalised rounds: a summary, six of training, the fit, two of its evaluation").to.equal(
      7 + Number(fit?.iterations) + 2,
    );
    expect(logs).to.not.include("study stopped").and.not.include("round aborted").and.not.include("round failed");
    for (const method of MAIN_METHODS)
      expect(proxy.missing(method), `faults that ${method} never met`).to.deep.equal([]);
    expect(proxy.refusedRanges, "ranges above Besu's default").to.equal(0);
  });

  async function start(): Promise<{ code: number | null; stdout: string; stderr: string }> {
    const args = [START, "--json", "--rounds", "6", "--state-dir", join(root, "state")];
    const child = spawn(process.execPath, [...args, "--rpc", proxy.url, "--faucet-key-file", join(root, "faucet-key")]);
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk;
    });
    const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
    return { code, stdout, stderr };
  }
});
