import { cp, readdir, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { expect } from "chai";
import { command, NODE } from "../support/command.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { testStudyFiles } from "../support/testStudy.ts";

describe("a site whose store is not what it was", function () {
  this.timeout(300_000);
  let consortium: TestConsortium;
  let config: string;
  let store: string;
  let newest: string;

  before(async () => {
    consortium = await TestConsortium.create({ study: testStudyFiles({ rounds: 4 }) });
    config = join(consortium.dir, "site-0.yaml");
    store = join(consortium.dir, "site-0", "store");
    newest = join(consortium.dir, "newest");
    await consortium.start();
    await consortium.run(1);
    await consortium.untilFinalized(1);
    await consortium.sites[0]!.stop();
    await copyStore(store, join(consortium.dir, "older"));
    await consortium.sites[0]!.start();
    await consortium.run(1);
    await consortium.untilFinalized(2);
    await consortium.sites[0]!.stop();
    await copyStore(store, newest);
  });
  after(async () => consortium?.destroy());

  async function copyStore(from: string, to: string, { head = true } = {}): Promise<void> {
    await rm(to, { recursive: true, force: true });
    await cp(from, to, { recursive: true });
    if (head) await cp(`${from}.head`, `${to}.head`);
  }

  async function refusal(): Promise<string> {
    const { exitCode, stderr } = await command(NODE, ["run", "--config", config]);
    expect(exitCode, stderr).to.equal(1);
    return stderr;
  }

  const acknowledge = (...words: string[]) => command(NODE, ["acknowledge-rounds", "--config", config, ...words]);

  it("does not start where the log was zeroed or an older folder put in place", async () => {
    for (const name of await readdir(store)) if (name.endsWith(".log")) await truncate(join(store, name), 0);
    expect(await refusal()).to.include("STORE_DAMAGED");
    await copyStore(join(consortium.dir, "older"), store, { head: false });
    expect(await refusal()).to.include("STORE_DAMAGED");
  });

  it("releases nothing where the chain has a round that a whole older copy does not know", async () => {
    await copyStore(join(consortium.dir, "older"), store);
    const stderr = await refusal();
    expect(stderr)
      .to.match(/STORE_BEHIND: .*round 2\b/)
      .and.include("acknowledge-rounds");
  });

  it("releases nothing with an empty store either, until an operator has looked and says so", async () => {
    await rm(store, { recursive: true });
    await rm(`${store}.head`);
    expect(await refusal()).to.match(/STORE_BEHIND: .*rounds 1, 2\b/);

    const listed = await acknowledge("--json");
    expect(JSON.parse(listed.stdout)).to.deep.equal({
      acknowledged: false,
      rounds: [1, 2].map((roundId) => ({ roundId, studyId: consortium.studyId, status: "finalized" })),
    });
    expect(await refusal(), "to look is not to acknowledge").to.include("STORE_BEHIND");
    const half = await acknowledge("--by", "Dr A. Weber");
    expect([half.exitCode, half.stderr.includes("REQUEST_INVALID")]).to.deep.equal([1, true]);
    const said = await acknowledge("--by", "Dr A. Weber", "--reason", "the disk failed");
    expect(said.exitCode, said.stderr).to.equal(0);
    expect(said.stdout).to.include("round 2").and.include("Acknowledged by Dr A. Weber");

    await consortium.sites[0]!.start();
    await consortium.run(1);
    const last = (await consortium.untilFinalized(3)).at(-1)!;
    expect(indicesOf(last.survivorBitmap)).to.include(0);
    await consortium.sites[0]!.stop();
    expect((await acknowledge()).stdout).to.include("knows every round");
  });

  it("goes on with the newest copy", async () => {
    await copyStore(newest, store);
    expect(await refusal(), "round 3 is missing there").to.match(/STORE_BEHIND: .*round 3\b/);
  });
});
