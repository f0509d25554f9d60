import type { Coordinator } from "@consilium/coordinator/Coordinator.ts";
import { fromBase64, toBase64 } from "@consilium/sdk/canonical/bytes.ts";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import type { SharingDocument } from "@consilium/sdk/schemas/messages.ts";
import type { Complaint, Deal } from "@consilium/sdk/schemas/round.ts";
import { makeComplaint } from "@consilium/sdk/secagg/site.ts";
import { expect } from "chai";
import { startCoordinatorHere } from "../support/inProcess.ts";
import { refusal, type ScriptedRound, ScriptedSites } from "../support/ScriptedRound.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { testStudyFiles } from "../support/testStudy.ts";

const SITES = [0, 1, 2, 3, 4, 5];
/** The first deals garbage, the second complains of nothing. */
const CHEAT = 5;
const SLANDERER = 4;

/** Version 1 left the honest recipient of a garbage share out of the round and kept its dealer. */
describe("the coordinator's intake of complaints", function () {
  this.timeout(120_000);
  let consortium: TestConsortium;
  let coordinator: Coordinator;
  let sites: ScriptedSites;

  before(async () => {
    const study = testStudyFiles({ rounds: 60, phaseSeconds: { join: 60, share: 60, train: 60, unmask: 60 } });
    consortium = await TestConsortium.create({ sites: SITES.length, recordsPerSite: 1, study, absenceGraceMs: 60_000 });
    coordinator = await startCoordinatorHere(consortium);
    const published = await consortium.request("POST", "/v1/studies", { files: consortium.study.files });
    consortium.studyId = published.studyId as number;
    await Promise.all(SITES.map((site) => consortium.approve(site)));
    sites = await ScriptedSites.connect(consortium, coordinator);
  });
  after(async () => {
    await sites?.close();
    await coordinator?.stop();
    await consortium?.destroy();
  });

  const garbledFor = (deal: Deal, to: number): Deal => ({
    ...deal,
    shares: deal.shares.map((share) =>
      share.to === to ? { ...share, box: toBase64(new Uint8Array(fromBase64(share.box).length)) } : share,
    ),
  });
  const complaintAbout = (round: ScriptedRound, member: number, dealer: number, { excerpts }: SharingDocument) => {
    const excerpt = excerpts.find((each) => each.dealer === dealer)!;
    return makeComplaint({ roundId: round.roundId, member, secrets: round.secrets[member]!, excerpt });
  };
  const signed = async (round: ScriptedRound, complaint: Complaint, signer = complaint.member) => ({
    complaint,
    signature: await round.sign(signer, "complaint", round.contexts.roster, digestDocument(complaint)),
  });

  it("leaves a dealer of garbage out of the set, and out of the study's later rounds", async () => {
    const round = await sites.openRound();
    await round.join(SITES);
    await round.toShare(0);
    await round.deal(SITES.filter((site) => site !== CHEAT));
    const garbage = await round.signDeal(CHEAT, garbledFor(await round.makeDeal(CHEAT), 0));
    // Nobody but its recipient can tell.
    expect(await refusal(round.call(CHEAT, "round.deal", garbage))).to.equal("accepted");
    const proposed = await round.toSet(0);
    expect(proposed.sharingSet).to.deep.equal(SITES);

    await round.agree([CHEAT]);
    const complaint = complaintAbout(round, 0, CHEAT, proposed);
    const send = async (changes: Partial<Complaint>, signer = 0) =>
      refusal(round.call(0, "round.complain", await signed(round, { ...complaint, ...changes }, signer)));
    const anothersSeed = { maskSeed: toBase64(round.secrets[1]!.maskSeed) };
    expect(await send(anothersSeed), "another's seed").to.equal("SHARE_INVALID");
    expect(await send({}, 1), "another's signature").to.equal("SIGNATURE_INVALID");
    expect(await send({ member: 1 }, 1), "another's complaint").to.equal("FORBIDDEN");
    expect(await send({})).to.equal("accepted");
    const others = [1, 2, 3, 4];
    await round.agree(others);
    expect((await round.toSet(1, 1)).sharingSet, "without the cheat and the seeds that lie open").to.deep.equal(others);
    await round.agree(others, 2);
    await round.toTrain(1, 2);
    expect(await round.finish("train", others)).to.deep.equal(others);

    const next = await sites.openRound();
    await next.join(SITES);
    await next.toShare(0);
    expect(next.roster.map(({ advert }) => advert.member)).not.to.include(CHEAT);
    await next.deal([0, 1, 2, 3, 4]);
    await next.toSet(0);
    await next.agree([0, 1, 2, 3, 4]);
    await next.toTrain(0);
    await next.finish("train", [0, 1, 2, 3, 4]);
  });

  it("leaves out and names a member that complains of a good deal", async () => {
    const round = await sites.openRound();
    const all = [0, 1, 2, 3, SLANDERER];
    await round.join(all);
    await round.toShare(0);
    await round.deal(all);
    const proposed = await round.toSet(SLANDERER);
    const complaint = complaintAbout(round, SLANDERER, 0, proposed);
    const sent = round.call(SLANDERER, "round.complain", await signed(round, complaint));
    expect(await refusal(sent)).to.equal("accepted");
    const honest = [0, 1, 2, 3];
    await round.agree(honest);
    expect((await round.toSet(0, 1)).sharingSet).to.deep.equal(honest);
    await round.agree(honest, 2);
    await round.toTrain(0, 2);
    expect(await round.finish("train", honest)).to.deep.equal(honest);
  });

  it("takes none once the set has agreed", async () => {
    const round = await sites.openRound();
    const honest = [0, 1, 2, 3];
    await round.join(honest);
    await round.toShare(0);
    await round.deal(honest);
    const complaint = complaintAbout(round, 0, 1, await round.toSet(0));
    await round.agree(honest);
    await round.toTrain(0);
    const late = round.call(0, "round.complain", await signed(round, complaint));
    expect(await refusal(late)).to.equal("ROUND_PHASE");
    expect(await round.finish("train", honest)).to.deep.equal(honest);
  });
});
