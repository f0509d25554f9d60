import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildCohort, type Cohort } from "@consilium/node/cohort/buildCohort.ts";
import { writeCohortEvidence } from "@consilium/node/cohort/cohortEvidenceFile.ts";
import { readSealedConsents } from "@consilium/node/cohort/readSealedConsents.ts";
import type { SealedConsents } from "@consilium/node/cohort/sealedStandings.ts";
import { deployConsortium } from "@consilium/scripts/deploy/deployConsortium.ts";
import { startDevChain } from "@consilium/scripts/dev-chain/DevChain.ts";
import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { bitmapOf } from "@consilium/sdk/chain/bitmap.ts";
import { contractConsents } from "@consilium/sdk/chain/ConsentLedger.ts";
import { categoryBits } from "@consilium/sdk/chain/categories.ts";
import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { basisBits, CONSENT_BASES, type ConsentBasis, DEFAULT_BASES } from "@consilium/sdk/chain/consentBases.ts";
import { readConsentsAt, readSiteKeysAt } from "@consilium/sdk/chain/consents.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import { ROLES } from "@consilium/sdk/chain/members.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import { relayConsents } from "@consilium/sdk/chain/relayConsents.ts";
import {
  abortRound,
  finalizeRound,
  freezeRoster,
  freezeSurvivors,
  openRound,
  readFreezeBlockHash,
  readRound,
} from "@consilium/sdk/chain/rounds.ts";
import { grantAccess, publishStudy } from "@consilium/sdk/chain/studies.ts";
import type { RingWords } from "@consilium/sdk/crypto/prg.ts";
import { consentText } from "@consilium/sdk/patient/consentText.ts";
import { createPatientKey, type PatientKey } from "@consilium/sdk/patient/patientKey.ts";
import { signGrant, signRevoke } from "@consilium/sdk/patient/signConsent.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import { modelDigestOf, studyFigures } from "@consilium/sdk/round/manifest.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import type {
  RoundManifest,
  SignedCommitment,
  SignedConfirmation,
  SignedUnmasking,
  Transcript,
} from "@consilium/sdk/schemas/round.ts";
import { memberSetBytes } from "@consilium/sdk/secagg/context.ts";
import { dealDigest } from "@consilium/sdk/secagg/dealDigest.ts";
import { decodeSum, encodeContribution } from "@consilium/sdk/secagg/encoding.ts";
import { checkHex, checkSeed, linearCheck } from "@consilium/sdk/secagg/linearCheck.ts";
import { MaskedSumBuilder, maskedSumBytes } from "@consilium/sdk/secagg/maskedSum.ts";
import { packWords } from "@consilium/sdk/secagg/packedWords.ts";
import { recover, unmaskSum } from "@consilium/sdk/secagg/recover.ts";
import {
  dealShares,
  makeAdvert,
  makeUnmasking,
  maskContribution,
  newRoundSecrets,
  openDeal,
  receivedCiphertexts,
  rosterRootOf,
} from "@consilium/sdk/secagg/site.ts";
import { roundDomain, type StatementKind, signStatement } from "@consilium/sdk/secagg/statement.ts";
import { thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import type { Study, StudyFiles } from "@consilium/sdk/study/Study.ts";
import { COLUMN_CELLS } from "@consilium/sdk/workloads/summary/spec.ts";
import { trainStageOf } from "@consilium/sdk/workloads/train/spec.ts";
import type { Reduction } from "@consilium/sdk/workloads/Workload.ts";
import { workloadOf } from "@consilium/sdk/workloads/workloads.ts";
import { TranscriptArchive } from "@consilium/service/transcripts/TranscriptArchive.ts";
import { pointAfter } from "../../support/pointAfter.ts";
import { randomWallet } from "../../support/randomWallet.ts";

/**
 * A finished study, made with the real parts in one process: a development chain with the five contracts, four sites
 * whose patients consent with keys of their own, a summary round, two train rounds and an aborted one, by the secure sum
 * of the sdk, with a dropout in the last round and a patient who revokes before it. Nothing is simulated but the records.
 */

export const PURPOSE = "DUO:0000006";
export const CATEGORIES = ["demographics", "laboratory"];
const PATIENTS_A_SITE = 8;
const STUDY_FILES: StudyFiles = {
  "study.yaml": `version: 2
id: audit-demo
title: Audit demonstration
purpose: ${PURPOSE}
categories: [${CATEGORIES.join(", ")}]
columns:
  - { name: age, type: number, unit: a, range: [0, 120] }
  - { name: pressure, type: number, unit: mmHg, range: [50, 250] }
  - { name: outcome, type: binary, required: true }
minimumCohort: 3
minimumCell: 3
maximumRows: 1000
sites: { minimum: 3, maximum: 4 }
protection: { kind: secagg, colluders: 1 }
stages:
  - { id: inputs, workload: summary, columns: [age, pressure] }
  - id: model
    workload: train
    outcome: outcome
    standardise: inputs
    rounds: 2
    localSteps: 1
    batchSize: 4
    learningRate: 0.1
    clippingNorm: 1
    weightScale: 100
    seed: 7
maximumCommitSpanSeconds: 7200
phaseTimeoutSeconds: { join: 60, share: 60, train: 600, unmask: 60 }
maximumRounds: 6
expires: "2035-12-31"
transcriptRetentionDays: 30
`,
  "features.sql": "SELECT patient_id, age, pressure, outcome FROM patients\n",
  "model.json": '{ "type": "logistic" }\n',
};
export const SITES = [0, 1, 2, 3];
export const COORDINATOR = 4;
export const AUDITOR = 5;

export interface Patient {
  id: string;
  key: PatientKey;
  /** Key hash under which somebody else consents for the patient, in place of the key's. */
  handle?: `0x${string}`;
}

interface Party {
  index: number;
  wallet: { privateKey: string; address: string };
  chain: Chain;
}

export interface Consortium {
  rpcUrl: string;
  deployment: Deployment;
  parties: readonly Party[];
  /** By site; who joins later is enrolled for the rounds from then on. */
  patients: readonly Patient[][];
  directory: string;
  /** Reads only. */
  chain: Chain;
  stop(): Promise<void>;
}

export interface FinishedStudy {
  studyId: number;
  study: Study;
  /** Folder of the TranscriptArchive. */
  archive: string;
  /** One folder a site, with `cohort/round-<id>.json`. */
  evidence: readonly string[];
  /** In order: summary, aborted, train, train. */
  rounds: readonly number[];
}

/** What members do wrong in the last round, signed and put on chain as if nothing were wrong. */
export interface Lies {
  /** The coordinator alters the sum. */
  sum?: (sum: RingWords) => void;
  /** The coordinator starts the round from the initial model instead of the last one. */
  rollBack?: boolean;
  /** A site takes the consents, or the sealed ones' revocations, of an earlier block, and so lets in who revoked since. */
  staleConsents?: { site: number; block: number };
  /** A site lets in whoever consented, on any basis and for any study. */
  anyConsent?: { site: number };
}

export interface StudyOptions extends Lies {
  /** Bases that the study accepts; patients' own signatures unless said otherwise. */
  consentBases?: readonly ConsentBasis[];
  /** Once the study is on chain, before its first round. */
  published?: (study: Study) => Promise<void>;
  beforeLastRound?: () => Promise<void>;
}

/** The chain, the members and consented patients. Site 0's last patient never consents. */
export async function foundConsortium(): Promise<Consortium> {
  const directory = await mkdtemp(join(tmpdir(), "consilium-audit-"));
  const wallets = Array.from({ length: 7 }, () => {
    const { privateKey, address } = randomWallet();
    return { privateKey, address };
  });
  const accounts = wallets.map(({ address }) => ({ address, balanceWei: 10n ** 21n }));
  const devChain = await startDevChain({ dir: join(directory, "chain"), accounts, followUpBlockMs: 20 });
  const rpcUrl = devChain.url;
  const founders = wallets.slice(0, 6).map(({ address }, index) => ({
    name: `Hospital ${index}`,
    account: address as `0x${string}`,
    roles: index < 4 ? ROLES.SITE : index === COORDINATOR ? ROLES.COORDINATOR : ROLES.AUDITOR,
    peerId: `peer-${index}`,
    boxKey: toHex(randomBytes(32)),
  }));
  const deployment = await deployConsortium({ rpcUrl, deployerKey: wallets[6]!.privateKey, founders });
  const parties = await Promise.all(
    wallets.slice(0, 6).map(async (wallet, index) => {
      const chain = await connectChain({ rpcUrl, deployment, signer: wallet.privateKey, pollMs: 10 });
      return { index, wallet, chain };
    }),
  );
  const patients = SITES.map((site) =>
    Array.from({ length: PATIENTS_A_SITE }, (_, i) => ({ id: `patient-${site}-${i}`, key: createPatientKey() })),
  );
  const chain = await connectChain({ rpcUrl, deployment });
  const consortium: Consortium = {
    rpcUrl,
    deployment,
    parties,
    patients,
    directory,
    chain,
    async stop() {
      for (const party of parties) party.chain.close();
      chain.close();
      await devChain.stop();
      await rm(directory, { recursive: true });
    },
  };
  await consentAll(consortium);
  return consortium;
}

async function consentAll({ patients, deployment, parties }: Consortium): Promise<void> {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const terms = { categories: CATEGORIES, purpose: PURPOSE, from: nowSeconds - 60, until: nowSeconds + 31_536_000 };
  const requests: SignedConsentRequest[] = [];
  for (const [site, ofSite] of patients.entries()) {
    for (const { key } of site === 0 ? ofSite.slice(0, -1) : ofSite) {
      const text = consentText({ siteName: `Hospital ${site}`, ...terms });
      const deadline = nowSeconds + 3_600;
      requests.push(await signGrant({ key, deployment, site, ...terms, text, nonce: 0, deadline }));
    }
  }
  const { rejected } = await relayConsents(parties[COORDINATOR]!.chain, requests);
  if (rejected.length > 0) throw new Error(`consents rejected: ${JSON.stringify(rejected)}`);
}

/** Revokes the consent of one of a site's patients. */
export async function revoke({ patients, deployment, parties }: Consortium, site: number, patient: number) {
  const { key } = patients[site]![patient]!;
  const deadline = Math.floor(Date.now() / 1_000) + 3_600;
  const request = await signRevoke({ key, deployment, site, purpose: PURPOSE, nonce: 1, deadline });
  await relayConsents(parties[COORDINATOR]!.chain, [request]);
}

/** Publishes the study under a title of its own and runs it to its end. */
export async function finishStudy(
  consortium: Consortium,
  title: string,
  { beforeLastRound, published, consentBases = DEFAULT_BASES, ...lies }: StudyOptions = {},
): Promise<FinishedStudy> {
  const yaml = STUDY_FILES["study.yaml"]!.replace("Audit demonstration", title);
  const bases = `consentBases: [${consentBases.join(", ")}]\n`;
  // A title alone makes no other query, and the chain answers each for one set of sites.
  const sql = `-- ${title}\n${STUDY_FILES["features.sql"]}`;
  const files = {
    ...STUDY_FILES,
    "features.sql": sql,
    "study.yaml": consentBases === DEFAULT_BASES ? yaml : yaml + bases,
  };
  const study = parseStudy(files);
  const root = join(consortium.directory, title);
  const archive = join(root, "archive");
  const evidence = SITES.map((site) => join(root, `site-${site}`));
  await mkdir(archive, { recursive: true });
  await new TranscriptArchive(archive).putStudy(study.digest, files);
  const coordinator = consortium.parties[COORDINATOR]!.chain;
  const { studyId } = await publishStudy(coordinator, {
    studyDigest: study.digest,
    purpose: purposeNumber(PURPOSE),
    categories: categoryBits(CATEGORIES),
    minSites: study.document.sites.minimum,
    maxRounds: study.document.maximumRounds,
    expiresAt: Date.parse("2035-12-31T00:00:00Z") / 1_000,
    maxCommitSpan: study.document.maximumCommitSpanSeconds,
    acceptedBases: basisBits(consentBases),
    colluders: study.document.protection.colluders,
    opener: COORDINATOR,
  });
  await published?.(study);
  const until = Math.floor(Date.now() / 1_000) + 86_400;
  for (const site of SITES) {
    const { chain } = consortium.parties[site]!;
    await grantAccess(chain, { studyId, studyDigest: study.digest, until, roundCap: 5 });
  }

  const made = { consortium, study, studyId, archive: new TranscriptArchive(archive), evidence };
  const reductions: Reduction[] = [];
  const summary = await runRound(made, reductions, {});
  const aborted = await abortAtOnce(made, reductions);
  const first = await runRound(made, reductions, { silentUnmasker: 2 });
  await beforeLastRound?.();
  const last = await runRound(made, reductions, { dropout: 1, ...lies });
  return { studyId, study, archive, evidence, rounds: [summary, aborted, first, last] };
}

interface Making {
  consortium: Consortium;
  study: Study;
  studyId: number;
  archive: TranscriptArchive;
  evidence: readonly string[];
}

async function open({ consortium, study, studyId }: Making, reductions: readonly Reduction[], { rollBack }: Lies = {}) {
  const point = pointAfter(study, reductions);
  // A coordinator that goes back to the stage's first state, as if the rounds since had not been.
  const state = rollBack ? pointAfter(study, reductions, 1).state : point.state;
  const joinBy = Math.floor(Date.now() / 1_000) + 600;
  const manifest: RoundManifest = {
    v: PROTOCOL_VERSION,
    studyId,
    ...studyFigures(study, { ...point, state }),
    joinBy,
    commitBy: joinBy + 600,
    unmaskBy: joinBy + 1_200,
    transcriptRetainedUntil: joinBy + 86_400,
  };
  const { roundId } = await openRound(consortium.parties[COORDINATOR]!.chain, {
    studyId,
    manifestDigest: digestDocument(manifest),
    stateDigest: manifest.stateDigest,
    queryDigest: manifest.queryDigest,
    minSites: manifest.minimumSites,
    joinBy: manifest.joinBy,
    commitBy: manifest.commitBy,
    unmaskBy: manifest.unmaskBy,
  });
  return { manifest, point: { ...point, state }, roundId };
}

async function abortAtOnce(made: Making, reductions: readonly Reduction[]): Promise<number> {
  const { roundId } = await open(made, reductions);
  await abortRound(made.consortium.parties[COORDINATOR]!.chain, { roundId, reason: "TOO_FEW_SITES" });
  return roundId;
}

/** One round by the book; its reduction is added to `reductions`. */
async function runRound(
  made: Making,
  reductions: Reduction[],
  faults: Lies & { dropout?: number; silentUnmasker?: number },
): Promise<number> {
  const { consortium, study, archive } = made;
  const { deployment, parties } = consortium;
  const coordinator = parties[COORDINATOR]!.chain;
  const { manifest, point, roundId } = await open(made, reductions, faults);
  const domain = roundDomain(deployment.chainId, deployment.roundLedger);
  const sign = (member: number, context: Uint8Array, kind: StatementKind, digest: `0x${string}`) =>
    signStatement(parties[member]!.wallet.privateKey, domain, { context, kind, member, digest });

  const secrets = SITES.map(() => newRoundSecrets());
  const { join: joinContext } = roundContexts(deployment, await readRound(coordinator, roundId));
  const roster = await Promise.all(
    SITES.map(async (member) => {
      const advert = makeAdvert({ roundId, member, secrets: secrets[member]! });
      return { advert, signature: await sign(member, joinContext, "advert", digestDocument(advert)) };
    }),
  );
  await freezeRoster(coordinator, { roundId, rosterBitmap: bitmapOf(SITES), rosterRoot: rosterRootOf(roster) });
  const record = await readRound(coordinator, roundId);
  const contexts = roundContexts(deployment, record);
  const { shares: threshold } = thresholdsOf(SITES.length, manifest.colluders);

  const deals = await Promise.all(
    SITES.map(async (member) => {
      const dealt = await dealShares({
        roundId,
        member,
        secrets: secrets[member]!,
        roster,
        threshold,
        context: contexts.roster,
      });
      return { deal: dealt.deal, signature: await sign(member, contexts.roster, "deal", dealDigest(dealt.deal)) };
    }),
  );
  const sharingSet = SITES;
  const context = contexts.masking(sharingSet);
  const setSignatures = await Promise.all(
    SITES.map(async (member) => ({
      member,
      signature: await sign(member, context, "sharingSet", digestDocument(sharingSet)),
    })),
  );
  const opened = SITES.map((member) =>
    deals
      .filter(({ deal }) => deal.dealer !== member)
      .map(({ deal }) => {
        const share = deal.shares.find(({ to }) => to === member)!;
        const excerpt = { dealer: deal.dealer, shareRoot: deal.shareRoot, share };
        return openDeal({
          deal: excerpt,
          secrets: secrets[member]!,
          member,
          context: contexts.roster,
          roster,
        });
      }),
  );

  const survivors = SITES.filter((member) => member !== faults.dropout);
  const vectors = new Map<number, RingWords>();
  const { ring, dimension } = manifest;
  const builder = new MaskedSumBuilder(ring, dimension);
  const commitments: SignedCommitment[] = [];
  for (const member of survivors) {
    const cohort = await cohortOf(made, member, roundId, context, faults);
    await writeCohortEvidence(made.evidence[member]!, cohort.evidence);
    const masked = await maskContribution({
      encoded: encodeContribution(contributionOf(study, manifest, member, cohort), manifest),
      ring,
      secrets: secrets[member]!,
      member,
      sharingSet,
      kemCiphertexts: receivedCiphertexts(opened[member]!),
      roster,
      context,
    });
    vectors.set(member, masked);
    builder.add(masked);
    const vectorDigest = await archive.putArtefact(packWords(masked, ring));
    const commitment = { v: PROTOCOL_VERSION, roundId, member, vectorDigest, cohortRoot: cohort.root } as const;
    commitments.push({ commitment, signature: await sign(member, context, "commitment", digestDocument(commitment)) });
  }
  const maskedSumDigest = await archive.putArtefact(maskedSumBytes(builder.sum));
  await freezeSurvivors(coordinator, {
    roundId,
    sharingBitmap: bitmapOf(sharingSet),
    survivorBitmap: bitmapOf(survivors),
    maskedSumDigest,
    commitments: commitments.map(({ commitment, signature }) => ({ digest: digestDocument(commitment), signature })),
  });
  const freezeBlockHash = await readFreezeBlockHash(coordinator, await readRound(coordinator, roundId));
  const confirmations: SignedConfirmation[] = [];
  for (const member of survivors) {
    const z = await linearCheck(vectors.get(member)!, checkSeed(freezeBlockHash, roundId));
    const confirmation = {
      v: PROTOCOL_VERSION,
      roundId,
      member,
      survivors: toHex(memberSetBytes(survivors, "survivors")),
      maskedSumDigest,
      freezeBlockHash,
      linearCheck: checkHex(z),
    } as const;
    const digest = digestDocument(confirmation);
    confirmations.push({ confirmation, signature: await sign(member, context, "confirmation", digest) });
  }

  const unmaskings: SignedUnmasking[] = [];
  for (const member of survivors.filter((survivor) => survivor !== faults.silentUnmasker)) {
    const unmasking = makeUnmasking({
      roundId,
      member,
      secrets: secrets[member]!,
      opened: opened[member]!,
      sharingSet,
      survivors,
    });
    unmaskings.push({ unmasking, signature: await sign(member, context, "unmasking", digestDocument(unmasking)) });
  }

  const shared = { roster, deals: deals.map(({ deal }) => deal), sharingSet, survivors };
  const recovery = await recover({ ...shared, unmaskings: unmaskings.map(({ unmasking }) => unmasking), threshold });
  const sum = await unmaskSum({ ...shared, maskedSum: builder.sum.low, recovery, context, ring, dimension });
  faults.sum?.(sum);
  const { context: stage, state } = point;
  const reduction = workloadOf(manifest.workload).reduce(stage, state, decodeSum(sum, manifest), survivors.length);
  reductions.push(reduction);
  const stateDigest = await archive.putArtefact(reduction.state);
  const transcript: Transcript = {
    v: PROTOCOL_VERSION,
    roundId,
    manifest,
    roster,
    deals,
    sharingSet,
    setSignatures,
    commitments,
    confirmations,
    unmaskings,
    recovery,
    sumDigest: digestBytes(packWords(sum, ring)),
    result: { ...reduction.figures },
    stateDigest,
  };
  await archive.putTranscript(transcript);
  await finalizeRound(coordinator, {
    roundId,
    resultDigest: digestDocument(transcript),
    modelDigest: modelDigestOf(manifest.workload, stateDigest),
  });
  return roundId;
}

async function cohortOf(
  { consortium, study }: Making,
  site: number,
  roundId: number,
  context: Uint8Array,
  { staleConsents: stale, anyConsent }: Lies,
): Promise<Cohort> {
  const { chain, patients } = consortium;
  const record = await readRound(chain, roundId);
  const siteKeys = await readSiteKeysAt(chain, site, record.consentBlock);
  const purpose = purposeNumber(PURPOSE);
  const keyHashes = siteKeys.map(({ keyHash }) => keyHash);
  const block = stale?.site === site ? stale.block : record.consentBlock;
  const read = await readConsentsAt(chain, site, purpose, keyHashes, block, study.digest);
  const isLax = anyConsent?.site === site;
  const episodes = isLax ? read.map((episode) => episode && { ...episode, limited: false }) : read;
  const acceptedBases = basisBits(isLax ? CONSENT_BASES : (study.document.consentBases ?? DEFAULT_BASES));
  const ofSite = patients[site]!;
  return buildCohort({
    table: {
      patientIds: ofSite.map(({ id }) => id),
      columns: new Map(study.document.columns.map(({ name }) => [name, new Float64Array(ofSite.length)])),
      heldOut: ofSite.map((_, i) => i === 6),
    },
    enrolments: ofSite.map(({ id, key, handle }) => ({ patientId: id, keyHash: handle ?? key.keyHash })),
    siteKeys,
    episodes,
    latestEpisodes: episodes,
    terms: { ...record, purpose, categories: categoryBits(CATEGORIES), acceptedBases },
    minimumCohort: study.document.minimumCohort,
    roundId,
    context,
    site,
    sealed: await sealedOf(consortium, site, stale?.site === site ? stale.block : undefined),
  });
}

/** Folder of what a site keeps between studies. */
export function stateDirOf({ directory }: Consortium, site: number): string {
  return join(directory, `state-${site}`);
}

/** The site's sealed consents; of a site that lies, without what was revoked after a block. */
async function sealedOf(
  consortium: Consortium,
  site: number,
  staleBlock = Number.POSITIVE_INFINITY,
): Promise<SealedConsents | undefined> {
  const stateDir = stateDirOf(consortium, site);
  const honest = await readSealedConsents(contractConsents(consortium.chain), site, {
    purpose: purposeNumber(PURPOSE),
    stateDir,
    now: await consortium.chain.provider.getBlockNumber(),
  });
  if (honest === undefined) return undefined;
  const seals = honest.seals.map(({ seal, entries }) => ({
    seal: { ...seal, revoked: new Map([...seal.revoked].filter(([, at]) => at <= staleBlock)) },
    entries,
  }));
  return { ...honest, seals };
}

/** Made-up statistics or deltas of the right layout; the audit is about the sum, not about how a site came to its part. */
function contributionOf(study: Study, manifest: RoundManifest, site: number, { rows }: Cohort): Float64Array {
  const contribution = new Float64Array(manifest.dimension);
  if (manifest.workload === "summary") {
    const columns = (manifest.dimension - 1) / COLUMN_CELLS.length;
    for (let i = 0; i < columns; i++) {
      const mean = -0.2 + 0.1 * site + 0.05 * i;
      contribution.set(
        [rows.length, rows.length * mean, rows.length * (mean * mean + 0.1), 0, 0],
        i * COLUMN_CELLS.length,
      );
    }
    contribution[contribution.length - 1] = rows.length;
    return contribution;
  }
  const weight = rows.length / trainStageOf(study).weightScale;
  for (let i = 0; i < contribution.length - 1; i++)
    contribution[i] = (weight / 2) * Math.sin(site + i + manifest.iteration);
  contribution[contribution.length - 1] = weight;
  return contribution;
}

/** Writes `deployment.json` for the command line and returns its path. */
export async function writeDeployment({ directory, deployment }: Consortium): Promise<string> {
  const path = join(directory, "deployment.json");
  await writeFile(path, JSON.stringify(deployment));
  return path;
}
