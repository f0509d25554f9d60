import { withDefaults } from "@consilium/node/policy/Policy.ts";
import { WORKLOADS } from "@consilium/sdk/workloads/workloads.ts";

/** A site that permits all that the tests' studies do: for tests of something else than the policy. */
export const TEST_POLICY_DOCUMENT = {
  version: 1 as const,
  minimumCohort: 1,
  minimumCell: 1,
  release: Object.fromEntries(Object.keys(WORKLOADS).map((workload) => [workload, "exact"])),
  maximumParameterShare: 1,
  maximumDominance: 1,
  resources: Object.fromEntries(
    "Condition DiagnosticReport Encounter MedicationRequest Observation Patient QuestionnaireResponse Bundle"
      .split(" ")
      .map((type) => [type, []]),
  ),
  tables: { records: { categories: [] } },
};

export const TEST_POLICY = withDefaults(TEST_POLICY_DOCUMENT);
