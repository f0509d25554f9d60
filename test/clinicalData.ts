import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** CONSILIUM_DATA, or ../shared/data beside the repository. */
const FOLDER = resolve(import.meta.dirname, "..", process.env.CONSILIUM_DATA ?? join("..", "shared", "data"));

/** The folder of one clinical data set, for example `uci-heart-disease`; undefined where it is not on this machine. */
export function clinicalDataDir(name: string): string | undefined {
  const dir = join(FOLDER, name);
  return existsSync(dir) ? dir : undefined;
}

/** A suite on real data; where the data is missing it is skipped, and its title says why. */
export function describeWithData(name: string, define: (dir: string) => void): void {
  const dir = clinicalDataDir(name);
  if (dir !== undefined) {
    describe(`on ${name}`, () => define(dir));
    return;
  }
  const reason = `skipped: ${name} is not among the clinical data; set CONSILIUM_DATA`;
  console.log(reason);
  describe.skip(`on ${name} (${reason})`, () => {
    it("needs the data", () => {});
  });
}
