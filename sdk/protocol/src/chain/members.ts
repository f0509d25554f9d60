import { FederationError } from "../errors/FederationError.ts";
import type { Chain } from "./connectChain.ts";
import { type Custodians, custodianWords } from "./custodians.ts";
import { theEvent } from "./events.ts";
import { nameBytes, nameText } from "./memberNames.ts";
import { read } from "./read.ts";
import { type SentTransaction, send } from "./send.ts";
import type { Address, Hex } from "./typedAbi.ts";

/** Roles of a member, one bit each, as in the contract. */
export const ROLES = { SITE: 1, COORDINATOR: 2, AUDITOR: 4, SPONSOR: 8 } as const;

export interface Member {
  /** Permanent, 0 … 255. */
  index: number;
  /** What people call it, fit to be shown (memberNames.ts). Names can look alike: show the index too. */
  name: string;
  account: Address;
  /** Bits of ROLES, added together. */
  roles: number;
  /** libp2p peer id as its `toString()` gives it; empty for a member that runs no process. */
  peerId: string;
  /** X25519 public key, 32 bytes. */
  boxKey: Hex;
  status: "active" | "suspended";
}

/** A founder, or a candidate for admission. */
export interface Candidate {
  /** What people call it, 1 to 100 bytes of UTF-8, and no other member's. */
  name: string;
  account: Address;
  /** Bits of ROLES, added together. */
  roles: number;
  peerId: string;
  boxKey: Hex;
  /** Any two of whom can give the member another account; absent for none. */
  custodians?: Custodians;
}

/** Whether a member has at least one of the roles (bits of ROLES) and is active. */
export function isActiveWithRole(member: Member, roles: number): boolean {
  return member.status === "active" && (member.roles & roles) !== 0;
}

function peerIdBytes(peerId: string): Hex {
  const bytes = new TextEncoder().encode(peerId);
  if (bytes.length > 64) {
    throw new FederationError("CONFIG_INVALID", "is longer than 64 bytes.", { field: "peerId" });
  }
  return `0x${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** A peer id as the contract keeps it, as text. */
export function peerIdText(hex: Hex): string {
  const bytes = Uint8Array.from(hex.slice(2).match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return new TextDecoder().decode(bytes);
}

/** A candidate as the contract takes it. @throws CONFIG_INVALID for a name or peer id that it does not take */
export function candidateTuple({ name, account, roles, peerId, boxKey, custodians }: Candidate) {
  const [bytes, words] = [peerIdBytes(peerId), custodianWords(custodians)];
  return { account, roles, boxKey, peerId: bytes, name: nameBytes(name), custodians: words };
}

/** One member. Throws MEMBER_UNKNOWN. */
export async function readMember(chain: Chain, index: number): Promise<Member> {
  const member = await read(chain, "Consortium", "memberAt", [index]);
  return {
    index,
    name: nameText(member.name),
    account: member.account,
    roles: member.roles,
    peerId: peerIdText(member.peerId),
    boxKey: member.boxKey,
    status: member.status === 1 ? "active" : "suspended",
  };
}

/** All members, by index, suspended ones included. */
export async function readMembers(chain: Chain): Promise<Member[]> {
  const count = await read(chain, "Consortium", "memberCount", []);
  return Promise.all(Array.from({ length: count }, (_, index) => readMember(chain, index)));
}

/** The member with this peer id. Throws MEMBER_UNKNOWN. */
export async function findMemberByPeer(chain: Chain, peerId: string): Promise<Member> {
  return readMember(chain, await read(chain, "Consortium", "indexOfPeer", [peerIdBytes(peerId)]));
}

/** The member with this account. Throws MEMBER_UNKNOWN. */
export async function findMemberByAccount(chain: Chain, account: Address): Promise<Member> {
  return readMember(chain, await read(chain, "Consortium", "indexOf", [account]));
}

/** Replaces the caller's own peer id and sealing key; a suspended member may too. */
export function rotateKeys(chain: Chain, keys: { peerId: string; boxKey: Hex }): Promise<SentTransaction> {
  return send(chain, "Consortium", "rotateKeys", [peerIdBytes(keys.peerId), keys.boxKey]);
}

/** What to put to the vote of the active sites. */
export type ProposedChange =
  | { kind: "admit"; candidate: Candidate }
  | { kind: "suspend"; memberIndex: number }
  | { kind: "reinstate"; memberIndex: number }
  | { kind: "rename"; memberIndex: number; name: string }
  /** Another account for a member that lost its own. It has no custodians then until it names some. */
  | { kind: "replaceAccount"; memberIndex: number; account: Address }
  | { kind: "changeRule"; numerator: number; denominator: number }
  /** What every study published and round opened from then on must at least ask for. */
  | { kind: "changeMinimums"; minSites: number; minSurvivors: number };

function sendProposal(chain: Chain, change: ProposedChange): Promise<SentTransaction> {
  switch (change.kind) {
    case "admit":
      return send(chain, "Consortium", "proposeAdmission", [candidateTuple(change.candidate)]);
    case "suspend":
      return send(chain, "Consortium", "proposeSuspension", [change.memberIndex]);
    case "reinstate":
      return send(chain, "Consortium", "proposeReinstatement", [change.memberIndex]);
    case "rename":
      return send(chain, "Consortium", "proposeRenaming", [change.memberIndex, nameBytes(change.name)]);
    case "replaceAccount":
      return send(chain, "Consortium", "proposeAccount", [change.memberIndex, change.account]);
    case "changeRule":
      return send(chain, "Consortium", "proposeRule", [change.numerator, change.denominator]);
    case "changeMinimums":
      return send(chain, "Consortium", "proposeMinimums", [change.minSites, change.minSurvivors]);
  }
}

/** Proposes a change as an active site, which is also its first vote. */
export async function propose(chain: Chain, change: ProposedChange): Promise<SentTransaction & { proposalId: number }> {
  const sent = await sendProposal(chain, change);
  return { ...sent, proposalId: theEvent(chain, "Consortium", "ProposalMade", sent.logs).proposalId };
}

/** Votes for a proposal as an active site; it takes effect with the vote that carries it. */
export function voteForProposal(chain: Chain, proposalId: number): Promise<SentTransaction> {
  return send(chain, "Consortium", "vote", [proposalId]);
}
