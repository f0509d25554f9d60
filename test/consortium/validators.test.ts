import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConsortiumChain } from "@consilium/scripts/consortium-chain/ConsortiumChain.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { expect } from "chai";
import { expectEachRoundOnce, expectExactSum } from "../support/checkRound.ts";
import { randomWallet } from "../support/randomWallet.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { CHAIN_URLS_VARIABLE, FAUCET_KEY_VARIABLE } from "../support/testChain.ts";
import { testStudyFiles } from "../support/testStudy.ts";

interface Block {
  number: number;
  hash: string;
  stateRoot: string;
}

const VALIDATORS = 4;
/** Site 2 reads the chain at validator 3. */
const WITHOUT_SITE_2 = [0, 1, 3];
/** Ten block intervals: a chain that makes blocks makes several in it. */
const HALT_OBSERVATION_MS = 12_000;

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function blockOf(rpcUrl: string, height: number | "latest"): Promise<Block | undefined> {
  const tag = height === "latest" ? height : `0x${height.toString(16)}`;
  const response = await fetch(rpcUrl, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_getBlockByNumber", params: [tag, false] }),
  });
  const { result } = (await response.json()) as { result: { number: string; hash: string; stateRoot: string } | null };
  return result === null ? undefined : { ...result, number: Number(result.number) };
}

/** Four validators in processes of their own (CometBFT with go-ethereum), and a whole consortium on their chain. */
describe("a chain of four validators", function () {
  this.timeout(300_000);
  let dir: string;
  let chain: ConsortiumChain;
  let consortium: TestConsortium;

  before(async () => {
    dir = await mkdtemp(join(tmpdir(), "consilium-validators-"));
    const faucet = randomWallet();
    chain = await ConsortiumChain.start({ dir, validators: VALIDATORS, fund: [faucet.address] });
    // The coordinator reads the chain at validator 0, sites 0 to 3 at validators 1, 2, 3 and 0.
    process.env[CHAIN_URLS_VARIABLE] = chain.validators.map(({ rpcUrl }) => rpcUrl).join(",");
    process.env[FAUCET_KEY_VARIABLE] = faucet.privateKey;
    consortium = await TestConsortium.create({ study: testStudyFiles({ rounds: 12 }) });
    await consortium.start();
  });
  after(async () => {
    await consortium?.destroy();
    await chain?.stop();
    delete process.env[CHAIN_URLS_VARIABLE];
    delete process.env[FAUCET_KEY_VARIABLE];
    await rm(dir, { recursive: true, force: true });
  });

  const url = (validator: number) => chain.validators[validator]!.rpcUrl;
  const head = async (validator: number) => (await blockOf(url(validator), "latest"))!;

  async function untilHeight(validator: number, height: number): Promise<void> {
    for (const endMs = Date.now() + 60_000; (await head(validator)).number < height; await sleep(200)) {
      if (Date.now() > endMs) throw new Error(`validator ${validator} is at ${(await head(validator)).number}`);
    }
  }

  async function runRound(survivors = [0, 1, 2, 3]): Promise<void> {
    const before = (await consortium.rounds()).filter(({ status }) => status === "finalized").length;
    await consortium.run(1);
    await consortium.untilFinalized(before + 1);
    const record = (await consortium.rounds()).at(-1)!;
    expect(indicesOf(record.survivorBitmap)).to.deep.equal(survivors);
    await expectExactSum(consortium, record);
  }

  it("runs a round, and every validator has its blocks", async () => {
    await runRound();
    const { number, hash } = await head(0);
    for (let validator = 0; validator < VALIDATORS; validator++) {
      await untilHeight(validator, number);
      expect((await blockOf(url(validator), number))?.hash, `validator ${validator}`).to.equal(hash);
    }
  });

  it("goes on when one of them is killed with kill -9 in the middle of a round, without the site whose node it is", async () => {
    const running = runRound(WITHOUT_SITE_2);
    await consortium.untilRounds((rounds) => rounds.at(-1)?.status === "open");
    await chain.validators[3]!.kill();
    await running;
    const { number } = await head(0);
    await runRound(WITHOUT_SITE_2);
    expect((await head(0)).number).to.be.greaterThan(number);
  });

  it("has the killed one catch up to the same blocks when it is started again, and its site back", async () => {
    await chain.validators[3]!.start();
    const { number, hash } = await head(0);
    await untilHeight(3, number);
    expect((await blockOf(url(3), number))?.hash).to.equal(hash);
    await runRound();
  });

  it("halts when two of them are killed, and the two left agree on where", async () => {
    await Promise.all([chain.validators[2]!.kill(), chain.validators[3]!.kill()]);
    await sleep(3_000);
    const halted = await head(0);
    await sleep(HALT_OBSERVATION_MS);
    expect(await head(0), "no block without two thirds").to.deep.equal(halted);
    expect((await head(1)).hash, "one head").to.equal(halted.hash);
  });

  it("keeps a round waiting while it is halted, and ends it once two thirds are back", async () => {
    const halted = await head(0);
    const before = (await consortium.rounds()).length;
    await consortium.run(1);
    await sleep(2_000);
    expect(await consortium.rounds(), "no round opens on a halted chain").to.have.length(before);
    await chain.validators[2]!.start();
    const record = (await consortium.untilFinalized(before + 1)).at(-1)!;
    expect(indicesOf(record.survivorBitmap)).to.deep.equal(WITHOUT_SITE_2);
    expect((await head(0)).number).to.be.greaterThan(halted.number);
    await chain.validators[3]!.start();
    await untilHeight(3, (await head(0)).number);
    await runRound();
  });

  it("lost no block and forked at no height, on any of the four", async () => {
    const { number } = await head(0);
    const first = await Promise.all(Array.from({ length: number + 1 }, (_, height) => blockOf(url(0), height)));
    for (let validator = 1; validator < VALIDATORS; validator++) {
      await untilHeight(validator, number);
      const same = await Promise.all(first.map((block) => blockOf(url(validator), block!.number)));
      expect(
        same.map((block) => [block?.hash, block?.stateRoot]),
        `validator ${validator}`,
      ).to.deep.equal(first.map((block) => [block?.hash, block?.stateRoot]));
    }
  });

  it("counted every round once", async () => {
    await expectEachRoundOnce(consortium);
  });
});
