/** Lanczos's coefficients for g = 607/128 (Press et al., Numerical Recipes, 3rd ed., section 6.1). */
const LANCZOS = [
  57.15623566586292, -59.59796035547549, 14.136097974741746, -0.4919138160976202, 0.00003399464998481189,
  0.00004652362892704858, -0.00009837447530487956, 0.0001580887032249125, -0.00021026444172410488,
  0.00021743961811521265, -0.0001643181065367639, 0.00008441822398385275, -0.000026190838401581408,
  0.0000036899182659531625,
];
/** A continued fraction that takes more terms has no digit to gain. */
const MOST_TERMS = 100_000;
const ENOUGH = 2 ** -53;

/** ln Γ(x) for x > 0, to 1e-15 of its size. */
export function logGamma(x: number): number {
  const shifted = x + 5.2421875;
  const series = LANCZOS.reduce((sum, coefficient, k) => sum + coefficient / (x + k + 1), 0.9999999999999971);
  return (x + 0.5) * Math.log(shifted) - shifted + Math.log((2.5066282746310007 * series) / x);
}

/** Q(a, x), the upper regularised incomplete gamma function: 1 less its series below a + 1 (DLMF 8.7.1), a fraction above (8.9.2). */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) {
    let term = 1 / a;
    let sum = term;
    for (let n = 1; n < MOST_TERMS && term > sum * ENOUGH; n++) {
      term *= x / (a + n);
      sum += term;
    }
    return 1 - front * sum;
  }
  return front * continuedFraction(x + 1 - a, (n) => [-n * (n - a), x + 1 - a + 2 * n]);
}

/** I_x(a, b), the regularised incomplete beta function, by its continued fraction (DLMF 8.17.22). */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  // The fraction converges fast on this side only.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  return (
    front *
    continuedFraction(1, (n) => {
      const m = Math.floor(n / 2);
      const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
      const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
      return [n % 2 === 1 ? odd : even, 1];
    })
  );
}

/** 1 / (b0 + a1 / (b1 + a2 / (b2 + …))) by Lentz's method; `partsAt(n)` gives a and b from n = 1. */
function continuedFraction(b0: number, partsAt: (n: number) => readonly [a: number, b: number]): number {
  let d = 1 / b0;
  let c = Number.POSITIVE_INFINITY;
  let fraction = d;
  for (let n = 1; n < MOST_TERMS; n++) {
    const [a, b] = partsAt(n);
    d = 1 / (b + a * d);
    c = b + a / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < ENOUGH) break;
  }
  return fraction;
}
