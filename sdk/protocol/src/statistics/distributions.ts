import { incompleteBeta, logGamma, upperGamma } from "./specialFunctions.ts";

// For reports alone: a state must not rest on logarithms, which engines round differently.

/** Two-sided p of a standard normal statistic. @example normalTwoSided(1.96) // 0.04999579029644087 */
export function normalTwoSided(z: number): number {
  return upperGamma(0.5, (z * z) / 2);
}

/** Two-sided p of Student's t. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}

/** Upper tail of chi-square. */
export function chiSquareUpper(statistic: number, degreesOfFreedom: number): number {
  return upperGamma(degreesOfFreedom / 2, statistic / 2);
}

/** The z whose interval estimate ± z SE covers `level`. @example normalQuantile(0.95) // 1.959963984540054 */
export function normalQuantile(level: number): number {
  return quantile(level, normalTwoSided, (z) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI));
}

/** The same of Student's t. */
export function studentQuantile(level: number, degreesOfFreedom: number): number {
  const half = (degreesOfFreedom + 1) / 2;
  const scale = Math.exp(logGamma(half) - logGamma(degreesOfFreedom / 2)) / Math.sqrt(degreesOfFreedom * Math.PI);
  return quantile(
    level,
    (t) => studentTwoSided(t, degreesOfFreedom),
    (t) => scale * Math.exp(-half * Math.log1p((t * t) / degreesOfFreedom)),
  );
}

/** Newton's method from 0. The two-sided tail is convex there, so each step stays below the root and comes nearer. */
function quantile(level: number, tail: (x: number) => number, density: (x: number) => number): number {
  let x = 0;
  for (let i = 0; i < 200; i++) {
    const step = (tail(x) - (1 - level)) / (2 * density(x));
    x += step;
    if (Math.abs(step) <= 1e-15 * x) break;
  }
  return x;
}
