import { createHash, createSign, generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConsentRelay } from "@consilium/coordinator/consents/ConsentRelay.ts";
import { createConsentChain } from "@consilium/coordinator/consents/createConsentChain.ts";
import type { CoordinatorService } from "@consilium/coordinator/http/CoordinatorService.ts";
import { type ControlPlane, createControlPlane } from "@consilium/coordinator/http/createControlPlane.ts";
import { deployConsortium } from "@consilium/scripts/deploy/deployConsortium.ts";
import { type DevChain, startDevChain } from "@consilium/scripts/dev-chain/DevChain.ts";
import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import {
  type ConsentWish,
  keyHashOf,
  signConsent,
  signGrantRequest,
  signRevokeRequest,
} from "@consilium/sdk/chain/consentRequests.ts";
import { readConsentNonce, readEpisodes } from "@consilium/sdk/chain/consents.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { ROLES } from "@consilium/sdk/chain/members.ts";
import { setRelyingParty } from "@consilium/sdk/chain/relyingParties.ts";
import { enrolGuardian } from "@consilium/sdk/chain/siteConsents.ts";
import { consentChallenge, consentWithPasskey, passkeySigner } from "@consilium/sdk/patient/passkey.ts";
import { readConsentStatus } from "@consilium/sdk/patient/readConsentStatus.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";
import { expect } from "chai";
import { parseEther, type Wallet } from "ethers";
import { randomWallet } from "../support/randomWallet.ts";

const PURPOSE = 7;
const DEADLINE = Math.floor(Date.now() / 1_000) + 3_600;

describe("HTTP consent relay on a chain", () => {
  let directory: string;
  let devChain: DevChain;
  let chain: Chain;
  let relay: ConsentRelay;
  let plane: ControlPlane;
  const coordinator = randomWallet();
  const hospital = randomWallet();
  let site: Chain;

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "consilium-relay-"));
    devChain = await startDevChain({
      dir: directory,
      accounts: [coordinator, hospital].map(({ address }) => ({ address, balanceWei: parseEther("100") })),
    });
    const founder = (roles: number, account: string, i: number) => ({
      name: `Member ${i}`,
      account: account as `0x${string}`,
      roles,
      peerId: `peer-${i}`,
      boxKey: `0x${"0a".repeat(32)}` as const,
    });
    const deployment = await deployConsortium({
      rpcUrl: devChain.url,
      deployerKey: coordinator.privateKey,
      founders: [
        founder(ROLES.SITE, hospital.address, 0),
        founder(ROLES.SITE, randomWallet().address, 1),
        founder(ROLES.COORDINATOR, coordinator.address, 2),
      ],
    });
    chain = await connectChain({ rpcUrl: devChain.url, deployment, signer: coordinator.privateKey });
    site = await connectChain({ rpcUrl: devChain.url, deployment, signer: hospital.privateKey, pollMs: 10 });
    relay = new ConsentRelay({ chain: createConsentChain(chain), logger: silentLogger, batchSize: 10 });
    plane = await createControlPlane({
      service: {} as CoordinatorService,
      consents: relay,
      accessDomain: roundTypedDataDomain(deployment),
      host: "127.0.0.1",
      port: 0,
      operatorToken: "operator-token-for-tests-only-1234",
      logger: silentLogger,
    });
  });

  after(async () => {
    await plane?.stop();
    await relay?.stop();
    chain?.close();
    site?.close();
    await devChain?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const patients = (count: number) => Array.from({ length: count }, () => randomWallet());

  async function grant(
    patient: Wallet,
    { nonce = 0, site = 0, deadline = DEADLINE } = {},
  ): Promise<SignedConsentRequest> {
    const now = Math.floor(Date.now() / 1_000);
    const request = {
      site,
      purpose: PURPOSE,
      categories: 1,
      from: now - 60,
      until: now + 86_400,
      textDigest: `0x${"0b".repeat(32)}` as const,
      nonce,
      deadline,
    };
    return { v: 1, ...(await signGrantRequest(chain.deployment, patient, request)) } as SignedConsentRequest;
  }

  async function revoke(patient: Wallet, nonce: number): Promise<SignedConsentRequest> {
    const request = { site: 0, purpose: PURPOSE, nonce, deadline: DEADLINE };
    return { v: 1, ...(await signRevokeRequest(chain.deployment, patient, request)) } as SignedConsentRequest;
  }

  async function post(requests: readonly unknown[]) {
    const response = await fetch(`${plane.url}/v1/consents`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ requests }),
    });
    return { status: response.status, body: (await response.json()) as any };
  }

  const codes = (answer: { body: any }) =>
    answer.body.results.map((result: any) => (result.accepted ? "ok" : result.code));
  const scope = (patient: Wallet) =>
    [chain, keyHashOf(patient.address.toLowerCase() as `0x${string}`), 0, PURPOSE] as const;
  const sent = async () => await chain.provider.getTransactionCount(coordinator.address);

  it("brings grants and a revocation to the registry, many in one transaction", async () => {
    const group = patients(8);
    const before = await sent();
    const answer = await post(await Promise.all(group.map((patient) => grant(patient))));
    expect(answer.status).to.equal(200);
    expect(codes(answer)).to.deep.equal(group.map(() => "ok"));
    expect(await sent()).to.equal(before + 1);
    for (const { transactionHash } of answer.body.results) {
      expect((await chain.provider.getTransactionReceipt(transactionHash))?.status).to.equal(1);
    }
    expect(codes(await post([await revoke(group[0]!, 1)]))).to.deep.equal(["ok"]);
    const [episode] = await readEpisodes(...scope(group[0]!));
    expect(episode?.revocationBasis).to.equal("patient");
    expect((await readEpisodes(...scope(group[1]!)))[0]?.revokeBlock).to.equal(0);
  });

  it("refuses a replay, a changed request, a passed deadline and another signer without paying for them", async () => {
    const [patient, other] = patients(2) as [Wallet, Wallet];
    const signed = await grant(patient);
    expect(codes(await post([signed]))).to.deep.equal(["ok"]);
    const before = await sent();
    const balance = await chain.provider.getBalance(coordinator.address);
    const fresh = await grant(other);
    const answer = await post([
      signed,
      { ...fresh, request: { ...fresh.request, categories: 3 } },
      await grant(other, { deadline: 1_000_000_000 }),
      { ...fresh, signer: patient.address.toLowerCase() },
    ]);
    expect(codes(answer)).to.deep.equal([
      "CONSENT_NONCE_STALE",
      "CONSENT_SIGNATURE_INVALID",
      "CONSENT_EXPIRED",
      "CONSENT_SIGNATURE_INVALID",
    ]);
    expect(await sent()).to.equal(before);
    expect(await chain.provider.getBalance(coordinator.address)).to.equal(balance);
    expect(await readConsentNonce(...scope(other))).to.equal(0);
  });

  it("takes the good items beside one that the contract skips", async () => {
    const [first, second, third] = patients(3) as [Wallet, Wallet, Wallet];
    const unknownSite = await grant(second, { site: 200 });
    const answer = await post([await grant(first), unknownSite, await revoke(third, 0), await grant(third)]);
    expect(codes(answer)).to.deep.equal(["ok", "CHAIN_REVERTED", "CONSENT_NONCE_STALE", "ok"]);
    expect(answer.body.results[1].message).to.equal("The contract refused the transaction.");
    expect(await readConsentNonce(...scope(first))).to.equal(1);
    expect(await readConsentNonce(...scope(third))).to.equal(1);
  });

  describe("of every kind", () => {
    const studyDigests = [`0x${"51".repeat(32)}`, `0x${"52".repeat(32)}`] as const;
    const signed = async (wallet: Wallet, wish: ConsentWish) => ({
      v: 1,
      ...(await signConsent(chain.deployment, wallet, wish)),
    });
    const terms = (nonce = 0) => {
      const now = Math.floor(Date.now() / 1_000);
      const textDigest = `0x${"0b".repeat(32)}` as const;
      return { ...revocation(nonce), categories: 1, from: now - 60, until: now + 86_400, textDigest };
    };
    const revocation = (nonce: number) => ({ site: 0, purpose: PURPOSE, nonce, deadline: DEADLINE });
    const hashOf = ({ address }: Wallet) => keyHashOf(address.toLowerCase() as `0x${string}`);
    const statusOf = (keyHash: `0x${string}`) => readConsentStatus(chain, { keyHash }, 0, "DUO:0000007");

    it("brings a consent for named studies to the registry, with its list", async () => {
      const [patient] = patients(1) as [Wallet];
      const limited = await signed(patient, { kind: "grantForStudies", request: terms(), studyDigests });
      const fewer = { ...limited, studyDigests: studyDigests.slice(0, 1) };
      expect(codes(await post([fewer, limited]))).to.deep.equal(["CONSENT_SIGNATURE_INVALID", "ok"]);
      expect(await statusOf(hashOf(patient))).to.deep.include({
        consented: true,
        basis: "patient",
        studies: studyDigests,
      });
    });

    it("takes a guardian's consent and revocation, and pays for no stranger's", async () => {
      const [guardian, stranger] = patients(2) as [Wallet, Wallet];
      const child = `0x${"c4".repeat(32)}` as const;
      const grantBy = (wallet: Wallet, nonce = 0) =>
        signed(wallet, { kind: "grantAsGuardian", keyHash: child, request: terms(nonce) });
      expect(codes(await post([await grantBy(guardian)]))).to.deep.equal(["FORBIDDEN"]);
      const evidenceDigest = `0x${"ee".repeat(32)}` as const;
      await enrolGuardian(site, { keyHash: child, guardianKeyHash: hashOf(guardian), evidenceDigest });
      const before = await sent();
      const refused = [
        await grantBy(stranger),
        await signed(stranger, { kind: "revokeAsGuardian", keyHash: child, request: revocation(1) }),
      ];
      expect(codes(await post(refused))).to.deep.equal(["FORBIDDEN", "FORBIDDEN"]);
      expect(await sent()).to.equal(before);
      expect(codes(await post([await grantBy(guardian)]))).to.deep.equal(["ok"]);
      expect(await statusOf(child)).to.deep.include({ consented: true, basis: "guardian" });
      const revoke = await signed(guardian, { kind: "revokeAsGuardian", keyHash: child, request: revocation(1) });
      expect(codes(await post([revoke, revoke]))).to.deep.equal(["ok", "CONSENT_NONCE_STALE"]);
      expect((await statusOf(child)).episodes.map(({ revocationBasis }) => revocationBasis)).to.deep.equal([
        "guardian",
      ]);
    });

    it("revokes everything in its turn: after what the key asked before, and nothing signed before counts after", async () => {
      const [patient, other] = patients(2) as [Wallet, Wallet];
      const all = async (wallet: Wallet, nonce: number) =>
        signed(wallet, { kind: "revokeAll", request: { site: 0, nonce, deadline: DEADLINE } });
      const before = await sent();
      expect(codes(await post([await all(other, 0)]))).to.deep.equal(["NOT_FOUND"]);
      expect(await sent()).to.equal(before);
      expect(codes(await post([await grant(patient)]))).to.deep.equal(["ok"]);
      const late = await grant(patient, { nonce: 2 });
      const answer = await post([await grant(patient, { nonce: 1 }), await all(patient, 0), await grant(other)]);
      expect(codes(answer)).to.deep.equal(["ok", "ok", "ok"]);
      const ended = await statusOf(hashOf(patient));
      expect(ended).to.deep.include({ consented: false, nonce: 2 ** 24 });
      expect(ended.key).to.include({ registered: true, epoch: 1, retired: false });
      expect(ended.episodes.map(({ revocationBasis }) => revocationBasis)).to.deep.equal(["nextGrant", "patient"]);
      expect(codes(await post([late, await all(patient, 0)]))).to.deep.equal([
        "CONSENT_NONCE_STALE",
        "CONSENT_NONCE_STALE",
      ]);
      expect(codes(await post([await grant(patient, { nonce: 2 ** 24 })]))).to.deep.equal(["ok"]);
      expect(await statusOf(hashOf(patient))).to.include({ consented: true });
    });

    it("takes them from a passkey too", async () => {
      const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const rpId = "consent.hospital.example";
      await setRelyingParty(site, { rpId, accepted: true });
      const passkey = {
        verifier: chain.deployment.passkeyVerifier!,
        publicKey: publicKey.export({ type: "spki", format: "der" }),
      };
      const asked = (wish: ConsentWish) => {
        const challenge = Buffer.from(consentChallenge(chain.deployment, wish)).toString("base64url");
        const clientDataJSON = Buffer.from(
          `{"type":"webauthn.get","challenge":"${challenge}","origin":"https://${rpId}","crossOrigin":false}`,
        );
        const rpIdHash = createHash("sha256").update(rpId).digest();
        const authenticatorData = Buffer.concat([rpIdHash, Buffer.from([0b101, 0, 0, 0, 7])]);
        const clientHash = createHash("sha256").update(clientDataJSON).digest();
        const signature = createSign("sha256").update(authenticatorData).update(clientHash).sign(privateKey);
        return { v: 1, ...consentWithPasskey(passkey, wish, { authenticatorData, clientDataJSON, signature }) };
      };
      const keyHash = keyHashOf(passkeySigner(passkey));
      const limited = asked({ kind: "grantForStudies", request: terms(), studyDigests });
      expect(codes(await post([limited]))).to.deep.equal(["ok"]);
      expect(await statusOf(keyHash)).to.deep.include({ consented: true, studies: studyDigests });
      const all = asked({ kind: "revokeAll", request: { site: 0, nonce: 0, deadline: DEADLINE } });
      expect(codes(await post([all]))).to.deep.equal(["ok"]);
      expect(await statusOf(keyHash)).to.include({ consented: false });
    });

    it("is in the OpenAPI document", async () => {
      const document = (await (await fetch(`${plane.url}/docs/json`)).json()) as any;
      const { items } =
        document.paths["/v1/consents"].post.requestBody.content["application/json"].schema.properties.requests;
      expect(items.anyOf.flatMap(({ properties }: any) => properties.kind.enum ?? properties.kind.const)).to.deep.equal(
        [...["grant", "revoke", "grantForStudies", "grantAsGuardian", "revokeAsGuardian", "revokeAll"]],
      );
      expect(items.anyOf.every(({ title }: any) => title.length > 5)).to.equal(true);
    });
  });

  it("names the field of an item that does not fit its schema", async () => {
    const [patient] = patients(1) as [Wallet];
    const signed = await grant(patient);
    const { status, body } = await post([{ ...signed, request: { ...signed.request, site: "0" } }]);
    expect(status).to.equal(400);
    expect(body.code).to.equal("REQUEST_INVALID");
    expect(body.field).to.equal("body.requests.0.request.site");
    const all = await signConsent(chain.deployment, patient, {
      kind: "revokeAll",
      request: { site: 0, nonce: 0, deadline: DEADLINE },
    });
    const fields = [
      [{ v: 1, ...all, request: { ...all.request, nonce: 256 } }, "body.requests.1.request.nonce"],
      [{ v: 1, ...all, studyDigests: [] }, "body.requests.1.studyDigests"],
      [{ ...signed, kind: "grantForStudies" }, "body.requests.1.studyDigests"],
      [{ ...signed, kind: "grantAsGuardian", keyHash: "0x12" }, "body.requests.1.keyHash"],
    ] as const;
    const before = await sent();
    for (const [request, field] of fields) {
      const answer = await post([signed, request]);
      expect([answer.status, answer.body.code, answer.body.field]).to.deep.equal([400, "REQUEST_INVALID", field]);
    }
    expect(await sent()).to.equal(before);
  });

  describe("whose chain is gone", () => {
    it("says clearly that the chain does not answer", async () => {
      const [patient] = patients(1) as [Wallet];
      const signed = await grant(patient);
      await devChain.stop();
      const answer = await post([signed]);
      expect(answer.status).to.equal(200);
      expect(answer.body.results).to.deep.equal([
        { accepted: false, code: "CHAIN_UNREACHABLE", message: "The chain does not answer." },
      ]);
    });
  });
});
