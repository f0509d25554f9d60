import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { isGrantLive } from "@consilium/sdk/chain/studies.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { commandScript } from "../commands/commandScript.ts";
import { COMPILE_CACHE } from "./ProcessSupervisor.ts";

const run = promisify(execFile);
const TIMEOUT_MS = 60_000;

/** One hospital's data-access committee says yes, with the command a real one would use. Does nothing where it has. */
export async function approveStudy(
  chain: Chain,
  studyId: number,
  study: Study,
  site: { index: number; id: string; configFile: string; allowRare: readonly string[] },
  studyFolder: string,
): Promise<void> {
  if (await isGrantLive(chain, studyId, site.index)) return;
  const { expires, maximumRounds } = study.document;
  const options = [
    ...["--study", studyFolder, "--until", expires, "--rounds", String(maximumRounds), "--yes", "--json"],
    ...site.allowRare.flatMap((name) => ["--allow-rare", name]),
  ];
  try {
    await run(process.execPath, [commandScript("consilium-node"), "approve", "--config", site.configFile, ...options], {
      timeout: TIMEOUT_MS,
      env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...process.env },
    });
  } catch (cause) {
    const { stderr } = cause as { stderr?: string };
    const lastLine = stderr?.trim().split("\n").at(-1) ?? "no message";
    throw new FederationError("PROCESS_FAILED", `Its approval failed: ${lastLine}`, { field: site.id, cause });
  }
}
