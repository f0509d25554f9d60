import { type Category, categoriesOf, categoryBits, coversCategories } from "@consilium/sdk/chain/categories.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { workloadOf } from "@consilium/sdk/workloads/workloads.ts";
import { FHIR_CATEGORIES, OMOP_CATEGORIES } from "./defaultCategories.ts";
import { releaseOf, type SitePolicy } from "./Policy.ts";

/**
 * What a study's files say, held against the site's policy: a study may be stricter, never laxer. Its least cohort and cell, the
 * release class of each stage, and the data categories of its views.
 *
 * @throws POLICY_REFUSED naming rule and field of the study.
 */
export function requireWithinPolicy(study: Study, policy: SitePolicy): void {
  const { document } = study;
  for (const rule of ["minimumCohort", "minimumCell"] as const) {
    if (document[rule] >= policy[rule]) continue;
    throw policyRefusal(
      rule,
      `study.yaml: ${rule}`,
      `The study allows ${document[rule]}, this site at least ${policy[rule]}.`,
      `Ask for a study with ${rule} ${policy[rule]} or more, or change the site's policy.`,
    );
  }
  for (const stage of document.stages) {
    const { release } = workloadOf(stage.workload).discloses({ study, stage });
    if (release === "dp" || releaseOf(policy, stage.workload) === "exact") continue;
    throw policyRefusal(
      "release",
      `study.yaml: stage ${stage.id}`,
      `A stage of workload ${stage.workload} releases exact sums, and this site permits it only with differential privacy.`,
      `Where the committee accepts exact sums of it, write release: { ${stage.workload}: exact } into policy.yaml.`,
    );
  }
  requireViewCategories(study, policy);
}

/** @throws POLICY_REFUSED for a view of a resource type whose data categories the study does not declare */
export function requireViewCategories(
  { document, views }: Pick<Study, "document" | "views">,
  policy: SitePolicy,
): void {
  for (const view of Object.values(views)) {
    const field = `views/${view.name}.json: resource`;
    requireCategories(`a ${view.resource}`, resourceCategories(policy, view.resource), document.categories, field);
  }
}

/** The data categories of a FHIR resource type; undefined where the site has not said them. */
function resourceCategories({ resources }: Pick<SitePolicy, "resources">, type: string) {
  return own(resources, type) ?? own(FHIR_CATEGORIES, type);
}

/** The data categories of a CSV source's table; undefined where the site has not said them. */
export function tableCategories({ tables }: Pick<SitePolicy, "tables">, table: string) {
  return own(tables, table)?.categories ?? own(OMOP_CATEGORIES, table);
}

/** The data categories of one column; those of its table where it has none of its own. Letter case does not matter. */
export function columnCategories(
  policy: Pick<SitePolicy, "tables">,
  table: string,
  column: string,
): readonly Category[] | undefined {
  const columns = own(policy.tables, table)?.columns ?? {};
  const name = Object.keys(columns).find((each) => each.toLowerCase() === column.toLowerCase());
  return name === undefined ? tableCategories(policy, table) : columns[name];
}

/** Whether what is of these categories is among what a study declares. What is of no known category is in no study. */
export function isDeclared(categories: readonly Category[] | undefined, declared: readonly string[]): boolean {
  return categories !== undefined && coversCategories(categoryBits(declared), categoryBits(categories));
}

/** @param what for the message: `a Condition`, `the table 'labs'` */
export function requireCategories(
  what: string,
  categories: readonly Category[] | undefined,
  declared: readonly string[],
  field: string,
): void {
  if (isDeclared(categories, declared)) return;
  if (categories === undefined) {
    throw policyRefusal(
      "categories",
      field,
      `The site's policy does not say of which data categories ${what} is.`,
      "Name them in policy.yaml, under resources or tables.",
    );
  }
  const lacking = categoriesOf(categoryBits(categories) & ~categoryBits(declared));
  throw policyRefusal(
    "categories",
    field,
    `The study reads ${what}, which is ${categories.join(", ")}, and does not declare ${lacking.join(", ")}.`,
    "A study declares every data category that it reads, since patients consent to categories.",
  );
}

/** A refusal by a rule of the policy, for the operator: it names rule and place, never a value. */
export function policyRefusal(rule: string, field: string, message: string, hint: string): FederationError {
  return new FederationError("POLICY_REFUSED", `Policy rule ${rule}: ${message}`, { field, hint });
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
