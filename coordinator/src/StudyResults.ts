import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { type RoundRecord, readRoundsOfStudy } from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { Transcript, ZERO_BYTES32 } from "@consilium/sdk/schemas/round.ts";
import type { Reduction } from "@consilium/sdk/workloads/Workload.ts";
import type { TranscriptArchive } from "@consilium/service/transcripts/TranscriptArchive.ts";

/** What a study's finalised rounds yielded, by step. The chain says which rounds count, the archive what they hold. */
export class StudyResults {
  readonly #chain: Chain;
  readonly #archive: TranscriptArchive;
  /** Finalised rounds never change, so a reduction once read is kept. */
  readonly #byRound = new Map<number, { step: number; reduction: Reduction }>();

  constructor(chain: Chain, archive: TranscriptArchive) {
    this.#chain = chain;
    this.#archive = archive;
  }

  /** Reductions of steps 0, 1, … without a gap. Throws DIGEST_MISMATCH where the archive is not what the chain says. */
  async finishedSteps(studyId: number): Promise<Reduction[]> {
    const steps: Reduction[] = [];
    for (const record of await readRoundsOfStudy(this.#chain, studyId)) {
      if (record.status !== "finalized") continue;
      const { step, reduction } = await this.#reductionOf(record);
      steps[step] ??= reduction;
    }
    let length = 0;
    while (steps[length] !== undefined) length++;
    return steps.slice(0, length);
  }

  async #reductionOf({ roundId, resultDigest }: RoundRecord): Promise<{ step: number; reduction: Reduction }> {
    const known = this.#byRound.get(roundId);
    if (known !== undefined) return known;
    const transcript = checkDocument(Transcript, await this.#archive.transcript(roundId), `round-${roundId}.json`);
    if (digestDocument(transcript) !== resultDigest) {
      throw new FederationError("DIGEST_MISMATCH", "The archived transcript is not the one on chain.", {
        field: `round-${roundId}.json`,
        hint: "Restore the archive from a backup.",
      });
    }
    const reduction: Reduction =
      transcript.modelDigest === ZERO_BYTES32
        ? { summary: transcript.result }
        : { summary: transcript.result, model: { bytes: await this.#archive.artefact(transcript.modelDigest) } };
    const found = { step: transcript.manifest.step, reduction };
    this.#byRound.set(roundId, found);
    return found;
  }
}
