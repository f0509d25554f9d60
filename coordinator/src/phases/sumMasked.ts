import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { MaskedSumBuilder, maskedSumBytes } from "@consilium/sdk/secagg/maskedSum.ts";
import type { RoundDeps, RoundInputs } from "./RoundDeps.ts";

/** Adds the survivors' masked vectors up, one in memory at a time: the digest of their sum is frozen with them. */
export async function sumMasked({ intake }: RoundInputs, { archive }: RoundDeps): Promise<void> {
  if (intake.maskedSumDigest !== undefined) return;
  const { ring, dimension } = intake.manifest;
  const builder = new MaskedSumBuilder(ring, dimension);
  for (const { commitment } of intake.survivors) {
    builder.addPacked(await archive.artefact(commitment.vectorDigest));
  }
  const bytes = maskedSumBytes(builder.sum);
  await archive.putArtefact(bytes);
  await intake.keepMaskedSum(digestBytes(bytes));
}
