import { rm } from "node:fs/promises";
import { join } from "node:path";
import { readCohortEvidence } from "@consilium/node/cohort/cohortEvidenceFile.ts";
import { RoundNotes } from "@consilium/node/RoundNotes.ts";
import { createPatientKey } from "@consilium/sdk/patient/patientKey.ts";
import { expect } from "chai";
import { awaits, expectRefusal, expectVerified, WHOLE_ROUND } from "./support/expectations.ts";
import type { ScriptedCoordinator } from "./support/ScriptedCoordinator.ts";
import {
  CATEGORIES,
  MINIMUM_COHORT,
  PATIENTS_PER_SITE,
  PURPOSE,
  SITES,
  type Site,
  SiteWorld,
  SPARE_SITE,
} from "./support/SiteWorld.ts";
import { forceSealedRevocation, type SigningPatient, sealWith } from "./support/sealWith.ts";

const UNTIL_AGREE = WHOLE_ROUND.slice(0, 3);
const TERMS = { purpose: PURPOSE, categories: CATEGORIES };

/** Seals outlive a study on chain, and registers do not, so each test seals at a site of its own. */
describe("a site with sealed consents in a round", function () {
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

  const sealAt = async (site: Site, patients: readonly SigningPatient[]) => {
    const of = { chain: site.chain, site: site.self.index, stateDir: site.stateDir };
    return { ...of, sealId: (await sealWith(of, patients, TERMS)).sealId };
  };
  const countsOf = async (site: Site, roundId: number) => (await new RoundNotes(site.store, roundId).cohort())!;

  it("has in its cohort who consented so, but nobody who forced a revocation between consent block and training", async () => {
    const site = sites[0]!;
    const patient = site.patients.at(-1)!;
    const of = await sealAt(site, [patient, site.patients[0]!]);
    const { round } = await world.play(coordinator, { sites });
    expect((await countsOf(site, round.roundId)).records).equal(PATIENTS_PER_SITE);
    const next = await world.play(coordinator, {
      sites,

      lies: {
        answer: async (call, honest) => {
          if (awaits(call, 0, "agreement")) await forceSealedRevocation(world.coordinatorChain, of, patient);
          return honest;
        },
      },
    });
    expectVerified(next, SITES);
    const { records, excluded } = await countsOf(site, next.round.roundId);
    // Nobody leaves alone: others are left out with the patient, as many as the site's policy asks.
    expect(records).equal(PATIENTS_PER_SITE - MINIMUM_COHORT);
    expect(excluded).include({ revokedSince: 1, notConsented: 0, leftOut: MINIMUM_COHORT - 1 });
    const [seal] = (await readCohortEvidence(site.stateDir, next.round.roundId))!.seals!;
    expect(seal!.leaves.map(({ eligible }) => eligible)).deep.equal([false, false]);
    expect(seal!.revoked).deep.equal([]);
  });

  it("sits out without the register of a seal, which alone tells who revoked", async () => {
    const site = sites[1]!;
    const { sealId } = await sealAt(site, [site.patients.at(-1)!]);
    await rm(join(site.stateDir, "seals", `seal-${sealId}.json`));
    const played = await world.play(coordinator, { sites: [sites[1]!, sites[2]!, sites[3]!], until: [1] });
    expectRefusal(played, 1, "NOT_FOUND", UNTIL_AGREE);
    expect(site.trained).equal(0);
  });

  it("knows a patient again whose sealed consent was followed by others, when two sums are compared", async () => {
    const site = sites[2]!;
    const patient = site.patients.at(-1)!;
    await sealAt(site, [{ id: patient.id, key: createPatientKey() }]);
    const others = [sites[3]!, await world.newSite(SPARE_SITE, coordinator.study)];
    const all = [2, 3, SPARE_SITE];
    await world.playOpenedThenAborted(coordinator, { sites: [site, ...others] });
    await world.consent([{ site: 2, patient }]);
    await sealAt(site, [{ id: patient.id, key: createPatientKey() }]);
    await world.playOpenedThenAborted(coordinator, { sites: [site, ...others] });
    // A stranger in the patient's place would be one who left and one who came, and others would have to go with them.
    const rerun = await world.play(coordinator, { sites: [site, ...others] });
    expectVerified(rerun, all);
    const { records, excluded } = await countsOf(site, rerun.round.roundId);
    expect(records).equal(PATIENTS_PER_SITE);
    expect(excluded).include({ leftOut: 0 });
  });
});
