import { randomBytes } from "node:crypto";
import { fromHex, toHex } from "@consilium/sdk/canonical/bytes.ts";
import type { Digest } from "@consilium/sdk/canonical/digest.ts";
import type { CohortEvidence, CohortEvidenceLeaf } from "@consilium/sdk/cohort/CohortEvidence.ts";
import type { SiteKey } from "@consilium/sdk/cohort/checkCohortEvidence.ts";
import { cohortLeaf, cohortRoot, NOT_CONSENTED_LEAF } from "@consilium/sdk/cohort/cohortTree.ts";
import {
  type CohortTerms,
  type ConsentEpisode,
  type ConsentFault,
  consentFault,
  stillConsented,
} from "@consilium/sdk/cohort/consentRule.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Bytes32 } from "@consilium/sdk/schemas/scalars.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";
import type { Enrolment } from "./enrolments.ts";

export interface CohortInput {
  readonly table: FeatureTable;
  readonly enrolments: readonly Enrolment[];
  /** Every patient key registered at the site at block B, in registration order. */
  readonly siteKeys: readonly SiteKey[];
  /** Consent of each site key for the study's purpose at the end of block B, null where there is none. */
  readonly episodes: readonly (ConsentEpisode | null)[];
  /** The newest consent of each site key, read now. */
  readonly latestEpisodes: readonly (ConsentEpisode | null)[];
  readonly terms: CohortTerms;
  readonly minimumCohort: number;
  readonly roundId: number;
  /** ctx of the round, 32 bytes. */
  readonly context: Uint8Array;
  /** Member index of this site. */
  readonly site: number;
  /** 32-byte salts per site key; random unless a stored round is built again. */
  readonly salts?: readonly Uint8Array[];
}

/** Rows of the table that are not in the cohort, by the first reason that keeps each out. */
export interface CohortExclusions {
  readonly heldOut: number;
  readonly notEnrolled: number;
  /** No consent at B, revoked by B, not yet begun, or for another purpose. */
  readonly notConsented: number;
  /** The consent leaves out a category that the study reads. */
  readonly categories: number;
  readonly expiresTooSoon: number;
  /** Consented at B, revoked since. */
  readonly revokedSince: number;
}

export interface Cohort {
  /** Indices of the table's rows whose records take part, ascending. */
  readonly rows: readonly number[];
  readonly excluded: CohortExclusions;
  readonly leaves: readonly Uint8Array[];
  readonly root: Digest;
  readonly evidence: CohortEvidence;
}

type Reason = keyof CohortExclusions;

/**
 * The consent gate: the records whose patients consented, as the chain says at block B, and have not revoked since; and
 * the tree that commits to them. Throws COHORT_TOO_SMALL below the study's minimum, before anything is computed on a row.
 */
export function buildCohort(input: CohortInput): Cohort {
  checkLengths(input);
  const keyPlaces = new Map(input.siteKeys.map((key, place) => [key.keyHash as string, place]));
  const keyByPatient = new Map(input.enrolments.map((enrolment) => [enrolment.patientId, enrolment.keyHash as string]));
  const excluded = {
    heldOut: 0,
    notEnrolled: 0,
    notConsented: 0,
    categories: 0,
    expiresTooSoon: 0,
    revokedSince: 0,
  } satisfies Record<Reason, number>;
  const rows: number[] = [];
  const eligible = new Set<number>();

  for (const [row, patientId] of input.table.patientIds.entries()) {
    const keyHash = keyByPatient.get(patientId);
    const place = keyHash === undefined ? undefined : keyPlaces.get(keyHash);
    const reason = exclusion(input, row, keyHash !== undefined, place);
    if (reason !== undefined) {
      excluded[reason] += 1;
    } else {
      rows.push(row);
      eligible.add(place!);
    }
  }
  if (rows.length < input.minimumCohort) {
    throw new FederationError("COHORT_TOO_SMALL", `${rows.length} records are in, ${input.minimumCohort} are needed.`, {
      field: "study.minimumCohort",
      mend: "Sit this round out; more patients must enrol and consent first.",
    });
  }
  return { rows, excluded, ...plantTree(input, eligible) };
}

/** Why a row is out, undefined where it is in. */
function exclusion(input: CohortInput, row: number, enrolled: boolean, place: number | undefined): Reason | undefined {
  if (input.table.heldOut[row] !== false) return "heldOut";
  if (!enrolled) return "notEnrolled";
  if (place === undefined) return "notConsented";
  const fault = consentFault(input.episodes[place] ?? null, input.terms);
  if (fault !== undefined) return REASONS[fault];
  if (!stillConsented(input.latestEpisodes[place] ?? null, input.terms)) return "revokedSince";
  return undefined;
}

const REASONS: Readonly<Record<ConsentFault, Reason>> = {
  "no-consent": "notConsented",
  revoked: "notConsented",
  "wrong-purpose": "notConsented",
  basis: "notConsented",
  "other-studies": "notConsented",
  "not-yet": "notConsented",
  categories: "categories",
  "expires-too-soon": "expiresTooSoon",
};

function plantTree(input: CohortInput, eligible: ReadonlySet<number>): Pick<Cohort, "leaves" | "root" | "evidence"> {
  const leaves: Uint8Array[] = [];
  const opened: CohortEvidenceLeaf[] = [];
  for (const [place, { index, keyHash }] of input.siteKeys.entries()) {
    if (consentFault(input.episodes[place] ?? null, input.terms) !== undefined) {
      leaves.push(NOT_CONSENTED_LEAF);
      opened.push({ index, keyHash, consented: false, eligible: false });
      continue;
    }
    const salt = input.salts?.[place] ?? randomBytes(32);
    const leaf = {
      context: input.context,
      site: input.site,
      keyHash: fromHex(keyHash),
      eligible: eligible.has(place),
      salt,
    };
    leaves.push(cohortLeaf(leaf));
    opened.push({ index, keyHash, consented: true, eligible: leaf.eligible, salt: toHex(salt) });
  }
  const root = cohortRoot(leaves);
  const evidence: CohortEvidence = {
    v: 1,
    roundId: input.roundId,
    context: toHex(input.context) as Bytes32,
    site: input.site,
    consentBlock: input.terms.consentBlock,
    root,
    leaves: opened,
  };
  return { leaves, root, evidence };
}

function checkLengths({ siteKeys, episodes, latestEpisodes, salts }: CohortInput): void {
  const lengths = [episodes.length, latestEpisodes.length, salts?.length ?? siteKeys.length];
  if (lengths.some((length) => length !== siteKeys.length)) {
    throw new FederationError("INTERNAL", "The consent states do not match the site's keys one to one.", {
      field: "cohort",
    });
  }
}
