import type { RowSet } from "@consilium/sdk/workloads/Workload.ts";

/** Whether a stage about these rows may see a row that is held out for testing, or one that is not. */
export function isAbout(heldOut: boolean, about: RowSet): boolean {
  return about === "all" || heldOut === (about === "heldOut");
}
