import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { readCohortEvidence } from "@consilium/node/cohort/cohortEvidenceFile.ts";
import { createRecordSource } from "@consilium/node/records/createRecordSource.ts";
import { extractFeatures } from "@consilium/node/records/extractFeatures.ts";
import { createLocalWorkloads } from "@consilium/node/workloads/workloads.ts";
import { auditStudy } from "@consilium/sdk/audit/auditStudy.ts";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { Transcript } from "@consilium/sdk/schemas/round.ts";
import { encodeContribution } from "@consilium/sdk/secagg/encoding.ts";
import { MaskedSumBuilder } from "@consilium/sdk/secagg/maskedSum.ts";
import { packWords } from "@consilium/sdk/secagg/packedWords.ts";
import { courseOf } from "@consilium/sdk/workloads/course.ts";
import { FolderCohortEvidence } from "@consilium/service/audit/FolderCohortEvidence.ts";
import { expect } from "chai";
import { expectEachRoundOnce } from "../support/checkRound.ts";
import { NODE } from "../support/command.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { TEST_POLICY } from "../support/testPolicy.ts";
import { testStudyFiles } from "../support/testStudy.ts";

describe("a study over separate processes", function () {
  this.timeout(180_000);
  let consortium: TestConsortium;

  before(async () => {
    consortium = await TestConsortium.create({ study: testStudyFiles({ rounds: 2, standardise: "secure-sum" }) });
    await consortium.start();
  });
  after(async () => consortium?.destroy());

  it("runs its plan with every site in every round, leaves out who revoked on the way, and counts each once", async () => {
    await consortium.run(2);
    await consortium.untilFinalized(2);
    await consortium.revoke(0, consortium.patients[0]![3]!);
    await consortium.run();
    const rounds = await consortium.untilFinalized(3);
    expect(rounds.map(({ status }) => status)).to.deep.equal(["finalized", "finalized", "finalized"]);
    for (const { survivorBitmap } of rounds) expect(indicesOf(survivorBitmap)).to.deep.equal([0, 1, 2, 3]);
  });

  it("tells each site's operators that the node is ready, and once it is gone that it does not run", async () => {
    const status = () => {
      const args = [NODE, "status", "--config", join(consortium.dir, "site-3.yaml"), "--json"];
      const { status: code, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
      return { code, ...JSON.parse(stdout) };
    };
    const now = status();
    expect(now).to.include({ code: 0, ready: true, running: true });
    expect(now.site).to.deep.equal({ index: 3, name: "Hospital 3" });
    expect(now.records.map(({ rows }: { rows: number }) => rows > 0)).to.deep.equal([true]);
    await consortium.sites[3]!.kill();
    expect(status()).to.include({ code: 1, running: false });
    expect(await consortium.sites[3]!.start()).to.include({ connected: true, site: 3 });
  });

  it("sums exactly what a plain, unprotected sum of the same contributions gives", async () => {
    const [summary, first] = await consortium.rounds();
    const transcript = checkDocument(Transcript, await consortium.archive.transcript(first!.roundId), "transcript");
    const { manifest } = transcript;
    expect(manifest.workload).to.equal("train");
    const { stage, iteration } = manifest;
    expect([stage, iteration]).to.deep.equal(["model", 0]);
    const { stateDigest } = checkDocument(Transcript, await consortium.archive.transcript(summary!.roundId), "summary");
    const progress = new Map([["inputs", { rounds: 1, state: await consortium.archive.artefact(stateDigest) }]]);
    const point = courseOf(consortium.study, progress).next!;
    expect(digestBytes(point.state)).to.equal(manifest.stateDigest);
    const workloads = createLocalWorkloads();
    try {
      const adding = new MaskedSumBuilder(manifest.ring, manifest.dimension);
      for (const [site, patients] of consortium.patients.entries()) {
        const config = {
          kind: "csv",
          tables: { records: join(consortium.dir, `site-${site}.csv`) },
          patientId: "patient_id",
          onMalformed: "refuse",
        };
        const source = createRecordSource(config, consortium.dir);
        const { table } = await extractFeatures({ policy: TEST_POLICY, source, study: consortium.study });
        const rows = patients.map((_, row) => row);
        const local = await workloads.local({ point, table, rows, siteIndex: site });
        adding.add(encodeContribution(local, manifest));
      }
      expect(digestBytes(packWords(adding.sum.low, manifest.ring)), "the plain sum").to.equal(transcript.sumDigest);
    } finally {
      await workloads.stop();
    }
  });

  it("passes the audit from the coordinator's archive and every site's cohort evidence", async () => {
    const evidence = await Promise.all(
      consortium.sites.map(({ name }) => FolderCohortEvidence.open(join(consortium.dir, name))),
    );
    const report = await auditStudy({
      chain: consortium.chain,
      study: consortium.studyId,
      transcripts: consortium.archive,
      cohortEvidence: evidence,
    });
    expect(report.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect(report.ok).to.equal(true);
    expect(report.rounds).to.have.length(3);
  });

  it("has the revoked patient in the round before and not in the one after", async () => {
    // Nobody leaves alone: others are left out with the patient, as many as the site's policy asks.
    const out = (roundId: number, site: number) => (roundId === 3 && site === 0 ? TEST_POLICY.coverChange : 0);
    await expectEachRoundOnce(consortium, (roundId, site) => consortium.patients[site]!.length - out(roundId, site));
    const { keyHash } = consortium.patients[0]![3]!.key;
    for (const [roundId, consented] of [
      [2, true],
      [3, false],
    ] as const) {
      const evidence = await readCohortEvidence(join(consortium.dir, "site-0"), roundId);
      const leaf = evidence!.leaves.find((candidate) => candidate.keyHash === keyHash);
      expect(leaf, `round ${roundId}`).to.include({ consented, eligible: consented });
    }
  });
});
