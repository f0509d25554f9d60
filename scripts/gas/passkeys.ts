import { createHash, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { concatBytes, toBase64 } from "@consilium/sdk/canonical/bytes.ts";
import { CONSENT_NONCE_KNOWN, type SignedConsent } from "@consilium/sdk/chain/consentRequests.ts";
import { relayConsent } from "@consilium/sdk/chain/relayConsents.ts";
import { setRelyingParty } from "@consilium/sdk/chain/relyingParties.ts";
import {
  grantChallenge,
  grantWithPasskey,
  type Passkey,
  type PasskeyAssertion,
  revokeChallenge,
  revokeWithPasskey,
} from "@consilium/sdk/patient/passkey.ts";
import { type GasConsortium, type GasFigures, hash, PURPOSE } from "./GasConsortium.ts";

const RP_ID = "consent.hospital.example";
const PRESENT_AND_VERIFIED = 0b101;
/** What Solidity's P-256 costs depends on the signature's numbers, by about 1 %; the mean of as many differs by a quarter of it. */
const PATIENTS = 16;

const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest();
const mean = (values: readonly number[]) => Math.round(values.reduce((sum, one) => sum + one, 0) / values.length);

/**
 * Patients' passkeys: grant and revoke, the mean of 16 fresh keys.
 *
 * @param how what verifies P-256, for the names of the figures
 */
export async function measurePasskeys(consortium: GasConsortium, how: string): Promise<GasFigures> {
  const { deployment, now, relay, sites } = consortium;
  await setRelyingParty(sites[0]!, { rpId: RP_ID, accepted: true });
  const deadline = now + 86_400;
  const grantOf = (patient: Patient, nonce: number, purpose: number): SignedConsent => {
    const period = { from: now, until: now + 31_536_000, textDigest: hash("what the patient was shown") };
    const request = { site: 0, purpose, categories: 0b1111, ...period, nonce, deadline };
    return grantWithPasskey(patient.passkey, request, answerTo(grantChallenge(deployment, request), patient.key));
  };
  const revocationOf = (patient: Patient): SignedConsent => {
    const request = { site: 0, purpose: PURPOSE, nonce: 1, deadline };
    return revokeWithPasskey(patient.passkey, request, answerTo(revokeChallenge(deployment, request), patient.key));
  };
  const gasOf = async (patients: readonly Patient[], sign: (patient: Patient) => SignedConsent) => {
    const gas: number[] = [];
    for (const patient of patients) gas.push((await relayConsent(relay, sign(patient))).gasUsed);
    return mean(gas);
  };
  const [earlier, ...patients] = Array.from({ length: 1 + PATIENTS }, () => newPatient(consortium));
  await gasOf([earlier!], (patient) => grantOf(patient, 0, PURPOSE));
  return {
    [`passkey grant, new key, ${how}`]: await gasOf(patients, (patient) => grantOf(patient, 0, PURPOSE)),
    [`passkey grant, known key, ${how}`]: await gasOf(patients, (patient) => grantOf(patient, CONSENT_NONCE_KNOWN, 7)),
    [`passkey revoke, ${how}`]: await gasOf(patients, revocationOf),
  };
}

interface Patient {
  key: KeyObject;
  passkey: Passkey;
}

function newPatient({ deployment }: GasConsortium): Patient {
  const { privateKey: key, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const spki = publicKey.export({ type: "spki", format: "der" });
  return { key, passkey: { verifier: deployment.passkeyVerifier!, publicKey: spki } };
}

/** What an authenticator answers to a challenge. */
function answerTo(challenge: Uint8Array, key: KeyObject): PasskeyAssertion {
  const encoded = toBase64(challenge).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const clientDataJSON = new TextEncoder().encode(
    `{"type":"webauthn.get","challenge":"${encoded}","origin":"https://${RP_ID}","crossOrigin":false}`,
  );
  const authenticatorData = concatBytes(sha256(RP_ID), Uint8Array.of(PRESENT_AND_VERIFIED, 0, 0, 0, 7));
  const signature = createSign("sha256").update(authenticatorData).update(sha256(clientDataJSON)).sign(key);
  return { authenticatorData, clientDataJSON, signature };
}
