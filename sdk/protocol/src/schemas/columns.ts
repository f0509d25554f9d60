import { type Static, Type } from "typebox";

/** A column, stage or study name as SQL and file systems take it unquoted. */
export const Name = Type.String({ pattern: "^[a-z][a-z0-9_]{0,62}$" });
const closed = { additionalProperties: false };

/** What every column of `features.sql` may say, whatever its type. */
const common = {
  name: Name,
  label: Type.Optional(Type.String({ maxLength: 200 })),
  /** Rows without a value are left out of every cohort, and counted. An outcome must say so. */
  required: Type.Optional(Type.Boolean()),
  /** A site may have no value of it at all; else such a site's extraction is refused. */
  mayBeMissing: Type.Optional(Type.Boolean()),
};
const Unit = Type.String({ minLength: 1, maxLength: 40 });

/** A measured quantity. Values outside `range` are clamped to it, which bounds every statistic. */
const NumberColumn = Type.Object(
  {
    ...common,
    type: Type.Literal("number"),
    /** Unit of measure as people read it, for example `mmHg`; UCUM where there is one. */
    unit: Type.Optional(Unit),
    range: Type.Tuple([Type.Number(), Type.Number()]),
  },
  closed,
);

/** One of a few named levels, as text in `features.sql`; another value refuses the extraction. */
const CategoryColumn = Type.Object(
  {
    ...common,
    type: Type.Literal("category"),
    levels: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
      minItems: 2,
      maxItems: 256,
      uniqueItems: true,
    }),
  },
  closed,
);

/** 0 or 1 (or a SQL boolean). */
const BinaryColumn = Type.Object({ ...common, type: Type.Literal("binary") }, closed);

/** A whole number of things, from 0; more than `maximum` is clamped to it. */
const CountColumn = Type.Object(
  { ...common, type: Type.Literal("count"), maximum: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }) },
  closed,
);

/** Time from the index date to the event or to the end of observation, from 0; longer is clamped to `maximum`. */
const TimeColumn = Type.Object(
  { ...common, type: Type.Literal("time"), unit: Unit, maximum: Type.Number({ exclusiveMinimum: 0 }) },
  closed,
);

/** Whether the observation ended with the event (1) or without it (0, censored). */
const EventColumn = Type.Object({ ...common, type: Type.Literal("event") }, closed);

/** One output column of `features.sql`, after `patient_id`. */
export const ColumnSpec = Type.Union([
  NumberColumn,
  CategoryColumn,
  BinaryColumn,
  CountColumn,
  TimeColumn,
  EventColumn,
]);
export type ColumnSpec = Static<typeof ColumnSpec>;

/** A column whose values are numbers with a declared range. */
export type NumericColumn = Exclude<ColumnSpec, { type: "category" }>;

/** Whether sums of the column's values mean something: all types but `category`. */
export function isNumeric(column: ColumnSpec): column is NumericColumn {
  return column.type !== "category";
}

/**
 * The lowest and highest value of a numeric column, in its own unit. For a `binary` or `event` column 0 and 1.
 *
 * @example columnRange({ name: "sbp", type: "number", unit: "mmHg", range: [60, 260] }) // [60, 260]
 */
export function columnRange(column: NumericColumn): readonly [low: number, high: number] {
  switch (column.type) {
    case "number":
      return column.range;
    case "count":
    case "time":
      return [0, column.maximum];
    case "binary":
    case "event":
      return [0, 1];
  }
}
