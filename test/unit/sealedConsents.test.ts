import { CONSENTS_HEADER, type ConsentsListContext, parseConsentsList } from "@consilium/node/seals/consentsList.ts";
import { CONSENTS_PER_SEAL_MAX } from "@consilium/node/seals/SealRegister.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { keyHashOf } from "@consilium/sdk/chain/consentRequests.ts";
import { deliverTransaction } from "@consilium/sdk/chain/preparedTransaction.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { createPatientKey } from "@consilium/sdk/patient/patientKey.ts";
import { signSealedRevocation, verifySealedRevocation } from "@consilium/sdk/patient/sealedReceipt.ts";
import { sealConsents } from "@consilium/sdk/seals/sealConsents.ts";
import { isSealedConsentSigned, type SealedTerms, signSealedConsent } from "@consilium/sdk/seals/sealedSignature.ts";
import { expect } from "chai";
import { keccak256, Wallet } from "ethers";
import { SCRIPTED_DEPLOYMENT } from "../support/ScriptedChain.ts";

const DIGEST = `0x${"0b".repeat(32)}` as const;
const NOW = 1_800_000_000;
const TERMS: SealedTerms = {
  site: 2,
  basis: "patient",
  purpose: 7,
  categories: 5,
  from: 1_700_000_000,
  until: 1_900_000_000,
  textDigest: DIGEST,
};
const PLAIN = `DUO:0000007,demographics;laboratory,${TERMS.from},${TERMS.until},${DIGEST}`;

function fault(work: () => unknown): { code: string; message: string } {
  try {
    work();
  } catch (error) {
    if (isFederationError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: "none", message: "" };
}

describe("a list of consents to seal", () => {
  const context: ConsentsListContext = {
    deployment: SCRIPTED_DEPLOYMENT,
    site: TERMS.site,
    nowSeconds: NOW,
    patientOfKey: new Map(),
    hasRevoked: () => false,
  };
  const parse = (lines: readonly string[], changes: Partial<ConsentsListContext> = {}) =>
    parseConsentsList([CONSENTS_HEADER, ...lines, ""].join("\n"), { ...context, ...changes });
  const key = new Wallet(createPatientKey().privateKey);
  const signedLine = async (id: string, basis: "patient" | "guardian" = "patient", by = key) => {
    const { signer, signature } = await signSealedConsent(SCRIPTED_DEPLOYMENT, by, { ...TERMS, basis });
    return `${id},${basis},${PLAIN},${signer},${signature}`;
  };

  it("gives each consent with its line", async () => {
    const parsed = parse([`"Doe, ""J""",paper,${PLAIN},,\r`, "", await signedLine("p2")]);
    expect(parsed.map(({ line, patientId, basis }) => [line, patientId, basis])).to.deep.equal([
      [2, 'Doe, "J"', "paper"],
      [4, "p2", "patient"],
    ]);
    expect(parsed[0]).to.include({ site: 2, purpose: 7, categories: 5, from: TERMS.from, until: TERMS.until });
    const [waiver] = parse([`p3,waiver,DUO:0000006,notes,2026-01-01,2031-01-01T00:00:00Z,${DIGEST},,`]);
    expect(waiver).to.include({ from: Date.UTC(2026, 0, 1) / 1_000, until: Date.UTC(2031, 0, 1) / 1_000 });
  });

  const faulty: [string, string, string][] = [
    ["too few fields", "p1,paper", "it has 2 fields, not the 9 of"],
    ["open quotes", `"p1,paper,${PLAIN},,`, "its quotes do not fit"],
    ["a very long line", `${"x".repeat(17_000)},paper,${PLAIN},,`, "it is too long"],
    ["no patient", `,paper,${PLAIN},,`, "patient_id"],
    ["an unknown basis", `p1,oral,${PLAIN},,`, "basis"],
    ["an unknown purpose", `p1,paper,${PLAIN.replace("0000007", "9999999")},,`, "purpose"],
    ["an unknown category", `p1,paper,${PLAIN.replace("laboratory", "mood")},,`, "categories"],
    ["a time that is none", `p1,paper,${PLAIN.replace(`${TERMS.from}`, "soon")},,`, "from"],
    ["a day that there is not", `p1,paper,${PLAIN.replace(`${TERMS.from}`, "2026-02-30")},,`, "from: there is no such"],
    ["a year alone", `p1,paper,${PLAIN.replace(`${TERMS.until}`, "2031")},,`, "until: a year alone is not a day"],
    ["a period that is over", `p1,paper,${PLAIN.replace(`${TERMS.until}`, `${NOW}`)},,`, "until"],
    ["a digest that is none", `p1,paper,${PLAIN.replace(DIGEST, "0x12")},,`, "text_digest"],
    ["no signature of a patient", `p1,patient,${PLAIN},,`, "signature"],
    ["a signature that is none", `p1,patient,${PLAIN},,0x12`, "signature"],
    ["a signer that is none", `p1,paper,${PLAIN},0x12,`, "signer"],
  ];
  for (const [what, line, field] of faulty) {
    it(`is refused for ${what}, naming line and field and nothing else`, () => {
      const { code, message } = fault(() => parse([`p0,paper,${PLAIN},,`, line]));
      expect(code).to.equal("CONFIG_INVALID");
      expect(message).to.include(`line 3: ${field}`);
      expect(message).to.not.include("p1");
    });
  }

  it("holds no consent that its patient or guardian did not sign with these terms and basis", async () => {
    const line = await signedLine("p1");
    for (const altered of [
      line.replace("demographics;laboratory", "demographics"),
      line.replace(",patient,", ",guardian,"),
      line.replace(`${TERMS.until}`, `${TERMS.until + 1}`),
      line.replace(key.address.toLowerCase(), createPatientKey().account),
    ]) {
      expect(fault(() => parse([altered])).message).to.include("line 2: signature");
    }
    expect(fault(() => parse([line], { site: 3 })).message).to.include("line 2: signature");
    expect(parse([await signedLine("p1", "guardian")])).to.have.length(1);
    expect(fault(() => parse([line.replace(",patient,", ",paper,")])).message).to.include(
      "a consent of basis paper has none",
    );
  });

  it("has one line a patient and purpose, and no key of another patient or one that has revoked", async () => {
    const line = await signedLine("p1");
    expect(fault(() => parse([line, line])).message).to.include("line 3: the patient and purpose of line 2 again");
    expect(fault(() => parse([line, line.replace("p1", "p2")])).message).to.include(
      "line 3: signer: it speaks for another",
    );
    const keyHash = keyHashOf(key.address.toLowerCase() as `0x${string}`);
    const known = new Map([[keyHash as string, "p9"]]);
    expect(fault(() => parse([line], { patientOfKey: known })).message).to.include(
      "line 2: signer: it speaks for another",
    );
    const hasRevoked = (hash: string, purpose: number) => hash === keyHash && purpose === 7;
    expect(fault(() => parse([line], { hasRevoked })).message).to.include("line 2: signer: it has revoked");
  });

  it("has its header, a consent and no more than fit a seal", () => {
    expect(fault(() => parseConsentsList("patient_id\n", context)).message).to.include("line 1: not the header");
    expect(fault(() => parse([])).message).to.include("no consent");
    const many = Array.from({ length: CONSENTS_PER_SEAL_MAX + 1 }, () => "x");
    expect(fault(() => parse(many)).message).to.include(`more than ${CONSENTS_PER_SEAL_MAX} rows`);
    const bad = Array.from({ length: 9 }, () => "x");
    expect(fault(() => parse(bad)).message).to.include("(and 4 more)");
  });
});

describe("a forced revocation before the relay pays for it", () => {
  const key = createPatientKey();
  const { receipts } = sealConsents([
    { ...TERMS, keyHash: key.keyHash },
    { ...TERMS, basis: "paper" },
  ]);
  const sign = (deadline: number, receipt = receipts[1]!) =>
    signSealedRevocation({ deployment: SCRIPTED_DEPLOYMENT, sealId: 3, receipt, deadline });

  it("leads to the seal's root, by the key of its leaf", async () => {
    const { root, revocation } = verifySealedRevocation(SCRIPTED_DEPLOYMENT, await sign(NOW + 60), NOW);
    expect(root).to.equal(receipts[1]!.root);
    expect(revocation.consent).to.deep.equal(receipts[1]!.consent);
    const own = { receipt: receipts[0]!, privateKey: key.privateKey, deadline: NOW + 60 };
    const signed = await signSealedRevocation({ deployment: SCRIPTED_DEPLOYMENT, sealId: 3, ...own });
    expect(verifySealedRevocation(SCRIPTED_DEPLOYMENT, signed, NOW).root).to.equal(receipts[0]!.root);
  });

  it("is refused by another key, for another place or seal, too late or far too early", async () => {
    const good = await sign(NOW + 60);
    const code = (document: unknown, now = NOW) =>
      fault(() => verifySealedRevocation(SCRIPTED_DEPLOYMENT, document, now)).code;
    const mallory = createPatientKey();
    const { consent } = receipts[1]!;
    const forged = await sign(NOW + 60, {
      ...receipts[1]!,
      consent: { ...consent, keyHash: mallory.keyHash },
      revocationKey: mallory.privateKey,
    });
    expect(code(good)).to.equal("none");
    expect(code({ ...forged, consent })).to.equal("CONSENT_SIGNATURE_INVALID");
    expect(code({ ...good, sealId: 4 })).to.equal("CONSENT_SIGNATURE_INVALID");
    expect(code({ ...good, consent: { ...consent, index: consent.index ^ 1 } })).to.equal("CONSENT_SIGNATURE_INVALID");
    expect(code({ ...good, signature: forged.signature })).to.equal("CONSENT_SIGNATURE_INVALID");
    expect(code(good, NOW + 61)).to.equal("CONSENT_EXPIRED");
    expect(code(good, NOW - 8 * 86_400)).to.equal("REQUEST_INVALID");
    expect(code({ ...good, proof: Array(25).fill(DIGEST) })).to.equal("REQUEST_INVALID");
    const { consentSeals: _, ...without } = SCRIPTED_DEPLOYMENT;
    expect(fault(() => verifySealedRevocation(without, good, NOW)).code).to.equal("CONFIG_INVALID");
  });

  it("is not signed with a key that may not revoke", async () => {
    const wrong = { receipt: receipts[0]!, deadline: NOW, deployment: SCRIPTED_DEPLOYMENT, sealId: 3 };
    for (const keys of [{}, { privateKey: createPatientKey().privateKey }]) {
      const error = await signSealedRevocation({ ...wrong, ...keys }).catch((thrown) => thrown);
      expect(error.code).to.equal("REQUEST_INVALID");
    }
  });
});

describe("a patient's signature on a consent to be sealed", () => {
  it("is of the key, the terms, the basis, the chain and the contract", async () => {
    const wallet = new Wallet(createPatientKey().privateKey);
    const signed = await signSealedConsent(SCRIPTED_DEPLOYMENT, wallet, TERMS);
    const keyHash = keyHashOf(signed.signer);
    const holds = (terms: SealedTerms, deployment = SCRIPTED_DEPLOYMENT) =>
      isSealedConsentSigned(deployment, { ...terms, keyHash }, signed);
    expect(holds(TERMS)).to.equal(true);
    const changes: Partial<SealedTerms>[] = [
      { site: 3 },
      { basis: "guardian" },
      { purpose: 8 },
      { categories: 7 },
      { from: 1 },
      { until: 1 },
      { textDigest: `0x${"0c".repeat(32)}` },
    ];
    for (const change of changes) expect(holds({ ...TERMS, ...change }), JSON.stringify(change)).to.equal(false);
    expect(holds(TERMS, { ...SCRIPTED_DEPLOYMENT, chainId: 5 })).to.equal(false);
    expect(holds(TERMS, { ...SCRIPTED_DEPLOYMENT, consentSeals: `0x${"7".repeat(40)}` })).to.equal(false);
    expect(isSealedConsentSigned(SCRIPTED_DEPLOYMENT, { ...TERMS, keyHash: DIGEST }, signed)).to.equal(false);
    expect(isSealedConsentSigned(SCRIPTED_DEPLOYMENT, { ...TERMS, keyHash }, {})).to.equal(false);
    const passkey = { signer: `0x${"1".repeat(168)}` as const, signature: `0x${"0".repeat(640)}` as const };
    const terms = { ...TERMS, keyHash: keyHashOf(passkey.signer) };
    expect(isSealedConsentSigned(SCRIPTED_DEPLOYMENT, terms, passkey)).to.equal(false);
  });
});

describe("a prepared transaction", () => {
  const prepared = { raw: "0x12", hash: keccak256("0x12") as Hex, nonce: 4 } as const;
  /** A node that says these things; what was broadcast is counted. */
  const node = (answers: { count: number[]; receipts: (object | null)[] }) => {
    let sent = 0;
    const next = <T>(list: T[]): T => (list.length > 1 ? list.shift()! : list[0]!);
    const provider = {
      getTransactionCount: async () => next(answers.count),
      getTransactionReceipt: async () => next(answers.receipts),
      send: async () => {
        sent += 1;
        return prepared.hash;
      },
    };
    const chain = { provider, account: "0x1", pollMs: 1, receiptTimeoutMs: 40 } as unknown as Chain;
    return { chain, sent: () => sent };
  };
  const receipt = (status: number) => ({ status, hash: prepared.hash, blockNumber: 9, gasUsed: 1n, logs: [] });

  it("is sent once, and not at all where the chain has it", async () => {
    const fresh = node({ count: [4], receipts: [null, null, receipt(1)] });
    expect(await deliverTransaction(fresh.chain, prepared)).to.include({ blockNumber: 9 });
    expect(fresh.sent()).to.equal(1);
    const mined = node({ count: [5], receipts: [receipt(1)] });
    expect(await deliverTransaction(mined.chain, prepared)).to.include({ hash: prepared.hash });
    expect(mined.sent()).to.equal(0);
  });

  it("is void once another took its nonce or it failed, and not before", async () => {
    const taken = node({ count: [5], receipts: [null] });
    expect(await deliverTransaction(taken.chain, prepared)).to.equal(undefined);
    expect(taken.sent()).to.equal(0);
    const failed = node({ count: [5], receipts: [receipt(0)] });
    expect(await deliverTransaction(failed.chain, prepared)).to.equal(undefined);
    const waiting = node({ count: [4], receipts: [null] });
    const error = await deliverTransaction(waiting.chain, prepared).catch((thrown) => thrown);
    expect(error.code).to.equal("CHAIN_UNREACHABLE");
  });
});
