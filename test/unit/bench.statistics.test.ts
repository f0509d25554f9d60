import { largestDifference } from "@consilium/scripts/bench/statistics/largestDifference.ts";
import { expect } from "chai";

describe("references compared with the committed ones", () => {
  const committed = { versions: { numpy: "1" }, made: [{ term: "age", estimate: [0.5, 200], p: null }] };
  const changed = (made: object) => largestDifference({ versions: { numpy: "2" }, made: [made] }, committed);

  it("are equal but for the versions", () => {
    expect(changed(committed.made[0]!)).to.deep.equal({ numbers: 2, difference: 0, place: "" });
  });

  it("say where the farthest number is, and how far, relative where it is large", () => {
    const found = changed({ term: "age", estimate: [0.5 + 1e-9, 200 + 1e-3], p: null });
    expect(found.place).to.equal("made.0.estimate.1");
    expect(found.difference).to.be.closeTo(5e-6, 1e-12);
  });

  it("are infinitely far where a name, a null or a length is another, or a number is none", () => {
    for (const made of [
      { term: "sex", estimate: [0.5, 200], p: null },
      { term: "age", estimate: [0.5, 200], p: 0.1 },
      { term: "age", estimate: [0.5], p: null },
      { term: "age", estimate: [0.5, 200, 1], p: null },
      { term: "age", estimate: [0.5, 200] },
    ]) {
      expect(changed(made).difference).to.equal(Number.POSITIVE_INFINITY);
    }
  });
});
