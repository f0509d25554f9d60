import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { interfaceOf } from "@consilium/sdk/chain/contracts.ts";
import { hashOfState, type RoundState } from "@consilium/sdk/chain/roundState.ts";
import { ChainProvider } from "@consilium/sdk/chain/rpc/ChainProvider.ts";
import { readStudyRounds } from "@consilium/sdk/chain/studyRounds.ts";
import { expect } from "chai";
import { SCRIPTED_DEPLOYMENT, ScriptedChain, scriptedLog, scriptedState } from "../support/ScriptedChain.ts";

const STUDY = 1;
const OPEN = 1;
const FINALIZED = 4;

/** A study's rounds on a script of a chain: a ledger that answers out of its last step of each. */
class ScriptedLedger {
  readonly script = new ScriptedChain(2);
  readonly heads = new Map<number, { status: number; state: RoundState; block: number }>();
  /** View functions asked for, by name. */
  readonly asked: string[] = [];
  /** Called before a head is answered. */
  beforeHead = () => {};
  readonly chain: Chain = {
    provider: new ChainProvider({
      chainId: SCRIPTED_DEPLOYMENT.chainId,
      transport: async ({ method, params }) => ({ result: await this.#answer(method, params as any[]) }),
    }),
    deployment: SCRIPTED_DEPLOYMENT,
    pollMs: 1,
    receiptTimeoutMs: 1_000,
    close: () => this.chain.provider.destroy(),
  };

  open(roundId: number): void {
    this.#step(roundId, OPEN, "RoundOpened", (state) => [roundId, STUDY, 9, state]);
  }

  /** Ends the round with these survivors. */
  finalize(roundId: number, survivorBitmap: bigint): void {
    this.#step(roundId, FINALIZED, "RoundFinalized", (state) => [roundId, 0, state.queryDigest, state], survivorBitmap);
  }

  #step(
    roundId: number,
    status: number,
    event: "RoundOpened" | "RoundFinalized",
    values: (state: RoundState) => readonly unknown[],
    survivorBitmap = 0n,
  ): void {
    const block = this.script.head + 1;
    const figures = BigInt(STUDY) | (BigInt(roundId - 1) << 32n);
    const blocks = status === FINALIZED ? BigInt(block) << 160n : 0n;
    const state = scriptedState({ figures, blocks, survivorBitmap });
    this.script.mine(scriptedLog("RoundLedger", event, values(state)));
    this.heads.set(roundId, { status, state, block });
  }

  async #answer(method: string, params: any[]): Promise<unknown> {
    if (method === "eth_call") return this.#call(params[0].data);
    if (method === "eth_getBlockByNumber") return this.#block(params[0]);
    const [filter] = params;
    // The script wants lists.
    if (method === "eth_getLogs") {
      const logs = await this.script.send(method, [{ ...filter, address: [SCRIPTED_DEPLOYMENT.roundLedger] }]);
      return logs.map((log: object) => ({ ...log, transactionHash: `0x${"01".repeat(32)}`, transactionIndex: "0x0" }));
    }
    return this.script.send(method, params);
  }

  #block(tag: string): unknown {
    const block = this.script.blocks[tag === "latest" ? this.script.head : Number(tag)];
    const zero = `0x${"00".repeat(32)}`;
    const rest = {
      timestamp: "0x1",
      nonce: `0x${"00".repeat(8)}`,
      difficulty: "0x0",
      gasLimit: "0x0",
      gasUsed: "0x0",
      extraData: "0x",
    };
    return block && { ...block, ...rest, miner: `0x${"00".repeat(20)}`, transactions: [], stateRoot: zero };
  }

  #call(data: string): string {
    const abi = interfaceOf("RoundLedger");
    const { name, args } = abi.parseTransaction({ data })!;
    this.asked.push(`${name} ${args[0]}`);
    if (name === "latestRoundOf") return abi.encodeFunctionResult(name, [Math.max(...this.heads.keys())]);
    this.beforeHead();
    const { status, state, block } = this.heads.get(Number(args[0]))!;
    return abi.encodeFunctionResult(name, [hashOfState(state), status, block]);
  }
}

describe("The rounds of a study", () => {
  let ledger: ScriptedLedger;
  const survivors = async () =>
    (await readStudyRounds(ledger.chain, STUDY)).map(({ roundId, survivorBitmap }) => [roundId, survivorBitmap]);

  beforeEach(() => {
    ledger = new ScriptedLedger();
    ledger.open(1);
    ledger.finalize(1, 7n);
    ledger.open(2);
    ledger.finalize(2, 11n);
    ledger.open(3);
  });
  afterEach(() => ledger.chain.close());

  it("are read once where they have ended, and again while they run", async () => {
    const all = [
      [1, 7n],
      [2, 11n],
      [3, 0n],
    ];
    expect(await survivors()).to.deep.equal(all);
    expect(ledger.asked.splice(0)).to.deep.equal(["latestRoundOf 1", "headOf 3", "headOf 2", "headOf 1"]);
    expect(await survivors()).to.deep.equal(all);
    expect(ledger.asked.splice(0)).to.deep.equal(["latestRoundOf 1", "headOf 3"]);
    ledger.finalize(3, 13n);
    expect((await survivors()).at(-1)).to.deep.equal([3, 13n]);
    expect((await survivors()).at(-1)).to.deep.equal([3, 13n]);
    expect(ledger.asked.splice(0)).to.deep.equal(["latestRoundOf 1", "headOf 3", "latestRoundOf 1"]);
  });

  it("are read anew where the chain has replaced the block they were read at", async () => {
    await survivors();
    ledger.script.replaceFrom(3);
    ledger.finalize(1, 5n);
    ledger.open(2);
    ledger.finalize(2, 11n);
    ledger.open(3);
    expect((await survivors())[0]).to.deep.equal([1, 5n]);
  });

  it("are read anew where the chain changed while they were read", async () => {
    ledger.beforeHead = () => {
      ledger.beforeHead = () => {};
      ledger.script.replaceFrom(ledger.script.head);
      ledger.open(3);
    };
    await survivors();
    ledger.asked.splice(0);
    await survivors();
    expect(ledger.asked).to.deep.equal(["latestRoundOf 1", "headOf 3", "headOf 2", "headOf 1"]);
  });
});
