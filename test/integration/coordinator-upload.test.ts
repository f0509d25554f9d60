import type { Coordinator } from "@consilium/coordinator/Coordinator.ts";
import { parameterCount } from "@consilium/sdk/models/layout.ts";
import type { ModelSpec } from "@consilium/sdk/schemas/study.ts";
import { packedSize } from "@consilium/sdk/secagg/packedWords.ts";
import { expect } from "chai";
import { startCoordinatorHere } from "../support/inProcess.ts";
import { ScriptedSites } from "../support/ScriptedRound.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { testStudyFiles } from "../support/testStudy.ts";

/** 100,161 parameters on the test study's two features. */
const MODEL: ModelSpec = { type: "mlp", hidden: [520, 190], activation: "relu" };
const WORD_BYTES = 4;
/** What a round may cost a site to send, as a multiple of its vector in plain 32-bit numbers. */
const MOST = 1.01;

describe("upload of a 100,000-parameter model by 4 sites", function () {
  this.timeout(60_000);
  let consortium: TestConsortium;
  let coordinator: Coordinator;
  let sites: ScriptedSites;

  before(async () => {
    const study = { ...testStudyFiles(), "model.json": JSON.stringify(MODEL) };
    consortium = await TestConsortium.create({ recordsPerSite: 1, study });
    coordinator = await startCoordinatorHere(consortium);
    const published = await consortium.request("POST", "/v1/studies", { files: consortium.study.files });
    consortium.studyId = published.studyId as number;
    await Promise.all(consortium.sites.map((_, site) => consortium.approve(site)));
    sites = await ScriptedSites.connect(consortium, coordinator);
  });
  after(async () => {
    await sites?.close();
    await coordinator?.stop();
    await consortium?.destroy();
  });

  it(`is at most ${MOST} times the plain vector in all, with keys, shares, framing and waiting`, async () => {
    const parameters = parameterCount(MODEL, 2);
    expect(parameters).to.be.within(100_000, 101_000);
    const part = [0, 1, 2, 3];
    const round = await sites.openRound();
    const sentBefore = sites.clients.map((client) => client.counters().total.bytesSent);
    expect(await round.finish("join", part)).to.deep.equal(part);
    const { bytesReceivedBySite } = await consortium.request("GET", `/v1/rounds/${round.roundId}`);
    for (const site of part) {
      const reported = (bytesReceivedBySite as Record<string, number>)[site]!;
      expect(reported, `site ${site}`).to.be.within(packedSize(round.manifest), MOST * WORD_BYTES * parameters);
      // What the site itself counted; the first one also asked for the manifest before the count began.
      const sent = sites.clients[site]!.counters().total.bytesSent - sentBefore[site]!;
      if (site > 0) expect(reported, `site ${site}`).to.equal(sent);
    }
  });
});
