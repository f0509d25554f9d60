import type { Mutant } from "../testing/mutation/Mutant.ts";

const LIST = "sdk/service/src/readList.ts";
const LIST_TEST = "test/unit/readList.test.ts";
const PATIENT = "node/src/cohort/patientId.ts";
const PATIENT_TEST = "test/unit/patientId.test.ts";

export default [
  {
    name: "list-quote-fault",
    defence: "rows behind a quote that does not fit are not dropped in silence",
    file: LIST,
    find: "faults.add(line, `${isLong",
    replace: "void (`${isLong",
    test: LIST_TEST,
    grep: "quotes go wrong",
  },
  {
    name: "list-row-width",
    defence: "a row with more or fewer fields than the header is refused",
    file: LIST,
    find: "if (cells.length !== columns.length) {",
    replace: "if (cells.length < 0) {",
    test: LIST_TEST,
    grep: "other fields than the header",
  },
  {
    name: "list-row-bound",
    defence: "a list has no more rows than it may",
    file: LIST,
    find: "if (records.length > maxRows) throw",
    replace: "if (records.length > 1e9) throw",
    test: LIST_TEST,
    grep: "no more rows",
  },
  {
    name: "list-file-bound",
    defence: "a list is bounded before it is read",
    file: LIST,
    find: "(await stat(path)).size > maxBytes",
    replace: "(await stat(path)).size < 0",
    test: LIST_TEST,
    grep: "cannot be read",
  },
  {
    name: "list-line-ends",
    defence: "a list with mixed line ends is read whole",
    file: LIST,
    find: '.replace(/\\r\\n?/g, "\\n")',
    replace: "",
    test: LIST_TEST,
    grep: "spreadsheets and R",
  },
  {
    name: "list-header",
    defence: "a column is never taken for another",
    file: LIST,
    find: "![...places.values()].includes(-1)",
    replace: "places.size > 0",
    test: LIST_TEST,
    grep: "another header",
  },
  {
    name: "patient-id-composed",
    defence: "a composed and a decomposed name are one person",
    file: PATIENT,
    find: 'text.normalize("NFC").replace(INVISIBLE, "").normalize("NFC")',
    replace: 'text.replace(INVISIBLE, "")',
    test: PATIENT_TEST,
  },
  {
    name: "patient-id-invisible",
    defence: "signs that show nothing make no other person",
    file: PATIENT,
    find: '.replace(INVISIBLE, "")',
    replace: "",
    test: PATIENT_TEST,
  },
] satisfies readonly Mutant[];
