import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import { fromHex, toHex } from "@consilium/sdk/canonical/bytes.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type PasskeyAssertion, passkeySignature, passkeySigner } from "@consilium/sdk/patient/passkey.ts";
import type { BrowserBytes } from "@consilium/sdk/patient/passkeyBytes.ts";
import { expect } from "chai";

const VERIFIER = `0x${"5e".repeat(20)}` as const;
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const SPKI = new Uint8Array(publicKey.export({ type: "spki", format: "der" }));
const POINT = SPKI.slice(-65);
const COSE = fromHex(
  `0xa5010203262001215820${toHex(POINT.slice(1, 33)).slice(2)}225820${toHex(POINT.slice(33)).slice(2)}`,
);
const CHALLENGE = Buffer.alloc(32, 7).toString("base64url");

const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
/** A view into the middle of something larger, as CBOR libraries give. */
const viewOf = (bytes: Uint8Array) => {
  const larger = new Uint8Array(bytes.length + 9);
  larger.set(bytes, 5);
  return new DataView(larger.buffer, 5, bytes.length);
};

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isFederationError(error, "REQUEST_INVALID") && error.hint !== undefined) return error.message;
    throw error;
  }
  return "nothing was thrown";
}

describe("a passkey's public key", () => {
  const signer = (key: BrowserBytes | null) => passkeySigner({ verifier: VERIFIER, publicKey: key });

  it("is the same signer as SPKI, COSE key or point, in whatever a browser gives bytes in", () => {
    const expected = `${VERIFIER}${toHex(POINT.slice(1)).slice(2)}`;
    for (const key of [SPKI, COSE, POINT]) {
      for (const given of [key, Buffer.from(key), bufferOf(key), viewOf(key), base64url(key)]) {
        expect(signer(given)).to.equal(expected);
      }
    }
  });

  it("is refused with what to do where the browser gave none", () => {
    expect(refusal(() => signer(null)))
      .to.include("gave no public key")
      .and.include("alg -7 (ES256)");
    expect(refusal(() => passkeySigner({ verifier: VERIFIER } as never))).to.include("gave no public key");
  });

  it("is refused of another algorithm or curve", () => {
    const others = [
      generateKeyPairSync("ec", { namedCurve: "P-384" }).publicKey,
      generateKeyPairSync("ec", { namedCurve: "secp256k1" }).publicKey,
      generateKeyPairSync("ed25519").publicKey,
      generateKeyPairSync("rsa", { modulusLength: 2_048 }).publicKey,
    ].map((key) => key.export({ type: "spki", format: "der" }));
    const otherAlgorithm = fromHex(toHex(COSE).replace("0326", "0338"));
    for (const key of [...others, otherAlgorithm, SPKI.slice(0, -1), new Uint8Array(0), new Uint8Array(91)]) {
      expect(refusal(() => signer(key)))
        .to.include("Not a P-256 public key")
        .and.include("alg -7 (ES256)");
    }
  });

  it("is refused off the curve", () => {
    for (const key of [SPKI, COSE, POINT]) {
      const bent = Uint8Array.from(key);
      bent[bent.length - 1]! ^= 1;
      expect(refusal(() => signer(bent))).to.include("not on the curve");
    }
    expect(refusal(() => signer(new Uint8Array(65).fill(0).fill(4, 0, 1)))).to.include("not on the curve");
    expect(refusal(() => signer(new Uint8Array(65).fill(255).fill(4, 0, 1)))).to.include("not on the curve");
  });
});

describe("a passkey's answer from a browser", () => {
  const clientDataJSON = new TextEncoder().encode(
    `{"type":"webauthn.get","challenge":"${CHALLENGE}","origin":"https://a.example"}`,
  );
  const authenticatorData = new Uint8Array(37).fill(5, 32, 33);
  const hash = createHash("sha256").update(clientDataJSON).digest();
  const signature = new Uint8Array(createSign("sha256").update(authenticatorData).update(hash).sign(privateKey));
  const assertion = { authenticatorData, clientDataJSON, signature };

  it("is encoded the same from bytes, buffers, views and base64url", () => {
    const expected = passkeySignature(assertion);
    for (const as of [bufferOf, viewOf, base64url, (bytes: Uint8Array) => Buffer.from(bytes)]) {
      const given = Object.fromEntries(Object.entries(assertion).map(([field, bytes]) => [field, as(bytes)]));
      expect(passkeySignature(given as unknown as PasskeyAssertion)).to.equal(expected);
    }
  });

  it("is refused with the field's name and a hint, whatever is missing or is something else", () => {
    for (const field of ["authenticatorData", "clientDataJSON", "signature"] as const) {
      for (const value of [undefined, null, 7, {}, [1, 2], "not base64url!", "A"]) {
        const given = { ...assertion, [field]: value } as unknown as PasskeyAssertion;
        expect(
          refusal(() => passkeySignature(given)),
          `${field} ${String(value)}`,
        ).to.include(`assertion.${field}: Neither bytes`);
      }
      const empty = { ...assertion, [field]: new Uint8Array(0) };
      expect(refusal(() => passkeySignature(empty))).to.include(`assertion.${field}`);
    }
    const created = new TextEncoder().encode(`{"type":"webauthn.create","challenge":"${CHALLENGE}"}`);
    expect(refusal(() => passkeySignature({ ...assertion, clientDataJSON: created }))).to.include(
      "navigator.credentials.get",
    );
    const short = new TextEncoder().encode('{"type":"webauthn.get","challenge":"AAAA"}');
    expect(refusal(() => passkeySignature({ ...assertion, clientDataJSON: short }))).to.include(
      "no challenge of 32 bytes",
    );
    const raw = new Uint8Array(64).fill(1);
    expect(refusal(() => passkeySignature({ ...assertion, signature: raw }))).to.include("in DER");
    expect(refusal(() => passkeySignature({ ...assertion, signature: Uint8Array.of(...signature, 0) }))).to.include(
      "in DER",
    );
  });
});
