import { createHash, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { toBase64 } from "@consilium/sdk/canonical/bytes.ts";
import { keyHashOf, type SignedConsent } from "@consilium/sdk/chain/consentRequests.ts";
import { readConsentNonce, readEpisodes } from "@consilium/sdk/chain/consents.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import { relayConsent, relayConsents } from "@consilium/sdk/chain/relayConsents.ts";
import { isRelyingParty, setRelyingParty } from "@consilium/sdk/chain/relyingParties.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import {
  grantChallenge,
  grantWithPasskey,
  type PasskeyAssertion,
  passkeySigner,
  revokeChallenge,
  revokeWithPasskey,
} from "@consilium/sdk/patient/passkey.ts";
import { verifyConsentRequest } from "@consilium/sdk/patient/verifyConsentRequest.ts";
import { CONSENT_VERSION } from "@consilium/sdk/protocol.ts";
import type { GrantRequest, RevokeRequest } from "@consilium/sdk/schemas/consent.ts";
import { expect } from "chai";
import { COORDINATOR, digest, openWorld, STRANGER, type World } from "./fixture.ts";
import { refused } from "./refusal.ts";

const SITE = 1;
const RP_ID = "consent.hospital.example";
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** What an authenticator would answer, each part alterable. */
interface Answer {
  rpId?: string;
  flags?: number;
  type?: string;
  challenge?: Uint8Array;
}

function assertion(key: KeyObject, challenge: Uint8Array, answer: Answer = {}): PasskeyAssertion {
  const { rpId = RP_ID, flags = 0b101, type = "webauthn.get" } = answer;
  const encoded = toBase64(answer.challenge ?? challenge)
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  const clientDataJSON = Buffer.from(
    `{"type":"${type}","challenge":"${encoded}","origin":"https://${rpId}","crossOrigin":false}`,
  );
  const rpIdHash = createHash("sha256").update(rpId).digest();
  const authenticatorData = Buffer.concat([rpIdHash, Buffer.from([flags, 0, 0, 0, 7])]);
  const clientHash = createHash("sha256").update(clientDataJSON).digest();
  const signature = createSign("sha256").update(authenticatorData).update(clientHash).sign(key);
  return { authenticatorData, clientDataJSON, signature };
}

for (const hardfork of ["prague", "osaka"] as const) {
  describe(`passkeys, P-256 ${hardfork === "osaka" ? "by precompile" : "in Solidity"} (${hardfork})`, () => {
    let world: World;
    let restore: () => Promise<void>;
    let now: number;
    const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const passkey = () => ({
      verifier: world.deployment.passkeyVerifier!,
      publicKey: publicKey.export({ type: "spki", format: "der" }),
    });
    const request = (changes: Partial<GrantRequest> = {}): GrantRequest => ({
      site: SITE,
      purpose: 42,
      categories: 3,
      from: now,
      until: now + 50_000,
      textDigest: digest("text"),
      nonce: 0,
      deadline: now + 10_000,
      ...changes,
    });
    const granting = (changes: Partial<GrantRequest> = {}, answer: Answer = {}): SignedConsent => {
      const terms = request(changes);
      return grantWithPasskey(passkey(), terms, assertion(privateKey, grantChallenge(world.deployment, terms), answer));
    };
    const relay = (signed: SignedConsent) => relayConsent(world.as(STRANGER), signed);
    const invalid = (signed: SignedConsent) =>
      refused(
        relay(signed),
        `ConsentSignatureInvalid(keyHash: ${keyHashOf(passkeySigner(passkey()))})`,
        "CONSENT_SIGNATURE_INVALID",
      );

    before(async () => {
      world = await openWorld(undefined, [], hardfork);
      await setRelyingParty(world.as(SITE), { rpId: RP_ID, accepted: true });
      now = await world.now();
    });
    beforeEach(async () => {
      restore = await world.snapshot();
    });
    afterEach(() => restore());
    after(() => world.close());

    it("grant and revoke", async () => {
      const { gasUsed } = await relay(granting());
      expect(gasUsed, "the precompile spares the curve arithmetic").to.be[hardfork === "osaka" ? "below" : "above"](
        200_000,
      );
      const keyHash = keyHashOf(passkeySigner(passkey()));
      expect(await readConsentNonce(world.as(0), keyHash, SITE, 42)).to.equal(1);
      const revocation: RevokeRequest = { site: SITE, purpose: 42, nonce: 1, deadline: now + 10_000 };
      const answer = assertion(privateKey, revokeChallenge(world.deployment, revocation));
      const { rejected } = await relayConsents(world.as(STRANGER), [revokeWithPasskey(passkey(), revocation, answer)]);
      expect(rejected).to.deep.equal([]);
      const [episode] = await readEpisodes(world.as(0), keyHash, SITE, 42);
      expect(episode).to.include({ basis: "patient", revocationBasis: "patient" });
    });
    it("are refused without user verification or presence, for another ceremony or challenge", async () => {
      await invalid(granting({}, { flags: 0b001 }));
      await invalid(granting({}, { flags: 0b100 }));
      await invalid(granting({}, { challenge: new Uint8Array(32) }));
      const made = granting();
      const elsewhere = Buffer.from('{"type":"webauthn.get"').toString("hex");
      const altered = made.signature.replace(elsewhere, Buffer.from('{"type":"webauthn.set"').toString("hex"));
      expect(altered).not.to.equal(made.signature);
      await invalid({ ...made, signature: altered as Hex });
      await relay(made);
    });
    it("are refused where key or assertion are not in their form, or no site is named", async () => {
      const made = granting();
      const short = { ...made, signer: made.signer.slice(0, -2) as Hex };
      await refused(
        relay(short),
        `ConsentSignatureInvalid(keyHash: ${keyHashOf(short.signer)})`,
        "CONSENT_SIGNATURE_INVALID",
      );
      await invalid({ ...made, signature: "0x1234" });
      const args = [`0x${made.signer.slice(42)}` as Hex, digest("hash"), made.signature] as const;
      expect(await read(world.as(0), "PasskeyVerifier", "verify", args)).to.equal("0xffffffff");
    });
    it("are refused for a relying party that is not the site's", async () => {
      await invalid(granting({}, { rpId: "evil.example" }));
      await refused(relay(granting({ site: 2 })), "ConsentSignatureInvalid(", "CONSENT_SIGNATURE_INVALID");
      await setRelyingParty(world.as(SITE), { rpId: RP_ID, accepted: false });
      expect(await isRelyingParty(world.as(0), SITE, RP_ID)).to.equal(false);
      await invalid(granting());
      await refused(
        setRelyingParty(world.as(COORDINATOR), { rpId: RP_ID, accepted: true }),
        `RoleMissing(index: ${COORDINATOR}, roles: 1)`,
        "FORBIDDEN",
      );
    });
    it("are refused with the higher s, a replayed nonce and another key", async () => {
      const made = granting();
      const s = BigInt(`0x${made.signature.slice(66, 130)}`);
      const high = (ORDER - s).toString(16).padStart(64, "0");
      await invalid({ ...made, signature: `0x${made.signature.slice(2, 66)}${high}${made.signature.slice(130)}` });
      await relay(made);
      await refused(relay(made), "expected: 1, given: 0)", "CONSENT_NONCE_STALE");
      const another = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
      const terms = request({ nonce: 1 });
      await invalid(grantWithPasskey(passkey(), terms, assertion(another, grantChallenge(world.deployment, terms))));
    });
    it("are judged by a relay as by the chain, but for the relying party", () => {
      const judge = (signed: SignedConsent) =>
        verifyConsentRequest(world.deployment, { v: CONSENT_VERSION, ...signed }, now);
      const made = granting();
      expect(judge(made).signer).to.equal(passkeySigner(passkey()));
      const s = BigInt(`0x${made.signature.slice(66, 130)}`);
      const high = (ORDER - s).toString(16).padStart(64, "0");
      const bad: SignedConsent[] = [
        granting({}, { flags: 0b001 }),
        granting({}, { challenge: new Uint8Array(32) }),
        { ...made, signature: `0x${made.signature.slice(2, 66)}${high}${made.signature.slice(130)}` },
        { ...made, request: { ...made.request, deadline: made.request.deadline + 1 } } as SignedConsent,
        { ...made, signer: made.signer.replace(made.signer.slice(2, 42), "11".repeat(20)) as Hex },
      ];
      for (const one of bad)
        expect(() => judge(one))
          .to.throw()
          .with.property("code", "CONSENT_SIGNATURE_INVALID");
    });
  });
}
