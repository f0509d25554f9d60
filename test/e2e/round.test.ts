import { expect } from "chai";
import { TestConsortium } from "../support/TestConsortium.ts";
import { testStudyFiles } from "../support/testStudy.ts";

describe("a study over separate processes", function () {
  this.timeout(120_000);
  let consortium: TestConsortium;

  before(async () => {
    consortium = await TestConsortium.create({ study: testStudyFiles({ rounds: 2, standardise: "secure-sum" }) });
    await consortium.start();
  });
  after(async () => consortium?.destroy());

  it("runs its plan to the end with every site in every round", async () => {
    await consortium.run();
    const rounds = await consortium.untilFinalized(3);
    expect(rounds.map(({ status }) => status)).to.deep.equal(["finalized", "finalized", "finalized"]);
    for (const { survivorBitmap } of rounds) expect(survivorBitmap).to.equal(0b1111n);
  });
});
