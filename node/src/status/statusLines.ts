import { memberLabel } from "@consilium/sdk/chain/memberNames.ts";
import { ERROR_CODES, type ErrorCode } from "@consilium/sdk/errors/codes.ts";
import type { StatusDocument } from "./statusFile.ts";

/** What to do where a check does not hold. */
const MENDING: Record<keyof StatusDocument["checks"], string> = {
  chain: "the chain node does not answer: see chain.rpcUrl in node.yaml, and that it runs",
  registered: "this site is suspended: see `consilium member list`",
  coordinator: "no session: see coordinator.addresses in node.yaml, and that the coordinator runs",
  records: "they cannot be read: run `consilium-node preview` with the study's folder, which names the place",
};

/** The node's status as its operators read it. */
export function statusLines({ status, running }: { status: StatusDocument; running: boolean }): string[] {
  const { checks, blockNumber, blockAgeSeconds, rounds, records, lastError, lastWithdrawal } = status;
  const check = (name: keyof typeof checks, good: string) => (checks[name] ? good : `NO, ${MENDING[name]}`);
  const seen = records.map(({ study, rows, code, at }) => `${study} ${code ?? `${rows} rows`}, ${timeOf(at)}`);
  return [
    running ? (status.ready ? "READY" : "RUNNING, NOT READY") : `NOT RUNNING, last seen ${timeOf(status.at)}`,
    `Site             ${memberLabel(status.site)}, ${check("registered", "an active member")}`,
    `Chain            ${check("chain", `id ${status.chainId}, block ${blockNumber}, ${blockAgeSeconds} s old`)}`,
    `Coordinator      ${check("coordinator", "connected")}`,
    `Records          ${check("records", "readable")}${seen.length === 0 ? ", none extracted yet" : `; ${seen.join("; ")}`}`,
    `Studies approved ${status.studiesApproved.length === 0 ? "none" : status.studiesApproved.join(", ")}`,
    `Rounds now       ${rounds.length === 0 ? "none" : rounds.map(({ roundId, phase }) => `${roundId} ${phase}`).join(", ")}`,
    ...(lastWithdrawal === undefined
      ? []
      : [`Left a round     ${lastWithdrawal.roundId}, ${timeOf(lastWithdrawal.at)}: ${inWords(lastWithdrawal.code)}`]),
    ...(lastError === undefined ? [] : [`Last error       ${timeOf(lastError.at)}: ${inWords(lastError.code)}`]),
  ];
}

function inWords(code: string): string {
  return Object.hasOwn(ERROR_CODES, code) ? `${code}, ${ERROR_CODES[code as ErrorCode].publicMessage}` : code;
}

function timeOf(seconds: number): string {
  return new Date(seconds * 1_000).toISOString().replace(".000Z", "Z");
}
