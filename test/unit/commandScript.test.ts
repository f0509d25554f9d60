import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { BUNDLES_VARIABLE, COMMAND_SOURCES, commandScript } from "@consilium/scripts/commands/commandScript.ts";
import { expect } from "chai";

const ROOT = resolve(import.meta.dirname, "../..");
const NAMES = Object.keys(COMMAND_SOURCES) as (keyof typeof COMMAND_SOURCES)[];

describe("the script of a command", () => {
  it("is its source where nothing is bundled", () => {
    for (const name of NAMES) {
      expect(commandScript(name, {})).to.equal(join(ROOT, COMMAND_SOURCES[name]));
      expect(existsSync(commandScript(name, {}))).to.equal(true);
    }
  });

  it("is its bundle where one of this checkout was made", () => {
    const env = { [BUNDLES_VARIABLE]: join(ROOT, "node_modules/.cache/x") };
    for (const name of NAMES)
      expect(commandScript(name, env)).to.equal(join(ROOT, "node_modules/.cache/x", name, "main.js"));
  });

  it("is never what another checkout bundled", () => {
    for (const folder of [tmpdir(), `${ROOT}-copy/node_modules/.cache/x`, "node_modules/.cache/x", ""]) {
      const script = commandScript("consilium-node", { [BUNDLES_VARIABLE]: folder });
      expect(script, folder).to.equal(join(ROOT, "node/src/main.ts"));
    }
  });
});
