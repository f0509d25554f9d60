import type { ConsentLedger } from "@consilium/sdk/chain/ConsentLedger.ts";
import { SEALED_CONSENTS_MAX } from "@consilium/sdk/cohort/CohortEvidence.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { SealFiles } from "../seals/SealFiles.ts";
import type { SealedConsents, SealOfSite } from "./sealedStandings.ts";

/**
 * The site's sealed consents with every revocation by the end of block `now`; undefined where it has sealed none. Those sealed after block B let
 * nobody in, but whoever revoked one of them is out.
 *
 * @throws NOT_FOUND, DIGEST_MISMATCH where a seal's register is not there or another: without it nobody can tell who revoked;
 *   TOO_LARGE above 2^20 consents
 */
export async function readSealedConsents(
  ledger: ConsentLedger,
  site: number,
  { purpose, stateDir, now }: { purpose: number; stateDir: string; now: number },
): Promise<SealedConsents | undefined> {
  const states = await ledger.sealsAt(now, site);
  if (states.length === 0) return undefined;
  const files = new SealFiles(stateDir);
  const seals: SealOfSite[] = [];
  let consents = 0;
  for (const seal of states) {
    const { entries } = await files.register(seal);
    consents += entries.length;
    if (consents > SEALED_CONSENTS_MAX) {
      throw new FederationError("TOO_LARGE", `This site sealed more than ${SEALED_CONSENTS_MAX} consents.`, {
        field: files.directory,
        hint: "Let further patients' consents be registered instead.",
      });
    }
    seals.push({ seal, entries });
  }
  return { seals, revokedKeys: await ledger.revokedKeysAt(now, { site, purpose }) };
}
