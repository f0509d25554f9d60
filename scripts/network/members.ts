import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { computeAddress, SigningKey } from "ethers";
import type { NetworkOptions } from "./NetworkOptions.ts";

/** The secrets of one member; 0x and 64 hex digits each. */
export interface MemberKeys {
  /** secp256k1 key of the node: its address is the validator, its public key the enode. */
  node: string;
  /** Key of the account that pays for nothing and signs the member's transactions; absent when the member has one already. */
  account?: string;
}

/** One member's node, without its secrets. */
export interface NetworkMember {
  name: string;
  validator: string;
  enode: string;
  host: string;
  ports: { p2p: number; rpc: number; operator: number; metrics: number };
  account?: string;
}

const FIRST_PORTS = { p2p: 30_303, rpc: 8_545, operator: 8_745, metrics: 9_545 } as const;

/** The members in order. On one machine each has ports of its own, on machines of their own all have the same. */
export function networkMembers({ validators, hosts }: NetworkOptions, keys: readonly MemberKeys[]): NetworkMember[] {
  if (keys.length !== validators) {
    throw new FederationError("INTERNAL", `There are ${keys.length} keys for ${validators} validators.`);
  }
  const nodes = new Set(keys.map(({ node }) => node.toLowerCase()));
  if (nodes.size !== keys.length) throw new FederationError("CONFIG_INVALID", "Two nodes have the same key.");
  const hostOf = (i: number) => hosts[i] ?? "127.0.0.1";
  return keys.map(({ node, account }, i) => {
    const host = hostOf(i);
    // How many earlier members share the machine.
    const shift = keys.slice(0, i).filter((_, earlier) => hostOf(earlier) === host).length;
    const ports = {
      p2p: FIRST_PORTS.p2p + shift,
      rpc: FIRST_PORTS.rpc + shift,
      operator: FIRST_PORTS.operator + shift,
      metrics: FIRST_PORTS.metrics + shift,
    };
    return {
      name: `member-${i + 1}`,
      validator: computeAddress(node).toLowerCase(),
      enode: enodeOf(node, host, ports.p2p),
      host,
      ports,
      ...(account === undefined ? {} : { account: computeAddress(account) }),
    };
  });
}

/** `enode://` and the 64 bytes of the public key without its prefix, at an address. */
export function enodeOf(nodeKey: string, host: string, port: number): string {
  const publicKey = new SigningKey(nodeKey).publicKey.slice("0x04".length);
  return `enode://${publicKey}@${host.includes(":") ? `[${host}]` : host}:${port}`;
}
