import { readFile } from "node:fs/promises";
import { arch, cpus, platform, totalmem } from "node:os";

/** What a figure was measured on. */
export interface Machine {
  processor: string;
  cores: number;
  memoryGiB: number;
  system: string;
  node: string;
  openssl: string;
  /** Versions by package name. */
  libraries: Record<string, string>;
}

/** This machine, and the installed versions of these packages. */
export async function thisMachine(libraries: readonly string[]): Promise<Machine> {
  const versions = await Promise.all(
    libraries.map(async (name) => {
      const path = new URL(`../../node_modules/${name}/package.json`, import.meta.url);
      return [name, (JSON.parse(await readFile(path, "utf8")) as { version: string }).version] as const;
    }),
  );
  return {
    processor: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${arch()}`,
    node: process.version,
    openssl: process.versions.openssl,
    libraries: Object.fromEntries(versions),
  };
}

/** The machine in two lines, for people. */
export function machineLines({ processor, cores, memoryGiB, system, node, openssl, libraries }: Machine): string[] {
  const packages = Object.entries(libraries).map((entry) => entry.join(" "));
  return [
    `${processor}, ${cores} cores, ${memoryGiB} GiB, ${system}`,
    `Node ${node}, OpenSSL ${openssl}, ${packages.join(", ")}`,
  ];
}
