import { creationBytecode } from "@consilium/scripts/deploy/generated/creationBytecode.ts";
import { compactConsent } from "@consilium/sdk/chain/compactConsents.ts";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import {
  CONSENT_NONCE_KNOWN,
  consentDigest,
  grantTypedData,
  keyHashOf,
  type SignedConsent,
  signGrantRequest,
  signRevokeRequest,
} from "@consilium/sdk/chain/consentRequests.ts";
import {
  type Episode,
  readConsentEvents,
  readConsentNonce,
  readConsentsAt,
  readEpisodes,
  readSiteKeysAt,
} from "@consilium/sdk/chain/consents.ts";
import { CONTRACTS } from "@consilium/sdk/chain/contracts.ts";
import { decodeEvents } from "@consilium/sdk/chain/events.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import { relayConsent, relayConsents, revokeForPatient } from "@consilium/sdk/chain/relayConsents.ts";
import { send } from "@consilium/sdk/chain/send.ts";
import { retireKey } from "@consilium/sdk/chain/siteConsents.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import type { GrantRequest } from "@consilium/sdk/schemas/consent.ts";
import { expect } from "chai";
import {
  ContractFactory,
  concat,
  getAddress,
  getCreateAddress,
  keccak256,
  recoverAddress,
  toBeHex,
  Wallet,
} from "ethers";
import hre from "hardhat";
import { randomWallet } from "../support/randomWallet.ts";
import { accountOf, COORDINATOR, digest, keyOf, openWorld, STRANGER, type World, ZERO } from "./fixture.ts";
import { assertedRefusals, refused } from "./refusal.ts";

const SITE = 1;
const PURPOSE = 42;

describe("ConsentRegistry", () => {
  let world: World;
  let restore: () => Promise<void>;
  let now: number;
  let verifier: Hex;
  let patient: Wallet;
  let keyHash: Hex;

  const deployMock = async (name: string, ...args: unknown[]): Promise<Hex> => {
    const { abi, bytecode } = await hre.artifacts.readArtifact(name);
    const mock = await new ContractFactory(abi as [], bytecode, new Wallet(keyOf(9), world.provider)).deploy(...args);
    await mock.waitForDeployment();
    return (await mock.getAddress()).toLowerCase() as Hex;
  };
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
  const granting = (changes: Partial<GrantRequest> = {}, by = patient) =>
    signGrantRequest(world.deployment, by, request(changes));
  const revoking = (nonce: number, { deadline = now + 10_000, purpose = PURPOSE } = {}, by = patient) =>
    signRevokeRequest(world.deployment, by, { site: SITE, purpose, nonce, deadline });
  const relay = (signed: SignedConsent) => relayConsent(world.as(STRANGER), signed);
  const grant = async (changes: Partial<GrantRequest> = {}) => relay(await granting(changes));
  const revoke = async (nonce: number) => relay(await revoking(nonce));
  const stateAt = async (block: number, hash = keyHash): Promise<Episode | null> =>
    (await readConsentsAt(world.as(0), SITE, PURPOSE, [hash], block))[0]!;

  before(async () => {
    // The verifier's address follows from the deployer's first nonce of a fresh chain after the seven contracts.
    verifier = getCreateAddress({ from: accountOf(9), nonce: 7 }).toLowerCase() as Hex;
    world = await openWorld(undefined, [verifier]);
    expect(await deployMock("VerifierMock")).to.equal(verifier);
    now = await world.now();
  });
  beforeEach(async () => {
    restore = await world.snapshot();
    patient = new Wallet(keccak256(toBeHex(1 + Math.floor(Math.random() * 1e9))));
    keyHash = keyHashOf(patient.address as Hex);
  });
  afterEach(() => restore());
  after(() => world.close());

  describe("what holds at the end of a block", () => {
    /** Each row: what happens in the blocks, one list a block; and whether a consent is in force at the end of each. */
    const rows: [name: string, blocks: string[][], inForce: (number | null)[]][] = [
      ["nothing", [[]], [null]],
      ["a grant", [["grant"], []], [0, 0]],
      ["a grant, then a revocation", [["grant"], [], ["revoke"], []], [0, 0, null, null]],
      ["a grant and its revocation in one block", [["grant", "revoke"], []], [null, null]],
      ["a second grant over an open one", [["grant"], ["grant"], []], [0, 1, 1]],
      ["two grants in one block", [["grant", "grant"], []], [1, 1]],
      ["revoked and granted again in one block", [["grant"], ["revoke", "grant"], []], [0, 1, 1]],
      ["granted, revoked and granted in one block", [["grant", "revoke", "grant"], []], [1, 1]],
      ["granted over and revoked in one block", [["grant"], ["grant", "revoke"], []], [0, null, null]],
      ["a gap between two grants", [["grant"], ["revoke"], [], ["grant"], ["revoke"]], [0, null, null, 1, null]],
      [
        "six grants, one a block",
        [["grant"], ["grant"], ["grant"], ["grant"], ["grant"], ["grant"]],
        [0, 1, 2, 3, 4, 5],
      ],
    ];
    for (const [name, blocks, inForce] of rows) {
      it(`is right forever after ${name}`, async () => {
        const first = await world.block();
        let nonce = 0;
        let grants = 0;
        for (const actions of blocks) {
          const batch: SignedConsent[] = [];
          for (const action of actions) {
            batch.push(
              action === "grant" ? await granting({ nonce, categories: 1 + grants++ }) : await revoking(nonce),
            );
            nonce++;
          }
          if (batch.length === 0) await world.mine();
          else expect((await relayConsents(world.as(STRANGER), batch)).rejected).to.deep.equal([]);
        }
        await world.mine();
        expect(await stateAt(first)).to.equal(null);
        for (const [i, expected] of inForce.entries()) {
          const state = await stateAt(first + 1 + i);
          expect(state?.categories ?? null, `block ${i}`).to.equal(expected === null ? null : expected + 1);
          expect(state?.revokeBlock ?? 0, "an answer as of a block does not show what came later").to.equal(0);
        }
        const single = await read(world.as(0), "ConsentRegistry", "consentAt", [keyHash, SITE, PURPOSE, first + 1]);
        expect(single.categories).to.equal((await stateAt(first + 1))?.categories ?? 0);
        expect(await readConsentNonce(world.as(0), keyHash, SITE, PURPOSE)).to.equal(nonce);
        expect(await readEpisodes(world.as(0), keyHash, SITE, PURPOSE)).to.have.length(grants);
      });
    }
    it("is refused for the current block and later ones", async () => {
      const latest = await world.block();
      for (const name of ["consentAt", "consentsAt"] as const) {
        for (const block of [latest, latest + 1]) {
          const args = [name === "consentAt" ? keyHash : [keyHash], SITE, PURPOSE, block] as never;
          await refused(
            read(world.as(0), "ConsentRegistry", name, args),
            `ConsentBlockNotFinal(blockNumber: ${block}, current: ${latest})`,
          );
        }
      }
      await refused(
        readSiteKeysAt(world.as(0), SITE, latest + 7),
        `ConsentBlockNotFinal(blockNumber: ${latest + 7}, current: ${latest})`,
      );
    });
    it("does not change when the site revokes later", async () => {
      await grant();
      const block = await world.block();
      await world.mine();
      const before = await stateAt(block);
      await revokeForPatient(world.as(SITE), { keyHash, purpose: PURPOSE, evidenceDigest: digest("letter") });
      await world.mine();
      expect(before).to.include({ grantBlock: block, revokeBlock: 0, revocationBasis: "none" });
      expect(await stateAt(block)).to.deep.equal(before);
      expect(await stateAt(block + 2)).to.equal(null);
    });
  });

  describe("requests", () => {
    it("are signed over the digest that TypeScript computes: any other field breaks the signature", async () => {
      const signed = await granting();
      expect(consentDigest(grantTypedData(world.deployment, request()))).to.match(/^0x[0-9a-f]{64}$/);
      const fields: (keyof GrantRequest)[] = ["site", "purpose", "categories", "from", "until", "deadline"];
      for (const field of fields) {
        const altered = { ...signed, request: { ...signed.request, [field]: Number(signed.request[field]) + 1 } };
        await refused(relay(altered), "ConsentSignatureInvalid(keyHash: ", "CONSENT_SIGNATURE_INVALID");
      }
      const altered = { ...signed, request: { ...signed.request, textDigest: digest("another text") } };
      await refused(relay(altered), "ConsentSignatureInvalid(", "CONSENT_SIGNATURE_INVALID");
      await relay(signed);
    });
    it("are bound to this chain and contract", async () => {
      const elsewhere = [
        { ...world.deployment, chainId: 1 },
        { ...world.deployment, consentRegistry: world.deployment.roundLedger },
      ];
      for (const deployment of elsewhere) {
        const signed = await signGrantRequest(deployment, patient, request());
        await refused(relay(signed), "ConsentSignatureInvalid(", "CONSENT_SIGNATURE_INVALID");
      }
    });
    it("of another patient do not pass", async () => {
      const theirs = await granting({}, randomWallet());
      const mine = await granting();
      await refused(relay({ ...theirs, signer: mine.signer }), "ConsentSignatureInvalid(", "CONSENT_SIGNATURE_INVALID");
      await grant();
      const revocation = await revoking(1, {}, randomWallet());
      const forged = { ...revocation, signer: mine.signer };
      await refused(relay(forged), "ConsentSignatureInvalid(", "CONSENT_SIGNATURE_INVALID");
    });
    it("carry the stored next nonce, once", async () => {
      const signed = await granting();
      await relay(signed);
      await refused(
        relay(signed),
        `ConsentNonceStale(keyHash: ${keyHash}, expected: 1, given: 0)`,
        "CONSENT_NONCE_STALE",
      );
      await refused(
        grant({ nonce: 2 }),
        `ConsentNonceStale(keyHash: ${keyHash}, expected: 1, given: 2)`,
        "CONSENT_NONCE_STALE",
      );
      const revocation = await revoking(1);
      await relay(revocation);
      await refused(relay(revocation), "expected: 2, given: 1)", "CONSENT_NONCE_STALE");
      expect(await readConsentNonce(world.as(0), keyHash, SITE, 7), "nonces are per purpose").to.equal(
        CONSENT_NONCE_KNOWN,
      );
    });
    it("lapse at their deadline", async () => {
      const deadline = now + 100;
      const [granted, revoked] = [await granting({ deadline }), await revoking(1, { deadline })];
      const lapsed = (timestamp: number) => `ConsentDeadlinePassed(deadline: ${deadline}, timestamp: ${timestamp})`;
      await world.nextTime(deadline + 1);
      await refused(relay(granted), lapsed(deadline + 1), "CONSENT_EXPIRED");
      await grant();
      await world.nextTime(deadline + 10);
      await refused(relay(revoked), lapsed(deadline + 10), "CONSENT_EXPIRED");
    });
    it("name a period, a purpose, a category and a site that can be", async () => {
      await refused(grant({ until: now, from: now }), `ConsentPeriodInvalid(from: ${now}, until: ${now})`);
      const later = now + 100;
      await refused(grant({ until: later, from: later }), `ConsentPeriodInvalid(from: ${later}, until: ${later})`);
      await refused(grant({ from: 5, until: 6 }), "ConsentPeriodInvalid(from: 5, until: 6)");
      await refused(grant({ purpose: 0 }), "ConsentScopeInvalid(purpose: 0, categories: 3)");
      await refused(grant({ categories: 0 }), `ConsentScopeInvalid(purpose: ${PURPOSE}, categories: 0)`);
      await refused(grant({ site: COORDINATOR }), `ConsentSiteUnknown(site: ${COORDINATOR})`);
      await refused(grant({ site: 300 }), "ConsentSiteUnknown(site: 300)");
    });
    it("carry a site and a nonce that fit", async () => {
      const nonce = 2 ** 41;
      await refused(
        grant({ nonce }),
        `ConsentNonceStale(keyHash: ${keyHash}, expected: 0, given: ${nonce})`,
        "CONSENT_NONCE_STALE",
      );
      const batch = [await granting({ nonce }), await granting({ site: 300 }), await granting()];
      const { accepted, rejected } = await relayConsents(world.as(STRANGER), batch);
      expect(accepted).to.deep.equal([2]);
      expect(rejected.map(({ reason }) => reason)).to.deep.equal(["ConsentNonceStale", "ConsentSiteUnknown"]);
    });
    it("revoke only what is open", async () => {
      await refused(revoke(0), `ConsentNotActive(keyHash: ${keyHash}, site: ${SITE}, purpose: ${PURPOSE})`);
      await grant();
      await revoke(1);
      await refused(revoke(2), "ConsentNotActive(");
    });
  });

  describe("histories", () => {
    it("show each episode with what closed it", async () => {
      await grant();
      await grant({ nonce: 1 });
      await revoke(2);
      const block = await world.block();
      const episodes = await readEpisodes(world.as(0), keyHash, SITE, PURPOSE);
      expect(episodes.map(({ revokeBlock, revocationBasis }) => [revokeBlock, revocationBasis])).to.deep.equal([
        [block - 1, "nextGrant"],
        [block, "patient"],
      ]);
    });
    it("end where its counters end: no further grant, but a revocation, and no epoch beyond the last", async () => {
      const registry = world.deployment.consentRegistry;
      const slotOf = (low: bigint) => keccak256(concat([keyHash, toBeHex(low, 32)]));
      const [scope, seat] = [slotOf((1n << 255n) | BigInt((SITE << 8) | PURPOSE)), slotOf((1n << 254n) | BigInt(SITE))];
      const change = async (slot: string, shift: bigint, ones: bigint) => {
        const word = BigInt(await world.rpc("eth_getStorageAt", registry, slot, "latest"));
        expect(word, "the slot is where the layout says").not.to.equal(0n);
        await world.rpc("hardhat_setStorageAt", registry, slot, toBeHex(word | (ones << shift), 32));
      };
      const full = `ConsentHistoryFull(keyHash: ${keyHash}, site: ${SITE}, purpose: ${PURPOSE})`;
      await grant();
      const before = await world.snapshot();
      await change(scope, 232n, 0xffffn);
      await refused(grant({ nonce: 1 }), full);
      await before();
      await change(scope, 208n, 0xffffffn);
      const last = 0xffffff;
      await refused(grant({ nonce: last }), full);
      await revoke(last);
      expect(await stateAt((await world.block()) - 1)).not.to.equal(null);
      expect(await readConsentNonce(world.as(0), keyHash, SITE, PURPOSE)).to.equal(last);
      await refused(revoke(last), `ConsentNotActive(keyHash: ${keyHash}, site: ${SITE}, purpose: ${PURPOSE})`);
      await change(seat, 72n, 0xffn);
      const retired = retireKey(world.as(SITE), { keyHash, evidenceDigest: digest("letter") });
      await refused(retired, `ConsentHistoryFull(keyHash: ${keyHash}, site: ${SITE}, purpose: 0)`);
    });
  });

  describe("signers", () => {
    it("are at least an account", async () => {
      const signed = await granting();
      const short = { ...signed, signer: signed.signer.slice(0, 40) as Hex };
      await refused(relay(short), "ConsentSignerInvalid(length: 19)", "CONSENT_SIGNATURE_INVALID");
    });
    it("of a compact request are no zero account, and sign with no s in the upper half", async () => {
      const terms = request();
      const { header } = compactConsent(await granting())!;
      const sendCompact = (keyOf: Hex, r: string, vs: string) => {
        const tagged = (header & ((1n << 208n) - 1n)) | ((BigInt(keyOf) >> 208n) << 208n);
        const item = { header: tagged, textDigest: terms.textDigest, r: r as Hex, vs: vs as Hex };
        return send(world.as(STRANGER), "ConsentRegistry", "grantConsentCompact", [item], { gasLimit: 300_000 });
      };
      const code = "CONSENT_SIGNATURE_INVALID";
      const nobody = keyHashOf(`0x${"00".repeat(20)}`);
      await refused(sendCompact(nobody, ZERO, ZERO), `ConsentSignatureInvalid(keyHash: ${nobody})`, code);
      // Whoever chooses s first gets some key that "signed"; of each such signature there is another with the lower s.
      const s = toBeHex((0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n >> 1n) + 1n, 32);
      const hash = consentDigest(grantTypedData(world.deployment, terms));
      const recover = (r: string) => keyHashOf(recoverAddress(hash, { r, s, v: 27 }).toLowerCase() as Hex);
      const { r } = patient.signingKey.sign(hash);
      const keyOf = recover(r);
      await refused(sendCompact(keyOf, r, s), `ConsentSignatureInvalid(keyHash: ${keyOf})`, code);
    });
    it("in a compact revocation are the key of its tag", async () => {
      await grant();
      const { header, r } = compactConsent(await revoking(1))!;
      const spoilt = send(world.as(STRANGER), "ConsentRegistry", "closeConsentCompact", [header, r, ZERO], {
        gasLimit: 300_000,
      });
      await refused(spoilt, "ConsentSignatureInvalid(keyHash: ", "CONSENT_SIGNATURE_INVALID");
    });
    it("of a verifier that fails are refused, and nothing else with them", async () => {
      const failing = await deployMock("FailingVerifierMock");
      const { abi } = CONTRACTS.ConsentRegistry;
      const factory = new ContractFactory(abi, creationBytecode.ConsentRegistry, new Wallet(keyOf(9), world.provider));
      const registry = await factory.deploy(world.deployment.consortium, [failing]);
      await registry.waitForDeployment();
      const consentRegistry = (await registry.getAddress()) as Hex;
      const chain = await connectChain({
        provider: world.provider,
        deployment: { ...world.deployment, consentRegistry },
        signer: keyOf(STRANGER),
        pollMs: 5,
      });
      expect(await read(chain, "ConsentRegistry", "isVerifier", [failing])).to.equal(true);
      expect(await read(chain, "ConsentRegistry", "isSignedBy", [SITE, "0x12", digest("hash"), "0x"])).to.equal(false);
      const signer = concat([failing, "0xabcdef"]) as Hex;
      await refused(
        relayConsent(chain, { kind: "grant", request: request(), signer, signature: "0x12" }),
        `ConsentSignatureInvalid(keyHash: ${keyHashOf(signer)})`,
        "CONSENT_SIGNATURE_INVALID",
      );
    });
    it("may be an ERC-1271 account", async () => {
      const signer = await deployMock("AccountMock", patient.address, false);
      const signed = await granting();
      await relay({ ...signed, signer });
      expect(await readConsentNonce(world.as(0), keyHashOf(signer), SITE, PURPOSE)).to.equal(1);
      const stranger = await granting({ nonce: 1 }, randomWallet());
      await refused(relay({ ...stranger, signer }), "ConsentSignatureInvalid(", "CONSENT_SIGNATURE_INVALID");
    });
    it("may be a key of a verifier on the allow-list, and of no other", async () => {
      const key = "0xabcdef";
      const signer = concat([verifier, key]) as Hex;
      const hash = consentDigest(grantTypedData(world.deployment, request()));
      const signature = keccak256(concat([key, hash])) as Hex;
      await refused(
        relay({ kind: "grant", request: request(), signer, signature: keccak256(signature) as Hex }),
        "ConsentSignatureInvalid(",
        "CONSENT_SIGNATURE_INVALID",
      );
      await relay({ kind: "grant", request: request(), signer, signature });
      expect(await readConsentNonce(world.as(0), keyHashOf(signer), SITE, PURPOSE)).to.equal(1);
      const other = await deployMock("VerifierMock");
      const refusal = `ConsentVerifierUnknown(verifier: ${getAddress(other)})`;
      const unlisted = concat([other, key]) as Hex;
      await refused(
        relay({ kind: "grant", request: request(), signer: unlisted, signature }),
        refusal,
        "CONSENT_SIGNATURE_INVALID",
      );
    });
    it("cannot starve a batch by burning gas", async () => {
      const signer = await deployMock("AccountMock", patient.address, true);
      const burning = { ...(await granting()), signer };
      const batch = [burning, await granting()];
      const { accepted, rejected } = await relayConsents(world.as(STRANGER), batch);
      expect(accepted).to.deep.equal([1]);
      expect(rejected).to.deep.equal([
        { index: 0, keyHash: keyHashOf(signer), code: "CONSENT_SIGNATURE_INVALID", reason: "ConsentSignatureInvalid" },
      ]);
      const other = randomWallet();
      const items = [burning, await granting({}, other)].map((item) => ({
        revocation: false,
        terms: request(),
        signer: item.signer,
        signature: item.signature,
      }));
      await send(world.as(STRANGER), "ConsentRegistry", "submitBatch", [items], { gasLimit: 1_500_000 });
      const otherHash = keyHashOf(other.address as Hex);
      expect(await readConsentNonce(world.as(0), otherHash, SITE, PURPOSE), "within one call").to.equal(1);
    });
    it("of a contract are not refused for the relayer's want of gas: the whole call fails instead", async () => {
      const signer = await deployMock("AccountMock", patient.address, false);
      const { signature } = await granting();
      const terms = request();
      const batch = [{ revocation: false, terms, signer, signature }];
      const poor = send(world.as(STRANGER), "ConsentRegistry", "submitBatch", [batch], { gasLimit: 300_000 });
      const { message } = await refused(poor, "ConsentGasTooLow(left: ");
      const [, left, needed] = /left: (\d+), needed: (\d+)\)/.exec(message) ?? [];
      expect(Number(needed)).to.equal(Math.floor((500_000 * 64) / 63) + 10_000);
      expect(Number(left)).to.be.below(Number(needed));
      assertedRefusals.add(`ConsentGasTooLow(left: ${left}, needed: ${needed})`);
    });
  });

  it("takes the good items of a batch and says why it skipped the bad", async () => {
    const [a, b, c] = [1, 2, 3].map(() => randomWallet()) as [Wallet, Wallet, Wallet];
    const good = await granting({}, a);
    const batch: SignedConsent[] = [
      good,
      { ...good },
      { ...(await granting({}, b)), signature: good.signature },
      await granting({ categories: 0 }, b),
      await granting({ deadline: 1 }, b),
      { ...(await granting({}, b)), signature: "0x12" },
      await granting({ site: 200 }, c),
      await revoking(0, {}, c),
      await granting({}, c),
      await revoking(1, {}, c),
    ];
    const { accepted, rejected, transactions } = await relayConsents(world.as(STRANGER), batch);
    expect(accepted).to.deep.equal([0, 8, 9]);
    expect(rejected.map(({ index, reason }) => [index, reason])).to.deep.equal([
      [1, "ConsentNonceStale"],
      [2, "ConsentSignatureInvalid"],
      [3, "ConsentScopeInvalid"],
      [4, "ConsentDeadlinePassed"],
      [5, "ConsentSignatureInvalid"],
      [6, "ConsentSiteUnknown"],
      [7, "ConsentNotActive"],
    ]);
    const events = decodeEvents(world.as(0), "ConsentRegistry", "ConsentRejected", transactions[0]!.logs);
    expect(events.map(({ args }) => args.keyHash)).to.deep.equal(
      rejected.map(({ index }) => keyHashOf(batch[index]!.signer)),
    );
  });

  it("lists each patient key of a site once, in order, with its block", async () => {
    const first = await world.block();
    const crowd = [1, 2, 3].map(() => randomWallet());
    for (const one of crowd) await relay(await granting({}, one));
    await relay(await granting({ purpose: 7 }, crowd[0]));
    await relay(await revoking(1, {}, crowd[1]));
    await world.mine();
    const hashes = crowd.map((one) => keyHashOf(one.address as Hex));
    const keysAt = async (block: number) => (await readSiteKeysAt(world.as(0), SITE, block)).map((key) => key.keyHash);
    for (const [i, count] of [0, 1, 2, 3, 3, 3].entries()) {
      expect(await keysAt(first + i)).to.deep.equal(hashes.slice(0, count));
    }
    expect(await readSiteKeysAt(world.as(0), 2, first + 5), "another site knows nothing of it").to.deep.equal([]);
    const registration = await read(world.as(0), "ConsentRegistry", "registrationOf", [SITE, hashes[2]!]);
    expect(registration).to.deep.equal({ registered: true, index: 2, blockNumber: first + 3 });
    const unknown = await read(world.as(0), "ConsentRegistry", "registrationOf", [2, hashes[2]!]);
    expect(unknown).to.deep.equal({ registered: false, index: 0, blockNumber: 0 });
    const page = (offset: number, limit: number) =>
      read(world.as(0), "ConsentRegistry", "keysOf", [SITE, offset, limit]);
    expect(await page(1, 1)).to.deep.equal([hashes[1]]);
    expect(await page(2, 9)).to.deep.equal([hashes[2]]);
    expect(await page(3, 9)).to.deep.equal([]);
    expect(await read(world.as(0), "ConsentRegistry", "keyCount", [SITE])).to.equal(3n);
  });

  describe("a lost key", () => {
    const evidenceDigest = digest("letter");
    it("is revoked by its site, with evidence, and never grants again for that purpose", async () => {
      await grant();
      const presigned = await granting({ nonce: 1 });
      const at = { keyHash, purpose: PURPOSE, evidenceDigest };
      await refused(revokeForPatient(world.as(SITE), { ...at, evidenceDigest: ZERO }), "ConsentEvidenceMissing()");
      await refused(
        revokeForPatient(world.as(2), at),
        `ConsentNotActive(keyHash: ${keyHash}, site: 2, purpose: ${PURPOSE})`,
      );
      await refused(revokeForPatient(world.as(COORDINATOR), at), "RoleMissing(index: 4, roles: 1)", "FORBIDDEN");
      await revokeForPatient(world.as(SITE), at);
      await refused(relay(presigned), "expected: 2, given: 1)", "CONSENT_NONCE_STALE");
      await refused(grant({ nonce: 2 }), `ConsentKeyRetired(keyHash: ${keyHash}, site: ${SITE}, purpose: ${PURPOSE})`);
      await refused(revokeForPatient(world.as(SITE), at), "ConsentNotActive(");
      const [episode] = await readEpisodes(world.as(0), keyHash, SITE, PURPOSE);
      expect(episode).to.include({ revocationBasis: "site", revokeBlock: await world.block() });
      const events = await readConsentEvents(world.as(0), { keyHash });
      expect(events.map(({ kind, digest: shown }) => [kind, shown])).to.deep.equal([
        ["granted", digest("text")],
        ["revokedBySite", evidenceDigest],
      ]);
    });
  });

  it("reads thousands of keys in few calls", async () => {
    await grant();
    const block = await world.block();
    await world.mine();
    const hashes = Array.from({ length: 2_500 }, (_, i) => (i === 1_700 ? keyHash : digest(`nobody ${i}`)));
    const states = await readConsentsAt(world.as(0), SITE, PURPOSE, hashes, block);
    expect(states).to.have.length(2_500);
    expect(states.flatMap((state, i) => (state === null ? [] : [i]))).to.deep.equal([1_700]);
  });

  it("declares its signing domain", async () => {
    const domain = await read(world.as(0), "ConsentRegistry", "eip712Domain", []);
    expect(domain).to.include({ name: "Consilium Consent", version: "1", chainId: BigInt(world.deployment.chainId) });
  });
});
