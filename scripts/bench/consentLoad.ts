import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Indexer } from "@consilium/indexer/Indexer.ts";
import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { consentDigest, grantTypedData, type SignedConsent } from "@consilium/sdk/chain/consentRequests.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import { type Candidate, ROLES } from "@consilium/sdk/chain/members.ts";
import { relayConsents } from "@consilium/sdk/chain/relayConsents.ts";
import type { Address, Hex } from "@consilium/sdk/chain/typedAbi.ts";
import type { GrantRequest } from "@consilium/sdk/schemas/consent.ts";
import { computeAddress, id, SigningKey, Wallet } from "ethers";
import { deployConsortium } from "../deploy/deployConsortium.ts";
import type { ProcessSupervisor } from "../local-consortium/ProcessSupervisor.ts";
import type { Progress } from "../local-consortium/Progress.ts";

/** Consents to a transaction. */
export const BATCH = 200;
export const SITES = 4;
const PURPOSE = 42;
/** Relays that send beside each other, each with an account of its own, so that the chain never waits for the next batch. */
const RELAYS = 2;
/** Blocks the index asks for at once: about 16,000 events. */
const SPAN_BLOCKS = 40;
const COHORT_RUNS = 5;
const CHAIN_MAIN = fileURLToPath(new URL("../dev-chain/main.ts", import.meta.url));

/** What the load cost. Times are seconds unless the name says otherwise. */
export interface ConsentLoadFigures {
  consents: number;
  batch: number;
  /** One processor, only the time spent signing. */
  signedSeconds: number;
  /** From the first batch to the last receipt, the signing beside it included. */
  relayedSeconds: number;
  /** Reading the finished chain from its first block, the node's answers included. */
  indexedSeconds: number;
  transactions: number;
  gasPerConsent: number;
  /** The chain's durable log. */
  chainLogBytes: number;
  indexBytes: number;
  /** `cohortAt` of all consents at the newest block: the median of five. */
  cohortMs: number;
}

/** Signs `count` grants with as many keys, relays them to a development chain in a process of its own, and indexes that. */
export async function measureConsentLoad(
  count: number,
  directory: string,
  supervisor: ProcessSupervisor,
  progress: Progress,
): Promise<ConsentLoadFigures> {
  const [deployer, ...members] = [
    "deployer",
    ...Array.from({ length: SITES }, (_, i) => `site ${i}`),
    "coordinator",
  ].map(accountNamed);
  const relays = Array.from({ length: RELAYS }, (_, i) => accountNamed(`relay ${i}`));
  const funded = [deployer!, ...relays].map(({ address }) => address);
  const chainFolder = join(directory, "chain");
  const ready = await progress.step("Development chain", () =>
    supervisor.start({
      name: "chain",
      args: [CHAIN_MAIN, "--dir", chainFolder, "--port", "0", "--json", "--fund", ...funded],
    }),
  );
  const rpcUrl = String(ready.url);
  const founders = members.map(({ address }, i) => founder(address as Address, i));
  const deployment = await progress.step("Contracts", () =>
    deployConsortium({ rpcUrl, deployerKey: deployer!.privateKey, founders }),
  );
  const chains: Chain[] = [];
  try {
    for (const { privateKey } of relays) {
      chains.push(await connectChain({ rpcUrl, deployment, signer: privateKey, pollMs: 5 }));
    }
    const relayed = await relayAll(count, deployment, chains, progress);
    const indexed = await index(count, join(directory, "index"), chains[0]!, progress);
    const chainLogBytes = (await stat(join(chainFolder, "chain.log"))).size;
    return { consents: count, batch: BATCH, ...relayed, ...indexed, chainLogBytes };
  } finally {
    for (const chain of chains) chain.close();
  }
}

function accountNamed(name: string): { privateKey: string; address: string } {
  return new Wallet(id(`consilium consent load: ${name}`));
}

function founder(account: Address, i: number): Candidate {
  const roles = i < SITES ? ROLES.SITE : ROLES.COORDINATOR;
  return { name: `Member ${i}`, account, roles, peerId: `12D3KooWConsentLoad${i}`, boxKey: id(`box ${i}`) as Hex };
}

async function relayAll(count: number, deployment: Deployment, relays: readonly Chain[], progress: Progress) {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  let [next, done, transactions, gas, signedMs] = [0, 0, 0, 0, 0];
  const startMs = performance.now();
  await progress.step("Consents", async (step) => {
    const relayBatches = async (relay: Chain): Promise<void> => {
      while (next < count) {
        const first = next;
        next = Math.min(count, first + BATCH);
        const signStartMs = performance.now();
        const signed: SignedConsent[] = [];
        for (let patient = first; patient < next; patient++) signed.push(signGrantOf(patient, deployment, nowSeconds));
        signedMs += performance.now() - signStartMs;
        const sent = await relayConsents(relay, signed, { batchSize: BATCH });
        const [refused] = sent.rejected;
        if (refused !== undefined) throw new Error(`consent ${first + refused.index} was refused: ${refused.reason}`);
        transactions += sent.transactions.length;
        gas += sent.transactions.reduce((sum, { gasUsed }) => sum + gasUsed, 0);
        done += signed.length;
        step.update(done, count, "consents");
      }
    };
    await Promise.all(relays.map(relayBatches));
  });
  return {
    signedSeconds: signedMs / 1_000,
    relayedSeconds: (performance.now() - startMs) / 1_000,
    transactions,
    gasPerConsent: gas / count,
  };
}

/** Every patient has a key and a period of its own; sites take turns. What a wallet would sign, by the same EIP-712 digest. */
function signGrantOf(patient: number, deployment: Deployment, nowSeconds: number): SignedConsent {
  const site = patient % SITES;
  const from = nowSeconds - 86_400 - (patient % 3_600);
  const request: GrantRequest = {
    site,
    purpose: PURPOSE,
    categories: 0b1111,
    from,
    until: from + 31_536_000,
    textDigest: id(`what patients of site ${site} are shown`) as Hex,
    nonce: 0,
    deadline: nowSeconds + 86_400,
  };
  const key = new SigningKey(id(`consilium consent load: patient ${patient}`));
  const signature = key.sign(consentDigest(grantTypedData(deployment, request))).serialized as Hex;
  return { kind: "grant", request, signer: computeAddress(key.publicKey).toLowerCase() as Hex, signature };
}

async function index(count: number, dir: string, chain: Chain, progress: Progress) {
  const { provider, deployment } = chain;
  const indexer = await Indexer.open({
    dir,
    provider,
    deployment,
    reorgDepth: 0,
    spanBlocks: SPAN_BLOCKS,
    requestsPerSecond: 10_000,
  });
  try {
    const startMs = performance.now();
    const { checkpoint } = await progress.step("Index", () => indexer.sync());
    const indexedSeconds = (performance.now() - startMs) / 1_000;
    const times: number[] = [];
    for (let run = 0; run < COHORT_RUNS; run++) {
      const cohortStartMs = performance.now();
      const cohort = await indexer.cohortAt(checkpoint!.block);
      times.push(performance.now() - cohortStartMs);
      if (cohort.length !== count) throw new Error(`the index has ${cohort.length} consents in force, not ${count}`);
    }
    const cohortMs = times.sort((a, b) => a - b)[Math.floor(COHORT_RUNS / 2)]!;
    return { indexedSeconds, cohortMs, indexBytes: await sizeOf(dir) };
  } finally {
    await indexer.close();
  }
}

async function sizeOf(folder: string): Promise<number> {
  const files = await readdir(folder);
  const sizes = await Promise.all(files.map(async (file) => (await stat(join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
