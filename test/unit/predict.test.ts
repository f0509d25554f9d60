import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { resultFiles } from "@consilium/cli/report/resultFiles.ts";
import { runCli } from "@consilium/cli/runCli.ts";
import { logitsOf } from "@consilium/node/workloads/logits.ts";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { encodeModel, initialModel } from "@consilium/sdk/models/Model.ts";
import { sigmoid } from "@consilium/sdk/models/predict.ts";
import { predictSaved } from "@consilium/sdk/models/predictSaved.ts";
import { type SavedModel, savedModelOf } from "@consilium/sdk/models/SavedModel.ts";
import type { ColumnSpec } from "@consilium/sdk/schemas/columns.ts";
import { expect } from "chai";
import { reportFixture } from "../support/reportFixture.ts";

const DIGEST = `0x${"ab".repeat(32)}` as const;
const COLUMNS: ColumnSpec[] = [
  { name: "age", type: "number", range: [18, 100] },
  { name: "sex", type: "binary" },
  { name: "stage", type: "category", levels: ["I", "II", "III"] },
  { name: "visits", type: "count", maximum: 30 },
  { name: "y", type: "binary", required: true },
];
const study = { digest: DIGEST, document: { columns: COLUMNS } } as unknown as Parameters<typeof savedModelOf>[0];
const PREDICTOR = {
  intercept: -2,
  terms: [
    { column: "age", coefficient: 0.03 },
    { column: "stage", level: "II", coefficient: 0.5 },
    { column: "age", with: { column: "sex" }, coefficient: -0.01 },
  ],
};
const finished = (document: object, files = {}) =>
  ({ stage: "fit", workload: "glm", report: { document, tables: {}, files } }) as never;
const saved = savedModelOf(study, finished({ outcome: "y", link: "logit", linearPredictor: PREDICTOR }))!;

describe("a saved model", () => {
  it("has the columns that it needs, and predicts as an evaluation scores, values clamped to their ranges", () => {
    expect(saved.columns.map(({ name }) => name)).to.deep.equal(["age", "sex", "stage"]);
    const rows = [
      { age: 50, sex: 1, stage: "II" },
      { age: 130, sex: 0, stage: "I" },
      { age: 2, sex: 1, stage: "III" },
    ];
    const levels = ["I", "II", "III"];
    const table = {
      patientIds: ["a", "b", "c"],
      heldOut: [false, false, false],
      columns: new Map([
        ["age", Float64Array.of(50, 100, 18)],
        ["sex", Float64Array.from(rows, ({ sex }) => sex)],
        ["stage", Float64Array.from(rows, ({ stage }) => levels.indexOf(stage))],
      ]),
    };
    const logits = logitsOf({ kind: "linear", predictor: PREDICTOR }, study.document, table, [0, 1, 2]);
    const expected = Array.from(logits, sigmoid);
    for (const [i, prediction] of predictSaved(saved, rows).entries())
      expect(prediction).to.be.closeTo(expected[i]!, 1e-12);
  });

  it("predicts a mean, a hazard or a value by its link, and nothing where a value is missing", () => {
    const row = { age: 50, sex: 0, stage: "I" };
    const of = (link: SavedModel["link"]) =>
      predictSaved({ ...saved, link }, [row, { ...row, age: Number.NaN }, { age: 50, sex: 0 }]);
    expect(of("identity")[0]).to.be.closeTo(-0.5, 1e-12);
    expect(of("log")[0]).to.be.closeTo(Math.exp(-0.5), 1e-12);
    expect(of("logit").slice(1)).to.deep.equal([null, null]);
    const offset = {
      ...saved,
      link: "log" as const,
      linearPredictor: { intercept: 0, terms: [], offset: { column: "age", unit: 10 } },
    };
    expect(predictSaved(offset, [row])[0]).to.be.closeTo(5, 1e-12);
  });

  it("is a network with its weights, a missing input taken for the mean, and no other's", () => {
    const standardiser = { mean: Float64Array.of(60, 0.5), deviation: Float64Array.of(10, 0.5) };
    const model = initialModel({
      ...{ spec: { type: "logistic" }, featureNames: ["age", "sex"], standardise: "pooled", standardiser },
      ...{ studyDigest: DIGEST, seed: 1 },
    });
    model.weights.set([0.5, -1, 0.25]);
    const bytes = encodeModel(model);
    const network = savedModelOf(
      study,
      finished({ outcome: "y", modelDigest: digestBytes(bytes) }, { "model.safetensors": bytes }),
    )!;
    const rows = [
      { age: 70, sex: 1 },
      { age: Number.NaN, sex: 1 },
    ];
    expect(predictSaved(network, rows, bytes)).to.deep.equal([sigmoid(0.5 - 1 + 0.25), sigmoid(-1 + 0.25)]);
    const other = encodeModel({ ...model, step: 5 });
    for (const wrong of [other, undefined]) expect(() => predictSaved(network, rows, wrong)).to.throw(/not those/);
  });

  it("is not there where a model does not stand alone", () => {
    const none = (document: object) => savedModelOf(study, finished(document));
    expect(none({ outcome: "y", link: "logit", linearPredictor: null })).to.equal(undefined);
    expect(none({ outcome: "y", link: "logit", linearPredictor: { ...PREDICTOR, intercept: null } })).to.equal(
      undefined,
    );
    expect(none({ outcome: "stage", linearPredictors: [PREDICTOR] })).to.equal(undefined);
    expect(none({ rows: 80 })).to.equal(undefined);
  });
});

describe("consilium model predict", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "consilium-predict-"));
    await writeFile(join(folder, "fit.model.json"), JSON.stringify(saved));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function run(csv: string, ...words: string[]) {
    const sink = () => {
      let text = "";
      const stream = new Writable({
        write: (chunk: Buffer, _, done) => {
          text += chunk.toString();
          done();
        },
      });
      return { stream, text: () => text };
    };
    const [stdout, stderr] = [sink(), sink()];
    await writeFile(join(folder, "data.csv"), csv);
    const all = ["model", "predict", "--model", folder, "--data", join(folder, "data.csv"), ...words];
    const code = await runCli(all, { stdout: stdout.stream, stderr: stderr.stream, environment: {} });
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  }

  it("adds a column to the rows as they were, and counts what is missing", async () => {
    const { code, stdout, stderr } = await run('id,stage,sex,age\n"a, b",II,1,50\nc,I,0,NA\n');
    expect(code, stderr).to.equal(0);
    const expected = sigmoid(-2 + 0.03 * 50 + 0.5 - 0.01 * 50);
    expect(stdout).to.equal(`id,stage,sex,age,prediction\n"a, b",II,1,50,${expected}\nc,I,0,NA,\n`);
    expect(stderr).to.include("2 rows, 1 without a prediction").and.include("Missing: age in 1");
  });

  it("writes a new file alone, and one document", async () => {
    const out = join(folder, "predicted.csv");
    const { code, stdout, stderr } = await run("age,sex,stage\n50,1,II\n", "--out", out, "--json");
    expect(code, stderr).to.equal(0);
    expect(JSON.parse(stdout)).to.include({ stage: "fit", outcome: "y", rows: 1, withoutPrediction: 0, out });
    expect(await readFile(out, "utf8")).to.match(/^age,sex,stage,prediction\n50,1,II,0\.\d+\n$/);
    const again = await run("age,sex,stage\n51,1,II\n", "--out", out);
    expect(again.code).to.not.equal(0);
    expect(await readFile(out, "utf8")).to.include("50,1,II");
  });

  it("names every value that does not fit by line and column, never by itself", async () => {
    const { code, stderr } = await run("age,sex,stage\nsecret,1,II\n50,2,IV\n");
    expect(code).to.not.equal(0);
    expect(stderr).to.include("line 2, age: it must be a number").and.include("line 3, sex: it must be 0 or 1");
    expect(stderr)
      .to.include("line 3, stage: it must be one of I, II, III")
      .and.not.include("secret")
      .and.not.include("IV");
  });

  it("lists the columns that are not there, and the stages that have a model", async () => {
    const short = await run("age,id\n50,a\n");
    expect(short.stderr).to.include("no column sex, stage").and.include("age, sex, stage, by these names");
    expect((await run("age,sex,stage,prediction\n50,1,II,1\n")).stderr).to.include("'prediction' already");
    expect((await run("age,age,sex,stage\n50,50,1,II\n")).stderr).to.include("'age' is there twice");
    expect((await run("age,sex,stage\n50,1\n")).stderr).to.include("line 2: it has 2 fields, not the 3");
    expect((await run("age,sex,stage\n50,1,II\n", "--stage", "check")).stderr)
      .to.include("'check'")
      .and.include("fit");
    await writeFile(join(folder, "other.model.json"), JSON.stringify({ ...saved, stage: "other" }));
    expect((await run("age,sex,stage\n50,1,II\n")).stderr)
      .to.include("several stages")
      .and.include("fit, other");
    await writeFile(join(folder, "other.model.json"), JSON.stringify({ ...saved, link: "probit" }));
    const damaged = await run("age,sex,stage\n50,1,II\n", "--stage", "other");
    expect(damaged.stderr).to.include("other.model.json.link");
    const { linearPredictor: _, ...rest } = saved;
    await writeFile(join(folder, "other.model.json"), JSON.stringify({ ...rest, stage: "other", weights: DIGEST }));
    const alone = await run("age,sex,stage\n50,1,II\n", "--stage", "other");
    expect(alone.stderr).to.include("DIGEST_MISMATCH: other.model.safetensors").and.include("Keep both files");
    const empty = join(folder, "empty");
    await mkdir(empty);
    expect((await run("age,sex,stage\n50,1,II\n", "--model", empty)).stderr).to.include("There is no model");
  });
});

describe("a result's folder", () => {
  it("has the model of each finished stage that stands alone", () => {
    const input = reportFixture();
    const [glm] = input.stages.filter(({ workload }) => workload === "glm");
    const [column] = input.study.document.columns;
    const predictor = { intercept: 0, terms: [{ column: column!.name, coefficient: 1 }] };
    const document = { ...glm!.report.document, link: "logit", linearPredictor: predictor };
    const stage = { ...glm!, finished: true, report: { ...glm!.report, document } };
    const filesOf = (stages: (typeof stage)[]) => Object.keys(resultFiles({ ...input, stages } as never, input).files);
    const name = `${stage.stage}.model.json`;
    expect(filesOf([stage])).to.include(name);
    expect(filesOf([{ ...stage, finished: false }])).to.not.include(name);
  });
});
