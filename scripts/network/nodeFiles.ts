import type { NetworkMember } from "./members.ts";
import type { NetworkOptions } from "./NetworkOptions.ts";
import { toToml } from "./toml.ts";

/** What the node's own services may call, and what its operator may, over a port of its own on loopback. */
const SERVICE_APIS = ["ETH", "NET", "WEB3"];
const OPERATOR_APIS = ["ETH", "NET", "WEB3", "QBFT", "PERM", "ADMIN", "TXPOOL"];

/**
 * Besu's config.toml of one member; paths are relative to the member's folder. Peers come from static-nodes.json alone, and
 * node and account allowlists from permissions_config.toml, both at their default places in the data folder.
 */
export function besuConfig({ host, ports }: NetworkMember, { rpcTls }: Pick<NetworkOptions, "rpcTls">): string {
  const tls = {
    "rpc-http-tls-enabled": true,
    "rpc-http-tls-keystore-file": "tls/keystore.p12",
    "rpc-http-tls-keystore-password-file": "tls/password",
    "rpc-http-tls-client-auth-enabled": true,
    "rpc-http-tls-known-clients-file": "tls/known-clients",
  };
  return toToml(
    {
      "data-path": "data",
      "genesis-file": "genesis.json",
      "sync-mode": "FULL",
      "min-gas-price": 0,
      "p2p-host": host,
      "p2p-port": ports.p2p,
      "discovery-enabled": false,
      "permissions-nodes-config-file-enabled": true,
      "permissions-accounts-config-file-enabled": true,
      "rpc-http-enabled": true,
      "rpc-http-host": rpcTls ? host : "127.0.0.1",
      "rpc-http-port": ports.rpc,
      "rpc-http-api": SERVICE_APIS,
      "host-allowlist": [...new Set(["localhost", "127.0.0.1", host])],
      ...(rpcTls ? tls : {}),
      "rpc-ws-enabled": true,
      "rpc-ws-host": "127.0.0.1",
      "rpc-ws-port": ports.operator,
      "rpc-ws-api": OPERATOR_APIS,
      "metrics-enabled": true,
      "metrics-host": host,
      "metrics-port": ports.metrics,
    },
    "Hyperledger Besu 26.6 or later (JDK 25). Made by the consortium network kit.",
  );
}

/** Local permissioning: the nodes that may connect and the accounts whose transactions are taken. The same for every member. */
export function permissionsConfig(enodes: readonly string[], accounts: readonly string[]): string {
  return toToml(
    {
      "nodes-allowlist": enodes,
      "accounts-allowlist": accounts.map((account) => account.toLowerCase()),
    },
    "Keep the same on every member; after a change call perm_reloadPermissionsFromFile (RUNBOOK.md).",
  );
}

/** Starts the node as a plain process, in its own folder wherever that lies. */
export function startScript({ rpcTls }: Pick<NetworkOptions, "rpcTls">): string {
  const needsTls = `
if [ ! -s tls/keystore.p12 ] || [ ! -s tls/known-clients ]; then
  echo "tls/keystore.p12 and tls/known-clients are needed first: run ./make-tls.sh, then see RUNBOOK.md." >&2
  exit 1
fi
`;
  return `#!/bin/sh
set -eu
cd "$(dirname "$0")"
BESU=\${BESU:-besu}
if ! command -v "$BESU" >/dev/null 2>&1; then
  echo "$BESU is not on the PATH: install Hyperledger Besu 26.6 or later with JDK 25, or set BESU to its launcher." >&2
  exit 1
fi
${rpcTls ? needsTls.trimStart() : ""}chmod 600 data/key
exec "$BESU" --config-file=config.toml
`;
}

/** A key and a self-signed certificate for the RPC port, in the PKCS #12 file that Besu reads. */
export function tlsScript({ name, host }: NetworkMember): string {
  return `#!/bin/sh
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p tls
if [ -e tls/keystore.p12 ]; then
  echo "tls/keystore.p12 exists already; move it away first." >&2
  exit 1
fi
openssl rand -hex 32 > tls/password
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 365 \\
  -subj "/CN=${name}" -addext "subjectAltName=IP:${host},IP:127.0.0.1,DNS:localhost" \\
  -keyout tls/key.pem -out tls/certificate.pem
openssl pkcs12 -export -name rpc -inkey tls/key.pem -in tls/certificate.pem -passout file:tls/password -out tls/keystore.p12
rm tls/key.pem
touch tls/known-clients
echo "Give tls/certificate.pem to the clients, and write each client's line into tls/known-clients (RUNBOOK.md)."
`;
}

/** A hardened systemd unit for a member's folder under /opt/consilium-chain. */
export function systemdUnit({ name }: NetworkMember): string {
  const folder = `/opt/consilium-chain/${name}`;
  return `[Unit]
Description=Consilium consortium chain node (${name})
After=network-online.target
Wants=network-online.target

[Service]
User=besu
Group=besu
WorkingDirectory=${folder}
ExecStart=${folder}/start.sh
Restart=on-failure
RestartSec=5
TimeoutStopSec=120
LimitNOFILE=65536
UMask=0077
NoNewPrivileges=true
ProtectSystem=strict
ProtectHome=true
PrivateTmp=true
ReadWritePaths=${folder}

[Install]
WantedBy=multi-user.target
`;
}

/** The same node in a container. The image is the operator's to pin, by digest. */
export function composeFile({ name, ports }: NetworkMember): string {
  return `name: consilium-${name}
services:
  besu:
    image: \${BESU_IMAGE:?pin hyperledger/besu 26.6 or later by digest}
    network_mode: host
    restart: on-failure
    stop_grace_period: 2m
    user: "\${BESU_UID:?the numeric user that owns this folder}"
    working_dir: /member
    entrypoint: ["besu", "--config-file=config.toml"]
    volumes:
      - .:/member
    read_only: true
    tmpfs: [/tmp]
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    labels:
      org.consilium.ports: "${ports.p2p} peers, ${ports.rpc} RPC, ${ports.operator} operator, ${ports.metrics} metrics"
`;
}

/** One call to the operator's port; it prints the answer as JSON. Needs Node 22 or later and nothing else. */
export function operatorCall({ ports }: NetworkMember): string {
  return `#!/usr/bin/env node
// Calls this node over its operator port: node rpc.mjs qbft_getValidatorsByBlockNumber '["latest"]'
const [method, parameters = "[]"] = process.argv.slice(2);
if (method === undefined) {
  console.error("usage: node rpc.mjs <method> [JSON list of parameters]");
  process.exit(2);
}
const params = JSON.parse(parameters);
const socket = new WebSocket("ws://127.0.0.1:${ports.operator}");
const fail = (why) => {
  console.error(why);
  process.exit(1);
};
setTimeout(() => fail("No answer within 10 s."), 10_000).unref();
socket.onerror = () => fail("The node does not answer on its operator port, ${ports.operator}.");
socket.onopen = () => socket.send(JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }));
socket.onmessage = ({ data }) => {
  const { result, error } = JSON.parse(data);
  if (error) fail(JSON.stringify(error));
  console.log(JSON.stringify(result, null, 2));
  socket.close();
};
`;
}

/** Prometheus 2 or 3: every member's metrics. */
export function prometheusConfig(members: readonly NetworkMember[]): Record<string, unknown> {
  return {
    global: { scrape_interval: "15s", scrape_timeout: "10s" },
    scrape_configs: [
      {
        job_name: "besu",
        metrics_path: "/metrics",
        static_configs: members.map(({ name, host, ports }) => ({
          targets: [`${host.includes(":") ? `[${host}]` : host}:${ports.metrics}`],
          labels: { member: name },
        })),
      },
    ],
  };
}
