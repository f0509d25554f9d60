import { execFileSync } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

const NODE_MODULES = join(import.meta.dirname, "../../node_modules");

/** A git checkout of these files (path → text) in an empty folder, with this repository's packages. */
export async function makeCheckout(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  await symlink(NODE_MODULES, join(root, "node_modules"));
  execFileSync("git", ["init", "--quiet"], { cwd: root });
}
