import type { ErrorCode } from "../errors/codes.ts";
import { codeOfContractError, errorNameOf } from "./chainErrors.ts";
import type { Chain } from "./connectChain.ts";
import { keyHashOf, type SignedConsent } from "./consentRequests.ts";
import { decodeEvents } from "./events.ts";
import { type SentTransaction, send } from "./send.ts";
import type { Hex } from "./typedAbi.ts";

export interface RejectedConsent {
  /** Position in the list that was relayed. */
  index: number;
  keyHash: Hex;
  code: ErrorCode;
  /** Name of the contract error that a single request would have met. */
  reason: string;
}

export interface RelayedConsents {
  /** Positions of the requests that the chain took. */
  accepted: number[];
  rejected: RejectedConsent[];
  transactions: SentTransaction[];
}

const ZERO_DIGEST: Hex = `0x${"00".repeat(32)}`;

function batchItem({ kind, request, signer, signature }: SignedConsent) {
  const unsigned = { categories: 0, from: 0, until: 0, textDigest: ZERO_DIGEST };
  return { revocation: kind === "revoke", terms: { ...unsigned, ...request }, signer, signature };
}

/**
 * Gas that a batch may use at most, above what any item costs (a first grant of a new key about 105,000); not spent is not
 * paid. The constant also covers the one contract signature that the registry bounds at 500,000.
 */
function gasLimitOf(batch: readonly SignedConsent[]): number {
  const calldata = batch.reduce((bytes, item) => bytes + (item.signer.length + item.signature.length) / 2, 0);
  const judgedByContract = batch.filter(({ signature }) => signature.length !== 132).length;
  return 750_000 + 125_000 * batch.length + 16 * calldata + 525_000 * judgedByContract;
}

/**
 * Relays signed requests in order, at most `batchSize` to a transaction. A request that the chain does not take is listed with
 * its reason and costs the others nothing. Throws only if a whole transaction cannot be sent.
 */
export async function relayConsents(
  chain: Chain,
  requests: readonly SignedConsent[],
  { batchSize = 100 }: { batchSize?: number } = {},
): Promise<RelayedConsents> {
  const accepted: number[] = [];
  const rejected: RejectedConsent[] = [];
  const transactions: SentTransaction[] = [];
  for (let start = 0; start < requests.length; start += batchSize) {
    const batch = requests.slice(start, start + batchSize);
    const sent = await send(chain, "ConsentRegistry", "submitBatch", [batch.map(batchItem)], {
      gasLimit: gasLimitOf(batch),
    });
    transactions.push(sent);
    const refusals = new Map(
      decodeEvents(chain, "ConsentRegistry", "ConsentRejected", sent.logs).map(({ args }) => [
        Number(args.index),
        args.reason,
      ]),
    );
    for (const [i, item] of batch.entries()) {
      const selector = refusals.get(i);
      if (selector === undefined) {
        accepted.push(start + i);
        continue;
      }
      const reason = errorNameOf(selector);
      rejected.push({ index: start + i, keyHash: keyHashOf(item.signer), code: codeOfContractError(reason), reason });
    }
  }
  return { accepted, rejected, transactions };
}

/** Relays one request. Throws the registry's refusal: CONSENT_NONCE_STALE, CONSENT_EXPIRED, CONSENT_SIGNATURE_INVALID, … */
export function relayConsent(
  chain: Chain,
  { kind, request, signer, signature }: SignedConsent,
): Promise<SentTransaction> {
  return kind === "grant"
    ? send(chain, "ConsentRegistry", "grant", [request, signer, signature])
    : send(chain, "ConsentRegistry", "revoke", [request, signer, signature]);
}

/** Records, as the site itself, the revocation of a patient who lost the key. `evidenceDigest` is SHA-256 of the evidence. */
export function revokeForPatient(
  chain: Chain,
  revocation: { keyHash: Hex; purpose: number; evidenceDigest: Hex },
): Promise<SentTransaction> {
  const { keyHash, purpose, evidenceDigest } = revocation;
  return send(chain, "ConsentRegistry", "revokeForPatient", [keyHash, purpose, evidenceDigest]);
}
