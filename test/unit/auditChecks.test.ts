import type { CheckResult } from "@consilium/sdk/audit/AuditReport.ts";
import { CheckLog, refute } from "@consilium/sdk/audit/CheckLog.ts";
import { type AccessChange, checkAccess, checkCaps } from "@consilium/sdk/audit/checks/access.ts";
import { checkTerms } from "@consilium/sdk/audit/checks/ledger.ts";
import { checkStudy } from "@consilium/sdk/audit/checks/study.ts";
import type { RoundRecord } from "@consilium/sdk/chain/RoundRecord.ts";
import type { StudyRecord } from "@consilium/sdk/chain/studies.ts";
import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { ZERO_BYTES32 } from "@consilium/sdk/schemas/round.ts";
import { studyDigest } from "@consilium/sdk/study/parseStudy.ts";
import type { TranscriptSource } from "@consilium/sdk/transcripts/TranscriptSource.ts";
import { expect } from "chai";

/** What the chain would never have let happen, and an auditor checks all the same. */

const party = (index: number) => ({ index, account: `0x${String(index).padStart(40, "0")}` });

const study: StudyRecord = {
  studyId: 1,
  studyDigest: ZERO_BYTES32,
  purpose: 6,
  categories: 4,
  minSites: 3,
  maxRounds: 5,
  expiresAt: 10_000,
  maxCommitSpan: 500,
  colluders: 1,
  opener: 4,
  sponsor: 4,
  publishedBlock: 1,
};
const round: RoundRecord = {
  roundId: 9,
  studyId: 1,
  opener: 4,
  status: "finalized",
  manifestDigest: ZERO_BYTES32,
  stateDigest: ZERO_BYTES32,
  queryDigest: ZERO_BYTES32,
  colluders: 1,
  previousRound: 0,
  minSites: 3,
  joinBy: 1_100,
  commitBy: 1_500,
  unmaskBy: 1_600,
  consentBlock: 20,
  consentTimestamp: 1_000,
  rosterBitmap: 0b1111n,
  rosterRoot: ZERO_BYTES32,
  rosterFrozenBlock: 30,
  sharingBitmap: 0b1101n,
  survivorBitmap: 0b1101n,
  maskedSumDigest: ZERO_BYTES32,
  commitmentsRoot: ZERO_BYTES32,
  survivorsFrozenBlock: 31,
  resultDigest: ZERO_BYTES32,
  resultModelDigest: ZERO_BYTES32,
  closedBlock: 32,
  abortReason: "",
  disputes: 0n,
  disputed: false,
};

async function verdicts(work: (log: CheckLog) => Promise<unknown>): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  await work(new CheckLog(results, 9));
  return results;
}

const failed = (results: CheckResult[]): string[] => results.filter(({ ok }) => !ok).map(({ verdict }) => verdict);

describe("audit: a round's terms on chain", () => {
  const judged = async (changes: Partial<RoundRecord>, of: Partial<StudyRecord> = {}) =>
    failed(await verdicts((log) => checkTerms(log, { ...study, ...of }, { ...round, ...changes }, party(4))));

  it("pass within the study's", async () => {
    expect(await judged({})).to.deep.equal([]);
  });

  it("fail on each figure that leaves the study's, naming it", async () => {
    expect((await judged({ minSites: 2 }))[0]).to.include("needs 2 sites");
    expect((await judged({}, { expiresAt: 1_000 }))[0]).to.include("expired");
    expect((await judged({ joinBy: 999 }))[0]).to.include("out of order");
    expect((await judged({ unmaskBy: 1_500 }))[0]).to.include("out of order");
    expect((await judged({ commitBy: 1_501 }))[0]).to.include("501 s");
    expect((await judged({ survivorBitmap: 0b11101n }))[0]).to.include("4 survived without being on the roster");
    expect((await judged({ disputed: true }))[0]).to.include("disputes");
  });
});

describe("audit: access grants", () => {
  const grant = (site: number, blockNumber: number, until = 5_000, roundCap = 3): AccessChange => ({
    site,
    blockNumber,
    logIndex: 0,
    grant: { until, roundCap },
  });
  const withdrawal = (site: number, blockNumber: number): AccessChange => ({ site, blockNumber, logIndex: 1 });
  const all = [0, 1, 2, 3].map((site) => grant(site, 5));
  const live = (history: AccessChange[]) =>
    verdicts((log) => checkAccess(log, history, round, 1_200, party)).then((results) =>
      results.filter(({ ok }) => !ok).map(({ culprit }) => culprit?.member),
    );

  it("are live for every site on the roster when it is frozen", async () => {
    expect(await live(all)).to.deep.equal([]);
    expect(await live(all.slice(1))).to.deep.equal([0]);
    expect(await live([...all, grant(2, 6, 1_200)])).to.deep.equal([2]);
    expect(await live([...all, grant(2, 31)])).to.deep.equal([]);
  });

  it("are dead after a withdrawal, until granted anew, and untouched by a later one", async () => {
    expect(await live([...all, withdrawal(1, 29)])).to.deep.equal([1]);
    expect(await live([...all, withdrawal(1, 28), grant(1, 29)])).to.deep.equal([]);
    expect(await live([...all, withdrawal(1, 31)])).to.deep.equal([]);
  });

  const caps = (used: number, history: AccessChange[], rounds = [round, round, round]) =>
    verdicts((log) => checkCaps(log, study, rounds, history, async () => used, party)).then(failed);

  it("are never used more often than study and site allow, and every use is counted", async () => {
    expect(await caps(3, all)).to.deep.equal([]);
    expect((await caps(2, all))[0]).to.include("survived 3 rounds, the chain counts 2");
    const four = [round, round, round, round];
    expect((await caps(4, all, four))[0]).to.include("took part in 4 rounds, its cap is 3");
    const generous = [0, 1, 2, 3].map((site) => grant(site, 5, 5_000, 99));
    expect((await caps(6, generous, [...four, round, round]))[0]).to.include("its cap is 5");
  });
});

describe("audit: a study's files", () => {
  const yaml = `version: 2
id: demo
title: A demonstration
purpose: DUO:0000006
categories: [laboratory]
columns: [{ name: glucose, type: number, range: [0, 500] }]
minimumCohort: 5
minimumCell: 5
maximumRows: 1000
sites: { minimum: 3, maximum: 4 }
protection: { kind: secagg, colluders: 1 }
stages: [{ id: table_one, workload: summary }]
maximumCommitSpanSeconds: 7200
phaseTimeoutSeconds: { join: 60, share: 60, train: 600, unmask: 60 }
maximumRounds: 5
expires: "2030-12-31"
transcriptRetentionDays: 30
`;
  const files = { "study.yaml": yaml, "features.sql": "SELECT patient_id, glucose FROM labs" };
  const record: StudyRecord = {
    ...study,
    studyDigest: studyDigest(files),
    maxCommitSpan: 7_200,
    expiresAt: Date.parse("2030-12-31T23:59:59Z") / 1_000,
  };
  const judged = (changes: Partial<StudyRecord>, given = files) => {
    const source = { study: async () => given } as unknown as TranscriptSource;
    return verdicts((log) => checkStudy(log, source, { ...record, ...changes }, party(4)));
  };

  it("must hash to the approved digest", async () => {
    expect(failed(await judged({}))).to.deep.equal([]);
    const altered = await judged({}, { ...files, "features.sql": "SELECT patient_id, glucose FROM lab" });
    expect(altered.map(({ id, ok }) => [id, ok])).to.deep.equal([
      ["study.digest", false],
      ["study.terms", false],
    ]);
    expect(altered[1]?.verdict).to.include("could not be checked");
    expect(altered[1]?.culprit).to.equal(undefined);
  });

  it("must say what the chain says", async () => {
    const changes: [Partial<StudyRecord>, string][] = [
      [{ purpose: 42 }, "purpose"],
      [{ categories: 5 }, "categories"],
      [{ minSites: 2 }, "sites.minimum"],
      [{ maxRounds: 6 }, "maximumRounds"],
      [{ maxCommitSpan: 7_201 }, "maximumCommitSpanSeconds"],
      [{ riskClass: 2 }, "riskClass"],
      [{ expiresAt: Date.parse("2031-01-02T00:00:00Z") / 1_000 }, "expires is"],
    ];
    for (const [change, named] of changes) expect(failed(await judged(change))[0], named).to.include(named);
  });
});

describe("audit: the log of checks", () => {
  it("goes on after a failed check, and blames nobody for one that could not be made", async () => {
    const scope = { subject: "x", culprit: { role: "site" as const, member: 1, account: "0x", file: "f" } };
    const results = await verdicts(async (log) => {
      await log.check("a", scope, () => refute("no"));
      await log.check("b", { ...scope, blockedBy: "a did not verify" }, () => "yes");
      await log.check("c", scope, () => {
        throw new TypeError("broken");
      });
      await log.check("d", scope, () => "yes");
    });
    expect(results.map(({ ok }) => ok)).to.deep.equal([false, false, false, true]);
    expect(results.map(({ verdict }) => verdict)).to.deep.equal([
      "no",
      "could not be checked: a did not verify",
      "could not be judged: broken",
      "yes",
    ]);
    expect(results[1]).to.not.have.property("culprit");
    expect(results.every((result) => result.round === 9)).to.equal(true);
  });

  it("stops for the auditor's own faults, which accuse nobody", async () => {
    for (const code of ["CHAIN_UNREACHABLE", "UNAUTHORISED"] as const) {
      try {
        await verdicts((log) =>
          log.check("a", { subject: "x" }, () => {
            throw new FederationError(code, "x");
          }),
        );
        expect.fail("it went on");
      } catch (error) {
        expect(isFederationError(error, code)).to.equal(true);
      }
    }
  });
});
