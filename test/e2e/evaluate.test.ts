import { join } from "node:path";
import { readCohortEvidence } from "@consilium/node/cohort/cohortEvidenceFile.ts";
import { createRecordSource } from "@consilium/node/records/createRecordSource.ts";
import { extractFeatures } from "@consilium/node/records/extractFeatures.ts";
import { gatherMatrix, gatherOutcomes, heldOutRows } from "@consilium/node/workloads/cohort.ts";
import { evaluateScores } from "@consilium/node/workloads/localScores.ts";
import { auditStudy } from "@consilium/sdk/audit/auditStudy.ts";
import { fetchResult } from "@consilium/sdk/coordinator/fetchResult.ts";
import { decodeModel } from "@consilium/sdk/models/Model.ts";
import { predict } from "@consilium/sdk/models/predict.ts";
import { FolderCohortEvidence } from "@consilium/service/audit/FolderCohortEvidence.ts";
import { expect } from "chai";
import { TestConsortium } from "../support/TestConsortium.ts";
import { TEST_POLICY } from "../support/testPolicy.ts";
import { testStudyFiles } from "../support/testStudy.ts";

const SITES = 4;
const RECORDS = 48;

/** Table one, a model, and how good it is on every third age, which is held out. */
function studyFiles() {
  const files = testStudyFiles({ rounds: 2, standardise: "secure-sum" });
  const test =
    "  - { id: test, workload: evaluate, model: model, outcome: y, groups: [{ column: age, edges: [55] }] }\n";
  return {
    ...files,
    "study.yaml": files["study.yaml"]!.replace("minimumCohort:", "split: split\nminimumCohort:").replace(
      "maximumCommitSpanSeconds:",
      `${test}maximumCommitSpanSeconds:`,
    ),
    "features.sql": files["features.sql"]!.replace(
      " FROM",
      ", CASE WHEN CAST(age AS INTEGER) % 3 = 0 THEN 'test' ELSE 'train' END AS split FROM",
    ),
  };
}

describe("a study that evaluates its model, over separate processes", function () {
  this.timeout(180_000);
  let consortium: TestConsortium;

  before(async () => {
    consortium = await TestConsortium.create({ sites: SITES, recordsPerSite: RECORDS, study: studyFiles() });
    await consortium.start();
  });
  after(async () => consortium?.destroy());

  it("sums over training rows, then over held-out rows, and never over both in one round", async () => {
    await consortium.run();
    const rounds = await consortium.untilFinalized(5);
    for (const [i, { roundId }] of rounds.entries()) {
      for (const [site, patients] of consortium.patients.entries()) {
        const heldOut = heldOutRows(await tableOf(site)).length;
        const evidence = await readCohortEvidence(join(consortium.dir, `site-${site}`), roundId);
        const expected = i < 3 ? patients.length - heldOut : heldOut;
        expect(
          evidence!.leaves.filter(({ eligible }) => eligible),
          `site ${site} in round ${roundId}`,
        ).to.have.length(expected);
      }
    }
  });

  it("finds what the model's scores on the held-out rows have in one place", async () => {
    const { stages } = await fetchResult(consortium.chain, consortium.studyId, consortium.archive);
    expect(stages.map(({ stage, finished }) => [stage, finished])).to.deep.equal([
      ["inputs", true],
      ["model", true],
      ["test", true],
    ]);
    const model = decodeModel(stages[1]!.report.files["model.safetensors"]!);
    const scores: number[] = [];
    const outcomes: number[] = [];
    for (const site of consortium.patients.keys()) {
      const table = await tableOf(site);
      scores.push(...predict(model, gatherMatrix(table, model.featureNames, heldOutRows(table))));
      outcomes.push(...gatherOutcomes(table, "y", heldOutRows(table)));
    }
    const pooled = evaluateScores(Float64Array.from(scores), Float64Array.from(outcomes));
    const { document } = stages[2]!.report as any;
    expect(document).to.include({ rows: pooled.n, positives: pooled.positives, suppressedSites: 0 });
    expect(document.auc.value).to.be.closeTo(pooled.auc!, 0.005);
    expect(document.thresholds[0].accuracy.value).to.be.closeTo(pooled.accuracy!, 1e-12);
  });

  it("passes the audit", async () => {
    const cohortEvidence = await Promise.all(
      consortium.sites.map(({ name }) => FolderCohortEvidence.open(join(consortium.dir, name))),
    );
    const { chain, studyId: study, archive: transcripts } = consortium;
    const report = await auditStudy({ chain, study, transcripts, cohortEvidence });
    expect(report.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect(report.ok).to.equal(true);
  });

  async function tableOf(site: number) {
    const config = {
      kind: "csv",
      tables: { records: join(consortium.dir, `site-${site}.csv`) },
      patientId: "patient_id",
      onMalformed: "refuse",
    };
    const source = createRecordSource(config, consortium.dir);
    return (await extractFeatures({ policy: TEST_POLICY, source, study: consortium.study })).table;
  }
});
