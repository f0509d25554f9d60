import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Coordinator } from "@consilium/coordinator/Coordinator.ts";
import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { canonicalJsonBytes } from "@consilium/sdk/canonical/json.ts";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { interfaceOf } from "@consilium/sdk/chain/contracts.ts";
import { finalizeRound } from "@consilium/sdk/chain/rounds.ts";
import { decodeModel, encodeModel } from "@consilium/sdk/models/Model.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { Transcript } from "@consilium/sdk/schemas/round.ts";
import { expect } from "chai";
import { parse } from "yaml";
import { startCoordinatorHere } from "../support/inProcess.ts";
import { refusal, ScriptedSites } from "../support/ScriptedRound.ts";
import { SwitchableProxy } from "../support/SwitchableProxy.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { testStudyFiles } from "../support/testStudy.ts";

const EVERYONE = [0, 1, 2, 3];
/** As in StudyRunner. */
const ATTEMPTS_PER_ROUND = 5;

interface Progress {
  state: string;
  finishedRounds: number;
  lastError?: { code: string; message: string };
  rounds: { withdrawals?: { site: number; name: string; code: string }[] }[];
}

describe("a study's runner", function () {
  this.timeout(120_000);
  let consortium: TestConsortium;
  let coordinator: Coordinator;
  let sites: ScriptedSites;
  let proxy: SwitchableProxy;
  let chainConfig: { rpcUrl: string; deploymentFile: string };

  before(async () => {
    // JOIN ends soon where a site is silent; the other phases wait.
    const study = testStudyFiles({ rounds: 30, phaseSeconds: { join: 4, share: 60, train: 60, unmask: 60 } });
    consortium = await TestConsortium.create({ recordsPerSite: 1, study, absenceGraceMs: 60_000 });
    const yaml = await readFile(join(consortium.dir, "coordinator.yaml"), "utf8");
    chainConfig = (parse(yaml) as { chain: typeof chainConfig }).chain;
    proxy = await SwitchableProxy.before(chainConfig.rpcUrl);
    await start();
    await consortium.publish();
    sites = await ScriptedSites.connect(consortium, coordinator);
  });
  after(async () => {
    await sites?.close();
    await coordinator?.stop();
    await proxy?.close();
    await consortium?.destroy();
  });

  async function start(): Promise<void> {
    coordinator = await startCoordinatorHere(consortium, { chain: { ...chainConfig, rpcUrl: proxy.url } });
  }

  async function progress(): Promise<Progress> {
    return (await consortium.request("GET", `/v1/studies/${consortium.studyId}`)) as unknown as Progress;
  }

  async function stopped(): Promise<Progress> {
    for (;;) {
      const now = await progress();
      if (now.state !== "running") return now;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it("aborts a round that too few joined, once, and tries it again", async () => {
    const first = await sites.openRound();
    await first.join([0, 1]);
    const rounds = await consortium.untilRounds((all) => all.length > 1);
    expect(rounds[0]).to.include({ status: "aborted", abortReason: "TOO_FEW_JOINED" });
    expect(proxy.hasBroken).to.equal(true);
    const second = await sites.roundOf(rounds[1]!);
    expect(second.manifest).to.include({ stage: first.manifest.stage, iteration: first.manifest.iteration });
    expect(await refusal(first.call(2, "round.join", await first.signAdvert(2)))).to.equal("ROUND_ABORTED");
    expect(await second.finish("join", EVERYONE)).to.deep.equal(EVERYONE);
    expect(await stopped()).to.include({ state: "idle", finishedRounds: 1 });
    expect((await consortium.rounds()).map(({ status }) => status)).to.deep.equal(["aborted", "finalized"]);
  });

  it("gives a round up after five attempts, saying why", async () => {
    const before = (await consortium.rounds()).length;
    const { finishedRounds: done } = await progress();
    await consortium.run(1);
    for (let attempt = 1; attempt <= ATTEMPTS_PER_ROUND; attempt++) {
      const rounds = await consortium.untilRounds((all) => all.length >= before + attempt);
      await (await sites.roundOf(rounds.at(-1)!)).withdraw(EVERYONE);
    }
    const { state, finishedRounds, lastError, rounds: shown } = await stopped();
    const told = EVERYONE.map((site) => ({ site, name: `Hospital ${site}`, code: "ROUND_REFUSED" }));
    expect(shown.at(-1)!.withdrawals).to.deep.equal(told);
    expect({ state, finishedRounds }).to.deep.equal({ state: "failed", finishedRounds: done });
    expect(lastError!.code).to.equal("ROUND_ABORTED");
    expect(lastError!.message).to.include("TOO_FEW_JOINED");
    const tried = (await consortium.rounds()).slice(before);
    expect(tried.map(({ abortReason }) => abortReason)).to.deep.equal(Array(ATTEMPTS_PER_ROUND).fill("TOO_FEW_JOINED"));
  });

  it("waits for a chain that is away in a round, and aborts nothing", async () => {
    const before = (await consortium.rounds()).length;
    const round = await sites.openRound();
    await round.join([0, 1, 2]);
    proxy.down();
    // Past the end of JOIN, when the roster would be frozen.
    const toJoinEndMs = round.manifest.joinBy * 1_000 + 1_500 - Date.now();
    // And long enough that no copy of the members is fresh.
    await new Promise((resolve) => setTimeout(resolve, Math.max(1_500, toJoinEndMs)));
    expect(await refusal(round.call(3, "round.join", await round.signAdvert(3))), "no membership on trust").to.equal(
      "CHAIN_UNREACHABLE",
    );
    proxy.up();
    await round.toShare(0);
    expect(await round.finish("share", [0, 1, 2])).to.deep.equal([0, 1, 2]);
    expect((await stopped()).state).to.equal("idle");
    expect((await consortium.rounds()).slice(before).map(({ status }) => status)).to.deep.equal(["finalized"]);
  });

  it("asks again where the chain left one request without an answer, or more than one is asked, and aborts nothing", async () => {
    const before = (await consortium.rounds()).length;
    const round = await sites.openRound();
    // Six attempts of one request fail for good; the round then waits, asks anew, and the seventh costs one more attempt.
    proxy.breakAt(interfaceOf("RoundLedger").getFunction("freezeRoster")!.selector.slice(2), 7);
    expect(await round.finish("join", EVERYONE)).to.deep.equal(EVERYONE);
    expect(proxy.hasBroken).to.equal(true);
    await stopped();
    expect((await consortium.rounds()).slice(before).map(({ status }) => status)).to.deep.equal(["finalized"]);
  });

  it("goes on by itself when the chain was away between two rounds", async () => {
    const before = (await consortium.rounds()).length;
    const first = await sites.openRound();
    await consortium.run(2);
    await first.bringTo("unmask", EVERYONE);
    // Longer than one request is tried again for.
    proxy.breakAt(interfaceOf("RoundLedger").getFunction("openRound")!.selector.slice(2), 7);
    await first.unmask(EVERYONE);
    const rounds = await consortium.untilRounds((all) => all.length > before + 1);
    expect(proxy.hasBroken).to.equal(true);
    const second = await sites.roundOf(rounds.at(before + 1)!);
    await second.finish("join", EVERYONE);
    const { state } = await stopped();
    expect(state).to.equal("idle");
    expect((await consortium.rounds()).filter(({ status }) => status === "open")).to.deep.equal([]);
  });

  it("opens no round on an archive that is not what the chain says", async () => {
    await (await sites.openRound()).finish("join", EVERYONE);
    await stopped();
    const rounds = await consortium.rounds();
    const last = rounds.findLast(({ status }) => status === "finalized")!;
    const transcript = checkDocument(Transcript, await consortium.archive.transcript(last.roundId), "transcript");
    await coordinator.stop();
    await consortium.archive.putTranscript({ ...transcript, result: { ...transcript.result, totalWeight: 1_000 } });
    await start();
    const refused = await consortium.run(1).then(
      () => "accepted",
      (error: Error) => error.message,
    );
    expect(refused).to.include("DIGEST_MISMATCH");
    expect(await consortium.rounds()).to.have.lengthOf(rounds.length);
    await consortium.archive.putTranscript(transcript);
  });

  it("opens no round on a model of another shape, even one that stands on chain", async () => {
    await (await sites.openRound()).finish("join", EVERYONE);
    await stopped();
    const round = await sites.openRound();
    await round.bringTo("unmask", EVERYONE);
    await coordinator.stop();
    // A model of this study with a weight too many, finalised by the coordinator's own account.
    const rounds = await consortium.rounds();
    const last = rounds.findLast(({ status }) => status === "finalized")!;
    const before = checkDocument(Transcript, await consortium.archive.transcript(last.roundId), "transcript");
    const model = decodeModel(await consortium.archive.artefact(before.stateDigest));
    const larger = encodeModel({
      ...model,
      featureNames: [...model.featureNames, "more"],
      weights: new Float32Array(model.weights.length + 1),
    });
    const stateDigest = await consortium.archive.putArtefact(larger);
    const { roundId, manifest } = round;
    const transcript: Transcript = { ...before, roundId, manifest, stateDigest };
    await consortium.archive.putArtefact(canonicalJsonBytes(transcript));
    await consortium.archive.putTranscript(transcript);
    const { deployment, keys, chain } = consortium;
    const own = await connectChain({ provider: chain.provider, deployment, signer: keys.coordinator.chainKey });
    await finalizeRound(own, { roundId, resultDigest: digestDocument(transcript), modelDigest: stateDigest });
    expect(digestBytes(larger)).to.equal(stateDigest);

    await start();
    const refused = await consortium.run(1).then(
      () => "accepted",
      (error: Error) => error.message,
    );
    expect(refused).to.include("MODEL_SHAPE_MISMATCH");
    expect(await consortium.rounds()).to.have.lengthOf(rounds.length);
  });

  it("ends a frozen round that nobody opens after its last deadline, on a chain without traffic", async () => {
    const phaseSeconds = { join: 4, share: 2, train: 4, unmask: 2 };
    await consortium.publish(testStudyFiles({ localSteps: 21, phaseSeconds }));
    const round = await sites.openRound();
    await round.bringTo("unmask", EVERYONE);
    const [ended] = await consortium.untilRounds(([first]) => first?.status === "aborted", 60_000);
    expect(ended).to.include({ roundId: round.roundId, abortReason: "RECOVERY_FAILED" });
    expect(ended!.survivorsFrozenBlock).to.be.greaterThan(0);
  });
});
