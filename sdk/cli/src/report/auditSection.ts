import { joined, type Markup, markup } from "./markup.ts";
import { shownNumber } from "./numbers.ts";
import type { ReportInput } from "./ReportInput.ts";

/** The auditor's verdict, with every check that failed; where no audit was given, how to get one. */
export function auditSection({ audit, stages, studyId }: ReportInput): Markup {
  if (audit === undefined) {
    return markup`<p class="note">No audit was given to this report. Every figure is as the chain has it;
that it follows from the sites' parts is what <code>consilium audit ${studyId} --json</code> checks.
<code>consilium study result --audit</code> takes what it prints.</p>`;
  }
  const { ok, checks, rounds, notProven } = audit;
  const failed = checks.filter((check) => !check.ok);
  const audited = new Set(rounds.map(({ roundId }) => roundId));
  const missing = stages
    .flatMap(({ sums }) => sums.map(({ roundId }) => roundId))
    .filter((roundId) => !audited.has(roundId));
  const isGood = ok && missing.length === 0;
  const [all, bad] = [checks.length, failed.length].map(shownNumber);
  const good = markup`<p class="good"><b>Passed.</b> An auditor computed ${shownNumber(rounds.length)} rounds again
from the chain and the transcripts: all ${all} checks hold.</p>`;
  const unseen = missing.length === 0 ? "" : ` The audit has not seen rounds ${missing.join(", ")}.`;
  const alarm = markup`<p class="alarm"><b>${ok ? "Not complete." : "Failed."}</b> ${bad} of ${all} checks failed.${unseen}</p>`;
  const failures = failed.map(({ id, subject, verdict }) => markup`<li><b>${id}</b>, ${subject}: ${verdict}</li>\n`);
  const limits = notProven.map((text) => markup`<li>${text}</li>\n`);
  return joined([
    isGood ? good : alarm,
    ...(failures.length === 0 ? [] : [markup`\n<ul>${failures}</ul>`]),
    ...(limits.length === 0 ? [] : [markup`\n<p>What no audit can show:</p><ul>${limits}</ul>`]),
  ]);
}
