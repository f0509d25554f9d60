import { bitmapOf } from "@consilium/sdk/chain/bitmap.ts";
import { propose, ROLES, voteForProposal } from "@consilium/sdk/chain/members.ts";
import {
  abortRound,
  finalizeRound,
  freezeRoster,
  freezeSurvivors,
  openRound,
  readOpenRoundOf,
  readRound,
  readRoundsUsed,
} from "@consilium/sdk/chain/rounds.ts";
import { grantAccess, publishStudy, readGrant, withdrawAccess } from "@consilium/sdk/chain/studies.ts";
import { expect } from "chai";
import { signedSurvivors } from "../support/signedSurvivors.ts";
import {
  AUDITOR,
  COORDINATOR,
  candidate,
  digest,
  keyOf,
  openWorld,
  SITES,
  SPONSOR,
  STRANGER,
  type World,
} from "./fixture.ts";
import { refused } from "./refusal.ts";

const SECOND_COORDINATOR = 7;
const DAY_SECONDS = 86_400;

describe("a round's deadlines, and a site's access to its study", () => {
  let world: World;
  let restore: () => Promise<void>;
  let now: number;
  let deadlines: { joinBy: number; commitBy: number; unmaskBy: number };
  const studyId = 1;

  before(async () => {
    world = await openWorld([
      ...SITES.map((i) => candidate(i, ROLES.SITE)),
      candidate(COORDINATOR, ROLES.COORDINATOR),
      candidate(AUDITOR, ROLES.AUDITOR),
      candidate(SPONSOR, ROLES.SPONSOR),
      candidate(SECOND_COORDINATOR, ROLES.COORDINATOR),
    ]);
    now = await world.now();
    deadlines = { joinBy: now + 1_000, commitBy: now + 2_000, unmaskBy: now + 3_000 };
    await publishStudy(world.as(SPONSOR), {
      studyDigest: digest("study"),
      purpose: 42,
      categories: 1,
      minSites: 3,
      maxRounds: 4,
      expiresAt: now + 100 * DAY_SECONDS,
      maxCommitSpan: 5_000,
      colluders: 0,
      opener: COORDINATOR,
    });
    for (const site of SITES) await grant(site);
  });
  beforeEach(async () => {
    restore = await world.snapshot();
  });
  afterEach(() => restore());
  after(() => world.close());

  const grant = (site: number, roundCap = 9, until = now + 50 * DAY_SECONDS) =>
    grantAccess(world.as(site), { studyId, studyDigest: digest("study"), until, roundCap });
  let queries = 0;
  const open = async (changes: Partial<typeof deadlines> = {}) => {
    const queryDigest = digest(`query ${++queries}`);
    const terms = { manifestDigest: digest("manifest"), stateDigest: digest("base"), queryDigest, minSites: 3 };
    return (await openRound(world.as(COORDINATOR), { studyId, ...terms, ...deadlines, ...changes })).roundId;
  };
  const roster = (roundId: number, members: readonly number[] = [0, 1, 2]) =>
    freezeRoster(world.as(COORDINATOR), { roundId, rosterBitmap: bitmapOf(members), rosterRoot: digest("roster") });
  const survivors = async (roundId: number, members: readonly number[] = [0, 1]) =>
    freezeSurvivors(world.as(COORDINATOR), await signedSurvivors(world.as(0), roundId, members, keyOf));
  const finalize = (roundId: number) =>
    finalizeRound(world.as(COORDINATOR), { roundId, resultDigest: digest("result"), modelDigest: digest("model") });
  const abort = (roundId: number, as: number) => abortRound(world.as(as), { roundId, reason: "OVERDUE" });

  describe("abort", () => {
    const STATUS_NUMBER = { open: 1, rosterFrozen: 2, survivorsFrozen: 3, finalized: 4, aborted: 5 } as const;
    type Status = keyof typeof STATUS_NUMBER;
    /** The members that the roster and the survivors of `reach` make different: 0 survives, 2 drops out, 3 never joined. */
    const ACTORS = {
      opener: COORDINATOR,
      coordinator: SECOND_COORDINATOR,
      survivor: 0,
      dropout: 2,
      otherSite: 3,
      auditor: AUDITOR,
      sponsor: SPONSOR,
      stranger: STRANGER,
    } as const;
    type Actor = keyof typeof ACTORS;

    async function reach(status: Status): Promise<number> {
      const roundId = await open();
      const steps = [() => roster(roundId), () => survivors(roundId), () => finalize(roundId)];
      if (status === "aborted") {
        await abort(roundId, COORDINATOR);
        return roundId;
      }
      for (const step of steps.slice(0, Math.min(3, STATUS_NUMBER[status] - 1))) await step();
      return roundId;
    }

    type Outcome =
      | "aborts"
      | "commitBy not passed"
      | "the freeze's minute not passed"
      | "unmaskBy not passed"
      | "not on the roster"
      | "closed";
    const everyone = (outcome: Outcome) => ({
      coordinator: outcome,
      survivor: outcome,
      dropout: outcome,
      otherSite: outcome,
    });
    const fromTheRoster = (outcome: Outcome) => ({ ...everyone(outcome), otherSite: "not on the roster" as const });
    type Row = [status: Status, second: () => number, when: string, Omit<Record<Actor, Outcome>, Uninvolved>];
    type Uninvolved = "auditor" | "sponsor" | "stranger";

    const early = { opener: "aborts" } as const;
    const TABLE: Row[] = [
      ["open", () => now + 500, "in time", { ...early, ...everyone("commitBy not passed") }],
      ["open", () => now + 1_001, "joinBy passed", { ...early, ...everyone("commitBy not passed") }],
      ["open", () => now + 2_000, "in commitBy's second", { ...early, ...everyone("commitBy not passed") }],
      ["open", () => now + 2_001, "commitBy passed", { ...early, ...everyone("aborts") }],
      ["rosterFrozen", () => now + 500, "in time", { ...early, ...fromTheRoster("the freeze's minute not passed") }],
      [
        "rosterFrozen",
        () => now + 2_060,
        "in the minute after commitBy",
        { ...early, ...fromTheRoster("the freeze's minute not passed") },
      ],
      ["rosterFrozen", () => now + 2_061, "that minute passed", { ...early, ...fromTheRoster("aborts") }],
      // Sites may have unmasked: the opener ends it no sooner than anybody else.
      [
        "survivorsFrozen",
        () => now + 500,
        "in time",
        { opener: "unmaskBy not passed", ...fromTheRoster("unmaskBy not passed") },
      ],
      [
        "survivorsFrozen",
        () => now + 3_000,
        "in unmaskBy's second",
        { opener: "unmaskBy not passed", ...fromTheRoster("unmaskBy not passed") },
      ],
      ["survivorsFrozen", () => now + 3_001, "unmaskBy passed", { ...early, ...fromTheRoster("aborts") }],
      ["finalized", () => now + 3_001, "unmaskBy passed", { opener: "closed", ...everyone("closed") }],
      ["aborted", () => now + 3_001, "unmaskBy passed", { opener: "closed", ...everyone("closed") }],
    ];

    async function expectOutcome(roundId: number, status: Status, actor: Actor, outcome: Outcome, second: number) {
      const index = ACTORS[actor];
      const call = abort(roundId, index);
      const passed = (name: "commitBy" | "unmaskBy") =>
        `DeadlineNotPassed(roundId: ${roundId}, deadline: ${deadlines[name]}, timestamp: ${second})`;
      switch (outcome) {
        case "aborts": {
          const { blockNumber } = await call;
          const { status: after, closedBlock, abortReason } = await readRound(world.as(0), roundId);
          expect({ after, closedBlock, abortReason }).to.deep.equal({
            after: "aborted",
            closedBlock: blockNumber,
            abortReason: "OVERDUE",
          });
          expect(await readOpenRoundOf(world.as(0), studyId), "the study may open another").to.equal(undefined);
          return;
        }
        case "commitBy not passed":
          return void (await refused(call, passed("commitBy"), "ROUND_PHASE"));
        case "the freeze's minute not passed": {
          const late = `DeadlineNotPassed(roundId: ${roundId}, deadline: ${deadlines.commitBy + 60}, timestamp: ${second})`;
          return void (await refused(call, late, "ROUND_PHASE"));
        }
        case "unmaskBy not passed":
          return void (await refused(call, passed("unmaskBy"), "ROUND_PHASE"));
        case "not on the roster":
          return void (await refused(call, `NotOnRoster(roundId: ${roundId}, members: ${2 ** index})`));
        case "closed": {
          const wrong = `RoundStatusWrong(roundId: ${roundId}, status: ${STATUS_NUMBER[status]}, needed: 3)`;
          return void (await refused(call, wrong, "ROUND_PHASE"));
        }
      }
    }

    for (const [status, second, when, outcomes] of TABLE) {
      const told = Object.entries(outcomes).map(([actor, outcome]) => `${actor} ${outcome}`);
      it(`${status}, ${when}: ${told.join(", ")}`, async () => {
        const roundId = await reach(status);
        const before = await world.snapshot();
        let back = before;
        for (const [actor, outcome] of Object.entries(outcomes) as [Actor, Outcome][]) {
          await world.rpc("evm_setNextBlockTimestamp", second());
          await expectOutcome(roundId, status, actor, outcome, second());
          await back();
          back = await world.snapshot();
        }
      });
    }
    for (const status of Object.keys(STATUS_NUMBER) as Status[]) {
      it(`${status}: never by who runs no part of it`, async () => {
        const roundId = await reach(status);
        await world.travelTo(now + 3_001);
        await refused(abort(roundId, AUDITOR), `RoleMissing(index: ${AUDITOR}, roles: 3)`, "FORBIDDEN");
        await refused(abort(roundId, SPONSOR), `RoleMissing(index: ${SPONSOR}, roles: 3)`, "FORBIDDEN");
        await refused(abort(roundId, STRANGER), "MemberUnknown(", "MEMBER_UNKNOWN");
      });
    }
    it("is no longer its opener's once that is suspended, and the roster's after the deadline all the same", async () => {
      const roundId = await reach("rosterFrozen");
      const { proposalId } = await propose(world.as(0), { kind: "suspend", memberIndex: COORDINATOR });
      for (const site of [1, 2]) await voteForProposal(world.as(site), proposalId);
      await refused(abort(roundId, COORDINATOR), `MemberNotActive(index: ${COORDINATOR})`, "MEMBER_SUSPENDED");
      await world.travelTo(now + 3_001);
      await abort(roundId, 1);
    });
  });

  describe("deadlines", () => {
    it("that have passed leave only what is still true: no freeze, but the result of survivors frozen in time", async () => {
      const roundId = await open();
      await roster(roundId);
      await survivors(roundId);
      await world.travelTo(now + 3_001);
      await finalize(roundId);
      expect((await readRound(world.as(0), roundId)).status).to.equal("finalized");
    });
    it("let a roster be frozen after joinBy, in commitBy's second, and survivors a minute later, not a second more", async () => {
      const roundId = await open();
      const before = await world.snapshot();
      await world.rpc("evm_setNextBlockTimestamp", now + 2_001);
      const late = `DeadlinePassed(roundId: ${roundId}, deadline: ${now + 2_000}, timestamp: ${now + 2_001})`;
      await refused(roster(roundId), late, "ROUND_PHASE");
      await before();
      await world.rpc("evm_setNextBlockTimestamp", now + 2_000);
      await roster(roundId);
      await world.rpc("evm_setNextBlockTimestamp", now + 2_060);
      await survivors(roundId);
    });
    it("never leave a round that cannot be ended: unmaskBy is at most thirty days after commitBy", async () => {
      const last = deadlines.commitBy + 30 * DAY_SECONDS;
      await refused(
        open({ unmaskBy: last + 1 }),
        `DeadlinesInvalid(joinBy: ${now + 1_000}, commitBy: ${now + 2_000}, unmaskBy: ${last + 1}, latestCommitBy: `,
      );
      await refused(open({ unmaskBy: 2 ** 40 - 1 }), "DeadlinesInvalid(");
      const roundId = await open({ unmaskBy: last });
      await roster(roundId);
      await world.travelTo(last + 1);
      await abort(roundId, 0);
    });
  });

  describe("a site's grant", () => {
    const wholeRound = async (members: readonly number[]) => {
      const roundId = await open();
      await roster(roundId, members);
      await survivors(roundId, members);
      await finalize(roundId);
    };

    it("is lowered and raised by granting anew, and what was used stays used", async () => {
      await grant(0, 1);
      await wholeRound([0, 1, 2]);
      const roundId = await open();
      await refused(roster(roundId), "RoundsExhausted(studyId: 1, site: 0, used: 1, cap: 1)");
      await grant(0, 2);
      await roster(roundId);
      await survivors(roundId);
      await finalize(roundId);
      expect(await readRoundsUsed(world.as(0), studyId, 0)).to.equal(2);
      const third = await open();
      await refused(roster(third), "RoundsExhausted(studyId: 1, site: 0, used: 2, cap: 2)");
      await withdrawAccess(world.as(0), { studyId });
      await grant(0, 2);
      await refused(roster(third), "RoundsExhausted(studyId: 1, site: 0, used: 2, cap: 2)");
    });
    it("is never above the study's own cap, whatever the site gave", async () => {
      for (let i = 0; i < 4; i++) await wholeRound([0, 1, 2]);
      await grant(0, 2 ** 32 - 1);
      await refused(roster(await open()), "RoundsExhausted(studyId: 1, site: 0, used: 4, cap: 4)");
    });
    it("may be shortened, and then admits no later roster", async () => {
      const roundId = await open();
      await grant(0, 9, now + 900);
      expect(await readGrant(world.as(0), studyId, 0)).to.include({ live: true, until: now + 900 });
      await world.travelTo(now + 900);
      await refused(roster(roundId), "GrantNotLive(studyId: 1, site: 0)", "GRANT_EXPIRED");
      await grant(0, 9, now + 5_000);
      await roster(roundId);
    });
    it("withdrawn within a round ends nothing of it, and admits to no further one until granted anew", async () => {
      const roundId = await open();
      await roster(roundId);
      await withdrawAccess(world.as(0), { studyId });
      await survivors(roundId);
      await finalize(roundId);
      expect(await readRoundsUsed(world.as(0), studyId, 0)).to.equal(1);
      const next = await open();
      await refused(roster(next), "GrantNotLive(studyId: 1, site: 0)", "GRANT_EXPIRED");
      await grant(0);
      await roster(next);
    });
  });
});
