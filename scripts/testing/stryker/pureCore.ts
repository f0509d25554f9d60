import type { PureFile } from "./runStryker.ts";

const of = (file: string, ...tests: readonly string[]): PureFile => ({
  file: `sdk/protocol/src/${file}`,
  tests: tests.map((name) => `test/unit/${name}.test.ts`),
});

/**
 * The pure core: files that compute and neither wait nor store, whose unit tests take a second or so. Every mutant that Stryker
 * generates in them must be noticed by the tests beside them, or be listed in equivalentMutants.ts.
 */
export const PURE_CORE: readonly PureFile[] = [
  of("canonical/bytes.ts", "bytes"),
  of("canonical/time.ts", "time"),
  of("chain/memberNames.ts", "memberNames"),
  of("cohort/checkCohortEvidence.ts", "cohort", "sealedCohort"),
  of("cohort/cohortTree.ts", "cohort"),
  of("cohort/consentRule.ts", "cohort"),
  of("models/layout.ts", "model"),
  of("models/standardise.ts", "model"),
  of("patient/passkeyBytes.ts", "passkeyBytes"),
  of("round/manifest.ts", "round.manifest"),
  of("round/progress.ts", "workload.course"),
  of("schemas/check.ts", "schemas.check"),
  of("schemas/columns.ts", "schemas.check"),
  of("secagg/context.ts", "secagg.statement"),
  of("secagg/encoding.ts", "secagg.encoding"),
  of("secagg/packedWords.ts", "secagg.packedWords"),
  of("secagg/statement.ts", "secagg.statement"),
  of("statistics/symmetric.ts", "statistics"),
  of("wire/envelope.ts", "wire.envelope"),
  of("wire/frame.ts", "wire.frame"),
  of("workloads/course.ts", "workload.course"),
  of("workloads/km/logRank.ts", "km"),
  of("workloads/summary/spec.ts", "summary", "summary.groups"),
  of("workloads/summary/moments.ts", "summary", "summary.groups"),
  of("workloads/summary/table.ts", "summary", "summary.groups"),
];
