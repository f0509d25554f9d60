import { randomBytes } from "node:crypto";
import { fromHex, toHex } from "@consilium/sdk/canonical/bytes.ts";
import type { Digest } from "@consilium/sdk/canonical/digest.ts";
import type { SiteKey } from "@consilium/sdk/chain/consents.ts";
import type { CohortEvidence, CohortEvidenceLeaf } from "@consilium/sdk/cohort/CohortEvidence.ts";
import { cohortLeaf, cohortRoot, NOT_CONSENTED_LEAF } from "@consilium/sdk/cohort/cohortTree.ts";
import type { CohortTerms, ConsentEpisode } from "@consilium/sdk/cohort/consentRule.ts";
import type { SealSubtree } from "@consilium/sdk/cohort/sealedCohort.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Bytes32 } from "@consilium/sdk/schemas/scalars.ts";
import type { RowSet } from "@consilium/sdk/workloads/Workload.ts";
import type { FeatureTable } from "../records/FeatureTable.ts";
import type { SealEntry } from "../seals/SealRegister.ts";
import type { Enrolment } from "./enrolments.ts";
import { type CohortExclusions, type ExclusionReason, type KeyStanding, keyStandings } from "./exclusions.ts";
import { patientIdOf } from "./patientId.ts";
import { type PlantedSeals, plantSeals } from "./plantSeals.ts";
import { isAbout } from "./rowSet.ts";
import { type SealedConsents, type SealedStanding, sealedStandings } from "./sealedStandings.ts";

const NOTHING_SEALED: SealedConsents = { seals: [], revokedKeys: new Map() };

export interface CohortInput {
  readonly table: FeatureTable;
  /** Which rows the round's stage is about: `training` where it is not given. */
  readonly about?: RowSet;
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
  /** The site's sealed consents; absent where it had none at block B. */
  readonly sealed?: SealedConsents | undefined;
  /** Of a patient's id, by which the record is known again under another key (recordTags.ts); keys alone where it is not given. */
  readonly recordTag?: (patientId: string) => string;
  /**
   * Of those who may be in, who is, so that no one comes or leaves alone (privacy/coverChange.ts); all where it is not given.
   * A part is of training or of held-out rows.
   */
  readonly choose?: ((parts: readonly (readonly string[])[]) => readonly string[]) | undefined;
}

export interface Cohort {
  /** Indices of the table's rows whose records take part, ascending. */
  readonly rows: readonly number[];
  /** Who they are, a string a row: the hashes of the patient's keys here and the record's tag, of which one stays when consents are renewed. */
  readonly members: readonly string[];
  /** The same by training and held-out rows, without an empty part. */
  readonly parts: readonly (readonly string[])[];
  readonly excluded: CohortExclusions;
  /** Leaves of the registered keys, and the seals' subtrees that stand after them. */
  readonly leaves: readonly Uint8Array[];
  readonly subtrees: readonly SealSubtree[];
  readonly root: Digest;
  readonly evidence: CohortEvidence;
}

/**
 * The consent gate: the records whose patients consented, as the chain says at block B, and have not revoked since; and
 * the tree that commits to them. Throws COHORT_TOO_SMALL below the study's minimum, before anything is computed on a row.
 */
export function buildCohort(input: CohortInput): Cohort {
  checkLengths(input);
  const keyPlaces = new Map(input.siteKeys.map((key, place) => [key.keyHash as string, place]));
  const keyByPatient = new Map(
    input.enrolments.map((enrolment) => [patientIdOf(enrolment.patientId), enrolment.keyHash as string]),
  );
  const excluded = {
    heldOut: 0,
    training: 0,
    notEnrolled: 0,
    notConsented: 0,
    categories: 0,
    expiresTooSoon: 0,
    revokedSince: 0,
    leftOut: 0,
  } satisfies Record<ExclusionReason, number>;
  const admitted: { row: number; member: string; place?: number | undefined; sealed?: SealEntry }[] = [];
  const eligible = { places: new Set<number>(), sealed: new Set<SealEntry>() };
  const usedKeys = new Set<string>();
  const keys = keyStandings(input.episodes, input.latestEpisodes, input.terms);
  const { entries, standings } = sealedStandings(input.sealed ?? NOTHING_SEALED, input.terms, keyByPatient);

  for (const [row, id] of input.table.patientIds.entries()) {
    const patientId = patientIdOf(id);
    const keyHash = keyByPatient.get(patientId);
    const place = keyHash === undefined ? undefined : keyPlaces.get(keyHash);
    const standing = standings.get(patientId);
    const registered = exclusion(input, row, keyHash !== undefined, place === undefined ? undefined : keys[place]);
    const by = admission(input, registered, place, standing);
    if (typeof by === "string") {
      excluded[by] += 1;
      continue;
    }
    const key = by.sealed?.consent.keyHash ?? keyHash!;
    if (usedKeys.has(key)) {
      excluded.notConsented += 1;
      continue;
    }
    usedKeys.add(key);
    const member = [
      ...new Set([keyHash ?? [], standing?.keyHashes ?? [], input.recordTag?.(patientId) ?? []].flat()),
    ].join(" ");
    admitted.push({ row, member, ...(by.sealed === undefined ? { place } : { sealed: by.sealed }) });
  }
  const partsOf = (among: typeof admitted) =>
    [false, true].flatMap((heldOut) => {
      const part = among.filter(({ row }) => input.table.heldOut[row] === heldOut).map(({ member }) => member);
      return part.length === 0 ? [] : [part];
    });
  const everyone = partsOf(admitted);
  const chosen = new Set(input.choose?.(everyone) ?? everyone.flat());
  const rows: number[] = [];
  const members: string[] = [];
  for (const { row, member, place, sealed } of admitted) {
    if (!chosen.has(member)) {
      excluded.leftOut += 1;
      continue;
    }
    rows.push(row);
    members.push(member);
    if (sealed === undefined) eligible.places.add(place!);
    else eligible.sealed.add(sealed);
  }
  if (rows.length < input.minimumCohort) {
    throw new FederationError("COHORT_TOO_SMALL", `${rows.length} records are in, ${input.minimumCohort} are needed.`, {
      field: "study.minimumCohort",
      hint: "Sit this round out; more patients must enrol and consent first.",
    });
  }
  const planted = plantSeals(input.sealed?.seals ?? [], entries, eligible.sealed, {
    context: input.context,
    site: input.site,
    consentBlock: input.terms.consentBlock,
  });
  const parts = partsOf(admitted.filter(({ member }) => chosen.has(member)));
  return { rows, members, parts, excluded, ...plantTree(input, keys, eligible.places, planted) };
}

/** By which consent a row is in, or why it is out. A registered consent comes first, unless the patient revoked after it. */
function admission(
  input: CohortInput,
  registered: ExclusionReason | undefined,
  place: number | undefined,
  standing: SealedStanding | undefined,
): { sealed?: SealEntry } | ExclusionReason {
  if (standing === undefined || registered === "heldOut" || registered === "training") return registered ?? {};
  const revokedAfter = registered === undefined && standing.revokedBlock >= input.episodes[place!]!.grantBlock;
  if (registered === undefined && !revokedAfter) return {};
  if (standing.entry !== undefined) return { sealed: standing.entry.entry };
  if (revokedAfter) return standing.revokedBlock > input.terms.consentBlock ? "revokedSince" : "notConsented";
  return registered === "notEnrolled" || registered === "notConsented" ? standing.reason : registered!;
}

/** Why a row is not in by a registered consent, undefined where it is. */
function exclusion(
  input: CohortInput,
  row: number,
  enrolled: boolean,
  key: KeyStanding | undefined,
): ExclusionReason | undefined {
  const heldOut = input.table.heldOut[row] !== false;
  if (!isAbout(heldOut, input.about ?? "training")) return heldOut ? "heldOut" : "training";
  if (!enrolled) return "notEnrolled";
  return key === undefined ? "notConsented" : key.excluded;
}

function plantTree(
  input: CohortInput,
  keys: readonly KeyStanding[],
  eligible: ReadonlySet<number>,
  { subtrees, opened: seals }: PlantedSeals,
): Pick<Cohort, "leaves" | "subtrees" | "root" | "evidence"> {
  const leaves: Uint8Array[] = [];
  const opened: CohortEvidenceLeaf[] = [];
  for (const [place, { index, keyHash }] of input.siteKeys.entries()) {
    if (!keys[place]!.consented) {
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
  const root = cohortRoot([...leaves, ...subtrees.map((subtree) => subtree.root)]);
  const evidence: CohortEvidence = {
    v: seals.length === 0 ? 1 : 2,
    roundId: input.roundId,
    context: toHex(input.context) as Bytes32,
    site: input.site,
    consentBlock: input.terms.consentBlock,
    root,
    leaves: opened,
    ...(seals.length === 0 ? {} : { seals }),
  };
  return { leaves, subtrees, root, evidence };
}

function checkLengths({ siteKeys, episodes, latestEpisodes, salts }: CohortInput): void {
  const lengths = [episodes.length, latestEpisodes.length, salts?.length ?? siteKeys.length];
  if (lengths.some((length) => length !== siteKeys.length)) {
    throw new FederationError("INTERNAL", "The consent states do not match the site's keys one to one.", {
      field: "cohort",
    });
  }
}
