import { digestBytes } from "../../canonical/digest.ts";
import type { RingWords } from "../../crypto/prg.ts";
import { checkHex, checkSeed, linearCheck } from "../../secagg/linearCheck.ts";
import { MaskedSumBuilder, maskedSumBytes } from "../../secagg/maskedSum.ts";
import { packedSize, unpackWords } from "../../secagg/packedWords.ts";
import { readArtefact } from "../../transcripts/readArtefact.ts";
import { refute } from "../CheckLog.ts";
import type { RoundAudit } from "../RoundAudit.ts";
import { coordinatorScope, siteScope } from "../scope.ts";

/**
 * Every survivor's masked vector hashes to the digest it signed, has the manifest's dimension and weighs what the survivor said in
 * its confirmation; and they add up to the masked sum on chain. One vector at a time is in memory. Returns the sum mod 2^ring, or
 * undefined where something is missing or altered.
 */
export async function checkVectors(audit: RoundAudit, freezeBlockHash: `0x${string}`): Promise<RingWords | undefined> {
  const { log, transcript, transcripts, round, coordinator } = audit;
  const { ring, dimension } = transcript.manifest;
  const builder = new MaskedSumBuilder(ring, dimension);
  const seed = checkSeed(freezeBlockHash, round.roundId);
  const confirmed = new Map(
    transcript.confirmations.map(({ confirmation }) => [confirmation.member, confirmation.linearCheck]),
  );
  let whole = true;
  for (const { commitment } of transcript.commitments) {
    const { member, vectorDigest } = commitment;
    const scope = siteScope(audit.party(member), `artefacts/${vectorDigest.slice(2)}`);
    const ok = await log.check("vectors.digest", scope, async () => {
      const bytes = await readArtefact(transcripts, vectorDigest, packedSize({ ring, dimension }));
      const vector = unpackWords(bytes, { ring, dimension });
      const said = confirmed.get(member);
      if (said !== undefined && checkHex(await linearCheck(vector, seed)) !== said) {
        refute("the masked vector does not weigh what its site confirmed");
      }
      builder.add(vector);
      return `masked vector of ${dimension} words hashes to the digest the site signed`;
    });
    whole &&= ok;
  }
  const scope = coordinatorScope(coordinator, "masked sum", "RoundLedger: maskedSumDigest");
  const blockedBy = whole ? undefined : "the masked vectors did not verify";
  const added = await log.check("vectors.sum", { ...scope, blockedBy }, () => {
    const digest = digestBytes(maskedSumBytes(builder.sum));
    if (digest !== round.maskedSumDigest) refute(`they add up to ${digest}, the chain says ${round.maskedSumDigest}`);
    return "they add up to the masked sum that was frozen on chain";
  });
  return added ? builder.sum.low : undefined;
}
