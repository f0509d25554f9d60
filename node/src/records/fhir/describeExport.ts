import type { FhirExportReport } from "../RecordSource.ts";

const NAMES_SHOWN = 5;

/** What a FHIR export left out or lacks, a line each, for the site's operator. Empty where nothing is amiss. */
export function describeExport(report: FhirExportReport | undefined): string[] {
  if (report === undefined) return [];
  const { duplicates, deleted, exportErrors, unreadFiles, unresolvedReferences } = report;
  const shown = unreadFiles.slice(0, NAMES_SHOWN).join(", ");
  const more = unreadFiles.length > NAMES_SHOWN ? ` and ${unreadFiles.length - NAMES_SHOWN} more` : "";
  return [
    ...(exportErrors > 0
      ? [`The export is incomplete: the server reported ${exportErrors} errors in it. Export again, or find out why.`]
      : []),
    ...(unreadFiles.length > 0 ? [`${unreadFiles.length} files were not read: ${shown}${more}`] : []),
    ...(duplicates > 0 ? [`${duplicates} older versions and copies of a resource left out`] : []),
    ...(deleted > 0 ? [`${deleted} resources removed, which the export says were deleted`] : []),
    ...Object.entries(unresolvedReferences)
      .filter(([, count]) => count > 0)
      .map(([view, count]) => `${count} references in the view '${view}' name no resource of the export`),
  ];
}

/** Whether records are missing that the operator may be able to bring. */
export function isIncomplete(report: FhirExportReport | undefined): boolean {
  if (report === undefined) return false;
  const unresolved = Object.values(report.unresolvedReferences).some((count) => count > 0);
  return report.exportErrors > 0 || report.unreadFiles.length > 0 || unresolved;
}
