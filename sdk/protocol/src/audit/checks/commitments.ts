import { digestDocument } from "../../canonical/digest.ts";
import { indicesOf } from "../../chain/bitmap.ts";
import { commitmentsRootOf } from "../../round/commitmentsRoot.ts";
import { verifyStatement } from "../../secagg/statement.ts";
import { refute } from "../CheckLog.ts";
import type { RoundAudit } from "../RoundAudit.ts";
import { coordinatorScope, listOf, sameMembers, siteScope } from "../scope.ts";

/** The commitments are those under the root on chain, of the frozen survivors, each signed by its site. */
export async function checkCommitments(audit: RoundAudit): Promise<boolean> {
  const { log, round, survivors, transcript, coordinator, file, domain, contexts } = audit;
  const scope = coordinatorScope(coordinator, "survivors", `${file}: commitments`);
  const results = [
    await log.check("survivors.members", scope, () => {
      const members = transcript.commitments.map(({ commitment }) => commitment.member);
      if (!sameMembers(members, survivors)) {
        refute(`commitments of ${listOf(members)}, but ${listOf(survivors)} are frozen on chain`);
      }
      const outside = survivors.filter((member) => !transcript.sharingSet.includes(member));
      if (outside.length > 0) refute(`${listOf(outside)} survived without being in the sharing set`);
      if (!sameMembers(transcript.sharingSet, indicesOf(round.sharingBitmap))) {
        refute("the sharing set is not the one frozen on chain");
      }
      const { survivors: minimum } = audit.thresholds;
      if (survivors.length < minimum) refute(`${survivors.length} survivors, the round needs ${minimum}`);
      return `sites ${listOf(survivors)}, as frozen on chain`;
    }),
    await log.check("survivors.root", scope, () => {
      if (commitmentsRootOf(transcript.commitments) !== round.commitmentsRoot) {
        refute("the commitments are not those under the root on chain");
      }
      return "the commitments are those under the root on chain";
    }),
  ];
  for (const [at, { commitment, signature }] of transcript.commitments.entries()) {
    const { member } = commitment;
    const site = audit.party(member);
    const ok = await log.check("survivors.signature", siteScope(site, `${file}: commitments[${at}]`), () => {
      if (commitment.roundId !== round.roundId) refute(`the commitment is for round ${commitment.roundId}`);
      const digest = digestDocument(commitment);
      verifyStatement(
        domain,
        { context: contexts.masking, kind: "commitment", member, digest },
        signature,
        site.account,
      );
      return "signed the digests of its vector and its cohort";
    });
    results.push(ok);
  }
  return results.every(Boolean);
}
