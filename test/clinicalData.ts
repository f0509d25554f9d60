import { dataFolder, dataSetDir, sharedDir } from "@consilium/scripts/testing/dataFolder.ts";

export { sharedDir };

/** A suite on real data. Where the data is missing the suite is skipped, and its title says why. */
export function describeWithData(name: string, define: (dir: string) => void): void {
  describeWith(`on ${name}`, dataSetDir(name), `no data set ${name} in ${dataFolder()}; set CONSILIUM_DATA`, define);
}

/**
 * A suite on a folder beside the data sets: `cases`, `sql-on-fhir-v2`, `attacks`. Where it is missing the suite is
 * skipped, and its title says why.
 */
export function describeWithShared(name: string, define: (dir: string) => void): void {
  describeWith(`on ${name}`, sharedDir(name), `no folder ${name} beside ${dataFolder()}; set CONSILIUM_DATA`, define);
}

function describeWith(title: string, dir: string | undefined, missing: string, define: (dir: string) => void): void {
  if (dir !== undefined) {
    describe(title, () => define(dir));
    return;
  }
  const reason = `skipped: ${missing}`;
  console.log(reason);
  // Its tests would read the folder as they are defined, so one stands for all of them.
  describe.skip(`${title} (${reason})`, () => {
    it("needs the folder", () => {});
  });
}
