import { type Static, Type } from "typebox";
import { MemberIndex, UnixSeconds } from "./scalars.ts";

const Account = Type.Unsafe<`0x${string}`>(Type.String({ pattern: "^0x[0-9a-fA-F]{40}$" }));
const Bytes = (maxBytes: number) =>
  Type.Unsafe<`0x${string}`>(Type.String({ pattern: "^0x([0-9a-f]{2})*$", maxLength: 2 + 2 * maxBytes }));

/** A custodian's signed word that a member acts by another account from now on; the file that goes from one person to the next. */
export const RecoveryApproval = Type.Object(
  {
    v: Type.Literal(1),
    chainId: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
    /** The contract that is to take it. */
    consortium: Account,
    member: MemberIndex,
    /** The member's new account. */
    account: Account,
    /** `nonce` of the member's recovery when it was signed: every start and stop makes approvals before it void. */
    nonce: Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1 }),
    /** Last second in which it counts. */
    deadline: UnixSeconds,
    /** The custodian as in ERC-7913: an account, or verifier ‖ key. */
    signer: Bytes(276),
    /** Of that signer over `recoveryDigest`. */
    signature: Bytes(4_096),
  },
  { additionalProperties: false },
);
export type RecoveryApproval = Static<typeof RecoveryApproval>;
