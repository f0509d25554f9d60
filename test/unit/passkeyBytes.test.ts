import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import { fromHex, toHex } from "@consilium/sdk/canonical/bytes.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type PasskeyAssertion, passkeySignature, passkeySigner } from "@consilium/sdk/patient/passkey.ts";
import { type BrowserBytes, bytesOf, parseDer } from "@consilium/sdk/patient/passkeyBytes.ts";
import { P256_ORDER } from "@consilium/sdk/patient/passkeyJudgement.ts";
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

describe("bytes from a browser", () => {
  it("are copied, so that nobody changes them after they were judged", () => {
    for (const as of [bufferOf, viewOf]) {
      const given = as(Uint8Array.of(1, 2, 3));
      const read = bytesOf(given, "f");
      if (given instanceof DataView) given.setUint8(0, 9);
      else new Uint8Array(given)[0] = 9;
      expect([...read]).to.deep.equal([1, 2, 3]);
    }
  });

  it("are read from base64url with and without padding, and from nothing like it", () => {
    expect([...bytesOf("-_-_", "f")]).to.deep.equal([0xfb, 0xff, 0xbf]);
    for (const text of ["QQ==", "QQ=", "QQ"]) expect([...bytesOf(text, "f")]).to.deep.equal([0x41]);
    for (const text of ["Q==", "Q", "QQ===", "Q=Q", "+/==", " QQ"]) {
      expect(
        refusal(() => bytesOf(text, "f")),
        text,
      ).to.include("f: Neither bytes");
    }
  });
});

describe("an ECDSA signature in DER", () => {
  /** A SEQUENCE of these bytes. */
  const der = (...body: number[]) => Uint8Array.of(0x30, body.length, ...body);
  const integer = (...bytes: number[]) => [0x02, bytes.length, ...bytes];
  const wide = (value: bigint) => integer(...fromHex(`0x00${value.toString(16)}`));

  it("gives r and s, each in 1 … n − 1", () => {
    expect(parseDer(der(...integer(1), ...integer(0x7f)))).to.deep.equal({ r: 1n, s: 0x7fn });
    expect(parseDer(der(...wide(P256_ORDER - 1n), ...integer(2)))).to.deep.equal({ r: P256_ORDER - 1n, s: 2n });
  });

  it("is refused in any other form", () => {
    const good = [...integer(1), ...integer(2)];
    const others: [string, Uint8Array][] = [
      ["no sequence", Uint8Array.of(0x31, 6, ...good)],
      ["a shorter sequence", Uint8Array.of(0x30, 5, ...good)],
      ["a longer sequence", Uint8Array.of(0x30, 7, ...good)],
      ["more behind s", der(...good, 0)],
      ["nothing", new Uint8Array(0)],
      ["no integer", der()],
      ["a tag alone", der(0x02)],
      ["r alone", der(...integer(1))],
      ["another tag than r's", der(0x03, 1, 1, ...integer(2))],
      ["another tag than s's", der(...integer(1), 0x03, 1, 2)],
      ["an empty r", der(...integer(), ...integer(2))],
      ["an empty s", der(...integer(1), ...integer())],
      ["an r of 34 bytes", der(...integer(...new Array(33).fill(0), 1), ...integer(2))],
      ["an s that ends early", der(...integer(1), 0x02, 2, 1)],
      ["a negative r", der(...integer(0x80), ...integer(2))],
      ["a negative s", der(...integer(1), ...integer(0xff))],
      ["r = 0", der(...integer(0), ...integer(2))],
      ["s = 0", der(...integer(1), ...integer(0))],
      ["r = n", der(...wide(P256_ORDER), ...integer(2))],
      ["s = n", der(...integer(1), ...wide(P256_ORDER))],
    ];
    for (const [what, bytes] of others) expect(parseDer(bytes), what).to.equal(undefined);
  });
});

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

  it("is refused in a form that is almost right", () => {
    const changed = (key: Uint8Array, at: number) => key.with(at, key[at]! ^ 1);
    const others = [
      changed(POINT, 0),
      Uint8Array.of(...POINT, 0),
      changed(SPKI, 0),
      Uint8Array.of(...SPKI, 0),
      changed(COSE, 0),
      changed(COSE, 10 + 32),
      Uint8Array.of(...COSE, 0),
      COSE.slice(0, -1),
    ];
    for (const key of others) expect(refusal(() => signer(key))).to.include("publicKey: Not a P-256 public key");
    expect(refusal(() => signer("no base64url!"))).to.include("publicKey: Neither bytes");
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
