import { CholeskyDecomposition, Matrix } from "ml-matrix";

/** How many coordinates the upper triangle of a p x p matrix has. */
export function triangleLength(p: number): number {
  return (p * (p + 1)) / 2;
}

/**
 * The upper triangle of a symmetric matrix, row by row: the form in which sites send it.
 * @example packUpper(new Matrix([[1, 2], [2, 3]])) // Float64Array [1, 2, 3]
 */
export function packUpper(matrix: Matrix): Float64Array {
  const packed = new Float64Array(triangleLength(matrix.rows));
  let at = 0;
  for (let i = 0; i < matrix.rows; i++) {
    for (let j = i; j < matrix.rows; j++) packed[at++] = matrix.get(i, j);
  }
  return packed;
}

/** The symmetric matrix of an upper triangle, see {@link packUpper}. */
export function unpackUpper(packed: Float64Array, p: number): Matrix {
  const matrix = Matrix.zeros(p, p);
  let at = 0;
  for (let i = 0; i < p; i++) {
    for (let j = i; j < p; j++) {
      matrix.set(i, j, packed[at]!);
      matrix.set(j, i, packed[at++]!);
    }
  }
  return matrix;
}

/**
 * The inverse of a positive definite matrix, or the index of the first column that the ones before it determine (to `tolerance` of
 * the column's own size), which is how R's `lm` names collinear terms. `tolerance` is one for all columns or one for each. Only additions, products, quotients and square roots, so every
 * machine gets the same bits.
 */
export function invertPositiveDefinite(
  matrix: Matrix,
  tolerance: number | readonly number[] = 1e-10,
): { readonly inverse: Matrix } | { readonly dependentColumn: number } {
  const dependentColumn = firstDependentColumn(matrix, tolerance);
  if (dependentColumn !== undefined) return { dependentColumn };
  const cholesky = new CholeskyDecomposition(matrix);
  return { inverse: symmetrised(cholesky.solve(Matrix.eye(matrix.rows))) };
}

/** Sweeps the columns in order: what is left of one on the diagonal is its part that no column before explains. */
function firstDependentColumn(matrix: Matrix, tolerance: number | readonly number[]): number | undefined {
  const left = matrix.clone();
  for (let k = 0; k < left.rows; k++) {
    const pivot = left.get(k, k);
    const least = typeof tolerance === "number" ? tolerance : tolerance[k]!;
    if (!(pivot > least * matrix.get(k, k))) return k;
    for (let i = k + 1; i < left.rows; i++) {
      const factor = left.get(i, k) / pivot;
      for (let j = k + 1; j < left.rows; j++) left.set(i, j, left.get(i, j) - factor * left.get(k, j));
    }
  }
  return undefined;
}

function symmetrised(matrix: Matrix): Matrix {
  return matrix.clone().add(matrix.transpose()).mul(0.5);
}
