import type { ErrorCode } from "../errors/codes.ts";
import { isFederationError } from "../errors/FederationError.ts";
import { codeOfContractError, contractErrorNameOf, errorNameOf } from "./chainErrors.ts";
import { compactConsent } from "./compactConsents.ts";
import type { Chain } from "./connectChain.ts";
import { isPlainConsent, type PlainConsent, type SignedConsent, subjectOf } from "./consentRequests.ts";
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

const ZERO_DIGEST: Hex = `0x${"00".repeat(32)}`;

function batchItem({ kind, request, signer, signature }: PlainConsent) {
  const unsigned = { categories: 0, from: 0, until: 0, textDigest: ZERO_DIGEST };
  return { revocation: kind === "revoke", terms: { ...unsigned, ...request }, signer, signature };
}

/**
 * Gas that a batch may use at most, above what any item costs (a first grant of a new key about 105,000); not spent is not
 * paid. The constant also covers the one contract signature that the registry bounds at 500,000.
 */
function gasLimitOf(batch: readonly PlainConsent[]): number {
  const calldata = batch.reduce((bytes, item) => bytes + (item.signer.length + item.signature.length) / 2, 0);
  const judgedByContract = batch.filter(({ signature }) => signature.length !== 132).length;
  return 750_000 + 125_000 * batch.length + 16 * calldata + 525_000 * judgedByContract;
}

/** In the compact form where every item has one: that is cheaper, and order within a transaction counts. */
function sendBatch(chain: Chain, batch: readonly PlainConsent[], compact: boolean): Promise<SentTransaction> {
  const gasLimit = gasLimitOf(batch);
  const items = compact ? batch.map(compactConsent).filter((item) => item !== undefined) : [];
  return items.length === batch.length
    ? send(chain, "ConsentRegistry", "relayConsentsCompact", [items], { gasLimit })
    : send(chain, "ConsentRegistry", "submitBatch", [batch.map(batchItem)], { gasLimit });
}

/**
 * Relays signed requests in order, grants and revocations at most `batchSize` to a transaction, every other kind in one of its
 * own. A request that the chain does not take is listed with its reason and costs the others nothing. Requests of ERC-1271
 * accounts whose signatures look like a key's travel once more, in the form in which the account is asked. Throws only if a
 * whole transaction cannot be sent.
 */
export async function relayConsents(
  chain: Chain,
  requests: readonly SignedConsent[],
  { batchSize = 100 }: { batchSize?: number } = {},
): Promise<RelayedConsents> {
  const refused = new Map<number, string>();
  const transactions: SentTransaction[] = [];
  const relay = async (run: readonly Placed[], compact: boolean): Promise<void> => {
    const batch = run.map(({ signed }) => signed);
    const sent = await sendBatch(chain, batch, compact);
    transactions.push(sent);
    for (const { place } of run) refused.delete(place);
    for (const { args } of decodeEvents(chain, "ConsentRegistry", "ConsentRejected", sent.logs)) {
      refused.set(run[Number(args.index)]!.place, errorNameOf(args.reason));
    }
  };
  for (let start = 0; start < requests.length; ) {
    const run = plainRun(requests, start, batchSize);
    if (run.length === 0) {
      try {
        transactions.push(await relayConsent(chain, requests[start]!));
      } catch (error) {
        const reason = contractErrorNameOf(error);
        if (reason === undefined) throw error;
        refused.set(start, reason);
      }
      start += 1;
      continue;
    }
    await relay(run, true);
    const again: Placed[] = [];
    for (const placed of run) {
      if (refused.get(placed.place) === "ConsentSignatureInvalid" && (await isContract(chain, placed.signed)))
        again.push(placed);
    }
    if (again.length > 0) await relay(again, false);
    start += run.length;
  }
  const rejected = [...refused]
    .sort(([a], [b]) => a - b)
    .map(([index, reason]) => ({
      index,
      keyHash: subjectOf(requests[index]!),
      code: codeOfContractError(reason),
      reason,
    }));
  return { accepted: requests.flatMap((_, place) => (refused.has(place) ? [] : [place])), rejected, transactions };
}

/** A request and its position in the list that was relayed. */
interface Placed {
  place: number;
  signed: PlainConsent;
}

/** The requests from `start` on that can share a transaction; none where the first cannot. */
function plainRun(requests: readonly SignedConsent[], start: number, batchSize: number): Placed[] {
  const run: Placed[] = [];
  for (let place = start; place < requests.length && run.length < batchSize; place++) {
    const signed = requests[place]!;
    if (!isPlainConsent(signed)) break;
    run.push({ place, signed });
  }
  return run;
}

/** Whether a request that has a compact form was signed for an account with code, which that form does not ask. */
async function isContract(chain: Chain, signed: PlainConsent): Promise<boolean> {
  return compactConsent(signed) !== undefined && (await chain.provider.getCode(signed.signer)) !== "0x";
}

/** Relays one request of any kind. Throws the registry's refusal: CONSENT_NONCE_STALE, CONSENT_EXPIRED, CONSENT_SIGNATURE_INVALID, … */
export function relayConsent(chain: Chain, signed: SignedConsent): Promise<SentTransaction> {
  const { signer, signature } = signed;
  switch (signed.kind) {
    case "grantForStudies": {
      const { request, studyDigests } = signed;
      return send(chain, "ConsentRegistry", "grantForStudies", [request, studyDigests, signer, signature]);
    }
    case "grantAsGuardian":
      return send(chain, "ConsentRegistry", "grantAsGuardian", [signed.keyHash, signed.request, signer, signature]);
    case "revokeAsGuardian":
      return send(chain, "ConsentRegistry", "revokeAsGuardian", [signed.keyHash, signed.request, signer, signature]);
    case "revokeAll":
      return send(chain, "ConsentRegistry", "revokeAll", [signed.request, signer, signature]);
    default:
      return relayPlain(chain, signed);
  }
}

async function relayPlain(chain: Chain, signed: PlainConsent): Promise<SentTransaction> {
  const { signer, signature } = signed;
  const compact = compactConsent(signed);
  if (compact !== undefined) {
    const { header, r, vs } = compact;
    try {
      return await (signed.kind === "grant"
        ? send(chain, "ConsentRegistry", "grantConsentCompact", [compact])
        : send(chain, "ConsentRegistry", "closeConsentCompact", [header, r, vs]));
    } catch (error) {
      if (!isFederationError(error) || error.code !== "CONSENT_SIGNATURE_INVALID") throw error;
      if (!(await isContract(chain, signed))) throw error;
    }
  }
  return signed.kind === "grant"
    ? send(chain, "ConsentRegistry", "grant", [signed.request, signer, signature])
    : send(chain, "ConsentRegistry", "revoke", [signed.request, signer, signature]);
}

type Of<Kind extends SignedConsent["kind"]> = Omit<Extract<SignedConsent, { kind: Kind }>, "kind">;

/** Relays a grant that is limited to studies. */
export function relayGrantForStudies(chain: Chain, signed: Of<"grantForStudies">): Promise<SentTransaction> {
  return relayConsent(chain, { ...signed, kind: "grantForStudies" });
}

/** Relays a grant that a guardian signed for the patient with this key hash. */
export function relayGuardianGrant(chain: Chain, signed: Of<"grantAsGuardian">): Promise<SentTransaction> {
  return relayConsent(chain, { ...signed, kind: "grantAsGuardian" });
}

/** Relays a revocation that a guardian signed for the patient with this key hash. */
export function relayGuardianRevoke(chain: Chain, signed: Of<"revokeAsGuardian">): Promise<SentTransaction> {
  return relayConsent(chain, { ...signed, kind: "revokeAsGuardian" });
}

/** Relays the revocation of everything a key consented to at a site. */
export function relayRevokeAll(chain: Chain, signed: Of<"revokeAll">): Promise<SentTransaction> {
  return relayConsent(chain, { ...signed, kind: "revokeAll" });
}
