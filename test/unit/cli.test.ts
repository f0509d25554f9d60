import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { auditLines } from "@consilium/cli/auditLines.ts";
import { readKeyFile } from "@consilium/cli/keyFile.ts";
import { runCli } from "@consilium/cli/runCli.ts";
import { Terminal } from "@consilium/cli/Terminal.ts";
import type { AuditReport } from "@consilium/sdk/audit/AuditReport.ts";
import { patientKeyOf } from "@consilium/sdk/patient/patientKey.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import { expect } from "chai";

class Sink extends Writable {
  text = "";
  readonly isTTY: boolean;
  constructor(isTTY = false) {
    super();
    this.isTTY = isTTY;
  }
  override _write(chunk: Buffer, _: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

async function run(...words: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const [stdout, stderr] = [new Sink(), new Sink()];
  const code = await runCli(words, { stdout, stderr, environment: {} });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "consilium-cli-"));
});
afterEach(() => rm(directory, { recursive: true }));

const STUDY = `version: 2
id: demo
title: A demonstration
purpose: DUO:0000006
categories: [laboratory]
columns:
  - { name: glucose, type: number, unit: mg/dL, range: [0, 500], label: Fasting glucose }
  - { name: group, type: category, levels: [low, high], required: true }
  - { name: visits, type: count, maximum: 30 }
  - { name: days, type: time, unit: d, maximum: 365 }
  - { name: died, type: event }
minimumCohort: 5
minimumCell: 5
maximumRows: 1000
sites: { minimum: 3, maximum: 4 }
protection: { kind: secagg, colluders: 1 }
stages:
  - { id: table_one, workload: summary, columns: [glucose] }
maximumCommitSpanSeconds: 7200
phaseTimeoutSeconds: { join: 60, share: 60, train: 600, unmask: 60 }
maximumRounds: 2
expires: "2030-12-31"
transcriptRetentionDays: 30
`;

async function studyFolder(yaml = STUDY): Promise<string> {
  const folder = join(directory, "study");
  await mkdir(folder);
  await writeFile(join(folder, "study.yaml"), yaml);
  await writeFile(join(folder, "features.sql"), 'SELECT patient_id, glucose, "group", visits, days, died\nFROM labs\n');
  return folder;
}

describe("consilium study check", () => {
  it("shows the digest, the columns, the stages and the SQL that a site would approve", async () => {
    const folder = await studyFolder();
    const { code, stdout } = await run("study", "check", folder);
    const { digest } = await readStudyFolder(folder);
    expect(code).to.equal(0);
    expect(stdout).to.include(digest).and.include("FROM labs");
    for (const line of [
      "glucose: number in mg/dL, 0 to 500; Fasting glucose",
      "group: category, one of low, high; rows without it are left out",
      "visits: count, 0 to 30",
      "days: time in d, 0 to 365",
      "died: event",
      "table_one: summary, at most 1 round",
    ]) {
      expect(stdout.split("\n")).to.include(`    ${line}`);
    }
    expect(stdout).to.include("risk class  high (not said");
  });

  it("shows the risk class that the study says", async () => {
    const { stdout } = await run("study", "check", await studyFolder(`${STUDY}riskClass: minimal\n`));
    expect(stdout).to.match(/risk class {2}minimal$/m);
  });

  it("prints exactly one JSON document under --json, wherever it stands", async () => {
    const folder = await studyFolder();
    for (const words of [
      ["--json", "study", "check", folder],
      ["study", "check", folder, "--json"],
    ]) {
      const { code, stdout } = await run(...words);
      const document = JSON.parse(stdout);
      expect([code, document.ok, document.stages.length]).to.deep.equal([0, true, 1]);
      expect(document.stages[0]).to.include({ id: "table_one", workload: "summary", roundsAtMost: 1 });
    }
  });

  it("names file, field and hint of a broken folder and exits with 1", async () => {
    const folder = await studyFolder(STUDY.replace("colluders: 1", "colluders: 9"));
    const { code, stdout, stderr } = await run("study", "check", folder);
    expect([code, stdout]).to.deep.equal([1, ""]);
    expect(stderr).to.match(/^STUDY_INVALID: study\.yaml\.protection\.colluders: .*or tolerate fewer colluders\.\n$/);
    const json = await run("--json", "study", "check", folder);
    expect(JSON.parse(json.stdout).error.code).to.equal("STUDY_INVALID");
    expect(json.code).to.equal(1);
  });
});

describe("consilium patient new-key", () => {
  it("writes a key that only its owner reads, shows the account and never the key", async () => {
    const path = join(directory, "keys", "a.key");
    const { code, stdout, stderr } = await run("patient", "new-key", "--out", path);
    const key = patientKeyOf(await readKeyFile(path));
    expect(code).to.equal(0);
    expect((await stat(path)).mode & 0o777).to.equal(0o600);
    expect(stdout).to.include(key.account);
    expect(stdout + stderr).to.not.include(key.privateKey.slice(2));
  });

  it("never overwrites a key", async () => {
    const path = join(directory, "a.key");
    await run("patient", "new-key", "--out", path);
    const before = await readFile(path, "utf8");
    const { code, stderr } = await run("patient", "new-key", "--out", path);
    expect(code).to.equal(2);
    expect(stderr).to.include("CONFIG_INVALID").and.include("already exists");
    expect(await readFile(path, "utf8")).to.equal(before);
  });

  it("refuses a key file that others can read, or that is none", async () => {
    const path = join(directory, "open.key");
    const key = `0x${"5a".repeat(32)}`;
    await writeFile(path, key, { mode: 0o644 });
    const flags = ["--key-file", path, "--site", "0", "--purpose", "DUO:0000006", "--rpc", "http://127.0.0.1:1"];
    const { code, stderr } = await run("consent", "status", ...flags, "--deployment", "d.json");
    expect(code).to.equal(2);
    expect(stderr).to.include("chmod 600").and.not.include("5a5a");
    await writeFile(join(directory, "none.key"), `${key.slice(0, -1)}x`, { mode: 0o600 });
    const none = await run(
      "consent",
      "status",
      "--key-file",
      join(directory, "none.key"),
      ...flags.slice(2),
      "--deployment",
      "d",
    );
    expect(none.code).to.equal(2);
    expect(none.stderr).to.include("Not a private key").and.not.include("5a5a");
  });
});

describe("consilium's manners", () => {
  it("answers a wrong line with 2, on stderr, and a document under --json", async () => {
    for (const words of [["audit"], ["nonsense"], ["consent", "grant"], ["consent", "status", "--site", "256"], []]) {
      const { code, stdout, stderr } = await run(...words);
      expect(code, words.join(" ")).to.equal(2);
      expect(stdout, words.join(" ")).to.equal("");
      expect(stderr).to.not.equal("");
      const json = await run(...words, "--json");
      expect(JSON.parse(json.stdout).error.code).to.equal("CONFIG_INVALID");
    }
  });

  it("helps with an example for every command that does something", async () => {
    for (const words of [
      ["audit"],
      ["consent", "grant"],
      ["consent", "revoke"],
      ["consent", "status"],
      ["study", "check"],
      ["study", "publish"],
      ["study", "sign-off"],
      ["study", "run"],
      ["study", "stop"],
      ["study", "status"],
      ["study", "list"],
      ["study", "result"],
      ["round", "dismiss"],
      ["member", "list"],
      ["member", "propose", "admit"],
      ["member", "propose", "suspend"],
      ["member", "propose", "reinstate"],
      ["member", "propose", "rule"],
      ["member", "propose", "minimums"],
      ["member", "vote"],
      ["member", "proposals"],
      ["member", "propose", "account"],
      ["member", "custodians"],
      ["member", "rotate-keys"],
      ["member", "recovery", "show"],
      ["member", "recovery", "approve"],
      ["member", "recovery", "start"],
      ["member", "recovery", "stop"],
      ["member", "recovery", "take"],
      ["member", "recovery", "offer"],
      ["model", "list"],
      ["model", "show"],
      ["model", "vote"],
      ["model", "attest"],
      ["model", "deploy"],
      ["model", "retire"],
      ["patient", "new-key"],
    ]) {
      const { code, stdout } = await run(...words, "--help");
      expect(code).to.equal(0);
      expect(stdout)
        .to.include(`Example:\n  consilium ${words.join(" ")}`)
        .and.include("--json");
    }
  });

  it("says which flag is missing when transcripts have no source", async () => {
    const { code, stderr } = await run("audit", "1", "--rpc", "x", "--deployment", join(directory, "none.json"));
    expect(code).to.equal(2);
    expect(stderr).to.include("deployment.json");
  });

  it("uses colour only on a terminal, and not under NO_COLOR or --json", () => {
    const coloured = (isTTY: boolean, environment: NodeJS.ProcessEnv, json = false): string =>
      new Terminal({ json, stdout: new Sink(isTTY), stderr: new Sink(isTTY), environment }).colour("red", "x");
    expect(coloured(true, {})).to.equal("\u001b[31mx\u001b[39m");
    for (const plain of [coloured(false, {}), coloured(true, { NO_COLOR: "1" }), coloured(true, {}, true)]) {
      expect(plain).to.equal("x");
    }
  });

  it("keeps stdout to the one document: lines are silent under --json and progress goes to stderr", () => {
    const [stdout, stderr] = [new Sink(), new Sink()];
    const terminal = new Terminal({ json: true, stdout, stderr, environment: {} });
    terminal.line("for people");
    terminal.progress("half-way");
    terminal.document({ a: 1 });
    expect(JSON.parse(stdout.text)).to.deep.equal({ a: 1 });
    expect(stderr.text).to.equal("half-way\n");
  });
});

describe("consilium identity new", () => {
  it("makes an auditor's keystore, prints the line that members admit, and the same line again", async () => {
    const passphrase = join(directory, "passphrase.txt");
    await writeFile(passphrase, "correct horse battery\n", { mode: 0o600 });
    const words = ["--name", "Data Protection Authority", "--keystore", join(directory, "auditor")];
    const make = () => run("identity", "new", "--role", "auditor", ...words, "--passphrase-file", passphrase);
    const { code, stdout, stderr } = await make();
    expect([code, stderr]).to.deep.equal([0, ""]);
    const line = JSON.parse(stdout);
    expect(Object.keys(line)).to.deep.equal(["name", "account", "peerId", "boxKey"]);
    expect(line).to.include({ name: "Data Protection Authority", peerId: "" });
    expect((await make()).stdout).to.equal(stdout);
    const nameless = await run("identity", "new", "--role", "auditor", ...words.slice(2));
    expect([nameless.code, nameless.stderr.includes("--name")]).to.deep.equal([2, true]);
  });
  it("makes a deployer's key file and shows the account alone", async () => {
    const out = join(directory, "deployer.key");
    const { code, stdout } = await run("identity", "new", "--role", "deployer", "--out", out);
    const key = await readKeyFile(out);
    expect([code, stdout.includes(key.slice(2))]).to.deep.equal([0, false]);
    expect(stdout).to.include(patientKeyOf(key).account);
    expect((await run("identity", "new", "--role", "king")).code).to.equal(2);
  });
});

describe("an audit on the screen", () => {
  const report: AuditReport = {
    ok: false,
    members: [{ index: 4, name: "Operator" }],
    study: { studyId: 1, digest: `0x${"0".repeat(64)}`, title: "Demo" },
    rounds: [
      { roundId: 7, status: "finalized", consentBlock: 3, roster: [0, 1], survivors: [0, 1], modelDigest: "0x" },
    ],
    checks: [
      { id: "study.digest", subject: "study files", ok: true, verdict: "fine" },
      {
        id: "sum",
        round: 7,
        subject: "sum",
        ok: false,
        verdict: "wrong",
        culprit: { role: "coordinator", member: 4, account: "0xabc", file: "round-7.json: sumDigest" },
      },
    ],
    notProven: ["honesty"],
  };

  it("has a line for each check under its round, names who answers for it, and sums up", () => {
    const text = auditLines(report, { colour: (_, plain) => plain }).join("\n");
    expect(text).to.match(
      /Study 1 Demo[^\n]*\nMembers: 4 Operator\n {2}✓ study\.digest +study files +fine\n\nRound 7: finalized/,
    );
    expect(text).to.match(
      /✗ sum +sum +wrong\n +answers for it: coordinator Operator \(member 4\), account 0xabc, round-7\.json: sumDigest/,
    );
    expect(text).to.include("FAILED: 1 of 2 checks of 1 rounds.").and.include("- honesty");
    const passed = auditLines({ ...report, ok: true, checks: [report.checks[0]!] }, { colour: (_, plain) => plain });
    expect(passed.join("\n")).to.include("PASSED: all 1 checks of 1 rounds.");
    const quiet = auditLines(report, { colour: (_, plain) => plain }, { quiet: true }).join("\n");
    expect(quiet).to.match(
      /^Study 1 Demo[^\n]*\n\nRound 7[^\n]*\n {2}✗ sum[^\n]*\n[^\n]*Operator[^\n]*\nFAILED: 1 of 2 checks of 1 rounds\.$/,
    );
  });
});
