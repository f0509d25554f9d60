import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Indexer } from "@consilium/indexer/Indexer.ts";
import { indexedModels } from "@consilium/indexer/indexedModels.ts";
import { indexLedger } from "@consilium/indexer/indexLedger.ts";
import { deployConsortium } from "@consilium/scripts/deploy/deployConsortium.ts";
import { type DevChain, startDevChain } from "@consilium/scripts/dev-chain/DevChain.ts";
import { contractLedger, type StudyLedger } from "@consilium/sdk/audit/StudyLedger.ts";
import { bitmapOf, indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { waitForBlockAfter } from "@consilium/sdk/chain/blocks.ts";
import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import {
  keyHashOf,
  revokeAllTypedData,
  type SignedConsent,
  signConsent,
  signConsentData,
  signGrantRequest,
  signRevokeRequest,
} from "@consilium/sdk/chain/consentRequests.ts";
import {
  readConsentEpoch,
  readConsentEvents,
  readConsentNonce,
  readConsentsAt,
  readEpisodes,
  readSiteKeysAt,
} from "@consilium/sdk/chain/consents.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import { ROLES } from "@consilium/sdk/chain/members.ts";
import { attestModel, readModel, readModels, voteModel } from "@consilium/sdk/chain/models.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import { relayConsents, relayRevokeAll, revokeForPatient } from "@consilium/sdk/chain/relayConsents.ts";
import {
  abortRound,
  disputeRound,
  finalizeRound,
  freezeRoster,
  freezeSurvivors,
  openRound,
  readRound,
  readRoundsOfStudy,
} from "@consilium/sdk/chain/rounds.ts";
import { ChainProvider } from "@consilium/sdk/chain/rpc/ChainProvider.ts";
import { httpTransport, type RpcTransport } from "@consilium/sdk/chain/rpc/transport.ts";
import { readRevokedKeys } from "@consilium/sdk/chain/sealsAt.ts";
import { attestConsents, retireKey } from "@consilium/sdk/chain/siteConsents.ts";
import { grantAccess, publishStudy, readGrant, readStudy, withdrawAccess } from "@consilium/sdk/chain/studies.ts";
import type { Address, Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { expect } from "chai";
import { id, Wallet } from "ethers";
import fc from "fast-check";
import { signedSurvivors } from "../support/signedSurvivors.ts";

const CHILD = fileURLToPath(new URL("indexer.child.ts", import.meta.url));
const PURPOSES = [6, 42] as const;
const SITES = [0, 1] as const;
const RELAY = 4;
const COORDINATOR = 3;
const walletOf = (name: string) => new Wallet(id(`consilium indexer test ${name}`));
const keyOf = (site: number) => walletOf(`site ${site}`).privateKey;
const hash = (text: string) => id(text) as Hex;

describe("indexer on the development chain", function () {
  this.timeout(180_000);
  let dir: string;
  let devChain: DevChain;
  let deployment: Deployment;
  let chains: Chain[];
  let now: number;
  const opened: Indexer[] = [];

  const openIndex = async (name: string, reorgDepth = 4): Promise<Indexer> => {
    const indexer = await Indexer.open({
      dir: join(dir, name),
      provider: chains[0]!.provider,
      deployment,
      reorgDepth,
      requestsPerSecond: 2_000,
    });
    opened.push(indexer);
    return indexer;
  };
  const headBlock = () => chains[0]!.provider.getBlockNumber();

  /** What the registry itself answers about a block, in the words that the index must give for the same keys. */
  const registryWords = async (keyHashes: readonly Hex[], site: number, purpose: number, block: number) => {
    const words = await read(chains[0]!, "ConsentRegistry", "consentsAt", [keyHashes, site, purpose, block]);
    return new Map(keyHashes.flatMap((keyHash, i) => (words[i] === 0n ? [] : [[keyHash, words[i]!] as const])));
  };
  const expectEqual = async (indexer: Indexer, keyHashes: readonly Hex[], fromBlock: number, toBlock: number) => {
    for (let block = fromBlock; block <= toBlock; block++) {
      for (const site of SITES) {
        for (const purpose of PURPOSES) {
          const cohort = await indexer.cohortAt(block, { site, purpose });
          const known = new Set(keyHashes);
          const words = [...cohort.words()];
          const indexed = [...cohort.keyHashes()].map((keyHash, i) => [keyHash, words[i]!] as const);
          const own = new Map(indexed.filter(([keyHash]) => known.has(keyHash)));
          expect(own).to.deep.equal(await registryWords(keyHashes, site, purpose, block));
        }
      }
    }
  };

  /** What changed after a block and who ever revoked, against the registry's own events. */
  const expectSameChanges = async (indexer: Indexer, block: number) => {
    const covered = indexer.checkpoint!.block;
    for (const site of SITES) {
      for (const purpose of PURPOSES) {
        const events = await readConsentEvents(chains[0]!, { site, fromBlock: block + 1, toBlock: covered });
        const changed = events.filter((event) => event.purpose === purpose || event.kind === "revokedAll");
        const keys = await indexer.changedKeysAfter(block, { site, purpose });
        expect([...keys].sort()).to.deep.equal([...new Set(changed.map(({ keyHash }) => keyHash))].sort());
        const onChain = await readRevokedKeys(chains[0]!, { site, purpose, toBlock: block });
        const indexed = await indexer.revokedKeysAt(block, { site, purpose });
        expect(new Map([...indexed].sort())).to.deep.equal(new Map([...onChain].sort()));
      }
    }
  };

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), "consilium-indexer-"));
    const wallets = ["site 0", "site 1", "site 2", "coordinator", "relay"].map(walletOf);
    devChain = await startDevChain({
      dir: join(dir, "chain"),
      accounts: wallets.map(({ address }) => ({ address, balanceWei: 10n ** 24n })),
      followUpBlockMs: 20,
    });
    const founders = wallets.map((wallet, i) => ({
      name: `Member ${i}`,
      account: wallet.address as Address,
      roles: i < 3 ? ROLES.SITE : i === COORDINATOR ? ROLES.COORDINATOR : ROLES.AUDITOR,
      peerId: `12D3KooW-peer-${i}`,
      boxKey: hash(`box ${i}`),
    }));
    deployment = await deployConsortium({ rpcUrl: devChain.url, deployerKey: wallets[RELAY]!.privateKey, founders });
    chains = await Promise.all(
      wallets.map(({ privateKey }) =>
        connectChain({ rpcUrl: devChain.url, deployment, signer: privateKey, pollMs: 5 }),
      ),
    );
    now = (await chains[0]!.provider.getBlock("latest"))!.timestamp;
  });
  afterEach(async () => {
    for (const indexer of opened.splice(0)) await indexer.close();
  });
  after(async () => {
    for (const chain of chains ?? []) chain.close();
    await devChain?.stop();
    await rm(dir, { recursive: true, force: true });
  });

  /** Relays a random history of a few patients, one batch a block, and returns their keys. */
  const relayHistory = async (mark: string, batches: readonly (readonly [number, number, number, number][])[]) => {
    const patients = [0, 1, 2].map((i) => walletOf(`${mark} ${i}`));
    const keyHashes = patients.map(({ address }) => keyHashOf(address.toLowerCase() as Hex));
    const nonces = new Map<string, number>();
    let toBlock = await headBlock();
    const openScopes = new Set<string>();
    for (const batch of batches) {
      const requests: SignedConsent[] = [];
      for (const [patient, site, purposeIndex, action] of batch) {
        const purpose = PURPOSES[purposeIndex % 2]!;
        const scope = `${patient}/${site}/${purpose}`;
        const nonce = nonces.get(scope) ?? 0;
        const base = { site, purpose, nonce, deadline: now + 100_000 };
        const bySite = action === 3 && openScopes.has(scope);
        if (bySite) continue;
        if (action >= 2 && openScopes.has(scope)) {
          requests.push(await signRevokeRequest(deployment, patients[patient]!, base));
          openScopes.delete(scope);
        } else {
          const terms = { categories: action + 1, from: now, until: now + 200_000, textDigest: hash(`text ${nonce}`) };
          requests.push(await signGrantRequest(deployment, patients[patient]!, { ...base, ...terms }));
          openScopes.add(scope);
        }
        nonces.set(scope, nonce + 1);
      }
      if (requests.length === 0) continue;
      const { rejected, transactions } = await relayConsents(chains[RELAY]!, requests);
      expect(rejected).to.deep.equal([]);
      toBlock = transactions.at(-1)!.blockNumber;
    }
    // The development chain makes one empty block after the last one with transactions.
    if (toBlock === (await headBlock())) await waitForBlockAfter(chains[0]!, toBlock);
    return { keyHashes, toBlock: (await headBlock()) - 1 };
  };

  it("answers as the registry does, for random histories and every block of them", async () => {
    const item = fc.tuple(fc.nat(2), fc.constantFrom(...SITES), fc.nat(1), fc.nat(3));
    const history = fc.array(fc.array(item, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    const window = await openIndex("window", 1_000);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(history, async (batches) => {
        const fromBlock = (await headBlock()) - 1;
        const { keyHashes, toBlock } = await relayHistory(
          `run ${run++}`,
          batches as [number, number, number, number][][],
        );
        await window.sync();
        await expectEqual(window, keyHashes, fromBlock, toBlock);
        for (const keyHash of keyHashes) {
          const indexed = (await window.consentHistory(keyHash)).map(({ site, episode }) => ({ site, ...episode }));
          const onChain = [];
          for (const site of SITES) {
            for (const purpose of PURPOSES) {
              const episodes = await readEpisodes(chains[0]!, keyHash, site, purpose);
              onChain.push(...episodes.map((episode) => ({ site, ...episode })));
            }
          }
          expect(indexed).to.deep.equal(onChain);
        }
        for (const site of SITES) {
          const keys = (await readSiteKeysAt(chains[0]!, site, toBlock)).map(({ keyHash }) => keyHash);
          expect(await window.patientKeysAt(toBlock, site)).to.deep.equal(keys);
        }
      }),
      { numRuns: 6, endOnFailure: true },
    );
    // Read in spans of final blocks, the same chain gives the same index.
    const spans = await openIndex("spans", 0);
    await spans.sync({ toBlock: window.checkpoint!.block });
    expect([...(await spans.cohortAt(window.checkpoint!.block))]).to.deep.equal([
      ...(await window.cohortAt(window.checkpoint!.block)),
    ]);
  });

  it("answers for a study as the registry does, for random histories of limited consents", async () => {
    const studies = [hash("study 1"), hash("study 2"), hash("study 3")];
    const lists = fc.subarray(studies, { minLength: 1 });
    const action = fc.oneof(
      { weight: 3, arbitrary: fc.record({ kind: fc.constant("limited" as const), lists }) },
      fc.record({ kind: fc.constant("plain" as const) }),
      fc.record({ kind: fc.constant("revoke" as const) }),
      fc.record({ kind: fc.constant("revokeAll" as const) }),
    );
    const history = fc.array(fc.tuple(fc.nat(2), action), { minLength: 2, maxLength: 8 });
    const indexer = await openIndex("limited", 1_000);
    const [site, purpose] = [0, PURPOSES[1]];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(history, async (actions) => {
        run += 1;
        const patients = [0, 1, 2].map((i) => walletOf(`limited ${run} ${i}`));
        const keyHashes = patients.map(({ address }) => keyHashOf(address.toLowerCase() as Hex));
        const fromBlock = (await headBlock()) - 1;
        let lastSent = fromBlock;
        for (const [patient, act] of actions) {
          const [wallet, keyHash] = [patients[patient]!, keyHashes[patient]!];
          const deadline = now + 100_000;
          const nonce = await readConsentNonce(chains[0]!, keyHash, site, purpose);
          const terms = { categories: 1, from: now, until: now + 200_000, textDigest: hash("text") };
          const request = { site, purpose, nonce, deadline, ...terms };
          const epoch = await readConsentEpoch(chains[0]!, keyHash, site);
          const signed =
            act.kind === "limited"
              ? await signConsent(deployment, wallet, { kind: "grantForStudies", request, studyDigests: act.lists })
              : act.kind === "plain"
                ? await signGrantRequest(deployment, wallet, request)
                : act.kind === "revoke"
                  ? await signRevokeRequest(deployment, wallet, { site, purpose, nonce, deadline })
                  : await signConsent(deployment, wallet, {
                      kind: "revokeAll",
                      request: { site, nonce: epoch, deadline },
                    });
          // A revocation of nothing is refused, which changes nothing either.
          const { transactions } = await relayConsents(chains[RELAY]!, [signed]);
          lastSent = transactions.at(-1)?.blockNumber ?? lastSent;
        }
        // The development chain makes one empty block after the last one with transactions.
        if (lastSent === (await headBlock())) await waitForBlockAfter(chains[0]!, lastSent);
        const toBlock = (await headBlock()) - 1;
        await indexer.sync();
        for (let block = fromBlock; block <= toBlock; block++) {
          for (const study of studies) {
            const onChain = await readConsentsAt(chains[0]!, site, purpose, keyHashes, block, study);
            const cohort = [...(await indexer.cohortAt(block, { site, purpose, study }))];
            const indexed = new Map(cohort.map(({ keyHash, episode }) => [keyHash, episode]));
            expect(keyHashes.map((keyHash) => indexed.get(keyHash) ?? null)).to.deep.equal(onChain);
          }
        }
        for (let block = fromBlock; block <= toBlock; block++) await expectSameChanges(indexer, block);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });

  it("knows a site's revocation for a patient who lost the key", async () => {
    const { keyHashes } = await relayHistory("lost", [[[0, 0, 0, 0]]]);
    const { blockNumber: toBlock } = await revokeForPatient(chains[0]!, {
      keyHash: keyHashes[0]!,
      purpose: PURPOSES[0],
      evidenceDigest: hash("evidence"),
    });
    await waitForBlockAfter(chains[0]!, toBlock);
    const indexer = await openIndex("lost");
    await indexer.sync();
    const [entry] = await indexer.consentHistory(keyHashes[0]!);
    expect(entry).to.deep.include({ evidenceDigest: hash("evidence"), textDigest: hash("text 0") });
    expect(entry!.episode).to.deep.include({ revocationBasis: "site", revokeBlock: toBlock });
    await expectEqual(indexer, keyHashes, toBlock - 1, toBlock);
  });

  it("ends every purpose of a key at a site when all is revoked, and gives a late request no force", async () => {
    const patients = [walletOf("epoch 0"), walletOf("epoch 1")];
    const keyHashes = patients.map(({ address }) => keyHashOf(address.toLowerCase() as Hex));
    const fromBlock = (await headBlock()) - 1;
    const base = { deadline: now + 100_000, categories: 1, from: now, until: now + 200_000, textDigest: hash("text") };
    const relay = async (...requests: SignedConsent[]) => (await relayConsents(chains[RELAY]!, requests)).rejected;
    const grant = async (patient: number, site: number, purpose: number, nonce: number) =>
      signGrantRequest(deployment, patients[patient]!, { ...base, site, purpose, nonce });
    const next = (patient: number, site: number, purpose: number) =>
      readConsentNonce(chains[0]!, keyHashes[patient]!, site, purpose);
    const revokeAll = async (patient: number, site: number) => {
      const nonce = await readConsentEpoch(chains[0]!, keyHashes[patient]!, site);
      const request = { site, nonce, deadline: now + 100_000 };
      const wallet = patients[patient]!;
      const signature = await signConsentData(wallet, revokeAllTypedData(deployment, request));
      return relayRevokeAll(chains[RELAY]!, { request, signer: wallet.address.toLowerCase() as Hex, signature });
    };
    const firstGrants = [
      await grant(0, 0, 6, 0),
      await grant(0, 0, 42, 0),
      await grant(0, 1, 6, 0),
      await grant(1, 0, 6, 0),
    ];
    expect(await relay(...firstGrants)).to.deep.equal([]);
    // Signed in epoch 0, relayed after it ended.
    const late = await grant(0, 0, 6, await next(0, 0, 6));
    const lateRevocation = await signRevokeRequest(deployment, patients[0]!, {
      site: 0,
      purpose: 42,
      nonce: await next(0, 0, 42),
      deadline: now + 100_000,
    });
    await revokeAll(0, 0);
    expect(await relay(late)).to.deep.equal([]);
    expect(await relay(await grant(0, 0, 6, await next(0, 0, 6)))).to.deep.equal([]);
    expect(await relay(await grant(0, 0, 6, await next(0, 0, 6)))).to.deep.equal([]);
    await revokeAll(0, 0);
    // The key's last event: nothing of it has changed since the block before.
    expect(await relay(lateRevocation)).to.deep.equal([]);
    await retireKey(chains[0]!, { keyHash: keyHashes[1]!, evidenceDigest: hash("lost") });
    const { blockNumber: toBlock } = await attestConsents(chains[1]!, [
      {
        keyHash: hash("on paper"),
        basis: "paper",
        purpose: 42,
        categories: 1,
        from: now,
        until: now + 9_999,
        evidenceDigest: hash("paper"),
      },
    ]);
    await waitForBlockAfter(chains[0]!, toBlock);

    for (const [name, reorgDepth] of [
      ["epochs", 1_000],
      ["epochs in spans", 0],
    ] as const) {
      const indexer = await openIndex(name, reorgDepth);
      await indexer.sync();
      await expectEqual(indexer, [...keyHashes, hash("on paper")], fromBlock, toBlock);
      for (let block = fromBlock; block <= toBlock; block++) await expectSameChanges(indexer, block);
      const closed = (await indexer.consentHistory(keyHashes[0]!)).map(({ site, episode }) => [
        site,
        episode.purpose,
        episode.revocationBasis,
      ]);
      expect(closed).to.deep.equal([
        [0, 6, "patient"],
        [0, 6, "nextGrant"],
        [0, 6, "patient"],
        [0, 42, "patient"],
        [1, 6, "none"],
      ]);
      const [retired] = await indexer.consentHistory(keyHashes[1]!);
      expect(retired).to.deep.include({ evidenceDigest: hash("lost") });
      expect(retired!.episode.revocationBasis).to.equal("site");
      const [paper] = await indexer.consentHistory(hash("on paper"));
      expect(paper!.episode.basis).to.equal("paper");
      expect(paper!.textDigest).to.equal(hash("paper"));
    }
  });

  it("tells studies, access, rounds and models as the contracts do", async () => {
    const coordinator = chains[COORDINATOR]!;
    const studyDigest = hash("study");
    const { studyId } = await publishStudy(coordinator, {
      studyDigest,
      purpose: 42,
      categories: 1,
      minSites: 2,
      maxRounds: 9,
      expiresAt: now + 1_000_000,
      maxCommitSpan: 900_000,
      colluders: 0,
      opener: COORDINATOR,
    });
    for (const site of [0, 1, 2]) {
      await grantAccess(chains[site]!, { studyId, studyDigest, until: now + 500_000, roundCap: 5 });
    }
    let queries = 0;
    const open = (stateDigest: Hex) =>
      openRound(coordinator, {
        studyId,
        manifestDigest: hash("manifest"),
        stateDigest,
        queryDigest: hash(`query ${++queries}`),
        minSites: 2,
        joinBy: now + 100_000,
        commitBy: now + 200_000,
        unmaskBy: now + 300_000,
      });
    const runRound = async (members: number[], base: Hex, model: Hex) => {
      const { roundId } = await open(base);
      await freezeRoster(coordinator, { roundId, rosterBitmap: bitmapOf([0, 1, 2]), rosterRoot: hash("roster") });
      await freezeSurvivors(coordinator, await signedSurvivors(coordinator, roundId, members, keyOf));
      await finalizeRound(coordinator, { roundId, resultDigest: hash("result"), modelDigest: model });
      return roundId;
    };
    const zero: Hex = `0x${"00".repeat(32)}`;
    const begin = hash("begin");
    const first = await runRound([0, 1], begin, hash("model 1"));
    const second = await runRound([1, 2], hash("model 1"), hash("model 2"));
    const third = await runRound([1, 2], begin, zero);
    const { roundId: aborted } = await open(begin);
    await abortRound(coordinator, { roundId: aborted, reason: "too few" });
    await disputeRound(chains[1]!, { roundId: second, reasonDigest: hash("why") });
    for (const site of [0, 1]) await voteModel(chains[site]!, { modelId: first, stage: "approved" });
    await withdrawAccess(chains[2]!, { studyId });
    // A site's word makes no model audited, an independent auditor's does.
    await attestModel(chains[0]!, { modelId: second, kind: "fairness", evidenceDigest: hash("evidence") });
    await attestModel(chains[RELAY]!, { modelId: first, kind: "fairness", evidenceDigest: hash("evidence") });

    const indexer = await openIndex("records");
    await indexer.sync();
    const study = await readStudy(coordinator, studyId);
    const [indexed, ...others] = await indexer.studies();
    expect(study).to.deep.include(indexed);
    expect(others).to.deep.equal([]);
    const rounds = await indexer.rounds({ studyId });
    expect(rounds.map(({ roundId }) => roundId)).to.deep.equal([first, second, third, aborted]);
    for (const round of rounds) {
      const record = await readRound(coordinator, round.roundId);
      expect(round).to.deep.include({
        status: record.status,
        opener: record.opener,
        consentBlock: record.consentBlock,
        manifestDigest: record.manifestDigest,
        stateDigest: record.stateDigest,
        queryDigest: record.queryDigest,
        roster: indicesOf(record.rosterBitmap),
        rosterFrozenBlock: record.rosterFrozenBlock,
        survivors: indicesOf(record.survivorBitmap),
        survivorsFrozenBlock: record.survivorsFrozenBlock,
        closedBlock: record.closedBlock,
        disputes: indicesOf(record.disputes),
      });
      expect(round.rosterRoot ?? zero).to.equal(record.rosterRoot);
      expect(round.commitmentsRoot ?? zero).to.equal(record.commitmentsRoot);
      expect(round.resultDigest ?? zero).to.equal(record.resultDigest);
      expect(round.resultModelDigest ?? zero).to.equal(record.resultModelDigest);
    }
    for (const model of await indexer.models()) {
      const {
        modelDigest,
        parentDigest,
        studyId: of,
        stage,
        riskClass,
        registeredBlock,
      } = await readModel(coordinator, model.modelId);
      expect(model).to.deep.include({ modelDigest, parentDigest, studyId: of, stage, riskClass, registeredBlock });
    }
    const models = await indexedModels(indexer, coordinator);
    expect(models).to.deep.equal(await readModels(coordinator));
    expect(models.map(({ audited }) => audited)).to.deep.equal([true, false]);
    const [fromIndex, fromContracts] = [indexLedger(indexer, coordinator), contractLedger(coordinator)];
    for (let time = 0; time < 2; time++) {
      expect(await fromIndex.rounds(studyId)).to.deep.equal(await fromContracts.rounds(studyId));
    }
    expect(await fromIndex.accessHistory(studyId)).to.deep.equal(await fromContracts.accessHistory(studyId));
    const touched = async (site: number, fromBlock = 0) =>
      (await indexer.modelsTouchedBy(site, fromBlock)).map(({ modelId }) => modelId);
    expect(await touched(0)).to.deep.equal([first, second]);
    expect(await touched(2)).to.deep.equal([second]);
    expect(await touched(0, rounds[1]!.consentBlock)).to.deep.equal([second]);
    const access = (await indexer.accessOf(studyId)).filter(({ site }) => site === 2);
    const grant = await readGrant(coordinator, studyId, 2);
    expect(access.map(({ kind, blockNumber }) => [kind, blockNumber])).to.deep.equal([
      ["granted", grant.grantedBlock],
      ["withdrawn", grant.withdrawnBlock],
    ]);
    expect(access[0]).to.deep.include({ until: grant.until, roundCap: grant.roundCap });
  });

  it("answers for a study of 20 rounds with few requests, and the second time with hardly any", async () => {
    const coordinator = chains[COORDINATOR]!;
    const studyDigest = hash("study of 20 rounds");
    const terms = { studyDigest, purpose: 42, categories: 1, minSites: 2, maxRounds: 99, expiresAt: now + 1_000_000 };
    const { studyId } = await publishStudy(coordinator, {
      ...terms,
      maxCommitSpan: 900_000,
      colluders: 0,
      opener: COORDINATOR,
    });
    for (let round = 0; round < 20; round++) {
      const { roundId } = await openRound(coordinator, {
        studyId,
        manifestDigest: hash(`manifest ${round}`),
        stateDigest: hash("state"),
        queryDigest: hash(`a query ${round}`),
        minSites: 2,
        joinBy: now + 100_000,
        commitBy: now + 200_000,
        unmaskBy: now + 300_000,
      });
      await abortRound(coordinator, { roundId, reason: "TOO_FEW_JOINED" });
    }
    const http = httpTransport(devChain.url, 30_000);
    const asked: string[] = [];
    const transport: RpcTransport = (payload) => {
      asked.push(payload.method);
      return http(payload);
    };
    const provider = new ChainProvider({ transport, chainId: deployment.chainId });
    const chain = await connectChain({ provider, deployment });
    const counted = async (work: () => Promise<unknown>): Promise<number> => {
      asked.length = 0;
      await work();
      return asked.length;
    };
    const indexer = await Indexer.open({ dir: join(dir, "few requests"), provider, deployment, reorgDepth: 0 });
    opened.push(indexer);
    const status = async () => {
      await indexer.sync();
      expect((await indexer.rounds({ studyId })).map(({ status }) => status)).to.deep.equal(Array(20).fill("aborted"));
    };
    const ofAudit = async (ledger: StudyLedger) => {
      await Promise.all([ledger.rounds(studyId), ledger.accessHistory(studyId)]);
      for (let round = 0; round < 20; round++) {
        for (const site of SITES) await ledger.sealsAt(deployment.deployBlock + 1, site);
        for (const site of SITES) await ledger.revokedKeysAt(deployment.deployBlock + 1, { site, purpose: 42 });
      }
    };
    // The first reading of some 400 blocks, then one look for new ones.
    expect(await counted(status), "status, first").to.be.at.most(8);
    // Asked for at once: the head, the checkpoint and the block after it. The development chain's one block after the last transaction
    // may come in between, and costs two more.
    const again = [await counted(status), await counted(status)];
    expect(Math.min(...again), `status, again: ${again}`).to.equal(3);
    expect(await counted(() => readRoundsOfStudy(chain, studyId)), "status, of the contracts").to.equal(41);
    expect(await counted(() => ofAudit(indexLedger(indexer, chain))), "audit, first").to.equal(20);
    expect(await counted(() => ofAudit(indexLedger(indexer, chain))), "audit, again").to.equal(0);
    expect(await counted(() => ofAudit(contractLedger(chain))), "audit, of the contracts").to.be.above(180);
    const models = () => indexedModels(indexer, chain);
    expect(await counted(models), "models").to.be.at.most(6);
    // A round of the cohort's: only what is new.
    await relayHistory("after 20 rounds", [[[0, 0, 1, 0]], [[1, 0, 1, 0]]]);
    const changes = async () => {
      await indexer.sync();
      await indexer.changedKeysAfter(deployment.deployBlock, { site: 0, purpose: 42 });
    };
    expect(await counted(changes), "consents that changed").to.be.at.most(6);
    provider.destroy();
  });

  it("is right after kill -9 at any moment, and goes on from there", async () => {
    const steps = Array.from({ length: 40 }, (_, i): [number, number, number, number][] => [
      [i % 3, i % 2, i % 2, 0],
      [(i + 1) % 3, i % 2, 1, 2],
    ]);
    const fromBlock = (await headBlock()) - 1;
    const { keyHashes, toBlock } = await relayHistory("kill", steps);
    const folder = join(dir, "killed");
    let covered = -1;
    let killed = 0;
    for (let round = 1; round <= 4 && covered < toBlock - 5; round++) {
      const child = spawn(process.execPath, [CHILD, folder, devChain.url, JSON.stringify(deployment)], {
        stdio: ["ignore", "pipe", "inherit"],
      });
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const until = Math.min(toBlock, deployment.deployBlock + Math.floor(((toBlock - 5) * round) / 5));
      while (covered < until) covered = Number((await lines.next()).value);
      // Somewhere in the next block, before, between or after its writes.
      await new Promise((resolve) => setTimeout(resolve, 12 * round));
      child.kill("SIGKILL");
      await once(child, "exit");
      killed += 1;
      const indexer = await openIndex("killed", 64);
      expect(indexer.checkpoint!.block).to.be.at.least(covered);
      covered = indexer.checkpoint!.block;
      await expectEqual(indexer, keyHashes, Math.max(0, Math.min(covered, toBlock) - 2), Math.min(covered, toBlock));
      await indexer.close();
      opened.pop();
    }
    expect(killed).to.be.at.least(2);
    const indexer = await openIndex("killed", 64);
    await indexer.sync();
    await expectEqual(indexer, keyHashes, fromBlock, toBlock);
    const untouched = await openIndex("untouched", 0);
    await untouched.sync({ toBlock: indexer.checkpoint!.block });
    expect([...(await indexer.cohortAt(toBlock))]).to.deep.equal([...(await untouched.cohortAt(toBlock))]);
  });
});
