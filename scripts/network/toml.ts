import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

export type TomlValue = string | number | boolean | readonly string[];

/** A flat TOML document (v1.0), which is all that Besu's files are. Strings are basic strings without control characters. */
export function toToml(entries: Readonly<Record<string, TomlValue>>, heading?: string): string {
  const lines = Object.entries(entries).map(([key, value]) => {
    if (!/^[a-z0-9-]+$/.test(key)) throw new FederationError("INTERNAL", `${key} is not a bare key.`);
    return `${key}=${tomlValue(value)}`;
  });
  return `${[...(heading === undefined ? [] : [`# ${heading}`]), ...lines].join("\n")}\n`;
}

function tomlValue(value: TomlValue): string {
  if (typeof value === "string") return tomlString(value);
  if (typeof value === "object") return `[${value.map(tomlString).join(",")}]`;
  return String(value);
}

function tomlString(text: string): string {
  if (!/^[\x20-\x7e]*$/.test(text)) throw new FederationError("CONFIG_INVALID", "A value is not printable ASCII.");
  return `"${text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
}
