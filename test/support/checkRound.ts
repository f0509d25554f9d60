import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import type { RoundRecord } from "@consilium/sdk/chain/rounds.ts";
import { readRoundsUsed } from "@consilium/sdk/chain/rounds.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { Transcript } from "@consilium/sdk/schemas/round.ts";
import { decodeSum } from "@consilium/sdk/secagg/encoding.ts";
import { unpackWords } from "@consilium/sdk/secagg/packedWords.ts";
import { trainStageOf } from "@consilium/sdk/workloads/train/spec.ts";
import { expect } from "chai";
import type { TestConsortium } from "./TestConsortium.ts";

/** How many records of a site are consented in a round; by default all of them. */
type RecordsOf = (roundId: number, site: number) => number;

/** What must hold of every finalised train round of the test study: the sum is that of its survivors, each once. */
export async function expectExactSum(
  consortium: TestConsortium,
  record: RoundRecord,
  recordsOf: RecordsOf = (_round, site) => consortium.patients[site]!.length,
): Promise<Transcript> {
  const transcript = checkDocument(Transcript, await consortium.archive.transcript(record.roundId), "transcript");
  expect(digestDocument(transcript), "result digest on chain").to.equal(record.resultDigest);
  const survivors = indicesOf(record.survivorBitmap);
  expect(transcript.commitments.map(({ commitment }) => commitment.member)).to.deep.equal(survivors);
  const releasers = transcript.unmaskings.map(({ unmasking }) => unmasking.member);
  expect(new Set(releasers).size, "each survivor unmasked at most once").to.equal(releasers.length);
  if (transcript.manifest.workload === "train") {
    const { ring, dimension, fractionBits } = transcript.manifest;
    const sum = decodeSum(unpackWords(await consortium.archive.artefact(transcript.sumDigest), { ring, dimension }), {
      ring,
      fractionBits,
    });
    // The last coordinate is the sample weight: records / weightScale of each survivor, exact in binary here.
    const scale = trainStageOf(consortium.study).weightScale;
    const expected = survivors.reduce((total, site) => total + recordsOf(record.roundId, site) / scale, 0);
    expect(sum[dimension - 1], "total sample weight of exactly the survivors").to.equal(expected);
  }
  return transcript;
}

/** Every round ended once; rounds counted per site are the finalised and aborted-after-freeze ones it survived in. */
export async function expectEachRoundOnce(consortium: TestConsortium, recordsOf?: RecordsOf): Promise<void> {
  const rounds = await consortium.rounds();
  for (const { roundId, status } of rounds) expect(["finalized", "aborted"], `round ${roundId}`).to.include(status);
  const points = new Set<string>();
  for (const record of rounds.filter(({ status }) => status === "finalized")) {
    const transcript = await expectExactSum(consortium, record, recordsOf);
    const point = `${transcript.manifest.stage} ${transcript.manifest.iteration}`;
    expect(points.has(point), `${point} finalised once`).to.equal(false);
    points.add(point);
  }
  for (let site = 0; site < consortium.sites.length; site++) {
    const survived = rounds.filter(({ survivorBitmap }) => (survivorBitmap >> BigInt(site)) & 1n).length;
    expect(await readRoundsUsed(consortium.chain, consortium.studyId, site), `rounds of site ${site}`).to.equal(
      survived,
    );
  }
}
