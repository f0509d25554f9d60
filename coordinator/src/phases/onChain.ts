import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { bitmapOf } from "@consilium/sdk/chain/bitmap.ts";
import { finalizeRound, freezeRoster, freezeSurvivors, readRound } from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { commitmentsRootOf } from "@consilium/sdk/round/commitmentsRoot.ts";
import { modelDigestOf } from "@consilium/sdk/round/manifest.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { Transcript } from "@consilium/sdk/schemas/round.ts";
import { rosterRootOf } from "@consilium/sdk/secagg/site.ts";
import { RoundAborted, type RoundDeps, type RoundInputs } from "./RoundDeps.ts";

/** FREEZE of the roster: after it the roster and its keys cannot be told differently to different sites. */
export async function freezeRosterOnChain({ intake }: RoundInputs, deps: RoundDeps): Promise<void> {
  const { chain } = deps;
  const record = await readRound(chain, intake.roundId);
  const rosterRoot = rosterRootOf(intake.roster);
  if (record.status === "open") {
    const receipt = await freezeRoster(chain, {
      roundId: intake.roundId,
      rosterBitmap: bitmapOf(intake.rosterMembers),
      rosterRoot,
    });
    await intake.keepTransaction({ name: "freezeRoster", hash: receipt.hash, gasUsed: receipt.gasUsed });
  } else requireSame(record.rosterRoot, rosterRoot, "roster");
}

/** FREEZE of the survivors: once, so nobody can be asked to unmask two different sets. */
export async function freezeSurvivorsOnChain({ intake }: RoundInputs, deps: RoundDeps): Promise<void> {
  const { chain } = deps;
  const record = await readRound(chain, intake.roundId);
  const commitmentsRoot = commitmentsRootOf(intake.survivors);
  if (record.status === "rosterFrozen") {
    const receipt = await freezeSurvivors(chain, {
      roundId: intake.roundId,
      sharingBitmap: bitmapOf(intake.agreement!.sharingSet),
      survivorBitmap: bitmapOf(intake.survivorMembers),
      maskedSumDigest: intake.maskedSumDigest!,
      commitments: intake.survivors.map(({ commitment, signature }) => ({
        digest: digestDocument(commitment),
        signature,
      })),
    });
    await intake.keepTransaction({ name: "freezeSurvivors", hash: receipt.hash, gasUsed: receipt.gasUsed });
  } else requireSame(record.commitmentsRoot, commitmentsRoot, "survivors");
}

/** RESULT on chain; the contract registers the model in the same transaction. */
export async function finalizeOnChain({ intake }: RoundInputs, deps: RoundDeps): Promise<void> {
  const { chain, archive } = deps;
  const record = await readRound(chain, intake.roundId);
  if (record.status === "finalized") return requireSame(record.resultDigest, intake.resultDigest!, "result");
  const { manifest, stateDigest } = checkDocument(Transcript, await archive.transcript(intake.roundId), "transcript");
  const receipt = await finalizeRound(chain, {
    roundId: intake.roundId,
    resultDigest: intake.resultDigest!,
    modelDigest: modelDigestOf(manifest.workload, stateDigest),
  });
  await intake.keepTransaction({ name: "finalizeRound", hash: receipt.hash, gasUsed: receipt.gasUsed });
}

function requireSame(onChain: string, here: string, what: string): void {
  if (onChain === here) return;
  // Only a store that is not this round's own (restored from a backup, say) gets here; no site would accept it.
  if (what !== "result") throw new RoundAborted("STORE_MISMATCH");
  throw new FederationError("INTERNAL", `The ${what} on chain is not the one in this store.`, {
    hint: "Check that the coordinator runs on its own, current state directory.",
  });
}
