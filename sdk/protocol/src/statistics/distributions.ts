import { dt, lgamma, pchisq, pnorm, qnorm, qt } from "lib-r-math.js";

// R's own distribution functions, translated. For reports alone: a state must not rest on them.

/** Two-sided p of a standard normal statistic. */
export function normalTwoSided(z: number): number {
  return 2 * pnorm(-Math.abs(z));
}

/** Two-sided p of Student's t. */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  return incompleteBeta(degreesOfFreedom / (degreesOfFreedom + t * t), degreesOfFreedom / 2, 0.5);
}

/** Upper tail of chi-square. */
export function chiSquareUpper(statistic: number, degreesOfFreedom: number): number {
  return pchisq(statistic, degreesOfFreedom, undefined, false);
}

/** The z whose interval estimate ± z SE covers `level`. @example normalQuantile(0.95) // 1.959963984540054 */
export function normalQuantile(level: number): number {
  return qnorm(0.5 + level / 2);
}

/** The same of Student's t. The library's is good to 1e-8 only: hence a step of Newton's. */
export function studentQuantile(level: number, degreesOfFreedom: number): number {
  const near = qt(0.5 + level / 2, degreesOfFreedom);
  return near + (studentTwoSided(near, degreesOfFreedom) - (1 - level)) / (2 * dt(near, degreesOfFreedom));
}

/**
 * I_x(a, b), the regularised incomplete beta function, by its continued fraction (DLMF 8.17.22) after Lentz: good to 1e-14 below 1,000 degrees, where the
 * library's, on which its t distribution rests, loses half of the digits.
 */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  // The fraction converges fast on this side only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  let c = 1;
  let d = 1 / (1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 10_000; m++) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 / (1 + term * d);
      c = 1 + term / c;
      fraction *= c * d;
    }
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return front * fraction;
}
