import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { consentSequence, isPlainConsent, keyHashOf, subjectOf } from "@consilium/sdk/chain/consentRequests.ts";
import { readConsentEpoch, readConsentNonce } from "@consilium/sdk/chain/consents.ts";
import { read } from "@consilium/sdk/chain/read.ts";
import { relayConsent, relayConsents } from "@consilium/sdk/chain/relayConsents.ts";
import { readGuardian } from "@consilium/sdk/chain/siteConsents.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { verifyConsentRequest } from "@consilium/sdk/patient/verifyConsentRequest.ts";
import type { ConsentChain } from "./ConsentRelay.ts";

/** The consent registry of a deployment, for a relay that pays with `chain`'s account. */
export function createConsentChain(chain: Chain): ConsentChain {
  return {
    verify(signed) {
      verifyConsentRequest(chain.deployment, signed);
    },

    async nextNonce(signed) {
      const subject = subjectOf(signed);
      const { site } = signed.request;
      // What only strangers send must not take the turn of a transaction of its own, ahead of others' grants.
      if (signed.kind === "revokeAll") {
        const [{ registered }, epoch] = await Promise.all([
          read(chain, "ConsentRegistry", "registrationOf", [site, subject]),
          readConsentEpoch(chain, subject, site),
        ]);
        if (registered) return epoch;
        throw new FederationError("NOT_FOUND", "The key has never consented at this site.");
      }
      if ("keyHash" in signed && (await readGuardian(chain, subject, site)) !== keyHashOf(signed.signer)) {
        throw new FederationError("FORBIDDEN", "The signer is not the patient's guardian at this site.");
      }
      return consentSequence(await readConsentNonce(chain, subject, site, signed.request.purpose));
    },

    async submitBatch(requests) {
      const [first] = requests;
      if (requests.length === 1 && !isPlainConsent(first!)) {
        return { transaction: (await relayConsent(chain, first!)).hash, skipped: new Map() };
      }
      const { rejected, transactions } = await relayConsents(chain, requests, { batchSize: requests.length });
      const skipped = new Map(
        rejected.map(({ index, code, reason }) => [index, new FederationError(code, `The registry says ${reason}.`)]),
      );
      return { transaction: transactions[0]!.hash, skipped };
    },
  };
}
