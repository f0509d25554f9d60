import { categoryBits } from "../../chain/categories.ts";
import { basisBits, DEFAULT_BASES } from "../../chain/consentBases.ts";
import { purposeNumber } from "../../chain/purposes.ts";
import { DEFAULT_RISK_CLASS, riskClassNumber } from "../../chain/riskClasses.ts";
import type { StudyRecord } from "../../chain/studies.ts";
import { parseStudy } from "../../study/parseStudy.ts";
import type { Study } from "../../study/Study.ts";
import type { TranscriptSource } from "../../transcripts/TranscriptSource.ts";
import { type CheckLog, refute } from "../CheckLog.ts";
import { coordinatorScope, type Party } from "../scope.ts";

const SECONDS_A_DAY = 86_400;

/** The study's files hash to the digest that the sites approved, and say what the chain says. Returns the study. */
export async function checkStudy(
  log: CheckLog,
  transcripts: TranscriptSource,
  record: StudyRecord,
  publisher: Party,
): Promise<Study | undefined> {
  const file = `studies/${record.studyDigest.slice(2)}.json`;
  let study: Study | undefined;
  await log.check("study.digest", coordinatorScope(publisher, "study files", file), async () => {
    const parsed = parseStudy(await transcripts.study(record.studyDigest));
    if (parsed.digest !== record.studyDigest)
      refute(`the files hash to ${parsed.digest}, approved was ${record.studyDigest}`);
    study = parsed;
    return `the files hash to the approved digest ${record.studyDigest}`;
  });
  const blockedBy = study === undefined ? "the study's files did not verify" : undefined;
  await log.check("study.terms", coordinatorScope(publisher, "study terms", `${file}: study.yaml`, blockedBy), () => {
    const { document } = study!;
    const lastSecond = Date.parse(`${document.expires}T00:00:00Z`) / 1_000 + SECONDS_A_DAY;
    const pairs: [field: string, declared: unknown, onChain: unknown][] = [
      ["purpose", purposeNumber(document.purpose), record.purpose],
      ["categories", categoryBits(document.categories), record.categories],
      ["sites.minimum", document.sites.minimum, record.minSites],
      ["maximumRounds", document.maximumRounds, record.maxRounds],
      ["consentBases", basisBits(document.consentBases ?? DEFAULT_BASES), record.acceptedBases ?? 1],
      ["ethicsSignOffs", document.ethicsSignOffs ?? 0, record.signOffsRequired ?? 0],
      [
        "riskClass",
        riskClassNumber(document.riskClass ?? DEFAULT_RISK_CLASS),
        record.riskClass ?? riskClassNumber(DEFAULT_RISK_CLASS),
      ],
      ["maximumCommitSpanSeconds", document.maximumCommitSpanSeconds, record.maxCommitSpan],
    ];
    for (const [field, declared, onChain] of pairs) {
      if (declared !== onChain) refute(`${field} is ${declared} in study.yaml and ${onChain} on chain`);
    }
    if (record.expiresAt > lastSecond) refute(`expires after ${document.expires} on chain`);
    return "purpose, categories, minimums, rounds, risk class and expiry are the chain's";
  });
  return study;
}
