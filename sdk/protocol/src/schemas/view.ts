/**
 * A SQL-on-FHIR v2 ViewDefinition (https://sql-on-fhir.org/ig/), the parts that make a table. `checkView` has seen
 * every one that a Study holds; what the standard has for catalogues (title, publisher …) is allowed and not used.
 */
export interface ViewDefinition {
  /** The table's name: that of the file in `views/`. */
  readonly name: string;
  /** FHIR resource type, for example `Observation`. */
  readonly resource: string;
  readonly constant?: readonly ViewConstant[];
  readonly select: readonly ViewSelect[];
  /** A resource makes rows only where each of these is true. */
  readonly where?: readonly { readonly path: string }[];
}

/** `%name` in the view's paths; besides `name` it has one `value…` element, for example `valueCode`. */
export interface ViewConstant {
  readonly name: string;
  readonly [value: string]: unknown;
}

/** At most one of `forEach`, `forEachOrNull` and `repeat`. */
export interface ViewSelect {
  readonly column?: readonly ViewColumnDefinition[];
  readonly select?: readonly ViewSelect[];
  readonly unionAll?: readonly ViewSelect[];
  readonly forEach?: string;
  readonly forEachOrNull?: string;
  /** Paths followed again from what they yield, depth first, for example `["item", "answer.item"]`. */
  readonly repeat?: readonly string[];
}

export interface ViewColumnDefinition {
  readonly name: string;
  readonly path: string;
  /** A FHIR primitive type, one of COLUMN_TYPES; text where it is left out. */
  readonly type?: string;
  /** Several values make a list; without it they are an error. */
  readonly collection?: boolean;
}

/** How a FHIR primitive type stands in a table. */
export type ColumnKind = "text" | "boolean" | "integer" | "decimal";

/**
 * The types a column may have. Dates and times stay text, because those of FHIR may be partial (`1950`, `1950-06`);
 * `features.sql` reads them with `fhir_date` and its like.
 */
export const COLUMN_TYPES: Readonly<Record<string, ColumnKind>> = {
  base64Binary: "text",
  boolean: "boolean",
  canonical: "text",
  code: "text",
  date: "text",
  dateTime: "text",
  decimal: "decimal",
  id: "text",
  instant: "text",
  integer: "integer",
  integer64: "integer",
  markdown: "text",
  oid: "text",
  positiveInt: "integer",
  string: "text",
  time: "text",
  unsignedInt: "integer",
  uri: "text",
  url: "text",
  uuid: "text",
};
