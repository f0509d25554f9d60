import {
  chiSquareUpper,
  normalQuantile,
  normalTwoSided,
  studentQuantile,
  studentTwoSided,
} from "@consilium/sdk/statistics/distributions.ts";
import { logGamma } from "@consilium/sdk/statistics/specialFunctions.ts";
import { invertPositiveDefinite, packUpper, triangleLength, unpackUpper } from "@consilium/sdk/statistics/symmetric.ts";
import { expect } from "chai";
import fc from "fast-check";
import { Matrix } from "ml-matrix";

/** X'X of made rows, which is positive definite when there are more rows than columns. */
const gramMatrix = fc.integer({ min: 1, max: 6 }).chain((p) =>
  fc
    .array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: p, maxLength: p }), {
      minLength: 3 * p,
      maxLength: 5 * p,
    })
    .map((rows) => {
      const x = new Matrix(rows);
      return x.transpose().mmul(x).add(Matrix.eye(p).mul(0.01));
    }),
);

describe("symmetric matrices of a fit", () => {
  it("come back from their upper triangle", () => {
    fc.assert(
      fc.property(gramMatrix, (matrix) => {
        const packed = packUpper(matrix);
        expect(packed.length).to.equal(triangleLength(matrix.rows));
        expect(triangleLength(4)).to.equal(10);
        const upper = unpackUpper(packed, matrix.rows);
        for (let i = 0; i < matrix.rows; i++) {
          for (let j = 0; j < matrix.rows; j++) {
            expect(upper.get(i, j)).to.equal(matrix.get(Math.min(i, j), Math.max(i, j)));
          }
        }
      }),
    );
  });

  it("have an inverse, exactly symmetric", () => {
    fc.assert(
      fc.property(gramMatrix, (matrix) => {
        const result = invertPositiveDefinite(matrix);
        if (!("inverse" in result)) throw new Error("It has an inverse.");
        const product = matrix.mmul(result.inverse);
        for (let i = 0; i < matrix.rows; i++) {
          for (let j = 0; j < matrix.rows; j++) {
            expect(product.get(i, j)).to.be.closeTo(i === j ? 1 : 0, 1e-8);
            expect(result.inverse.get(i, j)).to.equal(result.inverse.get(j, i));
          }
        }
      }),
    );
  });

  it("name the first column that those before it determine", () => {
    const x = new Matrix(Array.from({ length: 20 }, (_, i) => [1, i, (i * i) % 7, 3 - 2 * i]));
    const gram = x.transpose().mmul(x);
    expect(invertPositiveDefinite(gram)).to.deep.equal({ dependentColumn: 3 });
    // Whatever the columns' units.
    expect(invertPositiveDefinite(gram.clone().mul(1e-12))).to.deep.equal({ dependentColumn: 3 });
    expect(invertPositiveDefinite(gram.clone().mul(1e12))).to.deep.equal({ dependentColumn: 3 });
    expect(invertPositiveDefinite(Matrix.zeros(2, 2))).to.deep.equal({ dependentColumn: 0 });
    const near = new Matrix([
      [1, 0.9],
      [0.9, 1],
    ]);
    expect(invertPositiveDefinite(near, [0.5, 0.2]), "left over: 0.19").to.deep.equal({ dependentColumn: 1 });
    expect(invertPositiveDefinite(near, [0.5, 0.18])).to.have.property("inverse");
    expect(
      invertPositiveDefinite(
        new Matrix([
          [1, Number.NaN],
          [Number.NaN, 1],
        ]),
      ),
    ).to.deep.equal({ dependentColumn: 1 });
  });
});

describe("distributions of a report", () => {
  const near = (value: number, expected: number, relative: number) =>
    expect(Math.abs(value - expected) / Math.abs(expected), `${value} and ${expected}`).to.be.below(relative);

  // scipy 1.17.1: 2 * norm.sf(z), 2 * t.sf(t, df), chi2.sf(x, df), to all digits.
  it("have scipy's tails, far out too", () => {
    near(normalTwoSided(0.1), 0.920344325445942, 1e-14);
    near(normalTwoSided(1.5), 0.13361440253771614, 1e-14);
    near(normalTwoSided(1.96), 0.04999579029644087, 1e-14);
    near(normalTwoSided(9), 2.2571768119076647e-19, 1e-13);
    near(normalTwoSided(37), 1.1451142445047853e-299, 1e-12);
    near(studentTwoSided(-2.2, 17), 0.04192465641606231, 1e-13);
    near(studentTwoSided(0.01, 2), 0.992929108958201, 1e-14);
    near(studentTwoSided(1.96, 100_000), 0.04999856319430168, 1e-9);
    near(studentTwoSided(30, 5), 7.718648620496053e-7, 1e-13);
    near(chiSquareUpper(3.84, 1), 0.05004352124870519, 1e-14);
    near(chiSquareUpper(0.5, 3), 0.9188914116546758, 1e-14);
    near(chiSquareUpper(30, 4), 4.894437128029217e-6, 1e-13);
    near(chiSquareUpper(120, 100), 0.08440668109369177, 1e-12);
    near(chiSquareUpper(700, 3), 2.0991308534204487e-151, 1e-12);
    expect(normalTwoSided(-1.5)).to.equal(normalTwoSided(1.5));
    expect([normalTwoSided(0), studentTwoSided(0, 3), chiSquareUpper(0, 2)]).to.deep.equal([1, 1, 1]);
    expect(normalTwoSided(60)).to.equal(0);
  });

  // scipy 1.17.1: norm.ppf(.5 + level / 2), t.ppf(.5 + level / 2, df).
  it("have scipy's quantiles", () => {
    near(normalQuantile(0.95), 1.959963984540054, 1e-14);
    near(normalQuantile(0.99), 2.5758293035489004, 1e-14);
    near(normalQuantile(0.999), 3.2905267314919255, 1e-13);
    near(studentQuantile(0.95, 1), 12.706204736174694, 1e-13);
    near(studentQuantile(0.95, 3), 3.1824463052837078, 1e-13);
    near(studentQuantile(0.95, 17), 2.1098155778333156, 1e-13);
    near(studentQuantile(0.99, 4), 4.604094871349992, 1e-13);
    near(studentQuantile(0.95, 100_000), 1.9599877075346095, 1e-9);
  });

  // scipy 1.17.1: special.gammaln.
  it("rest on scipy's logarithm of the gamma function", () => {
    near(logGamma(0.5), 0.5723649429247, 1e-13);
    near(logGamma(1e5), 1051287.7089736569, 1e-15);
    expect(logGamma(1)).to.be.closeTo(0, 1e-14);
  });
});
