import type { AuditReport, CheckResult } from "@consilium/sdk/audit/AuditReport.ts";
import { memberLabel } from "@consilium/sdk/chain/memberNames.ts";
import type { Terminal } from "./Terminal.ts";

/** An audit as people read it: the study's checks, then each round's, a line each, and what it comes to; `quiet`: what failed. */
export function auditLines(
  report: AuditReport,
  terminal: Pick<Terminal, "colour">,
  { quiet = false }: { quiet?: boolean } = {},
): string[] {
  const { study, rounds, members } = report;
  const checks = report.checks.filter(({ ok }) => !(ok && quiet));
  const idWidth = Math.max(0, ...checks.map(({ id }) => id.length));
  const subjectWidth = Math.max(0, ...checks.map(({ subject }) => subject.length));
  const labels = new Map(members.map((member) => [member.index, memberLabel(member)]));
  const labelOf = (index: number): string => labels.get(index) ?? `member ${index}`;
  const line = (check: CheckResult): string[] => {
    const mark = check.ok ? terminal.colour("green", "✓") : terminal.colour("red", "✗");
    const text = `  ${mark} ${check.id.padEnd(idWidth)}  ${check.subject.padEnd(subjectWidth)}  ${check.verdict}`;
    if (check.culprit === undefined) return [text];
    const { role, member, account, file } = check.culprit;
    return [
      text,
      terminal.colour("red", `      answers for it: ${role} ${labelOf(member)}, account ${account}, ${file}`),
    ];
  };
  const lines = [terminal.colour("bold", `Study ${study.studyId} ${study.title} ${study.digest}`)];
  if (!quiet) lines.push(`Members: ${members.map(({ index, name }) => `${index} ${name}`).join(", ")}`);
  lines.push(...checks.filter(({ round }) => round === undefined).flatMap(line));
  for (const { roundId, status, survivors, consentBlock } of rounds) {
    const ofRound = checks.filter(({ round }) => round === roundId);
    if (quiet && ofRound.length === 0) continue;
    const who = survivors.length === 0 ? "" : `, survivors ${survivors.join(", ")}`;
    lines.push("", terminal.colour("bold", `Round ${roundId}: ${status}, consents at block ${consentBlock}${who}`));
    lines.push(...ofRound.flatMap(line));
  }
  if (!quiet) lines.push("");
  lines.push(verdictLine(report, terminal));
  if (quiet) return lines;
  lines.push("", "Not proven by any audit:");
  for (const item of report.notProven) lines.push(terminal.colour("dim", `  - ${item}`));
  return lines;
}

function verdictLine({ ok, checks, rounds }: AuditReport, terminal: Pick<Terminal, "colour">): string {
  const failed = checks.filter((check) => !check.ok).length;
  return ok
    ? terminal.colour("green", `PASSED: all ${checks.length} checks of ${rounds.length} rounds.`)
    : terminal.colour("red", `FAILED: ${failed} of ${checks.length} checks of ${rounds.length} rounds.`);
}
