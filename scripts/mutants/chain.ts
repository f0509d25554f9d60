import type { Mutant } from "../testing/mutation/Mutant.ts";

export default [
  {
    name: "chain-receipt-indexing",
    defence: "a node that still indexes its blocks ends no sending",
    file: "sdk/src/chain/waitForReceipt.ts",
    find: "if (isIndexing(error)) return null;",
    replace: "",
    test: "test/unit/waitForReceipt.test.ts",
  },
  {
    name: "chain-receipt-other-errors",
    defence: "another error of the node is told at once, not waited out",
    file: "sdk/src/chain/waitForReceipt.ts",
    find: 'error.message.includes("transaction indexing is in progress")',
    replace: "error.message.length > 0",
    test: "test/unit/waitForReceipt.test.ts",
    grep: "other errors",
  },
] satisfies Mutant[];
