import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readCohortEvidence } from "@consilium/node/cohort/cohortEvidenceFile.ts";
import { RoundNotes } from "@consilium/node/RoundNotes.ts";
import { CONSENTS_HEADER } from "@consilium/node/seals/consentsList.ts";
import { auditStudy } from "@consilium/sdk/audit/auditStudy.ts";
import { createPatientKey } from "@consilium/sdk/patient/patientKey.ts";
import { signSealedConsent } from "@consilium/sdk/seals/sealedSignature.ts";
import { FolderCohortEvidence } from "@consilium/service/audit/FolderCohortEvidence.ts";
import { openStore } from "@consilium/service/storage/Store.ts";
import { expect } from "chai";
import { Wallet } from "ethers";
import { CLI, command, NODE } from "../support/command.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { TEST_POLICY } from "../support/testPolicy.ts";
import { testStudyFiles } from "../support/testStudy.ts";

const PAPER = ["sealed-1", "sealed-2", "sealed-3"];
const SIGNED = ["sealed-4", "sealed-5"];
const REGISTERED = 24;

describe("a study in which one site has sealed some of its consents", function () {
  this.timeout(180_000);
  let consortium: TestConsortium;
  let receipts: string;

  before(async () => {
    const study = testStudyFiles({ rounds: 2, consentBases: ["patient", "paper"] });
    consortium = await TestConsortium.create({ study, recordsPerSite: REGISTERED });
    const records = [...PAPER, ...SIGNED, "sealed-by-nobody"].map((id, i) => `${id},${40 + i},${i % 2},${i % 2}`);
    await appendFile(join(consortium.dir, "site-0.csv"), `${records.join("\n")}\n`);
    receipts = await seal();
    await consortium.start();
  });
  after(async () => consortium?.destroy());

  async function seal(): Promise<string> {
    const now = Math.floor(Date.now() / 1_000);
    const [from, until] = [now - 60, now + 31_536_000];
    const digest = `0x${"0b".repeat(32)}` as const;
    const terms = `DUO:0000007,demographics;laboratory,${from},${until},${digest}`;
    const lines = PAPER.map((id) => `${id},paper,${terms},,`);
    for (const id of SIGNED) {
      const signed = { site: 0, basis: "patient" as const, purpose: 7, categories: 5, from, until, textDigest: digest };
      const { privateKey } = createPatientKey();
      const { signer, signature } = await signSealedConsent(consortium.deployment, new Wallet(privateKey), signed);
      lines.push(`${id},patient,${terms},${signer},${signature}`);
    }
    const list = join(consortium.dir, "consents.csv");
    await writeFile(list, [CONSENTS_HEADER, ...lines, ""].join("\n"));
    const words = ["--config", join(consortium.dir, "site-0.yaml"), "--consents", list, "--json"];
    const ended = await command(NODE, ["seal", ...words, "--receipts", join(consortium.dir, "receipts")]);
    expect(ended.exitCode, ended.stderr).to.equal(0);
    return JSON.parse(ended.stdout).receipts;
  }

  it("has them in the round, and out of the next one whoever forced a revocation through the relay", async () => {
    await consortium.run(1);
    await consortium.untilFinalized(1);
    const receipt = join(receipts, "receipt-000003.json");
    const chain = ["--rpc", consortium.rpcUrl, "--deployment", join(consortium.dir, "deployment.json")];
    const words = ["consent", "revoke-sealed", "--receipt", receipt, "--relay", consortium.coordinatorUrl];
    const revoked = await command(CLI, [...words, ...chain, "--yes"]);
    expect(revoked.exitCode, revoked.stderr).to.equal(0);
    await consortium.run();
    const rounds = await consortium.untilFinalized(2);
    await Promise.all(consortium.sites.map((site) => site.stop()));

    const store = await openStore(join(consortium.dir, "site-0", "store"), {
      storeKey: consortium.keys.sites[0]!.storeKey,
    });
    const counts = await Promise.all(rounds.map(({ roundId }) => new RoundNotes(store, roundId).cohort()));
    await store.close();
    const all = REGISTERED + PAPER.length + SIGNED.length;
    expect(counts.map((each) => each?.records)).to.deep.equal([all, all - TEST_POLICY.coverChange]);
    const leftOut = TEST_POLICY.coverChange - 1;
    expect(counts[1]!.excluded).to.include({ notEnrolled: 1, notConsented: 1, leftOut });
    const [before, after] = await Promise.all(
      rounds.map(({ roundId }) => readCohortEvidence(join(consortium.dir, "site-0"), roundId)),
    );
    const [leaves, later] = [before!.seals![0]!, after!.seals![0]!];
    expect([leaves.leaves.length, leaves.revoked.length]).to.deep.equal([5, 0]);
    expect([later.leaves.length, later.revoked.length]).to.deep.equal([4, 1]);
    const place = later.revoked[0]!.consent.index;
    expect(leaves.leaves.find(({ consent }) => consent.index === place)).to.include({ eligible: true });
    expect(later.leaves.some(({ consent }) => consent.index === place)).to.equal(false);
  });

  it("passes the audit, which opens the sealed consents", async () => {
    const cohortEvidence = await Promise.all(
      consortium.sites.map(({ name }) => FolderCohortEvidence.open(join(consortium.dir, name))),
    );
    const { chain, studyId: study, archive: transcripts } = consortium;
    const report = await auditStudy({ chain, study, transcripts, cohortEvidence });
    expect(report.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    const ofSite0 = report.checks.filter(({ id, subject }) => id === "cohort" && subject.startsWith("site 0"));
    expect(ofSite0.map(({ verdict }) => verdict.replace(/block \d+/, "block B"))).to.deep.equal([
      "29 records, all consented at block B (24 keys, 24 consents, 5 sealed in 1)",
      "24 records, all consented at block B (24 keys, 24 consents, 4 sealed in 1)",
    ]);
  });
});
