import { bitmapOf, indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { propose, ROLES, rotateKeys, voteForProposal } from "@consilium/sdk/chain/members.ts";
import {
  attestModel,
  deployModel,
  findModelsByDigest,
  readAttestations,
  readModel,
  voteModel,
} from "@consilium/sdk/chain/models.ts";
import { modelsTouchedBy } from "@consilium/sdk/chain/modelsTouchedBy.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import { offerAccount, takeAccount } from "@consilium/sdk/chain/recovery.ts";
import { revokeForPatient } from "@consilium/sdk/chain/relayConsents.ts";
import { riskClassNumber } from "@consilium/sdk/chain/riskClasses.ts";
import { readRoundState } from "@consilium/sdk/chain/roundState.ts";
import {
  abortRound,
  declareNotUnmasked,
  disputeRound,
  finalizeRound,
  freezeRoster,
  freezeSurvivors,
  openRound,
  postCommitment,
  type RoundTerms,
  readFreezeBlockHash,
  readNotUnmaskedBy,
  readPostedCommitment,
  readRound,
  readRoundOfQuery,
  readRoundsUsed,
  voteToDismiss,
} from "@consilium/sdk/chain/rounds.ts";
import { send } from "@consilium/sdk/chain/send.ts";
import {
  findStudyByDigest,
  grantAccess,
  isGrantLive,
  publishStudy,
  readGrant,
  readSignOffs,
  readStudies,
  readStudy,
  type StudyTerms,
  signOffStudy,
  withdrawAccess,
} from "@consilium/sdk/chain/studies.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { expect } from "chai";
import { concat, encodeBytes32String, Signature, sha256 } from "ethers";
import { commitmentDigest, signedSurvivors } from "../support/signedSurvivors.ts";
import {
  AUDITOR,
  accountOf,
  COORDINATOR,
  candidate,
  digest,
  keyOf,
  openWorld,
  SITES,
  SPONSOR,
  STRANGER,
  type World,
  ZERO,
} from "./fixture.ts";
import { refused } from "./refusal.ts";

/** The account that takes the place of a site's. */
const HEIR = 7;

describe("studies, rounds and models", () => {
  let world: World;
  let restore: () => Promise<void>;
  let now: number;
  let studyId: number;

  const studyTerms = (changes: Partial<StudyTerms> = {}): StudyTerms => ({
    studyDigest: digest("study"),
    purpose: 42,
    categories: 1,
    minSites: 3,
    maxRounds: 4,
    expiresAt: now + 100_000,
    maxCommitSpan: 5_000,
    riskClass: riskClassNumber("limited"),
    colluders: 0,
    opener: COORDINATOR,
    ...changes,
  });
  let queries = 0;
  const roundTerms = (changes: Partial<RoundTerms> = {}): RoundTerms => ({
    studyId,
    manifestDigest: digest("manifest"),
    stateDigest: digest("base"),
    queryDigest: digest(`query ${++queries}`),
    minSites: 3,
    joinBy: now + 1_000,
    commitBy: now + 2_000,
    unmaskBy: now + 3_000,
    ...changes,
  });
  const open = async (changes: Partial<RoundTerms> = {}) =>
    (await openRound(world.as(COORDINATOR), roundTerms(changes))).roundId;
  const roster = (roundId: number, members: readonly number[] = SITES, as = COORDINATOR) =>
    freezeRoster(world.as(as), { roundId, rosterBitmap: bitmapOf(members), rosterRoot: digest("roster") });
  const signed = (roundId: number, members: readonly number[] = SITES, sharingSet = members) =>
    signedSurvivors(world.as(0), roundId, members, keyOf, sharingSet);
  const survivors = async (roundId: number, members: readonly number[] = SITES, as = COORDINATOR) =>
    freezeSurvivors(world.as(as), await signed(roundId, members));
  const finalize = (roundId: number, modelDigest = digest("model"), as = COORDINATOR) =>
    finalizeRound(world.as(as), { roundId, resultDigest: digest("result"), modelDigest });
  const wholeRound = async (members: readonly number[] = SITES) => {
    const roundId = await open();
    await roster(roundId, members);
    await survivors(roundId, members);
    await finalize(roundId);
    return roundId;
  };
  const grant = (site: number, roundCap = 9, until = now + 50_000) =>
    grantAccess(world.as(site), { studyId, studyDigest: digest("study"), until, roundCap });
  const suspend = async (memberIndex: number) => {
    const voters = SITES.filter((site) => site !== memberIndex);
    const { proposalId } = await propose(world.as(voters[0]!), { kind: "suspend", memberIndex });
    for (const voter of voters.slice(1, 3)) await voteForProposal(world.as(voter), proposalId);
  };

  before(async () => {
    world = await openWorld();
    now = await world.now();
    ({ studyId } = await publishStudy(world.as(SPONSOR), studyTerms()));
    for (const site of SITES) await grant(site);
  });
  beforeEach(async () => {
    restore = await world.snapshot();
  });
  afterEach(() => restore());
  after(() => world.close());

  describe("StudyRegistry", () => {
    it("publishes for sponsors and coordinators, each folder once", async () => {
      const other = await publishStudy(world.as(COORDINATOR), studyTerms({ studyDigest: digest("other") }));
      expect(await readStudy(world.as(0), other.studyId)).to.include({ studyId: studyId + 1, sponsor: COORDINATOR });
      expect((await readStudies(world.as(0))).map((study) => study.studyId)).to.deep.equal([1, 2]);
      expect(await findStudyByDigest(world.as(0), digest("other"))).to.include({ studyId: 2 });
      await refused(
        publishStudy(world.as(SPONSOR), studyTerms()),
        `StudyAlreadyPublished(studyDigest: ${digest("study")}, studyId: 1)`,
      );
      await refused(publishStudy(world.as(0), studyTerms()), "RoleMissing(index: 0, roles: 10)", "FORBIDDEN");
      await refused(
        findStudyByDigest(world.as(0), digest("none")),
        `StudyDigestUnknown(studyDigest: ${digest("none")})`,
        "STUDY_UNKNOWN",
      );
      await refused(readStudy(world.as(0), 9), "StudyUnknown(studyId: 9)", "STUDY_UNKNOWN");
    });
    it("refuses terms out of range", async () => {
      const wrong: [keyof StudyTerms, number][] = [
        ["purpose", 0],
        ["categories", 0],
        ["maxRounds", 0],
        ["expiresAt", now],
        ["maxCommitSpan", 0],
        ["acceptedBases", 0],
        ["acceptedBases", 16],
        ["riskClass", 0],
        ["riskClass", 4],
        ["colluders", 2],
        ["opener", SPONSOR],
        ["opener", 200],
      ];
      for (const [term, value] of wrong) {
        const terms = studyTerms({ studyDigest: digest("wrong"), [term]: value });
        const invalid = `StudyTermInvalid(term: ${encodeBytes32String(term)}, value: ${value})`;
        await refused(publishStudy(world.as(SPONSOR), terms), invalid);
      }
      await refused(
        publishStudy(world.as(SPONSOR), studyTerms({ studyDigest: ZERO })),
        `StudyTermInvalid(term: ${encodeBytes32String("studyDigest")}, value: 0)`,
      );
    });
    it("opens no round before enough ethics boards have signed it off, the sponsor's not among them", async () => {
      const terms = studyTerms({ studyDigest: digest("watched"), signOffsRequired: 2, acceptedBases: 15 });
      const { studyId: watched } = await publishStudy(world.as(COORDINATOR), terms);
      expect(await readStudy(world.as(0), watched)).to.include({ signOffsRequired: 2, signOffs: 0, acceptedBases: 15 });
      const signOff = { studyId: watched, studyDigest: digest("watched"), decisionDigest: digest("decision") };
      const open = () => openRound(world.as(COORDINATOR), roundTerms({ studyId: watched }));
      await refused(open(), `SignOffsMissing(studyId: ${watched}, given: 0, required: 2)`);
      await refused(
        signOffStudy(world.as(0), { ...signOff, studyDigest: digest("study") }),
        `StudyDigestMismatch(studyId: ${watched}`,
        "STUDY_MISMATCH",
      );
      await refused(signOffStudy(world.as(0), { ...signOff, decisionDigest: ZERO }), "DecisionMissing()");
      await refused(signOffStudy(world.as(SPONSOR), signOff), `RoleMissing(index: ${SPONSOR}, roles: 5)`, "FORBIDDEN");
      await signOffStudy(world.as(0), signOff);
      await refused(signOffStudy(world.as(0), signOff), `AlreadySignedOff(studyId: ${watched}, by: 0)`);
      await refused(open(), `SignOffsMissing(studyId: ${watched}, given: 1, required: 2)`);
      await signOffStudy(world.as(AUDITOR), signOff);
      expect(indicesOf(await readSignOffs(world.as(0), watched))).to.deep.equal([0, AUDITOR]);
      await open();
    });
    it("is not signed off by its own sponsor", async () => {
      const both = [
        candidate(0, ROLES.SITE | ROLES.SPONSOR),
        candidate(1, ROLES.SITE),
        candidate(2, ROLES.COORDINATOR),
      ];
      const small = await openWorld(both);
      try {
        const terms = studyTerms({ expiresAt: (await small.now()) + 1_000, minSites: 2, opener: 2 });
        const published = await publishStudy(small.as(0), terms);
        const signOff = { studyId: 1, studyDigest: terms.studyDigest, decisionDigest: digest("decision") };
        expect(published.studyId).to.equal(1);
        await refused(signOffStudy(small.as(0), signOff), "SponsorSignsNotOff(studyId: 1, sponsor: 0)");
        await signOffStudy(small.as(1), signOff);
      } finally {
        await small.close();
      }
    });
    it("takes a grant only for the digest that was published", async () => {
      const other = { studyId, studyDigest: digest("other"), until: now + 50_000, roundCap: 1 };
      await refused(
        grantAccess(world.as(0), other),
        `StudyDigestMismatch(studyId: 1, published: ${digest("study")}, approved: ${digest("other")})`,
        "STUDY_MISMATCH",
      );
      await refused(grant(0, 0), `GrantInvalid(until: ${now + 50_000}, roundCap: 0)`);
      await refused(grant(0, 1, now), `GrantInvalid(until: ${now}, roundCap: 1)`);
      await refused(grant(COORDINATOR), "RoleMissing(index: 4, roles: 1)", "FORBIDDEN");
      await world.travelTo(now + 100_000);
      await refused(grant(0), `StudyExpired(studyId: 1, expiresAt: ${now + 100_000})`);
    });
    it("ends a grant by withdrawal, by its date and with the study", async () => {
      await withdrawAccess(world.as(0), { studyId });
      expect(await readGrant(world.as(1), studyId, 0)).to.include({ live: false, withdrawnBlock: await world.block() });
      await refused(withdrawAccess(world.as(0), { studyId }), "GrantNotLive(studyId: 1, site: 0)", "GRANT_EXPIRED");
      await grant(0);
      expect(await isGrantLive(world.as(1), studyId, 0)).to.equal(true);
      await grant(1, 9, now + 500);
      await world.travelTo(now + 500);
      expect(await isGrantLive(world.as(1), studyId, 1)).to.equal(false);
      const required = read(world.as(1), "StudyRegistry", "requireLiveGrant", [studyId, 1]);
      const error = await refused(required, "GrantNotLive(studyId: 1, site: 1)", "GRANT_EXPIRED");
      expect(error.memberIndex).to.equal(1);
      await grant(2, 9, now + 900_000);
      await world.travelTo(now + 100_000);
      expect(await isGrantLive(world.as(1), studyId, 2)).to.equal(false);
      const expired = `StudyExpired(studyId: 1, expiresAt: ${now + 100_000})`;
      await refused(read(world.as(1), "StudyRegistry", "requireLiveGrant", [studyId, 2]), expired);
      await refused(read(world.as(1), "StudyRegistry", "liveRoundCaps", [studyId, 4n]), expired);
    });
  });

  describe("RoundLedger", () => {
    it("opens for coordinators, one unfinished round a study", async () => {
      await refused(openRound(world.as(SPONSOR), roundTerms()), "RoleMissing(index: 6, roles: 2)", "FORBIDDEN");
      const roundId = await open();
      await refused(open(), `RoundUnfinished(studyId: 1, roundId: ${roundId})`);
      await abortRound(world.as(COORDINATOR), { roundId, reason: "TEST" });
      expect(await open()).to.equal(roundId + 1);
      expect(await read(world.as(0), "RoundLedger", "roundCount", [])).to.equal(roundId + 1);
    });
    it("opens for the coordinator that the study names alone", async () => {
      const second = { kind: "admit", candidate: candidate(7, ROLES.COORDINATOR) } as const;
      const { proposalId } = await propose(world.as(0), second);
      for (const voter of [1, 2]) await voteForProposal(world.as(voter), proposalId);
      await refused(
        openRound(world.as(7), roundTerms()),
        `NotTheStudysOpener(studyId: ${studyId}, member: 7, opener: ${COORDINATOR})`,
        "FORBIDDEN",
      );
    });
    it("refuses minimums below the study's or the protocol's, and missing digests", async () => {
      await refused(open({ minSites: 2 }), "MinimumsInvalid(minSites: 2, leastSites: 3, leastSurvivors: 2)");
      for (const missing of ["manifestDigest", "stateDigest", "queryDigest"] as const) {
        await refused(open({ [missing]: ZERO }), "DigestMissing()");
      }
      await refused(open({ studyId: 7 }), "StudyUnknown(studyId: 7)", "STUDY_UNKNOWN");
    });
    it("refuses deadlines out of order, in the past, or further than the study allows", async () => {
      const wrong: Partial<RoundTerms>[] = [
        { joinBy: now - 1 },
        { joinBy: now + 100 },
        { commitBy: now + 900 },
        { commitBy: now + 1_000 },
        { unmaskBy: now + 2_000 },
        { commitBy: now + 5_101, unmaskBy: now + 6_000 },
      ];
      for (const changes of wrong) {
        const { joinBy, commitBy, unmaskBy } = roundTerms(changes);
        const latest = now + 100 + 5_000;
        await world.nextTime(now + 100);
        await refused(
          open(changes),
          `DeadlinesInvalid(joinBy: ${joinBy}, commitBy: ${commitBy}, unmaskBy: ${unmaskBy}, latestCommitBy: ${latest})`,
        );
      }
      await world.nextTime(now + 100);
      await open({ commitBy: now + 5_100, unmaskBy: now + 5_101 });
      await world.travelTo(now + 100_000);
      await refused(open(), `StudyExpired(studyId: 1, expiresAt: ${now + 100_000})`);
    });
    it("stores its block and time as the consent block", async () => {
      const opened = await openRound(world.as(COORDINATOR), roundTerms());
      const block = await world.provider.getBlock(opened.blockNumber);
      expect(await readRound(world.as(0), opened.roundId)).to.include({
        status: "open",
        consentBlock: opened.blockNumber,
        consentTimestamp: block!.timestamp,
        rosterBitmap: 0n,
        rosterRoot: ZERO,
      });
    });
    it("freezes a roster of enough active sites with live grants, in time, once, by its opener", async () => {
      const roundId = await open();
      await refused(roster(roundId, [0, 1]), `MembersTooFew(roundId: ${roundId}, count: 2, minimum: 3)`);
      await refused(roster(roundId, [0, 1, 2, AUDITOR]), `RosterNotActiveSites(roundId: ${roundId}, members: 32)`);
      await refused(roster(roundId, SITES, 0), "RoleMissing(index: 0, roles: 2)", "FORBIDDEN");
      const bare = { roundId, rosterBitmap: 7n, rosterRoot: ZERO };
      await refused(freezeRoster(world.as(COORDINATOR), bare), "DigestMissing()");
      await refused(roster(99), "RoundUnknown(roundId: 99)", "ROUND_UNKNOWN");
      await withdrawAccess(world.as(1), { studyId });
      await refused(roster(roundId), "GrantNotLive(studyId: 1, site: 1)", "GRANT_EXPIRED");
      await refused(
        readFreezeBlockHash(world.as(0), await readRound(world.as(0), roundId)),
        "not frozen yet",
        "ROUND_PHASE",
      );
      await suspend(3);
      await grant(1);
      await refused(roster(roundId), `RosterNotActiveSites(roundId: ${roundId}, members: 8)`);
      await roster(roundId, [0, 1, 2]);
      await refused(roster(roundId), `RoundStatusWrong(roundId: ${roundId}, status: 2, needed: 1)`, "ROUND_PHASE");
    });
    it("is carried on by its opener alone, not by another coordinator", async () => {
      const second = { kind: "admit", candidate: candidate(7, ROLES.COORDINATOR) } as const;
      const { proposalId } = await propose(world.as(0), second);
      for (const voter of [1, 2]) await voteForProposal(world.as(voter), proposalId);
      const roundId = await open();
      const stranger = `NotTheOpener(roundId: ${roundId}, member: 7, opener: ${COORDINATOR})`;
      await refused(roster(roundId, SITES, 7), stranger, "FORBIDDEN");
      const { state } = await readRoundState(world.as(0), roundId);
      const own = { ...state, figures: state.figures + BigInt(7 - COORDINATOR) * (1n << 64n) };
      await refused(
        send(world.as(7), "RoundLedger", "freezeRoster", [roundId, own, 15n, digest("roster")]),
        `RoundStateWrong(roundId: ${roundId})`,
      );
      await roster(roundId);
      await refused(survivors(roundId, SITES, 7), stranger, "FORBIDDEN");
      await survivors(roundId);
      await refused(finalize(roundId, digest("model"), 7), stranger, "FORBIDDEN");
      await refused(abortRound(world.as(7), { roundId, reason: "GONE" }), "DeadlineNotPassed(", "ROUND_PHASE");
    });
    it("freezes nothing after its deadline", async () => {
      const late = await open();
      const before = await world.snapshot();
      const passed = (deadline: number) =>
        `DeadlinePassed(roundId: ${late}, deadline: ${deadline}, timestamp: ${deadline + 1})`;
      await world.nextTime(now + 2_001);
      await refused(roster(late), passed(now + 2_000), "ROUND_PHASE");
      await before();
      await world.nextTime(now + 2_000);
      await roster(late);
      const late60 = await signed(late);
      await world.nextTime(now + 2_061);
      await refused(freezeSurvivors(world.as(COORDINATOR), late60), passed(now + 2_060), "ROUND_PHASE");
      const post = postCommitment(world.as(0), { roundId: late, commitment: digest("mine") });
      await refused(post, `DeadlinePassed(roundId: ${late}, deadline: ${now + 2_000}`, "ROUND_PHASE");
    });
    it("freezes survivors within the roster, at least m, once, and counts a round for each", async () => {
      const roundId = await open();
      await refused(survivors(roundId), `RoundStatusWrong(roundId: ${roundId}, status: 1, needed: 2)`, "ROUND_PHASE");
      await roster(roundId, [0, 1, 2]);
      await refused(survivors(roundId, [0, 3]), `NotOnRoster(roundId: ${roundId}, members: 8)`);
      await refused(survivors(roundId, [0]), `MembersTooFew(roundId: ${roundId}, count: 1, minimum: 2)`);
      const freeze = (set: Awaited<ReturnType<typeof signed>>) => freezeSurvivors(world.as(COORDINATOR), set);
      const narrow = await signed(roundId, [0, 2], [0, 2]);
      await refused(freeze({ ...narrow, sharingBitmap: 3n }), `NotInSharingSet(roundId: ${roundId}, members: 4)`);
      await refused(freeze({ ...narrow, maskedSumDigest: ZERO }), "DigestMissing()");
      await refused(
        freeze({ ...narrow, commitments: narrow.commitments.slice(1) }),
        `CommitmentsMiscounted(roundId: ${roundId}, given: 1, survivors: 2)`,
      );
      // Signed in another sharing set, by another site, of another digest.
      await refused(freeze({ ...narrow, sharingBitmap: 7n }), `CommitmentNotSigned(roundId: ${roundId}, site: 0)`);
      const swapped = { ...narrow, commitments: narrow.commitments.toReversed() };
      await refused(freeze(swapped), `CommitmentNotSigned(roundId: ${roundId}, site: 0)`);
      const [first, second] = narrow.commitments as [(typeof narrow.commitments)[0], (typeof narrow.commitments)[0]];
      const other = { ...narrow, commitments: [first, { ...second, digest: digest("other") }] };
      await refused(freeze(other), `CommitmentNotSigned(roundId: ${roundId}, site: 2)`);
      await survivors(roundId, [0, 2]);
      await refused(
        survivors(roundId, [0, 1]),
        `RoundStatusWrong(roundId: ${roundId}, status: 3, needed: 2)`,
        "ROUND_PHASE",
      );
      const used = await Promise.all(SITES.map((site) => readRoundsUsed(world.as(0), studyId, site)));
      expect(used).to.deep.equal([1, 0, 1, 0]);
      const digests = [0, 2].map((site) => commitmentDigest(roundId, site));
      expect((await readRound(world.as(0), roundId)).commitmentsRoot).to.equal(sha256(concat(digests)));
    });
    it("counts no round for a suspended site, whose signature is nobody's", async () => {
      const roundId = await open();
      await roster(roundId);
      const set = await signed(roundId);
      await suspend(3);
      const unsigned = `CommitmentNotSigned(roundId: ${roundId}, site: 3)`;
      await refused(freezeSurvivors(world.as(COORDINATOR), set), unsigned);
      // A signature that recovers nobody is not that of the account that a suspended member does not have.
      const { state } = await readRoundState(world.as(0), roundId);
      const commitments = set.commitments.map(({ digest: given, signature }, site) => {
        const { r, yParityAndS: vs } = Signature.from(signature);
        return site === 3 ? { digest: given, r: ZERO, vs: ZERO } : { digest: given, r: r as Hex, vs: vs as Hex };
      });
      const { sharingBitmap, survivorBitmap, maskedSumDigest } = set;
      const forged = { sharingBitmap, survivorBitmap, maskedSumDigest, commitments };
      await refused(
        send(world.as(COORDINATOR), "RoundLedger", "freezeSurvivors", [roundId, state, forged, []]),
        unsigned,
      );
    });
    it("takes a survivor's signature by the account of the consent block, also if it was replaced since", async () => {
      const roundId = await open();
      await roster(roundId);
      const before = await signed(roundId);
      await offerAccount(world.as(2), accountOf(HEIR));
      await takeAccount(world.as(HEIR), 2);
      const heir = await signedSurvivors(world.as(0), roundId, SITES, (site) => keyOf(site === 2 ? HEIR : site), SITES);
      await refused(freezeSurvivors(world.as(COORDINATOR), heir), `CommitmentNotSigned(roundId: ${roundId}, site: 2)`);
      await freezeSurvivors(world.as(COORDINATOR), before);
      expect(await readRoundsUsed(world.as(0), studyId, 2)).to.equal(1);
      // The next round's consent block is after the replacement.
      await finalize(roundId);
      const next = await open();
      await roster(next);
      await refused(survivors(next), `CommitmentNotSigned(roundId: ${next}, site: 2)`);
      const renewed = await signedSurvivors(world.as(0), next, SITES, (site) => keyOf(site === 2 ? HEIR : site), SITES);
      await freezeSurvivors(world.as(COORDINATOR), renewed);
    });
    it("takes a step with the round's own state alone", async () => {
      const roundId = await open();
      const { state } = await readRoundState(world.as(0), roundId);
      const forged = { ...state, figures: state.figures + (1n << 144n) };
      await refused(
        send(world.as(COORDINATOR), "RoundLedger", "freezeRoster", [roundId, forged, 15n, digest("roster")]),
        `RoundStateWrong(roundId: ${roundId})`,
      );
    });
    describe("answers a query for one set of sites", () => {
      const queryDigest = digest("one query");
      /** A round of the query, frozen for these sites, and its end without a result. */
      const abandoned = async (members: readonly number[], times: Partial<RoundTerms> = {}) => {
        const roundId = await open({ queryDigest, ...times });
        await roster(roundId);
        await survivors(roundId, members);
        await world.travelTo((times.unmaskBy ?? now + 3_000) + 1);
        await abortRound(world.as(0), { roundId, reason: "GONE" });
        return roundId;
      };
      const later = { joinBy: 0, commitBy: 0, unmaskBy: 0 };
      const again = async () => {
        const at = await world.now();
        const roundId = await open({
          queryDigest,
          ...later,
          joinBy: at + 100,
          commitBy: at + 200,
          unmaskBy: at + 300,
        });
        await roster(roundId);
        return roundId;
      };

      it("again, after an abort, for the same set alone", async () => {
        const first = await abandoned([0, 1, 2]);
        expect(await readRoundOfQuery(world.as(0), queryDigest)).to.equal(first);
        const second = await again();
        await refused(
          survivors(second, [0, 1, 3]),
          `QueryBound(queryDigest: ${queryDigest}, roundId: ${first}, survivors: 7, declared: 0, needed: 1)`,
        );
        await refused(
          survivors(second),
          `QueryBound(queryDigest: ${queryDigest}, roundId: ${first}, survivors: 7, declared: 0, needed: 1)`,
        );
        await survivors(second, [0, 1, 2]);
        await finalize(second);
        await refused(open({ queryDigest }), `QueryFinalized(queryDigest: ${queryDigest}, roundId: ${second})`);
      });
      it("for another set once enough survivors declared that they did not unmask", async () => {
        const first = await open({ queryDigest });
        await roster(first);
        await survivors(first, [0, 1, 2]);
        const declare = (site: number) => declareNotUnmasked(world.as(site), { roundId: first });
        await refused(declare(0), `DeadlineNotPassed(roundId: ${first}, deadline: ${now + 3_000}`, "ROUND_PHASE");
        await world.travelTo(now + 3_001);
        await refused(declare(3), `NotASurvivor(roundId: ${first}, site: 3)`);
        await declare(1);
        await refused(declare(1), `AlreadyDeclared(roundId: ${first}, site: 1)`);
        expect(await readNotUnmaskedBy(world.as(0), first)).to.equal(2n);
        await abortRound(world.as(COORDINATOR), { roundId: first, reason: "GONE" });
        const second = await again();
        await survivors(second, [0, 2, 3]);
        await finalize(second);
        const late = declareNotUnmasked(world.as(0), { roundId: second });
        await refused(late, `RoundStatusWrong(roundId: ${second}, status: 4, needed: 3)`, "ROUND_PHASE");
      });
      it("in whatever study, and not twice", async () => {
        const terms = studyTerms({ studyDigest: digest("another title") });
        const other = (await publishStudy(world.as(SPONSOR), terms)).studyId;
        for (const site of SITES) {
          const access = { studyId: other, studyDigest: terms.studyDigest, until: now + 50_000, roundCap: 9 };
          await grantAccess(world.as(site), access);
        }
        const first = await open({ queryDigest });
        await roster(first);
        await survivors(first, [0, 1, 2]);
        const second = await open({ queryDigest, studyId: other });
        await roster(second);
        await refused(survivors(second, [1, 2, 3]), `QueryBound(queryDigest: ${queryDigest}, roundId: ${first}`);
        await survivors(second, [0, 1, 2]);
        await refused(finalize(first), `QueryMovedOn(queryDigest: ${queryDigest}, roundId: ${second})`);
        await finalize(second);
      });
    });
    it("counts no more rounds than the lower of study cap and site cap", async () => {
      await grant(1, 2);
      await wholeRound();
      await wholeRound();
      const third = await open();
      await refused(roster(third), "RoundsExhausted(studyId: 1, site: 1, used: 2, cap: 2)");
      await roster(third, [0, 2, 3]);
      // A cap lowered after the roster's freeze admits no later round, and ends none.
      await grant(2, 2);
      await survivors(third, [0, 2, 3]);
      await finalize(third);
      expect(await readRoundsUsed(world.as(0), studyId, 1)).to.equal(2);
      await refused(roster(await open(), [0, 2, 3]), "RoundsExhausted(studyId: 1, site: 2, used: 3, cap: 2)");
    });
    it("puts a roster site's own commitment on record before the survivors are frozen", async () => {
      const roundId = await open();
      const post = (site: number, commitment = digest("mine")) =>
        postCommitment(world.as(site), { roundId, commitment });
      await refused(post(0), `RoundStatusWrong(roundId: ${roundId}, status: 1, needed: 2)`, "ROUND_PHASE");
      await roster(roundId, [0, 1, 2]);
      await post(0);
      expect(await readPostedCommitment(world.as(1), roundId, 0)).to.equal(digest("mine"));
      expect(await readPostedCommitment(world.as(1), roundId, 1)).to.equal(undefined);
      await refused(post(0), `CommitmentAlreadyPosted(roundId: ${roundId}, site: 0)`);
      await refused(post(1, ZERO), "DigestMissing()");
      await refused(post(3), `NotOnRoster(roundId: ${roundId}, members: 8)`);
      await refused(survivors(roundId, [1, 2]), `PostedLeftOut(roundId: ${roundId}, members: 1)`);
      await refused(
        survivors(roundId, [0, 1]),
        `CommitmentDiffers(roundId: ${roundId}, site: 0, posted: ${digest("mine")})`,
      );
      await post(1, commitmentDigest(roundId, 1));
      await post(2, commitmentDigest(roundId, 2));
      await refused(survivors(roundId, [1, 2]), `PostedLeftOut(roundId: ${roundId}, members: 1)`);
      await abortRound(world.as(COORDINATOR), { roundId, reason: "TEST" });
      const next = await open();
      await roster(next, [0, 1, 2]);
      await postCommitment(world.as(0), { roundId: next, commitment: commitmentDigest(next, 0) });
      await survivors(next, [0, 1]);
      await refused(
        postCommitment(world.as(1), { roundId: next, commitment: digest("mine") }),
        `RoundStatusWrong(roundId: ${next}, status: 3, needed: 2)`,
        "ROUND_PHASE",
      );
    });
    it("finalises once, after the survivors, by its opener", async () => {
      const roundId = await open();
      await roster(roundId);
      await refused(finalize(roundId), `RoundStatusWrong(roundId: ${roundId}, status: 2, needed: 3)`, "ROUND_PHASE");
      await survivors(roundId);
      const bare = { roundId, resultDigest: ZERO, modelDigest: ZERO };
      await refused(finalizeRound(world.as(COORDINATOR), bare), "DigestMissing()");
      await finalize(roundId);
      await refused(finalize(roundId), `RoundStatusWrong(roundId: ${roundId}, status: 4, needed: 3)`, "ROUND_PHASE");
      const abort = abortRound(world.as(COORDINATOR), { roundId, reason: "LATE" });
      await refused(abort, `RoundStatusWrong(roundId: ${roundId}, status: 4, needed: 3)`, "ROUND_PHASE");
    });
    it("is aborted by its opener before the freeze, by roster members and sites after the deadline", async () => {
      const first = await open();
      const abort = (roundId: number, as: number) => abortRound(world.as(as), { roundId, reason: "COORDINATOR_GONE" });
      await world.nextTime(now + 2_000);
      await refused(
        abort(first, 0),
        `DeadlineNotPassed(roundId: ${first}, deadline: ${now + 2_000}, timestamp: ${now + 2_000})`,
        "ROUND_PHASE",
      );
      await refused(abort(first, STRANGER), "MemberUnknown(", "MEMBER_UNKNOWN");
      await roster(first, [0, 1, 2]);
      await refused(abort(first, 3), `NotOnRoster(roundId: ${first}, members: 8)`);
      const frozen = await signed(first, [0, 1, 2]);
      await world.nextTime(now + 2_050);
      await freezeSurvivors(world.as(COORDINATOR), frozen);
      // Sites may have unmasked by now, so the opener ends it no sooner than anybody else.
      for (const by of [COORDINATOR, 0]) {
        await world.nextTime(now + 3_000);
        await refused(
          abort(first, by),
          `DeadlineNotPassed(roundId: ${first}, deadline: ${now + 3_000}, timestamp: ${now + 3_000})`,
          "ROUND_PHASE",
        );
      }
      await world.nextTime(now + 3_001);
      await abort(first, 0);
      expect(await readRound(world.as(0), first)).to.include({ status: "aborted", abortReason: "COORDINATOR_GONE" });
      await refused(abort(first, 1), `RoundStatusWrong(roundId: ${first}, status: 5, needed: 3)`, "ROUND_PHASE");
      const late = { joinBy: now + 4_000, commitBy: now + 5_000, unmaskBy: now + 6_000 };
      const second = await open(late);
      await world.travelTo(now + 5_001);
      await abort(second, 3);
      expect((await readRound(world.as(0), second)).closedBlock).to.equal(await world.block());
    });
    it("lets a suspended member do nothing but rotate its keys", async () => {
      const roundId = await wholeRound();
      await suspend(0);
      const site = world.as(0);
      const calls = [
        grant(0),
        withdrawAccess(site, { studyId }),
        postCommitment(site, { roundId, commitment: digest("mine") }),
        abortRound(site, { roundId, reason: "X" }),
        disputeRound(site, { roundId, reasonDigest: digest("why") }),
        voteToDismiss(site, { roundId }),
        voteModel(site, { modelId: roundId, stage: "approved" }),
        attestModel(site, { modelId: roundId, kind: "evaluation", evidenceDigest: digest("report") }),
        revokeForPatient(site, { keyHash: digest("patient"), purpose: 42, evidenceDigest: digest("letter") }),
        propose(site, { kind: "suspend", memberIndex: 1 }),
      ];
      for (const call of await Promise.allSettled(calls)) {
        expect(call.status).to.equal("rejected");
        if (call.status === "rejected")
          expect(call.reason).to.include({ code: "MEMBER_SUSPENDED", memberIndex: undefined });
      }
      await rotateKeys(site, { peerId: "12D3KooW-rotated", boxKey: digest("rotated") });
    });
    it("lets a suspended coordinator neither open a round nor carry one on", async () => {
      const roundId = await open();
      const suspended = `MemberNotActive(index: ${COORDINATOR})`;
      const restoreOpen = await world.snapshot();
      await suspend(COORDINATOR);
      await refused(open(), suspended, "MEMBER_SUSPENDED");
      await refused(roster(roundId), suspended, "MEMBER_SUSPENDED");
      await restoreOpen();
      await roster(roundId);
      const restoreRoster = await world.snapshot();
      await suspend(COORDINATOR);
      await refused(survivors(roundId), suspended, "MEMBER_SUSPENDED");
      await restoreRoster();
      await survivors(roundId);
      await suspend(COORDINATOR);
      await refused(finalize(roundId), suspended, "MEMBER_SUSPENDED");
    });
  });

  describe("ModelRegistry", () => {
    it("registers with the round, two rounds with one digest included, and nothing for a result without a model", async () => {
      const first = await wholeRound();
      const second = await wholeRound();
      expect(await findModelsByDigest(world.as(0), digest("model"))).to.deep.equal([first, second]);
      const third = await open();
      await roster(third);
      await survivors(third);
      await finalize(third, ZERO);
      await refused(readModel(world.as(0), third), `There is no model ${third}`, "NOT_FOUND");
      const { state } = await readRoundState(world.as(0), third);
      await refused(
        send(world.as(0), "ModelRegistry", "vote", [third, state, 2]),
        `ModelUnknown(modelId: ${third})`,
        "NOT_FOUND",
      );
    });
    it("is among those a site's data touched, directly or through an ancestor", async () => {
      const from = await world.block();
      const round = async (base: string, result: string, members: readonly number[]) => {
        const roundId = await open({ stateDigest: digest(base) });
        await roster(roundId, members);
        await survivors(roundId, members);
        await finalize(roundId, digest(result));
        return roundId;
      };
      const [a, b, c] = [
        await round("none", "a", SITES),
        await round("a", "b", [0, 1, 2]),
        await round("other", "c", [0, 1, 2]),
      ];
      const touched = async (site: number, block: number) =>
        (await modelsTouchedBy(world.as(0), site, block)).map(({ modelId, directly }) => [modelId, directly]);
      expect(await touched(3, from)).to.deep.equal([
        [a, true],
        [b, false],
      ]);
      expect(await touched(0, from)).to.deep.equal([a, b, c].map((modelId) => [modelId, true]));
      const { registeredBlock } = await readModel(world.as(0), b);
      expect(await touched(3, registeredBlock)).to.deep.equal([[b, false]]);
      expect(await touched(COORDINATOR, from)).to.deep.equal([]);
    });
    it("is approved by a strict majority of sites, each once, then deployed, then retired", async () => {
      const modelId = await wholeRound();
      const approve = (site: number) => voteModel(world.as(site), { modelId, stage: "approved" });
      const retire = (site: number) => voteModel(world.as(site), { modelId, stage: "retired" });
      await refused(
        deployModel(world.as(COORDINATOR), { modelId }),
        `ModelStageWrong(modelId: ${modelId}, stage: 1, wanted: 3)`,
      );
      await refused(approve(COORDINATOR), "RoleMissing(index: 4, roles: 1)", "FORBIDDEN");
      await approve(0);
      await refused(approve(0), `ModelAlreadyVoted(modelId: ${modelId}, voter: 0)`);
      await approve(1);
      expect(await readModel(world.as(0), modelId)).to.include({ stage: "candidate", approvalVotes: 3n });
      await approve(2);
      expect(await readModel(world.as(0), modelId)).to.include({ stage: "approved", approvalVotes: 7n });
      await refused(approve(3), `ModelStageWrong(modelId: ${modelId}, stage: 2, wanted: 2)`);
      await refused(deployModel(world.as(0), { modelId }), "RoleMissing(index: 0, roles: 2)", "FORBIDDEN");
      await deployModel(world.as(COORDINATOR), { modelId });
      for (const site of [1, 2, 3]) await retire(site);
      expect(await readModel(world.as(0), modelId)).to.include({ stage: "retired", retirementVotes: 14n });
      await refused(retire(0), `ModelStageWrong(modelId: ${modelId}, stage: 4, wanted: 4)`);
    });
    it("is blocked by a survivor's dispute until the sites dismiss it", async () => {
      const modelId = await wholeRound([0, 1, 2]);
      const roundId = modelId;
      const dispute = (site: number) => disputeRound(world.as(site), { roundId, reasonDigest: digest("wrong sum") });
      await refused(dispute(3), `NotASurvivor(roundId: ${roundId}, site: 3)`);
      await refused(disputeRound(world.as(0), { roundId, reasonDigest: ZERO }), "DigestMissing()");
      await refused(voteToDismiss(world.as(0), { roundId }), `NotDisputed(roundId: ${roundId})`);
      await dispute(0);
      await refused(dispute(0), `AlreadyDisputed(roundId: ${roundId}, site: 0)`);
      const approve = (site: number) => voteModel(world.as(site), { modelId, stage: "approved" });
      await refused(approve(1), `ModelDisputed(modelId: ${modelId})`);
      for (const site of [1, 2]) await voteToDismiss(world.as(site), { roundId });
      await refused(voteToDismiss(world.as(1), { roundId }), `DismissalAlreadyVoted(roundId: ${roundId}, voter: 1)`);
      await dispute(1);
      await voteToDismiss(world.as(3), { roundId });
      expect((await readRound(world.as(0), roundId)).disputed, "votes before the second dispute do not count").to.equal(
        true,
      );
      for (const site of [2, 1]) await voteToDismiss(world.as(site), { roundId });
      expect(await readRound(world.as(0), roundId)).to.include({ disputed: false, disputes: 3n });
      for (const site of [0, 1, 2]) await approve(site);
      await dispute(2);
      await refused(deployModel(world.as(COORDINATOR), { modelId }), `ModelDisputed(modelId: ${modelId})`);
      const unfinished = await open();
      const early = disputeRound(world.as(0), { roundId: unfinished, reasonDigest: digest("why") });
      await refused(early, `RoundStatusWrong(roundId: ${unfinished}, status: 1, needed: 3)`, "ROUND_PHASE");
    });
    it("carries attestations of sites and auditors", async () => {
      const modelId = await wholeRound();
      const attest = (as: number, evidenceDigest = digest("report")) =>
        attestModel(world.as(as), { modelId, kind: "fairness", evidenceDigest });
      await attest(AUDITOR);
      await attest(2);
      await refused(attest(COORDINATOR), "RoleMissing(index: 4, roles: 5)", "FORBIDDEN");
      await refused(
        attest(0, ZERO),
        `AttestationInvalid(kind: ${encodeBytes32String("fairness")}, evidenceDigest: ${ZERO})`,
      );
      expect((await readAttestations(world.as(0), modelId)).map(({ by }) => by)).to.deep.equal([AUDITOR, 2]);
      await refused(readAttestations(world.as(0), 99), "There is no model 99", "NOT_FOUND");
    });
  });
});
