import { join } from "node:path";
import type { Coordinator } from "@consilium/coordinator/Coordinator.ts";
import { ChangeBoard } from "@consilium/coordinator/intake/ChangeBoard.ts";
import { Rounds } from "@consilium/coordinator/Rounds.ts";
import { fromBase64, toBase64 } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { propose, readMember, voteForProposal } from "@consilium/sdk/chain/members.ts";
import { offerAccount, takeAccount } from "@consilium/sdk/chain/recovery.ts";
import { readRoundsUsed } from "@consilium/sdk/chain/rounds.ts";
import { sendCoin } from "@consilium/sdk/chain/sendCoin.ts";
import { withdrawAccess } from "@consilium/sdk/chain/studies.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import { makeAdvert, newRoundSecrets } from "@consilium/sdk/secagg/site.ts";
import { generateServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";
import { openStore } from "@consilium/service/storage/Store.ts";
import { expect } from "chai";
import { startCoordinatorHere } from "../support/inProcess.ts";
import { type RoundStep, refusal, type ScriptedRound, ScriptedSites } from "../support/ScriptedRound.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { testStudyFiles } from "../support/testStudy.ts";

const HONEST = [0, 1, 2, 3];
/** In every round below this member misbehaves; the round must end with the others all the same. */
const BAD = 4;
const EVERYONE = [...HONEST, BAD];
/** A member that never granted the study access. */
const OUTSIDER = 5;
const X25519_BYTES = 32;

describe("the coordinator's intake", function () {
  this.timeout(120_000);
  let consortium: TestConsortium;
  let coordinator: Coordinator;
  let sites: ScriptedSites;

  before(async () => {
    const study = testStudyFiles({
      rounds: 60,
      maximumSites: 6,
      phaseSeconds: { join: 60, share: 60, train: 60, unmask: 60 },
    });
    consortium = await TestConsortium.create({ sites: 6, recordsPerSite: 1, study, absenceGraceMs: 60_000 });
    coordinator = await startCoordinatorHere(consortium);
    const published = await consortium.request("POST", "/v1/studies", { files: consortium.study.files });
    consortium.studyId = published.studyId as number;
    await Promise.all(EVERYONE.map((site) => consortium.approve(site)));
    sites = await ScriptedSites.connect(consortium, coordinator);
  });
  after(async () => {
    await sites?.close();
    await coordinator?.stop();
    await consortium?.destroy();
  });

  async function finish(round: ScriptedRound, from: RoundStep, part = HONEST): Promise<void> {
    expect(await round.finish(from, part)).to.deep.equal(part);
  }

  async function chainOf(site: number) {
    const { keys, deployment, chain } = consortium;
    const { chainKey } = keys.sites[site]!;
    return connectChain({ provider: chain.provider, deployment, signer: chainKey, pollMs: 20 });
  }

  describe("of adverts", () => {
    it("takes one only from its own member, for a running round, under its own signature of this round", async () => {
      const round = await sites.openRound();
      const own = await round.signAdvert(BAD);
      const sentBy = (advert: object) => refusal(round.call(BAD, "round.join", advert));
      expect(await sentBy(await round.signAdvert(3)), "another member's").to.equal("FORBIDDEN");
      const digest = digestDocument(own.advert);
      const elsewhen = roundContexts(consortium.deployment, { ...round.record, roundId: round.roundId + 1 }).join;
      for (const [what, signature] of [
        ["another's signature", await round.sign(3, "advert", round.contexts.join, digest)],
        ["the signature of another document", await round.sign(BAD, "deal", round.contexts.join, digest)],
        ["the signature of another round", await round.sign(BAD, "advert", elsewhen, digest)],
      ] as const) {
        expect(await sentBy({ ...own, signature }), what).to.equal("SIGNATURE_INVALID");
      }
      const elsewhere = { ...own.advert, roundId: 999_999 };
      expect(await sentBy({ ...own, advert: elsewhere }), "an unknown round").to.equal("ROUND_UNKNOWN");
      expect(await sentBy({ ...own, more: 1 }), "a further field").to.equal("REQUEST_INVALID");
      await round.withdraw([BAD]);
      await finish(round, "join");
    });

    it("refuses keys that stand twice or give no secret, before they are frozen into a roster", async () => {
      const round = await sites.openRound();
      await round.join([0]);
      const { advert } = await round.signAdvert(BAD);
      const sent = async (changes: Partial<typeof advert>) =>
        refusal(round.call(BAD, "round.join", await round.signAdvert(BAD, { ...advert, ...changes })));
      const { maskKey, selfMaskCommitment } = round.advertOf(0).advert;
      expect(await sent({ maskKey }), "another site's key").to.equal("ROUND_REFUSED");
      expect(await sent({ selfMaskCommitment }), "another site's commitment").to.equal("ROUND_REFUSED");
      expect(await sent({ sealingKey: advert.maskKey }), "one key for two ends").to.equal("ROUND_REFUSED");
      const lowOrder = fromBase64(advert.maskKey).fill(0, 0, X25519_BYTES);
      expect(await sent({ maskKey: toBase64(lowOrder) }), "a point of low order").to.equal("REQUEST_INVALID");
      const outOfRange = fromBase64(advert.maskKey).fill(0xff, X25519_BYTES, X25519_BYTES + 3);
      expect(await sent({ maskKey: toBase64(outOfRange) }), "a coefficient above q").to.equal("REQUEST_INVALID");
      await round.withdraw([BAD]);
      await round.join([1, 2, 3]);
      await round.toShare(0);
      await finish(round, "share");
    });

    it("acknowledges the same one again and refuses a second, different one", async () => {
      const round = await sites.openRound();
      await round.join([BAD]);
      const first = round.advertOf(BAD);
      expect(await refusal(round.call(BAD, "round.join", first))).to.equal("accepted");
      const other = makeAdvert({ roundId: round.roundId, member: BAD, secrets: newRoundSecrets() });
      const second = await round.signAdvert(BAD, other);
      expect(await refusal(round.call(BAD, "round.join", second))).to.equal("ROUND_PHASE");
      await round.join(HONEST);
      await round.toShare(0);
      expect(round.roster[BAD]).to.deep.equal(first);
      await finish(round, "share", EVERYONE);
    });

    it("refuses one that comes after the roster is frozen", async () => {
      const round = await sites.openRound();
      await round.bringTo("share", HONEST);
      expect(await refusal(round.call(BAD, "round.join", await round.signAdvert(BAD)))).to.equal("ROUND_PHASE");
      await finish(round, "share");
    });

    it("freezes no member without a grant, without a round left, withdrawn or suspended since, into the roster", async () => {
      // Each of them would make the chain refuse the roster of everyone.
      const used = await readRoundsUsed(consortium.chain, consortium.studyId, BAD);
      expect(used).to.be.greaterThan(0);
      await consortium.approve(BAD, used);
      let round = await sites.openRound();
      await round.join([BAD, OUTSIDER]);
      await finish(round, "join");

      await consortium.approve(BAD);
      round = await sites.openRound();
      await round.join([BAD]);
      await withdrawAccess(await chainOf(BAD), { studyId: consortium.studyId });
      await finish(round, "join");

      await consortium.approve(BAD);
      round = await sites.openRound();
      await finish(round, "join", EVERYONE);
    });
  });

  describe("of deals", () => {
    it("takes one only with exactly one share for each other member, signed by its dealer, in its phase", async () => {
      const round = await sites.openRound();
      const early = {
        v: PROTOCOL_VERSION,
        roundId: round.roundId,
        dealer: BAD,
        shareRoot: digestBytes(new Uint8Array(1)),
      };
      const share = { to: 0, box: toBase64(new Uint8Array(8)) };
      const unsigned = { deal: { ...early, shares: [share] }, signature: `0x${"11".repeat(65)}` };
      expect(await refusal(round.call(BAD, "round.deal", unsigned)), "before its phase").to.equal("ROUND_PHASE");
      await round.join(EVERYONE);
      await round.toShare(0);
      const deal = await round.makeDeal(BAD);
      const sent = async (changes: Partial<typeof deal>) =>
        refusal(round.call(BAD, "round.deal", await round.signDeal(BAD, { ...deal, ...changes })));
      const [first, ...rest] = deal.shares;
      expect(await sent({ shares: rest }), "a share missing").to.equal("SHARE_INVALID");
      expect(await sent({ shares: [first!, first!, ...rest.slice(1)] }), "one twice").to.equal("SHARE_INVALID");
      expect(await sent({ shares: [...rest, first!] }), "out of order").to.equal("SHARE_INVALID");
      const others = await round.makeDeal(3);
      expect(await refusal(round.call(BAD, "round.deal", await round.signDeal(3, others)))).to.equal("FORBIDDEN");
      const forged = { deal, signature: (await round.signDeal(3, deal)).signature };
      expect(await refusal(round.call(BAD, "round.deal", forged)), "another's").to.equal("SIGNATURE_INVALID");
      const digest = (await round.signDeal(BAD, { ...deal, shareRoot: early.shareRoot })).signature;
      expect(await refusal(round.call(BAD, "round.deal", { deal, signature: digest }))).to.equal("SIGNATURE_INVALID");
      await round.withdraw([BAD]);
      await finish(round, "share");
    });

    it("refuses one of a member that is not on the roster", async () => {
      const round = await sites.openRound();
      await round.bringTo("share", HONEST);
      const deal = { ...(await round.makeDeal(3)), dealer: BAD };
      expect(await refusal(round.call(BAD, "round.deal", await round.signDeal(BAD, deal)))).to.equal("SHARE_INVALID");
      await finish(round, "share");
    });
  });

  describe("of signatures on the sharing set", () => {
    it("refuses those of a member outside it, of another set and of a superseded attempt", async () => {
      const round = await sites.openRound();
      await round.join(EVERYONE);
      await round.toShare(0);
      await round.deal(EVERYONE);
      expect((await round.toSet(0)).sharingSet).to.deep.equal(EVERYONE);
      const { roundId } = round;
      const sent = async (member: number, attempt: number, signature: string) =>
        refusal(round.call(member, "round.agree", { roundId, attempt, member, signature }));
      const otherSet = await round.sign(0, "sharingSet", round.maskingContext, digestDocument(HONEST));
      expect(await sent(0, 1, otherSet), "another set").to.equal("SIGNATURE_INVALID");
      expect(await sent(0, 2, await round.setSignature(0)), "an attempt not made").to.equal("ROUND_PHASE");
      // One falls silent: the others agree without it, and nobody's signature on the first set counts any more.
      const superseded = await round.setSignature(1);
      await round.agree(HONEST.filter((member) => member !== 1));
      await round.withdraw([BAD]);
      await round.agree([1]);
      expect((await round.toSet(0, 1)).sharingSet).to.deep.equal(HONEST);
      expect(await sent(BAD, 2, await round.setSignature(BAD)), "outside S").to.equal("ROUND_PHASE");
      expect(await sent(1, 1, superseded), "a superseded attempt").to.equal("ROUND_PHASE");
      expect(await sent(1, 2, superseded), "the signature of one").to.equal("SIGNATURE_INVALID");
      await round.agree(HONEST, 2);
      await round.toTrain(0, 2);
      await finish(round, "train");
    });
  });

  describe("of commitments", () => {
    it("refuses one of a member outside the sharing set", async () => {
      const round = await sites.openRound();
      await round.join(EVERYONE);
      await round.toShare(0);
      await round.deal(HONEST);
      await round.withdraw([BAD]);
      await round.toSet(0);
      await round.agree(HONEST);
      await round.toTrain(0);
      const vector = new Uint8Array(round.manifest.dimension * 4);
      const signed = await round.signCommitment(BAD, vector);
      expect(await refusal(round.call(BAD, "round.commit", signed, vector))).to.equal("ROUND_PHASE");
      await finish(round, "train");
    });

    it("keeps nothing of a vector of another length, padding or digest, or without its member's signature", async () => {
      const round = await sites.openRound();
      await round.bringTo("train", EVERYONE);
      const vector = await round.maskedVector(BAD);
      const sent = async (document: object, bytes: Uint8Array) =>
        refusal(round.call(BAD, "round.commit", document, bytes));
      const short = vector.subarray(4);
      expect(await sent(await round.signCommitment(BAD, short), short), "too short").to.equal("REQUEST_INVALID");
      const padded = Uint8Array.from(vector);
      padded[padded.length - 1]! |= 0x80;
      expect(await sent(await round.signCommitment(BAD, padded), padded), "padded with ones").to.equal(
        "REQUEST_INVALID",
      );
      const altered = Uint8Array.from(vector);
      altered[0]! ^= 1;
      expect(await sent(await round.signCommitment(BAD, vector), altered), "another").to.equal("REQUEST_INVALID");
      const { commitment } = await round.signCommitment(BAD, altered);
      const forged = { commitment, signature: (await round.signCommitment(3, altered)).signature };
      expect(await sent(forged, altered), "another's signature").to.equal("SIGNATURE_INVALID");
      const elsewhere = await round.signCommitment(BAD, altered, { roundId: 999_999 });
      expect(await sent(elsewhere, altered), "an unknown round").to.equal("ROUND_UNKNOWN");
      expect(await sent(await round.signCommitment(3, altered), altered), "another member's").to.equal("FORBIDDEN");
      for (const bytes of [short, padded, altered]) {
        expect(await consortium.archive.hasArtefact(digestBytes(bytes)), "kept").to.equal(false);
      }
      await round.withdraw([BAD]);
      await finish(round, "train");
    });

    it("refuses a second, different one and acknowledges the same again", async () => {
      const round = await sites.openRound();
      await round.bringTo("train", EVERYONE);
      const vector = await round.maskedVector(BAD);
      const signed = await round.signCommitment(BAD, vector);
      const sent = (document: object) => refusal(round.call(BAD, "round.commit", document, vector));
      expect(await sent(signed)).to.equal("accepted");
      expect(await sent(signed)).to.equal("accepted");
      const otherCohort = await round.signCommitment(BAD, vector, { cohortRoot: digestBytes(vector) });
      expect(await sent(otherCohort)).to.equal("ROUND_PHASE");
      await round.commit(HONEST);
      await round.toConfirm(0);
      await finish(round, "confirm", EVERYONE);
    });
  });

  describe("of confirmations", () => {
    it("takes one only of the freeze on chain, with the linear check of its member's own vector, and signed", async () => {
      const round = await sites.openRound();
      await round.bringTo("train", EVERYONE);
      await round.commit(EVERYONE);
      await round.toConfirm(0);
      const confirmation = await round.makeConfirmation(BAD);
      const sent = async (changes: Partial<typeof confirmation>) =>
        refusal(round.call(BAD, "round.confirm", await round.signConfirmation(BAD, { ...confirmation, ...changes })));
      const other = `0x${"5a".repeat(32)}` as const;
      for (const field of ["survivors", "maskedSumDigest", "freezeBlockHash"] as const) {
        expect(await sent({ [field]: other }), field).to.equal("REQUEST_INVALID");
      }
      const { linearCheck } = await round.makeConfirmation(3);
      expect(await sent({ linearCheck }), "another's vector").to.equal("REQUEST_INVALID");
      expect(await sent({ member: 3 }), "another's").to.equal("FORBIDDEN");
      const forged = { confirmation, signature: (await round.signConfirmation(3, confirmation)).signature };
      expect(await refusal(round.call(BAD, "round.confirm", forged)), "unsigned").to.equal("SIGNATURE_INVALID");
      await round.confirm(HONEST);
      await round.withdraw([BAD]);
      await round.toUnmask(0);
      await round.unmask(HONEST);
      expect(await round.finalized(0)).to.deep.equal(EVERYONE);
    });
  });

  describe("of unmaskings", () => {
    it("refuses a wrong share, one of the kind that stays closed, and anything unsigned or early", async () => {
      const round = await sites.openRound();
      await round.bringTo("train", EVERYONE);
      const early = await round.signUnmasking(0, {
        v: PROTOCOL_VERSION,
        roundId: round.roundId,
        member: 0,
        selfMask: "",
        shares: [],
      });
      expect(await refusal(round.call(0, "round.unmask", early)), "early").to.not.equal("accepted");
      await round.commit(EVERYONE);
      await round.toConfirm(0);
      await round.confirm(EVERYONE);
      await round.toUnmask(0);
      const unmasking = await round.makeUnmasking(BAD);
      const sent = async (changes: Partial<typeof unmasking>) =>
        refusal(round.call(BAD, "round.unmask", await round.signUnmasking(BAD, { ...unmasking, ...changes })));
      const [first, ...rest] = unmasking.shares;
      const wrong = fromBase64(first!.share);
      wrong[1]! ^= 1;
      expect(await sent({ shares: [{ ...first!, share: toBase64(wrong) }, ...rest] }), "share").to.equal(
        "SHARE_INVALID",
      );
      expect(await sent({ shares: [{ ...first!, kind: "maskSecret" }, ...rest] }), "kind").to.equal("SHARE_INVALID");
      expect(await sent({ shares: [first!, ...unmasking.shares] }), "twice").to.equal("SHARE_INVALID");
      const selfMask = toBase64(newRoundSecrets().selfMaskSeed);
      expect(await sent({ selfMask }), "self mask").to.equal("SHARE_INVALID");
      const forged = { unmasking, signature: (await round.signUnmasking(3, unmasking)).signature };
      expect(await refusal(round.call(BAD, "round.unmask", forged)), "unsigned").to.equal("SIGNATURE_INVALID");
      await round.withdraw([BAD]);
      await round.unmask(HONEST);
      // The bad site's own mask is recovered from the shares that the others hold.
      expect(await round.finalized(0)).to.deep.equal(EVERYONE);
    });

    it("refuses one of a site that is no survivor", async () => {
      const round = await sites.openRound();
      await round.bringTo("train", EVERYONE);
      await round.commit(HONEST);
      await round.withdraw([BAD]);
      expect(await round.toConfirm(0)).to.deep.equal(HONEST);
      await round.confirm(HONEST);
      await round.toUnmask(0);
      const unmasking = { ...(await round.makeUnmasking(3)), member: BAD };
      expect(await refusal(round.call(BAD, "round.unmask", await round.signUnmasking(BAD, unmasking)))).to.equal(
        "SHARE_INVALID",
      );
      await finish(round, "unmask");
    });
  });

  it("refuses every document of a round that has ended", async () => {
    const round = await sites.openRound();
    await round.bringTo("unmask", HONEST);
    const unmasking = await round.makeUnmasking(0);
    await finish(round, "unmask");
    const vector = await round.maskedVector(BAD).catch(() => new Uint8Array(round.manifest.dimension * 4));
    const signature = await round.setSignature(BAD);
    const refusals = [
      refusal(round.call(BAD, "round.join", await round.signAdvert(BAD))),
      refusal(round.call(0, "round.deal", await round.signDeal(0, await round.makeDeal(0)))),
      refusal(round.call(BAD, "round.agree", { roundId: round.roundId, attempt: 1, member: BAD, signature })),
      refusal(round.call(BAD, "round.commit", await round.signCommitment(BAD, vector), vector)),
      refusal(round.call(0, "round.unmask", await round.signUnmasking(0, unmasking))),
    ];
    // Finalised is not aborted: a site that is told so notes that the round went on without it.
    expect(await Promise.all(refusals)).to.deep.equal(Array(5).fill("ROUND_PHASE"));
  });

  it("counts every byte that a site sent for the round, framing and waiting included", async () => {
    const round = await sites.openRound();
    const sentBefore = sites.clients.map((client) => client.counters().total.bytesSent);
    await finish(round, "join", EVERYONE);
    const sent = sites.clients.map((client, site) => client.counters().total.bytesSent - sentBefore[site]!);
    const { bytesReceivedBySite } = await consortium.request("GET", `/v1/rounds/${round.roundId}`);
    for (const site of EVERYONE.slice(1)) {
      expect((bytesReceivedBySite as Record<string, number>)[site], `site ${site}`).to.equal(sent[site]);
    }
  });

  it("has acknowledged only what it still knows after a restart", async function () {
    // Less than a phase, which the coordinator would wait out for those it had forgotten.
    this.timeout(50_000);
    const round = await sites.openRound();
    await round.bringTo("train", EVERYONE);
    await round.commit([0, BAD]);
    await coordinator.stop();
    coordinator = await startCoordinatorHere(consortium);
    await round.known(1);
    // Neither 0 nor BAD says anything again; only those that had not committed do.
    await round.commit([1, 2, 3]);
    await round.toConfirm(0);
    await finish(round, "confirm", EVERYONE);
  });

  it("answers for a round it takes up again only once it knows the round's phase", async () => {
    const round = await sites.openRound();
    const store = await openStore(join(consortium.dir, "second-store"), { storeKey: new Uint8Array(32) });
    const board = new ChangeBoard();
    const rounds = new Rounds(consortium.chain, { store, logger: silentLogger }, board);
    const { intake } = await rounds.begin(round.roundId, consortium.studyId, round.manifest);
    // A commitment sent again now must not hear that its phase is over: its site would keep silent.
    expect(rounds.known).to.deep.equal([]);
    const version = board.version;
    intake.setPhase("train");
    expect(rounds.known.map(({ intake: known }) => known.roundId)).to.deep.equal([round.roundId]);
    expect(board.version, "sites hear of it").to.be.greaterThan(version);
    await store.close();
    await finish(round, "join", EVERYONE);
  });

  it("hangs up on a suspended member, refuses it, and goes on without it", async () => {
    const round = await sites.openRound();
    await round.join([BAD]);
    const chains = await Promise.all(HONEST.map(chainOf));
    const decide = async (kind: "suspend" | "reinstate", status: string) => {
      const { proposalId } = await propose(chains[0]!, { kind, memberIndex: BAD });
      for (const chain of chains.slice(1)) {
        if ((await readMember(chain, BAD)).status !== status) await voteForProposal(chain, proposalId);
      }
      expect((await readMember(consortium.chain, BAD)).status).to.equal(status);
    };
    const waiting = refusal(sites.clients[BAD]!.call("rounds.wait", { known: await boardVersion() }));
    await decide("suspend", "suspended");
    expect(["TRANSPORT_FAILED", "MEMBER_UNKNOWN"], "its long poll").to.include(await waiting);
    const asking = sites.clients[BAD]!.call("studies.list", {}, { timeoutMs: 2_000 });
    expect(["TRANSPORT_FAILED", "MEMBER_UNKNOWN"], "a new request").to.include(await refusal(asking));
    await finish(round, "join");
    await decide("reinstate", "active");
  });

  async function boardVersion(): Promise<number> {
    const { result } = await sites.clients[0]!.call("rounds.wait", { known: -1 });
    return (result as { version: number }).version;
  }

  // The last, for a member has another account from here on.
  describe("of a member that got another account", () => {
    it("takes what it signs in a round by its account at the consent block, though it got another since", async () => {
      const round = await sites.openRound();
      const fresh = generateServiceKeys();
      const old = await chainOf(BAD);
      const { provider, deployment } = old;
      const next = await connectChain({ provider, deployment, signer: fresh.chainKey, pollMs: 20 });
      await sendCoin(old, next.account!, (balance) => balance / 2n);
      await offerAccount(old, next.account!);
      await takeAccount(next, BAD);
      expect((await readMember(old, BAD)).account).to.equal(next.account);
      await finish(round, "join", EVERYONE);
      const later = await sites.openRound();
      const byOld = await later.signAdvert(BAD);
      expect(await refusal(later.call(BAD, "round.join", byOld)), "in the next round").to.equal("SIGNATURE_INVALID");
      // Left open: the coordinator would wait a whole phase for the member that it has just refused.
    });
  });
});
