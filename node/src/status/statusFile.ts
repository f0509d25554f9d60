import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseJson } from "@consilium/sdk/canonical/json.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { replaceFile } from "@consilium/service/files/durableFile.ts";
import { isErrnoException } from "@consilium/service/files/errno.ts";
import { type Static, Type } from "typebox";

const Failure = { code: Type.String(), at: Type.Integer() };

/** `status.json` in the state folder. Times are Unix seconds; codes and counts only. */
const StatusDocument = Type.Object({
  v: Type.Literal(1),
  pid: Type.Integer(),
  at: Type.Integer(),
  /** All checks hold. */
  ready: Type.Boolean(),
  checks: Type.Object({
    chain: Type.Boolean(),
    registered: Type.Boolean(),
    coordinator: Type.Boolean(),
    records: Type.Boolean(),
  }),
  site: Type.Object({ index: Type.Integer(), name: Type.String() }),
  chainId: Type.Integer(),
  blockNumber: Type.Optional(Type.Integer()),
  blockAgeSeconds: Type.Optional(Type.Integer()),
  studiesApproved: Type.Array(Type.String()),
  rounds: Type.Array(Type.Object({ roundId: Type.Integer(), phase: Type.String() })),
  records: Type.Array(
    Type.Object({
      study: Type.String(),
      at: Type.Integer(),
      rows: Type.Optional(Type.Integer()),
      code: Type.Optional(Type.String()),
    }),
  ),
  lastError: Type.Optional(Type.Object(Failure)),
  lastWithdrawal: Type.Optional(Type.Object({ ...Failure, roundId: Type.Integer() })),
});
export type StatusDocument = Static<typeof StatusDocument>;

/** A running node writes every 5 s; one that has not for this long is stuck or gone. */
const STALE_SECONDS = 30;

const pathIn = (stateDir: string) => join(stateDir, "status.json");

export async function writeStatus(stateDir: string, status: StatusDocument): Promise<void> {
  await replaceFile(pathIn(stateDir), `${JSON.stringify(status, null, 2)}\n`);
}

/** The node's last status, and whether the node that wrote it runs. @throws NOT_FOUND before its first start */
export async function readStatus(stateDir: string): Promise<{ status: StatusDocument; running: boolean }> {
  const path = pathIn(stateDir);
  let text: Uint8Array;
  try {
    text = await readFile(path);
  } catch (cause) {
    if (!isErrnoException(cause, "ENOENT")) throw cause;
    throw new FederationError("NOT_FOUND", "This node has never run.", {
      field: path,
      hint: "Start it with `consilium-node run --config <file>`.",
      cause,
    });
  }
  const status = checkDocument(StatusDocument, parseJson(text, path), path);
  return { status, running: isFresh(status) && isAlive(status.pid) };
}

function isFresh({ at }: StatusDocument): boolean {
  return Math.abs(Date.now() / 1_000 - at) < STALE_SECONDS;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrnoException(error, "EPERM");
  }
}
