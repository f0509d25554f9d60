import type { Mutant } from "../testing/mutation/Mutant.ts";

export default [
  {
    name: "chain-name-sent",
    defence: "no name goes on chain that shows as another",
    file: "sdk/protocol/src/chain/memberNames.ts",
    find: "if (isPlainName(name) && sizeBytes",
    replace: "if (sizeBytes",
    test: "test/unit/memberNames.test.ts",
    grep: "refused with field",
  },
  {
    name: "chain-name-shown",
    defence: "a name from the chain cannot break the line or turn the text it stands in",
    file: "sdk/protocol/src/chain/memberNames.ts",
    find: '.replace(UNPRINTABLE, "\\u{fffd}")',
    replace: "",
    test: "test/unit/memberNames.test.ts",
    grep: "on one line",
  },
  {
    name: "chain-receipt-indexing",
    defence: "a node that still indexes its blocks ends no sending",
    file: "sdk/protocol/src/chain/waitForReceipt.ts",
    find: "if (isIndexing(error)) return undefined;",
    replace: "",
    test: "test/unit/waitForReceipt.test.ts",
  },
  {
    name: "chain-prepared-indexing",
    defence: "a signed transaction is not void, and made anew, while the node cannot say whether it is mined",
    file: "sdk/protocol/src/chain/preparedTransaction.ts",
    find: "if (receipt === null) {",
    replace: "if (receipt == null) {",
    test: "test/unit/waitForReceipt.test.ts",
    grep: "void only once",
  },
  {
    name: "chain-receipt-other-errors",
    defence: "another error of the node is told at once, not waited out",
    file: "sdk/protocol/src/chain/waitForReceipt.ts",
    find: 'error.message.includes("transaction indexing is in progress")',
    replace: "error.message.length > 0",
    test: "test/unit/waitForReceipt.test.ts",
    grep: "other errors",
  },
] satisfies Mutant[];
