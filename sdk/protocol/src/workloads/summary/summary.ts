import { canonicalJsonBytes, parseJson } from "../../canonical/json.ts";
import { FederationError } from "../../errors/FederationError.ts";
import { refuseSum } from "../contribution.ts";
import type { Reduction, StageContext, StageReport, VectorShape, Workload } from "../Workload.ts";
import { COLUMN_CELLS, checkSummarySpec, SummarySpec, summaryColumns, summaryShape } from "./spec.ts";
import { type SummaryTable, summarise } from "./table.ts";

/** Which cells of a column are whole numbers. */
const COUNTS = [true, false, false, true, true];

/** The state of a summary: nothing before its one round, the table after it. Canonical JSON. */
interface SummaryState {
  readonly table: SummaryTable | null;
}

function decodeState(state: Uint8Array): SummaryState {
  const decoded = parseJson(state, "state") as Partial<SummaryState> | null;
  const table = decoded?.table;
  if (table === null || (typeof table === "object" && Array.isArray(table.columns))) return { table };
  throw new FederationError("WORKLOAD_FAILED", "The bytes are not the state of a summary.", { field: "state" });
}

function ask(context: StageContext<SummarySpec>, state: Uint8Array): VectorShape | undefined {
  return decodeState(state).table === null ? summaryShape(context) : undefined;
}

function reduce(
  context: StageContext<SummarySpec>,
  state: Uint8Array,
  sum: Float64Array,
  survivorCount: number,
): Reduction {
  if (ask(context, state) === undefined) {
    throw new FederationError("ROUND_PHASE", "The summary has had its one round.", { field: "state" });
  }
  const columns = summaryColumns(context);
  const { minimumCell } = context.study.document;
  refuseSum(summaryShape(context), sum, survivorCount);
  for (let i = 0; i < sum.length; i++) {
    const isCount = i === sum.length - 1 || COUNTS[i % COLUMN_CELLS.length];
    if (isCount && !(Number.isInteger(sum[i]) && sum[i]! >= 0)) {
      throw new FederationError("WORKLOAD_FAILED", "A count in the sum is not a whole number.", { field: `sum.${i}` });
    }
  }
  refuseAggregate(context, sum, survivorCount);
  const width = COLUMN_CELLS.length;
  const table: SummaryTable = {
    rows: sum.at(-1)!,
    sites: survivorCount,
    minimumCell,
    columns: columns.map((column, i) =>
      summarise(column, sum.subarray(i * width, (i + 1) * width), minimumCell, survivorCount),
    ),
  };
  return { state: canonicalJsonBytes({ table }), figures: { ...table } };
}

/** Each survivor has at least its minimum cohort, and no column counts more rows than there are. At most maximumRows is the bound. */
function refuseAggregate(context: StageContext<SummarySpec>, sum: Float64Array, survivorCount: number): void {
  const { minimumCohort } = context.study.document;
  const rows = sum.at(-1)!;
  const width = COLUMN_CELLS.length;
  const refuse = (field: string): never => {
    throw new FederationError("AGGREGATE_REFUSED", "The counts are not what the survivors' cohorts can add up to.", {
      field,
      hint: "A site broke the rules; the sum does not say which.",
    });
  };
  if (rows < survivorCount * minimumCohort) refuse("rows");
  for (let i = 0; i < sum.length - 1; i += width) {
    const [count, , , missing, suppressedSites] = sum.subarray(i, i + width);
    if (count! + missing! > rows || suppressedSites! > survivorCount) refuse(`column ${i / width}`);
  }
}

const TABLE_COLUMNS = [
  "name",
  "count",
  "mean",
  "variance",
  "deviation",
  "missing",
  "missingShare",
  "suppressedSites",
  "suppressed",
] as const;

function report(_context: StageContext<SummarySpec>, state: Uint8Array): StageReport {
  const { table } = decodeState(state);
  if (table === null) throw new FederationError("ROUND_PHASE", "The summary has no round yet.", { field: "state" });
  const rows = table.columns.map((line) => TABLE_COLUMNS.map((name) => line[name]));
  return { document: { ...table }, tables: { columns: { columns: TABLE_COLUMNS, rows } }, files: {} };
}

/** Count, mean, variance and missingness per column, equal to the pooled computation to fixed-point error (2^-32 of a range). */
export const summary: Workload<SummarySpec> = {
  spec: SummarySpec,
  yieldsModel: false,
  checkSpec: checkSummarySpec,
  roundsAtMost: () => 1,
  discloses: (place) => ({ release: "exact", columns: summaryColumns(place).map(({ name }) => name) }),
  startsFrom: () => [],
  begin: () => canonicalJsonBytes({ table: null }),
  ask,
  reduce,
  report,
};
