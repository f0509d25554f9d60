import { randomBytes } from "node:crypto";
import { fromHex, toHex } from "@consilium/sdk/canonical/bytes.ts";
import type { OpenedSeal } from "@consilium/sdk/cohort/CohortEvidence.ts";
import { SealSubtree, sealedCohortLeaf } from "@consilium/sdk/cohort/sealedCohort.ts";
import { sealLeafHash } from "@consilium/sdk/seals/sealTree.ts";
import type { SealEntry } from "../seals/SealRegister.ts";
import type { SealOfSite, StandingEntry } from "./sealedStandings.ts";

export interface PlantedSeals {
  readonly subtrees: readonly SealSubtree[];
  readonly opened: OpenedSeal[];
}

/** The sealed part of a cohort tree: one subtree a seal that existed at block B, a salted leaf for each consent that covers the round, and its opening. */
export function plantSeals(
  seals: readonly SealOfSite[],
  entries: readonly StandingEntry[],
  eligible: ReadonlySet<SealEntry>,
  { context, site, consentBlock }: { context: Uint8Array; site: number; consentBlock: number },
): PlantedSeals {
  const consented = Map.groupBy(
    entries.filter(({ fault }) => fault === undefined),
    (each) => each.seal,
  );
  const planted = seals.flatMap(({ seal, entries: all }, at) => {
    if (seal.sealedBlock > consentBlock) return [];
    const leaves = new Map<number, Uint8Array>();
    const opened: OpenedSeal = { sealId: seal.sealId, leaves: [], revoked: [] };
    for (const entry of byPlace((consented.get(at) ?? []).map((each) => each.entry))) {
      const { consent, proof, signer, signature } = entry;
      const salt = randomBytes(32);
      const isIn = eligible.has(entry);
      const consentHash = fromHex(sealLeafHash(consent));
      const leaf = { context, site, sealId: seal.sealId, consentHash, eligible: isIn, salt };
      leaves.set(consent.index, sealedCohortLeaf(leaf));
      const signed = { ...(signer === undefined ? {} : { signer }), ...(signature === undefined ? {} : { signature }) };
      opened.leaves.push({ consent, proof, ...signed, eligible: isIn, salt: toHex(salt) });
    }
    const isRevokedAtB = ({ consent }: SealEntry) => (seal.revoked.get(consent.index) ?? Infinity) <= consentBlock;
    for (const { consent, proof } of byPlace(all.filter(isRevokedAtB))) opened.revoked.push({ consent, proof });
    return [{ subtree: new SealSubtree(seal.size, leaves), opened }];
  });
  return { subtrees: planted.map(({ subtree }) => subtree), opened: planted.map(({ opened }) => opened) };
}

function byPlace(entries: readonly SealEntry[]): SealEntry[] {
  return [...entries].sort((a, b) => a.consent.index - b.consent.index);
}
