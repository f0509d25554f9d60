import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { CoordinatorService } from "@consilium/coordinator/http/CoordinatorService.ts";
import { type ControlPlane, createControlPlane } from "@consilium/coordinator/http/createControlPlane.ts";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { canonicalJsonBytes } from "@consilium/sdk/canonical/json.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { disputeRound, readRound } from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { RoundSummary, StudyProgress } from "@consilium/sdk/schemas/controlPlane.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";
import { TranscriptArchive } from "@consilium/service/transcripts/TranscriptArchive.ts";
import { expect } from "chai";
import { CLI } from "../support/command.ts";
import { runCommand } from "../support/runCommand.ts";
import {
  AUDITOR,
  COORDINATOR,
  type Consortium,
  type FinishedStudy,
  finishStudy,
  foundConsortium,
  SITES,
  writeDeployment,
} from "./support/finishedStudy.ts";

const TOKEN = "operator-token-for-tests-only-1234";
const round = (roundId: number, iteration: number, changes: Partial<RoundSummary> = {}): RoundSummary => ({
  roundId,
  studyId: 1,
  stage: "model",
  iteration,
  workload: "train",
  phase: "finalized",
  roster: [0, 1, 2, 3],
  sharingSet: [0, 1, 2, 3],
  survivors: [0, 2, 3],
  dropouts: [1],
  transactions: [
    { name: "openRound", hash: `0x${"cd".repeat(32)}`, gasUsed: 90_000 },
    { name: "freezeRoster", hash: `0x${"ce".repeat(32)}`, gasUsed: 1_000_500 },
  ],
  startedAt: 1_700_000_000,
  bytesReceivedBySite: { "0": 4_000, "1": 1_000 },
  ...changes,
});

/** What the study's result has. */
const RESULT_FILES = [
  "figures/model-coefficients.svg",
  "inputs.columns.csv",
  "inputs.columns.json",
  "model-card.md",
  "model.coefficients.csv",
  "model.coefficients.json",
  "model.model.json",
  "model.model.safetensors",
  "report.html",
  "result.json",
];

/** Files below a folder, sorted. */
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();
}

/** A real control plane over a finished study's chain and archive; how far the study is, the test says look by look. */
describe("consilium study, against a control plane", function () {
  this.timeout(30_000);
  let consortium: Consortium;
  let finished: FinishedStudy;
  let plane: ControlPlane;
  let folder: string;
  let operator: string[];
  let reader: string[];
  let calls: unknown[];
  /** What a lying coordinator says it published. */
  let publishedInstead: `0x${string}` | undefined;
  /** What `GET /v1/studies/1` answers, one after the other, the last one for ever. */
  let looks: Partial<StudyProgress>[];
  let transcriptOf: (roundId: number) => Promise<unknown>;
  let artefactOf: (digest: `0x${string}`) => Promise<Uint8Array>;

  const progress = (): StudyProgress => ({
    studyId: finished.studyId,
    digest: finished.study.digest,
    title: finished.study.document.title,
    state: "idle",
    finishedRounds: 0,
    plannedRounds: 3,
    rounds: [],
    ...(looks.length > 1 ? looks.shift() : looks[0]),
  });

  before(async function () {
    this.timeout(120_000);
    consortium = await foundConsortium();
    finished = await finishStudy(consortium, "studies on the command line");
    const archive = new TranscriptArchive(finished.archive);
    transcriptOf = (roundId) => archive.transcript(roundId);
    artefactOf = (digest) => archive.artefact(digest);
    const service: CoordinatorService = {
      health: () => {
        throw new Error("not asked");
      },
      members: () =>
        consortium.parties.map(({ index, wallet }) => ({
          index,
          name: `Hospital ${index}`,
          account: wallet.address,
          roles: [index === COORDINATOR ? "coordinator" : index === AUDITOR ? "auditor" : "site"],
          status: "active" as const,
          peerId: `peer-${index}`,
          boxKey: `0x${"ab".repeat(32)}`,
        })),
      studies: () => [progress()],
      study: (studyId) => {
        if (studyId !== finished.studyId) throw new FederationError("STUDY_UNKNOWN", "Not here.");
        return progress();
      },
      studyFiles: () => finished.study.files,
      publishStudy: async (files) => {
        calls.push("publish");
        return { studyId: finished.studyId, digest: publishedInstead ?? parseStudy(files).digest };
      },
      runStudy: async (studyId, options) => {
        calls.push(["run", studyId, options]);
      },
      stopStudy: async (studyId) => {
        calls.push(["stop", studyId]);
      },
      round: () => round(1, 0),
      transcript: async (roundId) => canonicalJsonBytes(await transcriptOf(roundId)),
      artefact: (digest) => artefactOf(digest),
    };
    plane = await createControlPlane({
      service,
      consents: { submit: async () => [] },
      accessDomain: roundTypedDataDomain(consortium.deployment),
      host: "127.0.0.1",
      port: 0,
      operatorToken: TOKEN,
      logger: silentLogger,
    });
    folder = join(consortium.directory, "folder");
    await mkdir(folder);
    for (const [path, text] of Object.entries(finished.study.files)) await writeFile(join(folder, path), text);
    const tokenFile = join(consortium.directory, "token");
    await writeFile(tokenFile, `${TOKEN}\n`, { mode: 0o600 });
    const keyFile = join(consortium.directory, "auditor.key");
    await writeFile(keyFile, consortium.parties[AUDITOR]!.wallet.privateKey, { mode: 0o600 });
    operator = ["--coordinator", plane.url, "--token-file", tokenFile];
    const chainFlags = ["--rpc", consortium.rpcUrl, "--deployment", await writeDeployment(consortium)];
    reader = ["--coordinator", plane.url, "--key-file", keyFile, ...chainFlags];
  });
  after(async () => {
    await plane?.stop();
    await consortium?.stop();
  });
  beforeEach(() => {
    calls = [];
    looks = [{}];
  });

  it("publishes a folder, and says the number and what comes next", async () => {
    const { code, stdout } = await runCommand(["study", "publish", folder, ...operator]);
    expect([code, calls]).to.deep.equal([0, ["publish"]]);
    expect(stdout).to.include(`study ${finished.studyId}, digest ${finished.study.digest}`).and.include("approve");
    const json = await runCommand(["study", "publish", folder, ...operator, "--json"]);
    expect(JSON.parse(json.stdout)).to.include({ studyId: finished.studyId, digest: finished.study.digest });
  });

  it("does not take another study than the folder for published", async () => {
    publishedInstead = `0x${"0b".repeat(32)}`;
    const { code, stderr } = await runCommand(["study", "publish", folder, ...operator]);
    publishedInstead = undefined;
    expect([code, stderr.split(":")[0]]).to.deep.equal([1, "STUDY_MISMATCH"]);
  });

  it("names code and hint where the folder, the token or the coordinator is wrong", async () => {
    await mkdir(join(consortium.directory, "broken"), { recursive: true });
    const broken = await runCommand(["study", "publish", join(consortium.directory, "broken"), ...operator]);
    expect([broken.code, calls]).to.deep.equal([1, []]);
    expect(broken.stderr).to.match(/^STUDY_INVALID: /);

    const wrong = join(consortium.directory, "wrong-token");
    await writeFile(wrong, "another-token-of-enough-characters", { mode: 0o600 });
    const refused = await runCommand(["study", "publish", folder, "--coordinator", plane.url, "--token-file", wrong]);
    expect([refused.code, calls]).to.deep.equal([1, []]);
    expect(refused.stderr)
      .to.match(/^UNAUTHORISED: .*operatorTokenFile/)
      .and.not.include("another-token");

    const open = join(consortium.directory, "open-token");
    await writeFile(open, TOKEN, { mode: 0o644 });
    const careless = await runCommand(["study", "publish", folder, "--coordinator", plane.url, "--token-file", open]);
    expect(careless.code).to.equal(2);
    expect(careless.stderr)
      .to.match(/^CONFIG_INVALID: .*chmod 600/)
      .and.not.include(TOKEN);

    const gone = await runCommand(["study", "list", "--coordinator", "http://127.0.0.1:1", "--json"]);
    expect(gone.code).to.equal(1);
    expect(JSON.parse(gone.stdout).error).to.include({ code: "TRANSPORT_FAILED" });
    expect(gone.stderr).to.include("Check the coordinator's URL");
  });

  it("runs a study by number, digest or folder, as many rounds as asked", async () => {
    for (const name of [String(finished.studyId), finished.study.digest, folder]) {
      const { code, stdout } = await runCommand(["study", "run", name, "--rounds", "2", ...operator]);
      expect(code).to.equal(0);
      expect(stdout).to.include("runs to round 2 of at most 3");
    }
    await runCommand(["study", "run", folder, ...operator]);
    const { studyId } = finished;
    const two = ["run", studyId, { rounds: 2 }];
    expect(calls).to.deep.equal([two, two, two, ["run", studyId, {}]]);
    expect((await runCommand(["study", "run", "1", "--rounds", "0", ...operator])).code).to.equal(2);
    const unknown = await runCommand(["study", "run", "77", ...operator]);
    expect([unknown.code, unknown.stderr]).to.deep.include(1);
    expect(unknown.stderr).to.match(/^STUDY_UNKNOWN: .*consilium study list/);
  });

  it("follows a run: a line for each round that ends, progress between, one document under --json", async () => {
    const script = (): Partial<StudyProgress>[] => [
      { rounds: [round(1, 0)], finishedRounds: 1 },
      { state: "running", finishedRounds: 1, rounds: [round(1, 0)] },
      {
        state: "running",
        finishedRounds: 1,
        rounds: [round(1, 0), round(2, 1, { phase: "join", survivors: [], dropouts: [] })],
      },
      {
        state: "running",
        finishedRounds: 1,
        rounds: [round(1, 0), round(2, 1, { phase: "aborted", abortReason: "TOO_FEW_JOINED" })],
      },
      { state: "finished", finishedRounds: 3, rounds: [round(1, 0), round(2, 1), round(3, 1), round(4, 2)] },
    ];
    looks = script();
    const people = await runCommand(["study", "run", "1", "--follow", ...operator]);
    expect(people.code).to.equal(0);
    expect(people.stdout.trim().split("\n")).to.deep.equal([
      "model 2: round 2, train, aborted: TOO_FEW_JOINED, survivors 0 2 3, dropped 1",
      "model 2: round 3, train, finalized, survivors 0 2 3, dropped 1",
      "model 3: round 4, train, finalized, survivors 0 2 3, dropped 1",
      "Study 1: 3 of at most 3 rounds finished.",
    ]);
    looks = script();
    const json = await runCommand(["study", "run", "1", "--follow", ...operator, "--json"]);
    expect(JSON.parse(json.stdout)).to.include({
      state: "finished",
      finishedRounds: 3,
      untilRound: 3,
      interrupted: false,
    });
    expect(json.stderr).to.include("round 2 of at most 3: model 2 (round 2), join, joined 0 1 2 3\n");
  });

  it("ends a followed run with 1 and the error's hint where the study failed, or somebody stopped it", async () => {
    const lastError = { code: "ROUND_ABORTED", message: "TOO_FEW_JOINED" };
    looks = [{}, { state: "running" }, { state: "failed", finishedRounds: 1, lastError }];
    const failed = await runCommand(["study", "run", "1", "--follow", ...operator]);
    expect(failed.code).to.equal(1);
    expect(failed.stdout).to.include("ROUND_ABORTED: TOO_FEW_JOINED\n").and.include("enough sites approved");
    looks = [{}, { state: "running" }, { state: "idle", finishedRounds: 1 }];
    const stopped = await runCommand(["study", "run", "1", "--follow", ...operator]);
    expect(stopped.code).to.equal(1);
    expect(stopped.stdout).to.include("was stopped: 1 of at most 3");
  });

  it("leaves the study running on Ctrl-C, and says so", async () => {
    looks = [{}, { state: "running", finishedRounds: 1 }];
    let interrupt = () => {};
    let isRestored = false;
    const { code, stdout } = await runCommand(["study", "run", "1", "--follow", "--json", ...operator], {
      onInterrupt: (act) => {
        interrupt = act;
        return () => {
          isRestored = true;
        };
      },
      onOutput: (text) => {
        if (text.startsWith("round")) interrupt();
      },
    });
    expect([code, isRestored]).to.deep.equal([130, true]);
    expect(JSON.parse(stdout)).to.include({ state: "running", interrupted: true });
    expect(calls, "no stop was sent").to.deep.equal([["run", 1, {}]]);

    looks = [{}, { state: "running", finishedRounds: 1 }];
    const people = await runCommand(["study", "run", "1", "--follow", ...operator], {
      onInterrupt: (act) => {
        setTimeout(act, 50);
        return () => {};
      },
    });
    expect(people.code).to.equal(130);
    expect(people.stdout).to.include("goes on at the coordinator").and.include("consilium study stop 1");
  });

  it("leaves it running on a real Ctrl-C too", async () => {
    looks = [{}, { state: "running", finishedRounds: 1 }];
    const child = spawn(process.execPath, [CLI, "study", "run", "1", "--follow", "--json", ...operator]);
    let stdout = "";
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
    });
    child.stderr.on("data", (chunk) => {
      if (String(chunk).includes("round 2 of at most 3")) child.kill("SIGINT");
    });
    const [code] = await once(child, "close");
    expect(code).to.equal(130);
    expect(JSON.parse(stdout)).to.include({ state: "running", interrupted: true });
    expect(calls).to.deep.equal([["run", 1, {}]]);
  });

  it("stops a study", async () => {
    looks = [{ state: "running", finishedRounds: 1 }];
    const { code, stdout } = await runCommand(["study", "stop", folder, ...operator]);
    expect([code, calls]).to.deep.equal([0, [["stop", finished.studyId]]]);
    expect(stdout).to.include("stops after the round under way");
  });

  it("shows a study's rounds with what they cost, and its last error with the hint", async () => {
    looks = [
      {
        state: "failed",
        finishedRounds: 1,
        rounds: [
          round(1, 0, { workload: "summary" }),
          round(2, 1, {
            phase: "aborted",
            abortReason: "TOO_FEW_JOINED",
            withdrawals: [
              { site: 1, name: "Lakeside", code: "RECORDS_MALFORMED" },
              { site: 3, name: "St. Mary", code: "ROUND_REFUSED" },
            ],
          }),
        ],
        lastError: { code: "ROUND_ABORTED", message: "TOO_FEW_JOINED" },
      },
    ];
    const { code, stdout } = await runCommand(["study", "status", "1", "--coordinator", plane.url]);
    expect(code).to.equal(1);
    const lines = stdout.split("\n");
    expect(lines[1]).to.equal("failed, 1 of at most 3 rounds finished");
    expect(lines[3]).to.match(
      /^round {2}stage +workload {2}state +survivors {2}dropped {2}bytes\/site {2}transactions +gas$/,
    );
    expect(lines[4]).to.match(/^ +1 +model 1 +summary +finalized +0 2 3 +1 +2,500 +2 {2}1,090,500$/);
    expect(lines[5]).to.include("aborted: TOO_FEW_JOINED");
    expect(stdout).to.include("ROUND_ABORTED: TOO_FEW_JOINED\n").and.include("`consilium study run` tries again");
    const why = "2 of 4 sites withdrew: RECORDS_MALFORMED at Lakeside (member 1), ROUND_REFUSED at St. Mary (member 3)";
    expect(stdout).to.include(`round 2: ${why}\n`).and.include(`${why}. Ask these sites: \`consilium-node status\``);
    const json = await runCommand(["--json", "study", "status", folder, "--coordinator", plane.url]);
    expect(JSON.parse(json.stdout).rounds).to.have.length(2);
  });

  it("lists the studies", async () => {
    looks = [{ state: "running", finishedRounds: 1, rounds: [round(1, 0)] }];
    const { stdout } = await runCommand(["study", "list", "--coordinator", plane.url]);
    expect(stdout).to.match(/running +1 of 3 +1 {2}0x[0-9a-f]{64} {2}studies on the command line/);
    const json = await runCommand(["study", "list", "--coordinator", plane.url, "--json"]);
    expect(JSON.parse(json.stdout).studies[0]).to.include({ state: "running", rounds: 1 });
  });

  describe("result", () => {
    const out = (name: string) => join(consortium.directory, "results", name);

    it("brings the newest round's result and model, as the chain has them, for a member's key", async () => {
      const { code, stdout, stderr } = await runCommand(["study", "result", folder, "--out", out("good"), ...reader]);
      expect([code, stderr]).to.deep.equal([0, ""]);
      const last = finished.rounds.at(-1)!;
      const record = await readRound(consortium.chain, last);
      const result = JSON.parse(await readFile(join(out("good"), "result.json"), "utf8"));
      expect(result).to.include({
        studyId: finished.studyId,
        roundId: last,
        rounds: 3,
        transcriptDigest: record.resultDigest,
      });
      expect(result.disputed).to.deep.equal([]);
      expect(result.survivors).to.deep.equal([0, 2, 3]);
      const [inputs, model] = result.stages;
      const summary = (await transcriptOf(finished.rounds[0]!)) as { result: object };
      expect(inputs).to.deep.equal({ stage: "inputs", workload: "summary", finished: true, ...summary.result });
      expect(model).to.include({ stage: "model", finished: true, rounds: 2, modelDigest: record.resultModelDigest });
      const bytes = await readFile(join(out("good"), "model.model.safetensors"));
      expect(digestBytes(bytes)).to.equal(record.resultModelDigest);
      const [header, ...lines] = (await readFile(join(out("good"), "inputs.columns.csv"), "utf8")).trim().split("\n");
      expect(header).to.match(/^name,count,mean,/);
      expect(lines.map((line) => line.split(",")[0])).to.deep.equal(["age", "pressure"]);
      expect(stdout).to.include("model  train, finished").and.include("consilium audit");
      expect(await filesIn(out("good"))).to.deep.equal(RESULT_FILES);
      expect((await readdir(join(out("good"), ".."))).sort()).to.deep.equal(["good"]);
    });

    it("writes a report of these figures for people, the same each time, and a card of the model", async () => {
      for (const name of ["report", "again"]) {
        expect((await runCommand(["study", "result", "1", "--out", out(name), ...reader])).code).to.equal(0);
      }
      for (const name of RESULT_FILES) {
        expect(await readFile(join(out("report"), name))).to.deep.equal(await readFile(join(out("again"), name)));
      }
      const page = await readFile(join(out("report"), "report.html"), "utf8");
      expect(page).to.include("<h1>studies on the command line</h1>").and.include("health or medical or biomedical");
      for (const site of [0, 2, 3]) expect(page).to.include(`<li>Hospital ${site} (member ${site})</li>`);
      expect(page).to.include("In some of its 2 sums only: Hospital 1 (member 1).");
      expect(page).to.include(finished.study.digest).and.include("No audit was given");
      const { stages } = JSON.parse(await readFile(join(out("report"), "result.json"), "utf8"));
      const rows = JSON.parse(await readFile(join(out("report"), "inputs.columns.json"), "utf8"));
      expect(rows).to.deep.equal(stages[0].columns.map((column: object) => ({ ...column })));
      expect(page).to.include(`data-values="[${rows[0].mean},${rows[0].deviation}]"`);
      const card = await readFile(join(out("report"), "model-card.md"), "utf8");
      expect(card).to.include(stages[1].modelDigest).and.include("- age: number in a, 0 to 120");
      expect(await readFile(join(out("report"), "figures/model-coefficients.svg"), "utf8")).to.match(/^<svg xmlns=/);
    });

    it("puts an audit's verdict into the report, of this study and whole", async () => {
      const words = ["audit", "1", "--coordinator", plane.url, ...reader.slice(2), "--quiet", "--json"];
      const audit = await runCommand(words);
      expect(audit.code, audit.stderr).to.equal(0);
      const file = join(consortium.directory, "audit.json");
      const result = async (text: string, name: string) => {
        await writeFile(file, text);
        return await runCommand(["study", "result", "1", "--out", out(name), "--audit", file, ...reader]);
      };
      expect((await result(audit.stdout, "audited")).code).to.equal(0);
      const page = await readFile(join(out("audited"), "report.html"), "utf8");
      expect(page)
        .to.include("<b>Passed.</b>")
        .and.include(`all ${JSON.parse(audit.stdout).checks.length} checks`);
      const report = JSON.parse(audit.stdout);
      const lies: [object, RegExp][] = [
        [{ ...report, study: { ...report.study, digest: `0x${"0b".repeat(32)}` } }, /another study/],
        [
          { ...report, checks: [{ ...report.checks[0], ok: false }, ...report.checks.slice(1)] },
          /not that of its checks/,
        ],
        [{ ...report, checks: [] }, /not that of its checks/],
        [{ ok: true }, /Give the file that `consilium audit/],
      ];
      for (const [lie, why] of lies) {
        const { code, stderr } = await result(JSON.stringify(lie), "not-audited");
        expect([code, stderr]).to.deep.include(2);
        expect(stderr)
          .to.match(/^CONFIG_INVALID: /)
          .and.match(why);
      }
      expect((await result("{", "not-audited")).stderr).to.match(/^CONFIG_INVALID: .*JSON/);
      expect(await readdir(join(out("audited"), ".."))).to.not.include("not-audited");
    });

    it("never overwrites without --force, and other files not even then", async () => {
      const words = ["study", "result", "1", "--out", out("kept"), ...reader];
      expect((await runCommand(words)).code).to.equal(0);
      await writeFile(join(out("kept"), "result.json"), "mine");
      const again = await runCommand(words);
      expect(again.code).to.equal(2);
      expect(again.stderr).to.match(/^CONFIG_INVALID: .*--force/);
      expect(await readFile(join(out("kept"), "result.json"), "utf8")).to.equal("mine");
      expect((await runCommand([...words, "--force", "--json"])).code).to.equal(0);
      expect(await readFile(join(out("kept"), "result.json"), "utf8")).to.include("transcriptDigest");
      await writeFile(join(out("kept"), "notes.txt"), "mine");
      expect((await runCommand([...words, "--force"])).code).to.equal(2);
      expect(await filesIn(out("kept"))).to.deep.equal([...RESULT_FILES, "notes.txt"].sort());
      await rename(join(out("kept"), "notes.txt"), join(out("kept"), "figures/drawing.svg"));
      expect((await runCommand([...words, "--force"])).code).to.equal(2);
      expect(await filesIn(out("kept"))).to.deep.equal([...RESULT_FILES, "figures/drawing.svg"].sort());
    });

    it("refuses a transcript or a model that is not the chain's, and writes nothing", async () => {
      const [honestTranscript, honestArtefact] = [transcriptOf, artefactOf];
      try {
        transcriptOf = async (id) => {
          const transcript = (await honestTranscript(id)) as Record<string, unknown>;
          return { ...transcript, result: { accuracy: 1 } };
        };
        const lied = await runCommand(["study", "result", "1", "--out", out("lie"), ...reader]);
        expect([lied.code, lied.stderr.split(":")[0]]).to.deep.equal([1, "DIGEST_MISMATCH"]);
        expect(lied.stderr).to.include("another member");
        transcriptOf = honestTranscript;
        artefactOf = async (digest) => (await honestArtefact(digest)).map((byte, i) => (i === 200 ? byte ^ 1 : byte));
        const swapped = await runCommand(["study", "result", "1", "--out", out("lie"), ...reader]);
        expect([swapped.code, swapped.stderr.split(":")[0]]).to.deep.equal([1, "DIGEST_MISMATCH"]);
      } finally {
        [transcriptOf, artefactOf] = [honestTranscript, honestArtefact];
      }
      expect(await readdir(join(out("lie"), ".."))).to.not.include("lie");
    });

    it("needs a member's key", async () => {
      const stranger = join(consortium.directory, "stranger.key");
      await writeFile(stranger, `0x${"5a".repeat(32)}`, { mode: 0o600 });
      const words = ["study", "result", "1", "--out", out("none"), ...reader];
      words[words.indexOf("--key-file") + 1] = stranger;
      const { code, stderr } = await runCommand(words);
      expect(code).to.equal(1);
      expect(stderr).to.match(/^MEMBER_UNKNOWN: .*consilium member list/);
      const at = reader.indexOf("--key-file");
      const keyless = reader.filter((_, i) => i !== at && i !== at + 1);
      expect((await runCommand(["study", "result", "1", "--out", out("none"), ...keyless])).code).to.equal(2);
    });

    it("warns of a disputed round", async () => {
      const roundId = finished.rounds.at(-1)!;
      const reasonDigest = `0x${"11".repeat(32)}` as const;
      await disputeRound(consortium.parties[SITES[0]!]!.chain, { roundId, reasonDigest });
      const { code, stdout, stderr } = await runCommand([
        ...["study", "result", "1", "--out", out("disputed"), "--json"],
        ...reader,
      ]);
      expect([code, JSON.parse(stdout).disputed]).to.deep.equal([0, [roundId]]);
      expect(stderr).to.include("is disputed by a site");
    });
  });
});
