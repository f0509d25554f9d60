import {
  chiSquareUpper,
  normalQuantile,
  normalTwoSided,
  studentQuantile,
  studentTwoSided,
} from "@consilium/sdk/statistics/distributions.ts";
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

// scipy 1.17: 2 * norm.cdf(-1.5), 2 * t.cdf(-2.2, 17), chi2.sf(3.84, 1), norm.ppf(.975), t.ppf(.975, 17) and so on.
describe("distributions of a report", () => {
  it("are those of scipy", () => {
    expect(normalTwoSided(1.5)).to.be.closeTo(0.13361440253771614, 1e-15);
    expect(normalTwoSided(-1.5)).to.equal(normalTwoSided(1.5));
    expect(normalTwoSided(9)).to.be.closeTo(2.2571768119076647e-19, 1e-30);
    expect(studentTwoSided(-2.2, 17)).to.be.closeTo(0.04192465641606231, 1e-14);
    expect(studentTwoSided(0.01, 2)).to.be.closeTo(0.992929108958201, 1e-14);
    expect(studentTwoSided(1.96, 100_000)).to.be.closeTo(0.04999856319430168, 1e-11);
    expect(studentTwoSided(0, 3)).to.equal(1);
    expect(studentTwoSided(30, 5)).to.be.closeTo(7.718648620496053e-7, 1e-14);
    expect(chiSquareUpper(3.84, 1)).to.be.closeTo(0.05004352124870519, 1e-14);
    expect(normalQuantile(0.95)).to.be.closeTo(1.959963984540054, 1e-14);
    expect(studentQuantile(0.95, 17)).to.be.closeTo(2.1098155778333156, 1e-12);
    expect(studentQuantile(0.95, 3)).to.be.closeTo(3.1824463052837078, 1e-12);
  });
});
