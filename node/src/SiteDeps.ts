import type { Indexer } from "@consilium/indexer/Indexer.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import type { Member } from "@consilium/sdk/chain/members.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import type { Store } from "@consilium/service/storage/Store.ts";
import type { AccountKeys } from "./accounts/AccountKeys.ts";
import type { SitePolicy } from "./policy/Policy.ts";
import type { FeatureCache } from "./records/FeatureCache.ts";
import type { NodeStatus } from "./status/NodeStatus.ts";
import type { Approvals } from "./studies/Approvals.ts";
import type { ApprovedStudies } from "./studies/ApprovedStudies.ts";
import type { CoordinatorClient } from "./transport/CoordinatorClient.ts";
import type { LocalWorkloads } from "./workloads/workloads.ts";

/** What a site's rounds need; made once by `SiteNode.init`. */
export interface SiteDeps {
  /** The site's own view of the chain: every freeze is read here, never believed from the coordinator. */
  readonly chain: Chain;
  /** The consents' events as this site read them from its own node, kept over rounds and restarts. */
  readonly index: Indexer;
  /** Private key of the account by which the site signs its statements: in a round, the account at its consent block. */
  readonly chainKey: string;
  /** The keys to choose that one from. Tests of a single round go without. */
  readonly accountKeys?: AccountKeys;
  readonly self: Member;
  readonly client: CoordinatorClient;
  readonly store: Store;
  readonly approved: ApprovedStudies;
  readonly approvals: Approvals;
  /** The site's own rules. */
  readonly policy: SitePolicy;
  readonly features: FeatureCache;
  readonly workloads: LocalWorkloads;
  readonly enrolmentsFile: string;
  readonly stateDir: string;
  readonly logger: Logger;
  /** What the operators are told. Tests of a single round go without. */
  readonly status?: NodeStatus;
  /** Block whose state is taken for what no reorganisation takes back, see `chain.finality` in node.yaml. */
  readonly finality: "finalized" | "latest";
  /** Two exact answers' cohorts differ by nobody or by at least this many patients. */
  readonly coverChange: number;
  /** How far the site's own chain node may be behind the coordinator's before what is told of is called untrue. */
  readonly chainLagMs: number;
  /** Aborts when the node stops. */
  readonly signal: AbortSignal;
}
