import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { chainSeconds } from "@consilium/sdk/chain/blocks.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { keyHashOf } from "@consilium/sdk/chain/consentRequests.ts";
import {
  deliverTransaction,
  type PreparedTransaction,
  prepareTransaction,
} from "@consilium/sdk/chain/preparedTransaction.ts";
import { findSealByRoot, readSealsAt } from "@consilium/sdk/chain/sealsAt.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { sealConsents } from "@consilium/sdk/seals/sealConsents.ts";
import type { Enrolment } from "../cohort/enrolments.ts";
import { patientIdOf } from "../cohort/patientId.ts";
import { type ConsentsListContext, parseConsentsList, readConsentsList } from "./consentsList.ts";
import { removeOrphans, showReceipts, writeReceipts } from "./receipts.ts";
import type { SealFiles } from "./SealFiles.ts";
import type { PendingSeal, SealFile, SealRegister } from "./SealRegister.ts";

export interface SealListOptions {
  /** Connected as the site. */
  chain: Chain;
  /** Member index of the site. */
  site: number;
  /** The hospital's name on chain, for the receipts. */
  siteName: string;
  files: SealFiles;
  enrolments: readonly Enrolment[];
  /** The list of consents, and the folder that gets a folder of receipts. */
  list: string;
  receipts: string;
}

export interface SealedList {
  sealId: number;
  consents: number;
  /** Places with padding: all that the chain shows of how many there are. */
  size: number;
  sealedBlock: number;
  /** Folder of the receipts. */
  receipts: string;
  /** Whether the list was sealed by an earlier run, which this one only ended or found. */
  resumed: boolean;
}

/**
 * Seals a list of consents under one root, in one transaction. Safe to kill at any moment and to run again: before the
 * transaction is sent, receipts, register and the signed transaction itself are on disk, and a list is sealed once.
 *
 * @throws CONFIG_INVALID naming lines of the list; FORBIDDEN; CHAIN_UNREACHABLE; STORE_IN_USE
 */
export function sealList(options: SealListOptions): Promise<SealedList> {
  return options.files.locked(async () => {
    const { text, digest } = await readConsentsList(options.list);
    const pending = await options.files.pending();
    if (pending !== undefined) {
      const sealed = await finish(pending, options);
      if (pending.register.listDigest === digest) return described(sealed, true);
    }
    const known = await knownSeals(options.files);
    const before = known.find(({ register }) => register.listDigest === digest);
    if (before !== undefined) return described(before, true);
    return described(await finish(await prepare(text, digest, known, options), options), false);
  });
}

/** Everything that must not be lost, on disk; nothing is sent. */
async function prepare(
  text: string,
  listDigest: `0x${string}`,
  known: readonly SealFile[],
  options: SealListOptions,
): Promise<PendingSeal> {
  const { chain, site, siteName, files, list } = options;
  const consents = parseConsentsList(text, await contextOf(known, options), list);
  const seal = sealConsents(
    consents.map(({ line: _, patientId: __, signer, signature: ___, ...terms }) => ({
      ...terms,
      ...(signer === undefined ? {} : { keyHash: keyHashOf(signer) }),
    })),
  );
  const register: SealRegister = {
    v: 1,
    site,
    root: seal.root,
    size: seal.size,
    listDigest,
    entries: consents.map(({ patientId, signer, signature }, i) => ({
      patientId,
      consent: seal.receipts[i]!.consent,
      proof: seal.receipts[i]!.proof,
      ...(signer === undefined ? {} : { signer }),
      ...(signature === undefined ? {} : { signature }),
    })),
  };
  const folder = resolve(options.receipts);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeOrphans(folder);
  const transaction = await prepareSealing(chain, register);
  const named = consents.map(({ line, patientId }, i) => ({ line, patientId, receipt: seal.receipts[i]! }));
  const pending: PendingSeal = { v: 1, ...(await writeReceipts(folder, named, siteName)), transaction, register };
  await files.beginPending(pending);
  return pending;
}

/** Brings a pending seal on chain, unless it is there, and writes down that it is. */
async function finish(pending: PendingSeal, { chain, site, files }: SealListOptions): Promise<SealFile> {
  const { register, receipts, receiptsPartial } = pending;
  let { transaction } = pending;
  let found = await findSealByRoot(chain, site, register.root);
  while (found === undefined) {
    const delivered = await deliverTransaction(chain, transaction);
    found = await findSealByRoot(chain, site, register.root);
    if (delivered !== undefined || found !== undefined) continue;
    // It is void for good, so a new one seals nothing twice; where the chain refuses the seal, this throws why.
    transaction = await prepareSealing(chain, register);
    await files.replacePending({ ...pending, transaction });
  }
  const { sealId, sealedBlock } = found;
  const file: SealFile = { v: 1, sealId, sealedBlock, receipts, register };
  await files.writeSeal(file);
  await showReceipts({ receipts, receiptsPartial });
  await files.dropPending();
  return file;
}

function prepareSealing(chain: Chain, register: SealRegister): Promise<PreparedTransaction> {
  const { root, size } = register;
  return prepareTransaction(chain, "ConsentSeals", "sealConsents", [root, size, digestDocument(register)]);
}

/** What a new list is checked against: the time, whose keys are known, and which have revoked. */
async function contextOf(
  known: readonly SealFile[],
  { chain, site, enrolments }: SealListOptions,
): Promise<ConsentsListContext> {
  const newest = await chain.provider.getBlockNumber();
  const patientOfKey = new Map<string, string>(enrolments.map(({ keyHash, patientId }) => [keyHash, patientId]));
  const revoked = new Set<string>();
  const states = new Map(
    (await readSealsAt(chain, site, { sealedBy: newest, revokedBy: newest })).map((state) => [state.sealId, state]),
  );
  for (const { sealId, register } of known) {
    for (const { consent, patientId } of register.entries) {
      patientOfKey.set(consent.keyHash, patientIdOf(patientId));
      if (states.get(sealId)?.revoked.has(consent.index)) revoked.add(`${consent.keyHash}/${consent.purpose}`);
    }
  }
  return {
    deployment: chain.deployment,
    site,
    nowSeconds: await chainSeconds(chain),
    patientOfKey,
    hasRevoked: (keyHash, purpose) => revoked.has(`${keyHash}/${purpose}`),
  };
}

async function knownSeals(files: SealFiles): Promise<SealFile[]> {
  const seals: SealFile[] = [];
  for (const sealId of await files.sealIds()) seals.push(await files.seal(sealId));
  return seals;
}

function described({ sealId, sealedBlock, receipts, register }: SealFile, resumed: boolean): SealedList {
  return { sealId, consents: register.entries.length, size: register.size, sealedBlock, receipts, resumed };
}

/** @throws CONFIG_INVALID where the deployment has no seals. */
export function requireSeals({ deployment }: Chain): void {
  if (deployment.consentSeals !== undefined) return;
  throw new FederationError("CONFIG_INVALID", "This consortium was deployed without sealed consents.", {
    field: "chain.deploymentFile",
    hint: "Use a deployment that has consentSeals.",
  });
}
