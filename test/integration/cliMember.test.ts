import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { disputeRound, readRound } from "@consilium/sdk/chain/rounds.ts";
import { createKeystore } from "@consilium/service/keystore/keystore.ts";
import { generateServiceKeys, identityOf } from "@consilium/service/keystore/serviceKeys.ts";
import { expect } from "chai";
import { runCommand } from "../support/runCommand.ts";
import { type Consortium, finishStudy, foundConsortium, writeDeployment } from "./support/finishedStudy.ts";

const PASSPHRASE = "for this test only";

describe("consilium member, on a chain", function () {
  this.timeout(30_000);
  let consortium: Consortium;
  let chainFlags: string[];
  let passphraseFile: string;

  before(async () => {
    consortium = await foundConsortium();
    chainFlags = ["--rpc", consortium.rpcUrl, "--deployment", await writeDeployment(consortium)];
    for (const { index, wallet } of consortium.parties) {
      await writeFile(keyFile(index), wallet.privateKey, { mode: 0o600 });
    }
    // Site 1 signs with its service's keystore.
    const folder = join(consortium.directory, "state-1");
    await mkdir(folder);
    const keys = { ...generateServiceKeys(), chainKey: consortium.parties[1]!.wallet.privateKey };
    await createKeystore(join(folder, "keystore.json"), PASSPHRASE, keys, { scryptN: 2 ** 14 });
    passphraseFile = join(consortium.directory, "passphrase");
    await writeFile(passphraseFile, `${PASSPHRASE}\n`, { mode: 0o600 });
  });
  after(() => consortium?.stop());

  const keyFile = (index: number) => join(consortium.directory, `member-${index}.key`);
  const as = (index: number) => ["--key-file", keyFile(index), ...chainFlags];
  const asKeystore = () => [
    ...["--keystore", join(consortium.directory, "state-1"), "--passphrase-file", passphraseFile],
    ...chainFlags,
  ];
  const json = async (...words: string[]) => JSON.parse((await runCommand([...words, "--json"])).stdout);
  const newcomer = { name: "Klinikum Süd", ...identityOf(generateServiceKeys()) };

  async function identityFile(name: string, document: unknown): Promise<string> {
    const path = join(consortium.directory, name);
    await writeFile(path, JSON.stringify(document));
    return path;
  }

  it("lists the members by index, with roles, status, account and peer id", async () => {
    const { code, stdout } = await runCommand(["member", "list", ...chainFlags]);
    expect(code).to.equal(0);
    const lines = stdout.trim().split("\n");
    expect(lines[0]).to.match(/^index {2}name +roles +status +account +peer id$/);
    expect(lines[1]).to.equal(
      `    0  Hospital 0  site         active  ${consortium.parties[0]!.wallet.address}  peer-0`,
    );
    expect(lines[5]).to.include("coordinator").and.include("peer-4");
    expect(lines.at(-1)).to.include("more than 1/2");
    const { members, rule } = await json("member", "list", ...chainFlags);
    expect(members.map(({ roles }: { roles: string[] }) => roles.join())).to.deep.equal([
      ...["site", "site", "site", "site", "coordinator", "auditor"],
    ]);
    expect(rule).to.deep.equal({ numerator: 1, denominator: 2 });
  });

  it("admits a newcomer by the sites' votes, from a key file and from a keystore", async () => {
    const file = await identityFile("newcomer.json", newcomer);
    const proposed = await runCommand([
      "member",
      "propose",
      "admit",
      "--identity",
      file,
      "--roles",
      "site,auditor",
      "--yes",
      ...as(0),
    ]);
    expect(proposed.code).to.equal(0);
    expect(proposed.stdout).to.include(
      `admit "Klinikum Süd", account ${newcomer.account}, as site and auditor, peer ${newcomer.peerId}`,
    );
    const { proposals } = await json("member", "proposals", ...chainFlags);
    expect(proposals[0]).to.deep.include({ proposalId: 1, proposer: 0, votes: [0], executed: false, state: "open" });

    const second = await json("member", "vote", "1", "--yes", ...asKeystore());
    expect(second).to.deep.include({ executed: false, votes: [0, 1] });
    const third = await runCommand(["member", "vote", "1", "--yes", ...as(2)]);
    expect([third.code, third.stdout]).to.deep.include(0);
    expect(third.stdout).to.include("Carried: it took effect.");
    const { members } = await json("member", "list", ...chainFlags);
    expect(members[6]).to.deep.include({ ...newcomer, roles: ["site", "auditor"], status: "active" });
    const table = await runCommand(["member", "proposals", ...chainFlags]);
    expect(table.stdout).to.match(
      / 1 {2}executed +Hospital 0 \(member 0\) {2}0 1 2 {2}\d{4}-\d\d-\d\d {2}admit "Klinikum Süd", account 0x/,
    );
    expect((await json("member", "proposals", "--open", ...chainFlags)).proposals).to.deep.equal([]);
  });

  it("suspends, reinstates and changes the rule", async () => {
    for (const [words, text, after] of [
      [["suspend", "3"], "suspend Hospital 3 (member 3)", ["suspended", "1/2"]],
      [["reinstate", "3"], "reinstate Hospital 3 (member 3)", ["active", "1/2"]],
      [["rename", "3", "St. Mary"], 'rename Hospital 3 (member 3) to "St. Mary"', ["active", "1/2"]],
      [["rule", "2/3"], "more than 2/3", ["active", "2/3"]],
    ] as const) {
      const made = await runCommand(["member", "propose", ...words, "--yes", ...as(0)]);
      expect(made.stdout).to.include(text);
      const id = /Proposal (\d+)/.exec(made.stdout)?.[1] ?? "";
      for (const site of [1, 2]) await runCommand(["member", "vote", id, "--yes", ...as(site)]);
      const { proposals } = await json("member", "proposals", ...chainFlags);
      expect(proposals.at(-1), text).to.deep.include({ executed: true, votes: [0, 1, 2] });
      const { members, rule } = await json("member", "list", ...chainFlags);
      expect([members[3].status, `${rule.numerator}/${rule.denominator}`]).to.deep.equal(after);
    }
  });

  it("changes the minimums of sites and survivors, and says what they are", async () => {
    const words = ["member", "propose", "minimums", "--sites", "4", "--survivors", "3", "--yes"];
    const made = await runCommand([...words, ...as(0)]);
    expect(made.stdout).to.include("ask every later study and round for at least 4 sites and 3 survivors");
    const id = /Proposal (\d+)/.exec(made.stdout)?.[1] ?? "";
    // Five active sites by now, of which more than 2/3 must vote for it.
    for (const site of [1, 2, 3]) await runCommand(["member", "vote", id, "--yes", ...as(site)]);
    const { proposals } = await json("member", "proposals", ...chainFlags);
    expect(proposals.at(-1).change).to.deep.equal({ kind: "changeMinimums", minSites: 4, minSurvivors: 3 });
    const { minimums } = await json("member", "list", ...chainFlags);
    expect(minimums).to.deep.equal({ minSites: 4, minSurvivors: 3 });
    const { stdout } = await runCommand(["member", "list", ...chainFlags]);
    expect(stdout).to.include("ask for at least 4 sites and 3 survivors");
  });

  it("says why a proposal, a vote or a key is refused, and what to do", async () => {
    const twice = await runCommand(["member", "vote", "1", "--yes", ...as(0)]);
    expect([twice.code, twice.stderr.includes("ProposalClosed(proposalId: 1)")]).to.deep.equal([1, true]);
    const none = await runCommand(["member", "vote", "99", "--yes", ...as(0)]);
    expect(none.stderr).to.match(/^NOT_FOUND: .*ProposalUnknown/);
    const auditor = await runCommand(["member", "propose", "suspend", "2", "--yes", ...as(5)]);
    expect([auditor.code, auditor.stderr]).to.deep.include(1);
    expect(auditor.stderr).to.match(/^FORBIDDEN: .*RoleMissing.*consilium member list/);
    for (const words of [
      ["member", "propose", "rule", "1/3"],
      ["member", "propose", "rule", "3/3"],
      ["member", "propose", "minimums", "--sites", "4", "--survivors", "1"],
      ["member", "propose", "minimums", "--sites", "3", "--survivors", "4"],
      ["member", "propose", "minimums", "--sites", "256", "--survivors", "2"],
      ["member", "propose", "suspend", "256"],
      ["member", "vote", "0"],
    ]) {
      expect((await runCommand([...words, "--yes", ...as(0)])).code, words.join(" ")).to.equal(2);
    }
    const unlocked = await runCommand([
      ...["member", "vote", "1", "--yes", "--keystore", join(consortium.directory, "nowhere")],
      ...["--passphrase-file", passphraseFile, ...chainFlags],
    ]);
    expect([unlocked.code, unlocked.stderr.split(":")[0]]).to.deep.equal([2, "CONFIG_INVALID"]);
    const both = await runCommand(["member", "vote", "1", "--yes", ...as(0), "--keystore", "x"]);
    expect(both.stderr).to.include("Give either --key-file");
  });

  it("checks the newcomer's identity before anything is signed", async () => {
    for (const [document, field] of [
      [{ ...newcomer, account: "0x12" }, "account"],
      [{ ...newcomer, name: "a\u202eb" }, "name"],
      [{ ...newcomer, name: "" }, "name"],
      [{ ...newcomer, boxKey: "0x00" }, "boxKey"],
      [{ ...newcomer, privateKey: "0x12" }, "privateKey"],
      [{ ...newcomer, peerId: "" }, "peerId"],
    ] as const) {
      const path = await identityFile("bad.json", document);
      const words = ["member", "propose", "admit", "--identity", path, "--roles", "site", "--yes", ...as(0)];
      const { code, stderr } = await runCommand(words);
      expect([code, stderr.split(":")[0]], field).to.deep.equal([2, "CONFIG_INVALID"]);
      expect(stderr).to.include(field === "name" ? "1 to 100 bytes" : "init");
    }
  });

  it("signs nothing that nobody said yes to", async () => {
    const before = await json("member", "proposals", ...chainFlags);
    const words = ["member", "propose", "suspend", "2", ...as(0)];
    expect((await runCommand(words)).code).to.equal(2);
    const declined = await runCommand(words, { confirm: async () => false });
    expect([declined.code, declined.stderr]).to.deep.equal([1, "FORBIDDEN: Not signed. Nothing was sent.\n"]);
    expect(await json("member", "proposals", ...chainFlags)).to.deep.equal(before);
  });
});

describe("consilium round dismiss, on a chain", () => {
  let consortium: Consortium;
  after(() => consortium?.stop());

  it("votes on a dispute that stands, until the votes carry, and not on one that does not", async function () {
    this.timeout(120_000);
    consortium = await foundConsortium();
    const finished = await finishStudy(consortium, "disputed");
    const roundId = finished.rounds.at(-1)!;
    const chainFlags = ["--rpc", consortium.rpcUrl, "--deployment", await writeDeployment(consortium)];
    const dismiss = async (index: number, ...more: string[]) => {
      const key = join(consortium.directory, `member-${index}.key`);
      await writeFile(key, consortium.parties[index]!.wallet.privateKey, { mode: 0o600 });
      return await runCommand(["round", "dismiss", String(roundId), "--key-file", key, ...chainFlags, ...more]);
    };
    const early = await dismiss(1, "--yes");
    expect([early.code, early.stderr.split(":")[0]]).to.deep.equal([1, "ROUND_PHASE"]);
    await disputeRound(consortium.parties[0]!.chain, { roundId, reasonDigest: `0x${"11".repeat(32)}` });
    expect((await dismiss(1)).code, "unasked").to.equal(2);
    const first = await dismiss(1, "--yes");
    expect([first.code, first.stdout.includes("Not carried yet")]).to.deep.equal([0, true]);
    expect(first.stdout).to.include("what sites 0 hold against");
    const again = await dismiss(1, "--yes");
    expect(again.stderr).to.match(/^CHAIN_REVERTED: .*DismissalAlreadyVoted/);
    await dismiss(2, "--yes");
    const last = await dismiss(3, "--yes", "--json");
    expect(JSON.parse(last.stdout)).to.deep.include({ roundId, disputed: false, disputedBy: [0] });
    expect((await readRound(consortium.chain, roundId)).disputed).to.equal(false);
  });
});
