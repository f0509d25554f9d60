import { expectEachRoundOnce } from "../support/checkRound.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { testStudyFiles } from "../support/testStudy.ts";

const PHASES = ["join", "share", "set", "train", "confirm", "unmask", "result", "ended"];

describe("the coordinator killed with kill -9", function () {
  this.timeout(300_000);
  let consortium: TestConsortium;

  before(async () => {
    consortium = await TestConsortium.create({ study: testStudyFiles({ rounds: PHASES.length + 1 }) });
    await consortium.start();
  });
  after(async () => consortium?.destroy());

  for (const [i, phase] of PHASES.entries()) {
    it(`finishes the round after a restart in phase ${phase}`, async () => {
      // Named with its round: the one before may still be writing its own end to the log.
      const gone = consortium.coordinator.killAt(new RegExp(`"roundId":${i + 1},"phase":"${phase}"`));
      await consortium.run(1);
      await gone;
      // Started again it goes on by itself: the goal it was given is durable.
      await consortium.startCoordinator();
      await consortium.untilFinalized(i + 1);
    });
  }

  it("ends every round once, counts nothing twice and releases no share twice", async () => {
    await consortium.run(1);
    await consortium.untilFinalized(PHASES.length + 1);
    await expectEachRoundOnce(consortium);
  });
});
