import { readFile } from "node:fs/promises";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { Type } from "typebox";
import type { ReportedAudit } from "./ReportInput.ts";

/** The parts of `consilium audit --json` that a report shows. */
const AuditFile = Type.Object({
  ok: Type.Boolean(),
  study: Type.Object({ digest: Type.String() }),
  rounds: Type.Array(Type.Object({ roundId: Type.Integer() })),
  checks: Type.Array(
    Type.Object({ id: Type.String(), subject: Type.String(), ok: Type.Boolean(), verdict: Type.String() }),
  ),
  notProven: Type.Array(Type.String()),
});

/** An audit whose study is still to be compared. */
interface ReadAudit {
  /** The audit, if it is of this study. @throws CONFIG_INVALID */
  of(studyDigest: string): ReportedAudit;
}

/** Reads what `consilium audit --json` printed. Whoever gives it vouches for it. @throws CONFIG_INVALID */
export async function readAuditFile(path: string): Promise<ReadAudit> {
  const hint = "Give the file that `consilium audit <study> --json` printed.";
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    throw new FederationError("CONFIG_INVALID", "The audit cannot be read.", { field: path, hint, cause });
  });
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "The audit is not JSON.", { field: path, hint, cause });
  }
  const audit = checkDocument(AuditFile, document, path, "CONFIG_INVALID", hint);
  // A file that was changed by hand, or by a fault: its verdict is not that of its checks.
  const isSound = audit.ok === (audit.checks.length > 0 && audit.checks.every(({ ok }) => ok));
  return {
    of(studyDigest) {
      if (audit.study.digest === studyDigest && isSound) return audit;
      throw new FederationError(
        "CONFIG_INVALID",
        isSound ? "The audit is of another study." : "The audit's verdict is not that of its checks.",
        { field: path, hint },
      );
    },
  };
}
