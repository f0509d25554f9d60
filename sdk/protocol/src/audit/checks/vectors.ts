import type { RingWords } from "../../crypto/prg.ts";
import { bytesToWords } from "../../secagg/encoding.ts";
import { readArtefact } from "../../transcripts/readArtefact.ts";
import type { RoundAudit } from "../RoundAudit.ts";
import { siteScope } from "../scope.ts";

/**
 * Every survivor's masked vector hashes to the digest it signed and has the manifest's dimension. Returns them by
 * member, or undefined where one is missing or altered.
 */
export async function checkVectors(audit: RoundAudit): Promise<Map<number, RingWords> | undefined> {
  const { log, transcript, transcripts } = audit;
  const { ring, dimension } = transcript.manifest;
  const vectors = new Map<number, RingWords>();
  for (const { commitment } of transcript.commitments) {
    const { member, vectorDigest } = commitment;
    const scope = siteScope(audit.party(member), `artefacts/${vectorDigest.slice(2)}`);
    await log.check("vectors.digest", scope, async () => {
      const bytes = await readArtefact(transcripts, vectorDigest, (dimension * ring) / 8);
      vectors.set(member, bytesToWords(bytes, { ring, dimension }));
      return `masked vector of ${dimension} words hashes to the digest the site signed`;
    });
  }
  return vectors.size === transcript.commitments.length ? vectors : undefined;
}
