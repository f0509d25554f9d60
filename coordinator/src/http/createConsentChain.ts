import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { consentSequence, keyHashOf } from "@consilium/sdk/chain/consentRequests.ts";
import { readConsentNonce } from "@consilium/sdk/chain/consents.ts";
import { relayConsents } from "@consilium/sdk/chain/relayConsents.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { verifyConsentRequest } from "@consilium/sdk/patient/verifyConsentRequest.ts";
import type { ConsentChain } from "./ConsentRelay.ts";

/** The consent registry of a deployment, for a relay that pays with `chain`'s account. */
export function createConsentChain(chain: Chain): ConsentChain {
  return {
    verify(signed) {
      verifyConsentRequest(chain.deployment, signed);
    },

    nextNonce: async ({ signer, request: { site, purpose } }) =>
      consentSequence(await readConsentNonce(chain, keyHashOf(signer), site, purpose)),

    async submitBatch(requests) {
      const { rejected, transactions } = await relayConsents(chain, requests, { batchSize: requests.length });
      const skipped = new Map(
        rejected.map(({ index, code, reason }) => [index, new FederationError(code, `The registry says ${reason}.`)]),
      );
      return { transaction: transactions[0]!.hash, skipped };
    },
  };
}
