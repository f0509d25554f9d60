import { join } from "node:path";
import { Indexer } from "@consilium/indexer/Indexer.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import { putSeal, readRevokedAt, revokeSealed } from "@consilium/sdk/chain/seals.ts";
import { placesIn, readSealsAt } from "@consilium/sdk/chain/sealsAt.ts";
import { expect } from "chai";
import fc from "fast-check";
import { someDigest } from "../support/sealedWorld.ts";
import { OTHER_SITE, SealingSite, SITE } from "./support/SealingSite.ts";

describe("indexer of sealed consents on the development chain", function () {
  this.timeout(120_000);
  let world: SealingSite;
  let indexer: Indexer;
  before(async () => {
    world = await SealingSite.found();
    const { provider, deployment } = world.chains[0]!;
    indexer = await Indexer.open({
      dir: join(world.dir, "index"),
      provider,
      deployment,
      reorgDepth: 4,
      requestsPerSecond: 2_000,
    });
  });
  after(async () => {
    await indexer?.close();
    await world?.stop();
  });

  it("answers as the contract and its events do, for random seals and revocations and every block of them", async () => {
    const act = fc.oneof(
      fc.record({ by: fc.constantFrom(SITE, OTHER_SITE), size: fc.constantFrom(8, 256, 1_024) }),
      fc.record({ of: fc.nat(9), places: fc.array(fc.nat(1_023), { minLength: 1, maxLength: 4 }) }),
    );
    const seals: { sealId: number; by: number; size: number }[] = [];
    const reader = world.chains[0]!;
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 8 }), async (acts) => {
        const first = await reader.provider.getBlockNumber();
        for (const each of acts) {
          if ("by" in each) {
            const { by, size } = each;
            const seal = { root: someDigest(), size, evidenceDigest: someDigest() };
            seals.push({ sealId: (await putSeal(world.chains[by]!, seal)).sealId, by, size });
          } else if (seals.length > 0) {
            const { sealId, by, size } = seals[each.of % seals.length]!;
            await revokeSealed(world.chains[by]!, { sealId, indices: each.places.map((place) => place % size) });
          }
        }
        const last = await reader.provider.getBlockNumber();
        await indexer.sync();
        for (let block = first; block <= last; block++) {
          for (const site of [SITE, OTHER_SITE]) {
            const onChain = await readSealsAt(reader, site, { sealedBy: block, revokedBy: block });
            expect(await indexer.sealsAt(block, site)).to.deep.equal(onChain);
          }
        }
        for (const site of [SITE, OTHER_SITE]) {
          for (const { sealId, size, revoked } of await indexer.sealsAt(last, site)) {
            const words = await read(reader, "ConsentSeals", "revokedWords", [sealId, 0, Math.ceil(size / 256)]);
            const set = words.flatMap((bits, word) => placesIn(word, bits));
            expect([...revoked.keys()].sort((a, b) => a - b)).to.deep.equal(set);
            expect(await readRevokedAt(reader, sealId, last)).to.deep.equal(new Set(set));
          }
        }
      }),
      { numRuns: 8, endOnFailure: true },
    );
    expect(seals.length).to.be.greaterThan(0);
  });
});
