import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Indexer, type IndexerOptions } from "@consilium/indexer/Indexer.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import { id } from "ethers";
import { SCRIPTED_DEPLOYMENT, ScriptedChain, type ScriptedLog, scriptedLog } from "../support/ScriptedChain.ts";

const sealed = (sealId: number, site: number, size = 256): ScriptedLog =>
  scriptedLog("ConsentSeals", "ConsentsSealed", [sealId, site, id(`root ${sealId}`), size, id("register")]);
const revoked = (sealId: number, word: number, bits: bigint, byPatient = false): ScriptedLog =>
  scriptedLog("ConsentSeals", "SealedConsentsRevoked", [sealId, word, bits, byPatient]);

describe("indexer of sealed consents", () => {
  let dir: string;
  let chain: ScriptedChain;
  const opened: Indexer[] = [];
  const open = async (options: Partial<IndexerOptions> = {}): Promise<Indexer> => {
    const base = { dir, provider: chain, deployment: SCRIPTED_DEPLOYMENT, requestsPerSecond: 1e6, reorgDepth: 8 };
    const indexer = await Indexer.open({ ...base, ...options });
    opened.push(indexer);
    return indexer;
  };
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => "none",
      (error) => (isFederationError(error) ? error.code : String(error)),
    );
  const places = async (indexer: Indexer, block: number, site: number) =>
    (await indexer.sealsAt(block, site)).map(({ sealId, revoked: of }) => [
      sealId,
      [...of].map(([at, by]) => `${at}@${by}`),
    ]);

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "consilium-index-"));
    chain = new ScriptedChain();
  });
  afterEach(async () => {
    for (const indexer of opened.splice(0)) await indexer.close();
    await rm(dir, { recursive: true, force: true });
  });

  it("answers which seals a site had at any block, and which places were revoked when", async () => {
    chain.mine(sealed(1, 0), sealed(2, 1));
    chain.mine(revoked(1, 0, 0b101n));
    chain.mine(sealed(3, 0, 1_024), revoked(1, 0, 2n ** 255n, true));
    chain.mine(revoked(3, 3, 1n), revoked(2, 0, 1n));
    const indexer = await open();
    await indexer.sync();
    expect(await places(indexer, 0, 0)).to.deep.equal([]);
    expect(await places(indexer, 1, 0)).to.deep.equal([[1, []]]);
    expect(await places(indexer, 2, 0)).to.deep.equal([[1, ["0@2", "2@2"]]]);
    expect(await places(indexer, 3, 0)).to.deep.equal([
      [1, ["0@2", "2@2", "255@3"]],
      [3, []],
    ]);
    expect(await places(indexer, 4, 0)).to.deep.equal([
      [1, ["0@2", "2@2", "255@3"]],
      [3, ["768@4"]],
    ]);
    expect(await places(indexer, 4, 1)).to.deep.equal([[2, ["0@4"]]]);
    const [first] = await indexer.sealsAt(4, 1);
    expect(first).to.include({
      sealId: 2,
      site: 1,
      root: id("root 2"),
      size: 256,
      sealedBlock: 1,
      evidenceDigest: id("register"),
    });
    expect(await codeOf(indexer.sealsAt(5, 0))).to.equal("NOT_FOUND");
    const bounded = await open({ dir: join(dir, "bounded"), maxCohort: 2 });
    await bounded.sync();
    expect(await codeOf(bounded.sealsAt(4, 0))).to.equal("TOO_LARGE");
  });

  it("takes seals and revocations of replaced blocks back", async () => {
    chain.mine(sealed(1, 0));
    chain.mine(revoked(1, 0, 1n), sealed(2, 0));
    const indexer = await open();
    await indexer.sync();
    chain.replaceFrom(2);
    chain.mine();
    chain.mine(revoked(1, 0, 0b11n));
    const { undone } = await indexer.sync();
    expect(undone).to.equal(1);
    expect(await places(indexer, 2, 0)).to.deep.equal([[1, []]]);
    expect(await places(indexer, 3, 0)).to.deep.equal([[1, ["0@3", "1@3"]]]);
  });

  const wrong: [string, ScriptedLog[]][] = [
    ["a seal without the one before it", [sealed(1, 0), sealed(3, 0)]],
    ["a revocation in a seal that was never made", [sealed(1, 0), revoked(2, 0, 1n)]],
    ["a place revoked twice", [sealed(1, 0), revoked(1, 0, 0b11n), revoked(1, 0, 0b10n)]],
    ["a revocation of nothing", [sealed(1, 0), revoked(1, 0, 0n)]],
    ["a word beyond the seal", [sealed(1, 0), revoked(1, 1, 1n)]],
    ["a place beyond a small seal", [sealed(1, 0, 8), revoked(1, 0, 256n)]],
    [
      "a flag that is no bool",
      [sealed(1, 0), { ...revoked(1, 0, 1n), data: `${revoked(1, 0, 1n).data.slice(0, -1)}2` }],
    ],
  ];
  for (const [what, logs] of wrong) {
    it(`does not believe a node that gives ${what}`, async () => {
      chain.mine(...logs);
      const indexer = await open();
      expect(await codeOf(indexer.sync())).to.equal("CHAIN_UNREACHABLE");
      expect(await codeOf(indexer.sealsAt(1, 0))).to.equal("NOT_FOUND");
    });
  }

  it("reads the chain of a deployment from before sealed consents", async () => {
    chain.mine(sealed(1, 0));
    const { consentSeals: _, ...deployment } = SCRIPTED_DEPLOYMENT;
    const indexer = await open({ deployment });
    await indexer.sync();
    expect(await indexer.sealsAt(1, 0)).to.deep.equal([]);
  });
});
