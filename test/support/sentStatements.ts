import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { does } from "./faults.ts";
import type { TestConsortium } from "./TestConsortium.ts";

/** Said once in a round; a site that is started again repeats it to the byte. */
const ONCE = ["round.join", "round.deal", "round.complain", "round.commit", "round.confirm", "round.unmask"];

interface Sent {
  readonly roundId: number;
  readonly op: string;
  readonly body: { readonly attempt?: number };
}

/** A site with it notes each statement that it is about to send, as a line of JSON in a file beside its configuration. */
export const NOTES_WHAT_LEAVES = does(
  "notes-what-leaves",
  "node/src/phases/awaitDocument.ts",
  "    deps.signal.throwIfAborted();\n    try {\n",
  `if (op !== "round.wait") {
    const line = JSON.stringify({ roundId, op, body }) + "\\n";
    process.getBuiltinModule("node:fs").appendFileSync(process.argv.at(-1) + ".sent", line);
  }`,
);

/** What a site sent, or was about to send when it was killed. */
export async function sentBy({ dir, sites }: TestConsortium, site: number): Promise<Sent[]> {
  const text = await readFile(join(dir, `${sites[site]!.name}.yaml.sent`), "utf8");
  const lines = text.split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Sent);
}

/** The operations of a round that left a site, each named once. */
export async function operationsOf(consortium: TestConsortium, site: number, roundId: number): Promise<string[]> {
  const sent = await sentBy(consortium, site);
  return [...new Set(sent.filter((each) => each.roundId === roundId).map(({ op }) => op))];
}

/** No site ever said a second, different thing: it masked, confirmed and unmasked each round once, and signed one set in an attempt. */
export async function expectNothingTwice(consortium: TestConsortium): Promise<void> {
  for (const [site, { name }] of consortium.sites.entries()) {
    const said = new Map<string, string>();
    for (const { roundId, op, body } of await sentBy(consortium, site)) {
      if (!ONCE.includes(op) && op !== "round.agree") continue;
      const what = `${name}, round ${roundId}: ${op} ${body.attempt ?? ""}`;
      const text = JSON.stringify(body);
      expect(text, what).to.equal(said.get(what) ?? text);
      said.set(what, text);
    }
    expect(said.size, `what ${name} said`).to.be.greaterThan(0);
  }
}
