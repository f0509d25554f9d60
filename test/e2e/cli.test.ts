import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { decodeModel } from "@consilium/sdk/models/Model.ts";
import { expect } from "chai";
import { runCommand } from "../support/runCommand.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { testStudyFiles } from "../support/testStudy.ts";

/** What an operator and a member type, from a study folder to its model, with a coordinator and nodes in processes. */
describe("a study from the command line", function () {
  this.timeout(60_000);
  let consortium: TestConsortium;
  let operator: string[];

  before(async () => {
    consortium = await TestConsortium.create({ sites: 3, study: testStudyFiles({ rounds: 2, standardise: "none" }) });
    await consortium.startCoordinator();
    const tokenFile = join(consortium.dir, "token");
    await writeFile(tokenFile, consortium.operatorToken, { mode: 0o600 });
    operator = ["--coordinator", consortium.coordinatorUrl, "--token-file", tokenFile];
  });
  after(async () => consortium?.destroy());

  const folder = () => join(consortium.dir, "study");
  const reader = () => ["--coordinator", consortium.coordinatorUrl];

  it("is published, run to its end under the operator's eyes, and its model fetched by a site's keystore", async () => {
    const published = await runCommand(["study", "publish", folder(), ...operator, "--json"]);
    expect(published.code, published.stderr).to.equal(0);
    consortium.studyId = JSON.parse(published.stdout).studyId;
    for (const site of consortium.sites.keys()) await consortium.approve(site);
    await Promise.all(consortium.sites.map((site) => site.start()));

    const once = await runCommand(["study", "run", folder(), "--rounds", "1", "--follow", ...operator]);
    expect(once.code, `${once.stdout}${once.stderr}\n${await consortium.logs()}`).to.equal(0);
    expect(once.stdout).to.match(
      /^model 1: round 1, train, finalized, survivors 0 1 2, dropped -\nStudy 1: 1 of at most 2 rounds finished\.\n$/,
    );
    const rest = await runCommand(["study", "run", folder(), "--follow", ...operator, "--json"]);
    expect(rest.code, `${rest.stderr}\n${await consortium.logs()}`).to.equal(0);
    expect(JSON.parse(rest.stdout)).to.include({
      state: "finished",
      finishedRounds: 2,
      plannedRounds: 2,
      interrupted: false,
    });

    const status = await runCommand(["study", "status", folder(), ...reader()]);
    expect(status.code).to.equal(0);
    expect(status.stdout).to.match(/finished, 2 of at most 2 rounds finished/);
    expect(status.stdout).to.match(/ 2 +model 2 +train +finalized {2}0 1 2 +- +[\d,]+ +4 {2}[\d,]+\n$/);

    const out = join(consortium.dir, "result");
    const rpcUrl = /rpcUrl: (.*)/.exec(await readFile(join(consortium.dir, "coordinator.yaml"), "utf8"))![1]!;
    const fetched = await runCommand([
      ...["study", "result", folder(), "--out", out, ...reader(), "--json", "--rpc", rpcUrl],
      ...["--deployment", join(consortium.dir, "deployment.json"), "--keystore", join(consortium.dir, "site-1")],
      ...["--passphrase-file", join(consortium.dir, "passphrase")],
    ]);
    expect(fetched.code, fetched.stderr).to.equal(0);
    const last = (await consortium.rounds()).at(-1)!;
    expect(JSON.parse(fetched.stdout)).to.include({ roundId: last.roundId, transcriptDigest: last.resultDigest });
    const model = await readFile(join(out, "model.model.safetensors"));
    expect(digestBytes(model)).to.equal(last.resultModelDigest);
    expect(decodeModel(model)).to.be.an("object");
  });
});
