import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CommandName, commandScript } from "@consilium/scripts/commands/commandScript.ts";
import { deployConsortium } from "@consilium/scripts/deploy/deployConsortium.ts";
import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { readConsentNonce } from "@consilium/sdk/chain/consents.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import { ROLES } from "@consilium/sdk/chain/members.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import { relayConsents } from "@consilium/sdk/chain/relayConsents.ts";
import { type RoundRecord, readRoundsOfStudy } from "@consilium/sdk/chain/rounds.ts";
import { createPatientKey, type PatientKey } from "@consilium/sdk/patient/patientKey.ts";
import { signGrant, signRevoke } from "@consilium/sdk/patient/signConsent.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import type { Study, StudyFiles } from "@consilium/sdk/study/Study.ts";
import { identityOf, loadOrCreateServiceKeys, type ServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { TranscriptArchive } from "@consilium/service/transcripts/TranscriptArchive.ts";
import { parse, stringify } from "yaml";
import { randomWallet } from "./randomWallet.ts";
import { ServiceProcess } from "./ServiceProcess.ts";
import { openTestChain, type TestChain } from "./testChain.ts";
import { TEST_POLICY_DOCUMENT } from "./testPolicy.ts";
import { testRecords, testStudyFiles } from "./testStudy.ts";

const PASSPHRASE = "only for tests, never elsewhere";
/** scrypt's smallest: these keystores guard nothing. */
const SCRYPT_N = 2 ** 14;
const YEAR_SECONDS = 31_536_000;

export interface TestConsortiumOptions {
  sites?: number;
  recordsPerSite?: number;
  study?: StudyFiles;
  /** How long the coordinator waits for a site that is gone. */
  absenceGraceMs?: number;
  /** Environment of one process, by its name (`coordinator`, `site-0`, …). */
  env?: Record<string, Record<string, string>>;
  /** Folder of the commands' bundles to start, in place of those that every test starts. */
  bundles?: string | undefined;
}

export interface TestPatient {
  patientId: string;
  key: PatientKey;
}

/**
 * A whole consortium for a test: a development chain in this process (or the chain of `testChain.ts`), and a coordinator and one node per site in
 * processes of their own, with real keystores, stores, libp2p and consents.
 */
export class TestConsortium {
  readonly dir: string;
  readonly chain: Chain;
  readonly deployment: Deployment;
  /** The study that `approve`, `run` and `rounds` are about. */
  study: Study;
  readonly coordinator: ServiceProcess;
  readonly sites: readonly ServiceProcess[];
  readonly patients: readonly (readonly TestPatient[])[];
  readonly keys: { coordinator: ServiceKeys; sites: ServiceKeys[] };
  readonly archive: TranscriptArchive;
  readonly operatorToken: string;
  coordinatorUrl = "";
  studyId = 0;
  readonly #testChain: TestChain;

  private constructor(parts: {
    dir: string;
    chain: Chain;
    deployment: Deployment;
    study: Study;
    coordinator: ServiceProcess;
    sites: ServiceProcess[];
    patients: TestPatient[][];
    keys: { coordinator: ServiceKeys; sites: ServiceKeys[] };
    testChain: TestChain;
    operatorToken: string;
  }) {
    this.dir = parts.dir;
    this.chain = parts.chain;
    this.deployment = parts.deployment;
    this.study = parts.study;
    this.coordinator = parts.coordinator;
    this.sites = parts.sites;
    this.patients = parts.patients;
    this.keys = parts.keys;
    this.#testChain = parts.testChain;
    this.operatorToken = parts.operatorToken;
    this.archive = new TranscriptArchive(join(parts.dir, "coordinator", "archive"));
  }

  static async create(options: TestConsortiumOptions = {}): Promise<TestConsortium> {
    const { sites = 4, recordsPerSite = 24, absenceGraceMs = 1_000, env = {}, bundles } = options;
    const dir = await mkdtemp(join(tmpdir(), "consilium-e2e-"));
    const study = parseStudy(options.study ?? testStudyFiles());
    const names = ["coordinator", ...Array.from({ length: sites }, (_, i) => `site-${i}`)];
    const keys = await Promise.all(
      names.map((name) => loadOrCreateServiceKeys(join(dir, name), PASSPHRASE, { scryptN: SCRYPT_N })),
    );
    const [coordinatorKeys, ...siteKeys] = keys as [ServiceKeys, ...ServiceKeys[]];
    const deployer = randomWallet();
    const accounts = [...keys.map((key) => identityOf(key).account), deployer.address];
    const testChain = await openTestChain(dir, accounts);
    const [rpcUrl] = testChain.urls;
    // Sites first, so that a site's number in the test is its member index.
    const founders = [
      ...siteKeys.map((key) => ({ ...identityOf(key), roles: ROLES.SITE })),
      { ...identityOf(coordinatorKeys), roles: ROLES.COORDINATOR },
    ].map(({ account, ...rest }, i) => ({
      name: i < siteKeys.length ? `Hospital ${i}` : "Operator",
      account: account as `0x${string}`,
      ...rest,
    }));
    const deployment = await deployConsortium({ rpcUrl, deployerKey: deployer.privateKey, founders });
    await writeFile(join(dir, "deployment.json"), JSON.stringify(deployment));
    const chain = await connectChain({ rpcUrl, deployment, signer: deployer.privateKey, pollMs: 20 });

    const patients = await enrolAndConsent(dir, chain, study, sites, recordsPerSite);
    await mkdir(join(dir, "study"), { recursive: true });
    for (const [path, text] of Object.entries(study.files)) await writeFile(join(dir, "study", path), text);
    await writeFile(join(dir, "passphrase"), PASSPHRASE, { mode: 0o600 });
    const operatorToken = "only-this-test-uses-this-operator-token";
    await writeFile(join(dir, "operator-token"), operatorToken, { mode: 0o600 });
    const chainConfig = (service: number) => ({
      rpcUrl: testChain.urls[service % testChain.urls.length],
      deploymentFile: "deployment.json",
    });
    await writeFile(join(dir, "policy.yaml"), stringify(TEST_POLICY_DOCUMENT));
    const port = await freePort();
    await writeFile(
      join(dir, "coordinator.yaml"),
      stringify({
        name: "Operator",
        stateDir: "coordinator",
        chain: chainConfig(0),
        listen: [`/ip4/127.0.0.1/tcp/${port}`],
        http: { host: "127.0.0.1", port: 0 },
        operatorTokenFile: "operator-token",
        passphraseFile: "passphrase",
        absenceGraceMs,
        logLevel: "info",
      }),
    );
    for (let site = 0; site < sites; site++) {
      await writeFile(
        join(dir, `site-${site}.yaml`),
        stringify({
          name: `site-${site}`,
          stateDir: `site-${site}`,
          chain: chainConfig(site + 1),
          coordinator: {
            peerId: identityOf(coordinatorKeys).peerId,
            addresses: [`/ip4/127.0.0.1/tcp/${port}/p2p/${identityOf(coordinatorKeys).peerId}`],
          },
          records: {
            kind: "csv",
            tables: { records: `site-${site}.csv` },
            patientId: "patient_id",
            onMalformed: "refuse",
          },
          enrolments: `enrolments-${site}.csv`,
          policy: "policy.yaml",
          passphraseFile: "passphrase",
          logLevel: "info",
        }),
      );
    }
    const service = (name: string, command: CommandName) => {
      const main = bundles === undefined ? commandScript(command) : join(bundles, command, "main.js");
      const args = [main, "run", "--config", join(dir, `${name}.yaml`)];
      return new ServiceProcess(name, args, join(dir, `${name}.log`), env[name]);
    };
    return new TestConsortium({
      dir,
      chain,
      deployment,
      study,
      coordinator: service("coordinator", "consilium-coordinator"),
      sites: Array.from({ length: sites }, (_, i) => service(`site-${i}`, "consilium-node")),
      patients,
      keys: { coordinator: coordinatorKeys, sites: siteKeys },
      testChain,
      operatorToken,
    });
  }

  /** Starts every process, publishes the study and lets every site approve it. */
  async start(): Promise<void> {
    await this.startCoordinator();
    await this.publish();
    await Promise.all(this.sites.map((site) => site.start()));
  }

  /** Publishes a study, which then takes the place of the one before, and lets every site approve it. */
  async publish(files: StudyFiles = this.study.files): Promise<void> {
    this.study = parseStudy(files);
    const published = await this.request("POST", "/v1/studies", { files });
    this.studyId = published.studyId as number;
    await Promise.all(this.sites.map((_, site) => this.approve(site)));
  }

  get rpcUrl(): string {
    return this.#testChain.urls[0];
  }

  async startCoordinator(...faults: readonly string[]): Promise<void> {
    this.coordinatorUrl = (await this.coordinator.start(...faults)).httpUrl as string;
  }

  /** How long the coordinator waits for a site that is gone, from its next start on. */
  async setAbsenceGrace(absenceGraceMs: number): Promise<void> {
    const path = join(this.dir, "coordinator.yaml");
    await writeFile(path, stringify({ ...parse(await readFile(path, "utf8")), absenceGraceMs }));
  }

  async approve(site: number, rounds = 50): Promise<void> {
    const { approve } = await import("@consilium/node/approve.ts");
    const { NodeConfig } = await import("@consilium/node/config.ts");
    const { readConfig } = await import("@consilium/service/config/readConfig.ts");
    const file = await readConfig(join(this.dir, `site-${site}.yaml`), NodeConfig);
    const until = Math.floor(Date.now() / 1_000) + YEAR_SECONDS;
    const { reviewStudy } = await import("@consilium/node/reviewStudy.ts");
    const { study } = this;
    const review = await reviewStudy(file, study);
    await approve({ file, keys: this.keys.sites[site]!, study, review, until, rounds });
  }

  async request(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.coordinatorUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.operatorToken}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = (await response.json()) as Record<string, unknown>;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  }

  async run(rounds?: number): Promise<void> {
    await this.request("POST", `/v1/studies/${this.studyId}/run`, rounds === undefined ? {} : { rounds });
  }

  rounds(): Promise<RoundRecord[]> {
    return readRoundsOfStudy(this.chain, this.studyId);
  }

  /** Waits until `condition` holds of the study's rounds on chain. Fails with the processes' logs after `timeoutMs`. */
  async untilRounds(condition: (rounds: RoundRecord[]) => boolean, timeoutMs = 90_000): Promise<RoundRecord[]> {
    const endMs = Date.now() + timeoutMs;
    for (;;) {
      const rounds = await this.rounds();
      if (condition(rounds)) return rounds;
      if (Date.now() > endMs) throw new Error(`rounds did not get there: ${describe(rounds)}\n${await this.logs()}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  async untilFinalized(count: number, timeoutMs?: number): Promise<RoundRecord[]> {
    return this.untilRounds(
      (rounds) => rounds.filter(({ status }) => status === "finalized").length >= count,
      timeoutMs,
    );
  }

  /** The last lines of every process's log. */
  async logs(): Promise<string> {
    const names = ["coordinator", ...this.sites.map(({ name }) => name)];
    const tails = names.map(async (name) => {
      const text = await readFile(join(this.dir, `${name}.log`), "utf8").catch(() => "");
      return `--- ${name}\n${text.split("\n").slice(-15).join("\n")}`;
    });
    return (await Promise.all(tails)).join("\n");
  }

  async revoke(site: number, patient: TestPatient): Promise<void> {
    const { purpose } = this.study.document;
    const nonce = await readConsentNonce(this.chain, patient.key.keyHash, site, purposeNumber(purpose));
    const deadline = Math.floor(Date.now() / 1_000) + 3_600;
    const request = await signRevoke({ key: patient.key, deployment: this.deployment, site, purpose, nonce, deadline });
    const { rejected } = await relayConsents(this.chain, [request]);
    if (rejected.length > 0) throw new Error(`revocation refused: ${rejected[0]!.reason}`);
  }

  async destroy(): Promise<void> {
    await Promise.all([...this.sites, this.coordinator].map((service) => service.kill()));
    this.chain.close();
    await this.#testChain.stop();
    await rm(this.dir, { recursive: true, force: true });
  }
}

/** Makes each site's table and enrolment list, and puts every patient's signed consent on chain. */
async function enrolAndConsent(
  dir: string,
  chain: Chain,
  study: Study,
  sites: number,
  recordsPerSite: number,
): Promise<TestPatient[][]> {
  const now = Math.floor(Date.now() / 1_000);
  const patients: TestPatient[][] = [];
  for (let site = 0; site < sites; site++) {
    const records = testRecords(site, recordsPerSite);
    const here = records.map(({ patientId }) => ({ patientId, key: createPatientKey() }));
    patients.push(here);
    await writeFile(
      join(dir, `site-${site}.csv`),
      `patient_id,age,marker,y\n${records.map(({ line }) => line).join("\n")}\n`,
    );
    await writeFile(
      join(dir, `enrolments-${site}.csv`),
      `patient_id,signer\n${here.map(({ patientId, key }) => `${patientId},${key.account}`).join("\n")}\n`,
    );
    const { purpose, categories } = study.document;
    const requests = await Promise.all(
      here.map(({ key }) =>
        signGrant({
          key,
          deployment: chain.deployment,
          site,
          purpose,
          categories,
          from: now - 60,
          until: now + YEAR_SECONDS,
          text: "test",
          nonce: 0,
          deadline: now + 3_600,
        }),
      ),
    );
    const { rejected } = await relayConsents(chain, requests);
    if (rejected.length > 0) throw new Error(`consent refused: ${rejected[0]!.reason}`);
  }
  return patients;
}

function describe(rounds: readonly RoundRecord[]): string {
  return rounds.map(({ roundId, status, abortReason }) => `${roundId} ${status} ${abortReason}`).join(", ");
}

/** A port that was free a moment ago: the coordinator needs the same one after a restart. */
async function freePort(): Promise<number> {
  const { createServer } = await import("node:net");
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
