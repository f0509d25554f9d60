import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { concatBytes, utf8 } from "@consilium/sdk/canonical/bytes.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { consentText, revokeAllText, textDigestOf } from "@consilium/sdk/patient/consentText.ts";
import {
  consentChallenge,
  consentWithPasskey,
  type PasskeyAssertion,
  passkeySigner,
} from "@consilium/sdk/patient/passkey.ts";
import { createPatientKey, patientKeyOf } from "@consilium/sdk/patient/patientKey.ts";
import {
  signGrant,
  signGrantForStudies,
  signGuardianGrant,
  signGuardianRevoke,
  signRevoke,
  signRevokeAll,
} from "@consilium/sdk/patient/signConsent.ts";
import { submitToRelay } from "@consilium/sdk/patient/submitToRelay.ts";
import { verifyConsentRequest } from "@consilium/sdk/patient/verifyConsentRequest.ts";
import { expect } from "chai";
import fc from "fast-check";

const deployment: Deployment = {
  chainId: 7_357,
  deployBlock: 0,
  consortium: `0x${"11".repeat(20)}`,
  consentRegistry: `0x${"22".repeat(20)}`,
  studyRegistry: `0x${"33".repeat(20)}`,
  roundLedger: `0x${"44".repeat(20)}`,
  modelRegistry: `0x${"55".repeat(20)}`,
};
const NOW = 1_800_000_000;
const key = patientKeyOf(`0x${"01".repeat(32)}`);
const terms = {
  purpose: "DUO:0000006",
  categories: ["laboratory", "demographics"],
  from: NOW,
  until: NOW + 31_536_000,
};
const text = consentText({ siteName: "Riverside Hospital", ...terms });
const grant = (changes = {}) =>
  signGrant({ key, deployment, site: 2, ...terms, text, nonce: 0, deadline: NOW + 60, ...changes });

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isFederationError(error)) return error.code;
    throw error;
  }
  return "nothing was thrown";
}

async function codeOfAsync(work: Promise<unknown>): Promise<string> {
  const [settled] = await Promise.allSettled([work]);
  return codeOf(() => {
    if (settled.status === "rejected") throw settled.reason;
  });
}

describe("patient keys", () => {
  it("are fresh each time and come back from their private half", () => {
    const keys = Array.from({ length: 20 }, createPatientKey);
    expect(new Set(keys.map(({ account }) => account)).size).to.equal(20);
    for (const made of keys) expect(patientKeyOf(made.privateKey)).to.deep.equal(made);
  });

  it("are refused without being repeated in the message", () => {
    for (const text of ["", "0x12", `0x${"0".repeat(64)}`, `0x${"f".repeat(64)}`, `0x${"AB".repeat(32)}`]) {
      try {
        patientKeyOf(text);
        expect.fail("a bad key was taken");
      } catch (error) {
        expect(isFederationError(error, "CONFIG_INVALID")).to.equal(true);
        if (text.length > 4) expect(String(error)).to.not.include(text.slice(2, 20));
      }
    }
  });
});

describe("consent text", () => {
  it("says site, purpose, data and period, and has one digest for one meaning", () => {
    expect(text).to.include("Riverside Hospital").and.include("health or medical or biomedical research (DUO:0000006)");
    expect(text).to.include("demographics, laboratory").and.include("From: 2027-01-15T08:00:00Z");
    const reordered = consentText({
      siteName: "Riverside Hospital",
      ...terms,
      categories: ["demographics", "laboratory"],
    });
    expect(textDigestOf(reordered)).to.equal(textDigestOf(text));
    // Pinned: the digest stands on chain, so these words may not change under consents already given.
    expect(textDigestOf(text)).to.equal("0x848caa6a801d978fb2cc01ed3e4b2222fd95681d949720ab8cae5f2dd30a7fcd");
  });

  it("refuses an empty period, an unknown scope and a name that could forge lines", () => {
    const base = { siteName: "Riverside Hospital", ...terms };
    expect(codeOf(() => consentText({ ...base, until: NOW }))).to.equal("REQUEST_INVALID");
    expect(codeOf(() => consentText({ ...base, purpose: "DUO:0000001" }))).to.equal("REQUEST_INVALID");
    expect(codeOf(() => consentText({ ...base, categories: ["everything"] }))).to.equal("REQUEST_INVALID");
    for (const siteName of [
      "",
      " x",
      "x\nPurpose: none",
      "x\u2028y",
      "x\u0085y",
      "x\u202ey",
      "x\u200by",
      "a".repeat(201),
    ]) {
      expect(
        codeOf(() => consentText({ ...base, siteName })),
        JSON.stringify(siteName),
      ).to.equal("REQUEST_INVALID");
    }
  });
});

describe("consent text of limited consents, guardians and revocations of everything", () => {
  const base = { siteName: "Riverside Hospital", ...terms };
  const [first, second] = [`0x${"a1".repeat(32)}`, `0x${"b2".repeat(32)}`] as const;

  it("names the studies, each once and in one order", () => {
    const limited = consentText({ ...base, studies: [second, first, second] });
    expect(limited).to.include(`Only for the studies with these digests:\n  ${first}\n  ${second}\nData:`);
    expect(limited).to.include("a study that is not named does not use the record");
    expect(textDigestOf(limited)).to.equal(textDigestOf(consentText({ ...base, studies: [first, second] })));
    for (const studies of [[], ["0x12" as const], [`0x${"A1".repeat(32)}` as const]]) {
      expect(codeOf(() => consentText({ ...base, studies }))).to.equal("REQUEST_INVALID");
    }
  });

  it("says that a guardian signs, and for whom", () => {
    const guarded = consentText({ ...base, forPatient: first });
    expect(guarded).to.include(`Given by: a guardian, for the patient with the key hash ${first}`);
    expect(guarded).to.include("As this patient's guardian I allow").and.not.include("data of mine");
    const listed = consentText({ ...base, forPatient: "listed" });
    expect(listed).to.include("Given by: a guardian, for the patient whom the hospital's list names");
    expect(listed).to.include("As this patient's guardian I allow").and.not.include("data of mine");
  });

  it("says what revoking everything does", () => {
    const everything = revokeAllText({ siteName: "Riverside Hospital" });
    expect(everything).to.include("every consent that this key has given this hospital").and.include("at once");
    expect(codeOf(() => revokeAllText({ siteName: "a\nb" }))).to.equal("REQUEST_INVALID");
  });

  it("names the disease of disease specific research, and of no other purpose", () => {
    const disease = { code: "MONDO:0005148", label: "type 2 diabetes mellitus" };
    const specific = { ...base, purpose: "DUO:0000007" };
    expect(consentText({ ...specific, disease })).to.include(
      "\nPurpose: disease specific research (DUO:0000007)\nDisease: type 2 diabetes mellitus (MONDO:0005148)\n",
    );
    for (const wrong of [
      specific,
      { ...base, disease },
      { ...specific, disease: { ...disease, code: "ICD:E11" } },
      { ...specific, disease: { ...disease, label: "x\nPurpose: none" } },
      { ...specific, disease: { ...disease, label: "" } },
    ]) {
      expect(
        codeOf(() => consentText(wrong)),
        JSON.stringify(wrong),
      ).to.equal("REQUEST_INVALID");
    }
  });
  it("keeps its words, whose digests stand on chain", () => {
    const digests = [consentText({ ...base, studies: [first] }), consentText({ ...base, forPatient: first })].map(
      textDigestOf,
    );
    expect(digests).to.deep.equal([
      "0x976365a15a4b60f4f07fb952ac9b4059c609173e9b35a69268d22febbf026ff3",
      "0x802e9dd5cc9de5a5fc3acba91c79a240e2af5428c34ac1e6ff556a07925b5d70",
    ]);
  });
});

describe("a relay's check of a consent", () => {
  it("takes what a patient signed", async () => {
    const granted = await grant();
    expect(verifyConsentRequest(deployment, granted, NOW)).to.deep.equal(granted);
    const revoked = await signRevoke({ key, deployment, site: 2, purpose: "DUO:0000006", nonce: 1, deadline: NOW });
    expect(verifyConsentRequest(deployment, revoked, NOW)).to.deep.equal(revoked);
    expect(granted.signer).to.equal(key.account);
  });

  it("refuses every change of a signed field", async () => {
    const granted = await grant();
    if (granted.kind !== "grant") throw new Error("not a grant");
    const changes = fc.oneof(
      fc.record({ site: fc.integer({ min: 0, max: 255 }) }),
      fc.record({ purpose: fc.constantFrom(4, 7, 42) }),
      fc.record({ categories: fc.integer({ min: 1, max: 2 ** 32 - 1 }) }),
      fc.record({ from: fc.integer({ min: 0, max: NOW - 1 }) }),
      fc.record({ until: fc.integer({ min: NOW + 1, max: 2 ** 40 - 1 }) }),
      fc.record({ nonce: fc.integer({ min: 1, max: 2 ** 24 - 1 }) }),
      fc.record({ deadline: fc.integer({ min: NOW + 61, max: 2 ** 40 - 1 }) }),
      fc.record({ textDigest: fc.constant(`0x${"9".repeat(64)}`) }),
    );
    fc.assert(
      fc.property(changes, (change) => {
        const request = { ...granted.request, ...change };
        fc.pre(JSON.stringify(request) !== JSON.stringify(granted.request));
        expect(codeOf(() => verifyConsentRequest(deployment, { ...granted, request }, NOW))).to.equal(
          "CONSENT_SIGNATURE_INVALID",
        );
      }),
      { numRuns: 60 },
    );
  });

  const handle = `0x${"c3".repeat(32)}` as const;
  const studyDigests = [`0x${"a1".repeat(32)}`, `0x${"b2".repeat(32)}`] as const;
  const scope = { key, deployment, site: 2, purpose: "DUO:0000006", nonce: 1, deadline: NOW + 60 };
  const granting = { ...scope, ...terms, text };
  const everyKind = () =>
    Promise.all([
      grant(),
      signRevoke(scope),
      signGrantForStudies({ ...granting, studyDigests }),
      signGuardianGrant({ ...granting, keyHash: handle }),
      signGuardianRevoke({ ...scope, keyHash: handle }),
      signRevokeAll({ key, deployment, site: 2, nonce: 0, deadline: NOW + 60 }),
    ]);

  it("takes every kind, and refuses each where a signed field is changed or it is passed off as another kind", async () => {
    const kinds = await everyKind();
    expect(new Set(kinds.map(({ kind }) => kind)).size).to.equal(6);
    for (const signed of kinds) {
      expect(verifyConsentRequest(deployment, signed, NOW)).to.deep.equal(signed);
      const changes: object[] = Object.keys(signed.request)
        .filter((field) => field !== "until")
        .map((field) => {
          const value = (signed.request as Record<string, unknown>)[field];
          const other = field === "textDigest" ? handle : field === "purpose" ? 7 : (value as number) + 1;
          return { ...signed, request: { ...signed.request, [field]: other } };
        });
      if ("keyHash" in signed) changes.push({ ...signed, keyHash: studyDigests[0] });
      if ("studyDigests" in signed) {
        changes.push({ ...signed, studyDigests: studyDigests.slice(0, 1) });
        changes.push({ ...signed, studyDigests: studyDigests.toReversed() });
      }
      for (const changed of changes) {
        expect(codeOf(() => verifyConsentRequest(deployment, changed, NOW))).to.equal("CONSENT_SIGNATURE_INVALID");
      }
    }
    const [plain, , limited, guarded] = kinds;
    const { studyDigests: _, ...withoutStudies } = limited as any;
    const { keyHash: __, ...withoutPatient } = guarded as any;
    for (const disguised of [
      { ...withoutStudies, kind: "grant" },
      { ...withoutPatient, kind: "grant" },
      { ...plain, kind: "grantForStudies", studyDigests },
      { ...plain, kind: "grantAsGuardian", keyHash: handle },
    ]) {
      expect(codeOf(() => verifyConsentRequest(deployment, disguised, NOW))).to.equal("CONSENT_SIGNATURE_INVALID");
    }
  });

  it("bounds the list of studies and what a guardian's request names", async () => {
    const limited = await signGrantForStudies({ ...granting, studyDigests });
    const many = Array.from({ length: 33 }, (_, i) => `0x${i.toString(16).padStart(64, "0")}` as const);
    for (const list of [[], many, [many[0]!, many[0]!], ["0x12" as const]]) {
      expect(await codeOfAsync(signGrantForStudies({ ...granting, studyDigests: list }))).to.equal("REQUEST_INVALID");
      const document = { ...limited, studyDigests: list };
      expect(codeOf(() => verifyConsentRequest(deployment, document, NOW))).to.equal("REQUEST_INVALID");
    }
    expect(await codeOfAsync(signGuardianGrant({ ...granting, keyHash: "0x12" }))).to.equal("REQUEST_INVALID");
    expect((await signGrantForStudies({ ...granting, studyDigests: many.slice(0, 32) })).kind).to.equal(
      "grantForStudies",
    );
  });

  it("refuses a revocation that nothing can have gone before, in every epoch", async () => {
    for (const nonce of [0, 2 ** 24, 2 ** 39]) {
      for (const signed of [
        await signRevoke({ ...scope, nonce }),
        await signGuardianRevoke({ ...scope, keyHash: handle, nonce }),
      ]) {
        expect(codeOf(() => verifyConsentRequest(deployment, signed, NOW))).to.equal("CONSENT_NONCE_STALE");
      }
    }
  });

  it("takes every kind from a passkey, over the same digest, and no other's answer", async () => {
    const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const publicKey = pair.publicKey.export({ type: "spki", format: "der" });
    const verifier = `0x${"77".repeat(20)}` as const;
    const passkey = { verifier, publicKey };
    const withVerifier = { ...deployment, passkeyVerifier: verifier };
    const answer = (challenge: Uint8Array): PasskeyAssertion => {
      const text = Buffer.from(challenge).toString("base64url");
      const clientDataJSON = utf8(`{"type":"webauthn.get","challenge":"${text}","origin":"https://x.example"}`);
      const authenticatorData = concatBytes(new Uint8Array(32), Uint8Array.of(0b101, 0, 0, 0, 0));
      const clientHash = createHash("sha256").update(clientDataJSON).digest();
      const signature = createSign("sha256").update(authenticatorData).update(clientHash).sign(pair.privateKey);
      return { authenticatorData, clientDataJSON, signature };
    };
    for (const { v: _, signer: __, signature: ___, ...wish } of await everyKind()) {
      const challenge = consentChallenge(withVerifier, wish);
      const signed = { v: 1, ...consentWithPasskey(passkey, wish, answer(challenge)) };
      expect(signed.signer).to.equal(passkeySigner(passkey));
      expect(verifyConsentRequest(withVerifier, signed, NOW)).to.deep.equal(signed);
      const other = { ...signed, request: { ...signed.request, site: 3 } };
      expect(codeOf(() => verifyConsentRequest(withVerifier, other, NOW))).to.equal("CONSENT_SIGNATURE_INVALID");
    }
  });

  it("refuses another chain, another contract and another signer", async () => {
    const granted = await grant();
    const otherRegistry = { ...deployment, consentRegistry: `0x${"66".repeat(20)}` as const };
    for (const other of [{ ...deployment, chainId: 1 }, otherRegistry]) {
      expect(codeOf(() => verifyConsentRequest(other, granted, NOW))).to.equal("CONSENT_SIGNATURE_INVALID");
    }
    const forged = { ...granted, signer: createPatientKey().account };
    expect(codeOf(() => verifyConsentRequest(deployment, forged, NOW))).to.equal("CONSENT_SIGNATURE_INVALID");
  });

  it("refuses what is too late, empty, oversize or malformed", async () => {
    const granted = await grant();
    expect(codeOf(() => verifyConsentRequest(deployment, granted, NOW + 61))).to.equal("CONSENT_EXPIRED");
    const over = await grant({ from: NOW - 20, until: NOW - 10 });
    expect(codeOf(() => verifyConsentRequest(deployment, over, NOW))).to.equal("REQUEST_INVALID");
    const backwards = await grant({ from: NOW + 30, until: NOW + 20 });
    expect(codeOf(() => verifyConsentRequest(deployment, backwards, NOW))).to.equal("REQUEST_INVALID");
    const malformed = [
      null,
      [],
      { ...granted, extra: 1 },
      { ...granted, signature: `${granted.signature}00` },
      { ...granted, signer: `0x${"1".repeat(2_000)}` },
      { ...granted, v: 2 },
      { ...granted, kind: "revoke" },
    ];
    for (const document of malformed) {
      expect(codeOf(() => verifyConsentRequest(deployment, document, NOW))).to.equal("REQUEST_INVALID");
    }
  });
});

describe("handing a consent to a relay", () => {
  let server: Server;
  let url: string;
  let respond: RequestListener;
  before(async () => {
    server = createServer((request, response) => respond(request, response)).listen(0, "127.0.0.1");
    await once(server, "listening");
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it("posts the requests and returns an outcome for each", async () => {
    const seen: unknown[] = [];
    respond = async (request, response) => {
      let body = "";
      for await (const chunk of request) body += chunk;
      seen.push(request.method, request.url, JSON.parse(body));
      response.end(JSON.stringify({ results: [{ accepted: true, transactionHash: `0x${"a".repeat(64)}` }] }));
    };
    const request = await grant();
    expect(await submitToRelay(url, [request])).to.deep.equal([
      { accepted: true, transactionHash: `0x${"a".repeat(64)}` },
    ]);
    expect(seen).to.deep.equal(["POST", "/v1/consents", { requests: [request] }]);
  });

  it("does not believe an answer that is short, oversize or not one", async () => {
    const request = await grant();
    respond = (_, response) => response.end('{"results":[]}');
    expect(await codeOfAsync(submitToRelay(url, [request]))).to.equal("TRANSPORT_FAILED");
    respond = (_, response) => response.end('{"results":[{"accepted":"yes"}]}');
    expect(await codeOfAsync(submitToRelay(url, [request]))).to.equal("REQUEST_INVALID");
    respond = (_, response) => response.end(Buffer.alloc(1_000_001, 32));
    expect(await codeOfAsync(submitToRelay(url, [request]))).to.equal("TOO_LARGE");
  });

  it("passes on the relay's own code, and nothing a relay invents", async () => {
    const request = await grant();
    respond = (_, response) => response.writeHead(429).end('{"code":"RATE_LIMITED","message":"x"}');
    expect(await codeOfAsync(submitToRelay(url, [request]))).to.equal("RATE_LIMITED");
    respond = (_, response) => response.writeHead(500).end('{"code":"toString"}');
    expect(await codeOfAsync(submitToRelay(url, [request]))).to.equal("TRANSPORT_FAILED");
    expect(await codeOfAsync(submitToRelay(url, []))).to.equal("REQUEST_INVALID");
    expect(await codeOfAsync(submitToRelay("ftp://x", [request]))).to.equal("CONFIG_INVALID");
  });
});
