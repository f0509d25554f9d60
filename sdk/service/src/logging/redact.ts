/** Fields whose value never reaches a log, whatever stands before these endings: `chainKey`, `peerSeed`, `maskShares`. */
const SECRET_FIELD = /(key|seed|secret|passphrase|password|share|mnemonic)s?$/i;
const CENSORED = "[redacted]";
const MAX_DEPTH = 8;

/** Public by nature although its name ends like a secret. */
const PUBLIC_FIELD = /public/i;

/**
 * A copy of a log line's fields without secrets, at any depth. Raw bytes are never logged, only their length.
 * Errors keep name, code, message, stack and cause; other properties a library hung on them are dropped.
 */
export function redactFields(value: unknown, depth = 0): unknown {
  if (typeof value === "bigint") return value.toString();
  if (typeof value !== "object" || value === null) return value;
  if (depth >= MAX_DEPTH) return "[deep]";
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Error) return redactError(value, depth);
  if (Array.isArray(value)) return value.map((item) => redactFields(item, depth + 1));
  if (value instanceof Date) return value.toISOString();
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    copy[name] = isSecretField(name) ? CENSORED : redactFields(item, depth + 1);
  }
  return copy;
}

export function isSecretField(name: string): boolean {
  return SECRET_FIELD.test(name) && !PUBLIC_FIELD.test(name);
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const fields: Record<string, unknown> = { type: error.name, message: error.message };
  const { code } = error as Error & { code?: unknown };
  if (typeof code === "string" || typeof code === "number") fields.code = code;
  if (error.stack !== undefined) fields.stack = error.stack;
  if (error.cause !== undefined) fields.cause = redactFields(error.cause, depth + 1);
  return fields;
}
