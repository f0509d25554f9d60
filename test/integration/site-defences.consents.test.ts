import { randomBytes } from "node:crypto";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { readCohortEvidence } from "@consilium/node/cohort/cohortEvidenceFile.ts";
import { RoundNotes } from "@consilium/node/RoundNotes.ts";
import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { categoryBits } from "@consilium/sdk/chain/categories.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import { attestConsents, enrolGuardian, retireKey, revokeForPatient } from "@consilium/sdk/chain/siteConsents.ts";
import { createPatientKey, type PatientKey } from "@consilium/sdk/patient/patientKey.ts";
import {
  signGrantForStudies,
  signGuardianGrant,
  signGuardianRevoke,
  signRevokeAll,
} from "@consilium/sdk/patient/signConsent.ts";
import { expect } from "chai";
import { awaits } from "./support/expectations.ts";
import type { ScriptedCoordinator } from "./support/ScriptedCoordinator.ts";
import { CATEGORIES, PATIENTS_PER_SITE, PURPOSE, type Site, SiteWorld } from "./support/SiteWorld.ts";

/** Somebody new in a site's records: with a key of one's own, or under a handle that somebody else consents for. */
interface Newcomer {
  id: string;
  key: PatientKey;
  keyHash: `0x${string}`;
}

const CONSENTED = PATIENTS_PER_SITE - 1;
const evidenceDigest = `0x${"e1".repeat(32)}` as const;

/** Every way to consent and to end it, on a chain, and whose record a site then lets into a sum. */
describe("a site's cohort, by the ways patients consent", function () {
  this.timeout(180_000);
  let world: SiteWorld;
  let coordinator: ScriptedCoordinator;
  let sites: Site[];
  let now: number;

  before(async () => {
    world = await SiteWorld.found();
  });
  beforeEach(async () => {
    coordinator = await world.newStudy({ consentBases: ["patient", "guardian", "paper"] });
    sites = await world.newSites(coordinator.study);
    now = Math.floor(Date.now() / 1_000);
  });
  afterEach(() => world.closeStores());
  after(() => world.stop());

  async function enrol(site: number, { handle = false } = {}): Promise<Newcomer> {
    const key = createPatientKey();
    const keyHash = handle ? toHex(randomBytes(32)) : key.keyHash;
    const id = `n${site}-${keyHash.slice(2, 10)}`;
    const here = sites[site]!;
    here.patients = [...here.patients, { id, key }];
    await appendFile(join(here.stateDir, "enrolments.csv"), `${id},${handle ? keyHash : key.account}\n`);
    return { id, key, keyHash };
  }

  const period = () => ({ from: now - 60, until: now + 31_536_000 });
  const request = (site: number, nonce: number) => ({
    deployment: world.deployment,
    site,
    purpose: PURPOSE,
    nonce,
    deadline: now + 3_600,
  });
  const terms = () => ({ categories: CATEGORIES, ...period(), text: "test" });
  const attest = (site: number, keyHash: `0x${string}`, basis: "paper" | "waiver") =>
    attestConsents(world.chains[site]!, [
      {
        keyHash,
        basis,
        purpose: purposeNumber(PURPOSE),
        categories: categoryBits(CATEGORIES),
        ...period(),
        evidenceDigest,
      },
    ]);
  const limited = async (site: number, { key }: Newcomer, studyDigests: readonly `0x${string}`[]) =>
    world.relay(await signGrantForStudies({ key, ...request(site, 0), ...terms(), studyDigests }));
  const revokeAll = async (site: number, key: PatientKey) =>
    world.relay(await signRevokeAll({ key, deployment: world.deployment, site, nonce: 0, deadline: now + 3_600 }));

  const countsOf = async (site: number, roundId: number) =>
    (await new RoundNotes(sites[site]!.store, roundId).cohort())!;
  const leafOf = async (site: number, roundId: number, keyHash: string) => {
    const evidence = (await readCohortEvidence(sites[site]!.stateDir, roundId))!;
    const { consented, eligible } = evidence.leaves.find((leaf) => leaf.keyHash === keyHash)!;
    return { consented, eligible };
  };
  const IN = { consented: true, eligible: true };
  const OUT = { consented: false, eligible: false };
  const SINCE = { consented: true, eligible: false };

  it("has those whom a guardian or a paper consents for, and not on a basis that the study does not accept", async () => {
    const guardian = createPatientKey();
    const [child, onPaper, byWaiver] = [
      await enrol(0, { handle: true }),
      await enrol(0, { handle: true }),
      await enrol(0, { handle: true }),
    ];
    await enrolGuardian(world.chains[0]!, {
      keyHash: child.keyHash,
      guardianKeyHash: guardian.keyHash,
      evidenceDigest,
    });
    await world.relay(await signGuardianGrant({ key: guardian, keyHash: child.keyHash, ...request(0, 0), ...terms() }));
    await attest(0, onPaper.keyHash, "paper");
    await attest(0, byWaiver.keyHash, "waiver");
    const { round } = await world.play(coordinator, { sites });
    const { records, excluded } = await countsOf(0, round.roundId);
    expect(records).equal(CONSENTED + 2);
    expect(excluded).include({ notConsented: 2, revokedSince: 0 });
    expect(await leafOf(0, round.roundId, child.keyHash)).deep.equal(IN);
    expect(await leafOf(0, round.roundId, onPaper.keyHash)).deep.equal(IN);
    expect(await leafOf(0, round.roundId, byWaiver.keyHash)).deep.equal(OUT);

    await world.relay(await signGuardianRevoke({ key: guardian, keyHash: child.keyHash, ...request(0, 1) }));
    const next = await world.play(coordinator, { sites });
    expect(await leafOf(0, next.round.roundId, child.keyHash)).deep.equal(OUT);
  });

  it("has who consented to this study, and not who consented to others only", async () => {
    const [here, elsewhere] = [await enrol(1), await enrol(1)];
    const other = `0x${"0d".repeat(32)}` as const;
    await limited(1, here, [other, coordinator.study.digest]);
    await limited(1, elsewhere, [other]);
    const { round } = await world.play(coordinator, { sites });
    const { records, excluded } = await countsOf(1, round.roundId);
    expect(records).equal(CONSENTED + 1);
    expect(excluded).include({ notConsented: 2 });
    expect(await leafOf(1, round.roundId, here.keyHash)).deep.equal(IN);
    expect(await leafOf(1, round.roundId, elsewhere.keyHash)).deep.equal(OUT);
  });

  /** One of each: who revokes everything, whose key the site retires, and for whom the site revokes. */
  async function threeWhoEnd(site: number) {
    const [all, retired, bySite] = [await enrol(site), await enrol(site), await enrol(site)];
    for (const patient of [all, retired, bySite]) await limited(site, patient, [coordinator.study.digest]);
    const end = async () => {
      const purpose = purposeNumber(PURPOSE);
      await revokeAll(site, all.key);
      await retireKey(world.chains[site]!, { keyHash: retired.keyHash, evidenceDigest });
      await revokeForPatient(world.chains[site]!, { keyHash: bySite.keyHash, purpose, evidenceDigest });
    };
    return { keyHashes: [all, retired, bySite].map(({ keyHash }) => keyHash), end };
  }

  it("has nobody whose consents all, key or one consent ended before the consent block", async () => {
    const { keyHashes, end } = await threeWhoEnd(2);
    await end();
    const { round } = await world.play(coordinator, { sites });
    expect((await countsOf(2, round.roundId)).records).equal(CONSENTED);
    for (const keyHash of keyHashes) expect(await leafOf(2, round.roundId, keyHash)).deep.equal(OUT);
  });

  it("has nobody whose consents all, key or one consent ended between the consent block and the masking", async () => {
    const { keyHashes, end } = await threeWhoEnd(3);
    const { round, ends } = await world.play(coordinator, {
      sites,
      lies: {
        answer: async (call, honest) => {
          if (awaits(call, 3, "agreement")) await end();
          return honest;
        },
      },
    });
    expect(ends.get(3)).include({ outcome: "verified" });
    const { records, excluded } = await countsOf(3, round.roundId);
    expect(records).equal(CONSENTED);
    expect(excluded).include({ notConsented: 1, revokedSince: 3 });
    for (const keyHash of keyHashes) expect(await leafOf(3, round.roundId, keyHash)).deep.equal(SINCE);
  });
});
