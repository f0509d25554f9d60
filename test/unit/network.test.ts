import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { deployConsortium } from "@consilium/scripts/deploy/deployConsortium.ts";
import { startDevChain } from "@consilium/scripts/dev-chain/DevChain.ts";
import { buildNetwork } from "@consilium/scripts/network/buildNetwork.ts";
import { decodeQbftExtraData } from "@consilium/scripts/network/extraData.ts";
import { enodeOf, type MemberKeys } from "@consilium/scripts/network/members.ts";
import { type NetworkOptions, SYSTEM_CONTRACTS } from "@consilium/scripts/network/NetworkOptions.ts";
import { toToml } from "@consilium/scripts/network/toml.ts";
import { writeNetwork } from "@consilium/scripts/network/writeNetwork.ts";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { ROLES } from "@consilium/sdk/chain/members.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import { computeAddress, getAddress, id, isHexString, SigningKey } from "ethers";
import { parse } from "yaml";

const run = promisify(execFile);
const MAIN = fileURLToPath(new URL("../../scripts/network/main.ts", import.meta.url));

const OPTIONS: NetworkOptions = {
  validators: 4,
  chainId: 73_570,
  hosts: [],
  fork: "cancun",
  systemContracts: {},
  accounts: [],
  blockPeriodSeconds: 2,
  gasLimit: 60_000_000,
  rpcTls: false,
};
const keysFor = (count: number): MemberKeys[] =>
  Array.from({ length: count }, (_, i) => ({ node: id(`node ${i}`), account: id(`account ${i}`) }));

function problem(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (isFederationError(error, "CONFIG_INVALID")) return error.message;
    throw error;
  }
  return "none";
}

/** A TOML document of bare keys with strings, numbers, booleans and lists of strings: JSON values, one a line. */
function parseFlatToml(text: string): Record<string, any> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(
    lines.map((line) => {
      const [, key, value] = /^([a-z0-9-]+)=(.+)$/.exec(line)!;
      return [key!, JSON.parse(value!)];
    }),
  );
}

describe("consortium network kit", () => {
  const network = (options: Partial<NetworkOptions> = {}, keys?: MemberKeys[]) => {
    const all = { ...OPTIONS, ...options };
    const built = buildNetwork(all, keys ?? keysFor(all.validators));
    const text = (path: string) => built.files.find((file) => file.path === path)?.text ?? expect.fail(`no ${path}`);
    return { ...built, text, json: (path: string) => JSON.parse(text(path)) };
  };

  it("gives the same bytes for the same keys, and others for other keys", () => {
    expect(network().files).to.deep.equal(network().files);
    const other = [...keysFor(3), { node: id("another"), account: id("account 3") }];
    expect(network({}, other).text("genesis.json")).to.not.equal(network().text("genesis.json"));
  });

  it("makes a genesis whose validators are the nodes' addresses, ascending, and whose gas is free", () => {
    const genesis = network().json("genesis.json");
    const addresses = keysFor(4).map(({ node }) => computeAddress(node).toLowerCase());
    expect(decodeQbftExtraData(genesis.extraData)).to.deep.equal({
      vanity: `0x${"00".repeat(32)}`,
      validators: addresses.sort(),
      round: 0,
      seals: [],
    });
    expect(genesis.config).to.deep.include({ chainId: 73_570, zeroBaseFee: true, londonBlock: 0, cancunTime: 0 });
    expect(genesis.config).to.not.have.any.keys("pragueTime", "osakaTime");
    expect(genesis.config.qbft).to.deep.equal({ blockperiodseconds: 2, epochlength: 30_000, requesttimeoutseconds: 4 });
    expect(genesis.mixHash).to.equal("0x63746963616c2062797a616e74696e65206661756c7420746f6c6572616e6365");
    expect(Object.keys(genesis.alloc).map(getAddress)).to.deep.equal(
      keysFor(4).map(({ account }) => computeAddress(account!)),
    );
    for (const field of ["nonce", "timestamp", "gasLimit", "difficulty", "mixHash", "coinbase", "extraData"]) {
      expect(/^0x[0-9a-f]+$/.test(genesis[field]), field).to.equal(true);
    }
  });

  it("runs the contracts under the genesis's rules, chain id, gas limit and accounts", async function () {
    this.timeout(60_000);
    const genesis = network().json("genesis.json");
    const dir = await mkdtemp(join(tmpdir(), "consilium-network-"));
    // Besu is not had here; the development chain's EVM takes the same fork, id, limit and balances.
    const devChain = await startDevChain({
      dir,
      chainId: genesis.config.chainId,
      hardfork: "cancun",
      blockGasLimit: BigInt(genesis.gasLimit),
      accounts: Object.entries<any>(genesis.alloc).map(([address, { balance }]) => ({
        address: getAddress(address),
        balanceWei: BigInt(balance),
      })),
    });
    try {
      const founders = keysFor(4).map(({ account }, i) => ({
        name: `Member ${i}`,
        account: computeAddress(account!) as Hex,
        roles: i < 3 ? ROLES.SITE : ROLES.COORDINATOR,
        peerId: `12D3KooW-peer-${i}`,
        boxKey: id(`box ${i}`) as Hex,
      }));
      const deployment = await deployConsortium({
        rpcUrl: devChain.url,
        deployerKey: keysFor(1)[0]!.account!,
        founders,
      });
      const chain = await connectChain({ rpcUrl: devChain.url, deployment });
      expect(deployment.chainId).to.equal(73_570);
      chain.close();
    } finally {
      await devChain.stop();
      await rm(dir, { recursive: true });
    }
  });

  it("lists every other node as a peer, and all nodes and accounts in each allowlist", () => {
    const { members, json, text } = network();
    const enodes = members.map(({ enode }) => enode);
    expect(new Set(enodes).size).to.equal(4);
    for (const { name, enode } of members) {
      expect(json(`${name}/data/static-nodes.json`)).to.deep.equal(enodes.filter((other) => other !== enode));
      const permissions = parseFlatToml(text(`${name}/data/permissions_config.toml`));
      expect(permissions["nodes-allowlist"]).to.deep.equal(enodes);
      expect(permissions["accounts-allowlist"]).to.deep.equal(
        keysFor(4).map(({ account }) => computeAddress(account!).toLowerCase()),
      );
      expect(json(`${name}/genesis.json`)).to.deep.equal(json("genesis.json"));
    }
  });

  it("names a node by its public key and address", () => {
    // The private key 1: its public key is secp256k1's base point (SEC 2).
    const one = `0x${"1".padStart(64, "0")}`;
    expect(enodeOf(one, "192.0.2.7", 30_303)).to.equal(
      "enode://79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8@192.0.2.7:30303",
    );
    expect(enodeOf(one, "2001:db8::7", 30_303)).to.match(/@\[2001:db8::7\]:30303$/);
    expect(new SigningKey(one).publicKey).to.have.length(132);
  });

  it("gives members of one machine ports of their own, and of other machines the same", () => {
    const ports = (hosts: string[]) => network({ hosts }).members.map(({ ports: { p2p, metrics } }) => [p2p, metrics]);
    expect(ports([])).to.deep.equal([
      [30_303, 9_545],
      [30_304, 9_546],
      [30_305, 9_547],
      [30_306, 9_548],
    ]);
    expect(ports(["192.0.2.1", "192.0.2.2", "192.0.2.1", "192.0.2.3"]).map(([p2p]) => p2p)).to.deep.equal([
      30_303, 30_303, 30_304, 30_303,
    ]);
  });

  it("keeps the operator's methods on loopback, and RPC too unless it is over TLS for known clients", () => {
    const hosts = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"];
    const plain = parseFlatToml(network({ hosts }).text("member-2/config.toml"));
    expect(plain).to.deep.include({
      "rpc-http-host": "127.0.0.1",
      "rpc-ws-host": "127.0.0.1",
      "p2p-host": "192.0.2.2",
      "min-gas-price": 0,
      "discovery-enabled": false,
      "permissions-nodes-config-file-enabled": true,
      "permissions-accounts-config-file-enabled": true,
    });
    expect(plain["rpc-http-api"]).to.deep.equal(["ETH", "NET", "WEB3"]);
    expect(plain).to.not.have.property("rpc-http-tls-enabled");
    const { text } = network({ hosts, rpcTls: true });
    const secured = parseFlatToml(text("member-2/config.toml"));
    expect(secured).to.deep.include({
      "rpc-http-host": "192.0.2.2",
      "rpc-ws-host": "127.0.0.1",
      "rpc-http-tls-enabled": true,
      "rpc-http-tls-client-auth-enabled": true,
      "rpc-http-tls-known-clients-file": "tls/known-clients",
    });
    expect(text("member-2/start.sh")).to.include("tls/keystore.p12");
    expect(text("member-2/make-tls.sh")).to.include("IP:192.0.2.2");
    expect(text("RUNBOOK.md")).to.include("RPC over TLS");
  });

  it("writes YAML that parses: compose files and a scrape config of every member", () => {
    const { text, members } = network();
    const prometheus = parse(text("prometheus.yml"));
    expect(prometheus.scrape_configs[0].static_configs).to.deep.equal(
      members.map(({ name, ports }) => ({ targets: [`127.0.0.1:${ports.metrics}`], labels: { member: name } })),
    );
    const compose = parse(text("member-3/compose.yaml"));
    expect(compose.services.besu).to.deep.include({ network_mode: "host", cap_drop: ["ALL"], read_only: true });
    expect(text("member-3/besu.service")).to.match(/^ExecStart=\/opt\/consilium-chain\/member-3\/start\.sh$/m);
  });

  it("tells operators this network's own numbers", () => {
    const book = network({ validators: 7 }).text("RUNBOOK.md");
    expect(book).to.include("It goes on while 5 of 7 validators run");
    expect(book).to.include("now 4 of 7");
    expect(book).to.include("qbft_proposeValidatorVote");
    expect(book).to.not.include("undefined");
  });

  it("puts no secret anywhere but into the two key files of its member", () => {
    for (const { path, text, mode } of network().files) {
      for (const [i, { node, account }] of keysFor(4).entries()) {
        if (text.includes(node.slice(2))) expect([path, mode]).to.deep.equal([`member-${i + 1}/data/key`, 0o600]);
        if (text.includes(account!.slice(2)))
          expect([path, mode]).to.deep.equal([`member-${i + 1}/account.key`, 0o600]);
      }
    }
  });

  it("takes prague and osaka only with the system contracts that their blocks call", () => {
    expect(problem(() => network({ fork: "prague" }))).to.include("EIP-2935");
    const contract = { balance: "0x0", nonce: "0x1", code: "0x00" };
    const all = Object.fromEntries(Object.keys(SYSTEM_CONTRACTS).map((address) => [getAddress(address), contract]));
    const { config, alloc } = network({ fork: "osaka", systemContracts: all }).json("genesis.json");
    expect(config).to.deep.include({ cancunTime: 0, pragueTime: 0, osakaTime: 0 });
    for (const address of Object.keys(SYSTEM_CONTRACTS)) expect(alloc[address]).to.deep.equal(contract);
    expect(network({ fork: "prague", systemContracts: all }).json("genesis.json").config).to.not.have.property(
      "osakaTime",
    );
    const [first] = Object.keys(SYSTEM_CONTRACTS);
    expect(problem(() => network({ systemContracts: { [first!]: { ...contract, code: "0x" } } }))).to.include(
      "no code",
    );
  });

  it("refuses what would not run, naming the option", () => {
    const cases: [Partial<NetworkOptions>, string][] = [
      [{ validators: 3 }, "--validators"],
      [{ validators: Number.NaN }, "--validators"],
      [{ chainId: 0 }, "--chain-id"],
      [{ hosts: ["192.0.2.1"] }, "--host"],
      [{ hosts: ["192.0.2.1", "192.0.2.2", "192.0.2.3", "hospital.example"] }, "--host"],
      [{ accounts: ["0x12"] }, "--account"],
      [{ accounts: [computeAddress(id("a")), computeAddress(id("a")).toLowerCase()] }, "--account"],
      [{ fork: "london" as never }, "--fork"],
      [{ gasLimit: 5 }, "--gas-limit"],
      [{ blockPeriodSeconds: 0 }, "--block-period"],
    ];
    for (const [options, field] of cases) {
      const keys = keysFor(4);
      expect(problem(() => buildNetwork({ ...OPTIONS, ...options }, keys))).to.match(new RegExp(`^${field}`));
    }
    const twice = [...keysFor(3), keysFor(1)[0]!];
    expect(problem(() => network({}, twice))).to.include("same key");
  });

  it("writes strings that TOML reads back, and refuses control characters", () => {
    expect(parseFlatToml(toToml({ a: 'quote " and \\', b: [], c: 3, d: false }, "heading"))).to.deep.equal({
      a: 'quote " and \\',
      b: [],
      c: 3,
      d: false,
    });
    expect(problem(() => toToml({ a: "line\nbreak" }))).to.include("printable");
  });

  describe("on disk", () => {
    let dir: string;
    beforeEach(async () => {
      dir = await mkdtemp(join(tmpdir(), "consilium-network-"));
    });
    afterEach(() => rm(dir, { recursive: true, force: true }));

    it("is readable by its owner alone where there is a key", async () => {
      const out = join(dir, "network");
      await writeNetwork(out, network().files);
      const mode = async (path: string) => (await stat(join(out, path))).mode & 0o777;
      expect(await mode("member-1/data/key")).to.equal(0o600);
      expect(await mode("member-1/account.key")).to.equal(0o600);
      expect(await mode("member-1")).to.equal(0o700);
      expect(await mode("member-1/data")).to.equal(0o700);
      expect(await mode("member-1/start.sh")).to.equal(0o755);
      expect(await mode("genesis.json")).to.equal(0o644);
      expect(await readdir(dir)).to.deep.equal(["network"]);
    });

    it("overwrites nothing: no folder, no file, no dangling link", async () => {
      await mkdir(join(dir, "folder"));
      await writeFile(join(dir, "file"), "mine");
      await symlink(join(dir, "nowhere"), join(dir, "link"));
      for (const name of ["folder", "file", "link"]) {
        const refusal = await writeNetwork(join(dir, name), network().files).then(
          () => "none",
          (error: Error) => error.message,
        );
        expect(refusal).to.include("never overwritten");
      }
      expect(await readFile(join(dir, "file"), "utf8")).to.equal("mine");
      expect((await readdir(dir)).sort()).to.deep.equal(["file", "folder", "link"]);
    });

    it("leaves nothing behind when it cannot be written whole", async () => {
      const files = [...network().files, { path: "genesis.json/below-a-file", text: "", mode: 0o644 }];
      const refusal = await writeNetwork(join(dir, "network"), files).then(
        () => "none",
        (error: unknown) => (isFederationError(error) ? error.code : String(error)),
      );
      expect(refusal).to.equal("CONFIG_INVALID");
      expect(await readdir(dir)).to.deep.equal([]);
    });

    it("is made by the command, with fresh keys, as text or JSON, and refused with a clear error", async function () {
      this.timeout(60_000);
      const out = join(dir, "network");
      const { stdout } = await run(process.execPath, [MAIN, "--validators", "4", "--out", out, "--json"]);
      const { members, files } = JSON.parse(stdout);
      expect(members).to.have.length(4);
      expect(files).to.equal(44);
      const keys = await Promise.all(
        [1, 2, 3, 4].map(async (i) => (await readFile(join(out, `member-${i}`, "data", "key"), "utf8")).trim()),
      );
      expect(keys.every((key) => isHexString(key, 32))).to.equal(true);
      expect(keys.map((key) => computeAddress(key).toLowerCase())).to.deep.equal(
        members.map(({ validator }: { validator: string }) => validator),
      );
      expect(keys.some((key) => stdout.includes(key.slice(2)))).to.equal(false);
      const again = await run(process.execPath, [MAIN, "--out", out]).catch((error) => error);
      expect(again.code).to.equal(1);
      expect(again.stderr).to.match(/^CONFIG_INVALID: .*never overwritten/);
      const few = await run(process.execPath, [MAIN, "--validators", "3", "--out", join(dir, "few")]).catch(
        (error) => error,
      );
      expect(few.stderr).to.match(/^CONFIG_INVALID: --validators/);
    });

    it("has shell scripts that sh parses and an operator call that node parses", async () => {
      const out = join(dir, "network");
      await writeNetwork(out, network({ rpcTls: true }).files);
      await run("sh", ["-n", join(out, "member-1/start.sh")]);
      await run("sh", ["-n", join(out, "member-1/make-tls.sh")]);
      await run(process.execPath, ["--check", join(out, "member-1/rpc.mjs")]);
      const missing = await run(join(out, "member-1/start.sh"), [], {
        env: { ...process.env, BESU: "no-such-besu" },
      }).catch((error) => error);
      expect(missing.code).to.equal(1);
      expect(missing.stderr).to.include("JDK 25");
    });
  });
});
