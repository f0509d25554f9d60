import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { readMember, rotateKeys } from "@consilium/sdk/chain/members.ts";
import { expect } from "chai";
import { Wallet } from "ethers";
import { digest, keyOf, openWorld, type World } from "./fixture.ts";

describe("sending transactions", () => {
  let world: World;
  before(async () => {
    world = await openWorld();
  });
  after(() => world.close());
  const rotate = (n: number, chain = world.as(1)) =>
    rotateKeys(chain, { peerId: `12D3KooW-turn-${n}`, boxKey: digest(`turn ${n}`) });

  it("keeps the nonces of one account in order, over two connections, when many are sent at once", async () => {
    const second = await connectChain({
      provider: world.provider,
      deployment: world.deployment,
      signer: keyOf(1),
      pollMs: 5,
    });
    const sent = await Promise.all(Array.from({ length: 12 }, (_, n) => rotate(n, n % 2 === 0 ? world.as(1) : second)));
    const blocks = sent.map(({ blockNumber }) => blockNumber);
    expect(blocks).to.deep.equal([...blocks].sort((a, b) => a - b));
    expect(new Set(blocks).size).to.equal(12);
    expect((await readMember(world.as(0), 1)).peerId).to.equal("12D3KooW-turn-11");
  });

  it("goes on after a refusal: the refused one took no nonce", async () => {
    const outcomes = await Promise.allSettled([
      rotate(20),
      rotateKeys(world.as(1), { peerId: "", boxKey: digest("x") }),
      rotate(21),
    ]);
    expect(outcomes.map(({ status }) => status)).to.deep.equal(["fulfilled", "rejected", "fulfilled"]);
  });

  it("waits behind a transaction that an earlier process left in the pool", async () => {
    await world.rpc("evm_setAutomine", false);
    const wallet = new Wallet(keyOf(1), world.provider);
    const nonce = await world.provider.getTransactionCount(wallet.address, "latest");
    const left = await wallet.sendTransaction({
      to: wallet.address,
      nonce,
      maxFeePerGas: 10n ** 12n,
      maxPriorityFeePerGas: 10n ** 11n,
    });
    const sending = rotate(30);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await world.rpc("evm_mine");
    await world.rpc("evm_setAutomine", true);
    await world.rpc("evm_mine");
    const sent = await sending;
    expect(sent.blockNumber).to.be.greaterThan((await left.wait())!.blockNumber);
  });
});
