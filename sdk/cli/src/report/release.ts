import type { ReleaseClass } from "@consilium/sdk/workloads/Workload.ts";

/** What a release class means, in one sentence that a reader without statistics can follow. */
export const RELEASE_MEANING: Readonly<Record<ReleaseClass, string>> = {
  exact:
    "The figures are the true totals over all sites: no record and no site's own part left a site readably, " +
    "and small counts are withheld, but no noise hides what the totals themselves tell.",
  dp:
    "Random noise was added before anything left a site, so that the figures would look nearly the same " +
    "whether or not any one patient took part; epsilon and delta say how nearly.",
};
