import { categoriesOf } from "../chain/categories.ts";
import type { Chain } from "../chain/connectChain.ts";
import { type Episode, readConsentNonce, readEpisodes } from "../chain/consents.ts";
import { purposeNumber } from "../chain/purposes.ts";
import type { PatientKey } from "./patientKey.ts";

export interface ConsentStatus {
  /** Whether an open consent holds now, by the chain's newest block's time. */
  consented: boolean;
  /** What the next request must carry. */
  nonce: number;
  /** The open consent's categories, by name; none where there is none. */
  categories: string[];
  /** All episodes, oldest first: when each was granted, until when it holds, when and by whom it was closed. */
  episodes: Episode[];
}

/** What the chain says of a patient's consent at one hospital for one purpose. */
export async function readConsentStatus(
  chain: Chain,
  key: Pick<PatientKey, "keyHash">,
  site: number,
  purpose: string,
): Promise<ConsentStatus> {
  const number = purposeNumber(purpose);
  const [nonce, episodes, block] = await Promise.all([
    readConsentNonce(chain, key.keyHash, site, number),
    readEpisodes(chain, key.keyHash, site, number),
    chain.provider.getBlock("latest"),
  ]);
  const last = episodes.at(-1);
  const open = last !== undefined && last.revokeBlock === 0 ? last : undefined;
  const nowSeconds = block?.timestamp ?? 0;
  return {
    consented: open !== undefined && open.from <= nowSeconds && nowSeconds < open.until,
    nonce,
    categories: open === undefined ? [] : categoriesOf(open.categories),
    episodes,
  };
}
