import { memberLabel } from "@consilium/sdk/chain/memberNames.ts";
import type { RoundSummary, StudyProgress } from "@consilium/sdk/schemas/controlPlane.ts";
import { hintOfStudy } from "../../hints.ts";

/**
 * Which sites left a round and what they told the coordinator, undefined where none did.
 * @example "2 of 4 sites withdrew: RECORDS_MALFORMED at Riverside (member 0), ROUND_REFUSED at Lakeside (member 2)"
 */
export function withdrawalText({ roster, withdrawals = [] }: RoundSummary): string | undefined {
  if (withdrawals.length === 0) return undefined;
  const joined = roster.length >= withdrawals.length ? `${withdrawals.length} of ${roster.length}` : withdrawals.length;
  const sites = withdrawals.length === 1 && roster.length < 2 ? "site" : "sites";
  const each = withdrawals.map(({ site, name, code }) => `${code} at ${memberLabel({ index: site, name })}`);
  return `${joined} ${sites} withdrew: ${each.join(", ")}`;
}

/** What helps a study that failed. Where sites left its last round, whose operators know why. */
export function hintOfProgress({ rounds, lastError }: StudyProgress): string {
  const last = rounds.at(-1);
  const why = last?.phase === "aborted" ? withdrawalText(last) : undefined;
  if (lastError?.code !== "ROUND_ABORTED" || why === undefined) return hintOfStudy(lastError?.code ?? "");
  return `${why}. Ask these sites: \`consilium-node status\` tells each its own reason. Then \`consilium study run\` tries again.`;
}
