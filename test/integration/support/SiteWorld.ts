import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Indexer } from "@consilium/indexer/Indexer.ts";
import type { SitePolicy } from "@consilium/node/policy/Policy.ts";
import { type RoundEnd, RoundNotes } from "@consilium/node/RoundNotes.ts";
import type { FeatureCache } from "@consilium/node/records/FeatureCache.ts";
import { takePart } from "@consilium/node/round.ts";
import type { SiteDeps } from "@consilium/node/SiteDeps.ts";
import { SiteRounds } from "@consilium/node/SiteRounds.ts";
import { Approvals } from "@consilium/node/studies/Approvals.ts";
import { ApprovedStudies } from "@consilium/node/studies/ApprovedStudies.ts";
import type { LocalWorkloads } from "@consilium/node/workloads/workloads.ts";
import { deployConsortium } from "@consilium/scripts/deploy/deployConsortium.ts";
import { startDevChain } from "@consilium/scripts/dev-chain/DevChain.ts";
import { categoryBits } from "@consilium/sdk/chain/categories.ts";
import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { basisBits, type ConsentBasis } from "@consilium/sdk/chain/consentBases.ts";
import { readConsentNonce } from "@consilium/sdk/chain/consents.ts";
import type { Deployment } from "@consilium/sdk/chain/Deployment.ts";
import { type Member, ROLES, readMember } from "@consilium/sdk/chain/members.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import { relayConsents } from "@consilium/sdk/chain/relayConsents.ts";
import {
  abortRound,
  declareNotUnmasked,
  readOpenRoundOf,
  readPostedCommitment,
  readRound,
} from "@consilium/sdk/chain/rounds.ts";
import { grantAccess, publishStudy } from "@consilium/sdk/chain/studies.ts";
import { type FederationError, toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { createPatientKey, type PatientKey } from "@consilium/sdk/patient/patientKey.ts";
import { signGrant, signRevoke } from "@consilium/sdk/patient/signConsent.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { generateServiceKeys, identityOf, type ServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";
import { openStore, type Store } from "@consilium/service/storage/Store.ts";
import { expect } from "chai";
import { TEST_POLICY } from "../../support/testPolicy.ts";
import { testStudyFiles } from "../../support/testStudy.ts";
import { Crash, type Lies, ScriptedCoordinator, type ScriptedRound } from "./ScriptedCoordinator.ts";

/** Four take part; the fifth is there for what would spoil the others. */
export const SITES = [0, 1, 2, 3];
export const SPARE_SITE = 4;
export const PATIENTS_PER_SITE = 10;
const COORDINATOR = 5;
/** Far longer than any step of these rounds takes, on a machine that does much else. */
const STALL_MS = 30_000;
const CHAIN_LAG_MS = 150;
const YEAR_SECONDS = 31_536_000;

export interface Patient {
  id: string;
  key: PatientKey;
}

/** A site between rounds: what survives a restart, and its records. */
export class Site {
  readonly self: Member;
  readonly keys: ServiceKeys;
  readonly chain: Chain;
  readonly stateDir: string;
  readonly store: Store;
  readonly index: Indexer;
  /** Of those in its records, in row order. */
  patients: readonly Patient[];
  /** How often the local half of a workload ran. */
  trained = 0;
  policy: SitePolicy = TEST_POLICY;
  /** What its records say of each patient. */
  valueOf: (column: string, row: number) => number = () => 0;
  /** Columns whose rare values the workload was told are allowed. */
  allowedRare: readonly string[] = [];

  constructor(parts: Pick<Site, "self" | "keys" | "chain" | "index" | "stateDir" | "store" | "patients">) {
    this.self = parts.self;
    this.keys = parts.keys;
    this.chain = parts.chain;
    this.stateDir = parts.stateDir;
    this.store = parts.store;
    this.index = parts.index;
    this.patients = parts.patients;
  }

  deps(client: SiteDeps["client"], signal: AbortSignal): SiteDeps {
    return {
      chain: this.chain,
      index: this.index,
      chainKey: this.keys.chainKey,
      self: this.self,
      client,
      store: this.store,
      approved: new ApprovedStudies(this.stateDir),
      approvals: new Approvals(this.stateDir),
      policy: this.policy,
      features: { extraction: async () => ({ table: this.#table() }) } as unknown as FeatureCache,
      workloads: this.#workloads,
      enrolmentsFile: join(this.stateDir, "enrolments.csv"),
      stateDir: this.stateDir,
      logger: silentLogger,
      chainLagMs: CHAIN_LAG_MS,
      finality: "finalized",
      coverChange: MINIMUM_COHORT,
      signal,
    };
  }

  #table() {
    const rows = this.patients.length;
    return {
      patientIds: this.patients.map(({ id }) => id),
      columns: new Map(
        ["age", "marker", "y"].map((name) => [
          name,
          Float64Array.from({ length: rows }, (_, row) => this.valueOf(name, row)),
        ]),
      ),
      heldOut: this.patients.map(() => false),
    };
  }

  /** Quick and told apart: the site's number and how many records took part, in every coordinate. */
  readonly #workloads: LocalWorkloads = {
    local: async ({ point, rows, siteIndex, allowRare = [] }) => {
      this.trained += 1;
      this.allowedRare = allowRare;
      const contribution = new Float64Array(point.shape.dimension);
      contribution.fill((siteIndex + 1) / 8 + rows.length / 256);
      contribution[contribution.length - 1] = rows.length / 64;
      return contribution;
    },
    backend: () => "plain",
    stop: async () => {},
  };
}

export type Ending = RoundEnd | FederationError;

export interface PlayOptions {
  sites: readonly Site[];
  step?: number;
  lies?: Lies;
  /** The round is stopped once these have ended; by default, once all have. */
  until?: readonly number[];
  /** A site's part in the round; `takePart`, until it ends without a Crash, unless given. */
  part?: (site: Site, deps: SiteDeps, roundId: number) => Promise<Ending>;
  /** Called with the opened round before any site looks at it. */
  opened?: (round: ScriptedRound) => void | Promise<void>;
}

export interface Played {
  round: ScriptedRound;
  /** How each site's part ended; sites that were stopped are not in it. */
  ends: Map<number, Ending>;
}

/** A development chain, five sites and their consented patients; rounds are driven by a scripted coordinator. */
export class SiteWorld {
  readonly directory: string;
  readonly deployment: Deployment;
  readonly chains: readonly Chain[];
  readonly keys: readonly ServiceKeys[];
  /** By site; the last one of each never consents. */
  readonly patients: readonly (readonly Patient[])[];
  readonly #stopChain: () => Promise<void>;
  readonly #clock: { aheadSeconds: number };
  readonly #stores: { close(): Promise<void> }[] = [];
  #titles = 0;

  private constructor(
    parts: Pick<SiteWorld, "directory" | "deployment" | "chains" | "keys" | "patients">,
    stop: () => Promise<void>,
    clock: { aheadSeconds: number },
  ) {
    this.directory = parts.directory;
    this.deployment = parts.deployment;
    this.chains = parts.chains;
    this.keys = parts.keys;
    this.patients = parts.patients;
    this.#stopChain = stop;
    this.#clock = clock;
  }

  static async found(): Promise<SiteWorld> {
    const directory = await mkdtemp(join(tmpdir(), "consilium-site-"));
    const keys = Array.from({ length: 6 }, () => generateServiceKeys());
    const deployer = generateServiceKeys();
    const clock = { aheadSeconds: 0 };
    const devChain = await startDevChain({
      nowSeconds: () => Math.floor(Date.now() / 1_000) + clock.aheadSeconds,
      dir: join(directory, "chain"),
      accounts: [...keys, deployer].map((key) => ({ address: identityOf(key).account, balanceWei: 10n ** 24n })),
      followUpBlockMs: 20,
    });
    const founders = keys.map((key, index) => {
      const { account, peerId, boxKey } = identityOf(key);
      const roles = index === COORDINATOR ? ROLES.COORDINATOR : ROLES.SITE;
      return { name: `Hospital ${index}`, account: account as `0x${string}`, peerId, boxKey, roles };
    });
    const deployment = await deployConsortium({ rpcUrl: devChain.url, deployerKey: deployer.chainKey, founders });
    const chains = await Promise.all(
      keys.map(({ chainKey }) => connectChain({ rpcUrl: devChain.url, deployment, signer: chainKey, pollMs: 10 })),
    );
    const patients = [...SITES, SPARE_SITE].map((site) =>
      Array.from({ length: PATIENTS_PER_SITE }, (_, i) => ({ id: `p${site}-${i}`, key: createPatientKey() })),
    );
    const world = new SiteWorld({ directory, deployment, chains, keys, patients }, () => devChain.stop(), clock);
    const consented = patients.flatMap((ofSite, site) => ofSite.slice(0, -1).map((patient) => ({ site, patient })));
    await world.consent(consented.map(({ site, patient }) => ({ site, patient })));
    return world;
  }

  /** The chain's clock, which tests move on. */
  get nowSeconds(): number {
    return Math.floor(Date.now() / 1_000) + this.#clock.aheadSeconds;
  }

  get coordinatorChain(): Chain {
    return this.chains[COORDINATOR]!;
  }

  /** Signed consents, for the test study's purpose and categories unless said otherwise. */
  async consent(
    consents: readonly { site: number; patient: Patient; purpose?: string; categories?: string[]; until?: number }[],
  ): Promise<void> {
    const now = this.nowSeconds;
    const { deployment } = this;
    const requests = await Promise.all(
      consents.map(
        async ({ site, patient, purpose = PURPOSE, categories = CATEGORIES, until = now + YEAR_SECONDS }) => {
          const nonce = await readConsentNonce(
            this.coordinatorChain,
            patient.key.keyHash,
            site,
            purposeNumber(purpose),
          );
          const window = { from: now - 60, until, deadline: now + 3_600 };
          return signGrant({ key: patient.key, deployment, site, purpose, categories, text: "test", nonce, ...window });
        },
      ),
    );
    const { rejected } = await relayConsents(this.coordinatorChain, requests);
    if (rejected.length > 0) throw new Error(`consent refused: ${rejected[0]!.reason}`);
  }

  /** Relays what somebody signed. */
  async relay(...requests: SignedConsentRequest[]): Promise<void> {
    const { rejected } = await relayConsents(this.coordinatorChain, requests);
    if (rejected.length > 0) throw new Error(`refused: ${rejected[0]!.reason}`);
  }

  async revoke(site: number, { key }: Patient): Promise<void> {
    const { deployment } = this;
    const nonce = await readConsentNonce(this.coordinatorChain, key.keyHash, site, purposeNumber(PURPOSE));
    const deadline = this.nowSeconds + 3_600;
    const request = await signRevoke({ key, deployment, site, purpose: PURPOSE, nonce, deadline });
    const { rejected } = await relayConsents(this.coordinatorChain, [request]);
    if (rejected.length > 0) throw new Error(`revocation refused: ${rejected[0]!.reason}`);
  }

  /** A study of its own, published and granted by every site. */
  async newStudy({
    roundCap = 50,
    granted = [...SITES, SPARE_SITE],
    maxCommitSpan = 0,
    consentBases = ["patient"] as readonly ConsentBasis[],
  } = {}): Promise<ScriptedCoordinator> {
    const files = testStudyFiles({ rounds: 90, minimumCohort: MINIMUM_COHORT, consentBases });
    const title = `A study that tests run, no. ${++this.#titles}`;
    const study = parseStudy({
      ...files,
      "study.yaml": files["study.yaml"]!.replace("A study that tests run", title),
      // A title alone makes no other query, and the chain answers each for one set of sites.
      "features.sql": `-- ${title}\n${files["features.sql"]}`,
    });
    const { document } = study;
    const { studyId } = await publishStudy(this.coordinatorChain, {
      studyDigest: study.digest,
      purpose: purposeNumber(document.purpose),
      categories: categoryBits(document.categories),
      minSites: document.sites.minimum,
      maxRounds: document.maximumRounds,
      expiresAt: Date.parse("2035-12-31T00:00:00Z") / 1_000,
      maxCommitSpan: maxCommitSpan || document.maximumCommitSpanSeconds,
      acceptedBases: basisBits(consentBases),
      colluders: document.protection.colluders,
      opener: COORDINATOR,
    });
    const until = this.nowSeconds + YEAR_SECONDS;
    await Promise.all(
      granted.map((site) => grantAccess(this.chains[site]!, { studyId, studyDigest: study.digest, until, roundCap })),
    );
    return new ScriptedCoordinator({ chain: this.coordinatorChain, study, studyId });
  }

  /** A site with an empty store that has approved the study. */
  async newSite(member: number, study: Study): Promise<Site> {
    const stateDir = join(this.directory, `site-${member}-${randomBytes(6).toString("hex")}`);
    await mkdir(stateDir, { recursive: true });
    await new ApprovedStudies(stateDir).add(study);
    const patients = this.patients[member]!;
    const lines = patients.map(({ id, key }) => `${id},${key.account}`);
    await writeFile(join(stateDir, "enrolments.csv"), ["patient_id,signer", ...lines, ""].join("\n"));
    const keys = this.keys[member]!;
    const store = await openStore(join(stateDir, "store"), { storeKey: keys.storeKey });
    this.#stores.push(store);
    const chain = this.chains[member]!;
    const { provider, deployment } = chain;
    const index = await Indexer.open({ dir: join(stateDir, "index"), provider, deployment, reorgDepth: 0 });
    this.#stores.push(index);
    return new Site({ self: await readMember(chain, member), keys, chain, index, stateDir, store, patients });
  }

  newSites(study: Study, members: readonly number[] = SITES): Promise<Site[]> {
    return Promise.all(members.map((member) => this.newSite(member, study)));
  }

  /** One round: opens it, lets the sites take part and drives it. */
  async play(coordinator: ScriptedCoordinator, options: PlayOptions): Promise<Played> {
    const { sites, lies = {}, opened } = options;
    const step = options.step ?? coordinator.reductions.length;
    const { part = takePartThroughCrashes, until = sites.map(({ self }) => self.index) } = options;
    const round = await coordinator.open(step, lies);
    await opened?.(round);
    const stopping = new AbortController();
    const ends = new Map<number, Ending>();
    const parts = new Map(
      sites.map((site) => {
        const { index } = site.self;
        const deps = site.deps(coordinator.clientFor(index, round, lies), stopping.signal);
        const taken = part(site, deps, round.roundId)
          .catch((error: unknown): Ending => toFederationError(error))
          .then((end) => {
            if (stopping.signal.aborted) return;
            ends.set(index, end);
            round.gone.add(index);
            round.board.bump();
          });
        return [index, taken] as const;
      }),
    );
    const members = sites.map(({ self }) => self.index);
    const driven = coordinator
      .drive(round, members, lies, stopping.signal)
      .then(() => undefined)
      .catch((error: unknown) => error);
    const enough = Promise.all(until.map((member) => parts.get(member)));
    // A coordinator that fails in a way no test asked for is the test's failure, not a wait without end.
    const failed = driven.then((error) => (error === undefined ? enough : Promise.reject(error)));
    const { stalled, watching } = watchForStall(round);
    try {
      await Promise.race([enough, failed, stalled]);
    } finally {
      clearInterval(watching);
      stopping.abort();
      await Promise.all([...parts.values(), driven]);
    }
    return { round, ends };
  }

  /** A round whose sum the sites opened and that was then aborted: its query may be asked once more. */
  async playOpenedThenAborted(coordinator: ScriptedCoordinator, options: PlayOptions): Promise<void> {
    const { sites, lies, until = sites.map(({ self }) => self.index) } = options;
    let round: ScriptedRound | undefined;
    let aborting: Promise<void> | undefined;
    const { ends } = await this.play(coordinator, {
      ...options,
      lies: {
        ...lies,
        neverFinalise: true,
        answer: ({ op }, honest) => {
          const isOpen = round!.unmaskings.size === until.length;
          if (op === "round.unmask" && isOpen) aborting ??= this.abortOpenRound(coordinator);
          return honest;
        },
      },
      until,
      opened: (begun) => {
        round = begun;
      },
    });
    await aborting;
    for (const member of until) expect(ends.get(member), `site ${member}`).include({ code: "ROUND_ABORTED" });
  }

  /** Ends on chain what a test left open, so that the study can have another round. */
  async abortOpenRound({ studyId }: ScriptedCoordinator): Promise<void> {
    const roundId = await readOpenRoundOf(this.coordinatorChain, studyId);
    if (roundId === undefined) return;
    const { status, unmaskBy } = await readRound(this.coordinatorChain, roundId);
    // Once sites may have unmasked, not even the opener ends a round before its last deadline.
    if (status === "survivorsFrozen") await this.travelTo(unmaskBy + 1);
    await abortRound(this.coordinatorChain, { roundId, reason: "TEST_OVER" });
  }

  /** What these sites' accounts say on chain of a round, whatever their nodes did in it. */
  async declareNotUnmasked(members: readonly number[], roundId: number): Promise<void> {
    for (const member of members) await declareNotUnmasked(this.chains[member]!, { roundId });
  }

  /** Waits for the commitment that a site posts itself, for 30 seconds. */
  async untilPosted(roundId: number, site: number): Promise<`0x${string}` | undefined> {
    for (let looks = 0; looks < 300; looks++) {
      const posted = await readPostedCommitment(this.coordinatorChain, roundId, site);
      if (posted !== undefined) return posted;
      await delay(100);
    }
    return undefined;
  }

  /** Moves the chain's clock on, and makes a block at that time. */
  async travelTo(seconds: number): Promise<void> {
    this.#clock.aheadSeconds = Math.max(this.#clock.aheadSeconds, seconds - Math.floor(Date.now() / 1_000));
    const { signer, provider } = this.coordinatorChain;
    const sent = await signer!.sendTransaction({ to: await signer!.getAddress(), value: 0 });
    await provider.waitForTransaction(sent.hash);
  }

  async closeStores(): Promise<void> {
    await Promise.all(this.#stores.splice(0).map((store) => store.close()));
  }

  async stop(): Promise<void> {
    await this.closeStores();
    for (const chain of this.chains) chain.close();
    await this.#stopChain();
    await rm(this.directory, { recursive: true, force: true });
  }
}

/** A round in which nobody asks anything any more would else only end with the test's own, long timeout. */
function watchForStall({ received, roundId }: ScriptedRound) {
  const { promise: stalled, reject } = Promise.withResolvers<never>();
  let seen = -1;
  const watching = setInterval(() => {
    if (received.length === seen) reject(new Error(`round ${roundId} stands still after ${seen} requests`));
    seen = received.length;
  }, STALL_MS);
  stalled.catch(() => undefined);
  return { stalled, watching };
}

async function takePartThroughCrashes(_site: Site, deps: SiteDeps, roundId: number): Promise<Ending> {
  for (;;) {
    try {
      return await takePart(roundId, deps);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
  }
}

/** Takes part as the daemon does, through SiteRounds, which also closes the round. */
export async function throughDaemon(site: Site, deps: SiteDeps, roundId: number): Promise<Ending> {
  const stopping = new AbortController();
  const rounds = new SiteRounds({ ...deps, signal: AbortSignal.any([deps.signal, stopping.signal]) });
  rounds.start();
  const ended = () => new RoundNotes(site.store, roundId).end();
  try {
    for (;;) {
      const end = await ended();
      if (end !== undefined) return end;
      deps.signal.throwIfAborted();
      await delay(10);
    }
  } finally {
    stopping.abort();
    await rounds.stop();
  }
}

export const MINIMUM_COHORT = 3;
export const PURPOSE = "DUO:0000007";
export const CATEGORIES = ["demographics", "laboratory"];
