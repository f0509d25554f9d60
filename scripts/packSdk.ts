#!/usr/bin/env node
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const PACKAGE = join(ROOT, "sdk/protocol");
const run = promisify(execFile);

/**
 * Packs @consilium/sdk as a stranger installs it: JavaScript and its types, since Node strips no types in node_modules. The
 * workspace itself goes on running from src. Returns the path of the tarball in `outDir`.
 *
 * @example const tarball = await packSdk("dist"); // then, elsewhere: npm install <tarball>
 */
export async function packSdk(outDir: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "consilium-pack-"));
  try {
    const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
    // Not `tsc -b`: its folder keeps what earlier builds made of files that are gone by now.
    const whole = ["--composite", "false", "--incremental", "false", "--outDir", join(folder, "dist")];
    await run(process.execPath, [tsc, "-p", PACKAGE, ...whole]);
    await cp(join(PACKAGE, "README.md"), join(folder, "README.md"));
    await cp(join(ROOT, "LICENSE"), join(folder, "LICENSE"));
    const own = JSON.parse(await readFile(join(PACKAGE, "package.json"), "utf8")) as Record<string, unknown>;
    await writeFile(join(folder, "package.json"), `${JSON.stringify(publishedPackage(own), null, 2)}\n`);
    await mkdir(outDir, { recursive: true });
    const npm = process.platform === "win32" ? "npm.cmd" : "npm";
    const { stdout } = await run(npm, ["pack", "--silent", "--pack-destination", resolve(outDir)], { cwd: folder });
    return join(resolve(outDir), stdout.trim().split("\n").at(-1)!);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The package.json of the tarball: what the workspace's says, with exports that lead to what was built. */
function publishedPackage({ private: _, exports: __, ...own }: Record<string, unknown>): Record<string, unknown> {
  const built = (path: string) => ({ types: `./dist/${path}.d.ts`, default: `./dist/${path}.js` });
  return {
    ...own,
    sideEffects: false,
    types: "./dist/index.d.ts",
    exports: { ".": built("index"), "./*.js": built("*"), "./*": built("*"), "./package.json": "./package.json" },
    files: ["dist"],
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await packSdk(process.argv[2] ?? "dist"));
