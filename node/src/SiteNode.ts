import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Indexer } from "@consilium/indexer/Indexer.ts";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { isActiveWithRole, type Member, ROLES, readMembers } from "@consilium/sdk/chain/members.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { ConfigFile } from "@consilium/service/config/readConfig.ts";
import { readDeployment } from "@consilium/service/config/readDeployment.ts";
import { identityOf, type ServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { type Closer, closeAll } from "@consilium/service/lifecycle/closeAll.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import { logOutages } from "@consilium/service/logging/WaitLog.ts";
import { openStore } from "@consilium/service/storage/Store.ts";
import { AccountKeys } from "./accounts/AccountKeys.ts";
import { watchHandover } from "./accounts/handover.ts";
import { REWRITTEN_IDS, readEnrolments } from "./cohort/enrolments.ts";
import type { NodeConfig } from "./config.ts";
import { readPolicy } from "./policy/Policy.ts";
import { requireRoundsKnown } from "./privacy/releasedRounds.ts";
import { createRecordSource, recordPaths } from "./records/createRecordSource.ts";
import { FeatureCache } from "./records/FeatureCache.ts";
import { RowCounts } from "./records/RowCounts.ts";
import { SiteRounds } from "./SiteRounds.ts";
import { NodeStatus } from "./status/NodeStatus.ts";
import { Approvals } from "./studies/Approvals.ts";
import { ApprovedStudies } from "./studies/ApprovedStudies.ts";
import { createCoordinatorClient } from "./transport/CoordinatorClient.ts";
import { createLocalWorkloads } from "./workloads/workloads.ts";

export interface SiteNodeOptions {
  readonly file: ConfigFile<NodeConfig>;
  readonly keys: ServiceKeys;
  readonly logger: Logger;
}

/** Several block periods of a consortium chain; less than any phase lasts. */
const CHAIN_LAG_MS = 15_000;
const CONNECTED_WAIT_MS = 10_000;

/** A hospital's daemon: everything is opened here, in order, and closed in reverse. */
export class SiteNode {
  readonly self: Member;
  readonly #status: NodeStatus;
  readonly #closers: Closer[];

  private constructor(self: Member, status: NodeStatus, closers: Closer[]) {
    this.self = self;
    this.#status = status;
    this.#closers = closers;
  }

  /** Throws CONFIG_INVALID, CHAIN_UNREACHABLE, CHAIN_ID_MISMATCH, STORE_IN_USE, STORE_DAMAGED, STORE_BEHIND or MEMBER_UNKNOWN. */
  static async init({ file, keys, logger }: SiteNodeOptions): Promise<SiteNode> {
    const closers: Closer[] = [];
    try {
      const { config, resolvePath } = file;
      const stateDir = resolvePath(config.stateDir);
      await mkdir(stateDir, { recursive: true, mode: 0o700 });
      const folder = resolvePath(".");
      const policy = await readPolicy(file);
      const source = createRecordSource(config.records, folder, file.path);
      const features = new FeatureCache(
        source,
        recordPaths(config.records, folder),
        policy,
        logger,
        new RowCounts(stateDir, source),
      );
      const enrolmentsFile = resolvePath(config.enrolments);
      // Read now so that a mistake shows at the start and not in the middle of a round.
      await readEnrolments(enrolmentsFile, (count) => logger.warn({ count }, REWRITTEN_IDS));

      const store = await openStore(join(stateDir, "store"), { storeKey: keys.storeKey });
      closers.push(() => store.close());
      const deployment = await readDeployment(resolvePath(config.chain.deploymentFile));
      const connection = await connectChain({
        rpcUrl: config.chain.rpcUrl,
        deployment,
        onOutage: logOutages(logger),
      });
      closers.push(() => connection.close());
      const accountKeys = new AccountKeys(keys);
      const chain = accountKeys.follow(connection);

      const { reorgDepth } = config.chain;
      const index = await Indexer.open({
        dir: join(stateDir, "index"),
        provider: chain.provider,
        deployment,
        ...(reorgDepth === undefined ? {} : { reorgDepth }),
      });
      closers.push(() => index.close());

      const { account, peerId } = identityOf(keys);
      const members = await readMembers(chain);
      const self = members.find((member) => member.account.toLowerCase() === account.toLowerCase());
      if (self === undefined || !isActiveWithRole(self, ROLES.SITE)) {
        throw new FederationError("MEMBER_UNKNOWN", "This account is not a registered site.", {
          field: "keystore",
          hint:
            `Have the members admit account ${account} with peer id ${peerId}. After an interrupted rotation, run ` +
            "`consilium-node rotate` again.",
        });
      }

      // Before anybody can be answered: what this site released must be remembered here.
      await requireRoundsKnown({ chain, store }, self.index);

      const workloads = createLocalWorkloads();
      closers.push(() => workloads.stop());
      const client = await createCoordinatorClient({
        privateKeySeed: keys.peerSeed,
        coordinatorPeerId: config.coordinator.peerId,
        addresses: config.coordinator.addresses,
        logger,
      });
      await client.start();
      closers.push(() => client.stop());

      const stopping = new AbortController();
      const approved = new ApprovedStudies(stateDir);
      const status = new NodeStatus({ chain, self, approved, stateDir, logger, signal: stopping.signal });
      // A broken record source shows at the start and not as an aborted round; the table is then ready for the first one.
      features.onResult = (study, result) => status.noteRecords(study.document.id, result);
      for (const study of await approved.all()) {
        features.extraction(study).catch((error) => {
          logger.error({ study: study.document.id, err: error }, "the study's records cannot be extracted");
        });
      }

      const rounds = new SiteRounds({
        chain,
        index,
        chainKey: keys.chainKey,
        accountKeys,
        self,
        client,
        store,
        approved,
        approvals: new Approvals(stateDir),
        policy,
        features,
        workloads,
        enrolmentsFile,
        stateDir,
        logger,
        status,
        finality: config.chain.finality ?? "finalized",
        coverChange: policy.coverChange,
        chainLagMs: CHAIN_LAG_MS,
        signal: stopping.signal,
      });
      const { storeKey } = keys;
      const site = self.index;
      const following = watchHandover({ stateDir, storeKey, keys: accountKeys, chain, site, logger }, stopping.signal);
      rounds.start();
      status.start();
      closers.push(async () => {
        stopping.abort();
        await rounds.stop();
        await following;
        await status.stop();
      });
      logger.info({ site: self.index, account, peerId }, "the node is up");
      return new SiteNode(self, status, closers);
    } catch (error) {
      await closeAll(closers);
      throw error;
    }
  }

  /**
   * Whether the node is connected: chain, membership, coordinator and records. Waits until all of it is known, at most
   * `timeoutMs`, since a coordinator that is away may come back at any time.
   */
  async connected(timeoutMs = CONNECTED_WAIT_MS): Promise<boolean> {
    const endMs = Date.now() + timeoutMs;
    while (!this.#status.isSettled && Date.now() < endMs) await delay(50);
    return this.#status.document().ready;
  }

  async stop(): Promise<void> {
    await closeAll(this.#closers);
  }
}
