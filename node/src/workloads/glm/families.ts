import { FITTED_ROOM, PREDICTOR_ROOM } from "@consilium/sdk/workloads/glm/layout.ts";
import type { GlmFamily } from "@consilium/sdk/workloads/glm/spec.ts";

/** What a row adds at a linear predictor. One object is used again for every row. */
export interface RowPart {
  /** Of the working weights W: the derivative of the mean, the links being canonical. */
  weight: number;
  /** y - μ. */
  residual: number;
  deviance: number;
  isClamped: boolean;
  /** A fitted probability within 1e-8 of 0 or 1, or a mean below 1e-8. */
  isBoundary: boolean;
}

/** Writes a row's part at the predictor η, offset and intercept included. */
export type RowFunction = (eta: number, y: number, part: RowPart) => void;

const BOUNDARY = 1e-8;

/**
 * The part of a row under each family with its canonical link (McCullagh and Nelder 1989, section 2.2); `multinomial.ts` has its
 * own.
 */
export function rowFunctionOf(family: GlmFamily, meanLimit: number): RowFunction {
  if (family === "gaussian") return gaussianRow;
  return family === "binomial" ? binomialRow : poissonRow(meanLimit);
}

/** The outcome is in half ranges from the middle of its range. */
const gaussianRow: RowFunction = (eta, y, part) => {
  part.isClamped = Math.abs(eta) > FITTED_ROOM;
  const mean = Math.min(FITTED_ROOM, Math.max(-FITTED_ROOM, eta));
  part.weight = 1;
  part.residual = y - mean;
  part.deviance = part.residual * part.residual;
  part.isBoundary = false;
};

const binomialRow: RowFunction = (eta, y, part) => {
  const clamped = Math.min(PREDICTOR_ROOM, Math.max(-PREDICTOR_ROOM, eta));
  const small = Math.exp(-Math.abs(clamped));
  const least = small / (1 + small);
  part.weight = least / (1 + small);
  // Without a difference of numbers near 1.
  part.residual = y === 1 ? 1 / (1 + Math.exp(clamped)) : -1 / (1 + Math.exp(-clamped));
  part.deviance = 2 * Math.log1p(Math.exp(y === 1 ? -clamped : clamped));
  part.isClamped = false;
  part.isBoundary = least < BOUNDARY;
};

function poissonRow(meanLimit: number): RowFunction {
  const most = Math.log(meanLimit);
  return (eta, y, part) => {
    part.isClamped = eta > most;
    const clamped = Math.min(most, Math.max(-PREDICTOR_ROOM, eta));
    const mean = Math.exp(clamped);
    part.weight = mean;
    part.residual = y - mean;
    part.deviance = 2 * ((y > 0 ? y * (Math.log(y) - clamped) : 0) - part.residual);
    part.isBoundary = mean < BOUNDARY;
  };
}

/** The log-likelihood of a poisson outcome whose mean is itself, y ln y - y - ln y!, by Stirling's series from 16 on. */
export function saturatedPoisson(y: number): number {
  if (y === 0) return 0;
  if (y < 16) {
    let factorial = 1;
    for (let k = 2; k <= y; k++) factorial *= k;
    return y * Math.log(y) - y - Math.log(factorial);
  }
  const inverse = 1 / (y * y);
  const error = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / y;
  return -0.5 * Math.log(2 * Math.PI * y) - error;
}
