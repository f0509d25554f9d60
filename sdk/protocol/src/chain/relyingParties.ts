import { utf8 } from "../canonical/bytes.ts";
import { digestBytes } from "../canonical/digest.ts";
import type { Chain } from "./connectChain.ts";
import { read } from "./read.ts";
import { type SentTransaction, send } from "./send.ts";

/**
 * Says, as the site itself, whether it takes passkeys of a relying party: the domain of its consent page, such as
 * `consent.hospital.example`.
 */
export function setRelyingParty(
  chain: Chain,
  { rpId, accepted }: { rpId: string; accepted: boolean },
): Promise<SentTransaction> {
  return send(chain, "PasskeyVerifier", "setRelyingParty", [digestBytes(utf8(rpId)), accepted]);
}

/** Whether a site takes passkeys of this relying party. */
export function isRelyingParty(chain: Chain, site: number, rpId: string): Promise<boolean> {
  return read(chain, "PasskeyVerifier", "isRelyingParty", [site, digestBytes(utf8(rpId))]);
}
