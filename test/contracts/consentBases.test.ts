import type { ConsentBasis } from "@consilium/sdk/chain/consentBases.ts";
import {
  CONSENT_NONCE_KNOWN,
  type ConsentTypedData,
  grantForStudiesTypedData,
  grantTypedData,
  guardianGrantTypedData,
  guardianRevokeTypedData,
  keyHashOf,
  revokeAllTypedData,
  signConsentData,
  signGrantRequest,
  signRevokeRequest,
} from "@consilium/sdk/chain/consentRequests.ts";
import {
  type Episode,
  readConsentEpoch,
  readConsentEvents,
  readConsentNonce,
  readConsentsAt,
  readEpisodes,
  readSiteKeysAt,
} from "@consilium/sdk/chain/consents.ts";
import {
  relayConsent,
  relayConsents,
  relayGrantForStudies,
  relayGuardianGrant,
  relayGuardianRevoke,
  relayRevokeAll,
} from "@consilium/sdk/chain/relayConsents.ts";
import { send } from "@consilium/sdk/chain/send.ts";
import {
  type AttestedConsent,
  attestConsents,
  enrolGuardian,
  readGuardian,
  retireKey,
  revokeForPatient,
} from "@consilium/sdk/chain/siteConsents.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import type { GrantRequest } from "@consilium/sdk/schemas/consent.ts";
import { expect } from "chai";
import type { Wallet } from "ethers";
import fc from "fast-check";
import { randomWallet } from "../support/randomWallet.ts";
import { COORDINATOR, digest, openWorld, STRANGER, type World, ZERO } from "./fixture.ts";
import { refused } from "./refusal.ts";

const RUNS = Number(process.env.CONSILIUM_PROPERTY_RUNS ?? 30);
const SITE = 1;
const PURPOSE = 42;

describe("consents beyond one signature", function () {
  this.timeout(600_000);
  let world: World;
  let restore: () => Promise<void>;
  let now: number;
  let patient: Wallet;
  let keyHash: Hex;
  let guardian: Wallet;
  const handle = digest("a child's handle");
  const evidenceDigest = digest("evidence");

  const fresh = () => randomWallet();
  const account = (wallet: Wallet) => wallet.address.toLowerCase() as Hex;
  const request = (changes: Partial<GrantRequest> = {}): GrantRequest => ({
    site: SITE,
    purpose: PURPOSE,
    categories: 3,
    from: now,
    until: now + 50_000,
    textDigest: digest("text"),
    nonce: 0,
    deadline: now + 10_000,
    ...changes,
  });
  const signed = async (by: Wallet, typed: ConsentTypedData<object>) => ({
    signer: account(by),
    signature: await signConsentData(by, typed),
  });
  const grant = async (changes: Partial<GrantRequest> = {}, by = patient) =>
    relayConsent(world.as(STRANGER), await signGrantRequest(world.deployment, by, request(changes)));
  const revoke = async (nonce: number, purpose = PURPOSE) => {
    const revocation = { site: SITE, purpose, nonce, deadline: now + 10_000 };
    return relayConsent(world.as(STRANGER), await signRevokeRequest(world.deployment, patient, revocation));
  };
  const revokeAll = async (nonce: number, by = patient, deadline = now + 10_000, site = SITE) => {
    const all = { site, nonce, deadline };
    const signature = await signed(by, revokeAllTypedData(world.deployment, all));
    return relayRevokeAll(world.as(STRANGER), { request: all, ...signature });
  };
  const nonceOf = (purpose = PURPOSE, hash = keyHash) => readConsentNonce(world.as(0), hash, SITE, purpose);
  const stateAt = async (block: number, hash = keyHash, purpose = PURPOSE): Promise<Episode | null> =>
    (await readConsentsAt(world.as(0), SITE, purpose, [hash], block))[0]!;
  const newest = async (hash = keyHash, purpose = PURPOSE) => {
    const block = await world.block();
    await world.mine();
    return stateAt(block, hash, purpose);
  };

  before(async () => {
    world = await openWorld();
    now = await world.now();
  });
  beforeEach(async () => {
    restore = await world.snapshot();
    [patient, guardian] = [fresh(), fresh()];
    keyHash = keyHashOf(account(patient));
  });
  afterEach(() => restore());
  after(() => world.close());

  describe("of a site, on paper or by waiver", () => {
    const attested = (changes: Partial<AttestedConsent> = {}): AttestedConsent => ({
      keyHash: handle,
      basis: "paper",
      purpose: PURPOSE,
      categories: 3,
      from: now,
      until: now + 50_000,
      evidenceDigest,
      ...changes,
    });
    const attest = (changes: Partial<AttestedConsent> = {}, site = SITE) =>
      attestConsents(world.as(site), [attested(changes)]);

    it("are recorded with their basis and evidence, and ended by the site, again and again", async () => {
      await attest();
      expect(await newest(handle)).to.include({ basis: "paper", categories: 3, limited: false });
      expect(await readSiteKeysAt(world.as(0), SITE, (await world.block()) - 1)).to.deep.equal([
        { index: 0, keyHash: handle },
      ]);
      await revokeForPatient(world.as(SITE), { keyHash: handle, purpose: PURPOSE, evidenceDigest });
      expect(await newest(handle)).to.equal(null);
      await attest({ basis: "waiver" });
      expect(await newest(handle)).to.include({ basis: "waiver" });
      const events = await readConsentEvents(world.as(0), { keyHash: handle });
      expect(events.map(({ kind, digest: shown }) => [kind, shown])).to.deep.equal([
        ["granted", evidenceDigest],
        ["revokedBySite", evidenceDigest],
        ["granted", evidenceDigest],
      ]);
    });
    it("need evidence, a basis, a period, a scope and a site", async () => {
      await refused(attest({ evidenceDigest: ZERO }), "ConsentEvidenceMissing()");
      await refused(attest({ basis: "patient" as "paper" }), "ConsentBasisInvalid(basis: 1)");
      await refused(attest({ basis: "guardian" as "paper" }), "ConsentBasisInvalid(basis: 2)");
      await refused(attest({ until: now }), `ConsentPeriodInvalid(from: ${now}, until: ${now})`);
      await refused(attest({ categories: 0 }), `ConsentScopeInvalid(purpose: ${PURPOSE}, categories: 0)`);
      await refused(attest({}, COORDINATOR), `RoleMissing(index: ${COORDINATOR}, roles: 1)`, "FORBIDDEN");
    });
    it("never speak for a key that has signed for itself, in any purpose", async () => {
      await grant();
      const speaks = `ConsentKeySpeaks(keyHash: ${keyHash}, site: ${SITE})`;
      await refused(attest({ keyHash }), speaks);
      await refused(attest({ keyHash, purpose: 7 }), speaks);
      await revoke(1);
      await refused(attest({ keyHash }), speaks);
      await refused(enrolGuardian(world.as(SITE), { keyHash, guardianKeyHash: handle, evidenceDigest }), speaks);
      await attest({ keyHash }, 2);
    });
    it("give way for good once the patient's key signs", async () => {
      await attest({ keyHash });
      await grant({ nonce: 1 });
      expect(await newest()).to.include({ basis: "patient" });
      await refused(attest({ keyHash, purpose: 7 }), `ConsentKeySpeaks(keyHash: ${keyHash}, site: ${SITE})`);
    });
    it("follow no consent of another for a purpose once the patient's key has signed for any", async () => {
      await attest({ keyHash });
      await grant({ purpose: 7, nonce: 0 });
      const speaks = `ConsentKeySpeaks(keyHash: ${keyHash}, site: ${SITE})`;
      await refused(attest({ keyHash, basis: "waiver" }), speaks);
      await revokeForPatient(world.as(SITE), { keyHash, purpose: PURPOSE, evidenceDigest });
      await refused(attest({ keyHash, basis: "waiver" }), speaks);
    });
    it("never take the place of what the key signed, were it registered at the site or not", async () => {
      await grant({ nonce: CONSENT_NONCE_KNOWN });
      await refused(attest({ keyHash }), `ConsentKeySpeaks(keyHash: ${keyHash}, site: ${SITE})`);
    });
    it("give way also where the site has attested before, in the key's other purposes", async () => {
      await attest({ keyHash });
      await attest({ keyHash, purpose: 7 });
      await grant({ nonce: 1 });
      await refused(attest({ keyHash, purpose: 7 }), `ConsentKeySpeaks(keyHash: ${keyHash}, site: ${SITE})`);
    });
  });

  describe("of a guardian", () => {
    const enrol = (by = guardian) =>
      enrolGuardian(world.as(SITE), { keyHash: handle, guardianKeyHash: keyHashOf(account(by)), evidenceDigest });
    const grantFor = async (changes: Partial<GrantRequest> = {}, by = guardian) => {
      const terms = request(changes);
      const signature = await signed(by, guardianGrantTypedData(world.deployment, handle, terms));
      return relayGuardianGrant(world.as(STRANGER), { keyHash: handle, request: terms, ...signature });
    };

    it("are granted and revoked by the enrolled key alone", async () => {
      const theirs = keyHashOf(account(guardian));
      const unknown = `ConsentGuardianUnknown(keyHash: ${handle}, site: ${SITE}, guardianKeyHash: ${theirs})`;
      await refused(grantFor(), unknown);
      await refused(
        enrolGuardian(world.as(SITE), { keyHash: handle, guardianKeyHash: theirs, evidenceDigest: ZERO }),
        "ConsentEvidenceMissing()",
      );
      await enrol();
      expect(await readGuardian(world.as(0), handle, SITE)).to.equal(theirs);
      await refused(grantFor({}, fresh()), "ConsentGuardianUnknown(");
      const own = { ...(await signed(guardian, grantTypedData(world.deployment, request()))), request: request() };
      await refused(
        relayGuardianGrant(world.as(STRANGER), { keyHash: handle, ...own }),
        `ConsentSignatureInvalid(keyHash: ${handle})`,
        "CONSENT_SIGNATURE_INVALID",
      );
      await grantFor();
      expect(await newest(handle)).to.include({ basis: "guardian" });
      await refused(grantFor(), `ConsentNonceStale(keyHash: ${handle}, expected: 1, given: 0)`, "CONSENT_NONCE_STALE");
      const revocation = { site: SITE, purpose: PURPOSE, nonce: 1, deadline: now + 10_000 };
      const signature = await signed(guardian, guardianRevokeTypedData(world.deployment, handle, revocation));
      await relayGuardianRevoke(world.as(STRANGER), { keyHash: handle, request: revocation, ...signature });
      expect((await readEpisodes(world.as(0), handle, SITE, PURPOSE))[0]).to.include({ revocationBasis: "guardian" });
    });
    it("end with the guardianship", async () => {
      await enrol();
      await enrolGuardian(world.as(SITE), { keyHash: handle, guardianKeyHash: null, evidenceDigest });
      await refused(grantFor(), "ConsentGuardianUnknown(");
      await enrol(fresh());
      await refused(grantFor(), "ConsentGuardianUnknown(");
    });
    it("end when the patient's own key signs", async () => {
      await enrolGuardian(world.as(SITE), { keyHash, guardianKeyHash: keyHashOf(account(guardian)), evidenceDigest });
      await grant();
      const terms = request({ nonce: 1 });
      const signature = await signed(guardian, guardianGrantTypedData(world.deployment, keyHash, terms));
      await refused(
        relayGuardianGrant(world.as(STRANGER), { keyHash, request: terms, ...signature }),
        `ConsentKeySpeaks(keyHash: ${keyHash}, site: ${SITE})`,
      );
    });
  });

  describe("revoked all at once", () => {
    it("end at every purpose with one signature, and not at another site", async () => {
      await grant();
      await grant({ purpose: 7, nonce: await nonceOf(7) });
      await grant({ site: 2 });
      const before = await world.block();
      await revokeAll(0);
      const block = await world.block();
      expect(await newest()).to.equal(null);
      expect(await stateAt(block, keyHash, 7)).to.equal(null);
      expect(await stateAt(before), "history stays").to.include({ basis: "patient", revokeBlock: 0 });
      expect((await readConsentsAt(world.as(0), 2, PURPOSE, [keyHash], block))[0]).not.to.equal(null);
      const [episode] = await readEpisodes(world.as(0), keyHash, SITE, PURPOSE);
      expect(episode).to.include({ revocationBasis: "patient", revokeBlock: block });
      expect(await readConsentEpoch(world.as(0), keyHash, SITE)).to.equal(1);
    });
    it("cannot come back through what was signed before", async () => {
      await grant();
      const late = [
        await signGrantRequest(world.deployment, patient, request({ nonce: 1 })),
        await signGrantRequest(world.deployment, patient, request({ purpose: 7, nonce: CONSENT_NONCE_KNOWN })),
        await signGrantRequest(world.deployment, patient, request({ purpose: 6, nonce: 0 })),
      ];
      await revokeAll(0);
      const block = await world.block();
      const { rejected } = await relayConsents(world.as(STRANGER), late);
      expect(rejected.map(({ reason }) => reason)).to.deep.equal(["ConsentNonceStale"]);
      for (const purpose of [PURPOSE, 7, 6]) expect(await newest(keyHash, purpose), `${purpose}`).to.equal(null);
      const events = await readConsentEvents(world.as(0), { keyHash, fromBlock: block });
      expect(
        events.map(({ kind, purpose }) => [kind, purpose]),
        "without force, so not told",
      ).to.deep.equal([["revokedAll", 0]]);
      expect((await readEpisodes(world.as(0), keyHash, SITE, PURPOSE)).map((e) => e.revokeBlock)).to.deep.equal([
        block + 1,
        block,
      ]);
    });
    it("take a revocation of the epoch that is on, and of no ended one", async () => {
      await grant();
      await revokeAll(0);
      await grant({ nonce: 2 ** 24 });
      await revokeAll(1);
      const stale = `ConsentNonceStale(keyHash: ${keyHash}, expected: ${2 ** 25}, given: ${2 ** 24 + 1})`;
      await refused(revoke(2 ** 24 + 1), stale, "CONSENT_NONCE_STALE");
    });
    it("may be granted anew, in the same block too", async () => {
      await grant();
      await world.inOneBlock(async () => {
        const all = revokeAll(0);
        await new Promise((resolve) => setTimeout(resolve, 100));
        const next = await signGrantRequest(world.deployment, patient, request({ nonce: 2 ** 24, categories: 5 }));
        const again = send(world.as(7), "ConsentRegistry", "grant", [next.request, next.signer, next.signature], {
          gasLimit: 500_000,
        });
        await new Promise((resolve) => setTimeout(resolve, 100));
        void Promise.allSettled([all, again]);
      });
      expect(await newest()).to.include({ categories: 5 });
      expect(await nonceOf()).to.equal(2 ** 24 + 1);
    });
    it("carry the epoch as nonce, a deadline and the key's signature", async () => {
      await refused(revokeAll(0), `ConsentKeyUnknown(keyHash: ${keyHash}, site: ${SITE})`);
      await grant();
      await refused(
        revokeAll(1),
        `ConsentNonceStale(keyHash: ${keyHash}, expected: 0, given: 1)`,
        "CONSENT_NONCE_STALE",
      );
      await refused(revokeAll(0, patient, now - 1), `ConsentDeadlinePassed(deadline: ${now - 1}`, "CONSENT_EXPIRED");
      const all = { site: SITE, nonce: 0, deadline: now + 10_000 };
      const { signature } = await signed(fresh(), revokeAllTypedData(world.deployment, all));
      await refused(
        relayRevokeAll(world.as(STRANGER), { request: all, signer: account(patient), signature }),
        `ConsentSignatureInvalid(keyHash: ${keyHash})`,
        "CONSENT_SIGNATURE_INVALID",
      );
      await revokeAll(0);
      await refused(revokeAll(0), "expected: 1, given: 0)", "CONSENT_NONCE_STALE");
    });
    it("by the site for one purpose bar the key for that one in every epoch, and for all once the epoch ends", async () => {
      await grant();
      await revokeAll(0);
      const nonce = await nonceOf();
      await grant({ nonce });
      await revokeForPatient(world.as(SITE), { keyHash, purpose: PURPOSE, evidenceDigest });
      const barred = (purpose: number) => `ConsentKeyRetired(keyHash: ${keyHash}, site: ${SITE}, purpose: ${purpose})`;
      await refused(grant({ nonce: await nonceOf() }), barred(PURPOSE));
      await grant({ purpose: 7, nonce: await nonceOf(7) });
      await revokeAll(1);
      await refused(grant({ purpose: 7, nonce: await nonceOf(7) }), barred(7));
    });
    it("by the site for a lost key, which grants nothing any more; another key does", async () => {
      await grant();
      await refused(retireKey(world.as(SITE), { keyHash, evidenceDigest: ZERO }), "ConsentEvidenceMissing()");
      await refused(
        retireKey(world.as(2), { keyHash, evidenceDigest }),
        `ConsentKeyUnknown(keyHash: ${keyHash}, site: 2)`,
      );
      await retireKey(world.as(SITE), { keyHash, evidenceDigest });
      expect(await newest()).to.equal(null);
      for (const purpose of [PURPOSE, 7]) {
        await refused(
          grant({ purpose, nonce: await nonceOf(purpose) }),
          `ConsentKeyRetired(keyHash: ${keyHash}, site: ${SITE}, purpose: ${purpose})`,
        );
      }
      await revokeAll(1);
      await refused(grant({ nonce: await nonceOf() }), "ConsentKeyRetired(");
      await grant({}, fresh());
      const events = await readConsentEvents(world.as(0), { keyHash });
      expect(events[1]).to.include({ kind: "revokedAll", digest: evidenceDigest });
    });
  });

  describe("limited to studies", () => {
    const studies = [digest("study a"), digest("study b")];
    const grantFor = async (studyDigests: Hex[], nonce = 0) => {
      const terms = request({ nonce });
      const signature = await signed(patient, grantForStudiesTypedData(world.deployment, terms, studyDigests));
      return relayGrantForStudies(world.as(STRANGER), { request: terms, studyDigests, ...signature });
    };

    it("list what they list, as of each block", async () => {
      await grantFor(studies);
      const first = await world.block();
      await grantFor([studies[1]!], 1);
      const second = await world.block();
      await world.mine();
      const listed = async (study: Hex, block: number) =>
        (await readConsentsAt(world.as(0), SITE, PURPOSE, [handle, keyHash], block, study))[1]?.listed;
      expect(await listed(studies[0]!, first)).to.equal(true);
      expect(await listed(studies[1]!, first)).to.equal(true);
      expect(await listed(digest("study c"), first)).to.equal(false);
      expect(await listed(studies[0]!, second)).to.equal(false);
      expect(await listed(studies[1]!, second)).to.equal(true);
      expect(await stateAt(second)).to.include({ basis: "patient", limited: true });
    });
    it("are signed with their list of 1 to 32 studies", async () => {
      await refused(grantFor([]), "ConsentStudiesInvalid(count: 0)");
      await refused(grantFor(Array.from({ length: 33 }, (_, i) => digest(`${i}`))), "ConsentStudiesInvalid(count: 33)");
      const terms = request();
      const signature = await signed(patient, grantForStudiesTypedData(world.deployment, terms, [studies[0]!]));
      await refused(
        relayGrantForStudies(world.as(STRANGER), { request: terms, studyDigests: studies, ...signature }),
        `ConsentSignatureInvalid(keyHash: ${keyHash})`,
        "CONSENT_SIGNATURE_INVALID",
      );
    });
  });

  it("hold or not at each block as a model of all four bases says, for ever", async () => {
    const bases: ConsentBasis[] = ["patient", "guardian", "paper", "waiver"];
    const step = fc.record({
      act: fc.constantFrom("grant", "grant", "revoke", "revokeAll", "bySite", "retire"),
      basis: fc.constantFrom(...bases),
      purpose: fc.constantFrom(6, 7),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const self = fresh();
        const hash = keyHashOf(account(self));
        await enrolGuardian(world.as(SITE), {
          keyHash: hash,
          guardianKeyHash: keyHashOf(account(guardian)),
          evidenceDigest,
        });
        const held = new Map<number, ConsentBasis>();
        const barred = new Set<number>();
        const seen: [block: number, Map<number, ConsentBasis>][] = [];
        let [speaks, known, retired, epoch] = [false, false, false, 0];
        for (const { act, basis, purpose } of steps) {
          const nonce = await nonceOf(purpose, hash);
          const terms = request({ purpose, nonce });
          let call: Promise<unknown>;
          let works: boolean;
          if (act === "grant") {
            works = !retired && (basis === "patient" ? !barred.has(purpose) : !speaks);
            if (basis === "patient") call = grant({ purpose, nonce }, self);
            else if (basis === "guardian") {
              const signature = await signed(guardian, guardianGrantTypedData(world.deployment, hash, terms));
              call = relayGuardianGrant(world.as(STRANGER), { keyHash: hash, request: terms, ...signature });
            } else call = attestConsents(world.as(SITE), [{ ...terms, keyHash: hash, basis, evidenceDigest }]);
          } else if (act === "revoke") {
            works = held.has(purpose);
            const revocation = await signRevokeRequest(world.deployment, self, { ...terms, site: SITE });
            call = relayConsent(world.as(STRANGER), revocation);
          } else if (act === "revokeAll") {
            works = known;
            call = revokeAll(epoch, self);
          } else if (act === "bySite") {
            works = held.has(purpose);
            call = revokeForPatient(world.as(SITE), { keyHash: hash, purpose, evidenceDigest });
          } else {
            works = known;
            call = retireKey(world.as(SITE), { keyHash: hash, evidenceDigest });
          }
          const took = await call.then(
            () => true,
            () => false,
          );
          expect(took, `${act} ${basis} ${purpose}`).to.equal(works);
          if (!took) continue;
          if (act === "grant") {
            held.set(purpose, basis);
            known = true;
            speaks ||= basis === "patient";
          } else if (act === "revoke" || act === "bySite") {
            if (act === "bySite" && held.get(purpose) === "patient") barred.add(purpose);
            held.delete(purpose);
          } else {
            held.clear();
            epoch++;
            // Whoever holds a key that is barred for one purpose cannot clear that by revoking everything.
            retired ||= act === "retire" || barred.size > 0;
            barred.clear();
          }
          seen.push([await world.block(), new Map(held)]);
        }
        await world.mine();
        for (const [block, expected] of seen) {
          for (const purpose of [6, 7]) {
            const state = await stateAt(block, hash, purpose);
            expect(state?.basis ?? null, `block ${block}`).to.equal(expected.get(purpose) ?? null);
          }
        }
      }),
      { numRuns: RUNS },
    );
  });
});
