import { type Static, Type } from "typebox";
import { fromHex } from "../canonical/bytes.ts";
import { Bytes32, MemberIndex, RoundId } from "../schemas/scalars.ts";
import { ProvedSealedConsent, SealId } from "../schemas/seals.ts";
import { cohortLeaf, NOT_CONSENTED_LEAF } from "./cohortTree.ts";
import type { CohortTerms } from "./consentRule.ts";

const closed = { additionalProperties: false };

/** Most sealed consents of a site: what its node, and an auditor, hold in memory for one round. */
export const SEALED_CONSENTS_MAX = 2 ** 20;

/** What a site opens of one seal. Places that are in neither list have the fixed leaf and are not revoked. */
const OpenedSeal = Type.Object(
  {
    sealId: SealId,
    /** The salted leaves, by ascending place. */
    leaves: Type.Array(
      Type.Object({ ...ProvedSealedConsent.properties, eligible: Type.Boolean(), salt: Bytes32 }, closed),
      { maxItems: SEALED_CONSENTS_MAX },
    ),
    /** Every place revoked by the consent block, ascending: whose keys let nobody in any more. */
    revoked: Type.Array(Type.Pick(ProvedSealedConsent, ["consent", "proof"], closed), {
      maxItems: SEALED_CONSENTS_MAX,
    }),
  },
  closed,
);
export type OpenedSeal = Static<typeof OpenedSeal>;

/**
 * What a site keeps of a round's cohort, and opens to an auditor: every leaf of the tree. It names no record, but with
 * the site's enrolment list it tells who took part, so it stays at the site (mode 0600).
 */
export const CohortEvidence = Type.Object(
  {
    /** 2 where the site had seals at the consent block, else 1. */
    v: Type.Union([Type.Literal(1), Type.Literal(2)]),
    roundId: RoundId,
    /** ctx of the round. */
    context: Bytes32,
    /** Member index of the site. */
    site: MemberIndex,
    consentBlock: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    root: Bytes32,
    leaves: Type.Array(
      Type.Object(
        {
          index: Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 }),
          keyHash: Bytes32,
          consented: Type.Boolean(),
          eligible: Type.Boolean(),
          /** Absent where the key is not consented. */
          salt: Type.Optional(Bytes32),
        },
        closed,
      ),
      { maxItems: 10_000_000 },
    ),
    /** Version 2: the site's seals at the consent block, by id. */
    seals: Type.Optional(Type.Array(OpenedSeal, { maxItems: 100_000 })),
  },
  closed,
);
export type CohortEvidence = Static<typeof CohortEvidence>;
export type CohortEvidenceLeaf = CohortEvidence["leaves"][number];

/** The round and site that evidence must belong to, and what the round asks of a consent. */
export interface ExpectedCohort extends CohortTerms {
  readonly roundId: number;
  readonly context: Bytes32;
  readonly site: number;
}

export interface CohortFinding {
  /** Index of the leaf at fault; absent where the evidence as a whole is. */
  readonly leaf?: number;
  /** Id of the seal at fault, and the place in it, where the fault is a sealed consent's. */
  readonly seal?: number;
  readonly place?: number;
  readonly reason: string;
}

/** Leaf hash of an opened leaf; undefined where a consented leaf has no salt, so that it opens nothing. */
export function openLeaf(
  leaf: CohortEvidenceLeaf,
  { context, site }: { readonly context: Bytes32; readonly site: number },
): Uint8Array | undefined {
  if (!leaf.consented) return NOT_CONSENTED_LEAF;
  if (leaf.salt === undefined) return undefined;
  return cohortLeaf({
    context: fromHex(context),
    site,
    keyHash: fromHex(leaf.keyHash),
    eligible: leaf.eligible,
    salt: fromHex(leaf.salt),
  });
}
