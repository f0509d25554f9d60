import { type ProposedChange, propose, readMember, voteForProposal } from "@consilium/sdk/chain/members.ts";
import { readMinimums, readProposal, readVotingRule } from "@consilium/sdk/chain/proposals.ts";
import { openRound, type RoundTerms, readRound } from "@consilium/sdk/chain/rounds.ts";
import { publishStudy, type StudyTerms } from "@consilium/sdk/chain/studies.ts";
import { expect } from "chai";
import { COORDINATOR, candidate, digest, openWorld, SPONSOR, type World } from "./fixture.ts";
import { refused } from "./refusal.ts";

describe("the consortium's own rules", () => {
  let world: World;
  let restore: () => Promise<void>;
  let now: number;
  before(async () => {
    world = await openWorld();
    now = await world.now();
  });
  beforeEach(async () => {
    restore = await world.snapshot();
  });
  afterEach(() => restore());
  after(() => world.close());

  const decide = async (change: ProposedChange, voters: readonly number[]) => {
    const { proposalId } = await propose(world.as(voters[0]!), change);
    for (const voter of voters.slice(1)) await voteForProposal(world.as(voter), proposalId);
    return proposalId;
  };
  const isExecuted = async (proposalId: number) => (await readProposal(world.as(0), proposalId)).executed;
  const minimums = (minSites: number, minSurvivors: number) =>
    ({ kind: "changeMinimums", minSites, minSurvivors }) as const;
  const suspension = (memberIndex: number) => ({ kind: "suspend", memberIndex }) as const;

  describe("minimums of sites and survivors", () => {
    const publish = (changes: Partial<StudyTerms> = {}) =>
      publishStudy(world.as(SPONSOR), {
        studyDigest: digest("study"),
        purpose: 42,
        categories: 1,
        minSites: 2,
        maxRounds: 4,
        expiresAt: now + 100_000,
        maxCommitSpan: 5_000,
        colluders: 0,
        opener: COORDINATOR,
        ...changes,
      });
    const open = (changes: Partial<RoundTerms> = {}) =>
      openRound(world.as(COORDINATOR), {
        studyId: 1,
        manifestDigest: digest("manifest"),
        stateDigest: digest("base"),
        queryDigest: digest("query"),
        minSites: 2,
        joinBy: now + 1_000,
        commitBy: now + 2_000,
        unmaskBy: now + 3_000,
        ...changes,
      });

    it("are two and two at first", async () => {
      expect(await readMinimums(world.as(0))).to.deep.equal({ minSites: 2, minSurvivors: 2 });
      await refused(publish({ minSites: 1 }), "StudySitesTooFew(minSites: 1, minimum: 2)");
      await publish();
      await refused(open({ minSites: 1 }), "MinimumsInvalid(minSites: 1, leastSites: 2, leastSurvivors: 2)");
      await open();
    });
    it("change by the sites' vote, no sooner, and hold for studies and rounds from then on", async () => {
      await publish();
      const { roundId } = await open();
      await publish({ studyDigest: digest("wide"), minSites: 4 });
      const { proposalId } = await propose(world.as(0), minimums(4, 3));
      await voteForProposal(world.as(1), proposalId);
      expect(await readMinimums(world.as(0)), "two of four votes").to.deep.equal({ minSites: 2, minSurvivors: 2 });
      await voteForProposal(world.as(2), proposalId);
      expect(await readMinimums(world.as(0))).to.deep.equal({ minSites: 4, minSurvivors: 3 });
      expect(await readProposal(world.as(0), proposalId)).to.deep.include({ change: minimums(4, 3), executed: true });

      await refused(publish({ studyDigest: digest("b"), minSites: 3 }), "StudySitesTooFew(minSites: 3, minimum: 4)");
      await publish({ studyDigest: digest("b"), minSites: 4 });
      const wide = { studyId: 2, minSites: 4 };
      await refused(open({ ...wide, minSites: 3 }), "MinimumsInvalid(minSites: 3, leastSites: 4, leastSurvivors: 3)");
      // Of four sites three must survive; were the consortium to ask for four, four sites would be too few.
      await decide(minimums(4, 4), [0, 1, 2]);
      await refused(open(wide), "MinimumsInvalid(minSites: 4, leastSites: 4, leastSurvivors: 4)");
      await decide(minimums(4, 3), [0, 1, 2]);
      await open(wide);
      expect(await readRound(world.as(0), roundId), "an open round keeps its own").to.include({
        minSites: 2,
        status: "open",
      });
    });
    it("ask a round of the study for the higher of the two", async () => {
      await publish({ minSites: 4 });
      await decide(minimums(3, 2), [0, 1, 2]);
      await refused(open({ minSites: 3 }), "MinimumsInvalid(minSites: 3, leastSites: 4, leastSurvivors: 2)");
      await open({ minSites: 4 });
    });
    it("are not proposed out of range, nor by others than active sites", async () => {
      for (const [sites, survivors] of [
        [2, 1],
        [1, 1],
        [2, 3],
        [256, 2],
      ] as const) {
        await refused(
          propose(world.as(0), minimums(sites, survivors)),
          `MinimumsOutOfRange(minSites: ${sites}, minSurvivors: ${survivors})`,
        );
      }
      await refused(propose(world.as(COORDINATOR), minimums(3, 3)), "RoleMissing(index: 4, roles: 1)", "FORBIDDEN");
      await decide(minimums(255, 255), [0, 1, 2]);
      expect(await readMinimums(world.as(0))).to.deep.equal({ minSites: 255, minSurvivors: 255 });
    });
  });

  describe("a vote", () => {
    const admission = { kind: "admit", candidate: candidate(7, 1) } as const;

    it("is judged by the rule in force when it is cast, not by that of its proposal", async () => {
      const stricter = { kind: "changeRule", numerator: 3, denominator: 4 } as const;
      const { proposalId } = await propose(world.as(0), admission);
      await voteForProposal(world.as(1), proposalId);
      await decide(stricter, [0, 1, 2]);
      await voteForProposal(world.as(2), proposalId);
      expect(await isExecuted(proposalId), "three of four no longer suffice").to.equal(false);
      const looser = await decide({ kind: "changeRule", numerator: 1, denominator: 2 }, [0, 1, 2, 3]);
      expect(await isExecuted(looser)).to.equal(true);
      expect(await readVotingRule(world.as(0))).to.deep.equal({ numerator: 1, denominator: 2 });
      expect(await isExecuted(proposalId), "a looser rule alone carries nothing").to.equal(false);
      await voteForProposal(world.as(3), proposalId);
      expect(await isExecuted(proposalId)).to.equal(true);
    });
    it("counts among the sites that are active when it is cast", async () => {
      const { proposalId } = await propose(world.as(0), admission);
      await decide(suspension(3), [0, 1, 2]);
      await voteForProposal(world.as(1), proposalId);
      expect(await isExecuted(proposalId), "two of three").to.equal(true);
    });
  });

  describe("suspension", () => {
    it("leaves as many active sites as any vote needs, so that there is always a way back", async () => {
      await decide(suspension(3), [0, 1, 2]);
      const early = await propose(world.as(0), suspension(1));
      await decide(suspension(2), [0, 1]);
      await refused(propose(world.as(0), suspension(1)), "SitesTooFew(count: 1, minimum: 2)");
      await refused(voteForProposal(world.as(1), early.proposalId), "SitesTooFew(count: 1, minimum: 2)");
      expect((await readMember(world.as(0), 1)).status).to.equal("active");
      await decide({ kind: "reinstate", memberIndex: 2 }, [0, 1]);
      await voteForProposal(world.as(2), early.proposalId);
      expect((await readMember(world.as(0), 1)).status, "once there are three again").to.equal("suspended");
    });
    it("of a member that is no site is possible with two sites", async () => {
      await decide(suspension(3), [0, 1, 2]);
      await decide(suspension(2), [0, 1]);
      await decide(suspension(COORDINATOR), [0, 1]);
      expect((await readMember(world.as(0), COORDINATOR)).status).to.equal("suspended");
    });
  });
});
