import { join } from "node:path";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { stringify } from "yaml";
import { COMMAND_SOURCES, commandScript } from "../commands/commandScript.ts";
import { fundAccounts } from "../fundAccounts.ts";
import type { Hospital } from "./DataSet.ts";
import type { Identities } from "./identities.ts";
import type { ProcessSupervisor } from "./ProcessSupervisor.ts";
import type { StateDirectory } from "./StateDirectory.ts";
import { REPOSITORY } from "./settings.ts";

const CHAIN_MAIN = join(REPOSITORY, "scripts/dev-chain/main.ts");

export interface RunningCoordinator {
  readonly httpUrl: string;
  readonly peerId: string;
  readonly multiaddrs: readonly string[];
}

/** Starts the development chain, every member funded from its first block. Returns its JSON-RPC URL. */
export async function startChain(
  supervisor: ProcessSupervisor,
  state: StateDirectory,
  identities: Identities,
): Promise<string> {
  const accounts = [identities.deployerAccount, ...identities.founders.map(({ identity }) => identity.account)];
  const ready = await supervisor.start({
    name: "chain",
    args: [CHAIN_MAIN, "--dir", state.at("chain"), "--port", "0", "--json", "--fund", ...accounts],
  });
  return text(ready.url, "chain");
}

/** A chain that is already there, with the key of an account that has coin. */
export interface GivenChain {
  readonly rpcUrl: string;
  readonly faucetKey: string;
}

/** Gives the members' accounts coin on a chain that is already there. Returns its JSON-RPC URL. */
export async function useChain({ rpcUrl, faucetKey }: GivenChain, identities: Identities): Promise<string> {
  const accounts = [identities.deployerAccount, ...identities.founders.map(({ identity }) => identity.account)];
  await fundAccounts({ rpcUrl, faucetKey, accounts });
  return rpcUrl;
}

export async function startCoordinator(
  supervisor: ProcessSupervisor,
  state: StateDirectory,
  rpcUrl: string,
): Promise<RunningCoordinator> {
  await state.writeText(
    "coordinator/coordinator.yaml",
    stringify({
      name: "Coordinator",
      stateDir: "state",
      chain: { rpcUrl, deploymentFile: "../deployment.json" },
      listen: ["/ip4/127.0.0.1/tcp/0", "/ip4/127.0.0.1/tcp/0/ws"],
      http: { host: "127.0.0.1", port: 0 },
      operatorTokenFile: "operator-token.txt",
      passphraseFile: "passphrase.txt",
      logLevel: "info",
    }),
  );
  const config = state.at("coordinator", "coordinator.yaml");
  const ready = await supervisor.start({
    name: "coordinator",
    args: [commandScript("consilium-coordinator"), "run", "--config", config],
  });
  const { multiaddrs } = ready;
  if (!Array.isArray(multiaddrs)) throw notReady("coordinator");
  return {
    httpUrl: text(ready.httpUrl, "coordinator"),
    peerId: text(ready.peerId, "coordinator"),
    multiaddrs: multiaddrs.map(String),
  };
}

/** Writes a hospital's node.yaml and policy.yaml; addresses and ports are those of this start. Returns the file's path. */
export async function writeNodeConfig(
  state: StateDirectory,
  hospital: Hospital,
  rpcUrl: string,
  coordinator: RunningCoordinator,
): Promise<string> {
  const file = `sites/${hospital.id}/node.yaml`;
  await state.writeText(`sites/${hospital.id}/policy.yaml`, stringify(hospital.policy));
  await state.writeText(
    file,
    stringify({
      name: hospital.title,
      stateDir: "state",
      chain: { rpcUrl, deploymentFile: "../../deployment.json" },
      coordinator: { peerId: coordinator.peerId, addresses: coordinator.multiaddrs },
      records: hospital.records,
      enrolments: "enrolments.csv",
      policy: "policy.yaml",
      passphraseFile: "passphrase.txt",
      logLevel: "info",
    }),
  );
  return state.at(file);
}

export async function startNode(supervisor: ProcessSupervisor, id: string, configFile: string): Promise<void> {
  const args = [commandScript("consilium-node"), "run", "--config", configFile];
  const { connected } = await supervisor.start({ name: id, args, readyTimeoutMs: 60_000 });
  if (connected === true) return;
  throw new FederationError("PROCESS_FAILED", "The node runs, but is not connected.", {
    field: id,
    hint: `See \`node ${COMMAND_SOURCES["consilium-node"]} status --config ${configFile}\`.`,
  });
}

function text(value: unknown, name: string): string {
  if (typeof value === "string") return value;
  throw notReady(name);
}

function notReady(name: string): FederationError {
  return new FederationError("PROCESS_FAILED", "Its readiness line lacks a field.", { field: name });
}
