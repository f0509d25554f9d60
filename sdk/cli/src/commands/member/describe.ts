import { memberLabel } from "@consilium/sdk/chain/memberNames.ts";
import { type Candidate, type Member, type ProposedChange, ROLES } from "@consilium/sdk/chain/members.ts";
import type { Proposal } from "@consilium/sdk/chain/proposals.ts";

/** Roles by the names that people use, in the contract's order. */
export const ROLE_NAMES = {
  site: ROLES.SITE,
  coordinator: ROLES.COORDINATOR,
  auditor: ROLES.AUDITOR,
  sponsor: ROLES.SPONSOR,
};
export type RoleName = keyof typeof ROLE_NAMES;

export function roleNames(roles: number): RoleName[] {
  return (Object.keys(ROLE_NAMES) as RoleName[]).filter((name) => (roles & ROLE_NAMES[name]) !== 0);
}

/** What a proposal would do, in words. `members` are all there are, by index. */
export function changeText(change: ProposedChange, members: readonly Member[]): string {
  switch (change.kind) {
    case "admit":
      return `admit ${candidateText(change.candidate)}`;
    case "suspend":
      return `suspend ${labelAt(members, change.memberIndex)}`;
    case "reinstate":
      return `reinstate ${labelAt(members, change.memberIndex)}`;
    case "rename":
      return `rename ${labelAt(members, change.memberIndex)} to ${quoted(change.name)}`;
    case "replaceAccount":
      return `give ${labelAt(members, change.memberIndex)} the account ${change.account} in place of ${members[change.memberIndex]?.account ?? "its own"}`;
    case "changeRule":
      return `carry later votes by more than ${change.numerator}/${change.denominator} of the active sites`;
    case "changeMinimums":
      return `ask every later study and round for at least ${change.minSites} sites and ${change.minSurvivors} survivors`;
  }
}

/** How people are shown the member with this index. */
export function labelAt(members: readonly Member[], index: number): string {
  const found = members[index];
  return found === undefined ? `member ${index}` : memberLabel(found);
}

/** A name that no member bears yet: between quotes, so that words in it do not read as ours. */
function quoted(name: string): string {
  return JSON.stringify(name);
}

function candidateText({ name, account, roles, peerId, custodians }: Candidate): string {
  const peer = peerId === "" ? "" : `, peer ${peerId}`;
  const kept = custodians === undefined ? "" : `, custodians ${custodians.join(" ")}`;
  return `${quoted(name)}, account ${account}, as ${roleNames(roles).join(" and ")}${peer}${kept}`;
}

export type ProposalState = "executed" | "expired" | "open";

export function stateOf({ executed, expiresAt }: Proposal, nowSeconds: number): ProposalState {
  if (executed) return "executed";
  return nowSeconds > expiresAt ? "expired" : "open";
}
