import type { StudyDocument } from "@consilium/sdk/schemas/study.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { DuckDBConnection } from "@duckdb/node-api";
import { checkColumnNames, checkColumns, expectedColumns } from "./checkColumns.ts";
import { createViewTable } from "./createViewTable.ts";
import { createFhirMacros } from "./fhirMacros.ts";
import { type OutputName, outputNames } from "./outputNames.ts";
import { lockDown, outputColumns, parseSelect, prepareSelect, refuse, withDatabase } from "./ReadOnlyQuery.ts";

/**
 * Compares the columns of `features.sql` with study.yaml, without any record. The query is parsed and bound, never run.
 *
 * A study with views is bound to the empty tables of its views, as a site with FHIR records makes them: names and types of
 * its columns, and every table and column that it reads. Without views the tables are a site's own, so the names are read off
 * the syntax, and the types are left to the sites. Throws QUERY_REFUSED.
 */
export async function checkFeaturesSql(study: Pick<Study, "document" | "featuresSql" | "views">, memoryMiB: number) {
  await withDatabase(memoryMiB, async (connection) => {
    const views = Object.values(study.views);
    for (const view of views) await createViewTable(connection, view);
    await createFhirMacros(connection);
    await lockDown(connection);
    if (views.length === 0) await checkNames(connection, study);
    else checkColumns(outputColumns(await prepareSelect(connection, study.featuresSql)), study.document);
  });
}

async function checkNames(
  connection: DuckDBConnection,
  { document, featuresSql }: Pick<Study, "document" | "featuresSql">,
) {
  const outputs = outputNames(await parseSelect(connection, featuresSql));
  const expected = expectedColumns(document);
  if (outputs.some(({ kind }) => kind === "unknown")) {
    throw refuse(
      "Which columns it yields depends on a site's tables (* or COLUMNS over a table, or unnest).",
      `Name each column: ${expected.join(", ")}.`,
    );
  }
  const unnamed = outputs.flatMap(({ kind }, i) => (kind === "unnamed" ? [i + 1] : []));
  const names = outputs.flatMap((output) => (output.kind === "named" ? [nameOf(output, document)] : []));
  if (unnamed.length > 0) {
    const missing = expected.filter((name) => !names.includes(name));
    throw refuse(
      `Its ${unnamed.length === 1 ? "column" : "columns"} ${unnamed.join(", ")} (counted from 1) ${unnamed.length === 1 ? "has" : "have"} no name.`,
      `Write AS and a name after each expression.${missing.length > 0 ? ` Missing: ${missing.join(", ")}.` : ""}`,
    );
  }
  checkColumnNames(names, document);
}

/** A name as the query writes it; for a column's own name the one that study.yaml has in other letter case. */
function nameOf({ name, isExact }: Extract<OutputName, { kind: "named" }>, document: StudyDocument): string {
  if (isExact) return name;
  return expectedColumns(document).find((each) => each === name.toLowerCase()) ?? name;
}
