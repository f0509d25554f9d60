import type { Study } from "@consilium/sdk/study/Study.ts";
import { endWithParent, type Failure, failureOf, watchMemory } from "../processes/limitedProcess.ts";
import { checkFeaturesSql } from "../sql/checkFeaturesSql.ts";
import { refuse } from "../sql/ReadOnlyQuery.ts";

/** What the process is asked, once. */
export interface FeaturesRequest {
  readonly study: Pick<Study, "document" | "featuresSql" | "views">;
  /** Memory of the embedded database. */
  readonly memoryMiB: number;
  /** Memory of the whole process. */
  readonly processMiB: number;
}

export type FeaturesReport = { readonly kind: "done" } | ({ readonly kind: "failed" } & Failure);

endWithParent();
process.once("message", ({ study, memoryMiB, processMiB }: FeaturesRequest) => {
  watchMemory(processMiB);
  const report = (message: FeaturesReport) => process.send?.(message);
  checkFeaturesSql(study, memoryMiB)
    .then(() => report({ kind: "done" }))
    .catch((error) =>
      report({
        kind: "failed",
        ...failureOf(outOfMemory(error) ?? error, { message: "The check failed.", field: "features.sql" }),
      }),
    );
});

/** The database's own limit, which it may meet before the system's: in the query, or in what it does to name its tables. */
function outOfMemory(error: unknown): Error | undefined {
  const isMemory = error instanceof Error && error.message.startsWith("Out of Memory Error");
  return isMemory ? refuse("Its check needs too much memory.", "Make the query simpler.") : undefined;
}
