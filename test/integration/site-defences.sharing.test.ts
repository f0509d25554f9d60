import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { propose, voteForProposal } from "@consilium/sdk/chain/members.ts";
import { readRound } from "@consilium/sdk/chain/rounds.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import type { SharingDocument } from "@consilium/sdk/schemas/messages.ts";
import type { SignedAdvert, SignedComplaint } from "@consilium/sdk/schemas/round.ts";
import { judgeComplaint } from "@consilium/sdk/secagg/complaint.ts";
import { dealDigest } from "@consilium/sdk/secagg/dealDigest.ts";
import { expect } from "chai";
import { altered, awaits, expectRefusal, expectVerified, forgeAdvert, signIn } from "./support/expectations.ts";
import {
  Crash,
  type Lies,
  type ScriptedCoordinator,
  type ScriptedRound,
  sharingFor,
} from "./support/ScriptedCoordinator.ts";
import { SITES, type Site, SiteWorld, SPARE_SITE } from "./support/SiteWorld.ts";

/** Site 0 is lied to about who takes part, about its shares and about the set it masks in: it must never mask. */
describe("a site before it masks", function () {
  this.timeout(180_000);
  let world: SiteWorld;
  let coordinator: ScriptedCoordinator;
  let sites: Site[];

  before(async () => {
    world = await SiteWorld.found();
  });
  beforeEach(async () => {
    coordinator = await world.newStudy({ granted: SITES });
    sites = await world.newSites(coordinator.study);
  });
  afterEach(async () => {
    await world.abortOpenRound(coordinator);
    await world.closeStores();
  });
  after(() => world.stop());

  const play = (lies: Lies) => world.play(coordinator, { sites, lies, until: [0] });
  /** The key of a party that is not the member in question. */
  const foreignKey = () => world.keys[SPARE_SITE]!.chainKey;

  describe("of the roster", () => {
    const replacing = (member: number, forge: (round: ScriptedRound) => Promise<SignedAdvert>): Lies => ({
      roster: async (roster, round) => {
        const forged = await forge(round);
        return roster.map((signed) => (signed.advert.member === member ? forged : signed));
      },
    });
    const afterJoin = ["round.join"];

    it("refuses another roster than the one under the root on chain", async () => {
      let forged: SignedAdvert | undefined;
      const played = await play({
        roster: async (roster, round) => {
          // Well signed, so that nothing but the root tells it from the frozen one.
          forged = await forgeAdvert(world, round, 1, world.keys[1]!.chainKey);
          return roster;
        },
        answer: (call, honest) =>
          awaits(call, 0, "roster")
            ? altered(honest, ({ roster }) => ({
                roster: roster.map((signed: SignedAdvert) => (signed.advert.member === 1 ? forged : signed)),
              }))
            : honest,
      });
      expectRefusal(played, 0, "ROUND_REFUSED", afterJoin);
    });

    it("refuses a roster that lists others than the chain's", async () => {
      const played = await play({
        answer: (call, honest) =>
          awaits(call, 0, "roster") ? altered(honest, ({ roster }) => ({ roster: roster.slice(0, 3) })) : honest,
      });
      expect(expectRefusal(played, 0, "ROUND_REFUSED", afterJoin).message).match(/members that the chain froze/);
    });

    it("refuses a roster whose own advert is another one, though it bears the site's own signature", async () => {
      const played = await play(replacing(0, (round) => forgeAdvert(world, round, 0, world.keys[0]!.chainKey)));
      expectRefusal(played, 0, "ROUND_REFUSED", afterJoin);
    });

    it("refuses a peer's advert that someone else signed", async () => {
      const played = await play(replacing(1, (round) => forgeAdvert(world, round, 1, foreignKey())));
      expect(expectRefusal(played, 0, "SIGNATURE_INVALID", afterJoin).memberIndex).equal(1);
    });

    it("refuses a peer's advert of another round", async () => {
      const earlier = await world.play(coordinator, { sites, lies: {} });
      const replayed = earlier.round.adverts.get(1)!;
      expectRefusal(await play(replacing(1, async () => replayed)), 0, "REQUEST_INVALID", afterJoin);
    });

    it("refuses a roster that the chain has not frozen", async () => {
      const played = await world.play(coordinator, {
        sites: [sites[0]!],
        lies: {
          before: async (call, round) => {
            if (!awaits(call, 0, "roster")) return undefined;
            const others = [1, 2, 3].map((member) => forgeAdvert(world, round, member, world.keys[member]!.chainKey));
            const roster = [round.adverts.get(0)!, ...(await Promise.all(others))];
            return { result: { status: "ready", document: { roster } } };
          },
        },
      });
      expect(expectRefusal(played, 0, "ROUND_REFUSED", afterJoin).message).match(/chain does not have/);
    });

    it("deals nothing in a round that went on without it", async () => {
      const played = await play({ roster: (roster) => roster.filter(({ advert }) => advert.member !== 0) });
      expectRefusal(played, 0, "ROUND_PHASE", afterJoin);
    });
  });

  describe("of its shares", () => {
    const afterDeal = ["round.join", "round.deal"];
    type Excerpt = SharingDocument["excerpts"][number];
    /** Alters what site 0 is given of site 1's deal. */
    const withExcerpt = (alter: (excerpt: Excerpt, round: ScriptedRound) => Excerpt | Promise<Excerpt>): Lies => {
      let opened: ScriptedRound | undefined;
      return {
        before: (_call, round) => {
          opened = round;
          return undefined;
        },
        answer: async (call, honest) => {
          if (!awaits(call, 0, "sharing")) return honest;
          const { document } = structuredClone(honest.result) as { document: SharingDocument };
          document.excerpts = await Promise.all(
            document.excerpts.map((excerpt) => (excerpt.dealer === 1 ? alter(excerpt, opened!) : excerpt)),
          );
          return { result: { status: "ready", document } };
        },
      };
    };
    const flipped = (box: string) => `${box[0] === "A" ? "B" : "A"}${box.slice(1)}`;

    it("signs no set with a share that is not the dealt one", async () => {
      const lies = withExcerpt((excerpt) => ({
        ...excerpt,
        share: { ...excerpt.share, box: flipped(excerpt.share.box) },
      }));
      expect(expectRefusal(await play(lies), 0, "ROUND_REFUSED", afterDeal).memberIndex).equal(1);
    });

    it("signs no set with a share that its dealer did not sign", async () => {
      const lies = withExcerpt((excerpt) => {
        const share = { ...excerpt.share, box: flipped(excerpt.share.box) };
        const digests = [digestDocument(excerpt.share), digestDocument(share)];
        const shareDigests = excerpt.shareDigests.map((digest) => (digest === digests[0] ? digests[1]! : digest));
        return { ...excerpt, share, shareDigests };
      });
      expect(expectRefusal(await play(lies), 0, "SIGNATURE_INVALID", afterDeal).memberIndex).equal(1);
    });

    const withGarbage = () =>
      withExcerpt(async (excerpt, round) => {
        const { deal } = round.deals.get(1)!;
        const share = { ...excerpt.share, box: flipped(excerpt.share.box) };
        const shares = deal.shares.map((dealt) => (dealt.to === 0 ? share : dealt));
        const digest = dealDigest({ ...deal, shares });
        const signature = await signIn(world, round, { kind: "deal", member: 1, digest }, world.keys[1]!.chainKey);
        return { ...excerpt, share, shareDigests: shares.map(digestDocument), signature };
      });

    it("signs no set with a share that does not open, and shows by its complaint that the dealer signed it", async () => {
      const played = await play(withGarbage());
      expect(expectRefusal(played, 0, "SHARE_INVALID", afterComplaint).memberIndex).equal(1);
      const [complaint] = played.round.sentBy(0, "round.complain");
      const { roundId, documents } = played.round;
      const record = await readRound(world.coordinatorChain, roundId);
      const { roster } = documents.get("roster") as { roster: SignedAdvert[] };
      const cheat = judgeComplaint({
        signed: complaint!.body as SignedComplaint,
        roundId,
        roster,
        context: roundContexts(world.deployment, record).roster,
        domain: roundTypedDataDomain(world.deployment),
        accounts: new Map(sites.map(({ self }) => [self.index, self.account])),
      });
      expect(cheat).equal(1);
    });

    it("repeats its complaint after a restart and masks nothing, though the coordinator shows it another deal", async () => {
      const garbage = withGarbage();
      let crashed = false;
      const played = await play({
        before: (call, round) => {
          garbage.before!(call, round);
          if (crashed || call.member !== 0 || call.op !== "round.complain") return undefined;
          crashed = true;
          throw new Crash();
        },
        answer: (call, honest) => (crashed ? honest : garbage.answer!(call, honest)),
      });
      expectRefusal(played, 0, "MASK_REUSE_REFUSED", [...afterComplaint, "round.deal", "round.complain"]);
      const [first, again] = played.round.sentBy(0, "round.complain");
      expect(again!.body).deep.equal(first!.body);
      expect(sites[0]!.trained).equal(0);
    });
    const afterComplaint = [...afterDeal, "round.complain"];

    it("signs no set while a neighbour in it dealt no share", async () => {
      const played = await play({
        answer: (call, honest) =>
          awaits(call, 0, "sharing")
            ? altered(honest, (document) => ({
                ...document,
                excerpts: document.excerpts.filter(({ dealer }: Excerpt) => dealer !== 1),
              }))
            : honest,
      });
      expect(expectRefusal(played, 0, "ROUND_REFUSED", afterDeal).memberIndex).equal(1);
    });

    const sets: [string, number[], "ROUND_REFUSED" | "ROUND_PHASE"][] = [
      ["smaller than the study's minimum", [0, 1], "ROUND_REFUSED"],
      ["not in ascending order", [0, 2, 1, 3], "ROUND_REFUSED"],
      ["with a member twice", [0, 1, 1], "ROUND_REFUSED"],
      ["with a member that is not on the roster", [0, 1, 2, SPARE_SITE], "ROUND_REFUSED"],
      ["without itself", [1, 2, 3], "ROUND_PHASE"],
    ];
    for (const [what, sharingSet, code] of sets) {
      it(`signs no set ${what}`, async () => {
        const played = await play({
          answer: (call, honest) =>
            awaits(call, 0, "sharing") ? altered(honest, (document) => ({ ...document, sharingSet })) : honest,
        });
        const { field } = expectRefusal(played, 0, code, afterDeal);
        if (code === "ROUND_REFUSED") expect(field).equal("sharingSet");
      });
    }
  });

  describe("of the agreement", () => {
    const afterAgree = ["round.join", "round.deal", "round.agree"];
    const withAgreement = (alter: (agreement: any) => unknown): Lies => ({
      answer: (call, honest) => (awaits(call, 0, "agreement") ? altered(honest, alter) : honest),
    });
    const expectUnmasked = async (round: ScriptedRound) => {
      expect(sites[0]!.trained).equal(0);
      expect(await sites[0]!.store.getBytes(`round/${round.roundId}/y`)).equal(undefined);
    };

    it("masks nothing while a signature is missing", async () => {
      const played = await play(
        withAgreement((agreement) => ({ ...agreement, signatures: agreement.signatures.slice(0, 3) })),
      );
      expectRefusal(played, 0, "ROUND_REFUSED", afterAgree);
      await expectUnmasked(played.round);
    });

    it("masks nothing in another set than the one it signed, whoever signed that", async () => {
      const played = await play(
        withAgreement((agreement) => ({
          ...agreement,
          sharingSet: [0, 1, 2],
          signatures: agreement.signatures.slice(0, 3),
        })),
      );
      expectRefusal(played, 0, "ROUND_REFUSED", afterAgree);
      await expectUnmasked(played.round);
    });

    it("masks nothing with a peer's signature over another set", async () => {
      const played = await play({
        answer: async (call, honest) => {
          if (!awaits(call, 0, "agreement")) return honest;
          const round = lastRound!;
          const digest = digestDocument([0, 1, 2]);
          const other = await signIn(
            world,
            Object.assign(Object.create(round), { sharingSet: [0, 1, 2] }) as ScriptedRound,
            { kind: "sharingSet", member: 1, digest },
            world.keys[1]!.chainKey,
          );
          return altered(honest, (agreement) => ({
            ...agreement,
            signatures: agreement.signatures.map((each: { member: number }) =>
              each.member === 1 ? { member: 1, signature: other } : each,
            ),
          }));
        },
        before: (_call, round) => {
          lastRound = round;
          return undefined;
        },
      });
      expect(expectRefusal(played, 0, "SIGNATURE_INVALID", afterAgree).memberIndex).equal(1);
      await expectUnmasked(played.round);
    });
    let lastRound: ScriptedRound | undefined;

    /** Site 3 deals and says no more; the set without it takes the place of the first. */
    const silentThird: Lies = {
      before: (call, round) => {
        if (call.op === "round.agree" && call.member === 3) throw new Error("site 3 is gone");
        const everyoneElse = [0, 1, 2].every((member) => round.setSignatures.has(`1/${member}`));
        if (call.op !== "round.wait" || call.body.document !== "agreement" || call.body.attempt !== 1) return undefined;
        if (!everyoneElse) return { result: { status: "waiting" } };
        round.attempt = 2;
        round.sharingSet = [0, 1, 2];
        return { result: { status: "superseded" } };
      },
    };

    it("masks in a later attempt's set, once, where an earlier one came to nothing", async () => {
      const { round, ends } = await world.play(coordinator, { sites, lies: silentThird, until: [0, 1, 2] });
      for (const member of [0, 1, 2]) expect(ends.get(member)).include({ outcome: "verified" });
      expect(round.sentBy(0, "round.agree").map(({ body }) => body.attempt)).deep.equal([1, 2]);
      expect(sites[0]!.trained).equal(1);
    });

    it("signs no second set under the same attempt", async () => {
      const played = await play({
        before: (call, round) => {
          if (round.sentBy(0, "round.agree").length > 1) throw new Error("site 0 signs again");
          if (awaits(call, 0, "agreement")) return { result: { status: "superseded" } };
          if (!awaits(call, 0, "sharing") || call.body.attempt !== 1) return undefined;
          return { result: { status: "ready", document: { ...sharingFor(0, round), sharingSet: [0, 1, 2] } } };
        },
      });
      expectRefusal(played, 0, "ROUND_REFUSED", afterAgree);
      await expectUnmasked(played.round);
    });

    it("signs no second set once it has masked, even after a restart", async () => {
      let crashed = false;
      const played = await play({
        before: (call, round) => {
          if (call.op === "round.commit" && call.member === 0 && !crashed) {
            crashed = true;
            round.attempt = 2;
            throw new Crash();
          }
          return crashed && awaits(call, 0, "agreement") ? { result: { status: "superseded" } } : undefined;
        },
      });
      expect(crashed).equal(true);
      expectRefusal(played, 0, "MASK_REUSE_REFUSED", [...afterAgreeAndCommit, "round.deal"]);
    });
    const afterAgreeAndCommit = [...afterAgree, "round.commit"];
  });

  it("masks with no member that was suspended while the roster was frozen", async () => {
    const members = [0, 1, 2, SPARE_SITE];
    coordinator = await world.newStudy();
    sites = await world.newSites(coordinator.study, members);
    const played = await world.play(coordinator, {
      sites,
      until: [0],
      lies: {
        answer: async (call, honest) => {
          if (!awaits(call, 0, "roster")) return honest;
          const { proposalId } = await propose(world.chains[0]!, { kind: "suspend", memberIndex: SPARE_SITE });
          for (const voter of [1, 2]) await voteForProposal(world.chains[voter]!, proposalId).catch(() => undefined);
          return honest;
        },
      },
    });
    expect(expectRefusal(played, 0, "MEMBER_UNKNOWN", ["round.join"]).memberIndex).equal(SPARE_SITE);
    await world.abortOpenRound(coordinator);
    sites = await world.newSites(coordinator.study);
    expectVerified(await world.play(coordinator, { sites }), SITES);
  });
});
