import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AuditReport, CheckResult } from "@consilium/sdk/audit/AuditReport.ts";
import { auditStudy } from "@consilium/sdk/audit/auditStudy.ts";
import { fromBase64, toBase64 } from "@consilium/sdk/canonical/bytes.ts";
import { readRound } from "@consilium/sdk/chain/rounds.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { FolderCohortEvidence } from "@consilium/service/audit/FolderCohortEvidence.ts";
import { FolderTranscriptSource } from "@consilium/service/transcripts/FolderTranscriptSource.ts";
import { expect } from "chai";
import {
  COORDINATOR,
  type Consortium,
  type FinishedStudy,
  finishStudy,
  foundConsortium,
  revoke,
  SITES,
} from "./support/finishedStudy.ts";

let consortium: Consortium;
let finished: FinishedStudy;

before(async function () {
  this.timeout(120_000);
  consortium = await foundConsortium();
  finished = await finishStudy(consortium, "honest", { beforeLastRound: () => revoke(consortium, 2, 0) });
});
after(() => consortium?.stop());

async function audit(study: FinishedStudy): Promise<AuditReport> {
  return await auditStudy({
    chain: consortium.chain,
    study: study.studyId,
    transcripts: new FolderTranscriptSource(study.archive),
    cohortEvidence: await Promise.all(study.evidence.map((directory) => FolderCohortEvidence.open(directory))),
  });
}

const failures = (report: AuditReport): CheckResult[] => report.checks.filter(({ ok }) => !ok);

describe("audit of a finished study", () => {
  it("passes, round by round, and says what it cannot prove", async () => {
    const report = await audit(finished);
    expect(failures(report)).to.deep.equal([]);
    expect(report.ok).to.equal(true);
    expect(report.rounds.map(({ status }) => status)).to.deep.equal(["finalized", "aborted", "finalized", "finalized"]);
    expect(report.rounds.at(-1)?.survivors).to.deep.equal([0, 2, 3]);
    expect(report.notProven.join()).to.include("trained honestly");
    const found = new Set(report.checks.map(({ id }) => id));
    for (const id of ["vectors.digest", "unmask.shares", "recovery", "sum", "result", "state.bytes", "cohort"]) {
      expect([...found]).to.include(id);
    }
  });

  it("finds the study by its digest, and refuses one that was never published", async () => {
    const transcripts = new FolderTranscriptSource(finished.archive);
    const report = await auditStudy({ chain: consortium.chain, study: finished.study.digest, transcripts });
    expect(report.study.studyId).to.equal(finished.studyId);
    expect(report.checks.some(({ id }) => id === "cohort")).to.equal(false);
    for (const study of [99, 0, `0x${"5".repeat(64)}` as const]) {
      try {
        await auditStudy({ chain: consortium.chain, study, transcripts });
        expect.fail("an unknown study was audited");
      } catch (error) {
        expect(isFederationError(error, "STUDY_UNKNOWN"), String(error)).to.equal(true);
      }
    }
  });

  it("shows that a revoked patient is out of every cohort after the revocation", async () => {
    const [, , before, after] = finished.rounds;
    const eligible = async (round: number): Promise<number> => {
      const text = await readFile(join(finished.evidence[2]!, "cohort", `round-${round}.json`), "utf8");
      return JSON.parse(text).leaves.filter((leaf: { eligible: boolean }) => leaf.eligible).length;
    };
    expect(await eligible(after!)).to.equal((await eligible(before!)) - 1);
  });
});

/** One change of one byte or field, and the verdict it must lead to. */
interface Tampering {
  what: string;
  check: string;
  /** Member to be named; the coordinator where it is not a site. */
  culprit: number;
  /** Which of the study's rounds; the last unless said otherwise. */
  round?: number;
  /** Changes the copied study in place. */
  change: (copy: Copy) => Promise<void>;
}

interface Copy extends FinishedStudy {
  root: string;
}

/** Any path of the transcript as JSON. */
const transcript =
  (change: (document: any) => void, round?: number) =>
  async (copy: Copy): Promise<void> => {
    const path = join(copy.archive, `round-${round ?? copy.rounds.at(-1)}.json`);
    const document = JSON.parse(await readFile(path, "utf8"));
    change(document);
    await writeFile(path, JSON.stringify(document));
  };

async function flipByte(path: string, at = -1): Promise<void> {
  const bytes = await readFile(path);
  const index = at < 0 ? bytes.length + at : at;
  bytes[index]! ^= 1;
  await writeFile(path, bytes);
}

async function vectorPath(copy: Copy, member: number): Promise<string> {
  const document = JSON.parse(await readFile(join(copy.archive, `round-${copy.rounds.at(-1)}.json`), "utf8"));
  const { commitment } = document.commitments.find((signed: any) => signed.commitment.member === member);
  return join(copy.archive, "artefacts", commitment.vectorDigest.slice(2));
}

async function modelPath(copy: Copy): Promise<string> {
  const { resultModelDigest } = await readRound(consortium.chain, copy.rounds.at(-1)!);
  return join(copy.archive, "artefacts", resultModelDigest.slice(2));
}

const evidence =
  (site: number, change: (document: any) => void) =>
  async (copy: Copy): Promise<void> => {
    const path = join(copy.evidence[site]!, "cohort", `round-${copy.rounds.at(-1)}.json`);
    const document = JSON.parse(await readFile(path, "utf8"));
    change(document);
    await writeFile(path, JSON.stringify(document));
  };

/** One bit of the first byte of a signature's r. */
const flipSignature = (signed: { signature: string }): void => {
  const digit = signed.signature[2] === "0" ? "1" : "0";
  signed.signature = `0x${digit}${signed.signature.slice(3)}`;
};

const flipBase64 = (text: string): string => {
  const bytes = fromBase64(text);
  bytes[0]! ^= 1;
  return toBase64(bytes);
};

const flipHex = (hex: string): string => `0x${hex[2] === "0" ? "1" : "0"}${hex.slice(3)}`;

const TAMPERINGS: Tampering[] = [
  {
    what: "a byte of a masked vector",
    check: "vectors.digest",
    culprit: 2,
    change: async (copy) => flipByte(await vectorPath(copy, 2)),
  },
  {
    what: "a masked vector that is gone",
    check: "vectors.digest",
    culprit: 3,
    change: async (copy) => rm(await vectorPath(copy, 3)),
  },
  {
    what: "a byte of the model",
    check: "state.bytes",
    culprit: COORDINATOR,
    change: async (copy) => flipByte(await modelPath(copy)),
  },
  {
    what: "a figure of the result",
    check: "result",
    culprit: COORDINATOR,
    change: transcript((document) => {
      document.result.totalWeight += 0.01;
    }),
  },
  {
    what: "the digest of the sum",
    check: "sum",
    culprit: COORDINATOR,
    change: transcript((document) => {
      document.sumDigest = flipHex(document.sumDigest);
    }),
  },
  {
    what: "the digest of the model",
    check: "state.digest",
    culprit: COORDINATOR,
    change: transcript((document) => {
      document.stateDigest = flipHex(document.stateDigest);
    }),
  },
  {
    what: "anything in the transcript",
    check: "transcript.digest",
    culprit: COORDINATOR,
    change: transcript((document) => {
      document.result.note = "x";
    }),
  },
  {
    what: "a transcript that is cut short",
    check: "transcript.form",
    culprit: COORDINATOR,
    change: async (copy) => {
      const path = join(copy.archive, `round-${copy.rounds.at(-1)}.json`);
      await writeFile(path, (await readFile(path)).subarray(0, -1));
    },
  },
  {
    what: "a transcript that is another round's",
    check: "transcript.form",
    culprit: COORDINATOR,
    change: async ({ archive, rounds }) =>
      cp(join(archive, `round-${rounds[2]}.json`), join(archive, `round-${rounds[3]}.json`)),
  },
  {
    what: "a transcript of the aborted round",
    check: "round.withoutResult",
    culprit: COORDINATOR,
    round: 1,
    change: async ({ archive, rounds }) =>
      cp(join(archive, `round-${rounds[2]}.json`), join(archive, `round-${rounds[1]}.json`)),
  },
  {
    what: "the manifest's bound",
    check: "manifest.plan",
    culprit: COORDINATOR,
    change: transcript((document) => {
      document.manifest.bound *= 2;
    }),
  },
  {
    what: "the manifest's ring",
    check: "manifest.plan",
    culprit: COORDINATOR,
    change: transcript((document) => {
      document.manifest.ring += 1;
    }),
  },
  {
    what: "the manifest's retention date",
    check: "manifest.digest",
    culprit: COORDINATOR,
    change: transcript((document) => {
      document.manifest.transcriptRetainedUntil += 1;
    }),
  },
  {
    what: "the manifest's commit deadline",
    check: "manifest.figures",
    culprit: COORDINATOR,
    change: transcript((document) => {
      document.manifest.commitBy += 1;
    }),
  },
  {
    what: "the manifest's tolerated colluders",
    check: "manifest.figures",
    culprit: COORDINATOR,
    change: transcript((document) => {
      document.manifest.colluders = 0;
    }),
  },
  {
    what: "an advert's signature",
    check: "roster.signature",
    culprit: 1,
    change: transcript((document) => flipSignature(document.roster[1])),
  },
  {
    what: "an advert's key",
    check: "roster.root",
    culprit: COORDINATOR,
    change: transcript((document) => {
      document.roster[1].advert.maskKey = flipBase64(document.roster[1].advert.maskKey);
    }),
  },
  {
    what: "a key that two sites share",
    check: "roster.keys",
    culprit: COORDINATOR,
    change: transcript((document) => {
      document.roster[2].advert.sealingKey = document.roster[1].advert.sealingKey;
    }),
  },
  {
    what: "an advert left out",
    check: "roster.members",
    culprit: COORDINATOR,
    change: transcript((document) => document.roster.pop()),
  },
  {
    what: "a dealt share",
    check: "deals.signature",
    culprit: 3,
    change: transcript((document) => {
      const [share] = document.deals[3].deal.shares;
      share.box = flipBase64(share.box);
    }),
  },
  {
    what: "a deal left out",
    check: "deals.complete",
    culprit: COORDINATOR,
    change: transcript((document) => document.deals.pop()),
  },
  {
    what: "a member struck from the sharing set",
    check: "set.members",
    culprit: COORDINATOR,
    change: transcript((document) => document.sharingSet.pop()),
  },
  {
    what: "a signature on the sharing set",
    check: "set.signature",
    culprit: 0,
    change: transcript((document) => flipSignature(document.setSignatures[0])),
  },
  {
    what: "a commitment's signature",
    check: "survivors.signature",
    culprit: 2,
    change: transcript((document) => flipSignature(document.commitments[1])),
  },
  {
    what: "a commitment's cohort root",
    check: "survivors.root",
    culprit: COORDINATOR,
    change: transcript((document) => {
      document.commitments[0].commitment.cohortRoot = flipHex(document.commitments[0].commitment.cohortRoot);
    }),
  },
  {
    what: "a survivor left out",
    check: "survivors.members",
    culprit: COORDINATOR,
    change: transcript((document) => document.commitments.pop()),
  },
  {
    what: "a released share",
    check: "unmask.shares",
    culprit: 2,
    change: transcript((document) => {
      const [share] = document.unmaskings[1].unmasking.shares;
      share.share = flipBase64(share.share);
    }),
  },
  {
    what: "a released self mask",
    check: "unmask.shares",
    culprit: 0,
    change: transcript((document) => {
      const { unmasking } = document.unmaskings[0];
      unmasking.selfMask = flipBase64(unmasking.selfMask);
    }),
  },
  {
    what: "an unmasking's signature",
    check: "unmask.signature",
    culprit: 3,
    change: transcript((document) => flipSignature(document.unmaskings[2])),
  },
  {
    what: "a recovered seed",
    check: "recovery",
    culprit: COORDINATOR,
    change: transcript((document) => {
      document.recovery.maskSecrets[0].seed = flipBase64(document.recovery.maskSecrets[0].seed);
    }),
  },
  {
    what: "a salt in a cohort's evidence",
    check: "cohort",
    culprit: 3,
    change: evidence(3, (document) => {
      document.leaves[4].salt = flipHex(document.leaves[4].salt);
    }),
  },
  {
    what: "a leaf of a cohort's evidence that counts as eligible",
    check: "cohort",
    culprit: 0,
    change: evidence(0, (document) => {
      document.leaves[6].eligible = !document.leaves[6].eligible;
    }),
  },
  {
    what: "a cohort's evidence that is gone",
    check: "cohort",
    culprit: 0,
    change: async (copy) => rm(join(copy.evidence[0]!, "cohort", `round-${copy.rounds.at(-1)}.json`)),
  },
  {
    what: "a byte of the study",
    check: "study.digest",
    culprit: COORDINATOR,
    round: -1,
    change: async ({ archive, study }) => {
      const path = join(archive, "studies", `${study.digest.slice(2)}.json`);
      await writeFile(path, (await readFile(path, "utf8")).replace("SELECT patient_id", "SELECT Patient_id"));
    },
  },
];

describe("audit of a tampered study", () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "consilium-tampered-"));
  });
  afterEach(() => rm(root, { recursive: true }));

  async function copied(): Promise<Copy> {
    const archive = join(root, "archive");
    await cp(finished.archive, archive, { recursive: true });
    const folders = SITES.map((site) => join(root, `site-${site}`));
    for (const site of SITES) await cp(finished.evidence[site]!, folders[site]!, { recursive: true });
    return { ...finished, root, archive, evidence: folders };
  }

  for (const { what, check, culprit, round, change } of TAMPERINGS) {
    it(`finds ${what} (${check}) and names member ${culprit}`, async () => {
      const copy = await copied();
      await change(copy);
      const report = await audit(copy);
      expect(report.ok).to.equal(false);
      const at = round === -1 ? undefined : copy.rounds[round ?? 3];
      const found = failures(report).find((result) => result.id === check && result.culprit?.member === culprit);
      expect(found, JSON.stringify(failures(report), undefined, 1)).to.not.equal(undefined);
      expect(found?.round).to.equal(at);
      expect(found?.culprit).to.include({
        role: culprit === COORDINATOR ? "coordinator" : "site",
        account: consortium.parties[culprit]!.wallet.address,
      });
      expect(found?.culprit?.file).to.match(/^(round-|artefacts\/|cohort\/|studies\/)/);
      const elsewhere = failures(report).filter((result) => result.round !== at && at !== undefined);
      expect(elsewhere, "other rounds keep their verdicts").to.deep.equal(
        elsewhere.filter(({ round: other }) => other !== undefined && other > at!),
      );
    });
  }
});

describe("audit of members who lie and sign it", () => {
  it("names a coordinator that put another sum, and the model it gives, on chain", async () => {
    const lying = await finishStudy(consortium, "lying-coordinator", {
      sum: (sum) => {
        if (sum instanceof Uint32Array) sum[0]! += 1;
      },
    });
    const failed = failures(await audit(lying)).filter(({ culprit }) => culprit !== undefined);
    expect(failed.map(({ id, culprit }) => [id, culprit?.member])).to.deep.equal([["sum", COORDINATOR]]);
  });

  it("names a coordinator that started a round from another model", async () => {
    const failed = failures(await audit(await finishStudy(consortium, "roll-back", { rollBack: true })));
    const named = failed.filter(({ culprit }) => culprit !== undefined);
    // What a round asks covers the state it starts from, so its plan is not the study's either.
    expect(named.map(({ id, culprit }) => [id, culprit?.member])).to.deep.equal([
      ["manifest.plan", COORDINATOR],
      ["state.base", COORDINATOR],
    ]);
  });

  it("names a site that let a revoked patient into its cohort", async () => {
    const { consentBlock } = await readRound(consortium.chain, finished.rounds[0]!);
    const lying = await finishStudy(consortium, "lying-site", { staleConsents: { site: 2, block: consentBlock } });
    const failed = failures(await audit(lying));
    expect(failed.map(({ id, culprit }) => [id, culprit?.member])).to.deep.equal([["cohort", 2]]);
    expect(failed[0]?.verdict).to.include("no-consent");
  });
});
