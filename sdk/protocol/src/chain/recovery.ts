import { type Signer, TypedDataEncoder } from "ethers";
import { FederationError } from "../errors/FederationError.ts";
import type { RecoveryApproval } from "../schemas/recovery.ts";
import type { Chain } from "./connectChain.ts";
import { type Custodians, custodiansOf, custodianWords } from "./custodians.ts";
import type { Deployment } from "./Deployment.ts";
import { membershipDomain } from "./domains.ts";
import { theEvent } from "./events.ts";
import { read } from "./read.ts";
import { type SentTransaction, send } from "./send.ts";
import type { Address, Hex } from "./typedAbi.ts";

const NOBODY: Address = `0x${"00".repeat(20)}`;

const RECOVERY_TYPES = {
  RecoverAccount: [
    { name: "member", type: "uint16" },
    { name: "account", type: "address" },
    { name: "nonce", type: "uint32" },
    { name: "deadline", type: "uint40" },
  ],
};

/** How a member's account can be replaced, as of now. Times are unix seconds. */
export interface AccountRecovery {
  custodians?: Custodians;
  /** Who the custodians will be, and from when on. */
  next?: { custodians?: Custodians; from: number };
  /** What the custodians' next approval must say. */
  nonce: number;
  /** The account that the present one offers its place to. */
  offered?: Address;
  /** What two custodians put forward: `account` may take the place from `readyAt` to `expiresAt`. */
  underWay?: { account: Address; readyAt: number; expiresAt: number };
}

/** Throws MEMBER_UNKNOWN. */
export async function readRecovery(chain: Chain, memberIndex: number): Promise<AccountRecovery> {
  const found = await read(chain, "Consortium", "recoveryOf", [memberIndex]);
  const [custodians, followers] = [custodiansOf(found.custodians), custodiansOf(found.nextCustodians)];
  const next = { from: found.nextFrom, ...(followers === undefined ? {} : { custodians: followers }) };
  const { account, readyAt, expiresAt } = found;
  return {
    nonce: found.nonce,
    ...(custodians === undefined ? {} : { custodians }),
    ...(found.nextFrom === 0 ? {} : { next }),
    ...(found.offered === NOBODY ? {} : { offered: found.offered }),
    ...(account === NOBODY ? {} : { underWay: { account, readyAt, expiresAt } }),
  };
}

/**
 * Each member's account, by index, at the end of a block. A round's statements are signed by the accounts at the end of its
 * consent block, so that a round, and its audit years later, outlives a replacement.
 */
export async function readAccountsAt(chain: Chain, blockNumber: number): Promise<Map<number, Address>> {
  return new Map((await read(chain, "Consortium", "accountsAt", [blockNumber])).entries());
}

/** Names the caller's custodians: at once where it has none, else in 7 days. Without any, nobody can recover but the sites' vote. */
export function setCustodians(chain: Chain, custodians: Custodians | undefined): Promise<SentTransaction> {
  return send(chain, "Consortium", "setCustodians", [custodianWords(custodians)]);
}

/** Offers the caller's place to another account of its own, which takes it with `takeAccount`; undefined withdraws the offer. */
export function offerAccount(chain: Chain, account: Address | undefined): Promise<SentTransaction> {
  return send(chain, "Consortium", "offerAccount", [account ?? NOBODY]);
}

/** Takes a member's place as the account that was offered it, or that custodians put forward 7 days ago. */
export function takeAccount(chain: Chain, memberIndex: number): Promise<SentTransaction> {
  return send(chain, "Consortium", "takeAccount", [memberIndex]);
}

/** Stops what the custodians of the caller's place began. */
export function stopRecovery(chain: Chain): Promise<SentTransaction> {
  return send(chain, "Consortium", "stopRecovery", []);
}

/** What a custodian signs, 32 bytes (EIP-712). */
export function recoveryDigest(
  deployment: Deployment,
  { member, account, nonce, deadline }: Pick<RecoveryApproval, "member" | "account" | "nonce" | "deadline">,
): Hex {
  const message = { member, account, nonce, deadline };
  return TypedDataEncoder.hash({ ...membershipDomain(deployment) }, RECOVERY_TYPES, message) as Hex;
}

/** A custodian's approval, signed by its plain account. Another ERC-7913 key signs `recoveryDigest`. */
export async function approveRecovery(
  deployment: Deployment,
  custodian: Signer,
  terms: Pick<RecoveryApproval, "member" | "account" | "nonce" | "deadline">,
): Promise<RecoveryApproval> {
  const { member, account, nonce, deadline } = terms;
  const message = { member, account, nonce, deadline };
  const domain = { ...membershipDomain(deployment) };
  const signature = (await custodian.signTypedData(domain, RECOVERY_TYPES, message)) as Hex;
  const signer = (await custodian.getAddress()).toLowerCase() as Hex;
  return { v: 1, chainId: domain.chainId, consortium: deployment.consortium, ...message, signer, signature };
}

/**
 * Puts an account forward for a member, with the approvals of two of its custodians; any account may send it.
 * Throws REQUEST_INVALID where the two do not approve the same, or not on this consortium.
 */
export async function startRecovery(
  chain: Chain,
  approvals: readonly [RecoveryApproval, RecoveryApproval],
): Promise<SentTransaction & { readyAt: number }> {
  const [first, second] = approvals;
  const { chainId, consortium } = chain.deployment;
  for (const approval of approvals) {
    if (approval.chainId === chainId && approval.consortium.toLowerCase() === consortium.toLowerCase()) continue;
    throw new FederationError("REQUEST_INVALID", "The approval is for another consortium.", {
      field: "approval.consortium",
      hint: "The custodian approves with this consortium's deployment.json.",
    });
  }
  for (const field of ["member", "account", "nonce", "deadline"] as const) {
    if (String(first[field]).toLowerCase() === String(second[field]).toLowerCase()) continue;
    throw new FederationError("REQUEST_INVALID", "The two custodians did not approve the same.", {
      field: `approval.${field}`,
      hint: "Both approve the same member, account and last second, after the last start or stop.",
    });
  }
  const signed = approvals.map(({ signer, signature }) => ({ signer, signature }));
  const args = [first.member, first.account, first.deadline, signed] as const;
  const sent = await send(chain, "Consortium", "startRecovery", args);
  return { ...sent, readyAt: theEvent(chain, "Consortium", "RecoveryStarted", sent.logs).readyAt };
}
