import { fromHex } from "../canonical/bytes.ts";
import type { Deployment } from "../chain/Deployment.ts";
import type { KeyRevocations, SealState } from "../chain/sealsAt.ts";
import type { SealedConsent } from "../schemas/seals.ts";
import { isSealedConsentSigned, restsOnSignature } from "../seals/sealedSignature.ts";
import { rootOfProof, sealLeafHash } from "../seals/sealTree.ts";
import type { CohortEvidence, CohortFinding, ExpectedCohort, OpenedSeal } from "./CohortEvidence.ts";
import { consentFault } from "./consentRule.ts";
import { SealSubtree, sealedCohortLeaf } from "./sealedCohort.ts";

/** A site's sealed consents as the chain has them at the end of block B. */
export interface SealsAtB {
  readonly deployment: Deployment;
  /** Sealed by B, by id. */
  readonly seals: readonly SealState[];
  /** Keys whose registered consents for the study's purpose were revoked at the site by B (`readRevokedKeys`). */
  readonly revokedKeys: ReadonlyMap<string, KeyRevocations>;
}

export interface SealedLeavesCheck {
  readonly findings: CohortFinding[];
  /** Roots of the seals' subtrees, as opened, by seal id. */
  readonly roots: Uint8Array[];
  /** Block of the newest revocation of a sealed consent for the study's purpose by key. */
  readonly revokedKeys: ReadonlyMap<string, number>;
}

interface Checking {
  readonly evidence: CohortEvidence;
  readonly expected: ExpectedCohort;
  readonly onChain: SealsAtB;
  readonly findings: CohortFinding[];
  /** Block of the newest revocation of a sealed consent, by key. */
  readonly revokedKeys: Map<string, number>;
  /** Keys by which a record is in already; grows. */
  readonly eligibleKeys: Set<string>;
  readonly salts: Set<string>;
}

/**
 * The sealed part of a cohort tree: what is opened is under its seal's root on chain; every salted leaf has a consent that covers
 * the round, was not revoked by B, is signed where it rests on a signature, and is of a key that revoked nothing for the
 * purpose at this site by B; every revoked place is opened, since a site could else seal a revoked consent once more; and no key
 * lets a record in twice. `eligibleKeys` are the registered keys by which records are in.
 */
export function checkSealedLeaves(
  evidence: CohortEvidence,
  expected: ExpectedCohort,
  onChain: SealsAtB | undefined,
  eligibleKeys: ReadonlySet<string>,
): SealedLeavesCheck {
  const findings: CohortFinding[] = [];
  const seals = (onChain?.seals ?? []).filter(({ sealedBlock }) => sealedBlock <= expected.consentBlock);
  const opened = evidence.seals ?? [];
  if ((evidence.v === 2) !== seals.length > 0 || opened.length !== seals.length) {
    findings.push({
      reason: `version ${evidence.v} opens ${opened.length} seals, and the site had ${seals.length} at the consent block`,
    });
  }
  const revokedKeys = new Map<string, number>();
  if (onChain === undefined) return { findings, roots: [], revokedKeys };
  const salts = new Set(evidence.leaves.flatMap(({ salt }) => (salt === undefined ? [] : [salt as string])));
  const checking = { evidence, expected, onChain, findings, revokedKeys, salts, eligibleKeys: new Set(eligibleKeys) };
  for (const [i, seal] of seals.entries()) checkRevoked(seal, opened[i], checking);
  return { findings, roots: seals.map((seal, i) => checkLeaves(seal, opened[i], checking)), revokedKeys };
}

/** Every place that the chain shows revoked is opened, and its key noted. */
function checkRevoked(seal: SealState, opened: OpenedSeal | undefined, checking: Checking): void {
  const { findings, expected, revokedKeys } = checking;
  const { sealId } = seal;
  if (opened !== undefined && opened.sealId !== sealId) {
    findings.push({ seal: sealId, reason: `seal ${opened.sealId} is opened instead` });
  }
  const missing = new Map([...seal.revoked].filter(([, block]) => block <= expected.consentBlock));
  for (const { consent, proof } of opened?.revoked ?? []) {
    const block = missing.get(consent.index);
    const fault = placeFault(seal, consent, proof);
    if (block === undefined) {
      findings.push({
        seal: sealId,
        place: consent.index,
        reason: "it is opened as revoked, but the chain has it not",
      });
    } else if (fault !== undefined) {
      findings.push({ seal: sealId, place: consent.index, reason: `it is opened as revoked, but ${fault}` });
    } else if (consent.purpose === expected.purpose) {
      revokedKeys.set(consent.keyHash, Math.max(block, revokedKeys.get(consent.keyHash) ?? 0));
    }
    missing.delete(consent.index);
  }
  for (const place of missing.keys()) {
    findings.push({ seal: sealId, place, reason: "it is revoked on chain, but the site does not open it" });
  }
}

/** Checks one seal's salted leaves; the root of its subtree as they make it. */
function checkLeaves(seal: SealState, opened: OpenedSeal | undefined, checking: Checking): Uint8Array {
  const { evidence, findings, salts, eligibleKeys } = checking;
  const { sealId, size } = seal;
  const leaves = new Map<number, Uint8Array>();
  let last = -1;
  for (const leaf of opened?.leaves ?? []) {
    const { consent, eligible, salt } = leaf;
    const add = (reason: string): void => void findings.push({ seal: sealId, place: consent.index, reason });
    if (consent.index <= last) add("it is used twice, or stands out of order");
    last = consent.index;
    const fault = placeFault(seal, consent, leaf.proof) ?? termsFault(seal, leaf, checking);
    if (fault !== undefined)
      add(`it counts as consented${eligible ? ", its record is in the cohort" : ""}, but ${fault}`);
    if (salts.has(salt)) add("its salt is used twice");
    salts.add(salt);
    if (eligible && eligibleKeys.has(consent.keyHash)) add("its key lets a record into the cohort twice");
    if (eligible) eligibleKeys.add(consent.keyHash);
    if (consent.index >= size) continue;
    const context = fromHex(evidence.context);
    const consentHash = fromHex(sealLeafHash(consent));
    const { site } = evidence;
    leaves.set(consent.index, sealedCohortLeaf({ context, site, sealId, consentHash, eligible, salt: fromHex(salt) }));
  }
  return new SealSubtree(size, leaves).root;
}

/** Why a consent is not at a place of this seal. */
function placeFault(seal: SealState, consent: SealedConsent, proof: readonly `0x${string}`[]): string | undefined {
  if (consent.site !== seal.site) return `it is site ${consent.site}'s`;
  if (consent.index >= seal.size || proof.length !== Math.log2(seal.size)) return "the seal has no such place";
  if (rootOfProof(sealLeafHash(consent), proof) !== seal.root) return "its terms are not those sealed on chain";
  return undefined;
}

/** Why a consent of this seal does not cover the round: the rule of all consents, and what is peculiar to sealed ones. */
function termsFault(
  { sealedBlock, revoked }: SealState,
  { consent, signer, signature }: OpenedSeal["leaves"][number],
  { expected, onChain, revokedKeys }: Checking,
): string | undefined {
  const revokeBlock = revoked.get(consent.index) ?? 0;
  const fault = consentFault({ ...consent, grantBlock: sealedBlock, revokeBlock }, expected);
  if (fault !== undefined) return `the chain says: ${fault}`;
  const registered = onChain.revokedKeys.get(consent.keyHash);
  if (revokedKeys.has(consent.keyHash) || (registered !== undefined && registered.first <= expected.consentBlock)) {
    return "its key has revoked for this purpose";
  }
  if (!restsOnSignature(consent.basis) || isSealedConsentSigned(onChain.deployment, consent, { signer, signature })) {
    return undefined;
  }
  return `no signature shows that its ${consent.basis} consented`;
}
