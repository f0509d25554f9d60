import {
  CONSENT_NONCE_KNOWN,
  guardianGrantTypedData,
  guardianRevokeTypedData,
  keyHashOf,
  revokeAllTypedData,
  signConsentData,
  signGrantRequest,
  signRevokeRequest,
} from "@consilium/sdk/chain/consentRequests.ts";
import {
  relayConsent,
  relayConsents,
  relayGuardianGrant,
  relayGuardianRevoke,
  relayRevokeAll,
} from "@consilium/sdk/chain/relayConsents.ts";
import { putSeal, revokeSealed } from "@consilium/sdk/chain/seals.ts";
import { attestConsents, enrolGuardian } from "@consilium/sdk/chain/siteConsents.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { type GasConsortium, type GasFigures, hash, PURPOSE, walletOf } from "./GasConsortium.ts";

const BATCH = 200;

const termsOf = ({ now }: GasConsortium, nonce: number, purpose = PURPOSE) => ({
  site: 0,
  purpose,
  categories: 0b1111,
  from: now,
  until: now + 31_536_000,
  textDigest: hash("what the patient was shown"),
  nonce,
  deadline: now + 86_400,
});

/** What patients sign with a plain account's key. Leaves the site's list and the relay's account in use: the steady state. */
export async function measureConsents(consortium: GasConsortium): Promise<GasFigures> {
  const { relay, deployment, now } = consortium;
  const request = (nonce: number, purpose = PURPOSE) => termsOf(consortium, nonce, purpose);
  const patient = walletOf("patient");
  const grant = async (nonce: number, purpose: number) =>
    (await relayConsent(relay, await signGrantRequest(deployment, patient, request(nonce, purpose)))).gasUsed;
  const revoke = async (nonce: number) => {
    const { site, purpose, deadline } = request(nonce);
    return (await relayConsent(relay, await signRevokeRequest(deployment, patient, { site, purpose, nonce, deadline })))
      .gasUsed;
  };
  await relayConsent(relay, await signGrantRequest(deployment, walletOf("an earlier patient"), request(0)));
  const newKey = await grant(0, PURPOSE);
  const knownKey = await grant(CONSENT_NONCE_KNOWN, 7);
  const renewal = await grant(1, PURPOSE);
  const revocation = await revoke(2);
  const again = await grant(3, PURPOSE);

  const all = { site: 0, nonce: 0, deadline: now + 86_400 };
  const signature = await signConsentData(patient, revokeAllTypedData(deployment, all));
  const everything = (await relayRevokeAll(relay, { request: all, signer: patient.address as Hex, signature })).gasUsed;

  const crowd = Array.from({ length: BATCH }, (_, i) => walletOf(`patient ${i}`));
  const batch = async (purpose: number, nonce: number) => {
    const signed = await Promise.all(
      crowd.map((wallet) => signGrantRequest(deployment, wallet, request(nonce, purpose))),
    );
    const { accepted, transactions } = await relayConsents(relay, signed, { batchSize: BATCH });
    if (accepted.length !== crowd.length) throw new Error("the batch was not taken whole");
    return Math.round(transactions[0]!.gasUsed / crowd.length);
  };
  const batchOfNew = await batch(PURPOSE, 0);
  const batchOfKnown = await batch(7, CONSENT_NONCE_KNOWN);
  return {
    "grant, known key": knownKey,
    "grant, new key at the site": newKey,
    "grant, renewal of an open consent": renewal,
    "grant, after a revocation": again,
    revoke: revocation,
    "revoke everything at a site": everything,
    "grant in a batch of 200, known keys, each": batchOfKnown,
    "grant in a batch of 200, new keys, each": batchOfNew,
  };
}

/** What a guardian signs, and what a site records for patients who sign nothing on chain. */
export async function measureConsentsForOthers(consortium: GasConsortium): Promise<GasFigures> {
  const { relay, deployment, now } = consortium;
  const [site] = consortium.sites;
  const keyHash = hash("a child's handle");
  const guardian = walletOf("guardian");
  const signer = guardian.address as Hex;
  const evidenceDigest = hash("guardianship");
  const enrolment = await enrolGuardian(site!, { keyHash, guardianKeyHash: keyHashOf(signer), evidenceDigest });
  const request = termsOf(consortium, 0);
  const signature = await signConsentData(guardian, guardianGrantTypedData(deployment, keyHash, request));
  const granted = await relayGuardianGrant(relay, { keyHash, request, signer, signature });
  const revocation = { site: 0, purpose: PURPOSE, nonce: 1, deadline: request.deadline };
  const revoked = await relayGuardianRevoke(relay, {
    keyHash,
    request: revocation,
    signer,
    signature: await signConsentData(guardian, guardianRevokeTypedData(deployment, keyHash, revocation)),
  });

  const from = { purpose: PURPOSE, categories: 0b1111, from: now, until: now + 31_536_000 };
  const papers = Array.from({ length: BATCH }, (_, i) => ({
    ...from,
    keyHash: hash(`handle ${i}`),
    basis: "paper" as const,
    evidenceDigest: hash("signed paper"),
  }));
  const attested = (await attestConsents(site!, papers)).gasUsed;
  const seal = { root: hash("root of 10,000 consents"), size: 16_384, evidenceDigest: hash("register") };
  const { gasUsed: sealing, sealId } = await putSeal(site!, seal);
  const { gasUsed: revoking } = await revokeSealed(site!, { sealId, indices: [7] });
  return {
    "enrol a guardian": enrolment.gasUsed,
    "grant by a guardian, new handle": granted.gasUsed,
    "revoke by a guardian": revoked.gasUsed,
    "consent on paper in a batch of 200, each": Math.round(attested / papers.length),
    "seal 10,000 consents, all": sealing,
    "revoke a sealed consent, first of its word": revoking,
  };
}
