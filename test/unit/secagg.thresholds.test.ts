import { thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import { expect } from "chai";

describe("Thresholds of a roster", () => {
  it("are those of the round protocol's page", () => {
    expect(thresholdsOf(4, 1)).to.deep.equal({ shares: 3, survivors: 3 });
    expect(thresholdsOf(3, 1)).to.deep.equal({ shares: 3, survivors: 3 });
    expect(thresholdsOf(2, 0)).to.deep.equal({ shares: 2, survivors: 2 });
    expect(thresholdsOf(10, 1)).to.deep.equal({ shares: 6, survivors: 7 });
    expect(thresholdsOf(255, 85)).to.deep.equal({ shares: 171, survivors: 171 });
  });

  it("let no two sets both be opened, whoever colludes, and no complaints open a secret", () => {
    for (let n = 2; n <= 255; n++) {
      for (let c = 0; c <= n - 2; c++) {
        const { shares: t, survivors: m } = thresholdsOf(n, c);
        const rules = [
          // c sites answer for both sets, every other for one: 2t shares do not exist.
          2 * t > n + c,
          m >= t && m <= n,
          // Two honest sites stand in every sum.
          m >= c + 2,
          // Who left before S may have opened its shares by complaining.
          c + (n - m) < t,
        ];
        if (rules.includes(false)) expect.fail(`n = ${n}, c = ${c}: ${rules}`);
      }
    }
  });

  it("are refused where one honest site could stand alone, and beyond 255 sites", () => {
    for (const [n, c] of [
      [2, 1],
      [1, 0],
      [256, 1],
    ] as const) {
      expect(() => thresholdsOf(n, c))
        .to.throw()
        .that.includes({ code: "MANIFEST_INVALID", field: "colluders" });
    }
  });
});
