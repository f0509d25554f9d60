import { Bytes32, MemberIndex } from "@consilium/sdk/schemas/scalars.ts";
import { ProvedSealedConsent, SealId } from "@consilium/sdk/schemas/seals.ts";
import { type Static, Type } from "typebox";

const closed = { additionalProperties: false };

/** Most consents that one command seals; a larger list is several seals. */
export const CONSENTS_PER_SEAL_MAX = 100_000;

/** What a site knows of one consent it sealed. The key to revoke it by is only in the patient's receipt. */
export const SealEntry = Type.Object(
  { ...ProvedSealedConsent.properties, patientId: Type.String({ minLength: 1, maxLength: 256 }) },
  closed,
);
export type SealEntry = Static<typeof SealEntry>;

/** The register of one seal, in the order of the list it was made of. Its digest stands on chain with the seal. */
export const SealRegister = Type.Object(
  {
    v: Type.Literal(1),
    site: MemberIndex,
    root: Bytes32,
    size: Type.Integer({ minimum: 1, maximum: 2 ** 24 }),
    /** SHA-256 of the list's bytes, so that the same list is not sealed twice. */
    listDigest: Bytes32,
    entries: Type.Array(SealEntry, { minItems: 1, maxItems: CONSENTS_PER_SEAL_MAX }),
  },
  closed,
);
export type SealRegister = Static<typeof SealRegister>;

/** A seal on its way: on disk before its transaction is sent, which is signed already, so that it can only be mined once. */
export const PendingSeal = Type.Object(
  {
    v: Type.Literal(1),
    /** Folder that the receipts go to, and the hidden one beside it where they are. */
    receipts: Type.String({ minLength: 1, maxLength: 4_096 }),
    receiptsPartial: Type.String({ minLength: 1, maxLength: 4_096 }),
    transaction: Type.Object(
      {
        raw: Type.Unsafe<`0x${string}`>(Type.String({ pattern: "^0x[0-9a-f]+$", maxLength: 10_000 })),
        hash: Bytes32,
        nonce: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
      },
      closed,
    ),
    register: SealRegister,
  },
  closed,
);
export type PendingSeal = Static<typeof PendingSeal>;

/** A seal on chain and its register. */
export const SealFile = Type.Object(
  {
    v: Type.Literal(1),
    sealId: SealId,
    sealedBlock: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }),
    receipts: Type.String({ minLength: 1, maxLength: 4_096 }),
    register: SealRegister,
  },
  closed,
);
export type SealFile = Static<typeof SealFile>;
