import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readModel } from "@consilium/sdk/chain/models.ts";
import { disputeRound } from "@consilium/sdk/chain/rounds.ts";
import { expect } from "chai";
import { runCommand } from "../support/runCommand.ts";
import {
  AUDITOR,
  COORDINATOR,
  type Consortium,
  type FinishedStudy,
  finishStudy,
  foundConsortium,
  writeDeployment,
} from "./support/finishedStudy.ts";

describe("consilium model, on a chain", function () {
  this.timeout(60_000);
  let consortium: Consortium;
  let finished: FinishedStudy;
  let chainFlags: string[];
  let first: number;
  let last: number;

  before(async function () {
    this.timeout(150_000);
    consortium = await foundConsortium();
    finished = await finishStudy(consortium, "models on the command line");
    [first, last] = finished.rounds.slice(-2) as [number, number];
    chainFlags = ["--rpc", consortium.rpcUrl, "--deployment", await writeDeployment(consortium)];
    for (const { index, wallet } of consortium.parties) {
      await writeFile(keyFile(index), wallet.privateKey, { mode: 0o600 });
    }
  });
  after(() => consortium?.stop());

  const keyFile = (index: number) => join(consortium.directory, `member-${index}.key`);
  const as = (index: number) => ["--key-file", keyFile(index), "--yes", ...chainFlags];
  const model = (...words: string[]) => runCommand(["model", ...words]);
  const json = async (...words: string[]) => JSON.parse((await model(...words, "--json")).stdout);
  const deploy = (...more: string[]) => model("deploy", String(last), ...as(COORDINATOR), ...more);

  it("lists models with stage and risk, and shows one with its lineage and what it lacks", async () => {
    const { code, stdout } = await model("list", ...chainFlags);
    expect(code).to.equal(0);
    expect(stdout).to.match(/^model {2}study {2}stage +risk {2}audited {2}digest/);
    const { models } = await json("list", "--study", String(finished.studyId), ...chainFlags);
    const ids = models.map(({ modelId }: { modelId: number }) => modelId);
    expect(ids).to.include.members([first, last]);
    expect(models.at(-1)).to.include({ modelId: last, stage: "candidate", riskClass: "high", audited: false });
    expect((await json("list", "--study", "99", ...chainFlags)).models).to.deep.equal([]);
    expect((await model("list", "--study", "99", ...chainFlags)).stdout).to.equal("There is none.\n");

    const shown = await model("show", String(last), ...chainFlags);
    expect(shown.stdout).to.include("risk class   high").and.include("consilium model attest");
    const document = await json("show", String(last), ...chainFlags);
    expect(document.ancestors).to.include(first);
    expect(document).to.deep.include({ needs: ["approval", "audit", "votes"], attestations: [], descendants: [] });
    const unknown = await model("show", "99", ...chainFlags);
    expect([unknown.code, unknown.stderr.split(":")[0]]).to.deep.equal([1, "NOT_FOUND"]);
    expect(unknown.stderr).to.include("See what there is with `consilium model list`");
  });

  it("approves, attests, votes and deploys a model of high risk, and says at each step what is missing", async () => {
    const early = await deploy();
    expect([early.code, early.stderr.split(":")[0]]).to.deep.equal([1, "FORBIDDEN"]);
    expect(early.stderr).to.include("vote <model> approved").and.include("consilium model attest");
    for (const site of [0, 1]) await model("vote", String(last), "approved", ...as(site));
    const carried = await model("vote", String(last), "approved", ...as(2));
    expect(carried.stdout).to.include("Vote to approve model").and.include("Carried: it is approved.");

    const unaudited = await model("vote", String(last), "deployed", ...as(0));
    expect(unaudited.stderr).to.match(/^CHAIN_REVERTED: .*ModelNotAudited/);
    const report = join(consortium.directory, "report.txt");
    await writeFile(report, "No group does worse.\n");
    const attested = await json(
      ...["attest", String(last), "--kind", "fairness", "--evidence", report],
      ...as(AUDITOR),
    );
    const evidenceDigest = `0x${createHash("sha256").update("No group does worse.\n").digest("hex")}`;
    expect(attested).to.deep.include({ modelId: last, kind: "fairness", evidenceDigest });
    const shown = await json("show", String(last), ...chainFlags);
    expect(shown.attestations[0]).to.include({ kind: "fairness", by: AUDITOR, independent: true });
    expect(shown.needs).to.deep.equal(["votes"]);

    expect((await deploy()).stderr).to.include("vote <model> deployed");
    for (const site of [0, 1]) await model("vote", String(last), "deployed", ...as(site));
    const third = await json("vote", String(last), "deployed", ...as(3));
    expect(third).to.deep.include({
      stage: "approved",
      votes: { approval: [0, 1, 2], deployment: [0, 1, 3], retirement: [] },
    });
    const deployed = await deploy("--json");
    expect(JSON.parse(deployed.stdout)).to.include({ modelId: last, stage: "deployed" });
  });

  it("retires a model by the sites' votes", async () => {
    for (const site of [1, 2]) {
      expect((await model("retire", String(last), ...as(site))).stdout).to.include("Not carried yet.");
    }
    expect((await model("retire", String(last), ...as(3))).stdout).to.include("Carried: it is retired.");
    expect((await readModel(consortium.chain, last)).stage).to.equal("retired");
    expect((await json("show", String(last), ...chainFlags)).needs).to.deep.equal([]);
  });

  it("names a dispute first among what a model lacks", async () => {
    const { chain } = consortium.parties[0]!;
    await disputeRound(chain, { roundId: first, reasonDigest: `0x${"11".repeat(32)}` });
    expect((await json("show", String(first), ...chainFlags)).needs[0]).to.equal("dispute");
  });

  it("signs nothing unasked, and refuses wrong words before it asks", async () => {
    const unasked = await model("vote", String(first), "approved", "--key-file", keyFile(0), ...chainFlags);
    expect(unasked.code).to.equal(2);
    for (const words of [
      ["vote", "1", "retired", ...as(0)],
      ["vote", "0", "approved", ...as(0)],
      ["attest", "1", "--kind", "x".repeat(32), "--evidence", keyFile(0), ...as(0)],
      ["attest", "1", "--kind", "fairness", "--evidence", join(consortium.directory, "nowhere"), ...as(0)],
    ]) {
      expect((await model(...words)).code, words.slice(0, 3).join(" ")).to.equal(2);
    }
    const coordinator = await model("retire", String(first), ...as(COORDINATOR));
    expect(coordinator.stderr).to.match(/^FORBIDDEN: .*RoleMissing.*consilium member list/);
  });
});
