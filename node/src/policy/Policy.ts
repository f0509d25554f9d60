import { type Digest, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { CATEGORIES, type Category } from "@consilium/sdk/chain/categories.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { RELEASE_CLASSES, type ReleaseClass } from "@consilium/sdk/workloads/Workload.ts";
import { WORKLOADS } from "@consilium/sdk/workloads/workloads.ts";
import { type ConfigFile, readConfig } from "@consilium/service/config/readConfig.ts";
import { type Static, Type } from "typebox";
import type { NodeConfig } from "../config.ts";

const closed = { additionalProperties: false };
const Share = Type.Number({ exclusiveMinimum: 0, maximum: 1 });
const Categories = Type.Array(Type.String({ maxLength: 64 }), { maxItems: 32, uniqueItems: true });
const ColumnName = Type.String({ minLength: 1, maxLength: 255 });

/** `policy.yaml`: a site's own rules. What is left out has its default; see {@link DEFAULT_POLICY}. */
export const PolicyDocument = Type.Object(
  {
    version: Type.Literal(1),
    /** Fewest patients in the site's cohort of a round. */
    minimumCohort: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000 })),
    /** Fewest patients in a cell, on both of its sides, that is not empty. */
    minimumCell: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
    /** A column of at most so many distinct values has a cell for each of them. */
    categoricalValues: Type.Optional(Type.Integer({ minimum: 2, maximum: 1_000 })),
    /** Most parameters of an exact regression, as a share of the rows of all survivors. */
    maximumParameterShare: Type.Optional(Share),
    /** Largest share of a column's sum of squares that is one patient's. */
    maximumDominance: Type.Optional(Share),
    /** Fewest patients by which two answers on the same records differ, if they differ. */
    coverChange: Type.Optional(Type.Integer({ minimum: 2, maximum: 1_000 })),
    /** Release class by workload: `exact` permits `dp` too. */
    release: Type.Optional(Type.Record(Type.String({ pattern: "^[a-z]{1,32}$" }), Type.String({ maxLength: 16 }))),
    /** Data categories of FHIR resource types, in place of the defaults. */
    resources: Type.Optional(Type.Record(Type.String({ pattern: "^[A-Z][A-Za-z]{1,63}$" }), Categories)),
    /** Data categories of a CSV source's tables, and of columns that differ from their table. */
    tables: Type.Optional(
      Type.Record(
        Type.String({ pattern: "^[a-z][a-z0-9_]{0,62}$" }),
        Type.Object(
          {
            categories: Categories,
            columns: Type.Optional(Type.Record(ColumnName, Categories)),
          },
          closed,
        ),
      ),
    ),
    /** Columns that identify a patient, besides patient_id and what views take from keys and identifiers. */
    identifiers: Type.Optional(Type.Array(ColumnName, { maxItems: 256, uniqueItems: true })),
  },
  closed,
);
export type PolicyDocument = Static<typeof PolicyDocument>;

export interface TablePolicy {
  readonly categories: readonly Category[];
  readonly columns: Readonly<Record<string, readonly Category[]>>;
}

/** The rules in force at a site: `policy.yaml` with its defaults filled in. */
export interface SitePolicy {
  readonly minimumCohort: number;
  readonly minimumCell: number;
  readonly categoricalValues: number;
  readonly maximumParameterShare: number;
  readonly maximumDominance: number;
  readonly coverChange: number;
  readonly release: Readonly<Record<string, ReleaseClass>>;
  readonly resources: Readonly<Record<string, readonly Category[]>>;
  readonly tables: Readonly<Record<string, TablePolicy>>;
  readonly identifiers: readonly string[];
}

/** What holds where a site has no `policy.yaml`: strict, so that a site has to say what it permits. */
export const DEFAULT_POLICY: SitePolicy = {
  minimumCohort: 20,
  minimumCell: 5,
  categoricalValues: 20,
  maximumParameterShare: 0.33,
  maximumDominance: 0.5,
  coverChange: 5,
  release: { cox: "exact", evaluate: "exact", glm: "exact", km: "exact", summary: "exact", train: "dp" },
  resources: {},
  tables: {},
  identifiers: [],
};

/** What a workload may release, the strictest where neither the policy nor its defaults name it. */
export function releaseOf(policy: Pick<SitePolicy, "release">, workload: string): ReleaseClass {
  return Object.hasOwn(policy.release, workload) ? policy.release[workload]! : "dp";
}

/** SHA-256 of the rules in force, defaults included: what an approval was checked against. */
export function policyDigest(policy: SitePolicy): Digest {
  return digestDocument(policy);
}

/**
 * Reads the `policy` of node.yaml, or takes the defaults where it names none.
 *
 * @throws CONFIG_INVALID naming file and field, with the right words.
 */
export async function readPolicy({ config, resolvePath }: ConfigFile<NodeConfig>): Promise<SitePolicy> {
  if (config.policy === undefined) return DEFAULT_POLICY;
  const path = resolvePath(config.policy);
  return withDefaults((await readConfig(path, PolicyDocument)).config, path);
}

/** The rules in force under a document. @param path names the file in errors */
export function withDefaults(document: PolicyDocument, path = "policy.yaml"): SitePolicy {
  const { version: _, release, resources = {}, tables = {}, ...rest } = document;
  return {
    ...DEFAULT_POLICY,
    ...rest,
    release: { ...DEFAULT_POLICY.release, ...checkRelease(release ?? {}, `${path}.release`) },
    resources: mapValues(resources, (categories, type) => checked(categories, `${path}.resources.${type}`)),
    tables: mapValues(tables, ({ categories, columns = {} }, table) => ({
      categories: checked(categories, `${path}.tables.${table}.categories`),
      columns: mapValues(columns, (own, column) => checked(own, `${path}.tables.${table}.columns.${column}`)),
    })),
  };
}

function checkRelease(release: Readonly<Record<string, string>>, field: string): Record<string, ReleaseClass> {
  for (const [workload, word] of Object.entries(release)) {
    if (!Object.hasOwn(WORKLOADS, workload)) {
      throw wrong(`${field}.${workload}`, "There is no such workload.", Object.keys(WORKLOADS));
    }
    if (!(RELEASE_CLASSES as readonly string[]).includes(word)) {
      throw wrong(`${field}.${workload}`, "It is not a release class.", RELEASE_CLASSES);
    }
  }
  return release as Record<string, ReleaseClass>;
}

function checked(categories: readonly string[], field: string): readonly Category[] {
  const unknown = categories.find((name) => !(CATEGORIES as readonly string[]).includes(name));
  if (unknown === undefined) return categories as readonly Category[];
  throw wrong(field, "It names what is not a data category.", CATEGORIES);
}

function wrong(field: string, message: string, words: readonly string[]): FederationError {
  return new FederationError("CONFIG_INVALID", message, { field, hint: `Use one of ${words.join(", ")}.` });
}

function mapValues<T, R>(object: Readonly<Record<string, T>>, change: (value: T, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value, key)]));
}
