import type { Mutant } from "../testing/mutation/Mutant.ts";

const COLUMNS = "sdk/service/src/sql/checkColumns.ts";
const NAMES = "sdk/service/src/sql/outputNames.ts";
const CHECK = "sdk/service/src/sql/checkFeaturesSql.ts";
const PROCESS = "sdk/service/src/study/checkFeatures.ts";
const TEST = "test/unit/study.features.test.ts";

export default [
  {
    name: "features-checked-early",
    defence: "a study whose columns do not fit is refused where it is written, and never published",
    file: "sdk/service/src/study/readStudyFolder.ts",
    find: "  await checkFeatures(study);",
    replace: "",
    test: TEST,
    grep: "on the command line",
  },
  {
    name: "features-missing-or-extra",
    defence: "a query yields every column of study.yaml and no more",
    file: COLUMNS,
    find: "if (parts.length > 0) {",
    replace: "if (parts.length > 9) {",
    test: TEST,
    grep: "a missing column|a column too many",
  },
  {
    name: "features-doubled",
    defence: "a query yields each column once",
    file: COLUMNS,
    find: "names.indexOf(name) !== names.lastIndexOf(name)",
    replace: "names.indexOf(name) > names.lastIndexOf(name)",
    test: TEST,
    grep: "an alias twice",
  },
  {
    name: "features-patient-first",
    defence: "patient_id is the first column",
    file: COLUMNS,
    find: 'if (names[0] !== "patient_id")',
    replace: "if (names.length === 0)",
    test: TEST,
    grep: "patient_id elsewhere",
  },
  {
    name: "features-types",
    defence: "a column of the wrong type is found before any site runs the query",
    file: COLUMNS,
    find: "if (!types.has(type)) throw",
    replace: "if (types.size === 0) throw",
    test: TEST,
    grep: "text for a number",
  },
  {
    name: "features-unknown-names",
    defence: "a query whose columns only a site's tables tell is refused, not passed",
    file: CHECK,
    find: 'outputs.some(({ kind }) => kind === "unknown")',
    replace: "outputs.length < 0",
    test: TEST,
    grep: "COLUMNS|FROM alone",
  },
  {
    name: "features-unnamed",
    defence: "an expression without a name is refused",
    file: CHECK,
    find: "if (unnamed.length > 0) {",
    replace: "if (unnamed.length > 99) {",
    test: TEST,
    grep: "an expression without a name",
  },
  {
    name: "features-bound-to-views",
    defence: "a table or column that no view has is found before any site runs the query",
    file: CHECK,
    find: "if (views.length === 0) await",
    replace: "if (views.length >= 0) await",
    test: TEST,
    grep: "an unknown column|an unknown view",
  },
  {
    name: "features-alias-case",
    defence: "an alias in other letter case is another column",
    file: CHECK,
    find: "if (isExact) return name;",
    replace: "",
    test: TEST,
    grep: "an alias in other letter case",
  },
  {
    name: "features-width",
    defence: "WITH clauses that double their columns end the check at once",
    file: NAMES,
    find: "if (outputs.length > MAX_COLUMNS) {",
    replace: "if (outputs.length < 0) {",
    test: TEST,
    grep: "names that double",
  },
  {
    name: "features-time-limit",
    defence: "the check of another's study ends in time",
    file: PROCESS,
    find: "timer = setTimeout(() => reject(late), timeoutMs);",
    replace: "",
    test: TEST,
    grep: "too much time",
  },
] satisfies Mutant[];
