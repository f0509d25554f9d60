import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConsentRelay } from "@consilium/coordinator/http/ConsentRelay.ts";
import type { CoordinatorService } from "@consilium/coordinator/http/CoordinatorService.ts";
import { createConsentChain } from "@consilium/coordinator/http/createConsentChain.ts";
import { type ControlPlane, createControlPlane } from "@consilium/coordinator/http/createControlPlane.ts";
import { deployConsortium } from "@consilium/scripts/deploy/deployConsortium.ts";
import { type DevChain, startDevChain } from "@consilium/scripts/dev-chain/DevChain.ts";
import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { keyHashOf, signGrant, signRevoke } from "@consilium/sdk/chain/consentRequests.ts";
import { readConsentNonce, readEpisodes } from "@consilium/sdk/chain/consents.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { ROLES } from "@consilium/sdk/chain/members.ts";
import { silentLogger } from "@consilium/sdk/logging/Logger.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import { expect } from "chai";
import { parseEther, Wallet } from "ethers";

const PURPOSE = 7;
const DEADLINE = Math.floor(Date.now() / 1_000) + 3_600;

describe("HTTP consent relay on a chain", () => {
  let directory: string;
  let devChain: DevChain;
  let chain: Chain;
  let relay: ConsentRelay;
  let plane: ControlPlane;
  const coordinator = Wallet.createRandom();

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "consilium-relay-"));
    devChain = await startDevChain({
      dir: directory,
      accounts: [{ address: coordinator.address, balanceWei: parseEther("100") }],
    });
    const founder = (roles: number, account: string, i: number) => ({
      account: account as `0x${string}`,
      roles,
      peerId: `peer-${i}`,
      boxKey: `0x${"0a".repeat(32)}` as const,
    });
    const deployment = await deployConsortium({
      rpcUrl: devChain.url,
      deployerKey: coordinator.privateKey,
      founders: [
        founder(ROLES.SITE, Wallet.createRandom().address, 0),
        founder(ROLES.SITE, Wallet.createRandom().address, 1),
        founder(ROLES.COORDINATOR, coordinator.address, 2),
      ],
    });
    chain = await connectChain({ rpcUrl: devChain.url, deployment, signer: coordinator.privateKey });
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
    await devChain?.stop();
    await rm(directory, { recursive: true, force: true });
  });

  const patients = (count: number) => Array.from({ length: count }, () => new Wallet(Wallet.createRandom().privateKey));

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
    return { v: 1, ...(await signGrant(chain.deployment, patient, request)) } as SignedConsentRequest;
  }

  async function revoke(patient: Wallet, nonce: number): Promise<SignedConsentRequest> {
    const request = { site: 0, purpose: PURPOSE, nonce, deadline: DEADLINE };
    return { v: 1, ...(await signRevoke(chain.deployment, patient, request)) } as SignedConsentRequest;
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
    expect(codes(answer)).to.deep.equal(["ok", "CHAIN_REVERTED", "CHAIN_REVERTED", "ok"]);
    expect(answer.body.results[1].message).to.equal("The contract refused the transaction.");
    expect(await readConsentNonce(...scope(first))).to.equal(1);
    expect(await readConsentNonce(...scope(third))).to.equal(1);
  });

  it("names the field of an item that does not fit its schema", async () => {
    const [patient] = patients(1) as [Wallet];
    const signed = await grant(patient);
    const { status, body } = await post([{ ...signed, request: { ...signed.request, site: "0" } }]);
    expect(status).to.equal(400);
    expect(body.code).to.equal("REQUEST_INVALID");
    expect(body.field).to.equal("body.requests.0.request.site");
  });

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
