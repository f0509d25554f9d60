import type { StudyRecord } from "../../chain/studies.ts";
import { parseStudy } from "../../study/parseStudy.ts";
import type { Study } from "../../study/Study.ts";
import { differingTerms } from "../../study/studyTerms.ts";
import type { TranscriptSource } from "../../transcripts/TranscriptSource.ts";
import { type CheckLog, refute } from "../CheckLog.ts";
import { coordinatorScope, type Party } from "../scope.ts";

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
    for (const { field, declared, onChain } of differingTerms(study!, record)) {
      refute(`${field} is ${declared} in study.yaml and ${onChain} on chain`);
    }
    return "purpose, categories, minimums, rounds, risk class and expiry are the chain's";
  });
  return study;
}
