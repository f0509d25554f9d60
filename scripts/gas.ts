import { readFileSync, writeFileSync } from "node:fs";
import hre from "hardhat";
import { measureConsents, measureConsentsForOthers } from "./gas/consents.ts";
import { type GasConsortium, type GasFigures, openGasConsortium } from "./gas/GasConsortium.ts";
import { measureGovernance } from "./gas/governance.ts";
import { measurePasskeys } from "./gas/passkeys.ts";
import { isBeaten, type Peer, peersOf } from "./gas/peers.ts";
import { measureRoundGas } from "./gas/rounds.ts";
import { measureStructConsent } from "./gas/structConsent.ts";

/**
 * Prints what each operation costs (Prague rules, but for the rows that say Osaka), beside other designs' figures. `--json`
 * prints one document, `--write` rewrites the committed snapshot, `--check` exits 1 if an operation costs over 2 % more than
 * the snapshot or more than a figure beside it. Keys, nonces and times are fixed, passkeys apart, so the figures are the same on
 * every machine.
 */
const SNAPSHOT = new URL("../test/contracts/gas-snapshot.json", import.meta.url);
const TOLERANCE = 0.02;

/** Measures on a chain of its own. */
async function onChain(
  hardfork: "prague" | "osaka",
  measure: (consortium: GasConsortium) => Promise<GasFigures>,
): Promise<GasFigures> {
  const consortium = await openGasConsortium(hardfork);
  try {
    return await measure(consortium);
  } finally {
    await consortium.close();
  }
}

async function measureAll(): Promise<GasFigures> {
  await hre.tasks.getTask("build").run({ quiet: true });
  const onPrague = await onChain("prague", async (consortium) => {
    const consents = { ...(await measureConsents(consortium)), ...(await measureConsentsForOthers(consortium)) };
    const { figures, modelId } = await measureRoundGas(consortium);
    return { ...consents, ...figures, ...(await measureGovernance(consortium, modelId)) };
  });
  return {
    ...onPrague,
    ...(await onChain("prague", (consortium) => measurePasskeys(consortium, "P-256 in Solidity"))),
    ...(await onChain("osaka", (consortium) => measurePasskeys(consortium, "Osaka precompile"))),
    ...(await onChain("prague", measureStructConsent)),
  };
}

function regressions(measured: GasFigures): string[] {
  const snapshot = JSON.parse(readFileSync(SNAPSHOT, "utf8")) as GasFigures;
  const names = new Set([...Object.keys(snapshot), ...Object.keys(measured)]);
  return [...names].flatMap((name) => {
    const [before, after] = [snapshot[name], measured[name]];
    if (before === undefined || after === undefined) return [`${name}: in one of snapshot and measurement only`];
    return after > before * (1 + TOLERANCE) ? [`${name}: ${before} before, ${after} now`] : [];
  });
}

function table(measured: GasFigures, peers: readonly Peer[]): string {
  const beside = (name: string) =>
    peers
      .filter(({ operation }) => operation === name)
      .map((peer) => {
        const judged = isBeaten(peer, measured) ? "beaten" : "MISSED";
        return `${peer.gas.toLocaleString("en")} ${peer.peer} (${peer.source}), ${judged}`;
      })
      .join("; ");
  const rows = Object.entries(measured).map(([name, gas]) =>
    `${name.padEnd(46)}${gas.toLocaleString("en").padStart(10)}  ${beside(name)}`.trimEnd(),
  );
  return [`${"operation".padEnd(46)}${"gas".padStart(10)}  beside`, ...rows, ""].join("\n");
}

const flags = new Set(process.argv.slice(2));
const measured = await measureAll();
const peers = peersOf(measured);

if (flags.has("--write")) writeFileSync(SNAPSHOT, `${JSON.stringify(measured, null, 2)}\n`);
if (flags.has("--json")) process.stdout.write(`${JSON.stringify({ gas: measured, peers }, null, 2)}\n`);
else process.stdout.write(table(measured, peers));
if (flags.has("--check")) {
  const missed = peers.filter((peer) => !isBeaten(peer, measured));
  const worse = [
    ...regressions(measured),
    ...missed.map(({ operation, peer, gas }) => `${operation}: ${measured[operation]}, above ${gas} of ${peer}`),
  ];
  for (const line of worse) process.stderr.write(`${line}\n`);
  process.exitCode = worse.length === 0 ? 0 : 1;
}
