import { execFile } from "node:child_process";
import { promisify } from "node:util";

/** On the main branch itself: how many of its commits back count as changed. */
const COMMITS_BACK = 10;

/**
 * What has changed in a checkout: against the merge base with the main branch or, on that branch itself, its last ten commits;
 * files not yet committed count too. Where there is no earlier commit, as in a clone of depth 1, nothing has changed.
 */
export async function readChange(root: string): Promise<{ changed: Set<string>; commit: string; base: string }> {
  const git = async (...parameters: string[]) => {
    try {
      return (await promisify(execFile)("git", parameters, { cwd: root, maxBuffer: 64 * 2 ** 20 })).stdout.trim();
    } catch {
      return "";
    }
  };
  const commit = await git("rev-parse", "HEAD");
  const candidates: string[] = [];
  for (const main of ["origin/main", "main"]) {
    const base = await git("merge-base", "HEAD", main);
    if (base !== "" && base !== commit) candidates.push(base);
  }
  const before = (await git("rev-list", "--first-parent", `--max-count=${COMMITS_BACK + 1}`, "HEAD")).split("\n");
  if (before.length > 1) candidates.push(before.at(-1)!);
  const base = candidates[0] ?? "";
  const committed = base === "" ? "" : await git("diff", "--name-only", "--no-renames", base, "HEAD");
  const uncommitted = (await git("status", "--porcelain", "--no-renames", "--untracked-files=all"))
    .split("\n")
    .map((line) => line.slice(2).trim());
  const changed = new Set([...committed.split("\n"), ...uncommitted].filter((path) => path !== ""));
  return { changed, commit, base };
}
