import { categoriesOf } from "../chain/categories.ts";
import type { Chain } from "../chain/connectChain.ts";
import type { ConsentBasis } from "../chain/consentBases.ts";
import { type Episode, readConsentNonce, readEpisodes } from "../chain/consents.ts";
import { type KeyState, readKeyState, readListedStudies } from "../chain/keyStates.ts";
import { purposeNumber } from "../chain/purposes.ts";
import type { Hex } from "../chain/typedAbi.ts";
import type { PatientKey } from "./patientKey.ts";

export interface ConsentStatus {
  /** Whether an open consent holds now, by the chain's newest block's time. */
  consented: boolean;
  /** What the next request must carry. */
  nonce: number;
  /** The open consent's categories, by name; none where there is none. */
  categories: string[];
  /** On what the open consent rests, null where there is none. */
  basis: ConsentBasis | "none" | null;
  /** Digests of the only studies that the open consent is for; null where it is for every study of the purpose. */
  studies: readonly Hex[] | null;
  /** Whether this key can consent to the purpose no more, since the hospital retired it or revoked what it had signed. */
  barred: boolean;
  /** The key at the hospital: registered, retired, its epoch and guardian. */
  key: KeyState;
  /** All episodes, oldest first: when each was granted, until when it holds, when and by whom it was closed. */
  episodes: Episode[];
}

/**
 * What the chain says of a patient's consent at one hospital for one purpose.
 *
 * @example
 * const { consented, nonce } = await readConsentStatus(chain, key, 3, "DUO:0000006"); // at the hospital with member index 3
 */
export async function readConsentStatus(
  chain: Chain,
  { keyHash }: Pick<PatientKey, "keyHash">,
  site: number,
  purpose: string,
): Promise<ConsentStatus> {
  const number = purposeNumber(purpose);
  const [nonce, episodes, key, block] = await Promise.all([
    readConsentNonce(chain, keyHash, site, number),
    readEpisodes(chain, keyHash, site, number),
    readKeyState(chain, keyHash, site),
    chain.provider.getBlock("latest"),
  ]);
  const last = episodes.at(-1);
  const open = last !== undefined && last.revokeBlock === 0 ? last : undefined;
  const nowSeconds = block?.timestamp ?? 0;
  return {
    consented: open !== undefined && open.from <= nowSeconds && nowSeconds < open.until,
    nonce,
    categories: open === undefined ? [] : categoriesOf(open.categories),
    basis: open?.basis ?? null,
    studies: open?.limited
      ? ((await readListedStudies(chain, keyHash, site, number)).get(open.grantBlock) ?? [])
      : null,
    barred: key.retired || key.barredPurposes.includes(number),
    key,
    episodes,
  };
}
