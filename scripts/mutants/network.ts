import type { Mutant } from "../testing/mutation/Mutant.ts";

const TEST = "test/unit/network.test.ts";
const VECTORS = "test/vectors/qbftExtraData.test.ts";

export default [
  {
    name: "network-key-mode",
    defence: "a node's key is readable by its owner alone",
    file: "scripts/network/buildNetwork.ts",
    find: "const SECRET = 0o600;",
    replace: "const SECRET = 0o644;",
    test: TEST,
    grep: "owner alone",
  },
  {
    name: "network-overwrite",
    defence: "a network with its keys is never overwritten",
    file: "scripts/network/writeNetwork.ts",
    find: "if (found === undefined) return;",
    replace: 'if (found === undefined || target !== "") return;',
    test: TEST,
    grep: "overwrites nothing",
  },
  {
    name: "network-left-behind",
    defence: "a network that cannot be written whole leaves no keys behind",
    file: "sdk/service/src/files/durableFolder.ts",
    find: "await rm(partial, { recursive: true, force: true });",
    replace: "",
    test: TEST,
    grep: "leaves nothing behind",
  },
  {
    name: "network-system-contracts",
    defence: "no genesis whose blocks Besu would refuse",
    file: "scripts/network/NetworkOptions.ts",
    find: "if (given.has(address)) continue;",
    replace: "continue;",
    test: TEST,
    grep: "prague and osaka only with",
  },
  {
    name: "network-three-validators",
    defence: "no network that stops when one member does",
    file: "scripts/network/NetworkOptions.ts",
    find: "const VALIDATORS_MIN = 4;",
    replace: "const VALIDATORS_MIN = 1;",
    test: TEST,
    grep: "refuses what would not run",
  },
  {
    name: "network-operator-loopback",
    defence: "votes and allowlists are changed from the member's own machine only",
    file: "scripts/network/nodeFiles.ts",
    find: '"rpc-ws-host": "127.0.0.1",',
    replace: '"rpc-ws-host": host,',
    test: TEST,
    grep: "operator's methods on loopback",
  },
  {
    name: "network-validator-order",
    defence: "every member computes the same genesis block, validators ascending",
    file: "scripts/network/extraData.ts",
    find: "address.toLowerCase()).sort();",
    replace: "address.toLowerCase());",
    test: VECTORS,
    grep: "ascending order",
  },
] satisfies Mutant[];
