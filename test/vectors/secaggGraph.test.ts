import { graphParameters, neighboursOf, sharingPlan } from "@consilium/sdk/secagg/graph.ts";
import { expect } from "chai";
import { sha256, toUtf8Bytes } from "ethers";

/** The round-protocol page's figures for 20 % corrupt and 10 % dropouts, by the method of Bell et al. 2020. */
describe("Graph parameters (Bell et al. 2020)", () => {
  for (const [members, securityBits, degree, threshold] of [
    [100, 40, 31, 21],
    [200, 40, 46, 30],
    [1_000, 40, 67, 43],
    [1_000, 80, 94, 65],
  ] as const) {
    it(`n = ${members} at 2^-${securityBits}: k = ${degree}, t = ${threshold}`, () => {
      expect(graphParameters(members, { securityBits })).to.deep.equal({ degree, threshold });
    });
  }

  it("is at 2^-80 unless told otherwise", () => {
    expect(graphParameters(1_000)).to.deep.equal(graphParameters(1_000, { securityBits: 80 }));
    expect(graphParameters(255).degree).to.be.greaterThan(graphParameters(255, { securityBits: 40 }).degree);
  });

  it("finds a graph for every roster size the contract can hold, with t above the corrupt share and k·n even", () => {
    for (let members = 33; members <= 255; members++) {
      const { degree, threshold } = graphParameters(members);
      expect(degree).to.be.lessThan(members);
      expect((degree * members) % 2).to.equal(0);
      expect(threshold)
        .to.be.greaterThan(0.2 * degree)
        .and.at.most(degree);
    }
  });

  it("refuses fractions that no graph withstands", () => {
    expect(() => graphParameters(40, { corruptFraction: 0.6, dropoutFraction: 0.5 }))
      .to.throw()
      .with.property("code", "MANIFEST_INVALID");
  });
});

describe("Neighbour graph", () => {
  const hash = sha256(toUtf8Bytes("block")) as `0x${string}`;
  const members = (count: number): number[] => Array.from({ length: count }, (_, i) => 3 * i);
  const manifest = { threshold: 2, colluders: 1, minimumSurvivors: 3 };

  it("is complete up to 32 members, with the manifest's threshold", () => {
    const { neighbours, threshold } = sharingPlan(members(32), hash, manifest);
    expect(threshold).to.equal(2);
    for (const [member, peers] of neighbours)
      expect(peers).to.deep.equal(members(32).filter((other) => other !== member));
  });

  for (const [count, degree] of [
    [33, 14],
    [40, 13],
    [101, 32],
    [100, 31],
  ] as const) {
    it(`is ${degree}-regular, symmetric and connected on ${count} members`, () => {
      const neighbours = neighboursOf(members(count), hash, degree);
      const reached = new Set([0]);
      for (const member of reached) {
        const peers = neighbours.get(member)!;
        expect(new Set(peers).size).to.equal(degree);
        expect(peers).to.deep.equal([...peers].sort((a, b) => a - b));
        for (const peer of peers) {
          expect(peer).to.not.equal(member);
          expect(neighbours.get(peer)).to.include(member);
          reached.add(peer);
        }
      }
      expect(reached.size).to.equal(count);
    });
  }

  it("is the same for the same hash, and another for another", () => {
    const other = sha256(toUtf8Bytes("another block")) as `0x${string}`;
    expect(neighboursOf(members(40), hash, 14)).to.deep.equal(neighboursOf(members(40), hash, 14));
    expect(neighboursOf(members(40), hash, 14)).to.not.deep.equal(neighboursOf(members(40), other, 14));
  });

  it("equals an independent implementation of its construction", () => {
    expect(neighboursOf(members(40), hash, 4).get(0)).to.deep.equal([15, 51, 78, 96]);
  });

  it("refuses an unordered roster, an odd graph on odd members, and thresholds that protect nobody", () => {
    expect(() => neighboursOf([2, 1], hash, 1))
      .to.throw()
      .with.property("code", "REQUEST_INVALID");
    expect(() => neighboursOf(members(41), hash, 13))
      .to.throw()
      .with.property("code", "REQUEST_INVALID");
    for (const wrong of [
      { colluders: 2, minimumSurvivors: 4 },
      { minimumSurvivors: 2 },
      { threshold: 5, minimumSurvivors: 5 },
    ]) {
      expect(() => sharingPlan(members(4), hash, { ...manifest, ...wrong }))
        .to.throw()
        .with.property("code", "MANIFEST_INVALID");
    }
  });
});
