import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { revokeSealed } from "@consilium/sdk/chain/seals.ts";
import { readSealsAt } from "@consilium/sdk/chain/sealsAt.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { patientIdOf } from "../cohort/patientId.ts";
import type { SealFiles } from "./SealFiles.ts";

export interface RevokedSealed {
  /** Places revoked now, by seal. */
  revoked: { sealId: number; places: number[]; transactionHash: string }[];
  /** How many of the patient's sealed consents had been revoked before. */
  before: number;
}

/**
 * Revokes a patient's sealed consents as the site, for good: those for one purpose, or all. Running it again sends nothing.
 *
 * @throws NOT_FOUND where the site sealed no such consent of the patient
 */
export async function revokePatient(
  { chain, site, files }: { chain: Chain; site: number; files: SealFiles },
  { patientId, purpose }: { patientId: string; purpose?: number | undefined },
): Promise<RevokedSealed> {
  const wanted = patientIdOf(patientId);
  const newest = await chain.provider.getBlockNumber();
  const found: RevokedSealed = { revoked: [], before: 0 };
  for (const seal of await readSealsAt(chain, site, { sealedBy: newest, revokedBy: newest })) {
    const { entries } = await files.register(seal);
    const places = entries
      .filter(
        (entry) =>
          patientIdOf(entry.patientId) === wanted && (purpose ?? entry.consent.purpose) === entry.consent.purpose,
      )
      .map(({ consent }) => consent.index);
    const indices = places.filter((place) => !seal.revoked.has(place));
    found.before += places.length - indices.length;
    if (indices.length === 0) continue;
    const { hash } = await revokeSealed(chain, { sealId: seal.sealId, indices });
    found.revoked.push({ sealId: seal.sealId, places: indices, transactionHash: hash });
  }
  if (found.revoked.length > 0 || found.before > 0) return found;
  throw new FederationError("NOT_FOUND", "This site sealed no such consent.", {
    field: "--patient, --purpose",
    hint: "Give the patient id as in the list that was sealed.",
  });
}
