import { isIP } from "node:net";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { isAddress } from "ethers";

export const FORKS = ["cancun", "prague", "osaka"] as const;
export type Fork = (typeof FORKS)[number];

/** What a contract in the genesis block is: balance and code, storage if any. */
export interface PredeployedContract {
  balance: string;
  nonce?: string;
  code: string;
  storage?: Record<string, string>;
}

export interface NetworkOptions {
  /** One node per member. Four is the fewest that go on without one of them. */
  validators: number;
  chainId: number;
  /** IP address of each member's node; all on 127.0.0.1, with ports of their own, when there are none. */
  hosts: readonly string[];
  fork: Fork;
  /** System contracts that the fork needs, by address. */
  systemContracts: Readonly<Record<string, PredeployedContract>>;
  /** Accounts that may send transactions; each member's own new account when there are none. */
  accounts: readonly string[];
  blockPeriodSeconds: number;
  gasLimit: number;
  /** RPC over TLS with known clients only, instead of plain on loopback. */
  rpcTls: boolean;
}

/** What a fork's block processing calls; a Besu block is invalid where they are missing. */
export const SYSTEM_CONTRACTS: Readonly<Record<string, string>> = {
  "0x0000f90827f1c53a10cb7a02335b175320002935": "EIP-2935 block hash history",
  "0x00000961ef480eb55e80d19ad83579a64c007002": "EIP-7002 withdrawal requests",
  "0x0000bbddc7ce488642fb579f8b00f3a590007251": "EIP-7251 consolidation requests",
};

const VALIDATORS_MIN = 4;
const VALIDATORS_MAX = 100;

/** @throws CONFIG_INVALID naming the option. */
export function checkNetworkOptions(options: NetworkOptions): NetworkOptions {
  const { validators, chainId, hosts, fork, accounts, blockPeriodSeconds, gasLimit } = options;
  const whole = (value: number, field: string, min: number, max: number, hint?: string) => {
    if (Number.isInteger(value) && value >= min && value <= max) return;
    refuse(field, `is not a whole number from ${min} to ${max}.`, hint);
  };
  whole(
    validators,
    "--validators",
    VALIDATORS_MIN,
    VALIDATORS_MAX,
    "QBFT goes on without one of four validators, and without none of three.",
  );
  whole(chainId, "--chain-id", 1, Number.MAX_SAFE_INTEGER);
  whole(blockPeriodSeconds, "--block-period", 1, 60);
  whole(gasLimit, "--gas-limit", 10_000_000, 2 ** 40, "A batch of 100 consents needs about 14,000,000.");
  if (hosts.length !== 0 && hosts.length !== validators) {
    refuse("--host", `names ${hosts.length} addresses for ${validators} validators.`, "Give one for each, in order.");
  }
  for (const host of hosts) {
    if (isIP(host) === 0)
      refuse("--host", `${host} is not an IP address.`, "Besu's static nodes and allowlists need IPs.");
  }
  for (const account of accounts) {
    if (!isAddress(account)) refuse("--account", `${account} is not an account.`);
  }
  if (new Set(accounts.map((account) => account.toLowerCase())).size !== accounts.length) {
    refuse("--account", "names an account twice.");
  }
  if (!FORKS.includes(fork)) refuse("--fork", `is none of ${FORKS.join(", ")}.`);
  checkSystemContracts(options);
  return options;
}

function checkSystemContracts({ fork, systemContracts }: NetworkOptions): void {
  const given = new Map(
    Object.entries(systemContracts).map(([address, contract]) => [address.toLowerCase(), contract]),
  );
  for (const [address, { code }] of given) {
    if (!isAddress(address)) refuse("--system-contracts", `${address} is not an address.`);
    if (!/^0x(?:[0-9a-f]{2})+$/i.test(code)) refuse("--system-contracts", `${address} has no code.`);
  }
  if (fork === "cancun") return;
  for (const [address, what] of Object.entries(SYSTEM_CONTRACTS)) {
    if (given.has(address)) continue;
    refuse(
      "--system-contracts",
      `lacks ${address} (${what}), without which Besu takes no block from ${fork} on.`,
      "Give a JSON file with the alloc entries of the EIPs, or use --fork cancun, which the contracts run on.",
    );
  }
}

function refuse(field: string, problem: string, hint?: string): never {
  throw new FederationError("CONFIG_INVALID", problem, hint === undefined ? { field } : { field, hint });
}
