import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { referenceTarget } from "@consilium/node/records/fhir/references.ts";
import { compileView, type FhirResource } from "@consilium/node/records/fhir/viewRows.ts";
import { checkView, viewColumns } from "@consilium/sdk/study/checkView.ts";
import { checkViewPaths } from "@consilium/service/study/checkViewPaths.ts";

/** Where the table of the last run is kept. */
export const TABLE = join(import.meta.dirname, "..", "test", "vectors", "sql-on-fhir.md");

interface Case {
  readonly title: string;
  readonly tags?: readonly string[];
  readonly view: Readonly<Record<string, unknown>>;
  readonly expect?: readonly Readonly<Record<string, unknown>>[];
  readonly expectColumns?: readonly string[];
  readonly expectError?: boolean;
}

export interface CaseResult {
  readonly file: string;
  readonly title: string;
  readonly shareable: boolean;
  /** What is wrong, undefined where the case passes. */
  readonly fault: string | undefined;
}

/** Runs the official SQL-on-FHIR v2 cases (the suite's folder `tests`) on the project's own views. */
export async function runSuite(directory: string): Promise<CaseResult[]> {
  const results: CaseResult[] = [];
  for (const file of (await readdir(directory)).filter((name) => name.endsWith(".json")).sort()) {
    const suite = JSON.parse(await readFile(join(directory, file), "utf8")) as {
      resources: FhirResource[];
      tests: Case[];
    };
    for (const one of suite.tests) {
      const shareable = one.tags?.includes("shareable") ?? false;
      results.push({ file, title: one.title, shareable, fault: faultOf(one, structuredClone(suite.resources)) });
    }
  }
  return results;
}

function faultOf(one: Case, resources: readonly FhirResource[]): string | undefined {
  let rows: Record<string, unknown>[];
  let columns: string[];
  try {
    const view = checkView("views/suite.json", { ...one.view, name: "suite" });
    checkViewPaths(view);
    const rowsOf = compileView(view, (reference, type) => {
      const target = referenceTarget(reference.reference);
      return target.kind === "resource" && (type === undefined || target.type === type) ? target.id : undefined;
    });
    columns = viewColumns(view).map(({ name }) => name);
    const cells = resources.filter(({ resourceType }) => resourceType === view.resource).flatMap(rowsOf);
    rows = cells.map((row) => Object.fromEntries(row.map((cell, i) => [columns[i]!, plain(cell)])));
  } catch (error) {
    return one.expectError === true ? undefined : `fails: ${(error as Error).message}`;
  }
  if (one.expectError === true) return "does not fail";
  if (one.expectColumns !== undefined && !isDeepStrictEqual(columns, one.expectColumns)) return "other columns";
  // The suite compares rows without their order.
  const spell = (list: readonly Readonly<Record<string, unknown>>[]): string[] =>
    list.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();
  return isDeepStrictEqual(spell(rows), spell(one.expect ?? [])) ? undefined : "other rows";
}

function plain(cell: unknown): unknown {
  return typeof cell === "bigint" ? Number(cell) : cell;
}

/** The results as a Markdown table, one line a file, then every case that does not pass. */
export function suiteTable(results: readonly CaseResult[]): string {
  const count = (list: readonly CaseResult[]): string =>
    list.length === 0 ? "" : `${list.filter(({ fault }) => fault === undefined).length} of ${list.length}`;
  const line = (name: string, list: readonly CaseResult[]): string =>
    `| ${name} | ${count(list.filter(({ shareable }) => shareable))} | ${count(list.filter(({ shareable }) => !shareable))} |`;
  const files = [...new Set(results.map(({ file }) => file))];
  const failing = results.filter(({ fault }) => fault !== undefined);
  return [
    "# The official SQL-on-FHIR v2 cases on this project's views",
    "Made by `node scripts/sqlOnFhir.ts <suite>/tests`; `test/vectors/sqlOnFhir.test.ts` compares it with a new run.",
    "",
    "| file | shareable cases that pass | others |",
    "| --- | --- | --- |",
    ...files.map((file) =>
      line(
        file,
        results.filter((result) => result.file === file),
      ),
    ),
    line("**all**", results),
    "",
    ...(failing.length === 0 ? [] : ["Cases that do not pass:", ""]),
    ...failing.map(
      ({ file, title, fault = "" }) => `- ${file}, ${title}: ${fault.replace(/views\/suite\.json: | Known: .*/g, "")}`,
    ),
    "",
  ].join("\n");
}

if (process.argv[1] === import.meta.filename) {
  const [directory] = process.argv.slice(2);
  if (directory === undefined)
    throw new Error("Give the folder of the suite's cases, for example sql-on-fhir-v2/tests.");
  const results = await runSuite(resolve(directory));
  await writeFile(TABLE, suiteTable(results));
  console.log(suiteTable(results));
}
