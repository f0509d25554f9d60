import type { CheckScope } from "./CheckLog.ts";

/** What a scope needs to know of a member. */
export interface Party {
  index: number;
  account: string;
}

/** A check of something one site made. */
export function siteScope(site: Party, file: string, blockedBy?: string): CheckScope {
  return {
    subject: `site ${site.index} (${short(site.account)})`,
    culprit: { role: "site", member: site.index, account: site.account, file },
    blockedBy,
  };
}

/** A check of something the round's opener published. */
export function coordinatorScope(coordinator: Party, subject: string, file: string, blockedBy?: string): CheckScope {
  return {
    subject,
    culprit: { role: "coordinator", member: coordinator.index, account: coordinator.account, file },
    blockedBy,
  };
}

/** Why a check cannot be made: the first of the things it rests on that failed. */
export function firstFailed(...needs: readonly (readonly [what: string, ok: boolean])[]): string | undefined {
  const failed = needs.find(([, ok]) => !ok);
  return failed === undefined ? undefined : `${failed[0]} did not verify`;
}

export function listOf(members: readonly number[]): string {
  return members.length === 0 ? "none" : members.join(", ");
}

export function sameMembers(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((member, i) => member === right[i]);
}

function short(account: string): string {
  return `${account.slice(0, 6)}…${account.slice(-4)}`;
}
