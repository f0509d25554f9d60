import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, resolve } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import type { Static, TSchema } from "typebox";
import { parse } from "yaml";

/** A service's configuration and the folder that its relative paths are relative to. */
export interface ConfigFile<T> {
  readonly config: T;
  readonly path: string;
  /** Resolves a path of the file against the file's own folder. */
  readonly resolvePath: (path: string) => string;
}

/** Reads a YAML file against its schema. Throws CONFIG_INVALID naming file and field. */
export async function readConfig<S extends TSchema, T = Static<S>>(path: string, schema: S): Promise<ConfigFile<T>> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new FederationError("CONFIG_INVALID", "The file cannot be read.", {
      field: path,
      hint: "Check the path after --config.",
      cause,
    });
  }
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 0 });
  } catch (cause) {
    const at = (cause as { linePos?: [{ line: number }] }).linePos?.[0].line;
    throw new FederationError("CONFIG_INVALID", "The file is not valid YAML.", {
      field: at === undefined ? path : `${path}:${at}`,
      hint: "Correct the syntax at that line.",
    });
  }
  const config = checkDocument(
    schema,
    document,
    path,
    "CONFIG_INVALID",
    "Correct that field, or remove it if unknown.",
  );
  const folder = dirname(resolve(path));
  return { config, path, resolvePath: (relative) => (isAbsolute(relative) ? relative : resolve(folder, relative)) };
}
