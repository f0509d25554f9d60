import { join } from "node:path";
import { auditStudy } from "@consilium/sdk/audit/auditStudy.ts";
import { fetchResult } from "@consilium/sdk/coordinator/fetchResult.ts";
import { FolderCohortEvidence } from "@consilium/service/audit/FolderCohortEvidence.ts";
import { TestConsortium } from "../TestConsortium.ts";
import { testRecords, testStudyFiles } from "../testStudy.ts";

const SITES = 3;
const RECORDS = 24;
const STAGES = /stages:\n(?: {2}- .*\n)+/;

/**
 * Runs a study with the one stage `mean` to its end through real processes, in a checkout that knows this workload, and
 * prints what it yielded, what the records say themselves, and what an audit found.
 */
const { "model.json": _, ...files } = testStudyFiles();
const yaml = files["study.yaml"]!.replace(STAGES, "stages:\n  - { id: age_mean, workload: mean, column: age }\n");
const study = { ...files, "study.yaml": yaml };
const consortium = await TestConsortium.create({ sites: SITES, recordsPerSite: RECORDS, study });
try {
  await consortium.start();
  await consortium.run();
  const rounds = await consortium.untilFinalized(2);
  const result = await fetchResult(consortium.chain, consortium.studyId, consortium.archive);
  const audit = await auditStudy({
    chain: consortium.chain,
    study: consortium.studyId,
    transcripts: consortium.archive,
    cohortEvidence: await Promise.all(
      consortium.sites.map(({ name }) => FolderCohortEvidence.open(join(consortium.dir, name))),
    ),
  });
  const ages = consortium.sites.flatMap((_site, site) =>
    testRecords(site, RECORDS).map(({ line }) => Number(line.split(",")[1])),
  );
  const mean = ages.reduce((sum, age) => sum + age, 0) / ages.length;
  const variance = ages.reduce((sum, age) => sum + (age - mean) ** 2, 0) / (ages.length - 1);
  const [stage] = result.stages;
  console.log(
    JSON.stringify({
      rounds: rounds.map(({ status }) => status),
      stages: result.stages.map(({ stage: id, workload, finished }) => ({ id, workload, finished })),
      yielded: stage?.report.document,
      direct: { mean, variance },
      audit: { ok: audit.ok, rounds: audit.rounds.length, failed: audit.checks.filter(({ ok }) => !ok) },
    }),
  );
} finally {
  await consortium.destroy();
}
