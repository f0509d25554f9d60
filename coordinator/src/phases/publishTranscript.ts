import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { canonicalJsonBytes } from "@consilium/sdk/canonical/json.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import type { Transcript } from "@consilium/sdk/schemas/round.ts";
import type { RoundDeps, RoundInputs } from "./RoundDeps.ts";
import type { RoundSum } from "./sumAndReduce.ts";

/** RESULT: the transcript and what it names, durable before the chain hears of the result. */
export async function publishTranscript(
  { intake }: RoundInputs,
  sum: RoundSum | undefined,
  { archive }: RoundDeps,
): Promise<void> {
  if (sum === undefined) return;
  const inOrder = <T>(documents: ReadonlyMap<number, T>, members: readonly number[]) =>
    members.filter((member) => documents.has(member)).map((member) => documents.get(member)!);
  const transcript: Transcript = {
    v: PROTOCOL_VERSION,
    roundId: intake.roundId,
    manifest: intake.manifest,
    roster: intake.roster,
    deals: inOrder(intake.deals, intake.rosterMembers),
    sharingSet: intake.agreement!.sharingSet,
    setSignatures: intake.agreement!.signatures,
    commitments: intake.survivors,
    confirmations: inOrder(intake.confirmations, intake.survivorMembers),
    unmaskings: inOrder(intake.unmaskings, intake.survivorMembers),
    recovery: sum.recovery,
    sumDigest: sum.sumDigest,
    result: sum.reduction.figures,
    stateDigest: sum.stateDigest,
  };
  const bytes = canonicalJsonBytes(transcript);
  await Promise.all([sum.sumBytes, sum.reduction.state, bytes].map((artefact) => archive.putArtefact(artefact)));
  await archive.putTranscript(transcript);
  await intake.keepResult(digestBytes(bytes));
}
