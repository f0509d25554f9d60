import type { ReportTable } from "@consilium/sdk/workloads/Workload.ts";
import type { Drawing, Room } from "./figures/canvas.ts";
import type { Labels } from "./Labels.ts";
import type { PeopleTable } from "./peopleTable.ts";

/** What a table is shown from. */
export interface StageView {
  /** The stage's id. */
  readonly stage: string;
  /** The stage as `study.yaml` has it. */
  readonly spec: Readonly<Record<string, unknown>>;
  readonly document: Readonly<Record<string, unknown>>;
  readonly tables: Readonly<Record<string, ReportTable>>;
  readonly labels: Labels;
}

/** A figure of a table. Its file is `figures/<stage>-<name>.svg`. */
export interface NamedFigure {
  readonly name: string;
  /** Whether a phone gets a drawing of its own; a narrow figure needs none. */
  readonly hasPhoneForm: boolean;
  draw(room: Room): Drawing;
}

/** How one table of a workload is shown. */
export interface TableLayout {
  readonly title: string;
  /** How to read it, in one or two sentences. */
  readonly reading?: string;
  people(table: ReportTable, view: StageView): PeopleTable;
  figure?(table: ReportTable, view: StageView): NamedFigure | undefined;
  /** The figure says it: the table stands folded below. */
  readonly isFolded?: boolean;
}
