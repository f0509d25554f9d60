import type { ProvedSealedConsent, SealedRevocation } from "../schemas/seals.ts";
import { leafTuple } from "../seals/sealTree.ts";
import type { Chain } from "./connectChain.ts";
import type { ConsentTypedData } from "./consentRequests.ts";
import type { Deployment } from "./Deployment.ts";
import { readEvents, theEvent } from "./events.ts";
import { read } from "./read.ts";
import { type SentTransaction, send } from "./send.ts";
import type { Hex } from "./typedAbi.ts";

/** A seal on chain. */
export interface SealRecord {
  sealId: number;
  root: Hex;
  /** Member index. */
  site: number;
  size: number;
  sealedBlock: number;
}

/** Puts a seal on chain as the site itself. `evidenceDigest` is SHA-256 of the site's own register of what it sealed. */
export async function putSeal(
  chain: Chain,
  { root, size, evidenceDigest }: { root: Hex; size: number; evidenceDigest: Hex },
): Promise<SentTransaction & { sealId: number }> {
  const sent = await send(chain, "ConsentSeals", "sealConsents", [root, size, evidenceDigest]);
  return { ...sent, sealId: theEvent(chain, "ConsentSeals", "ConsentsSealed", sent.logs).sealId };
}

export async function readSeal(chain: Chain, sealId: number): Promise<SealRecord> {
  return { sealId, ...(await read(chain, "ConsentSeals", "sealAt", [sealId])) };
}

/** Revokes sealed consents by their places, as the sealing site; for good. */
export function revokeSealed(
  chain: Chain,
  { sealId, indices }: { sealId: number; indices: readonly number[] },
): Promise<SentTransaction> {
  const words = new Map<number, bigint>();
  for (const index of indices) words.set(index >> 8, (words.get(index >> 8) ?? 0n) | (1n << BigInt(index & 0xff)));
  const revocations = [...words].map(([word, bits]) => ({ word, bits }));
  return send(chain, "ConsentSeals", "revokeSealed", [sealId, revocations]);
}

/** What a patient signs to have a sealed consent revoked whether the site will or not. `deadline` in unix seconds. */
export function revokeSealedTypedData(
  deployment: Deployment,
  message: { sealId: number; index: number; deadline: number },
): ConsentTypedData<{ sealId: number; index: number; deadline: number }, "Consilium Seals"> {
  const fields = [
    { name: "sealId", type: "uint32" },
    { name: "index", type: "uint32" },
    { name: "deadline", type: "uint40" },
  ];
  const verifyingContract = deployment.consentSeals ?? deployment.consentRegistry;
  return {
    domain: { name: "Consilium Seals", version: "1", chainId: deployment.chainId, verifyingContract },
    types: { RevokeSealedRequest: fields },
    primaryType: "RevokeSealedRequest",
    message,
  };
}

/** Relays a patient's revocation of a sealed consent. */
export function forceRevocation(chain: Chain, revocation: Omit<SealedRevocation, "v">): Promise<SentTransaction> {
  const { sealId, consent, proof, deadline, signer, signature } = revocation;
  const args = [sealId, leafTuple(consent), [...proof], deadline, signer, signature] as const;
  return send(chain, "ConsentSeals", "forceRevocation", args);
}

/** Whether a consent is under the seal's root and not revoked, as of the newest block. Its period is for the caller. */
export function isSealed(
  chain: Chain,
  sealId: number,
  { consent, proof }: Pick<ProvedSealedConsent, "consent" | "proof">,
): Promise<boolean> {
  return read(chain, "ConsentSeals", "isSealed", [sealId, leafTuple(consent), [...proof]]);
}

/** The places revoked at the end of a block, out of the events: right forever on a node without old states. */
export async function readRevokedAt(chain: Chain, sealId: number, block: number): Promise<ReadonlySet<number>> {
  const events = await readEvents(chain, "ConsentSeals", "SealedConsentsRevoked", {
    toBlock: block,
    indexed: [sealId],
  });
  const places = new Set<number>();
  for (const { args } of events) {
    for (let bit = 0; bit < 256; bit++) if ((args.bits >> BigInt(bit)) & 1n) places.add(args.word * 256 + bit);
  }
  return places;
}
