import type { AuditReport, CheckResult } from "@consilium/sdk/audit/AuditReport.ts";
import type { Terminal } from "./Terminal.ts";

/** An audit as people read it: the study's checks, then each round's, a line each, and what it comes to. */
export function auditLines(report: AuditReport, terminal: Pick<Terminal, "colour">): string[] {
  const { study, rounds, checks } = report;
  const idWidth = Math.max(0, ...checks.map(({ id }) => id.length));
  const subjectWidth = Math.max(0, ...checks.map(({ subject }) => subject.length));
  const line = (check: CheckResult): string[] => {
    const mark = check.ok ? terminal.colour("green", "✓") : terminal.colour("red", "✗");
    const text = `  ${mark} ${check.id.padEnd(idWidth)}  ${check.subject.padEnd(subjectWidth)}  ${check.verdict}`;
    if (check.culprit === undefined) return [text];
    const { role, member, account, file } = check.culprit;
    return [text, terminal.colour("red", `      answers for it: ${role} ${member} (${account}), ${file}`)];
  };
  const lines = [terminal.colour("bold", `Study ${study.studyId} ${study.title} ${study.digest}`)];
  lines.push(...checks.filter(({ round }) => round === undefined).flatMap(line));
  for (const { roundId, status, survivors, consentBlock } of rounds) {
    const who = survivors.length === 0 ? "" : `, survivors ${survivors.join(", ")}`;
    lines.push("", terminal.colour("bold", `Round ${roundId}: ${status}, consents at block ${consentBlock}${who}`));
    lines.push(...checks.filter(({ round }) => round === roundId).flatMap(line));
  }
  const failed = checks.filter(({ ok }) => !ok).length;
  lines.push("");
  lines.push(
    report.ok
      ? terminal.colour("green", `PASSED: all ${checks.length} checks of ${rounds.length} rounds.`)
      : terminal.colour("red", `FAILED: ${failed} of ${checks.length} checks of ${rounds.length} rounds.`),
  );
  lines.push("", "Not proven by any audit:");
  for (const item of report.notProven) lines.push(terminal.colour("dim", `  - ${item}`));
  return lines;
}
