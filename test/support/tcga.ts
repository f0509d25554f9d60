import type { FeatureTable } from "@consilium/node/records/FeatureTable.ts";
import { readTcgaBrca } from "@consilium/scripts/bench/flamby/tcgaBrca.ts";

export { TCGA_COLUMNS } from "@consilium/scripts/bench/flamby/tcgaBrca.ts";

/** One table for each of the six centres, all rows of FLamby's split, for fits on all of them. */
export function readTcga(folder: string): FeatureTable[] {
  return readTcgaBrca(folder).map((table) => ({ ...table, heldOut: table.heldOut.map(() => false) }));
}
