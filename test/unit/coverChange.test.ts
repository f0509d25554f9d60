import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { earlierCohorts, noteAnswer } from "@consilium/node/privacy/answeredCohorts.ts";
import { changeBetween, coveredCohort, coveredParts } from "@consilium/node/privacy/coverChange.ts";
import { openStore } from "@consilium/service/storage/Store.ts";
import { expect } from "chai";
import fc from "fast-check";
import { inTemporaryFolder } from "./records.fixture.ts";

const people = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => `key${from + i}`);
const K = 5;
const choose = (
  eligible: readonly string[],
  answered: readonly (readonly string[])[],
  drawn: readonly string[][] = [],
) => coveredCohort({ eligible, answered, drawn, coverChange: K });

describe("No one leaves alone", () => {
  it("answers with everybody at first, and with the same again", () => {
    expect(choose(people(0, 30), [])).to.deep.equal(people(0, 30));
    expect(choose(people(0, 30), [people(0, 30)])).to.deep.equal(people(0, 30));
  });

  it("lets newcomers wait until they are as many as the rule says", () => {
    expect(choose(people(0, 34), [people(0, 30)])).to.deep.equal(people(0, 30));
    expect(choose(people(0, 35), [people(0, 30)])).to.deep.equal(people(0, 35));
  });

  it("leaves others out with one who revoked, and the same others as long as nothing changes", () => {
    const first = people(0, 30);
    const stayed = people(1, 30);
    const second = choose(stayed, [first]);
    expect(second).to.have.lengthOf(25);
    expect(changeBetween(first, second)).to.equal(K);
    expect(choose(stayed, [second, first])).to.deep.equal(second);
    // A draw of a round that ended before anybody had its answer serves again.
    expect(choose(stayed, [first], [second])).to.deep.equal(second);
  });

  it("draws without a pattern", () => {
    const draws = new Set(Array.from({ length: 20 }, () => String(choose(people(1, 30), [people(0, 30)]))));
    expect(draws.size).to.be.greaterThan(15);
  });

  it("needs to leave nobody out once as many have revoked", () => {
    expect(choose(people(5, 30), [people(0, 30)])).to.deep.equal(people(5, 30));
  });

  it("takes patients who share a key for the same, by whichever consent they are in", () => {
    const before = ["a b", ...people(0, 20)];
    expect(choose(["b", ...people(0, 20)], [before])).to.deep.equal(["b", ...people(0, 20)]);
  });

  it("sits out where no cohort is far enough from all earlier answers", () => {
    expect(() => choose(people(1, 4), [people(0, 4)]))
      .to.throw()
      .that.includes({ code: "ROUND_REFUSED", field: "cohort" });
  });

  it("holds between any two answers of any history", () => {
    const step = fc.record({ come: fc.integer({ min: 0, max: 7 }), go: fc.integer({ min: 0, max: 7 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 8 }), fc.integer(), (steps, seed) => {
        let eligible = people(0, 60);
        let next = 60;
        const answered: string[][] = [];
        for (const [i, { come, go }] of steps.entries()) {
          const at = Math.abs(seed + 13 * i) % Math.max(1, eligible.length - go);
          eligible = [...eligible.slice(0, at), ...eligible.slice(at + go), ...people(next, next + come)];
          next += come;
          let cohort: string[];
          try {
            cohort = choose(eligible, answered);
          } catch {
            continue;
          }
          expect(cohort.filter((member) => !eligible.includes(member))).to.deep.equal([]);
          for (const before of answered) {
            const change = changeBetween(before, cohort);
            expect(change === 0 || change >= K, `a change of ${change}`).to.equal(true);
          }
          answered.unshift(cohort);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe("No one leaves alone, over training and held-out rows", () => {
  const training = people(0, 30);
  const heldOut = people(30, 60);
  const all = [...training, ...heldOut];
  const both = (parts: string[][], answered: readonly string[][]) => coveredParts(parts, { answered, coverChange: K });

  it("answers over one part after the other with everybody of it", () => {
    expect(both([heldOut], [training])).to.deep.equal(heldOut);
    expect(both([training, heldOut], [training, heldOut])).to.deep.equal(all);
  });

  it("leaves others out of a part from which one has gone, since the other part can be subtracted", () => {
    const stayed = training.slice(1);
    expect(both([stayed, heldOut], [training, heldOut]), "all of both after each").to.have.lengthOf(all.length - K);
    expect(both([stayed], [all, training, heldOut]), "one part after all of both").to.have.lengthOf(30 - K);
  });

  it("remembers an answer over both as one over each part, and an answer over one part once", async () => {
    await inTemporaryFolder(async (folder) => {
      const store = await openStore(join(folder, "store"), { storeKey: randomBytes(32) });
      const remembered = async (parts: string[][]) => {
        await noteAnswer({ roundId: 4, queryDigest: "0x01" as `0x${string}` }, { members: parts.flat(), parts }, store);
        return (await earlierCohorts({ roundId: 4 }, 0, { store, chain: undefined as any })).drawn;
      };
      const ofBoth = await remembered([training, heldOut]);
      expect(ofBoth.map((cohort) => cohort.length)).to.deep.equal([60, 30, 30]);
      expect(ofBoth.slice(1).map(([member]) => member)).to.deep.equal(["key0", "key30"]);
      expect((await remembered([heldOut])).map((cohort) => cohort.length)).to.deep.equal([30]);
      await store.close();
    });
  });

  it("sits out where each part is covered, and the whole is not", () => {
    expect(() => both([training, heldOut], [all.slice(1)]))
      .to.throw()
      .that.includes({ code: "ROUND_REFUSED", field: "cohort" });
  });
});
