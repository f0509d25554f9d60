import { existsSync, globSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { unlessMissing } from "@consilium/service/files/errno.ts";
import { build, type Plugin } from "esbuild";
import { BUNDLES_VARIABLE, COMMAND_SOURCES, commandScript } from "./commandScript.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDER = join(ROOT, "node_modules/.cache/consilium-commands");
const KEPT_MS = 24 * 3_600_000;

/** Programs that commands start by the URL of a file beside them. */
const CHILDREN = globSync("{sdk/*,node,coordinator}/src/**/*.{child,worker}.ts", { cwd: ROOT });
/** Libraries that load native code or files of their own from where they are installed. */
const LEFT_WHERE_THEY_ARE = [
  "@duckdb/node-api",
  "@fastify/static",
  "@fastify/swagger-ui",
  "@tensorflow/*",
  "classic-level",
  "fs-native-extensions",
  "tiny-secp256k1",
];
/** For the CommonJS libraries within a bundle. */
const REQUIRE = `import { createRequire as createRequireOf } from "node:module"; const require = createRequireOf(import.meta.url);`;

/**
 * Bundles the commands for this process and those that it starts, unless the process that started this one has. Returns what
 * removes the bundles again. A measurement of coverage needs the sources, and goes on with them.
 */
export async function useBundles(env: NodeJS.ProcessEnv = process.env): Promise<() => Promise<void>> {
  const given = existsSync(commandScript("consilium-node", env)) && env[BUNDLES_VARIABLE] !== undefined;
  if (given || env.NODE_V8_COVERAGE !== undefined) return async () => {};
  const folder = await bundleCommands();
  env[BUNDLES_VARIABLE] = folder;
  return async () => rm(folder, { recursive: true, force: true });
}

/**
 * Each command and the programs that it starts, in a new folder within node_modules/.cache: a start then reads 10 files instead
 * of 2,000 and takes a third of the time. Tests give plugins that alter some source.
 */
export async function bundleCommands(plugins: Plugin[] = []): Promise<string> {
  await mkdir(FOLDER, { recursive: true });
  await removeOld();
  const folder = await mkdtemp(join(FOLDER, "bundle-"));
  await Promise.all(
    Object.entries(COMMAND_SOURCES).map(([name, source]) =>
      build({
        absWorkingDir: ROOT,
        entryPoints: [source, ...CHILDREN.filter((child) => belongsTo(child, source))],
        outdir: join(folder, name),
        entryNames: "[name]",
        chunkNames: "[name]-[hash]",
        bundle: true,
        splitting: true,
        platform: "node",
        format: "esm",
        target: "node22",
        external: LEFT_WHERE_THEY_ARE,
        banner: { js: REQUIRE },
        plugins,
        logLevel: "error",
      }),
    ),
  );
  return folder;
}

/** A child of the shared packages belongs to every command, one of a service to that service. */
function belongsTo(child: string, source: string): boolean {
  return child.startsWith("sdk/") || child.startsWith(`${dirname(dirname(source))}/`);
}

/** Earlier runs may still be going on; after a day they are not. */
async function removeOld(): Promise<void> {
  for (const name of await readdir(FOLDER)) {
    const path = join(FOLDER, name);
    // Another run may remove its own folder meanwhile.
    const found = await unlessMissing(stat(path));
    if (found !== undefined && found.mtimeMs < Date.now() - KEPT_MS) await rm(path, { recursive: true, force: true });
  }
}
