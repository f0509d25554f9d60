import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import hre from "hardhat";

/**
 * Writes what is made from the contracts: for each its ABI (as const, so that its types carry) into the sdk, and the creation
 * bytecode of all for the deploy command, apart from the ABIs so that no patient's page carries it.
 * `--check` writes nothing and exits 1 if a file is stale.
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
const ROOT = new URL("..", import.meta.url);
const ABI_FOLDER = "sdk/protocol/src/chain/generated";
const BYTECODE_FILE = "scripts/deploy/generated/creationBytecode.ts";
const EDIT_NOTE = "by `npm run generate`; do not edit.";

function abiSource(name: string, abi: readonly unknown[]): string {
  // Solidity's own names of types: nothing here reads them, and they are a third of the text.
  const withoutInternalTypes = (key: string, value: unknown) => (key === "internalType" ? undefined : value);
  const entries = abi.map((entry) => `    ${JSON.stringify(entry, withoutInternalTypes)},\n`).join("");
  return `// Generated from contracts/${name}.sol ${EDIT_NOTE}\nexport const ${name} = {\n  name: "${name}",\n  abi: [\n${entries}  ],\n} as const;\n`;
}

function bytecodeSource(bytecodes: ReadonlyMap<string, string>): string {
  const entries = [...bytecodes].map(([name, bytecode]) => `  ${name}:\n    "${bytecode}",\n`).join("");
  return `// Generated from contracts/ ${EDIT_NOTE}\nexport const creationBytecode = {\n${entries}} as const;\n`;
}

function current(file: URL): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

await hre.tasks.getTask("build").run({ quiet: true, noTests: true });
const wanted = new Map<string, string>();
const bytecodes = new Map<string, string>();
for (const name of CONTRACTS) {
  const { abi, bytecode } = await hre.artifacts.readArtifact(name);
  wanted.set(`${ABI_FOLDER}/${name}.ts`, abiSource(name, abi));
  bytecodes.set(name, bytecode);
}
wanted.set(BYTECODE_FILE, bytecodeSource(bytecodes));

const checking = process.argv.includes("--check");
let stale = 0;
for (const [path, text] of wanted) {
  const file = new URL(path, ROOT);
  if (current(file) === text) continue;
  stale++;
  if (checking) process.stderr.write(`${path} is stale; run \`npm run generate\` and commit it.\n`);
  else {
    mkdirSync(dirname(fileURLToPath(file)), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`wrote ${path}\n`);
  }
}
process.exitCode = checking && stale > 0 ? 1 : 0;
