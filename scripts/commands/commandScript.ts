import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** What people run, by name, and the source file of each. */
export const COMMAND_SOURCES = {
  consilium: "sdk/cli/src/main.ts",
  "consilium-coordinator": "coordinator/src/main.ts",
  "consilium-node": "node/src/main.ts",
} as const;

export type CommandName = keyof typeof COMMAND_SOURCES;

/** Names the folder that `bundleCommands` made, for the processes of one run. */
export const BUNDLES_VARIABLE = "CONSILIUM_COMMAND_BUNDLES";

/**
 * The script to start a command with: its bundle, where the run has made one of this very checkout, else its source. A folder
 * outside the checkout is passed over, so that a changed copy of the checkout never runs what the original bundled.
 *
 * @example spawn(process.execPath, [commandScript("consilium-node"), "run", "--config", "node.yaml"]);
 */
export function commandScript(name: CommandName, env: NodeJS.ProcessEnv = process.env): string {
  const bundles = env[BUNDLES_VARIABLE];
  if (bundles?.startsWith(ROOT + (ROOT.endsWith(sep) ? "" : sep))) return join(bundles, name, "main.js");
  return join(ROOT, COMMAND_SOURCES[name]);
}
