import { readdirSync } from "node:fs";
import { basename } from "node:path";
import { CONTRACT_NAMES, interfaceOf } from "@consilium/sdk/chain/contracts.ts";
import { expect } from "chai";
import type { ErrorFragment } from "ethers";
import type { Suite } from "mocha";
import { assertedRefusals } from "./refusal.ts";

/** OpenZeppelin's, of names too long for a signing domain: ours are constants, so nothing can meet them. */
const UNREACHABLE = ["InvalidShortString", "StringTooLong"];

/** Its file comes last by name: it judges what the tests before it asserted. */
describe("custom errors", () => {
  it("are each asserted with all their arguments by some test of this suite", function () {
    if (!everythingRan(rootOf(this.test!.parent!))) {
      this.test!.title += " (skipped: only a part of the suite ran)";
      this.skip();
    }
    const errors = new Map<string, ErrorFragment>();
    for (const name of CONTRACT_NAMES) {
      interfaceOf(name).forEachError((error) => void errors.set(error.format(), error));
    }
    const unasserted = [...errors.values()].filter(
      (error) => !UNREACHABLE.includes(error.name) && ![...assertedRefusals].some((text) => names(text, error)),
    );
    expect(errors.size).to.be.above(80);
    expect(unasserted.map((error) => error.format("full"))).to.deep.equal([]);
  });
});

/** Whether a text names the error with every argument: `RoundUnknown(roundId: 7)`. */
function names(text: string, { name, inputs }: ErrorFragment): boolean {
  const values = inputs.map((input) => `${input.name}: [^,]+`).join(", ");
  return new RegExp(`^${name}\\(${values}\\)$`).test(text);
}

/** Whether every test of every other file of this folder has run. */
function everythingRan(root: Suite): boolean {
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts"));
  const loaded = new Set(root.suites.map(({ file }) => basename(file ?? "")));
  if (!files.every((name) => loaded.has(name))) return false;
  let ran = true;
  root.eachTest((test) => {
    if (test.file !== import.meta.filename && test.state === undefined && !test.isPending()) ran = false;
  });
  return ran;
}

function rootOf(suite: Suite): Suite {
  return suite.parent === undefined ? suite : rootOf(suite.parent);
}
