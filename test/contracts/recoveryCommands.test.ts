import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listenRpc } from "@consilium/scripts/dev-chain/rpcServer.ts";
import { custodianHash } from "@consilium/sdk/chain/custodians.ts";
import { ROLES, readMember } from "@consilium/sdk/chain/members.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { expect } from "chai";
import { runCommand } from "../support/runCommand.ts";
import { accountOf, candidate, keyOf, openWorld, SITES, type World } from "./fixture.ts";

const SITE = 2;
const HEIR = 7;
const DELAY = 7 * 86_400;

/** The commands of custodians and members, on a chain whose clock can be moved. */
describe("consilium member custodians and recovery", function () {
  this.timeout(60_000);
  let world: World;
  let server: Server;
  let directory: string;
  let chainFlags: string[];

  before(async () => {
    world = await openWorld(SITES.map((i) => candidate(i, ROLES.SITE)));
    const request = (method: string, params: readonly unknown[]) => world.rpc(method, ...params);
    const backend = { request, submit: (raw: unknown) => world.rpc("eth_sendRawTransaction", raw) };
    const listening = await listenRpc(backend, { host: "127.0.0.1", port: 0, cors: false });
    server = listening.server;
    directory = await mkdtemp(join(tmpdir(), "consilium-recovery-"));
    await writeFile(at("deployment.json"), JSON.stringify(world.deployment));
    chainFlags = ["--rpc", listening.url, "--deployment", at("deployment.json")];
    for (const i of [0, 1, 2, 3, HEIR, 20, 21, 22]) await writeFile(at(`${i}.key`), keyOf(i), { mode: 0o600 });
  });
  after(async () => {
    server?.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
    await world?.close();
    await rm(directory, { recursive: true, force: true });
  });

  const at = (name: string) => join(directory, name);
  const as = (i: number) => ["--key-file", at(`${i}.key`), "--yes", ...chainFlags];
  const member = (...words: string[]) => runCommand(["member", ...words]);
  const json = async (...words: string[]) => {
    const { code, stdout, stderr } = await member(...words, "--json");
    expect(code, stderr).to.equal(0);
    return JSON.parse(stdout);
  };
  const until = async () => String((await world.now()) + DELAY);
  const approve = async (custodian: number, out: string, ...more: string[]) => {
    const where = ["--account", accountOf(HEIR), "--until", await until(), "--out", at(out)];
    return member("recovery", "approve", String(SITE), ...where, ...as(custodian), ...more);
  };
  const start = (...files: string[]) => member("recovery", "start", "--approval", ...files.map(at), ...as(0));

  it("name custodians, show them, and refuse other numbers of them", async () => {
    const named = await json("custodians", accountOf(20), accountOf(21), accountOf(22), ...as(SITE));
    const hashes = [20, 21, 22].map((i) => custodianHash(accountOf(i).toLowerCase() as Hex));
    expect(named).to.deep.include({ member: SITE, custodians: hashes, nonce: 0 });
    const shown = await member("recovery", "show", String(SITE), ...chainFlags);
    expect(shown.stdout).to.include(`Hospital ${SITE} (member ${SITE})`).and.include(hashes[1]);
    for (const words of [[accountOf(20)], [accountOf(20), accountOf(20), accountOf(21)], []]) {
      const { code, stderr } = await member("custodians", ...words, ...as(SITE));
      expect([code, /three/.test(stderr)], words.join()).to.deep.equal([2, true]);
    }
    expect((await member("custodians", "--none", accountOf(20), ...as(SITE))).code).to.equal(2);
  });

  it("give a member another account, which its custodians approved and seven days passed", async () => {
    expect((await approve(20, "a.json")).stdout).to.include(
      `gets the account ${accountOf(HEIR)} in place of ${accountOf(SITE)}`,
    );
    expect((await approve(20, "a.json")).stderr).to.include("already exists");
    expect((await approve(22, "b.json")).code).to.equal(0);
    const one = await start("a.json");
    expect([one.code, one.stderr.includes("Two custodians")]).to.deep.equal([2, true]);
    const same = await start("a.json", "a.json");
    expect([same.code, same.stderr.includes("CustodianTwice")]).to.deep.equal([1, true]);
    expect((await start("a.json", "b.json")).stdout).to.include(`recovery take ${SITE}`);
    const early = await member("recovery", "take", String(SITE), ...as(HEIR));
    expect([early.code, early.stderr]).to.deep.include(1);
    expect(early.stderr).to.include("RecoveryTooEarly").and.include("seven days to object");

    expect((await member("recovery", "stop", ...as(SITE))).code).to.equal(0);
    const again = await start("a.json", "b.json");
    expect(again.stderr).to.include("ApprovalInvalid").and.include("approve again");
    for (const [custodian, out] of [
      [21, "c.json"],
      [22, "d.json"],
    ] as const) {
      expect((await approve(custodian, out)).code).to.equal(0);
    }
    const { readyAt } = await json("recovery", "start", "--approval", at("c.json"), at("d.json"), ...as(0));
    await world.travelTo(readyAt);
    const taken = await json("recovery", "take", String(SITE), ...as(HEIR));
    expect(taken).to.include({ member: SITE, account: accountOf(HEIR), from: accountOf(SITE) });
    expect((await readMember(world.as(0), SITE)).account).to.equal(accountOf(HEIR));
    const old = await member("recovery", "stop", ...as(SITE));
    expect(old.stderr).to.match(/^MEMBER_UNKNOWN/);
  });

  it("publish a new keystore's peer id and sealing key, as the account that has the place", async () => {
    const identity = {
      name: "Hospital 2",
      account: accountOf(HEIR),
      peerId: "12D3KooWnew",
      boxKey: `0x${"5b".repeat(32)}`,
    };
    await writeFile(at("identity.json"), JSON.stringify(identity));
    const other = await member("rotate-keys", "--identity", at("identity.json"), ...as(0));
    expect([other.code, other.stderr.includes("another account's")]).to.deep.equal([2, true]);
    const done = await json("rotate-keys", "--identity", at("identity.json"), ...as(HEIR));
    expect(done).to.include({ member: SITE, peerId: "12D3KooWnew" });
    expect(await readMember(world.as(0), SITE)).to.include({ peerId: "12D3KooWnew", boxKey: identity.boxKey });
  });

  it("change an account by plan, and put another one to the vote", async () => {
    expect((await member("recovery", "offer", accountOf(20), ...as(1))).code).to.equal(0);
    expect((await json("recovery", "show", "1", ...chainFlags)).offered).to.equal(accountOf(20));
    expect((await member("recovery", "offer", ...as(1))).code).to.equal(0);
    expect((await json("recovery", "show", "1", ...chainFlags)).offered).to.equal(undefined);
    const proposed = await member("propose", "account", "1", accountOf(21), ...as(0));
    expect(proposed.stdout).to.include(
      `give Hospital 1 (member 1) the account ${accountOf(21)} in place of ${accountOf(1)}`,
    );
    for (const voter of [3, HEIR]) expect((await member("vote", "1", ...as(voter))).code).to.equal(0);
    expect((await readMember(world.as(0), 1)).account).to.equal(accountOf(21));
    expect((await member("propose", "account", "1", "0x12", ...as(0))).code).to.equal(2);
    const { proposals } = await json("proposals", ...chainFlags);
    const change = { kind: "replaceAccount", memberIndex: 1, account: accountOf(21) };
    expect(proposals[0]).to.deep.include({ executed: true, change });
  });

  it("refuse a file that is no approval, and one of another consortium", async () => {
    await writeFile(at("bad.json"), JSON.stringify({ v: 1, member: 300 }));
    expect((await start("bad.json", "bad.json")).code).to.equal(2);
    await writeFile(at("none.json"), "no");
    expect((await start("none.json", "none.json")).stderr).to.include("consilium member recovery approve");
  });
});
