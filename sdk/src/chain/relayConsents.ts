import type { ErrorCode } from "../errors/codes.ts";
import { isFederationError } from "../errors/FederationError.ts";
import { codeOfContractError, errorNameOf } from "./chainErrors.ts";
import { compactConsent } from "./compactConsents.ts";
import type { Chain } from "./connectChain.ts";
import {
  type GrantRequest,
  keyHashOf,
  type RevokeAllRequest,
  type RevokeRequest,
  type SignedConsent,
} from "./consentRequests.ts";
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

export { revokeForPatient } from "./siteConsents.ts";

/** Who signed, and the signature. */
interface Signed {
  signer: Hex;
  signature: Hex;
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

/** In the compact form where every item has one: that is cheaper, and order within a transaction counts. */
function sendBatch(chain: Chain, batch: readonly SignedConsent[], compact: boolean): Promise<SentTransaction> {
  const gasLimit = gasLimitOf(batch);
  const items = compact ? batch.map(compactConsent).filter((item) => item !== undefined) : [];
  return items.length === batch.length
    ? send(chain, "ConsentRegistry", "relayConsentsCompact", [items], { gasLimit })
    : send(chain, "ConsentRegistry", "submitBatch", [batch.map(batchItem)], { gasLimit });
}

/**
 * Relays signed requests in order, at most `batchSize` to a transaction. A request that the chain does not take is listed with
 * its reason and costs the others nothing. Requests of ERC-1271 accounts whose signatures look like a key's travel once more,
 * in the form in which the account is asked. Throws only if a whole transaction cannot be sent.
 */
export async function relayConsents(
  chain: Chain,
  requests: readonly SignedConsent[],
  { batchSize = 100 }: { batchSize?: number } = {},
): Promise<RelayedConsents> {
  const refused = new Map<number, string>();
  const transactions: SentTransaction[] = [];
  const relay = async (places: readonly number[], compact: boolean): Promise<void> => {
    const batch = places.map((place) => requests[place]!);
    const sent = await sendBatch(chain, batch, compact);
    transactions.push(sent);
    for (const place of places) refused.delete(place);
    for (const { args } of decodeEvents(chain, "ConsentRegistry", "ConsentRejected", sent.logs)) {
      refused.set(places[Number(args.index)]!, errorNameOf(args.reason));
    }
  };
  for (let start = 0; start < requests.length; start += batchSize) {
    const places = requests.slice(start, start + batchSize).map((_, i) => start + i);
    await relay(places, true);
    const again: number[] = [];
    for (const place of places) {
      if (refused.get(place) === "ConsentSignatureInvalid" && (await isContract(chain, requests[place]!)))
        again.push(place);
    }
    if (again.length > 0) await relay(again, false);
  }
  const rejected = [...refused]
    .sort(([a], [b]) => a - b)
    .map(([index, reason]) => {
      const keyHash = keyHashOf(requests[index]!.signer);
      return { index, keyHash, code: codeOfContractError(reason), reason };
    });
  return { accepted: requests.flatMap((_, place) => (refused.has(place) ? [] : [place])), rejected, transactions };
}

/** Whether a request that has a compact form was signed for an account with code, which that form does not ask. */
async function isContract(chain: Chain, signed: SignedConsent): Promise<boolean> {
  return compactConsent(signed) !== undefined && (await chain.provider.getCode(signed.signer)) !== "0x";
}

/** Relays one request. Throws the registry's refusal: CONSENT_NONCE_STALE, CONSENT_EXPIRED, CONSENT_SIGNATURE_INVALID, … */
export async function relayConsent(chain: Chain, signed: SignedConsent): Promise<SentTransaction> {
  const { kind, request, signer, signature } = signed;
  const compact = compactConsent(signed);
  if (compact !== undefined) {
    const { header, r, vs } = compact;
    try {
      return await (kind === "grant"
        ? send(chain, "ConsentRegistry", "grantConsentCompact", [compact])
        : send(chain, "ConsentRegistry", "closeConsentCompact", [header, r, vs]));
    } catch (error) {
      if (!isFederationError(error) || error.code !== "CONSENT_SIGNATURE_INVALID") throw error;
      if (!(await isContract(chain, signed))) throw error;
    }
  }
  return kind === "grant"
    ? send(chain, "ConsentRegistry", "grant", [request, signer, signature])
    : send(chain, "ConsentRegistry", "revoke", [request, signer, signature]);
}

/** Relays a grant that is limited to studies. */
export function relayGrantForStudies(
  chain: Chain,
  { request, studyDigests, signer, signature }: Signed & { request: GrantRequest; studyDigests: readonly Hex[] },
): Promise<SentTransaction> {
  return send(chain, "ConsentRegistry", "grantForStudies", [request, studyDigests, signer, signature]);
}

/** Relays a grant that a guardian signed for the patient with this key hash. */
export function relayGuardianGrant(
  chain: Chain,
  { keyHash, request, signer, signature }: Signed & { keyHash: Hex; request: GrantRequest },
): Promise<SentTransaction> {
  return send(chain, "ConsentRegistry", "grantAsGuardian", [keyHash, request, signer, signature]);
}

/** Relays a revocation that a guardian signed for the patient with this key hash. */
export function relayGuardianRevoke(
  chain: Chain,
  { keyHash, request, signer, signature }: Signed & { keyHash: Hex; request: RevokeRequest },
): Promise<SentTransaction> {
  return send(chain, "ConsentRegistry", "revokeAsGuardian", [keyHash, request, signer, signature]);
}

/** Relays the revocation of everything a key consented to at a site. */
export function relayRevokeAll(
  chain: Chain,
  { request, signer, signature }: Signed & { request: RevokeAllRequest },
): Promise<SentTransaction> {
  return send(chain, "ConsentRegistry", "revokeAll", [request, signer, signature]);
}
