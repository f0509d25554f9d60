import type { NetworkMember } from "./members.ts";
import type { NetworkOptions } from "./NetworkOptions.ts";

/** What the members' operators do, from the first start to a member's leaving, with this network's own values. */
export function runbook(
  members: readonly NetworkMember[],
  { chainId, fork, rpcTls, blockPeriodSeconds }: NetworkOptions,
): string {
  const count = members.length;
  const faulty = Math.floor((count - 1) / 3);
  const majority = Math.floor(count / 2) + 1;
  const rows = members.map(
    ({ name, host, validator, ports }) =>
      `| ${name} | ${host} | \`${validator}\` | ${ports.p2p} | ${ports.rpc} | ${ports.operator} | ${ports.metrics} |`,
  );
  return `# Running this chain

Chain id ${chainId}, QBFT, ${count} validators, a block every ${blockPeriodSeconds} s, ${fork} rules from block 1, gas without price.
It goes on while ${count - faulty} of ${count} validators run; with fewer it stops and does not fork.

| member | address | validator | peers | RPC | operator | metrics |
| --- | --- | --- | --- | --- | --- | --- |
${rows.join("\n")}

Needs: Hyperledger Besu 26.6 or later, which needs JDK 25. One folder is one member's, and holds its secret keys (\`data/key\`,
\`account.key\`): hand it over on a medium you trust, and delete it here. \`genesis.json\` is the same everywhere; compare
\`sha256sum genesis.json\` between members by telephone before the first start.

## Start
- Plain process: \`./start.sh\` in the member's folder (\`BESU=/path/to/besu\` if it is not on the PATH).
- systemd: folder to \`/opt/consilium-chain/<member>\`, owned by user \`besu\`; \`systemctl enable --now <path>/besu.service\`.
- Container: \`BESU_IMAGE=hyperledger/besu@sha256:… BESU_UID=$(id -u) docker compose up -d\`.

Open the peers' port to the other members only, and the metrics port to the machine that runs Prometheus only. The operator's port
listens on loopback. Check:
\`node rpc.mjs net_peerCount\` is ${count - 1} (0x${(count - 1).toString(16)}), and \`node rpc.mjs eth_blockNumber\` grows.
${rpcTls ? tlsChapter() : ""}
## Deploy the contracts
\`CONSILIUM_DEPLOYER_KEY=$(cat account.key) node scripts/deploy/main.ts --rpc http://127.0.0.1:${members[0]?.ports.rpc} --founders founders.json\`
with a member's account (the allowlist takes no other). Every other node reads the \`deployment.json\` it writes.

## Add a validator
1. The new member makes a node key: \`npm run network\` for a spare network makes one, or Besu itself on a first start with an
   empty data folder; \`besu --data-path=data public-key export-address\` prints its address.
2. Every member adds the enode to \`data/static-nodes.json\` and to \`nodes-allowlist\` in \`data/permissions_config.toml\` (and a new
   account to \`accounts-allowlist\`), then \`node rpc.mjs perm_reloadPermissionsFromFile\` and
   \`node rpc.mjs admin_addPeer '["enode://…"]'\`.
3. The new node starts with this \`genesis.json\`, these allowlists, and waits until \`eth_syncing\` is false.
4. More than half of the validators (now ${majority} of ${count}) vote: \`node rpc.mjs qbft_proposeValidatorVote '["0x<address>", true]'\`.
   A vote counts when its validator proposes a block. \`node rpc.mjs qbft_getPendingVotes\` shows one's own.
5. When \`node rpc.mjs qbft_getValidatorsByBlockNumber '["latest"]'\` shows the address, every voter withdraws the vote:
   \`node rpc.mjs qbft_discardValidatorVote '["0x<address>"]'\`.
The member's rights in the contracts are another vote (\`Consortium\`): admit it there too.

## Remove a validator
As above with \`false\` in the vote, and only then remove its enode from the allowlists and static nodes of all and stop its node. Remove
first and the chain may stop: with ${count} validators no more than ${faulty} may be away. Do not go below four.
If too many are gone for a vote, members agree on a \`transitions\` entry for a coming block in every \`genesis.json\` and restart.

## Rotate a node's key
A validator's address is its key, so a new key is a new validator: add the new one, wait for a block it proposed, remove the old one, and
destroy the old key. If a key is stolen remove it first, by vote, with the others; one validator of ${count} cannot forge blocks.
A hospital's account rotates with \`consilium-node rotate\`: first \`--prepare\`, which prints the next account, then put that on every
\`accounts-allowlist\`, then \`rotate\`, then take the old one off. A lost account: \`consilium member recovery --help\`.

## Back up and restore
- Once, when made: \`data/key\`, \`account.key\`, \`genesis.json\`, \`config.toml\`${rpcTls ? ", `tls/`" : ""}; encrypted, apart from the machine. These are all that cannot be
  had from other members. Never run two nodes with one key: both sign, and the chain counts it as a fault.
- Daily: stop the node (\`systemctl stop\`; ${count - faulty} others must run), copy \`data/\` without \`data/key\`, start it. One member at a time.
- Restore: folder from the backup, and start; blocks that are missing come from the other members. Without a copy of \`data/\` it
  reads the whole chain again from genesis (sync-mode FULL checks every block).
- Try it twice a year on a spare machine: start the copy with the peers' port closed and compare the hash of a block.

## Upgrade
One member at a time, minor version by minor version, after reading Besu's changelog for QBFT; wait for \`eth_syncing\` false and a block
proposed by the node before the next. On-chain permissioning is gone since 25.6; this network uses local allowlists only.

## Watch
\`prometheus.yml\` scrapes every member. Alert when \`ethereum_blockchain_height\` stands still for ${10 * blockPeriodSeconds} s, when \`ethereum_peer_count\` is below
${count - 1 - faulty}, and when less than 20 % of the disk is free.
`;
}

function tlsChapter(): string {
  return `
## RPC over TLS
\`./make-tls.sh\` makes the server's key and certificate. Each client makes its own certificate and gives its line for \`tls/known-clients\`,
\`<common name> <SHA-256 fingerprint>\`: \`openssl x509 -in client.pem -noout -fingerprint -sha256\`. A client without a line is refused.
Certificates hold a year: renew by moving \`tls/\` away, \`./make-tls.sh\`, copying \`known-clients\` back, restart.
`;
}
