import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditReport } from "@consilium/sdk/audit/AuditReport.ts";
import { auditStudy } from "@consilium/sdk/audit/auditStudy.ts";
import type { CohortEvidence } from "@consilium/sdk/cohort/CohortEvidence.ts";
import { createPatientKey } from "@consilium/sdk/patient/patientKey.ts";
import { FolderCohortEvidence } from "@consilium/service/audit/FolderCohortEvidence.ts";
import { FolderTranscriptSource } from "@consilium/service/transcripts/FolderTranscriptSource.ts";
import { expect } from "chai";
import {
  CATEGORIES,
  COORDINATOR,
  type Consortium,
  type FinishedStudy,
  finishStudy,
  foundConsortium,
  PURPOSE,
  stateDirOf,
} from "./support/finishedStudy.ts";
import { forceSealedRevocation, type SigningPatient, sealWith } from "./support/sealWith.ts";

const TERMS = { purpose: PURPOSE, categories: CATEGORIES };

/** Site 0 sealed two lists, site 2 one; in the last round one of site 0's sealed patients has forced a revocation. */
describe("audit of a study with sealed consents", function () {
  this.timeout(120_000);
  let consortium: Consortium;
  let finished: FinishedStudy;
  let root: string;
  let last: SigningPatient;
  let revokedPlace: number;
  const seals: Record<string, number> = {};

  before(async () => {
    consortium = await foundConsortium();
    root = await mkdtemp(join(tmpdir(), "consilium-sealed-audit-"));
    // The one patient of site 0 that never registered a consent.
    last = consortium.patients[0]!.at(-1)!;
    const seal = async (site: number, patients: SigningPatient[], terms = {}) => {
      const { chain } = consortium.parties[site]!;
      const of = { chain, site, stateDir: stateDirOf(consortium, site) };
      return (await sealWith(of, patients, { ...TERMS, ...terms })).sealId;
    };
    seals.first = await seal(0, [last, consortium.patients[0]![1]!]);
    seals.other = await seal(2, [consortium.patients[2]![1]!]);
    seals.narrow = await seal(0, [{ id: "patient-0-2", key: createPatientKey() }], { purpose: "DUO:0000042" });
    finished = await finishStudy(consortium, "sealed", {
      beforeLastRound: async () => {
        const of = { site: 0, stateDir: stateDirOf(consortium, 0), sealId: seals.first! };
        revokedPlace = await forceSealedRevocation(consortium.parties[COORDINATOR]!.chain, of, last);
      },
    });
  });
  after(async () => {
    await consortium?.stop();
    await rm(root, { recursive: true, force: true });
  });

  const audit = async (study: FinishedStudy, evidence = study.evidence): Promise<AuditReport> =>
    await auditStudy({
      chain: consortium.chain,
      study: study.studyId,
      transcripts: new FolderTranscriptSource(study.archive),
      cohortEvidence: await Promise.all(evidence.map((directory) => FolderCohortEvidence.open(directory))),
    });
  const failures = (report: AuditReport) => report.checks.filter(({ ok }) => !ok);
  const fileOf = (directory: string, round: number) => join(directory, "cohort", `round-${round}.json`);
  const evidenceOf = async (site: number, round: number): Promise<CohortEvidence> =>
    JSON.parse(await readFile(fileOf(finished.evidence[site]!, round), "utf8"));

  it("passes, with the sealed patient in the rounds before the revocation and in none after it", async () => {
    const report = await audit(finished);
    expect(failures(report)).to.deep.equal([]);
    const [, , before, after] = finished.rounds;
    const eligible = async (round: number) => {
      const { seals: opened } = await evidenceOf(0, round);
      return opened!
        .flatMap(({ leaves }) => leaves)
        .filter((leaf) => leaf.eligible)
        .map(({ consent }) => consent.index);
    };
    expect(await eligible(before!)).to.deep.equal([revokedPlace]);
    expect(await eligible(after!)).to.deep.equal([]);
    const verdicts = report.checks.filter(({ id, subject }) => id === "cohort" && subject.startsWith("site 0"));
    expect(verdicts.at(-1)?.verdict).to.include("1 sealed in 2");
    expect((await evidenceOf(3, after!)).v).to.equal(1);
  });

  const tamperings: [string, string, (evidence: CohortEvidence) => Promise<void> | void][] = [
    [
      "a revoked sealed consent that counts once more",
      "the chain says: revoked",
      async (evidence) => {
        const earlier = await evidenceOf(0, finished.rounds[2]!);
        evidence.seals![0]!.leaves = earlier.seals![0]!.leaves;
      },
    ],
    [
      "altered terms",
      "its terms are not those sealed on chain",
      ({ seals: opened }) => {
        opened![0]!.leaves[0]!.consent.until += 86_400;
      },
    ],
    [
      "another seal's consent",
      "its terms are not those sealed on chain",
      ({ seals: opened }) => {
        opened![1]!.leaves = opened![0]!.leaves;
        opened![0]!.leaves = [];
      },
    ],
    [
      "another site's consent",
      "it is site 2's",
      async ({ seals: opened }) => {
        const other = await evidenceOf(2, finished.rounds[3]!);
        opened![0]!.leaves = other.seals![0]!.leaves;
      },
    ],
    [
      "a sealed consent for another purpose",
      "the chain says: wrong-purpose",
      async ({ seals: opened }) => {
        const { register } = JSON.parse(
          await readFile(join(stateDirOf(consortium, 0), "seals", `seal-${seals.narrow}.json`), "utf8"),
        );
        const { patientId: _, ...entry } = register.entries[0];
        opened![1]!.leaves = [{ ...entry, eligible: true, salt: `0x${"0e".repeat(32)}` }];
      },
    ],
    [
      "a place used twice",
      "it is used twice",
      ({ seals: opened }) => {
        opened![0]!.leaves.push(opened![0]!.leaves[0]!);
      },
    ],
    [
      "a consent without the patient's signature",
      "no signature shows that its patient consented",
      ({ seals: opened }) => {
        delete opened![0]!.leaves[0]!.signature;
      },
    ],
    [
      "a revocation that is not opened",
      "the site does not open it",
      ({ seals: opened }) => {
        opened![0]!.revoked = [];
      },
    ],
    [
      "a seal that is not opened",
      "opens 1 seals, and the site had 2",
      ({ seals: opened }) => {
        opened!.pop();
      },
    ],
    [
      "a salt",
      "do not hash to the root that the site signed",
      ({ seals: opened }) => {
        opened![0]!.leaves[0]!.salt = `0x${"0e".repeat(32)}`;
      },
    ],
  ];
  for (const [what, verdict, change] of tamperings) {
    it(`finds ${what}, and names site and place`, async () => {
      const copy = join(root, "site-0");
      await rm(copy, { recursive: true, force: true });
      await cp(finished.evidence[0]!, copy, { recursive: true });
      const round = finished.rounds[3]!;
      const evidence = await evidenceOf(0, round);
      await change(evidence);
      await writeFile(fileOf(copy, round), JSON.stringify(evidence));
      const failed = failures(await audit(finished, [copy, ...finished.evidence.slice(2)]));
      expect(failed.map(({ id, culprit }) => [id, culprit?.member, culprit?.file])).to.deep.equal([
        ["cohort", 0, `cohort/round-${round}.json`],
      ]);
      expect(failed[0]!.verdict).to.include(verdict);
      if (!/root|seals/.test(verdict)) expect(failed[0]!.verdict).to.match(/seal \d+, place \d+: /);
    });
  }

  it("names a site that let in, and signed for, a patient who had forced a revocation", async () => {
    const block = consortium.chain.provider.getBlockNumber();
    const site = 2;
    const stateDir = stateDirOf(consortium, site);
    const patient = consortium.patients[site]![1]!;
    const lying = await finishStudy(consortium, "lying about a seal", {
      staleConsents: { site, block: await block },
      beforeLastRound: async () => {
        const of = { site, stateDir, sealId: seals.other! };
        await forceSealedRevocation(consortium.parties[COORDINATOR]!.chain, of, patient);
      },
    });
    const failed = failures(await audit(lying));
    expect(failed.map(({ id, culprit }) => [id, culprit?.member])).to.deep.equal([["cohort", site]]);
    expect(failed[0]!.verdict).to.include(`seal ${seals.other}, place`).and.include("the site does not open it");
  });
});
