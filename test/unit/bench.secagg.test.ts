import type { Goal } from "@consilium/scripts/bench/Goal.ts";
import type { FlowerFigures } from "@consilium/scripts/bench/secagg/Flower.ts";
import { goalsOf } from "@consilium/scripts/bench/secagg/goals.ts";
import { measureSum } from "@consilium/scripts/bench/secagg/measureSum.ts";
import { shareAmong } from "@consilium/scripts/bench/secagg/sharedRound.ts";
import { PeakMemory } from "@consilium/scripts/bench/secagg/stopwatch.ts";
import { expect } from "chai";

const took = (cpuMs: number) => ({ wallMs: 7 * cpuMs, cpuMs });

describe("The benchmark of the secure sum", () => {
  let memory: PeakMemory;
  before(async () => {
    memory = await PeakMemory.start();
  });
  after(() => memory.stop());

  it("measures exact sums with and without dropouts, and never below the threshold", async () => {
    const shared = await shareAmong(7, 1);
    for (const [dropoutFraction, dropouts] of [
      [0, 0],
      [0.3, 2],
      [0.1, 1],
      [0.5, 2],
    ] as const) {
      // measureSum compares the sum to the bit and throws where it is another.
      const figures = await measureSum(shared, { dimension: 1_001, dropoutFraction, runs: 1, memory });
      expect(figures).to.include({
        members: 7,
        dimension: 1_001,
        dropouts,
        masksRemoved: (7 - dropouts) * (1 + dropouts),
      });
      expect(figures.uploadBytes).to.be.above(4 * 1_001);
      expect(figures.downloadBytes).to.be.above(4 * 1_001);
    }
  });

  it("stops where a member lacks a share", async () => {
    const shared = await shareAmong(5, 1);
    const opened = new Map([...shared.opened].map(([member, deals]) => [member, deals.slice(1)]));
    const asked = { dimension: 10, dropoutFraction: 0, runs: 1, memory };
    const error = await measureSum({ ...shared, opened }, asked).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).to.have.property("code");
  });

  it("takes ratios of processor time, and a goal fails above its limit only", () => {
    const plain = { wallMs: 1, cpuMs: 1 };
    const ours = {
      members: 100,
      dimension: 1_000,
      dropouts: 10,
      runs: 1,
      mask: plain,
      unmask: plain,
      site: took(10),
      coordinator: took(30),
      masksRemoved: 1,
      makingRemovedMasks: took(10),
      uploadBytes: 4_040,
      downloadBytes: 5_204,
      sitePeakBytes: 0,
      coordinatorPeakBytes: 0,
    };
    const flower = (site: number, server: number): FlowerFigures => ({
      site: { join: took(0), deal: took(0), mask: took(site), unmask: took(0) },
      server: {
        add: took(server),
        seeds: took(0),
        keys: took(0),
        ownMasks: took(0),
        pairwiseMasks: took(0),
        decode: took(0),
      },
      uploadBytes: 0,
      sampled: false,
    });
    const verdicts = (goals: readonly Goal[]) => goals.map(({ value, ok }) => [value, ok]);
    expect(verdicts(goalsOf(ours))).to.deep.equal([
      [3, true],
      [1.01, true],
      [1.301, false],
    ]);
    const masks = { count: 33, ours: took(51), flower: took(100) };
    const compared = { ours, secagg: flower(20, 40), secaggPlus: flower(5, 20), masks };
    expect(verdicts(goalsOf(ours, compared)).slice(0, 5)).to.deep.equal([
      [0.5, true],
      [0.75, false],
      [2, false],
      [1.5, true],
      [0.51, false],
    ]);
  });
});
