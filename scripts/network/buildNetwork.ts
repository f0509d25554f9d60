import { stringify } from "yaml";
import { buildGenesis } from "./genesis.ts";
import { type MemberKeys, type NetworkMember, networkMembers } from "./members.ts";
import { checkNetworkOptions, type NetworkOptions } from "./NetworkOptions.ts";
import {
  besuConfig,
  composeFile,
  operatorCall,
  permissionsConfig,
  prometheusConfig,
  startScript,
  systemdUnit,
  tlsScript,
} from "./nodeFiles.ts";
import { runbook } from "./runbook.ts";

/** A file to be written, by its path in the network's folder. */
export interface NetworkFile {
  path: string;
  text: string;
  mode: number;
}

export interface Network {
  members: NetworkMember[];
  files: NetworkFile[];
}

const PUBLIC = 0o644;
const EXECUTABLE = 0o755;
const SECRET = 0o600;

/**
 * Every file of the network, from options and keys alone: the same input gives the same bytes. @throws CONFIG_INVALID.
 */
export function buildNetwork(given: NetworkOptions, keys: readonly MemberKeys[]): Network {
  const options = checkNetworkOptions(given);
  const members = networkMembers(options, keys);
  const accounts = [...options.accounts, ...members.flatMap(({ account }) => (account === undefined ? [] : [account]))];
  const genesis = buildGenesis(
    options,
    members.map(({ validator }) => validator),
    accounts,
  );
  const enodes = members.map(({ enode }) => enode);
  const genesisText = json(genesis);

  const files: NetworkFile[] = [
    { path: "genesis.json", text: genesisText, mode: PUBLIC },
    { path: "members.json", text: json(members), mode: PUBLIC },
    { path: "prometheus.yml", text: stringify(prometheusConfig(members)), mode: PUBLIC },
    { path: "RUNBOOK.md", text: runbook(members, options), mode: PUBLIC },
  ];
  for (const [i, member] of members.entries()) {
    const add = (path: string, text: string, mode = PUBLIC) =>
      files.push({ path: `${member.name}/${path}`, text, mode });
    const { node, account } = keys[i]!;
    add("data/key", `${node}\n`, SECRET);
    if (account !== undefined) add("account.key", `${account}\n`, SECRET);
    add("data/static-nodes.json", json(enodes.filter((enode) => enode !== member.enode)));
    add("data/permissions_config.toml", permissionsConfig(enodes, accounts));
    add("genesis.json", genesisText);
    add("config.toml", besuConfig(member, options));
    add("start.sh", startScript(options), EXECUTABLE);
    if (options.rpcTls) add("make-tls.sh", tlsScript(member), EXECUTABLE);
    add("besu.service", systemdUnit(member));
    add("compose.yaml", composeFile(member));
    add("rpc.mjs", operatorCall(member), EXECUTABLE);
  }
  return { members, files };
}

function json(document: unknown): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
