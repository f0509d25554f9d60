import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RoundSummary } from "@consilium/coordinator/http/CoordinatorService.ts";
import { readEnrolments } from "@consilium/node/cohort/enrolments.ts";
import type { Evaluation } from "@consilium/node/workloads/localScores.ts";
import { dataSetOf } from "@consilium/scripts/local-consortium/DataSet.ts";
import { ensurePatients } from "@consilium/scripts/local-consortium/patients.ts";
import { resultDocument } from "@consilium/scripts/local-consortium/resultDocument.ts";
import { resultTable } from "@consilium/scripts/local-consortium/resultTable.ts";
import { StateDirectory } from "@consilium/scripts/local-consortium/StateDirectory.ts";
import { settleStudy } from "@consilium/scripts/local-consortium/settings.ts";
import { trainStageOf } from "@consilium/sdk/workloads/train/spec.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import { expect } from "chai";

describe("npm start", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "consilium-start-"));
  });
  afterEach(async () => await rm(root, { recursive: true, force: true }));

  const failing = async (work: Promise<unknown>) =>
    await work.then(
      () => undefined,
      (error: unknown) => error,
    );
  const open = async (fresh = false) => await StateDirectory.open(root, "demo", { fresh });

  describe("state folder", () => {
    it("is used by one run at a time, also with --fresh, and nothing of it is removed then", async () => {
      const first = await open();
      await first.writeText("keep.txt", "x");
      expect(await failing(open())).to.include({ code: "STORE_IN_USE" });
      expect(await failing(open(true))).to.include({ code: "STORE_IN_USE" });
      expect(await first.readText("keep.txt")).to.equal("x");
      await first.close();
      const second = await open();
      expect(await second.readText("keep.txt")).to.equal("x");
      await second.close();
    });

    it("is emptied by --fresh, and no folder beside it", async () => {
      const first = await open();
      await first.writeText("chain/chain.log", "x");
      await first.close();
      await writeFile(join(root, "other.txt"), "x");
      const second = await open(true);
      expect(await second.readText("chain/chain.log")).to.equal(undefined);
      await second.close();
      expect((await readdir(root)).sort()).to.deep.equal(["demo", "other.txt"]);
    });

    it("is never a folder with someone else's files", async () => {
      await mkdir(join(root, "demo"));
      await writeFile(join(root, "demo", "thesis.txt"), "x");
      for (const fresh of [false, true]) expect(await failing(open(fresh))).to.include({ code: "CONFIG_INVALID" });
      expect(await readFile(join(root, "demo", "thesis.txt"), "utf8")).to.equal("x");
    });

    it("keeps secrets for their owner alone", async () => {
      const state = await open();
      await state.writeText("coordinator/operator-token.txt", "secret");
      expect((await stat(state.at("coordinator/operator-token.txt"))).mode & 0o777).to.equal(0o600);
      expect((await stat(state.path)).mode & 0o777).to.equal(0o700);
      await state.close();
    });
  });

  describe("study of a state", () => {
    const dataSet = dataSetOf(undefined);

    it("is the repository's study, byte for byte, where nothing else is asked for", async () => {
      const state = await open();
      const { study } = await settleStudy(state, dataSet, {});
      const original = await readFile(join(import.meta.dirname, "../../studies/synthetic-cardio/study.yaml"), "utf8");
      expect(study.files["study.yaml"]).to.equal(original);
      expect(trainStageOf(study).rounds).to.be.at.least(10);
      await state.close();
    });

    it("keeps the seed and rounds it was begun with, and refuses others", async () => {
      const state = await open();
      const { study } = await settleStudy(state, dataSet, { rounds: 4, seed: 9 });
      expect(trainStageOf(study)).to.include({ rounds: 4, seed: 9 });
      const { document } = await readStudyFolder(join(import.meta.dirname, "../../studies/synthetic-cardio"));
      const stages = document.stages.map((stage) => (stage.id === "model" ? { ...stage, rounds: 4, seed: 9 } : stage));
      expect(study.document).to.deep.equal({ ...document, stages });
      expect((await settleStudy(state, dataSet, {})).study.digest).to.equal(study.digest);
      expect((await settleStudy(state, dataSet, { rounds: 4 })).seed).to.equal(9);
      const fewer = await failing(settleStudy(state, dataSet, { patients: 900 }));
      expect(fewer).to.include({ code: "CONFIG_INVALID", field: "--patients" });
      const refused = await failing(settleStudy(state, dataSet, { rounds: 5 }));
      expect(refused).to.include({ code: "CONFIG_INVALID", field: "--rounds" });
      await state.close();
    });
  });

  it("names the folder that is no known data set", async () => {
    expect(() => dataSetOf(root)).to.throw(/--data/);
  });

  it("gives every patient one key, and the same one at the next start", async () => {
    const state = await open();
    const first = await ensurePatients(state, "north", ["a", "b,c"]);
    const second = await ensurePatients(state, "north", ["a", "b,c", "d"]);
    expect(second.slice(0, 2)).to.deep.equal(first);
    expect(new Set(second.map(({ key }) => key.account)).size).to.equal(3);
    const lines = (await state.readText("sites/north/enrolments.csv"))!.split("\n");
    expect(lines[0]).to.equal("patient_id,signer");
    expect(lines[2]).to.equal(`"b,c",${first[1]!.key.account}`);
    expect(await state.readText("sites/north/enrolments.csv")).not.to.include(first[0]!.key.privateKey);
    await state.close();
  });

  it("lets patients consent in several ways where the study accepts them, and keeps each one's way", async () => {
    const state = await open();
    const ids = Array.from({ length: 400 }, (_, i) => `p${i}`);
    const accepted = ["patient", "guardian", "paper"] as const;
    const mixed = await ensurePatients(state, "north", ids, accepted);
    const count = (way: string) => mixed.filter((patient) => patient.way === way).length;
    expect([count("guardian"), count("paper"), count("studies")]).to.satisfy((counts: number[]) =>
      counts.every((some) => some >= 3 && some <= 20),
    );
    expect(count("patient")).to.be.above(350);
    const signing = ["patient", "studies"];
    for (const { way, key, keyHash } of mixed) expect(keyHash === key.keyHash).to.equal(signing.includes(way));
    expect(new Set(mixed.map(({ keyHash }) => keyHash)).size).to.equal(400);
    const enrolled = await readEnrolments(state.at("sites", "north", "enrolments.csv"));
    expect(enrolled.map(({ keyHash }) => keyHash)).to.deep.equal(mixed.map(({ keyHash }) => keyHash));
    expect(await ensurePatients(state, "north", ids, accepted)).to.deep.equal(mixed);
    const plain = await ensurePatients(state, "south", ids);
    expect(plain.every(({ way, key, keyHash }) => way === "patient" && keyHash === key.keyHash)).to.equal(true);
    await state.close();
  });

  describe("result", () => {
    const evaluation = (accuracy: number | null, auc: number | null): Evaluation => ({
      accuracy,
      auc,
      n: 8,
      positives: 3,
    });
    const judged = (shift: number) => ({
      bySite: { north: evaluation(0.7 + shift, null), south: evaluation(0.8 + shift, 0.9 + shift) },
      pooledTest: evaluation(0.74999 + shift, 0.85 + shift),
    });
    const round = (
      roundId: number,
      phase: string,
      bytes: Record<string, number>,
      transactions: number,
    ): RoundSummary => ({
      roundId,
      studyId: 1,
      stage: "model",
      iteration: roundId - 1,
      workload: "train",
      phase,
      roster: [0, 1],
      sharingSet: [0, 1],
      survivors: phase === "finalized" ? [0] : [],
      dropouts: phase === "finalized" ? [1] : [],
      transactions: Array.from({ length: transactions }, () => ({
        name: "t",
        hash: `0x${"00".repeat(32)}`,
        gasUsed: 1,
      })),
      startedAt: 100,
      finishedAt: 103,
      bytesReceivedBySite: bytes,
      ...(phase === "aborted" ? { abortReason: "JOIN_TOO_FEW" } : {}),
    });
    const rounds = [
      round(1, "finalized", { "0": 100, "1": 200 }, 4),
      round(2, "aborted", { "0": 9_999 }, 2),
      round(3, "finalized", { "0": 300 }, 3),
    ];
    const failing = { id: "sum.digest", round: 3, subject: "the sum", ok: false, verdict: "it is not the sum" };
    const passing = { id: "study.digest", subject: "study files", ok: true, verdict: "fine" };
    const coefficients = {
      columns: ["term", "estimate", "standardError", "pValue", "lower", "upper"],
      rows: [
        ["age", 0.05, 0.012, 0.00003, 0.0265, 0.0735],
        ["smoker", -0.2, null, null, null, null],
      ],
    };
    const auc = { value: 0.88, lower: 0.84, upper: 0.91 };
    const stage = (name: string, workload: string, said: Record<string, unknown>, tables = {}) => ({
      ...{ stage: name, workload, finished: true, sums: [] },
      report: { document: said, tables, files: {} },
    });
    const stages = [
      stage("table_one", "summary", { rows: 80 }),
      stage("fit", "glm", { status: "converged", iterations: 5, rows: 80 }, { coefficients }),
      stage("check", "evaluate", { of: "fit", auc, rows: 30, positives: 12 }),
      stage("few", "evaluate", { of: "fit", rows: 3 }),
    ];
    const document = resultDocument({
      studyId: "demo",
      rounds,
      stages,
      comparison: { federated: judged(0), localOnly: judged(-0.1), pooled: judged(0.05) },
      gas: { openRound: 12_345, total: 12_345 },
      excludedAfterRevocation: 3,
      audit: {
        ok: false,
        study: { studyId: 1, digest: `0x${"00".repeat(32)}`, title: "" },
        rounds: [],
        checks: [passing, failing],
        members: [],
        notProven: [],
      },
    });

    it("is a document of the agreed shape", () => {
      expect(document).to.deep.equal({
        study: "demo",
        rounds: 2,
        accuracy: {
          federated: { mean: 0.75, bySite: { north: 0.7, south: 0.8 }, pooledTest: 0.75 },
          localOnly: { mean: 0.65, bySite: { north: 0.6, south: 0.7 }, pooledTest: 0.65 },
          pooled: { mean: 0.8, bySite: { north: 0.75, south: 0.85 }, pooledTest: 0.8 },
        },
        auc: {
          federated: { mean: 0.9, bySite: { north: null, south: 0.9 }, pooledTest: 0.85 },
          localOnly: { mean: 0.8, bySite: { north: null, south: 0.8 }, pooledTest: 0.75 },
          pooled: { mean: 0.95, bySite: { north: null, south: 0.95 }, pooledTest: 0.9 },
        },
        stages: [
          { stage: "table_one", workload: "summary", rows: 80 },
          { stage: "fit", workload: "glm", status: "converged", iterations: 5, rows: 80 },
          { stage: "check", workload: "evaluate", of: "fit", auc, rows: 30, positives: 12 },
          { stage: "few", workload: "evaluate", of: "fit", rows: 3 },
        ],
        uploadBytesPerSitePerRound: 200,
        transactionsPerRound: 4,
        gas: { openRound: 12_345, total: 12_345 },
        excludedAfterRevocation: 3,
        audit: { ok: false, checks: [passing, failing] },
      });
    });

    it("is a table that names hospitals, rounds, dropouts, costs and every failed check", () => {
      const table = resultTable({
        title: "A study",
        document,
        rounds,
        stages,
        rows: [
          { id: "north", training: 30, heldOut: 10 },
          { id: "south", training: 50, heldOut: 20 },
        ],
        names: ["north", "south"],
        report: "/state/result/report.html",
      });
      expect(table).to.match(/^north +30 +10 +0\.600 +0\.700 +0\.750 +n\/a +n\/a +n\/a$/m);
      expect(table).to.match(/^all held-out rows +80 +30 /m);
      expect(table).to.match(/^1 +model 1 +train +finalized +1 +south +3 +4$/m);
      expect(table).to.include("fit (glm): converged after 5 sums, 80 rows");
      expect(table).to.match(/^ {2}age +0\.0500 +0\.0120 +0\.0265 to 0\.0735 +<0\.001$/m);
      expect(table).to.match(/^ {2}smoker +-0\.2000 +withheld +withheld to withheld +withheld$/m);
      expect(table).to.include(
        "check (evaluate) of fit: AUC 0.880 (0.840 to 0.910) on 30 held-out rows, 12 with the outcome",
      );
      expect(table).to.include("few (evaluate) of fit: withheld, too few rows");
      expect(table).to.include("/state/result/report.html");
      expect(table).to.include("aborted: JOIN_TOO_FEW");
      expect(table).to.include("excluded after revocation: 3 patients");
      expect(table).to.include("12,345");
      expect(table).to.include("audit: FAILED (1 of 2 checks)");
      expect(table).to.include("sum.digest in round 3, the sum: it is not the sum");
    });
  });
});
