import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeForApproval } from "@consilium/node/approvalText.ts";
import { DEFAULT_POLICY, policyDigest } from "@consilium/node/policy/Policy.ts";
import { type ApprovalRecord, Approvals } from "@consilium/node/studies/Approvals.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { expect } from "chai";
import { failureOf } from "../behaviors/workload.ts";
import { testStudyFiles } from "../support/testStudy.ts";

const VIEW = {
  resourceType: "ViewDefinition",
  name: "patients",
  status: "draft",
  resource: "Patient",
  select: [
    {
      column: [
        { name: "patient_id", path: "getResourceKey()" },
        { name: "v", path: "iif(gender = 'female', 1, 0)" },
      ],
    },
  ],
};

function studyOf(change: (files: Record<string, string>) => void = () => {}): Study {
  const files: Record<string, string> = {
    ...testStudyFiles(),
    "views/patients.json": `${JSON.stringify(VIEW, null, 2)}\n`,
  };
  change(files);
  return parseStudy(files);
}

function recordOf(study: Study, change: Partial<ApprovalRecord> = {}): ApprovalRecord {
  return {
    version: 1,
    study: study.digest,
    studyName: study.document.id,
    ...{ at: 1_700_000_000, until: 1_800_000_000, rounds: 5, allowRare: [] },
    ...{ policy: DEFAULT_POLICY, policyDigest: policyDigest(DEFAULT_POLICY) },
    ...change,
  };
}

describe("what a committee reads before it approves", () => {
  const study = studyOf();
  const shown = describeForApproval(study, { policy: DEFAULT_POLICY, allowRare: ["marker"] });

  it("has every line of every file that the digest covers", () => {
    for (const text of Object.values(study.files)) {
      for (const line of text.trimEnd().split("\n")) expect(shown).to.include(`\n  ${line}\n`);
    }
    for (const path of Object.keys(study.files)) expect(shown).to.include(`\n${path}`);
  });

  it("says which rows a stage is about that evaluates, and what it evaluates by", () => {
    const test =
      "  - { id: test, workload: evaluate, model: model, outcome: y, groups: [{ column: age, edges: [50] }] }\n";
    const evaluated = studyOf((files) => {
      const yaml = files["study.yaml"]!.replace("minimumCohort:", "split: split\nminimumCohort:");
      files["study.yaml"] = yaml.replace("maximumCommitSpanSeconds:", `${test}maximumCommitSpanSeconds:`);
    });
    expect(describeForApproval(evaluated, { policy: DEFAULT_POLICY, allowRare: [] })).to.include(
      'Stage       test: evaluate, model model, outcome y, groups {"column":"age","edges":[50]}; ' +
        "releases exact figures of age y and scores of the model of model, on held-out rows\n",
    );
  });

  it("has digest, ranges, cells, what each stage releases, and the policy it was checked against", () => {
    expect(shown).to.include(study.digest).and.include("age: number in a, 0 to 120").and.include("at least 2 patients");
    expect(shown).to.include("releases exact figures of age marker y");
    expect(shown)
      .to.include(`Policy      ${policyDigest(DEFAULT_POLICY)}`)
      .and.include("  maximumDominance: 0.5\n");
    expect(shown).to.include("allowed by name: marker");
  });

  it("says that there is no earlier version, or how this one differs from the one approved last", () => {
    expect(shown).to.include("This site has approved no other version of test-study.");
    const before = studyOf((files) => {
      files["features.sql"] = files["features.sql"]!.replace("CAST(marker AS DOUBLE)", "0");
      files["study.yaml"] = files["study.yaml"]!.replace("[-10, 10]", "[-5, 5]");
      files["views/old.json"] = JSON.stringify({ ...VIEW, name: "old" });
    });
    const record = recordOf(before, { policy: { ...DEFAULT_POLICY, minimumCell: 9 } });
    const text = describeForApproval(study, { policy: DEFAULT_POLICY, earlier: { record, files: before.files } });
    const difference = text.slice(text.indexOf("Difference to the version approved on 2023-11-14"));
    expect(difference).to.include(before.digest);
    expect(difference)
      .to.match(/-SELECT.* 0 AS marker/)
      .and.match(/\+SELECT.*CAST\(marker AS DOUBLE\)/);
    expect(difference)
      .to.match(/-.*\[-5, 5\]/)
      .and.match(/\+.*\[-10, 10\]/);
    expect(difference)
      .to.include("views/old.json")
      .and.match(/-minimumCell: 9/)
      .and.match(/\+minimumCell: 5/);
    expect(difference, "what is equal").to.not.include("model.json");
    const same = describeForApproval(study, {
      policy: DEFAULT_POLICY,
      earlier: { record: recordOf(study), files: study.files },
    });
    expect(same).to.match(/Difference to [^\n]*\n {2}none\n/);
  });

  it("writes control characters and signs of direction as their codes, so that nothing hides on the terminal", () => {
    const hidden = studyOf((files) => {
      files["features.sql"] = `-- \u001b[2K\u001b[1A\u202e\u200b\u0085\r\n${files["features.sql"]}`;
    });
    const text = describeForApproval(hidden, { policy: DEFAULT_POLICY });
    expect(text).to.include("-- <U+001B>[2K<U+001B>[1A<U+202E><U+200B><U+0085><U+000D>");
    expect(text.replaceAll("\n", "")).to.not.match(/[\p{Cc}\p{Cf}]/u);
  });
});

describe("the record of approvals", () => {
  let directory: string;
  let approvals: Approvals;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), "consilium-approvals-"));
    approvals = new Approvals(directory);
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  const version = (title: string, id = "test-study") =>
    studyOf((files) => {
      files["study.yaml"] = files["study.yaml"]!.replace("A study that tests run", title).replace(
        "id: test-study",
        `id: ${id}`,
      );
    });

  it("keeps what was approved, the newest for each version", async () => {
    const study = version("one");
    expect(await approvals.find(study.digest)).to.equal(undefined);
    await approvals.note(recordOf(study));
    await approvals.note(recordOf(study, { allowRare: ["marker"] }));
    expect(await approvals.find(study.digest)).to.deep.equal(recordOf(study, { allowRare: ["marker"] }));
  });

  it("finds the version of a study that was approved last, and no other study's", async () => {
    const now = version("now");
    expect(await approvals.lastOther("test-study", now.digest)).to.equal(undefined);
    const [first, second, other] = [version("first"), version("second"), version("other", "other-study")];
    await approvals.note(recordOf(second, { at: 1_700_000_002 }));
    await approvals.note(recordOf(first, { at: 1_700_000_001 }));
    await approvals.note(recordOf(other, { at: 1_700_000_009 }));
    await approvals.note(recordOf(now, { at: 1_700_000_009 }));
    expect((await approvals.lastOther("test-study", now.digest))?.study).to.equal(second.digest);
  });

  it("refuses a damaged record, and says which file it is", async () => {
    const study = version("one");
    await approvals.note(recordOf(study));
    const path = join(directory, "approvals", `${study.digest.slice(2)}.json`);
    for (const text of ["{", JSON.stringify({ ...recordOf(study), allowRare: "all" })]) {
      await writeFile(path, text);
      const error = await failureOf(() => approvals.find(study.digest));
      expect(error.code).to.equal("STORE_DAMAGED");
      expect(error.message).to.include(path);
    }
  });
});
