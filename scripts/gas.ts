import { readFileSync, writeFileSync } from "node:fs";
import { bitmapOf } from "@consilium/sdk/chain/bitmap.ts";
import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { CONSENT_NONCE_KNOWN, signGrant, signRevoke } from "@consilium/sdk/chain/consentRequests.ts";
import { type Candidate, ROLES } from "@consilium/sdk/chain/members.ts";
import { relayConsent, relayConsents } from "@consilium/sdk/chain/relayConsents.ts";
import { finalizeRound, freezeRoster, freezeSurvivors, openRound } from "@consilium/sdk/chain/rounds.ts";
import { grantAccess, publishStudy } from "@consilium/sdk/chain/studies.ts";
import type { Address, Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { BrowserProvider, type Eip1193Provider, id, Wallet } from "ethers";
import hre from "hardhat";
import { deployConsortium } from "./deploy/deployConsortium.ts";

/**
 * Prints what each operation costs (Prague rules, ECDSA), beside the figures to beat. `--json` prints one document, `--write`
 * rewrites the committed snapshot, `--check` exits 1 if an operation costs over 2 % more than the snapshot.
 * Keys and nonces are fixed, so the figures are the same on every machine.
 */
const SNAPSHOT = new URL("../test/contracts/gas-snapshot.json", import.meta.url);
const TOLERANCE = 0.02;

/** Published figures, measured elsewhere on the Prague rules (the design's contracts page). */
const TO_BEAT: Record<string, number> = {
  "grant, known key": 53_138,
  "grant in a batch of 200, known keys, each": 33_042,
  revoke: 35_573,
  "round of 3 sites, all transactions": 901_265,
};

const hash = (text: string) => id(text) as Hex;
const walletOf = (name: string) => new Wallet(id(`consilium gas ${name}`));
const SITES = [0, 1, 2];
const PURPOSE = 42;

async function openConsortium() {
  await hre.tasks.getTask("build").run({ quiet: true });
  const connection = await hre.network.create();
  const provider = new BrowserProvider(connection.provider as unknown as Eip1193Provider, 31337, { cacheTimeout: -1 });
  const wallets = ["site 0", "site 1", "site 2", "coordinator", "relay"].map(walletOf);
  for (const wallet of wallets) {
    await provider.send("hardhat_setBalance", [wallet.address, "0x56bc75e2d63100000"]);
  }
  const founders: Candidate[] = wallets.slice(0, 4).map((wallet, i) => ({
    account: wallet.address as Address,
    roles: i < 3 ? ROLES.SITE : ROLES.COORDINATOR,
    peerId: `12D3KooWGasTablePeerIdOfTheUsualLengthOf52Characters${i}`,
    boxKey: hash(`box ${i}`),
  }));
  const deployment = await deployConsortium({ provider, deployerKey: walletOf("relay").privateKey, founders });
  const chains: Chain[] = [];
  for (const wallet of wallets) {
    chains.push(await connectChain({ provider, deployment, signer: wallet.privateKey, pollMs: 5 }));
  }
  const block = await provider.getBlock("latest");
  const close = async () => {
    provider.destroy();
    await connection.close();
  };
  return { chains, deployment, now: block?.timestamp ?? 0, close };
}

async function measureConsents(consortium: Awaited<ReturnType<typeof openConsortium>>) {
  const { chains, deployment, now } = consortium;
  const relay = chains[4]!;
  const request = (nonce: number, purpose: number) => ({
    site: 0,
    purpose,
    categories: 0b1111,
    from: now,
    until: now + 31_536_000,
    textDigest: hash("what the patient was shown"),
    nonce,
    deadline: now + 86_400,
  });
  const patient = walletOf("patient");
  const grant = async (nonce: number, purpose: number) =>
    (await relayConsent(relay, await signGrant(deployment, patient, request(nonce, purpose)))).gasUsed;
  const revoke = async (nonce: number) => {
    const { site, purpose, deadline } = request(nonce, PURPOSE);
    return (await relayConsent(relay, await signRevoke(deployment, patient, { site, purpose, nonce, deadline })))
      .gasUsed;
  };
  // The site's list and the relay's account are in use already: the steady state.
  await relayConsent(relay, await signGrant(deployment, walletOf("an earlier patient"), request(0, PURPOSE)));
  const newKey = await grant(0, PURPOSE);
  const knownKey = await grant(CONSENT_NONCE_KNOWN, 7);
  const renewal = await grant(1, PURPOSE);
  const revocation = await revoke(2);
  const again = await grant(3, PURPOSE);

  const crowd = Array.from({ length: 200 }, (_, i) => walletOf(`patient ${i}`));
  const batch = async (purpose: number, nonce: number) => {
    const signed = await Promise.all(crowd.map((wallet) => signGrant(deployment, wallet, request(nonce, purpose))));
    const { accepted, transactions } = await relayConsents(relay, signed, { batchSize: 200 });
    if (accepted.length !== crowd.length) throw new Error("the batch was not taken whole");
    return Math.round(transactions[0]!.gasUsed / crowd.length);
  };
  const batchOfNew = await batch(PURPOSE, 0);
  const batchOfKnown = await batch(7, CONSENT_NONCE_KNOWN);
  return {
    "grant, known key": knownKey,
    "grant, new key at the site": newKey,
    "grant, renewal of an open consent": renewal,
    "grant, after a revocation": again,
    revoke: revocation,
    "grant in a batch of 200, known keys, each": batchOfKnown,
    "grant in a batch of 200, new keys, each": batchOfNew,
  };
}

async function measureRound({ chains, now }: Awaited<ReturnType<typeof openConsortium>>) {
  const coordinator = chains[3]!;
  const published = await publishStudy(coordinator, {
    studyDigest: hash("study"),
    purpose: PURPOSE,
    categories: 0b1111,
    minSites: 3,
    maxRounds: 100,
    expiresAt: now + 31_536_000,
    maxCommitSpan: 86_400,
  });
  const { studyId } = published;
  let access = 0;
  for (const site of SITES) {
    const grant = { studyId, studyDigest: hash("study"), until: now + 31_536_000, roundCap: 50 };
    access = (await grantAccess(chains[site]!, grant)).gasUsed;
  }
  const bitmap = bitmapOf(SITES);
  const round = async (n: number) => {
    const opened = await openRound(coordinator, {
      studyId,
      manifestDigest: hash(`manifest ${n}`),
      modelDigest: hash(`model ${n - 1}`),
      minSurvivors: 3,
      minSites: 3,
      joinBy: now + 3_600,
      commitBy: now + 7_200,
      unmaskBy: now + 10_800,
    });
    const { roundId } = opened;
    const roster = await freezeRoster(coordinator, { roundId, rosterBitmap: bitmap, rosterRoot: hash(`roster ${n}`) });
    const commitmentsRoot = hash(`commitments ${n}`);
    const survivors = await freezeSurvivors(coordinator, { roundId, survivorBitmap: bitmap, commitmentsRoot });
    const result = { roundId, resultDigest: hash(`result ${n}`), modelDigest: hash(`model ${n}`) };
    const finalized = await finalizeRound(coordinator, result);
    return [opened, roster, survivors, finalized].map(({ gasUsed }) => gasUsed);
  };
  await round(1);
  const [open = 0, roster = 0, survivors = 0, finalize = 0] = await round(2);
  return {
    "publish a study": published.gasUsed,
    "grant a study access": access,
    "open a round": open,
    "freeze the roster, 3 sites": roster,
    "freeze the survivors, 3 sites": survivors,
    "finalise a round with its model": finalize,
    "round of 3 sites, all transactions": open + roster + survivors + finalize,
  };
}

function regressions(measured: Record<string, number>): string[] {
  const snapshot = JSON.parse(readFileSync(SNAPSHOT, "utf8")) as Record<string, number>;
  const names = new Set([...Object.keys(snapshot), ...Object.keys(measured)]);
  return [...names].flatMap((name) => {
    const [before, after] = [snapshot[name], measured[name]];
    if (before === undefined || after === undefined) return [`${name}: in one of snapshot and measurement only`];
    return after > before * (1 + TOLERANCE) ? [`${name}: ${before} before, ${after} now`] : [];
  });
}

function table(measured: Record<string, number>): string {
  const rows = Object.entries(measured).map(([name, gas]) => {
    const target = TO_BEAT[name];
    const beside = target === undefined ? "" : `${target.toLocaleString("en")} ${gas <= target ? "beaten" : "missed"}`;
    return `${name.padEnd(44)}${gas.toLocaleString("en").padStart(10)}  ${beside}`.trimEnd();
  });
  return [`${"operation".padEnd(44)}${"gas".padStart(10)}  to beat`, ...rows, ""].join("\n");
}

const flags = new Set(process.argv.slice(2));
const consortium = await openConsortium();
const measured: Record<string, number> = {
  ...(await measureConsents(consortium)),
  ...(await measureRound(consortium)),
};
await consortium.close();

if (flags.has("--write")) writeFileSync(SNAPSHOT, `${JSON.stringify(measured, null, 2)}\n`);
if (flags.has("--json")) process.stdout.write(`${JSON.stringify({ gas: measured, toBeat: TO_BEAT }, null, 2)}\n`);
else process.stdout.write(table(measured));
if (flags.has("--check")) {
  const worse = regressions(measured);
  for (const line of worse) process.stderr.write(`${line}\n`);
  process.exitCode = worse.length === 0 ? 0 : 1;
}
