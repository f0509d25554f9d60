import type { ConsentBasis } from "@consilium/sdk/chain/consentBases.ts";
import {
  type ConsentTypedData,
  grantForStudiesTypedData,
  guardianGrantTypedData,
  guardianRevokeTypedData,
  keyHashOf,
  revokeAllTypedData,
  signConsentData,
  signGrantRequest,
  signRevokeRequest,
} from "@consilium/sdk/chain/consentRequests.ts";
import { readConsentEpoch, readConsentNonce, readConsentsAt, readEpisodes } from "@consilium/sdk/chain/consents.ts";
import {
  relayConsent,
  relayGrantForStudies,
  relayGuardianGrant,
  relayGuardianRevoke,
  relayRevokeAll,
} from "@consilium/sdk/chain/relayConsents.ts";
import { attestConsents, enrolGuardian, retireKey, revokeForPatient } from "@consilium/sdk/chain/siteConsents.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { type ConsentFault, consentFault, stillConsented } from "@consilium/sdk/cohort/consentRule.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { GrantRequest } from "@consilium/sdk/schemas/consent.ts";
import { expect } from "chai";
import type { Wallet } from "ethers";
import { randomWallet } from "../support/randomWallet.ts";
import { digest, openWorld, STRANGER, type World } from "./fixture.ts";

const SITE = 1;
const PURPOSE = 42;
const ALL_BASES = 0b1111;
const STUDY = digest("the study");

/** Who does what next, in the order of the table's last column. */
const ACTS = [
  "the patient grants",
  "the guardian grants",
  "the site attests",
  "the patient revokes",
  "the guardian revokes",
  "the site revokes",
  "the patient revokes everything",
  "the site declares the key lost",
] as const;

/** What an act meets: taken, or the contract's error. */
const OUTCOMES: Record<string, string> = {
  "✓": "taken",
  S: "ConsentKeySpeaks",
  R: "ConsentKeyRetired",
  "–": "ConsentNotActive",
  U: "ConsentKeyUnknown",
};

type State =
  | "none"
  | "open"
  | "for this study"
  | "for another study"
  | "expired"
  | "not yet"
  | "revoked"
  | "barred"
  | "epoch ended"
  | "key lost";

type Fault = ConsentFault | "counts";

/**
 * The rules of a consent in one table. A row: on what it rests and how it stands; whether it counts for a round of the study
 * that takes every basis, by the newest episode; and what each act of ACTS meets next. The guardian is enrolled in every row.
 */
const TABLE: readonly [basis: ConsentBasis, state: State, fault: Fault, acts: string][] = [
  ["patient", "none", "no-consent", "✓✓✓–––UU"],
  ["patient", "open", "counts", "✓SS✓S✓✓✓"],
  ["patient", "for this study", "counts", "✓SS✓S✓✓✓"],
  ["patient", "for another study", "other-studies", "✓SS✓S✓✓✓"],
  ["patient", "expired", "expires-too-soon", "✓SS✓S✓✓✓"],
  ["patient", "not yet", "not-yet", "✓SS✓S✓✓✓"],
  ["patient", "revoked", "revoked", "✓SS–S–✓✓"],
  ["patient", "barred", "revoked", "RSS–S–✓✓"],
  ["patient", "epoch ended", "revoked", "✓SS–S–✓✓"],
  ["patient", "key lost", "revoked", "RSS–S–✓✓"],
  ["guardian", "open", "counts", "✓✓✓✓✓✓✓✓"],
  ["guardian", "expired", "expires-too-soon", "✓✓✓✓✓✓✓✓"],
  ["guardian", "not yet", "not-yet", "✓✓✓✓✓✓✓✓"],
  ["guardian", "revoked", "revoked", "✓✓✓–––✓✓"],
  ["guardian", "barred", "revoked", "✓✓✓–––✓✓"],
  ["guardian", "epoch ended", "revoked", "✓✓✓–––✓✓"],
  ["guardian", "key lost", "revoked", "RRR–––✓✓"],
  ["paper", "open", "counts", "✓✓✓✓✓✓✓✓"],
  ["paper", "expired", "expires-too-soon", "✓✓✓✓✓✓✓✓"],
  ["paper", "not yet", "not-yet", "✓✓✓✓✓✓✓✓"],
  ["paper", "revoked", "revoked", "✓✓✓–––✓✓"],
  ["paper", "epoch ended", "revoked", "✓✓✓–––✓✓"],
  ["paper", "key lost", "revoked", "RRR–––✓✓"],
  ["waiver", "open", "counts", "✓✓✓✓✓✓✓✓"],
  ["waiver", "expired", "expires-too-soon", "✓✓✓✓✓✓✓✓"],
  ["waiver", "not yet", "not-yet", "✓✓✓✓✓✓✓✓"],
  ["waiver", "revoked", "revoked", "✓✓✓–––✓✓"],
  ["waiver", "epoch ended", "revoked", "✓✓✓–––✓✓"],
  ["waiver", "key lost", "revoked", "RRR–––✓✓"],
];

describe("consents, decided by one table", function () {
  this.timeout(120_000);
  const evidenceDigest = digest("evidence");
  let world: World;
  let restore: () => Promise<void>;
  let now: number;
  let patient: Wallet;
  let guardian: Wallet;
  let keyHash: Hex;

  const account = (wallet: Wallet) => wallet.address.toLowerCase() as Hex;
  const nonce = () => readConsentNonce(world.as(0), keyHash, SITE, PURPOSE);
  const request = async (changes: Partial<GrantRequest> = {}): Promise<GrantRequest> => ({
    site: SITE,
    purpose: PURPOSE,
    categories: 3,
    from: now,
    until: now + 50_000,
    textDigest: digest("text"),
    nonce: await nonce(),
    deadline: now + 10_000,
    ...changes,
  });
  const signed = async (by: Wallet, typed: ConsentTypedData<object>) => ({
    signer: account(by),
    signature: await signConsentData(by, typed),
  });

  async function grantOn(basis: ConsentBasis, changes: Partial<GrantRequest> = {}): Promise<unknown> {
    const terms = await request(changes);
    if (basis === "patient")
      return relayConsent(world.as(STRANGER), await signGrantRequest(world.deployment, patient, terms));
    if (basis === "guardian") {
      const signature = await signed(guardian, guardianGrantTypedData(world.deployment, keyHash, terms));
      return relayGuardianGrant(world.as(STRANGER), { keyHash, request: terms, ...signature });
    }
    return attestConsents(world.as(SITE), [{ ...terms, keyHash, basis, evidenceDigest }]);
  }

  async function grantForStudies(studyDigests: Hex[]): Promise<unknown> {
    const terms = await request();
    const signature = await signed(patient, grantForStudiesTypedData(world.deployment, terms, studyDigests));
    return relayGrantForStudies(world.as(STRANGER), { request: terms, studyDigests, ...signature });
  }

  async function revokeBy(who: "patient" | "guardian" | "site"): Promise<unknown> {
    if (who === "site") return revokeForPatient(world.as(SITE), { keyHash, purpose: PURPOSE, evidenceDigest });
    const revocation = { site: SITE, purpose: PURPOSE, nonce: await nonce(), deadline: now + 10_000 };
    if (who === "patient") {
      return relayConsent(world.as(STRANGER), await signRevokeRequest(world.deployment, patient, revocation));
    }
    const signature = await signed(guardian, guardianRevokeTypedData(world.deployment, keyHash, revocation));
    return relayGuardianRevoke(world.as(STRANGER), { keyHash, request: revocation, ...signature });
  }

  async function revokeAll(): Promise<unknown> {
    const all = {
      site: SITE,
      nonce: await readConsentEpoch(world.as(0), keyHash, SITE),
      deadline: now + 10_000,
    };
    const signature = await signed(patient, revokeAllTypedData(world.deployment, all));
    return relayRevokeAll(world.as(STRANGER), { request: all, ...signature });
  }

  async function bringAbout(basis: ConsentBasis, state: State): Promise<void> {
    if (state === "none") return;
    if (state === "for this study") await grantForStudies([STUDY, digest("a further study")]);
    else if (state === "for another study") await grantForStudies([digest("another study")]);
    else if (state === "expired") await grantOn(basis, { until: now + 500 });
    else if (state === "not yet") await grantOn(basis, { from: now + 20_000 });
    else await grantOn(basis);
    if (state === "expired") await world.travelTo(now + 501);
    if (state === "revoked") await revokeBy(basis === "patient" || basis === "guardian" ? basis : "site");
    if (state === "barred") await revokeBy("site");
    if (state === "epoch ended") await revokeAll();
    if (state === "key lost") await retireKey(world.as(SITE), { keyHash, evidenceDigest });
  }

  const act: Record<(typeof ACTS)[number], () => Promise<unknown>> = {
    "the patient grants": () => grantOn("patient"),
    "the guardian grants": () => grantOn("guardian"),
    "the site attests": () => grantOn("paper"),
    "the patient revokes": () => revokeBy("patient"),
    "the guardian revokes": () => revokeBy("guardian"),
    "the site revokes": () => revokeBy("site"),
    "the patient revokes everything": () => revokeAll(),
    "the site declares the key lost": () => retireKey(world.as(SITE), { keyHash, evidenceDigest }),
  };

  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());
  beforeEach(async () => {
    restore = await world.snapshot();
    now = await world.now();
    [patient, guardian] = [randomWallet(), randomWallet()];
    keyHash = keyHashOf(account(patient));
    const guardianKeyHash = keyHashOf(account(guardian));
    await enrolGuardian(world.as(SITE), { keyHash, guardianKeyHash, evidenceDigest });
  });
  afterEach(() => restore());

  for (const [basis, state, fault, acts] of TABLE) {
    it(`${basis}, ${state}: ${fault}, then ${acts}`, async () => {
      await bringAbout(basis, state);
      const consentBlock = await world.block();
      const consentTimestamp = await world.now();
      await world.mine();
      const terms = {
        purpose: PURPOSE,
        categories: 1,
        acceptedBases: ALL_BASES,
        consentBlock,
        consentTimestamp,
        commitBy: consentTimestamp + 1_000,
      };
      const [held] = await readConsentsAt(world.as(0), SITE, PURPOSE, [keyHash], consentBlock, STUDY);
      const newest = (await readEpisodes(world.as(0), keyHash, SITE, PURPOSE)).at(-1) ?? null;
      const listed = state === "for this study";
      const episode = newest && { ...newest, purpose: PURPOSE, listed };
      expect(consentFault(episode, terms) ?? "counts").to.equal(fault);
      expect(stillConsented(episode, terms)).to.equal(fault === "counts");
      const asOfBlock = held ? { ...held, purpose: PURPOSE } : null;
      expect(consentFault(asOfBlock, terms) ?? "counts", "as the chain says at the block").to.equal(
        fault === "revoked" ? "no-consent" : fault,
      );
      if (fault === "counts") {
        const others = {
          ...terms,
          acceptedBases: ALL_BASES & ~(1 << ["patient", "guardian", "paper", "waiver"].indexOf(basis)),
        };
        expect(consentFault(asOfBlock, others), "a study that does not take the basis").to.equal("basis");
        expect(consentFault(asOfBlock, { ...terms, categories: 4 }), "a further category").to.equal("categories");
        expect(consentFault(asOfBlock, { ...terms, purpose: 7 }), "another purpose").to.equal("wrong-purpose");
      }
      for (const [i, name] of ACTS.entries()) {
        const back = await world.snapshot();
        const outcome = await act[name]().then(
          () => "taken",
          (error: unknown) => {
            if (!isFederationError(error)) throw error;
            return /(Consent\w+)\(/.exec(error.message)?.[1] ?? error.message;
          },
        );
        expect(outcome, name).to.equal(OUTCOMES[[...acts][i]!]);
        await back();
      }
    });
  }
});
