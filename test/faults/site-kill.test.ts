import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { expect } from "chai";
import { expectEachRoundOnce, expectExactSum } from "../support/checkRound.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { testStudyFiles } from "../support/testStudy.ts";

describe("sites killed with kill -9", function () {
  this.timeout(300_000);
  let consortium: TestConsortium;
  let finalized = 0;

  before(async () => {
    // Of six sites four confirm and unmask (t), so one may drop out and a survivor fall silent.
    consortium = await TestConsortium.create({ sites: 6, study: testStudyFiles({ rounds: 10 }) });
    await consortium.start();
  });
  after(async () => consortium?.destroy());

  /** A line of the next round's log: a restarted site may still be replaying the one before. */
  const phaseDone = (phase: string) => new RegExp(`"roundId":${finalized + 1},"phase":"${phase}"`);

  async function runOneStep(): Promise<void> {
    await consortium.run(1);
    finalized++;
    await consortium.untilFinalized(finalized);
  }

  it("completes with the survivors and their exact sum when one dies before COMMIT and another after", async () => {
    const [before, after] = [consortium.sites[1]!, consortium.sites[2]!];
    const gone = Promise.all([before.killAt(phaseDone("agreed")), after.killAt(phaseDone("committed"))]);
    await runOneStep();
    await gone;
    const record = (await consortium.rounds()).at(-1)!;
    expect(indicesOf(record.survivorBitmap)).to.deep.equal([0, 2, 3, 4, 5]);
    const { sharingSet, recovery, unmaskings } = await expectExactSum(consortium, record);
    expect(sharingSet).to.deep.equal([0, 1, 2, 3, 4, 5]);
    expect(
      recovery.maskSecrets.map(({ member }) => member),
      "the dropout's pairwise masks",
    ).to.deep.equal([1]);
    expect(
      unmaskings.map(({ unmasking }) => unmasking.member),
      "who released shares",
    ).to.not.include(1);
    await Promise.all([before.start(), after.start()]);
  });

  it("has the killed sites back in the next round", async () => {
    await runOneStep();
    const record = (await consortium.rounds()).at(-1)!;
    expect(indicesOf(record.survivorBitmap)).to.deep.equal([0, 1, 2, 3, 4, 5]);
    await expectExactSum(consortium, record);
  });

  for (const phase of ["joined", "dealt", "agreed", "masked", "committed", "confirmed", "unmasked"]) {
    it(`goes on, to the byte, when a site dies right after ${phase} and restarts`, async () => {
      const site = consortium.sites[3]!;
      const restarted = site.killAt(phaseDone(phase)).then(() => site.start());
      await runOneStep();
      await restarted;
      await expectExactSum(consortium, (await consortium.rounds()).at(-1)!);
    });
  }

  it("ends every round once and counts it once", async () => {
    await expectEachRoundOnce(consortium);
  });
});
