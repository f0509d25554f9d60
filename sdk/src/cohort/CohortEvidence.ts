import { type Static, Type } from "typebox";
import { fromHex } from "../canonical/bytes.ts";
import { Bytes32, MemberIndex, RoundId } from "../schemas/scalars.ts";
import { cohortLeaf, NOT_CONSENTED_LEAF } from "./cohortTree.ts";

const closed = { additionalProperties: false };

/**
 * What a site keeps of a round's cohort, and opens to an auditor: every leaf of the tree. It names no record, but with
 * the site's enrolment list it tells who took part, so it stays at the site (mode 0600).
 */
export const CohortEvidence = Type.Object(
  {
    v: Type.Literal(1),
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
  },
  closed,
);
export type CohortEvidence = Static<typeof CohortEvidence>;
export type CohortEvidenceLeaf = CohortEvidence["leaves"][number];

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
