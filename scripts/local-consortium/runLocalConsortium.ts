import { resultFiles } from "@consilium/cli/report/resultFiles.ts";
import { writeResultFolder } from "@consilium/cli/resultFolder.ts";
import { withDefaults } from "@consilium/node/policy/Policy.ts";
import { createRecordSource } from "@consilium/node/records/createRecordSource.ts";
import { extractFeatures } from "@consilium/node/records/extractFeatures.ts";
import { trainingRows } from "@consilium/node/workloads/cohort.ts";
import { createTrainingThread } from "@consilium/node/workloads/trainingThread.ts";
import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { type Deployment, parseDeployment } from "@consilium/sdk/chain/Deployment.ts";
import { ROLES, readMembers } from "@consilium/sdk/chain/members.ts";
import { readRoundsOfStudy } from "@consilium/sdk/chain/rounds.ts";
import { ControlPlaneClient } from "@consilium/sdk/coordinator/ControlPlaneClient.ts";
import { fetchResult } from "@consilium/sdk/coordinator/fetchResult.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { ZERO_BYTES32 } from "@consilium/sdk/schemas/round.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { readArtefact } from "@consilium/sdk/transcripts/readArtefact.ts";
import { roundsAtMost, totalRounds } from "@consilium/sdk/workloads/course.ts";
import { deployConsortium } from "../deploy/deployConsortium.ts";
import { approveStudy } from "./approveStudy.ts";
import { auditConsortium, coordinatorArchive } from "./auditConsortium.ts";
import { type Comparison, compare, type SiteTable } from "./comparison.ts";
import type { DataSet, Hospital } from "./DataSet.ts";
import { excludedAfterRevocation } from "./excludedAfterRevocation.ts";
import { gasUsed } from "./gasUsed.ts";
import { recordAtHospital } from "./hospitalRecords.ts";
import { ensureIdentities, type Identities } from "./identities.ts";
import type { ProcessSupervisor } from "./ProcessSupervisor.ts";
import type { Progress } from "./Progress.ts";
import { type ConsentingSite, ensurePatients, grantConsents, revokeConsents } from "./patients.ts";
import { type ResultDocument, resultDocument } from "./resultDocument.ts";
import { resultTable } from "./resultTable.ts";
import { runStudyTo } from "./runStudyTo.ts";
import type { StateDirectory } from "./StateDirectory.ts";
import { type GivenChain, startChain, startCoordinator, startNode, useChain, writeNodeConfig } from "./services.ts";
import { type ChosenSettings, settleStudy } from "./settings.ts";

const REVOKING_PATIENTS = 3;

export interface LocalConsortiumParts {
  state: StateDirectory;
  dataSet: DataSet;
  chosen: ChosenSettings;
  supervisor: ProcessSupervisor;
  progress: Progress;
  /** Instead of a development chain of its own. */
  givenChain?: GivenChain | undefined;
}

export interface LocalConsortiumResult {
  document: ResultDocument;
  table: string;
  urls: Readonly<Record<string, string>>;
}

/** Who revoked, noted before the first request leaves, so that a second start revokes the same and no others. */
interface Revocations {
  site: string;
  patientIds: string[];
  /** Latest block when they were chosen; each revocation lies in a later one. */
  chosenAtBlock: number;
}

/**
 * The whole demonstration. Every step first looks whether it is done, on chain or on disk, so a second call continues an
 * interrupted run and repeats nothing.
 */
export async function runLocalConsortium(parts: LocalConsortiumParts): Promise<LocalConsortiumResult> {
  const { state, dataSet, supervisor, progress } = parts;
  const hospitals = dataSet.hospitals(state);
  const { study, ...wanted } = await settleStudy(state, dataSet, parts.chosen);
  const identities = await progress.step("Keys of the members", () => ensureIdentities(state, hospitals));
  const { givenChain } = parts;
  const rpcUrl = await (givenChain === undefined
    ? progress.step("Development chain", () => startChain(supervisor, state, identities))
    : progress.step("Accounts on the given chain", () => useChain(givenChain, identities)));
  const deployment = await progress.step("Contracts", () => ensureDeployment(state, rpcUrl, identities));
  const chain = await connectChain({ rpcUrl, deployment });
  try {
    const coordinator = await progress.step("Coordinator", () => startCoordinator(supervisor, state, rpcUrl));
    await progress.step(dataSet.synthetic ? "Synthetic health records" : "Health records", (step) =>
      dataSet.prepare(state, wanted, step),
    );
    const tables = await progress.step("Extraction of the study's features", (step) =>
      extractTables(study, hospitals, state, step.update),
    );
    const consenting = await enrol(state, study, hospitals, tables);
    const configFiles = new Map<string, string>();
    await progress.step("Hospital nodes", async (step) => {
      let up = 0;
      await Promise.all(
        hospitals.map(async (hospital) => {
          const configFile = await writeNodeConfig(state, hospital, rpcUrl, coordinator);
          configFiles.set(hospital.id, configFile);
          await startNode(supervisor, hospital.id, configFile);
          step.update(++up, hospitals.length, hospital.title);
        }),
      );
    });
    await progress.step("Patients' consents", async (step) => {
      const signing = consenting.map((site) => ({
        ...site,
        patients: site.patients.filter(({ way }) => way !== "guardian"),
      }));
      await Promise.all([
        grantConsents(chain, coordinator.httpUrl, study, signing, step),
        ...consenting.map((site) => recordAtHospital(state, rpcUrl, deployment, study, site)),
      ]);
      // Guardians sign once the hospitals have enrolled them.
      await grantConsents(chain, coordinator.httpUrl, study, consenting, step);
    });

    const control = new ControlPlaneClient({ url: coordinator.httpUrl, operatorToken: identities.operatorToken });
    const { studyId } = await progress.step("Publication of the study", () => control.publish(study.files));
    await progress.step("Approval by the hospitals", async () => {
      await Promise.all(
        hospitals.map((hospital, index) => {
          const configFile = configFiles.get(hospital.id)!;
          return approveStudy(chain, studyId, study, { ...hospital, index, configFile }, state.at("study"));
        }),
      );
    });

    const all = totalRounds(study);
    // Within the training: a fit whose rows change on the way needs more rounds.
    const half = Math.ceil(roundsUntilTrained(study) / 2);
    const logFile = state.at("logs", "coordinator.log");
    await progress.step("Rounds, first half", (step) => runStudyTo(control, studyId, half, logFile, step));
    const revoked = await progress.step("Three patients revoke", () =>
      revokeThree(state, chain, coordinator.httpUrl, study, tables, consenting),
    );
    await progress.step("Rounds, second half", (step) => runStudyTo(control, studyId, all, logFile, step));

    const { rounds } = await control.study(studyId);
    const archive = coordinatorArchive(state);
    const comparison = await progress.step("Comparison with training alone", async (step) => {
      const digest = await finalModelDigest(chain, studyId);
      return await ensureComparison(state, study, tables, await readArtefact(archive, digest), step.update);
    });
    const found = await fetchResult(chain, studyId, archive);
    const siteIds = hospitals.map(({ id }) => id);
    const audit = await progress.step("Audit", () => auditConsortium(chain, studyId, { state, siteIds }));
    const sites = (await readMembers(chain)).filter(({ roles }) => (roles & ROLES.SITE) !== 0);
    const { files } = resultFiles(found, { sites, chain: chain.deployment, audit });
    await writeResultFolder(state.at("result"), files, true);
    const document = resultDocument({
      studyId: study.document.id,
      rounds,
      comparison,
      stages: found.stages,
      gas: await gasUsed(chain),
      excludedAfterRevocation: await excludedAfterRevocation(
        state.at("sites", revoked.site.id, "state"),
        rounds,
        revoked.keyHashes,
        revoked.afterBlock,
      ),
      audit,
    });
    await state.writeJson("result.json", document);
    const table = resultTable({
      title: study.document.title,
      document,
      rounds,
      stages: found.stages,
      rows: tables.map(({ id, table: { heldOut } }) => ({
        id,
        training: heldOut.filter((out) => !out).length,
        heldOut: heldOut.filter((out) => out).length,
      })),
      names: identities.founders.map(({ id }) => id),
      report: state.at("result", "report.html"),
    });
    const urls = { http: coordinator.httpUrl, docs: `${coordinator.httpUrl}/docs`, chain: rpcUrl };
    return { document, table, urls };
  } finally {
    chain.close();
  }
}

async function ensureDeployment(state: StateDirectory, rpcUrl: string, identities: Identities): Promise<Deployment> {
  const kept = await state.readText("deployment.json");
  if (kept !== undefined) return parseDeployment(kept, state.at("deployment.json"));
  const founders = identities.founders.map(({ candidate }) => candidate);
  const deployment = await deployConsortium({ rpcUrl, deployerKey: identities.deployerKey, founders });
  await state.writeJson("deployment.json", deployment);
  return deployment;
}

async function extractTables(
  study: Study,
  hospitals: readonly Hospital[],
  state: StateDirectory,
  onProgress: (done: number, total: number, note: string) => void,
): Promise<SiteTable[]> {
  const tables: SiteTable[] = [];
  for (const [index, { id, title, records, policy }] of hospitals.entries()) {
    const source = createRecordSource(records, state.path);
    const { table } = await extractFeatures({ source, study, policy: withDefaults(policy) });
    tables.push({ id, index, table });
    onProgress(index + 1, hospitals.length, title);
  }
  return tables;
}

async function enrol(
  state: StateDirectory,
  study: Study,
  hospitals: readonly Hospital[],
  tables: readonly SiteTable[],
): Promise<ConsentingSite[]> {
  const sites: ConsentingSite[] = [];
  for (const { id, index, table } of tables) {
    const { title } = hospitals[index]!;
    const patients = await ensurePatients(state, id, table.patientIds, study.document.consentBases);
    sites.push({ id, title, index, patients });
  }
  return sites;
}

/** Three patients, who sign for themselves, of the hospital with the most training rows; each of theirs is one of those rows. */
async function revokeThree(
  state: StateDirectory,
  chain: Chain,
  relayUrl: string,
  study: Study,
  tables: readonly SiteTable[],
  consenting: readonly ConsentingSite[],
): Promise<{ site: ConsentingSite; keyHashes: string[]; afterBlock: number }> {
  let noted = await state.readJson<Revocations>("revocations.json");
  if (noted === undefined) {
    const [largest] = [...tables].sort((a, b) => trainingRows(b.table).length - trainingRows(a.table).length);
    const signing = new Set(
      consenting
        .find(({ id }) => id === largest!.id)!
        .patients.flatMap(({ way, patientId }) => {
          return way === "patient" || way === "studies" ? [patientId] : [];
        }),
    );
    const patientIds = trainingRows(largest!.table).map((row) => largest!.table.patientIds[row]!);
    noted = {
      site: largest!.id,
      patientIds: patientIds.filter((patientId) => signing.has(patientId)).slice(0, REVOKING_PATIENTS),
      chosenAtBlock: await chain.provider.getBlockNumber(),
    };
    await state.writeJson("revocations.json", noted);
  }
  const { patientIds, chosenAtBlock } = noted;
  const site = consenting.find(({ id }) => id === noted.site);
  const patients = site?.patients.filter(({ patientId }) => patientIds.includes(patientId)) ?? [];
  if (site === undefined || patients.length !== patientIds.length) {
    throw new FederationError("CONFIG_INVALID", "The records are no longer those this state was begun with.", {
      field: state.path,
      hint: "Start again from nothing with --fresh.",
    });
  }
  await revokeConsents(chain, relayUrl, study, site, patients);
  return { site, keyHashes: patients.map(({ keyHash }) => keyHash), afterBlock: chosenAtBlock + 1 };
}

/** Rounds of the stages up to the one that trains. */
function roundsUntilTrained(study: Study): number {
  const stages = roundsAtMost(study);
  const last = stages.findLastIndex(({ stage }) => stage.workload === "train");
  return stages.slice(0, last + 1).reduce((sum, { rounds }) => sum + rounds, 0);
}

async function finalModelDigest(chain: Chain, studyId: number): Promise<`0x${string}`> {
  const rounds = await readRoundsOfStudy(chain, studyId);
  const last = rounds.findLast((round) => round.status === "finalized" && round.resultModelDigest !== ZERO_BYTES32);
  if (last === undefined) throw new FederationError("ROUND_UNKNOWN", "The study has no finished round of a model.");
  return last.resultModelDigest;
}

/** Training alone takes a while and gives the same every time, so a later start reads what the first one found. */
async function ensureComparison(
  state: StateDirectory,
  study: Study,
  tables: readonly SiteTable[],
  federatedModel: Uint8Array,
  onProgress: (done: number, total: number) => void,
): Promise<Comparison> {
  const kept = await state.readJson<Comparison>("comparison.json");
  if (kept !== undefined) return kept;
  const thread = createTrainingThread();
  try {
    const comparison = await compare(study, tables, federatedModel, thread, onProgress);
    await state.writeJson("comparison.json", comparison);
    return comparison;
  } finally {
    await thread.stop();
  }
}
