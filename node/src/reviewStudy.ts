import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { rowSetOf } from "@consilium/sdk/workloads/workloads.ts";
import type { ConfigFile } from "@consilium/service/config/readConfig.ts";
import type { EarlierApproval } from "./approvalText.ts";
import type { NodeConfig } from "./config.ts";
import { requireWithinPolicy } from "./policy/checkStudy.ts";
import { readPolicy, type SitePolicy } from "./policy/Policy.ts";
import { requireColumns } from "./privacy/requireColumns.ts";
import { createRecordSource } from "./records/createRecordSource.ts";
import { extractFeatures } from "./records/extractFeatures.ts";
import type { ExtractionReport } from "./records/runExtraction.ts";
import { Approvals } from "./studies/Approvals.ts";
import { ApprovedStudies } from "./studies/ApprovedStudies.ts";
import { rowsAbout } from "./workloads/cohort.ts";

/** A study that the site's policy lets be approved: what was checked, and against which rules. */
export interface Review {
  readonly policy: SitePolicy;
  readonly allowRare: readonly string[];
  readonly report: ExtractionReport;
}

/**
 * The dry run before an approval: the study's terms, views and query against the site's policy, then the extraction on this site's
 * records and the rules for columns on all rows that may come into a cohort. Nothing leaves the machine.
 *
 * @param allowRare Columns whose rare values the committee allows, by name.
 * @throws POLICY_REFUSED naming rule, column and field of the study; REQUEST_INVALID; what `extractFeatures` throws.
 */
export async function reviewStudy(
  file: ConfigFile<NodeConfig>,
  study: Study,
  allowRare: readonly string[] = [],
): Promise<Review> {
  const known = study.document.columns.map(({ name }) => name);
  const unknown = allowRare.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new FederationError("REQUEST_INVALID", `The study has no column '${unknown.slice(0, 64)}'.`, {
      field: "--allow-rare",
      hint: `Its columns are ${known.join(", ")}.`,
    });
  }
  const policy = await readPolicy(file);
  requireWithinPolicy(study, policy);
  const source = createRecordSource(file.config.records, file.resolvePath("."), file.path);
  const { table, report } = await extractFeatures({ source, study, policy });
  for (const about of new Set(study.document.stages.map(rowSetOf))) {
    const rows = rowsAbout(table, about);
    // With fewer rows there is no cohort to single anybody out of; the rules come back with the first one.
    if (rows.length >= study.document.minimumCohort) requireColumns({ study, table, rows, about, policy, allowRare });
  }
  return { policy, allowRare: [...new Set(allowRare)].sort(), report };
}

/** The version of the study that the site approved last, if any other; without its files where the copy is gone. */
export async function readEarlierApproval(
  { config, resolvePath }: ConfigFile<NodeConfig>,
  { document, digest }: Study,
): Promise<EarlierApproval | undefined> {
  const stateDir = resolvePath(config.stateDir);
  const record = await new Approvals(stateDir).lastOther(document.id, digest);
  if (record === undefined) return undefined;
  return { record, files: (await new ApprovedStudies(stateDir).find(record.study))?.files ?? {} };
}
