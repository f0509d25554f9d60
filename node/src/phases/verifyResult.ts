import { setTimeout as delay } from "node:timers/promises";
import { utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { disputeRound, type RoundRecord, readFreezeBlockHash } from "@consilium/sdk/chain/rounds.ts";
import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { recoverAndReduce } from "@consilium/sdk/round/recoverAndReduce.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import type { Transcript } from "@consilium/sdk/schemas/round.ts";
import { CHECK_MODULUS, checkSeed, linearCheck, linearCheckOfSum } from "@consilium/sdk/secagg/linearCheck.ts";
import { type MaskedSum, parseMaskedSum } from "@consilium/sdk/secagg/maskedSum.ts";
import { unpackWords } from "@consilium/sdk/secagg/packedWords.ts";
import { rosterRootOf } from "@consilium/sdk/secagg/site.ts";
import type { CoursePoint } from "@consilium/sdk/workloads/course.ts";
import type { Store } from "@consilium/service/storage/Store.ts";
import type { RoundEnd } from "../RoundNotes.ts";
import type { SiteDeps } from "../SiteDeps.ts";
import { fetchArtefact, parseTranscript } from "./fetchArtefact.ts";
import { requireRunning } from "./requireRunning.ts";
import { requireSigned } from "./requireSigned.ts";

/** Between two looks at the chain, however silent the coordinator is. */
const POLL_MS = 250;

interface Checked {
  readonly record: RoundRecord;
  /** The point of the study that the round is at; undefined for an aborted round of an earlier run. */
  readonly point: CoursePoint | undefined;
}

/**
 * RESULT: waits for the round to end on chain, then recomputes the sum, the result and the state from the transcript.
 * A result that does not follow from it is disputed on chain, which blocks the model.
 */
export async function verifyResult(opening: Checked, deps: SiteDeps): Promise<RoundEnd> {
  const record = await roundClosed(opening.record.roundId, deps);
  return verifyFinalized({ ...opening, record }, deps);
}

/** Verifications under way, by store and round: the round's own and the one that the next round asks for are the same. */
const underWay = new WeakMap<Store, Map<number, Promise<RoundEnd>>>();

/** The verification of a round that is under way, if one is. */
export function verificationUnderWay(
  roundId: number,
  { store }: Pick<SiteDeps, "store">,
): Promise<RoundEnd> | undefined {
  return underWay.get(store)?.get(roundId);
}

/** The same for a round that is closed already. Throws TRANSPORT_FAILED or NOT_FOUND where its transcript is not to be had. */
export function verifyFinalized(checked: Checked, deps: SiteDeps): Promise<RoundEnd> {
  const { roundId } = checked.record;
  const here = underWay.get(deps.store) ?? new Map<number, Promise<RoundEnd>>();
  underWay.set(deps.store, here);
  const known = here.get(roundId);
  if (known !== undefined) return known;
  const verifying = verifyOnce(checked, deps).finally(() => here.delete(roundId));
  here.set(roundId, verifying);
  return verifying;
}

async function verifyOnce({ record, point }: Checked, deps: SiteDeps): Promise<RoundEnd> {
  const { roundId, studyId } = record;
  const at = Math.floor(Date.now() / 1_000);
  if (record.status === "aborted") {
    return { studyId, outcome: "aborted", reason: record.abortReason, at };
  }
  const bytes = await fetchArtefact(record.resultDigest, deps);
  let place: Pick<RoundEnd, "stage" | "iteration"> = {};
  try {
    const transcript = parseTranscript(bytes, record);
    const { stage, iteration } = transcript.manifest;
    place = { stage, iteration };
    await requireFollows(transcript, { record, point }, deps);
    return { studyId, ...place, outcome: "verified", at };
  } catch (error) {
    const unreachable = isFederationError(error, "TRANSPORT_FAILED") || isFederationError(error, "CHAIN_UNREACHABLE");
    if (!(error instanceof FederationError) || unreachable) throw error;
    deps.logger.error({ roundId, err: error }, "the result does not follow from the transcript; disputing it");
    const reasonDigest = digestBytes(utf8(`${error.code}: ${error.message}`));
    await disputeRound(deps.chain, { roundId, reasonDigest }).catch((cause) => {
      // Disputed by this very site before a restart, or no longer open to dispute: the refusal stands here all the same.
      deps.logger.warn({ roundId, err: cause }, "the dispute was not taken");
    });
    return { studyId, ...place, outcome: "disputed", reason: error.code, at };
  }
}

async function requireFollows(transcript: Transcript, { record, point }: Checked, deps: SiteDeps): Promise<void> {
  const { chain } = deps;
  const { manifest, roster, deals, sharingSet, commitments, unmaskings } = transcript;
  const survivors = indicesOf(record.survivorBitmap);
  if (point === undefined) throw new FederationError("ROUND_PHASE", "The round has no place in its study.");
  requireEqual(digestDocument(manifest), record.manifestDigest, "manifest");
  requireEqual(rosterRootOf(roster), record.rosterRoot, "roster");
  const committed = commitments.map(({ commitment }) => commitment.member);
  requireEqual(JSON.stringify(committed), JSON.stringify(survivors), "commitments");
  // The sum below follows from vectors, S and sealed keys alone, so these must be the members' own.
  await requireSigned(transcript, record, deps);
  const { low: maskedSum } = await checkedMaskedSum(transcript, record, deps);
  const recovered = await recoverAndReduce({
    manifest,
    point,
    context: roundContexts(chain.deployment, record).masking(sharingSet),
    roster,
    deals: deals.map(({ deal }) => deal),
    sharingSet,
    survivors,
    unmaskings: unmaskings.map(({ unmasking }) => unmasking),
    maskedSum,
  });
  const { reduction, sumBytes } = recovered;
  requireEqual(digestDocument(recovered.recovery), digestDocument(transcript.recovery), "recovery");
  requireEqual(digestBytes(sumBytes), transcript.sumDigest, "sumDigest");
  requireEqual(digestDocument(reduction.figures), digestDocument(transcript.result), "result");
  const stateDigest = digestBytes(reduction.state);
  requireEqual(stateDigest, transcript.stateDigest, "stateDigest");
}

/**
 * The sum of the survivors' masked vectors, without downloading them: its digest is on chain, and it weighs what the survivors said
 * of their own vectors, by weights that nobody knew before. Only the vector of a survivor that did not confirm is fetched.
 */
async function checkedMaskedSum(transcript: Transcript, record: RoundRecord, deps: SiteDeps): Promise<MaskedSum> {
  const { commitments, confirmations, manifest } = transcript;
  const shape = { ring: manifest.ring, dimension: manifest.dimension };
  const sum = parseMaskedSum(await fetchArtefact(record.maskedSumDigest, deps), shape);
  const seed = checkSeed(await readFreezeBlockHash(deps.chain, record), record.roundId);
  const confirmed = new Map(
    confirmations.map(({ confirmation }) => [confirmation.member, BigInt(confirmation.linearCheck)]),
  );
  let total = 0n;
  for (const { commitment } of commitments) {
    const { member, vectorDigest } = commitment;
    total +=
      confirmed.get(member) ?? (await linearCheck(unpackWords(await fetchArtefact(vectorDigest, deps), shape), seed));
  }
  if ((await linearCheckOfSum(sum, seed)) === total % CHECK_MODULUS) return sum;
  throw new FederationError("STATE_DIGEST_MISMATCH", "The masked sum is not that of the survivors' vectors.", {
    field: "maskedSumDigest",
  });
}

function requireEqual(recomputed: string, published: string, field: string): void {
  if (recomputed === published) return;
  throw new FederationError("STATE_DIGEST_MISMATCH", "The published round is not what its vectors give.", {
    field: `transcript.${field}`,
  });
}

/** Waits until the chain says that the round is finalised. Throws ROUND_ABORTED where it ends otherwise. */
async function roundClosed(roundId: number, deps: SiteDeps): Promise<RoundRecord> {
  const leaving = new AbortController();
  const signal = AbortSignal.any([deps.signal, leaving.signal]);
  // The coordinator's word only brings one look at the chain forward; a false or a missing one changes nothing else.
  const { promise, resolve } = Promise.withResolvers<void>();
  deps.client.call("round.wait", { roundId, document: "result" }, { signal }).then(
    () => resolve(),
    (error) => deps.logger.debug({ roundId, err: error }, "the end of the round is only looked for on chain"),
  );
  let told: Promise<void> | undefined = promise.then(() => {
    told = undefined;
  });
  try {
    for (;;) {
      const pause = delay(POLL_MS, undefined, { signal });
      await Promise.race(told === undefined ? [pause] : [told, pause]);
      const record = await requireRunning(roundId, deps);
      if (record?.status === "finalized") return record;
    }
  } finally {
    leaving.abort();
  }
}
