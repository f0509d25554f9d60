import type { Mutant } from "../testing/mutation/Mutant.ts";

const UNIT_TEST = "test/unit/start.test.ts";
const SUPERVISOR_TEST = "test/e2e/startSupervisor.test.ts";
const FOLDER = "scripts/local-consortium";

export default [
  {
    name: "start-foreign-folder",
    defence: "--fresh never empties a folder that no local consortium made",
    file: `${FOLDER}/StateDirectory.ts`,
    find: "entries.length > 0 && !entries.includes(MARKER)",
    replace: "entries.length > 1_000",
    test: UNIT_TEST,
    grep: "someone else's files",
  },
  {
    name: "start-stop-order",
    defence: "nodes stop before the coordinator, the coordinator before the chain",
    file: `${FOLDER}/ProcessSupervisor.ts`,
    find: "this.#end([...this.#running].reverse())",
    replace: "this.#end([...this.#running])",
    test: SUPERVISOR_TEST,
    grep: "last started first",
  },
  {
    name: "start-never-ready",
    defence: "a process that never becomes ready is not left behind",
    file: `${FOLDER}/ProcessSupervisor.ts`,
    find: "await this.#end([running]);\n      throw error;",
    replace: "throw error;",
    test: SUPERVISOR_TEST,
    grep: "never becomes ready",
  },
] satisfies readonly Mutant[];
