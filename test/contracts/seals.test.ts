import { keyHashOf, signConsentData } from "@consilium/sdk/chain/consentRequests.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import {
  forceRevocation,
  isSealed,
  putSeal,
  readRevokedAt,
  readSeal,
  revokeSealed,
  revokeSealedTypedData,
} from "@consilium/sdk/chain/seals.ts";
import { send } from "@consilium/sdk/chain/send.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { receiptOfFhir, receiptToFhir } from "@consilium/sdk/seals/fhirReceipt.ts";
import { type ConsentToSeal, type SealReceipt, sealConsents } from "@consilium/sdk/seals/sealConsents.ts";
import { rootOfProof, sealLeafHash } from "@consilium/sdk/seals/sealTree.ts";
import { expect } from "chai";
import { Wallet } from "ethers";
import fc from "fast-check";
import { randomWallet } from "../support/randomWallet.ts";
import { COORDINATOR, digest, openWorld, STRANGER, type World, ZERO } from "./fixture.ts";
import { refused } from "./refusal.ts";

const RUNS = Number(process.env.CONSILIUM_PROPERTY_RUNS ?? 20);
const SITE = 1;

describe("sealed consents", function () {
  this.timeout(600_000);
  let world: World;
  let restore: () => Promise<void>;
  let now: number;
  const evidenceDigest = digest("register");
  const toSeal = (changes: Partial<ConsentToSeal> = {}): ConsentToSeal => ({
    site: SITE,
    basis: "paper",
    purpose: 42,
    categories: 3,
    from: now,
    until: now + 50_000,
    textDigest: digest("paper"),
    ...changes,
  });
  const many = (count: number) => Array.from({ length: count }, () => toSeal());
  const force = async (sealId: number, receipt: SealReceipt, changes: { key?: string; deadline?: number } = {}) => {
    const wallet = new Wallet(changes.key ?? receipt.revocationKey!);
    const deadline = changes.deadline ?? now + 10_000;
    const typed = revokeSealedTypedData(world.deployment, { sealId, index: receipt.consent.index, deadline });
    const signature = await signConsentData(wallet, typed);
    const signer = wallet.address.toLowerCase() as Hex;
    return forceRevocation(world.as(STRANGER), { sealId, ...receipt, deadline, signer, signature });
  };

  before(async () => {
    world = await openWorld();
    now = await world.now();
  });
  beforeEach(async () => {
    restore = await world.snapshot();
  });
  afterEach(() => restore());
  after(() => world.close());

  it("cost at most 100,000 gas for 10,000 of them", async () => {
    const { root, size } = sealConsents(many(10_000));
    expect(size).to.equal(16_384);
    const { gasUsed, sealId } = await putSeal(world.as(SITE), { root, size, evidenceDigest });
    expect(gasUsed).to.be.at.most(100_000);
    expect(await readSeal(world.as(0), sealId)).to.deep.equal({
      sealId,
      root,
      site: SITE,
      size,
      sealedBlock: await world.block(),
    });
  });
  it("hide how many they are, and whose", () => {
    const patient = randomWallet();
    const consents = [...many(3), toSeal({ keyHash: keyHashOf(patient.address as Hex) })];
    const [one, other] = [sealConsents(consents), sealConsents(consents)];
    expect(one.size).to.equal(256);
    expect(one.root).not.to.equal(other.root);
    expect(one.receipts.map(({ consent }) => consent.index)).not.to.deep.equal(
      other.receipts.map(({ consent }) => consent.index),
    );
    expect(one.receipts[3]).not.to.have.property("revocationKey");
    expect(new Set(one.receipts.map(({ consent }) => consent.salt)).size).to.equal(4);
    expect(() => sealConsents([]))
      .to.throw()
      .with.property("code", "REQUEST_INVALID");
    expect(() => sealConsents([toSeal(), toSeal({ site: 2 })])).to.throw("of one site");
  });
  it("are proved by their receipts, and by no altered one", async () => {
    const { root, size, receipts } = sealConsents(many(5));
    const { sealId } = await putSeal(world.as(SITE), { root, size, evidenceDigest });
    for (const receipt of receipts) {
      expect(rootOfProof(sealLeafHash(receipt.consent), receipt.proof)).to.equal(root);
      expect(await isSealed(world.as(0), sealId, receipt)).to.equal(true);
    }
    const [{ consent, proof }, next] = receipts as [SealReceipt, SealReceipt];
    for (const altered of [
      { consent: { ...consent, until: consent.until + 1 }, proof },
      { consent: { ...consent, categories: 7 }, proof },
      { consent: { ...consent, index: consent.index ^ 1 }, proof },
      { consent: { ...consent, site: 2 }, proof },
      { consent, proof: next.proof },
      { consent, proof: proof.slice(1) },
    ]) {
      expect(await isSealed(world.as(0), sealId, altered)).to.equal(false);
    }
  });
  it("are revoked by their site alone, for good, and the past stays", async () => {
    const { root, size, receipts } = sealConsents(many(300));
    const { sealId } = await putSeal(world.as(SITE), { root, size, evidenceDigest });
    const indices = receipts.slice(0, 40).map(({ consent }) => consent.index);
    await refused(
      revokeSealed(world.as(2), { sealId, indices }),
      `SealNotYours(sealId: ${sealId}, site: ${SITE}, caller: 2)`,
      "FORBIDDEN",
    );
    const before = await world.block();
    await revokeSealed(world.as(SITE), { sealId, indices });
    const block = await world.block();
    await revokeSealed(world.as(SITE), { sealId, indices: indices.slice(0, 3) });
    expect(await readRevokedAt(world.as(0), sealId, before)).to.have.property("size", 0);
    expect([...(await readRevokedAt(world.as(0), sealId, block))].sort()).to.deep.equal([...indices].sort());
    expect(await isSealed(world.as(0), sealId, receipts[0]!)).to.equal(false);
    expect(await isSealed(world.as(0), sealId, receipts[40]!)).to.equal(true);
    const words = await read(world.as(0), "ConsentSeals", "revokedWords", [sealId, 0, 9]);
    const set = words.flatMap((word, i) =>
      Array.from({ length: 256 }, (_, bit) => ((word >> BigInt(bit)) & 1n ? [i * 256 + bit] : [])).flat(),
    );
    expect(set.sort()).to.deep.equal([...indices].sort());
    await refused(
      revokeSealed(world.as(SITE), { sealId, indices: [512] }),
      `SealIndexInvalid(sealId: ${sealId}, index: 512)`,
    );
  });
  it("are revoked by their patient through any relayer, once, in time, with the key and the receipt", async () => {
    const { root, size, receipts } = sealConsents(many(3));
    const { sealId } = await putSeal(world.as(SITE), { root, size, evidenceDigest });
    const [mine, theirs] = receipts as [SealReceipt, SealReceipt];
    const at = `sealId: ${sealId}, index: ${mine.consent.index})`;
    await refused(
      force(sealId, mine, { key: theirs.revocationKey! }),
      `SealedSignatureInvalid(${at}`,
      "CONSENT_SIGNATURE_INVALID",
    );
    await refused(force(sealId, { ...mine, proof: theirs.proof }), `SealProofInvalid(${at}`);
    await world.nextTime(now + 500);
    await refused(
      force(sealId, mine, { deadline: now + 499 }),
      `SealedDeadlinePassed(deadline: ${now + 499}, timestamp: ${now + 500})`,
      "CONSENT_EXPIRED",
    );
    await refused(force(sealId + 1, mine), `SealUnknown(sealId: ${sealId + 1})`, "NOT_FOUND");
    await force(sealId, mine);
    expect(await isSealed(world.as(0), sealId, mine)).to.equal(false);
    expect(await isSealed(world.as(0), sealId, theirs)).to.equal(true);
    await refused(force(sealId, mine), `SealedAlreadyRevoked(${at}`);
  });
  it("need a root, evidence, a power of two and an active site", async () => {
    const good = { root: digest("root"), size: 256, evidenceDigest };
    for (const bad of [{ root: ZERO }, { size: 0 }, { size: 300 }, { size: 2 ** 25 }, { evidenceDigest: ZERO }]) {
      const seal = { ...good, ...bad };
      await refused(
        putSeal(world.as(SITE), seal),
        `SealInvalid(root: ${seal.root}, size: ${seal.size}, evidenceDigest: ${seal.evidenceDigest})`,
      );
    }
    await refused(putSeal(world.as(COORDINATOR), good), `RoleMissing(index: ${COORDINATOR}`, "FORBIDDEN");
    const { sealId } = await putSeal(world.as(SITE), { ...good, size: 8 });
    const beyond = send(world.as(SITE), "ConsentSeals", "revokeSealed", [sealId, [{ word: 0, bits: 256n }]]);
    await refused(beyond, `SealIndexInvalid(sealId: ${sealId}, index: 8)`);
    expect(await read(world.as(0), "ConsentSeals", "sealCount", [])).to.equal(sealId);
    expect(await read(world.as(0), "ConsentSeals", "sealAt", [sealId])).to.include({ site: SITE, size: 8 });
    expect(await read(world.as(0), "ConsentSeals", "revokedWords", [sealId, 1, 9])).to.deep.equal([]);
  });
  it("travel as FHIR R4 Consent, in which nothing can be altered", async () => {
    const { receipts } = sealConsents(many(2));
    const [receipt] = receipts as [SealReceipt];
    const resource = receiptToFhir(receipt, "St. Mary");
    expect(receiptOfFhir(JSON.parse(JSON.stringify(resource)))).to.deep.equal(receipt);
    const { provision } = resource;
    const altered = [
      { ...provision, period: { ...provision.period, end: "2099-01-01T00:00:00Z" } },
      { ...provision, purpose: [{ ...provision.purpose[0]!, code: "DUO:0000006" }] },
      { ...provision, class: [...provision.class, { system: "urn:consilium:data-category", code: "notes" }] },
    ];
    for (const one of altered) {
      expect(() => receiptOfFhir({ ...resource, provision: one }))
        .to.throw()
        .with.property("code", "REQUEST_INVALID");
    }
  });
  it("revoked bits are the union of all revocations, whoever made them", async () => {
    const { root, size, receipts } = sealConsents(many(20));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 19 })), { maxLength: 12 }), async (acts) => {
        const { sealId } = await putSeal(world.as(SITE), { root, size, evidenceDigest });
        const revoked = new Set<number>();
        for (const [byPatient, which] of acts) {
          const receipt = receipts[which]!;
          const { index } = receipt.consent;
          if (!byPatient) await revokeSealed(world.as(SITE), { sealId, indices: [index] });
          else if (revoked.has(index)) await refused(force(sealId, receipt), "SealedAlreadyRevoked(");
          else await force(sealId, receipt);
          revoked.add(index);
        }
        expect(await readRevokedAt(world.as(0), sealId, await world.block())).to.deep.equal(revoked);
      }),
      { numRuns: RUNS },
    );
  });
});
