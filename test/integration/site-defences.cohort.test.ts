import { readCohortEvidence } from "@consilium/node/cohort/cohortEvidenceFile.ts";
import { requireQueryOpen } from "@consilium/node/phases/requireQueryOpen.ts";
import { acknowledgeRounds, isRoundKnown, unknownRounds } from "@consilium/node/privacy/releasedRounds.ts";
import { RoundNotes } from "@consilium/node/RoundNotes.ts";
import { ApprovedStudies } from "@consilium/node/studies/ApprovedStudies.ts";
import { contractErrorNameOf } from "@consilium/sdk/chain/chainErrors.ts";
import { type RoundRecord, readRoundsOfStudy } from "@consilium/sdk/chain/rounds.ts";
import { expect } from "chai";
import { awaits, expectRefusal, expectVerified, WHOLE_ROUND } from "./support/expectations.ts";
import type { Lies, ScriptedCoordinator } from "./support/ScriptedCoordinator.ts";
import { MINIMUM_COHORT, PATIENTS_PER_SITE, type Played, SITES, type Site, SiteWorld } from "./support/SiteWorld.ts";

const UNTIL_AGREE = WHOLE_ROUND.slice(0, 3);
/** The last patient of each site never consents. */
const CONSENTED = PATIENTS_PER_SITE - 1;

/** Whose records a site lets into a sum, and which sums it takes no part in since two of them would give someone away. */
describe("a site's cohort in a round", function () {
  this.timeout(180_000);
  let world: SiteWorld;
  let coordinator: ScriptedCoordinator;
  let sites: Site[];

  before(async () => {
    world = await SiteWorld.found();
  });
  beforeEach(async () => {
    coordinator = await world.newStudy();
    sites = await world.newSites(coordinator.study);
  });
  afterEach(() => world.closeStores());
  after(() => world.stop());

  describe("over a whole study", () => {
    const all = () => world.play(coordinator, { sites });
    const openedThenAborted = (opening: readonly number[] = SITES, lies: Lies = {}) =>
      world.playOpenedThenAborted(coordinator, { sites, lies, until: opening });
    const countsAt = async (site: Site, { round }: Pick<Played, "round">) =>
      (await new RoundNotes(site.store, round.roundId).cohort())!;

    it("answers an abandoned query again for the same sites and the same cohort", async () => {
      await openedThenAborted();
      expectVerified(await all(), SITES);
    });

    it("masks nothing of a query that was frozen for other sites and may have been unmasked", async () => {
      await openedThenAborted([0, 1, 2], { sharingSet: () => [0, 1, 2] });
      const rerun = await all();
      expectVerified(rerun, [0, 1, 2]);
      // Whom the earlier round left out does not even join.
      expect(expectRefusal(rerun, 3, "ROUND_REFUSED", []).field).equal("queryDigest");
    });

    it("looks again at the query before it masks, in the set that was agreed", async () => {
      await openedThenAborted([0, 1, 2], { sharingSet: () => [0, 1, 2] });
      const chain = world.chains[0]!;
      const [earlier] = (await readRoundsOfStudy(chain, coordinator.studyId)) as [RoundRecord];
      const asked = { roundId: earlier.roundId + 1, queryDigest: earlier.queryDigest };
      await requireQueryOpen(asked, 0, chain, [0, 1, 2]);
      await requireQueryOpen(asked, 0, chain, [0, 1, 2, 3]);
      const refusalOf = (set: readonly number[]) =>
        requireQueryOpen(asked, 0, chain, set).then(
          () => undefined,
          (error: unknown) => error,
        );
      expect(await refusalOf([0, 1, 3])).to.include({ code: "ROUND_REFUSED", field: "queryDigest" });
      // |U| − t + 1 + c of the three: after two declarations nobody can put the shares together any more.
      await world.declareNotUnmasked([0], earlier.roundId);
      expect(await refusalOf([0, 1, 3])).to.include({ code: "ROUND_REFUSED" });
      await world.declareNotUnmasked([1], earlier.roundId);
      await requireQueryOpen(asked, 0, chain, [0, 1, 3]);
    });

    for (const gone of [1, MINIMUM_COHORT - 1]) {
      it(`leaves others out with ${gone} who left, so that no two sums differ by few, and the same ones again`, async () => {
        const first = await all();
        expectVerified(first, SITES);
        sites[0]!.patients = sites[0]!.patients.slice(gone);
        const second = await world.play(coordinator, { sites });
        expectVerified(second, SITES);
        const counts = await countsAt(sites[0]!, second);
        expect(counts.records).equal(CONSENTED - MINIMUM_COHORT);
        expect(counts.excluded).include({ leftOut: MINIMUM_COHORT - gone });
        const third = await world.play(coordinator, { sites });
        expectVerified(third, SITES);
        const [before, after] = await Promise.all(
          [second, third].map(({ round }) =>
            sites[0]!.store.get<{ cohortDigest: string }>(`answered/${round.roundId}`),
          ),
        );
        expect(after!.cohortDigest).equal(before!.cohortDigest);
      });
    }

    it("keeps to it in another study of the same records", async () => {
      expectVerified(await all(), SITES);
      const other = await world.newStudy();
      sites[0]!.patients = sites[0]!.patients.slice(1);
      for (const site of sites) await new ApprovedStudies(site.stateDir).add(other.study);
      const played = await world.play(other, { sites });
      expectVerified(played, SITES);
      expect((await countsAt(sites[0]!, played)).records).equal(CONSENTED - MINIMUM_COHORT);
    });

    it("leaves nobody out where as many have left as the rule says", async () => {
      expectVerified(await all(), SITES);
      sites[0]!.patients = sites[0]!.patients.slice(MINIMUM_COHORT);
      const played = await world.play(coordinator, { sites });
      expectVerified(played, SITES);
      expect((await countsAt(sites[0]!, played)).excluded).include({ leftOut: 0 });
    });

    it("never answers a finalised query again: the chain opens no round of it, and no site would join one", async () => {
      expectVerified(await all(), SITES);
      const chain = world.chains[0]!;
      const [{ roundId, queryDigest }] = (await readRoundsOfStudy(chain, coordinator.studyId)) as [RoundRecord];
      coordinator.reductions.length = 0;
      const opening = await all().catch((error: unknown) => error);
      expect(contractErrorNameOf(opening)).equal("QueryFinalized");
      const joining = await requireQueryOpen({ roundId: roundId + 1, queryDigest }, 0, chain).catch(
        (error: unknown) => error,
      );
      expect(joining).to.include({ code: "ROUND_REFUSED", field: "queryDigest" });
    });

    it("sits out where the chain has a round of its that its store does not know, until an operator has looked", async () => {
      await openedThenAborted();
      const forgetful = await world.newSite(0, coordinator.study);
      sites[0] = forgetful;
      const unknown = await unknownRounds(forgetful, 0);
      const { roundId } = unknown.at(-1)!;
      const rerun = await world.play(coordinator, { sites, until: [0] });
      expect(expectRefusal(rerun, 0, "STORE_BEHIND", UNTIL_AGREE).message).to.include(String(roundId));

      await acknowledgeRounds(forgetful.store, unknown, { by: "A. Weber", reason: "the disk failed" });
      expect(await unknownRounds(forgetful, 0)).to.deep.equal([]);
      await world.abortOpenRound(coordinator);
      const acknowledged = await world.play(coordinator, { sites, until: [0] });
      expect(expectRefusal(acknowledged, 0, "ROUND_REFUSED", UNTIL_AGREE).field).equal("cohort");
    }).timeout(180_000);

    it("answers another query than the one of a forgotten round that an operator has acknowledged", async () => {
      expectVerified(await all(), SITES);
      const forgetful = await world.newSite(0, coordinator.study);
      sites[0] = forgetful;
      const unknown = await unknownRounds(forgetful, 0);
      await acknowledgeRounds(forgetful.store, unknown, { by: "A. Weber", reason: "the disk failed" });
      expectVerified(await all(), SITES);
    }).timeout(180_000);

    it("counts a round as known only with its cohort and its commitment", async () => {
      const { round } = await all();
      const { store } = sites[0]!;
      expect(await isRoundKnown(store, round.roundId)).equal(true);
      for (const key of [`answered/${round.roundId}`, `round/${round.roundId}/commitment`]) {
        const kept = await store.get(key);
        await store.delete(key);
        expect(await isRoundKnown(store, round.roundId), key).equal(false);
        await store.put(key, kept);
      }
    });
  });

  describe("behind the consent gate", () => {
    const countsOf = async (site: Site, roundId: number) => (await new RoundNotes(site.store, roundId).cohort())!;
    const leafOf = async (site: Site, roundId: number, patient: number) => {
      const { keyHash } = site.patients[patient]!.key;
      return (await readCohortEvidence(site.stateDir, roundId))!.leaves.find((leaf) => leaf.keyHash === keyHash);
    };

    it("has no patient who revoked before the consent block", async () => {
      const [site] = sites as [Site];
      await world.revoke(0, site.patients[0]!);
      const { round } = await world.play(coordinator, { sites });
      const { records, excluded } = await countsOf(site, round.roundId);
      expect(records).equal(CONSENTED - 1);
      expect(excluded).include({ notConsented: 2, revokedSince: 0 });
      expect(await leafOf(site, round.roundId, 0)).include({ consented: false, eligible: false });
      expect(await leafOf(site, round.roundId, 1)).include({ consented: true, eligible: true });
    });

    it("has no patient who revoked between the consent block and the training", async () => {
      const site = sites[1]!;
      const { round, ends } = await world.play(coordinator, {
        sites,
        lies: {
          answer: async (call, honest) => {
            if (awaits(call, 1, "agreement")) await world.revoke(1, site.patients[0]!);
            return honest;
          },
        },
      });
      expect(ends.get(1)).include({ outcome: "verified" });
      const { records, excluded } = await countsOf(site, round.roundId);
      expect(records).equal(CONSENTED - 1);
      expect(excluded).include({ notConsented: 1, revokedSince: 1 });
      expect(await leafOf(site, round.roundId, 0)).include({ consented: true, eligible: false });
    });

    it("has no patient whose consent is another site's or for another purpose, or leaves out a category", async () => {
      const site = sites[2]!;
      const last = site.patients.at(-1)!;
      await world.consent([
        { site: 3, patient: last },
        { site: 2, patient: last, purpose: "DUO:0000006" },
      ]);
      const narrow = site.patients[0]!;
      await world.revoke(2, narrow);
      await world.consent([{ site: 2, patient: narrow, categories: ["laboratory"] }]);
      const { round } = await world.play(coordinator, { sites });
      const { records, excluded } = await countsOf(site, round.roundId);
      expect(records).equal(CONSENTED - 1);
      expect(excluded).include({ notConsented: 1, categories: 1 });
      expect((await leafOf(site, round.roundId, PATIENTS_PER_SITE - 1))?.eligible ?? false).equal(false);
      expect(await leafOf(site, round.roundId, 0)).include({ consented: false, eligible: false });
    });

    it("withdraws, and masks nothing, below the minimum cohort", async () => {
      sites[3]!.patients = sites[3]!.patients.slice(0, MINIMUM_COHORT - 1);
      const played = await world.play(coordinator, { sites });
      expectRefusal(played, 3, "COHORT_TOO_SMALL", UNTIL_AGREE);
      expect(sites[3]!.trained).equal(0);
      expectVerified(played, [0, 1, 2]);
    });
  });
});
