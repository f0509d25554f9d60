import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eventDecoder } from "@consilium/indexer/decodeLog.ts";
import { Indexer, type IndexerOptions } from "@consilium/indexer/Indexer.ts";
import { IndexStore } from "@consilium/indexer/IndexStore.ts";
import { bitmapOf } from "@consilium/sdk/chain/bitmap.ts";
import { type ContractName, interfaceOf } from "@consilium/sdk/chain/contracts.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { plainFields } from "@consilium/sdk/chain/typedAbi.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import { encodeBytes32String, id } from "ethers";
import fc from "fast-check";
import { Level } from "level";
import {
  episodeWord,
  granted,
  limitedTo,
  registered,
  revoked,
  SCRIPTED_DEPLOYMENT,
  ScriptedChain,
  type ScriptedEpisode,
  type ScriptedLog,
  scriptedLog,
  scriptedState,
  scriptedTerms,
} from "../support/ScriptedChain.ts";

const PURPOSE = 42;
const key = (name: string) => id(name) as Hex;
const reason = (text: string) => encodeBytes32String(text) as Hex;
const ZERO = `0x${"00".repeat(32)}` as const;

async function failure(work: Promise<unknown>): Promise<{ code: string; message: string }> {
  try {
    await work;
  } catch (error) {
    if (isFederationError(error)) return { code: error.code, message: error.message };
    throw error;
  }
  return { code: "none", message: "" };
}

describe("indexer", () => {
  let dir: string;
  let chain: ScriptedChain;
  const opened: Indexer[] = [];

  const open = async (options: Partial<IndexerOptions> = {}): Promise<Indexer> => {
    const base = { dir, provider: chain, deployment: SCRIPTED_DEPLOYMENT, requestsPerSecond: 1e6, reorgDepth: 8 };
    const indexer = await Indexer.open({ ...base, ...options });
    opened.push(indexer);
    return indexer;
  };
  const members = async (indexer: Indexer, block: number, scope = {}): Promise<string[]> =>
    [...(await indexer.cohortAt(block, scope)).keyHashes()].sort();
  const episode = (name: string, grantBlock: number, more: Partial<ScriptedEpisode> = {}): ScriptedEpisode => ({
    keyHash: key(name),
    site: 0,
    purpose: PURPOSE,
    grantBlock,
    ...more,
  });
  /** Everything that the index answers, to compare two of them. */
  const contents = async (indexer: Indexer, names: readonly string[]) => ({
    checkpoint: indexer.checkpoint,
    cohorts: await Promise.all(
      Array.from({ length: (indexer.checkpoint?.block ?? -1) + 1 }, (_, block) => members(indexer, block)),
    ),
    histories: await Promise.all(names.map((name) => indexer.consentHistory(key(name)))),
    studies: await indexer.studies(),
    rounds: await indexer.rounds(),
    models: await indexer.models(),
  });

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "consilium-index-"));
    chain = new ScriptedChain();
  });
  afterEach(async () => {
    for (const indexer of opened.splice(0)) await indexer.close();
    await rm(dir, { recursive: true, force: true });
  });

  describe("decoding", () => {
    it("reads every event as ethers does", () => {
      const values: [ContractName, string, unknown[]][] = [
        ["ConsentRegistry", "ConsentGranted", [id("k"), 65_535, id("text"), 2n ** 256n - 1n]],
        ["ConsentRegistry", "ConsentLimited", [id("k"), 3, 42, []]],
        ["ConsentRegistry", "ConsentLimited", [id("k"), 3, 42, Array.from({ length: 32 }, (_, i) => id(`${i}`))]],
        ["ConsentRegistry", "PatientKeyRegistered", [3, 2 ** 32 - 1, id("k")]],
        ["StudyRegistry", "StudyPublished", [7, id("s"), 2, scriptedTerms("s")]],
        ["RoundLedger", "RosterFrozen", [1, 7, scriptedState({ rosterBitmap: 2n ** 255n, figures: 2n ** 256n - 1n })]],
        ["RoundLedger", "RoundAborted", [1, 2, 3, scriptedState({ abortReason: reason("too few") })]],
        ["ModelRegistry", "ModelStageChanged", [4, 2]],
      ];
      for (const [contract, name, given] of values) {
        const abi = interfaceOf(contract);
        const log = abi.encodeEventLog(name, given);
        const inputs = abi.getEvent(name)!.inputs as any;
        const decode = eventDecoder(contract, name as never);
        expect(decode(log), name).to.deep.equal(plainFields(inputs, abi.decodeEventLog(name, log.data, log.topics)));
      }
    });

    it("refuses a word outside its type, a log of another length and one of too few topics", async () => {
      const decode = eventDecoder("ConsentRegistry", "ConsentGranted");
      const log = granted(episode("a", 1));
      expect(decode(log).site).to.equal(0);
      const wide = { ...log, topics: [log.topics[0]!, log.topics[1]!, `0x${"0".repeat(58)}010000`] };
      for (const bad of [
        wide,
        { ...log, data: log.data.slice(0, -64) },
        { ...log, data: `${log.data}${"0".repeat(64)}` },
        { ...log, data: `${log.data.slice(0, -1)}g` },
        { ...log, topics: log.topics.slice(0, 2) },
        { ...log, topics: [log.topics[0]!, "0x12", log.topics[2]!] },
      ]) {
        const refusal = await failure((async () => decode(bad))());
        expect(refusal.code).to.equal("CHAIN_UNREACHABLE");
        expect(refusal.message).to.include("malformed");
      }
    });
  });

  describe("consents that are limited to studies", () => {
    const [first, second] = [key("study 1"), key("study 2")];
    const limited = (name: string, block: number, studies: readonly Hex[], more: Partial<ScriptedEpisode> = {}) => {
      const made = episode(name, block, { limited: true, ...more });
      return [granted(made), limitedTo(made, studies)];
    };
    const listed = async (indexer: Indexer, block: number, study?: Hex) =>
      Object.fromEntries(
        [
          ...(await indexer.cohortAt(block, { site: 0, purpose: PURPOSE, ...(study === undefined ? {} : { study }) })),
        ].map(({ keyHash, episode: { limited, listed } }) => [
          keyHash,
          limited ? (listed ?? "not asked") : "every study",
        ]),
      );

    it("say at any block whether they list a study, also after another grant of the key", async () => {
      chain.mine(granted(episode("a", 1)), ...limited("b", 1, [first]), ...limited("c", 1, [first, second]));
      chain.mine(...limited("b", 2, [second], { index: 1 }), granted(episode("c", 2, { index: 1 })));
      chain.mine(revoked(episode("b", 2, { index: 1, revokeBlock: 3, limited: true })));
      const indexer = await open();
      await indexer.sync();
      const [a, b, c] = [key("a"), key("b"), key("c")];
      expect(await listed(indexer, 1, first)).to.deep.equal({ [a]: "every study", [b]: true, [c]: true });
      expect(await listed(indexer, 1, second)).to.deep.equal({ [a]: "every study", [b]: false, [c]: true });
      expect(await listed(indexer, 1, key("study 3"))).to.deep.equal({ [a]: "every study", [b]: false, [c]: false });
      expect(await listed(indexer, 1)).to.deep.equal({ [a]: "every study", [b]: "not asked", [c]: "not asked" });
      expect(await listed(indexer, 2, first)).to.deep.equal({ [a]: "every study", [b]: false, [c]: "every study" });
      expect(await listed(indexer, 3, second)).to.deep.equal({ [a]: "every study", [c]: "every study" });
      const history = await indexer.consentHistory(b);
      expect(history.map(({ studyDigests }) => studyDigests)).to.deep.equal([[first], [second]]);
      expect((await failure(indexer.cohortAt(1, { study: "0x12" }))).code).to.equal("REQUEST_INVALID");
    });

    it("are found beyond the first chunk of a column", async () => {
      for (let block = 1; block <= 3; block++) {
        chain.mine(
          ...Array.from({ length: 150 }, (_, i) =>
            limited(`k${block}/${i}`, block, [i % 3 === 0 ? first : second]),
          ).flat(),
        );
      }
      const indexer = await open();
      await indexer.sync();
      const at = await listed(indexer, 3, first);
      expect(Object.keys(at)).to.have.length(450);
      for (let i = 0; i < 150; i++) expect(at[key(`k3/${i}`)]).to.equal(i % 3 === 0);
    });

    it("are taken back with a replaced block", async () => {
      chain.mine(...limited("a", 1, [first]));
      chain.mine(...limited("b", 2, [first]));
      const indexer = await open();
      await indexer.sync();
      chain.replaceFrom(2);
      chain.mine(...limited("c", 2, [second]));
      chain.mine();
      await indexer.sync();
      expect(await listed(indexer, 3, first)).to.deep.equal({ [key("a")]: true, [key("c")]: false });
    });

    it("have no force where they come late, with their list", async () => {
      const over = scriptedLog("ConsentRegistry", "ConsentsRevoked", [key("a"), 0, 1, 1, ZERO]);
      chain.mine(...limited("a", 1, [first]));
      chain.mine(over, ...limited("a", 2, [second], { index: 1 }));
      const indexer = await open();
      await indexer.sync();
      expect(await listed(indexer, 1, first)).to.deep.equal({ [key("a")]: true });
      expect(await listed(indexer, 1, second)).to.deep.equal({ [key("a")]: false });
      expect(await listed(indexer, 2, second)).to.deep.equal({});
      expect((await indexer.consentHistory(key("a"))).map(({ studyDigests }) => studyDigests)).to.deep.equal([[first]]);
    });

    it("need their list, and a list its grant, one right after the other", async () => {
      const made = episode("a", 1, { limited: true });
      const other = episode("b", 1, { limited: true });
      for (const logs of [
        [granted(made)],
        [granted(made), granted(episode("b", 1))],
        [limitedTo(made, [first])],
        [granted(episode("a", 1)), limitedTo(made, [first])],
        [granted(made), limitedTo(other, [first])],
        [granted(made), limitedTo({ ...made, purpose: 6 }, [first])],
        [granted(made), limitedTo({ ...made, site: 1 }, [first])],
        [granted(made), granted(other), limitedTo(made, [first]), limitedTo(other, [first])],
      ]) {
        chain = new ScriptedChain();
        chain.mine(...logs);
        const indexer = await open();
        const refusal = await failure(indexer.sync());
        expect(refusal.code).to.equal("CHAIN_UNREACHABLE");
        expect(refusal.message).to.include("left logs out");
        expect(indexer.checkpoint).to.equal(undefined);
        await opened.pop()!.close();
        await rm(dir, { recursive: true, force: true });
      }
    });

    it("are not paired with a later grant's list where logs between were left out", async () => {
      chain.mine(...limited("a", 1, [first]), ...limited("a", 1, [second], { index: 1 }));
      const indexer = await open();
      chain.tamper = (method, answer) =>
        method === "eth_getLogs" ? answer.filter((_: unknown, i: number) => i === 0 || i === 3) : answer;
      const refusal = await failure(indexer.sync());
      expect(refusal.code).to.equal("CHAIN_UNREACHABLE");
      expect(indexer.checkpoint).to.equal(undefined);
    });

    it("refuse a list that is none", async () => {
      const decode = eventDecoder("ConsentRegistry", "ConsentLimited");
      const log = limitedTo(episode("a", 1), [first, second]);
      expect(decode(log).studyDigests).to.deep.equal([first, second]);
      const word = (at: number, value: string) =>
        `${log.data.slice(0, 2 + at * 64)}${value.padStart(64, "0")}${log.data.slice(2 + (at + 1) * 64)}`;
      const tooLong = limitedTo(
        episode("a", 1),
        Array.from({ length: 33 }, (_, i) => key(`${i}`)),
      );
      for (const data of [
        word(1, "60"),
        word(2, "1"),
        word(2, "3"),
        word(2, "10002"),
        log.data.slice(0, -64),
        `${log.data}${"0".repeat(64)}`,
        log.data.slice(0, 2 + 2 * 64),
        tooLong.data,
      ]) {
        const refusal = await failure((async () => decode({ ...log, data }))());
        expect(refusal.code).to.equal("CHAIN_UNREACHABLE");
      }
    });
  });

  it("answers who consented at any block, by site and purpose", async () => {
    chain.mine(registered(0, 0, key("a")), granted(episode("a", 1)));
    chain.mine(granted(episode("b", 2, { site: 1 })), granted(episode("c", 2, { purpose: 6 })));
    chain.mine(revoked(episode("a", 1, { revokeBlock: 3 })));
    chain.mine(granted(episode("a", 4, { index: 1 })));
    const indexer = await open();
    const result = await indexer.sync();
    expect(result).to.deep.include({ head: 4, events: 6, undone: 0 });
    const sorted = (...names: string[]) => names.map(key).sort();
    expect(await members(indexer, 0)).to.deep.equal([]);
    expect(await members(indexer, 1)).to.deep.equal(sorted("a"));
    expect(await members(indexer, 2)).to.deep.equal(sorted("a", "b", "c"));
    expect(await members(indexer, 3)).to.deep.equal(sorted("b", "c"));
    expect(await members(indexer, 4)).to.deep.equal(sorted("a", "b", "c"));
    expect(await members(indexer, 4, { site: 0 })).to.deep.equal(sorted("a", "c"));
    expect(await members(indexer, 4, { site: 0, purpose: PURPOSE })).to.deep.equal(sorted("a"));
    const [entry] = await indexer.cohortAt(4, { site: 1 });
    expect(entry).to.deep.include({ keyHash: key("b"), site: 1 });
    expect(entry!.episode).to.deep.include({ purpose: PURPOSE, grantBlock: 2, revokeBlock: 0, basis: "patient" });
    expect(await indexer.patientKeysAt(4, 0)).to.deep.equal([key("a")]);
    expect((await failure(indexer.cohortAt(5))).code).to.equal("NOT_FOUND");
  });

  it("tells the history of a key, and which episode a next grant closed", async () => {
    chain.mine(granted(episode("a", 1)));
    chain.mine(granted(episode("a", 2, { index: 1 })), granted(episode("a", 2, { site: 3 })));
    chain.mine(
      scriptedLog("ConsentRegistry", "ConsentRevokedBySite", [
        key("a"),
        0,
        episodeWord(episode("a", 2, { index: 1, revokeBlock: 3, revokedBy: 3 })),
        id("evidence"),
      ]),
    );
    const indexer = await open();
    await indexer.sync();
    const history = await indexer.consentHistory(key("a"));
    expect(
      history.map(({ site, episode: { grantBlock, revokeBlock, revocationBasis } }) => [
        site,
        grantBlock,
        revokeBlock,
        revocationBasis,
      ]),
    ).to.deep.equal([
      [0, 1, 2, "nextGrant"],
      [0, 2, 3, "site"],
      [3, 2, 0, "none"],
    ]);
    expect(history.map(({ evidenceDigest }) => evidenceDigest)).to.deep.equal([undefined, id("evidence"), undefined]);
    expect(history.every(({ textDigest }) => textDigest === id("text"))).to.equal(true);
    expect(await indexer.consentHistory(key("nobody"))).to.deep.equal([]);
    expect((await failure(indexer.consentHistory("0x12"))).code).to.equal("REQUEST_INVALID");
  });

  it("finds the models that hold a site's data, also through the models they descend from", async () => {
    const round = (roundId: number, survivors: number[], base: Hex, model: Hex): ScriptedLog[] => [
      scriptedLog("RoundLedger", "RoundOpened", [roundId, 1, 9, scriptedState({ stateDigest: base })]),
      scriptedLog("RoundLedger", "RosterFrozen", [roundId, 1, scriptedState({ rosterBitmap: bitmapOf([0, 1, 2]) })]),
      scriptedLog("RoundLedger", "SurvivorsFrozen", [
        roundId,
        1,
        scriptedState({ survivorBitmap: bitmapOf(survivors) }),
      ]),
      scriptedLog("RoundLedger", "RoundFinalized", [
        roundId,
        1,
        model,
        scriptedState({ stateDigest: base, resultModelDigest: model }),
      ]),
    ];
    const terms = scriptedTerms("study");
    chain.mine(
      scriptedLog("StudyRegistry", "StudyPublished", [1, id("study"), 4, terms]),
      scriptedLog("StudyRegistry", "AccessGranted", [1, 2, 1_800_000_000, 3]),
    );
    chain.mine(...round(1, [0, 1], ZERO, key("m1")));
    chain.mine(...round(2, [1, 2], key("m1"), key("m2")));
    chain.mine(...round(3, [2], ZERO, key("m3")));
    chain.mine(
      scriptedLog("ModelRegistry", "ModelStageChanged", [2, 2]),
      scriptedLog("StudyRegistry", "AccessWithdrawn", [1, 2]),
      scriptedLog("RoundLedger", "RoundOpened", [4, 1, 9, scriptedState({ stateDigest: key("m2") })]),
      scriptedLog("RoundLedger", "RoundAborted", [4, 1, 9, scriptedState({ abortReason: reason("too few") })]),
      scriptedLog("RoundLedger", "RoundDisputed", [2, 1, id("why")]),
      scriptedLog("RoundLedger", "DisputesDismissed", [2, bitmapOf([1])]),
    );
    const indexer = await open();
    await indexer.sync();
    const touched = async (site: number, fromBlock?: number) =>
      (await indexer.modelsTouchedBy(site, fromBlock)).map(({ modelId }) => modelId);
    expect(await touched(0)).to.deep.equal([1, 2]);
    expect(await touched(0, 3)).to.deep.equal([2]);
    expect(await touched(1)).to.deep.equal([1, 2]);
    expect(await touched(2)).to.deep.equal([2, 3]);
    expect(await touched(3)).to.deep.equal([]);
    const [, second] = await indexer.models();
    expect(second).to.deep.include({ stage: "approved", sites: [1, 2], touchedBy: [0, 1, 2], registeredBlock: 3 });
    expect(second!.riskClass, "its study's").to.equal("high");
    expect((await indexer.rounds({ site: 0 })).map(({ roundId }) => roundId)).to.deep.equal([1]);
    const rounds = await indexer.rounds({ studyId: 1 });
    expect(rounds.map(({ status }) => status)).to.deep.equal(["finalized", "finalized", "finalized", "aborted"]);
    expect(rounds[1]).to.deep.include({ disputes: [1], dismissed: [1], consentBlock: 3, resultModelDigest: key("m2") });
    expect((await indexer.accessOf(1)).map(({ kind, site }) => [kind, site])).to.deep.equal([
      ["granted", 2],
      ["withdrawn", 2],
    ]);
    expect((await indexer.studies())[0]).to.deep.include({ studyId: 1, sponsor: 4, maxRounds: 9, publishedBlock: 1 });
  });

  describe("a chain that replaces blocks (scripted: neither the development chain nor QBFT does)", () => {
    it("takes replaced blocks back and reads the new ones", async () => {
      chain.mine(granted(episode("a", 1)));
      chain.mine(granted(episode("b", chain.head + 1)));
      chain.mine(revoked(episode("a", 1, { revokeBlock: 3 })), granted(episode("b", 3, { index: 1 })));
      const indexer = await open();
      await indexer.sync();
      expect(await members(indexer, 3)).to.deep.equal([key("b")]);

      chain.replaceFrom(2);
      chain.mine(granted(episode("c", 2)));
      chain.mine();
      chain.mine(granted(episode("b", 4)));
      expect(await indexer.sync()).to.deep.include({ head: 4, undone: 2, events: 2 });
      expect(await members(indexer, 3)).to.deep.equal([key("a"), key("c")].sort());
      expect(await members(indexer, 4)).to.deep.equal([key("a"), key("b"), key("c")].sort());
      expect(await indexer.consentHistory(key("b"))).to.have.length(1);
    });

    it("holds the same, whatever was replaced on the way, as an index that reads the last chain only", async () => {
      const names = ["a", "b", "c"];
      const step = fc.record({
        back: fc.nat(3),
        blocks: fc.array(fc.array(fc.nat(5), { maxLength: 3 }), { maxLength: 4 }),
      });
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 5 }), async (steps) => {
          const chain = new ScriptedChain();
          const folder = await mkdtemp(join(tmpdir(), "consilium-index-"));
          const indexer = await open({ dir: folder, provider: chain });
          /** Newest episode of each key after each block. */
          const states: Map<string, ScriptedEpisode & { open: boolean }>[] = [new Map()];
          for (const { back, blocks } of steps) {
            const before = chain.blocks.length;
            const keep = Math.max(1, before - back);
            if (keep < chain.blocks.length) chain.replaceFrom(keep);
            states.length = chain.blocks.length;
            for (const actions of blocks) {
              const state = new Map(states.at(-1));
              const logs = actions.map((action) => {
                const name = names[action % 3]!;
                const last = state.get(name);
                if (action >= 3 && last?.open) {
                  const closed = { ...last, revokeBlock: chain.blocks.length };
                  state.set(name, { ...last, open: false });
                  return revoked(closed);
                }
                const next = episode(name, chain.blocks.length, { index: last === undefined ? 0 : last.index! + 1 });
                state.set(name, { ...next, open: true });
                return granted(next);
              });
              chain.mine(...logs);
              states.push(state);
            }
            // A chain that only lost blocks looks like a node that is behind, so the new one is at least as long.
            while (chain.blocks.length < before) {
              chain.mine();
              states.push(states.at(-1)!);
            }
            await indexer.sync();
          }
          const freshFolder = await mkdtemp(join(tmpdir(), "consilium-index-"));
          const fresh = await open({ dir: freshFolder, provider: chain, reorgDepth: 0 });
          await fresh.sync();
          expect(await contents(indexer, names)).to.deep.equal(await contents(fresh, names));
          for (const [block, state] of states.entries()) {
            const open = names
              .filter((name) => state.get(name)?.open)
              .map(key)
              .sort();
            if (block >= 1) expect(await members(fresh, block)).to.deep.equal(open);
          }
          for (const used of opened.splice(0)) await used.close();
          await rm(folder, { recursive: true });
          await rm(freshFolder, { recursive: true });
        }),
        { numRuns: 25 },
      );
    });

    it("refuses a chain replaced deeper than it can go back", async () => {
      for (let block = 1; block <= 12; block++) chain.mine(granted(episode(`k${block}`, block)));
      const indexer = await open({ reorgDepth: 4 });
      await indexer.sync();
      chain.replaceFrom(7);
      for (let block = 7; block <= 13; block++) chain.mine();
      const refusal = await failure(indexer.sync());
      expect(refusal.code).to.equal("CONFIG_INVALID");
      expect(refusal.message).to.include("delete the index's folder");
    });

    it("keeps no more blocks to go back to than the depth", async () => {
      for (let block = 1; block <= 12; block++) chain.mine();
      const indexer = await open({ reorgDepth: 4 });
      await indexer.sync();
      chain.mine();
      await indexer.sync();
      await indexer.close();
      const store = await IndexStore.open(dir, SCRIPTED_DEPLOYMENT);
      expect(await store.undoableBlocks()).to.deep.equal([10, 11, 12, 13]);
      await store.close();
    });

    it("waits for a node that is only behind", async () => {
      for (let block = 1; block <= 5; block++) chain.mine(granted(episode(`k${block}`, block)));
      const indexer = await open();
      await indexer.sync();
      const newest = chain.blocks.pop()!;
      expect(await indexer.sync()).to.deep.include({ head: 4, undone: 0, events: 0 });
      expect(indexer.checkpoint?.block).to.equal(5);
      chain.blocks.push(newest);
      expect((await indexer.sync()).undone).to.equal(0);
      expect(await members(indexer, 5)).to.have.length(5);
    });

    it("does not build on a block whose parent was replaced while it read", async () => {
      chain.mine(granted(episode("a", 1)));
      chain.mine(granted(episode("b", chain.head + 1)));
      const indexer = await open();
      // After the first block's header was read, both are replaced.
      chain.tamper = (method, answer) => {
        if (method === "eth_getBlockByNumber" && answer?.number === "0x1") {
          chain.tamper = (_, later) => later;
          chain.replaceFrom(1);
          chain.mine(granted(episode("c", 1)));
          chain.mine();
        }
        return answer;
      };
      expect((await indexer.sync()).undone).to.equal(1);
      expect(await members(indexer, 2)).to.deep.equal([key("c")]);
    });
  });

  describe("a node that cannot be believed", () => {
    const spoil = async (change: (answer: any) => unknown, method = "eth_getLogs", reorgDepth = 8) => {
      const indexer = await open({ reorgDepth });
      chain.tamper = (asked, answer) => (asked === method ? change(answer) : answer);
      const refusal = await failure(indexer.sync());
      chain.tamper = (_, answer) => answer;
      return { indexer, refusal };
    };

    it("writes nothing of a block with a malformed log, and goes on once the node is right", async () => {
      chain.mine(granted(episode("a", 1)), granted(episode("b", 1)));
      const { indexer, refusal } = await spoil((logs) => {
        logs[1].data = logs[1].data.slice(0, -2);
        return logs;
      });
      expect(refusal.code).to.equal("CHAIN_UNREACHABLE");
      expect(indexer.checkpoint).to.equal(undefined);
      await indexer.sync();
      expect(await members(indexer, 1)).to.have.length(2);
    });

    for (const [what, change] of [
      ["no list", () => ({})],
      ["removed logs", (logs: any[]) => logs.map((log) => ({ ...log, removed: true }))],
      ["logs of another block", (logs: any[]) => logs.map((log) => ({ ...log, blockNumber: "0x7" }))],
      ["logs of another hash", (logs: any[]) => logs.map((log) => ({ ...log, blockHash: id("other") }))],
      ["logs twice", (logs: any[]) => [...logs, ...logs]],
      ["logs in another order", (logs: any[]) => logs.toReversed()],
      ["no topics", (logs: any[]) => logs.map((log) => ({ ...log, topics: null }))],
      ["a block number that is none", (logs: any[]) => logs.map((log) => ({ ...log, blockNumber: 1 }))],
    ] as [string, (logs: any[]) => unknown][]) {
      it(`refuses ${what}`, async () => {
        chain.mine(granted(episode("a", 1)), granted(episode("b", 1)));
        const { refusal, indexer } = await spoil(change);
        expect(refusal.code).to.equal("CHAIN_UNREACHABLE");
        expect(indexer.checkpoint).to.equal(undefined);
      });
    }

    it("refuses a header of another block or without a hash", async () => {
      chain.mine();
      for (const change of [{ number: "0x5" }, { hash: null }, { parentHash: "0x1" }]) {
        const { refusal } = await spoil((header) => ({ ...header, ...change }), "eth_getBlockByNumber");
        expect(refusal.code).to.equal("CHAIN_UNREACHABLE");
        await opened.pop()!.close();
      }
    });

    it("notices logs that were left out: patient keys, episodes, revocations, rounds and models", async () => {
      const cases: ScriptedLog[][] = [
        [registered(0, 1, key("b"))],
        [granted(episode("a", 1, { index: 1 }))],
        [revoked(episode("a", 0, { revokeBlock: 1 }))],
        [granted(episode("a", 1)), revoked(episode("a", 0, { revokeBlock: 1 }))],
        [granted(episode("a", 9))],
        [granted(episode("a", 1, { epoch: 1 }))],
        [scriptedLog("RoundLedger", "RoundOpened", [2, 1, 9, scriptedState()])],
        [scriptedLog("RoundLedger", "RosterFrozen", [1, 1, scriptedState({ rosterBitmap: 3n })])],
        [scriptedLog("RoundLedger", "RoundFinalized", [1, 1, id("m"), scriptedState()])],
        [
          scriptedLog("RoundLedger", "RoundOpened", [1, 1, 9, scriptedState()]),
          scriptedLog("RoundLedger", "RoundFinalized", [1, 1, id("m"), scriptedState()]),
        ],
        [scriptedLog("ModelRegistry", "ModelStageChanged", [1, 2])],
        [scriptedLog("StudyRegistry", "StudyPublished", [2, id("s"), 1, scriptedTerms("s")])],
      ];
      for (const logs of cases) {
        chain = new ScriptedChain();
        chain.mine(...logs);
        const indexer = await open();
        const refusal = await failure(indexer.sync());
        expect(refusal.code, refusal.message).to.equal("CHAIN_UNREACHABLE");
        expect(refusal.message).to.match(/left out|leaves logs out|left logs out|names another block/);
        expect(indexer.checkpoint).to.equal(undefined);
        await opened.pop()!.close();
        await rm(dir, { recursive: true, force: true });
      }
    });

    it("passes over logs of other contracts and events", async () => {
      chain.mine(granted(episode("a", 1)));
      const indexer = await open();
      chain.tamper = (method, answer) =>
        method === "eth_getLogs" && answer.length > 0
          ? [...answer, { ...answer[0], address: `0x${"9".repeat(40)}`, logIndex: "0x1" }]
          : answer;
      expect((await indexer.sync()).events).to.equal(1);
    });
  });

  describe("limits", () => {
    it("asks for a long range in halves when an answer is too large, and says when one block is", async () => {
      for (let block = 1; block <= 9; block++) {
        chain.mine(granted(episode(`a${block}`, block)), granted(episode(`b${block}`, block)));
      }
      const indexer = await open({ reorgDepth: 0, maxLogs: 4 });
      await indexer.sync();
      expect(await members(indexer, 9)).to.have.length(18);
      const strict = await open({ dir: join(dir, "strict"), reorgDepth: 0, maxLogs: 1 });
      expect((await failure(strict.sync())).code).to.equal("TOO_LARGE");
      const window = await open({ dir: join(dir, "window"), reorgDepth: 20, maxLogs: 1 });
      expect((await failure(window.sync())).code).to.equal("TOO_LARGE");
    });

    it("answers no more than its limits", async () => {
      chain.mine(granted(episode("a", 1)), granted(episode("a", 1, { index: 1 })), granted(episode("b", 1)));
      chain.mine(
        scriptedLog("RoundLedger", "RoundOpened", [1, 1, 9, scriptedState()]),
        scriptedLog("RoundLedger", "RoundOpened", [2, 1, 9, scriptedState()]),
      );
      const indexer = await open({ maxCohort: 1, maxEntries: 1 });
      await indexer.sync();
      expect((await failure(indexer.cohortAt(1))).code).to.equal("TOO_LARGE");
      expect((await failure(indexer.rounds())).code).to.equal("TOO_LARGE");
      expect((await indexer.consentHistory(key("a"))).map(({ episode: { grantBlock } }) => grantBlock)).to.deep.equal([
        1,
      ]);
      expect((await indexer.consentHistory(key("a")))[0]!.episode.revokeBlock).to.equal(0);
    });

    it("asks no faster than its rate", async () => {
      for (let block = 1; block <= 30; block++) chain.mine();
      const indexer = await open({ requestsPerSecond: 100, reorgDepth: 64 });
      const startMs = performance.now();
      await indexer.sync();
      // Twenty may come at once, ahead of the rate.
      const paced = chain.asked.length - 1 - 20;
      expect(paced).to.be.greaterThan(8);
      // A lower bound: a rate that is kept cannot end sooner, however slow the machine.
      expect(performance.now() - startMs).to.be.at.least(paced * 10 - 2);
    });
  });

  it("goes on at its checkpoint, and reads no block twice", async () => {
    for (let block = 1; block <= 20; block++) chain.mine(granted(episode(`k${block}`, block)));
    const first = await open();
    await first.sync({ toBlock: 15 });
    expect(first.checkpoint?.block).to.equal(15);
    await first.close();
    opened.pop();
    const second = await open();
    expect(second.checkpoint?.block).to.equal(15);
    expect((await second.sync()).events).to.equal(5);
    expect(await members(second, 20)).to.have.length(20);
  });

  it("looks for the newest block after the call, and shares that look between the calls that wait for it", async () => {
    chain.mine(granted(episode("a", 1)));
    const indexer = await open();
    const first = indexer.sync();
    // The first reading has its head; what comes now is the next one's.
    const answer = chain.tamper;
    let added = false;
    chain.tamper = (method, given) => {
      if (method === "eth_getLogs" && !added) {
        added = true;
        chain.mine(granted(episode("b", chain.head + 1)));
      }
      return answer(method, given);
    };
    const [left, right] = await Promise.all([indexer.sync(), indexer.sync()]);
    expect(left).to.equal(right);
    expect((await first).head).to.be.at.most(left.head);
    expect(left.checkpoint!.block).to.equal(chain.head);
    expect(await members(indexer, chain.head)).to.have.length(2);
  });

  it("refuses the folder of another layout and says how to correct it", async () => {
    chain.mine();
    await (await open()).sync();
    await opened.pop()!.close();
    const level = new Level<string, Uint8Array>(dir, { keyEncoding: "hex", valueEncoding: "view" });
    const checkpoint = JSON.parse(new TextDecoder().decode(await level.get("00")));
    expect(checkpoint.layout).to.equal(3);
    await level.put("00", new TextEncoder().encode(JSON.stringify({ ...checkpoint, layout: 1 })));
    await level.close();
    const refusal = await failure(open());
    expect(refusal.code).to.equal("CONFIG_INVALID");
    expect(refusal.message).to.include("layout 1").and.include("reads layout 3").and.include("Delete the folder");
  });

  it("is the index of one deployment only, and of one process at a time", async () => {
    chain.mine();
    const indexer = await open();
    await indexer.sync();
    expect((await failure(open())).code).to.equal("STORE_IN_USE");
    await indexer.close();
    opened.pop();
    const other = { ...SCRIPTED_DEPLOYMENT, chainId: 2 };
    const refusal = await failure(open({ deployment: other }));
    expect(refusal.code).to.equal("CONFIG_INVALID");
    expect(refusal.message).to.include("another deployment");
    await (await open()).close();
    opened.pop();
  });
});
