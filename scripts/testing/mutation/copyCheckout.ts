import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** What a compiler left behind that makes the next compilation short. */
const CARRIED_OUTPUTS = ["artifacts", "cache"];
/** Hardhat's record of what it has compiled names files by their absolute paths. */
const COMPILE_CACHE = join("cache", "compile-cache.json");
const AS_THEY_CAME = "as-they-came";
/** Files made from other sources (`npm run generate`). */
const GENERATED = /(^|\/)generated\//;

export interface CheckoutCopy {
  root: string;
  /** Remembers compiled and generated files as they are, under a name. */
  keepOutputs(name: string): Promise<void>;
  /** Puts them back as they were kept under this name, by default as they came; false if none were. */
  restoreOutputs(name?: string): Promise<boolean>;
  remove(): Promise<void>;
}

/**
 * A copy of the working tree (tracked and untracked files, not ignored ones) in which files may be changed.
 * Packages are linked from the original; the workspaces' own names lead into the copy, or a mutated sdk would
 * never be the one that is loaded.
 */
export async function copyCheckout(root: string): Promise<CheckoutCopy> {
  const copy = await realpath(await mkdtemp(join(tmpdir(), "consilium-mutants-")));
  const remove = () => rm(copy, { recursive: true, force: true });
  try {
    const files = await listFiles(root);
    for (const file of files) await copyFile(root, copy, file);
    for (const folder of CARRIED_OUTPUTS) await copyFile(root, copy, folder);
    const compiled = await readFile(join(copy, COMPILE_CACHE), "utf8").catch(ignoreMissing);
    if (compiled !== undefined) await writeFile(join(copy, COMPILE_CACHE), compiled.replaceAll(`${root}/`, `${copy}/`));
    await linkPackages(root, copy);
    // Kept in a corner of the copy: compiling the unchanged contracts anew would take longer than most tests.
    const kept = join(copy, ".kept-outputs");
    const outputs = [...files.filter((file) => GENERATED.test(file)), ...CARRIED_OUTPUTS];
    const names = new Set<string>();
    const keepOutputs = async (name: string) => {
      for (const file of outputs) await copyFile(copy, join(kept, name), file);
      names.add(name);
    };
    const restoreOutputs = async (name = AS_THEY_CAME) => {
      if (!names.has(name)) return false;
      for (const file of outputs) {
        await rm(join(copy, file), { recursive: true, force: true });
        await copyFile(join(kept, name), copy, file);
      }
      return true;
    };
    await keepOutputs(AS_THEY_CAME);
    return { root: copy, keepOutputs, restoreOutputs, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A file, or a folder with all in it; nothing where there is none. */
async function copyFile(from: string, to: string, path: string): Promise<void> {
  await mkdir(dirname(join(to, path)), { recursive: true });
  const options = { recursive: true, verbatimSymlinks: true, preserveTimestamps: true };
  await cp(join(from, path), join(to, path), options).catch(ignoreMissing);
}

async function listFiles(root: string): Promise<string[]> {
  const { stdout } = await promisify(execFile)(
    "git",
    ["ls-files", "--cached", "--others", "--exclude-standard", "--deduplicate", "-z"],
    { cwd: root, maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout.split("\0").filter((file) => file !== "");
}

async function linkPackages(root: string, copy: string): Promise<void> {
  const workspaces = await readWorkspaces(root);
  const from = join(root, "node_modules");
  const to = join(copy, "node_modules");
  await mkdir(to);
  for (const entry of await readdir(from)) {
    if (!entry.startsWith("@")) {
      await symlink(join(from, entry), join(to, entry));
      continue;
    }
    await mkdir(join(to, entry));
    for (const name of await readdir(join(from, entry))) {
      if (!workspaces.has(`${entry}/${name}`)) await symlink(join(from, entry, name), join(to, entry, name));
    }
  }
  for (const [name, folder] of workspaces) {
    await mkdir(dirname(join(to, name)), { recursive: true });
    await symlink(join(copy, folder), join(to, name));
  }
  // Packages npm could not hoist to the root lie in the workspace's own folder, or in one between the two.
  for (const folder of new Set([...workspaces.values()].flatMap(foldersDownTo))) {
    await symlink(join(root, folder, "node_modules"), join(copy, folder, "node_modules"));
  }
}

/** `sdk` and `sdk/protocol` of `sdk/protocol`. */
function foldersDownTo(folder: string): string[] {
  const names = folder.split("/");
  return names.map((_, depth) => names.slice(0, depth + 1).join("/"));
}

/** Package name → folder, of each workspace in the root package.json. */
async function readWorkspaces(root: string): Promise<Map<string, string>> {
  const { workspaces = [] } = await readPackage(join(root, "package.json"));
  const byName = new Map<string, string>();
  for (const folder of workspaces) {
    const { name } = await readPackage(join(root, folder, "package.json"));
    if (name !== undefined) byName.set(name, folder);
  }
  return byName;
}

async function readPackage(path: string): Promise<{ name?: string; workspaces?: string[] }> {
  return JSON.parse(await readFile(path, "utf8")) as { name?: string; workspaces?: string[] };
}

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
