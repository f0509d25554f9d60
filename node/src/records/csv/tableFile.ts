import { basename } from "node:path";
import type { CsvSourceOptions, TableFile, TableOptions } from "./csvTable.ts";

const SHOWN = ["delimiter", "encoding", "decimal", "nulls", "dateFormat"] as const;
/** Always said for the site, so shown only where a table has its own. */
const SHOWN_OF_ITS_OWN = ["onMalformed", "maximumMalformed"] as const;

/** A table's file with the options that hold for it: its own before the site's. */
export function tableFile({ tables, ...site }: CsvSourceOptions, table: string): TableFile {
  const { path, ...own } = tables[table]!;
  return {
    table,
    path,
    name: basename(path),
    options: { ...site, ...own },
    own: Object.keys(own),
    field: (option) => (option in own ? `records.tables.${table}.${option}` : `records.${option}`),
  };
}

/** The options of node.yaml that hold for a file, a line for its own and one for the site's. */
export function describeOptions({ options, own }: TableFile): string[] {
  const said = (names: readonly (keyof TableOptions)[]): string =>
    names.map((name) => `${name} ${JSON.stringify(options[name])}`).join(", ");
  const ofTable = said([...SHOWN, ...SHOWN_OF_ITS_OWN].filter((name) => own.includes(name)));
  const ofSite = said(SHOWN.filter((name) => options[name] !== undefined && !own.includes(name)));
  return [
    ...(ofTable === "" ? [] : [`options of this table: ${ofTable}`]),
    ...(ofSite === "" ? [] : [`options of all tables: ${ofSite}`]),
  ];
}
