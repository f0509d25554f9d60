import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { pino } from "pino";
import type { Logger } from "./Logger.ts";
import { redactFields } from "./redact.ts";

export const LOG_LEVELS = ["silent", "error", "warn", "info", "debug"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LoggerOptions {
  /** The service, for example `coordinator` or `node`. */
  name: string;
  /** Default `info`. */
  level?: LogLevel;
  /** Where lines go; default the standard error. */
  destination?: { write(line: string): void };
}

/** JSON lines without secrets (see redact.ts). Throws CONFIG_INVALID on an unknown level. */
export function createLogger(options: LoggerOptions): Logger {
  const level = options.level ?? "info";
  if (!LOG_LEVELS.includes(level)) {
    throw new FederationError("CONFIG_INVALID", "Unknown log level.", {
      field: "log level",
      hint: `Use one of ${LOG_LEVELS.join(", ")}.`,
    });
  }
  return pino(
    {
      name: options.name,
      level,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => redactFields(fields) as Record<string, unknown>,
      },
      // redactFields has already turned errors into plain fields.
      serializers: { err: (value: unknown) => value, error: (value: unknown) => value },
    },
    // Synchronous: the last lines before a crash are the ones that matter.
    options.destination ?? pino.destination({ dest: 2, sync: true }),
  );
}
