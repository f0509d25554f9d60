import { canonicalJsonBytes, parseJson } from "../../canonical/json.ts";
import { FederationError } from "../../errors/FederationError.ts";
import { isNumeric } from "../../schemas/columns.ts";
import { refuseSum } from "../contribution.ts";
import type { Reduction, StageContext, StageReport, VectorShape, Workload } from "../Workload.ts";
import { summariseCategory, summariseGroups } from "./groups.ts";
import {
  addParts,
  groupNames,
  isCountCell,
  readBlock,
  rowsOfPart,
  type SummaryBlock,
  summaryBlocks,
} from "./layout.ts";
import { columnsTable, groupsTable } from "./report.ts";
import { checkSummarySpec, SummarySpec, summaryBy, summaryColumns, summaryShape } from "./spec.ts";
import { type SummaryTable, summarise } from "./table.ts";

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
  const blocks = summaryBlocks(summaryColumns(context), summaryBy(context));
  const { minimumCell } = context.study.document;
  refuseSum(summaryShape(context), sum, survivorCount);
  refuseFractions(blocks, sum);
  refuseAggregate(context, blocks, sum, survivorCount);
  const table = tableOf(context, blocks, sum, { minimumCell, sites: survivorCount });
  return { state: canonicalJsonBytes({ table }), figures: { ...table } };
}

function tableOf(
  context: StageContext<SummarySpec>,
  blocks: readonly SummaryBlock[],
  sum: Float64Array,
  { minimumCell, sites }: { minimumCell: number; sites: number },
): SummaryTable {
  const by = summaryBy(context);
  const read = blocks.map((block) => ({ column: block.column, sums: readBlock(block, sum) }));
  const columns = read.flatMap(({ column, sums: { parts, suppressedSites } }) =>
    isNumeric(column)
      ? [summarise(column, Float64Array.of(...addParts(parts), suppressedSites), minimumCell, sites)]
      : [],
  );
  const categories = read.flatMap(({ column, sums }) =>
    isNumeric(column) ? [] : [summariseCategory(column, sums, minimumCell)],
  );
  return {
    rows: sum.at(-1)!,
    sites,
    minimumCell,
    columns,
    ...(categories.length > 0 && { categories }),
    ...(by !== undefined && {
      groups: {
        by: by.name,
        levels: groupNames(by),
        columns: read.map(({ column, sums }) => summariseGroups(column, sums, { minimumCell, sites })),
      },
    }),
  };
}

function refuseFractions(blocks: readonly SummaryBlock[], sum: Float64Array): void {
  const refuse = (at: number): never => {
    throw new FederationError("WORKLOAD_FAILED", "A count in the sum is not a whole number.", { field: `sum.${at}` });
  };
  const isCount = (value: number) => Number.isInteger(value) && value >= 0;
  for (const block of blocks) {
    const end = block.parts * block.partWidth;
    for (let i = 0; i <= end; i++) {
      const at = block.offset + i;
      if ((i === end || isCountCell(block, i % block.partWidth)) && !isCount(sum[at]!)) refuse(at);
    }
  }
  if (!isCount(sum.at(-1)!)) refuse(sum.length - 1);
}

/** Each survivor has at least its minimum cohort, and no column counts more rows than there are. At most maximumRows is the bound. */
function refuseAggregate(
  context: StageContext<SummarySpec>,
  blocks: readonly SummaryBlock[],
  sum: Float64Array,
  survivorCount: number,
): void {
  const { minimumCohort } = context.study.document;
  const rows = sum.at(-1)!;
  const refuse = (field: string): never => {
    throw new FederationError("AGGREGATE_REFUSED", "The counts are not what the survivors' cohorts can add up to.", {
      field,
      hint: "A site broke the rules; the sum does not say which.",
    });
  };
  if (rows < survivorCount * minimumCohort) refuse("rows");
  for (const [i, block] of blocks.entries()) {
    const { parts, suppressedSites } = readBlock(block, sum);
    if (rowsOfPart(block, addParts(parts)) > rows || suppressedSites > survivorCount) refuse(`column ${i}`);
  }
}

function report(context: StageContext<SummarySpec>, state: Uint8Array): StageReport {
  const { table } = decodeState(state);
  if (table === null) throw new FederationError("ROUND_PHASE", "The summary has no round yet.", { field: "state" });
  const columns = columnsTable(context, table);
  const groups = table.groups === undefined ? {} : { groups: groupsTable(context, table.groups) };
  return { document: { ...table }, tables: { columns, ...groups }, files: {} };
}

/** Count, mean, variance and missingness per column, equal to the pooled computation to fixed-point error (2^-32 of a range). */
export const summary: Workload<SummarySpec> = {
  spec: SummarySpec,
  yieldsModel: false,
  checkSpec: checkSummarySpec,
  roundsAtMost: () => 1,
  discloses: (place) => {
    const by = summaryBy(place);
    const columns = [...summaryColumns(place), ...(by === undefined ? [] : [by])];
    return { release: "exact", columns: columns.map(({ name }) => name) };
  },
  startsFrom: () => [],
  begin: () => canonicalJsonBytes({ table: null }),
  ask,
  reduce,
  report,
};
