import { bitmapOf } from "@consilium/sdk/chain/bitmap.ts";
import { propose, ROLES, voteForProposal } from "@consilium/sdk/chain/members.ts";
import { readLineage } from "@consilium/sdk/chain/modelLineage.ts";
import {
  attestModel,
  deployModel,
  readAttestations,
  readDeploymentNeeds,
  readModel,
  readModels,
  voteModel,
} from "@consilium/sdk/chain/models.ts";
import { type RiskClass, riskClassNumber } from "@consilium/sdk/chain/riskClasses.ts";
import {
  disputeRound,
  finalizeRound,
  freezeRoster,
  freezeSurvivors,
  openRound,
  voteToDismiss,
} from "@consilium/sdk/chain/rounds.ts";
import { grantAccess, publishStudy, readStudy } from "@consilium/sdk/chain/studies.ts";
import { expect } from "chai";
import { signedSurvivors } from "../support/signedSurvivors.ts";
import { AUDITOR, COORDINATOR, candidate, digest, keyOf, openWorld, SITES, SPONSOR, type World } from "./fixture.ts";
import { refused } from "./refusal.ts";

/** An auditor that also sponsors, and one that is also a site. */
const SPONSORING_AUDITOR = 7;
const AUDITING_SITE = 8;

describe("models of different risk", () => {
  let world: World;
  let restore: () => Promise<void>;
  let now: number;

  before(async () => {
    world = await openWorld([
      ...SITES.map((i) => candidate(i, ROLES.SITE)),
      candidate(COORDINATOR, ROLES.COORDINATOR),
      candidate(AUDITOR, ROLES.AUDITOR),
      candidate(SPONSOR, ROLES.SPONSOR),
      candidate(SPONSORING_AUDITOR, ROLES.SPONSOR | ROLES.AUDITOR),
      candidate(AUDITING_SITE, ROLES.SITE | ROLES.AUDITOR),
    ]);
    now = await world.now();
  });
  beforeEach(async () => {
    restore = await world.snapshot();
  });
  afterEach(() => restore());
  after(() => world.close());

  async function publish(name: string, riskClass?: RiskClass, sponsor = SPONSOR): Promise<number> {
    const { studyId } = await publishStudy(world.as(sponsor), {
      studyDigest: digest(name),
      purpose: 42,
      categories: 1,
      minSites: 3,
      maxRounds: 9,
      expiresAt: now + 100_000,
      maxCommitSpan: 5_000,
      colluders: 0,
      opener: COORDINATOR,
      ...(riskClass === undefined ? {} : { riskClass: riskClassNumber(riskClass) }),
    });
    for (const site of SITES) {
      await grantAccess(world.as(site), {
        studyId,
        studyDigest: digest(name),
        until: now + 50_000,
        roundCap: 9,
      });
    }
    return studyId;
  }
  let queries = 0;
  async function round(studyId: number, base = "base", model = "model"): Promise<number> {
    const coordinator = world.as(COORDINATOR);
    const { roundId } = await openRound(coordinator, {
      studyId,
      manifestDigest: digest("manifest"),
      stateDigest: digest(base),
      queryDigest: digest(`query ${++queries}`),
      minSites: 3,
      joinBy: now + 1_000,
      commitBy: now + 2_000,
      unmaskBy: now + 3_000,
    });
    const members = bitmapOf(SITES);
    await freezeRoster(coordinator, { roundId, rosterBitmap: members, rosterRoot: digest("roster") });
    await freezeSurvivors(coordinator, await signedSurvivors(coordinator, roundId, SITES, keyOf));
    await finalizeRound(coordinator, { roundId, resultDigest: digest("result"), modelDigest: digest(model) });
    return roundId;
  }
  const vote = (modelId: number, stage: "approved" | "deployed" | "retired", site: number) =>
    voteModel(world.as(site), { modelId, stage });
  const votes = async (modelId: number, stage: "approved" | "deployed" | "retired", sites: readonly number[]) => {
    for (const site of sites) await vote(modelId, stage, site);
  };
  const deploy = (modelId: number) => deployModel(world.as(COORDINATOR), { modelId });
  const attest = (modelId: number, as: number) =>
    attestModel(world.as(as), { modelId, kind: "fairness", evidenceDigest: digest("report") });
  const needs = async (modelId: number) => readDeploymentNeeds(world.as(0), await readModel(world.as(0), modelId));

  it("show their study's class, which is the highest where nothing is said", async () => {
    const [silent, limited] = [await publish("silent"), await publish("limited", "limited")];
    expect((await readStudy(world.as(0), silent)).riskClass).to.equal(3);
    expect((await readStudy(world.as(0), limited)).riskClass).to.equal(2);
    const [first, second] = [await round(silent), await round(limited)];
    expect(await readModel(world.as(0), first)).to.include({ riskClass: "high", audited: false, deploymentVotes: 0n });
    expect(await readModel(world.as(0), second)).to.include({ riskClass: "limited" });
    expect((await readModels(world.as(0))).map(({ modelId }) => modelId)).to.deep.equal([first, second]);
    expect((await readModels(world.as(0), { studyId: limited })).map(({ modelId }) => modelId)).to.deep.equal([second]);
    await refused(readModel(world.as(0), 99), "There is no model 99", "NOT_FOUND");
  });

  it("are deployed once approved where the risk is limited or minimal", async () => {
    for (const riskClass of ["limited", "minimal"] as const) {
      const modelId = await round(await publish(riskClass, riskClass));
      expect(await needs(modelId)).to.deep.equal(["approval"]);
      await votes(modelId, "approved", [0, 1, 2]);
      expect(await needs(modelId)).to.deep.equal([]);
      await deploy(modelId);
      expect((await readModel(world.as(0), modelId)).stage).to.equal("deployed");
    }
  });

  it("of high risk are deployed only after an auditor attested and the sites then voted for it", async () => {
    const modelId = await round(await publish("high", "high"));
    expect(await needs(modelId)).to.deep.equal(["approval", "audit", "votes"]);
    await refused(vote(modelId, "deployed", 0), `ModelStageWrong(modelId: ${modelId}, stage: 1, wanted: 3)`);
    await votes(modelId, "approved", [0, 1, 2]);
    await refused(deploy(modelId), `DeploymentNotVoted(modelId: ${modelId}, votes: 0)`);
    await refused(vote(modelId, "deployed", 0), `ModelNotAudited(modelId: ${modelId})`);
    await attest(modelId, 0);
    await refused(vote(modelId, "deployed", 0), `ModelNotAudited(modelId: ${modelId})`);
    await attest(modelId, AUDITOR);
    expect(await needs(modelId)).to.deep.equal(["votes"]);
    await votes(modelId, "deployed", [0, 1]);
    await refused(vote(modelId, "deployed", 1), `ModelAlreadyVoted(modelId: ${modelId}, voter: 1)`);
    await refused(vote(modelId, "deployed", AUDITOR), `RoleMissing(index: ${AUDITOR}, roles: 1)`, "FORBIDDEN");
    await refused(deploy(modelId), `DeploymentNotVoted(modelId: ${modelId}, votes: 3)`);
    await vote(modelId, "deployed", 2);
    expect(await readModel(world.as(0), modelId)).to.include({
      stage: "approved",
      audited: true,
      deploymentVotes: 7n,
    });
    expect(await needs(modelId)).to.deep.equal([]);
    await deploy(modelId);
    await refused(vote(modelId, "deployed", 3), `ModelStageWrong(modelId: ${modelId}, stage: 3, wanted: 3)`);
    await votes(modelId, "retired", [0, 1, 3]);
    expect(await readModel(world.as(0), modelId)).to.include({ stage: "retired", retirementVotes: 11n });
    await refused(deploy(modelId), `ModelStageWrong(modelId: ${modelId}, stage: 4, wanted: 3)`);
  });

  it("count no attestation of the sponsor's own auditor, of a site, or of a site's auditor as independent", async () => {
    const modelId = await round(await publish("own", "high", SPONSORING_AUDITOR));
    const another = await round(await publish("another's", "high"));
    for (const as of [SPONSORING_AUDITOR, AUDITING_SITE, 0]) await attest(modelId, as);
    expect((await readAttestations(world.as(0), modelId)).map(({ independent }) => independent)).to.deep.equal([
      false,
      false,
      false,
    ]);
    expect((await readModel(world.as(0), modelId)).audited).to.equal(false);
    await attest(another, SPONSORING_AUDITOR);
    expect((await readAttestations(world.as(0), another))[0]).to.include({
      independent: true,
      by: SPONSORING_AUDITOR,
    });
    expect((await readModel(world.as(0), another)).audited).to.equal(true);
    await attest(another, 0);
    expect((await readModel(world.as(0), another)).audited, "stays audited").to.equal(true);
  });

  it("of high risk are deployed by the votes of sites that are active then, under the rule in force then", async () => {
    const modelId = await round(await publish("high", "high"));
    await votes(modelId, "approved", [0, 1, 2]);
    await attest(modelId, AUDITOR);
    await votes(modelId, "deployed", [0, 1, 2]);
    const stricter = await propose(world.as(0), { kind: "changeRule", numerator: 3, denominator: 4 });
    for (const site of [1, 2]) await voteForProposal(world.as(site), stricter.proposalId);
    await refused(deploy(modelId), `DeploymentNotVoted(modelId: ${modelId}, votes: 7)`);
    await votes(modelId, "deployed", [3, AUDITING_SITE]);
    await deploy(modelId);
  });

  it("that are disputed are neither voted on nor deployed until the dispute is dismissed", async () => {
    const modelId = await round(await publish("high", "high"));
    await votes(modelId, "approved", [0, 1, 2]);
    await attest(modelId, AUDITOR);
    await votes(modelId, "deployed", [0, 1]);
    await disputeRound(world.as(3), { roundId: modelId, reasonDigest: digest("why") });
    expect(await needs(modelId)).to.deep.equal(["dispute", "votes"]);
    await refused(vote(modelId, "deployed", 2), `ModelDisputed(modelId: ${modelId})`);
    for (const site of [0, 1, 2]) await voteToDismiss(world.as(site), { roundId: modelId });
    await vote(modelId, "deployed", 2);
    await deploy(modelId);
  });

  it("are told with those they came from and those that came from them", async () => {
    const studyId = await publish("lineage", "minimal");
    const [a, b, c, d] = [
      await round(studyId, "none", "a"),
      await round(studyId, "a", "b"),
      await round(studyId, "a", "c"),
      await round(studyId, "b", "d"),
    ];
    expect(await readLineage(world.as(0), a)).to.deep.equal({ ancestors: [], descendants: [b, c, d] });
    expect(await readLineage(world.as(0), b)).to.deep.equal({ ancestors: [a], descendants: [d] });
    expect(await readLineage(world.as(0), d)).to.deep.equal({ ancestors: [a, b], descendants: [] });
    expect(await readLineage(world.as(0), 99)).to.deep.equal({ ancestors: [], descendants: [] });
  });
});
