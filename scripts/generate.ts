import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import hre from "hardhat";

/**
 * Writes sdk/protocol/src/chain/generated from the contracts: one file each with the ABI (as const, so that its types carry) and the
 * creation bytecode. `--check` writes nothing and exits 1 if a file is stale.
 */
const CONTRACTS = [
  "Consortium",
  "ConsentRegistry",
  "StudyRegistry",
  "RoundLedger",
  "ModelRegistry",
  "PasskeyVerifier",
  "ConsentSeals",
] as const;
const FOLDER = new URL("../sdk/protocol/src/chain/generated/", import.meta.url);

function source(name: string, abi: unknown, bytecode: string): string {
  return `// Generated from contracts/${name}.sol by \`npm run generate\`; do not edit.
export const ${name} = {
  name: "${name}",
  abi: ${JSON.stringify(abi, null, 2).replaceAll("\n", "\n  ")},
  bytecode:
    "${bytecode}",
} as const;
`;
}

function current(file: URL): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

const checking = process.argv.includes("--check");
await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
let stale = 0;
for (const name of CONTRACTS) {
  const artifact = await hre.artifacts.readArtifact(name);
  const file = new URL(`${name}.ts`, FOLDER);
  const wanted = source(name, artifact.abi, artifact.bytecode);
  if (current(file) === wanted) continue;
  stale++;
  const shown = fileURLToPath(file).slice(fileURLToPath(new URL("..", import.meta.url)).length);
  if (checking) process.stderr.write(`${shown} is stale; run \`npm run generate\` and commit it.\n`);
  else {
    writeFileSync(file, wanted);
    process.stdout.write(`wrote ${shown}\n`);
  }
}
process.exitCode = checking && stale > 0 ? 1 : 0;
