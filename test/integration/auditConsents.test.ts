import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CheckResult } from "@consilium/sdk/audit/AuditReport.ts";
import { auditStudy } from "@consilium/sdk/audit/auditStudy.ts";
import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { categoryBits } from "@consilium/sdk/chain/categories.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import { relayConsents } from "@consilium/sdk/chain/relayConsents.ts";
import { readRound } from "@consilium/sdk/chain/rounds.ts";
import { attestConsents, enrolGuardian, retireKey, revokeForPatient } from "@consilium/sdk/chain/siteConsents.ts";
import { createPatientKey } from "@consilium/sdk/patient/patientKey.ts";
import {
  signGrant,
  signGrantForStudies,
  signGuardianGrant,
  signRevokeAll,
} from "@consilium/sdk/patient/signConsent.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
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
  type Patient,
  PURPOSE,
} from "./support/finishedStudy.ts";

const SITE = 2;
const evidenceDigest = `0x${"e2".repeat(32)}` as const;

/** What `consilium audit` says of cohorts in which people consented, and ended their consent, in every way there is. */
describe("audit of every way to consent", function () {
  this.timeout(120_000);
  let consortium: Consortium;
  let finished: FinishedStudy;
  /** By what happens to them; see `consentAll` and `endSome`. */
  let people: Record<
    "child" | "onPaper" | "byWaiver" | "thisStudy" | "otherStudy" | "endsAll" | "losesKey" | "asksSite",
    Patient
  >;

  const keyHashOf = ({ key, handle }: Patient) => handle ?? key.keyHash;
  const now = () => Math.floor(Date.now() / 1_000);
  const site = () => consortium.parties[SITE]!.chain;
  const relay = async (...requests: SignedConsentRequest[]) => {
    expect((await relayConsents(consortium.parties[COORDINATOR]!.chain, requests)).rejected).to.deep.equal([]);
  };

  function newcomer(id: string, hasHandle: boolean): Patient {
    const patient: Patient = { id, key: createPatientKey(), ...(hasHandle ? { handle: toHex(randomBytes(32)) } : {}) };
    consortium.patients[SITE]!.push(patient);
    return patient;
  }

  async function consentAll(study: Study): Promise<void> {
    const { deployment } = consortium;
    const period = { from: now() - 60, until: now() + 31_536_000 };
    const said = { site: SITE, purpose: PURPOSE, categories: CATEGORIES, ...period, text: "test", nonce: 0 };
    const request = (key: Patient["key"]) => ({ key, deployment, ...said, deadline: now() + 3_600 });
    const { child, onPaper, byWaiver, thisStudy, otherStudy, endsAll, losesKey, asksSite } = people;
    const guardian = createPatientKey();
    const guarded = { keyHash: child.handle!, guardianKeyHash: guardian.keyHash, evidenceDigest };
    await enrolGuardian(site(), guarded);
    const other = `0x${"0d".repeat(32)}` as const;
    await relay(
      await signGuardianGrant({ ...request(guardian), keyHash: child.handle! }),
      await signGrantForStudies({ ...request(thisStudy.key), studyDigests: [other, study.digest] }),
      await signGrantForStudies({ ...request(otherStudy.key), studyDigests: [other] }),
      ...(await Promise.all([endsAll, losesKey, asksSite].map(({ key }) => signGrant(request(key))))),
    );
    const terms = { purpose: purposeNumber(PURPOSE), categories: categoryBits(CATEGORIES), ...period, evidenceDigest };
    await attestConsents(site(), [
      { keyHash: onPaper.handle!, basis: "paper", ...terms },
      { keyHash: byWaiver.handle!, basis: "waiver", ...terms },
    ]);
  }

  async function endSome(): Promise<void> {
    const { endsAll, losesKey, asksSite } = people;
    const { deployment } = consortium;
    await relay(await signRevokeAll({ key: endsAll.key, deployment, site: SITE, nonce: 0, deadline: now() + 3_600 }));
    await retireKey(site(), { keyHash: losesKey.key.keyHash, evidenceDigest });
    const purpose = purposeNumber(PURPOSE);
    await revokeForPatient(site(), { keyHash: asksSite.key.keyHash, purpose, evidenceDigest });
  }

  before(async () => {
    consortium = await foundConsortium();
    people = {
      child: newcomer("child", true),
      onPaper: newcomer("on paper", true),
      byWaiver: newcomer("by waiver", true),
      thisStudy: newcomer("this study", false),
      otherStudy: newcomer("other study", false),
      endsAll: newcomer("ends all", false),
      losesKey: newcomer("loses key", false),
      asksSite: newcomer("asks site", false),
    };
    finished = await finishStudy(consortium, "every way", {
      consentBases: ["patient", "guardian", "paper"],
      published: consentAll,
      beforeLastRound: endSome,
    });
  });
  after(() => consortium?.stop());

  async function failuresOf(study: FinishedStudy): Promise<CheckResult[]> {
    const report = await auditStudy({
      chain: consortium.chain,
      study: study.studyId,
      transcripts: new FolderTranscriptSource(study.archive),
      cohortEvidence: await Promise.all(study.evidence.map((directory) => FolderCohortEvidence.open(directory))),
    });
    return report.checks.filter(({ ok }) => !ok);
  }

  async function eligibleIn({ evidence }: FinishedStudy, round: number): Promise<string[]> {
    const text = await readFile(join(evidence[SITE]!, "cohort", `round-${round}.json`), "utf8");
    const eligible = new Set(
      JSON.parse(text).leaves.flatMap((leaf: any) => (leaf.eligible ? [leaf.keyHash as string] : [])),
    );
    return Object.entries(people).flatMap(([name, patient]) => (eligible.has(keyHashOf(patient)) ? [name] : []));
  }

  it("passes, with each in the rounds that the consent covers and in no other", async () => {
    expect(await failuresOf(finished)).to.deep.equal([]);
    const staying = ["child", "onPaper", "thisStudy"];
    expect(await eligibleIn(finished, finished.rounds[0]!)).to.have.members([
      ...staying,
      ...["endsAll", "losesKey", "asksSite"],
    ]);
    expect(await eligibleIn(finished, finished.rounds[3]!)).to.have.members(staying);
  });

  it("names a site that let in a waiver or another study's consent that the study does not accept", async () => {
    const lying = await finishStudy(consortium, "lax site", { anyConsent: { site: SITE } });
    const failed = await failuresOf(lying);
    expect(failed.map(({ id, culprit }) => [id, culprit?.member])).to.deep.equal([["cohort", SITE]]);
    expect(failed[0]?.round).to.equal(lying.rounds[3]);
    expect(failed[0]?.verdict).to.include("basis").and.include("other-studies");
  });

  it("names a site that let in who ended all, whose key was retired, or for whom it had itself revoked", async () => {
    const { consentBlock } = await readRound(consortium.chain, finished.rounds[0]!);
    const lying = await finishStudy(consortium, "late site", {
      consentBases: ["patient", "guardian", "paper"],
      staleConsents: { site: SITE, block: consentBlock },
    });
    const failed = await failuresOf(lying);
    expect(failed.map(({ id, culprit }) => [id, culprit?.member])).to.deep.equal([["cohort", SITE]]);
    expect(failed[0]?.verdict.match(/no-consent/g)).to.have.length(3);
  });
});
