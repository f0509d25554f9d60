import type { AuditReport, CheckResult } from "@consilium/sdk/audit/AuditReport.ts";
import type { Digest } from "@consilium/sdk/canonical/digest.ts";
import type { FetchedStage } from "@consilium/sdk/coordinator/fetchResult.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { ReleaseClass } from "@consilium/sdk/workloads/Workload.ts";

/** A stage with what its report needs beyond the figures. */
export interface ReportedStage extends FetchedStage {
  readonly release: ReleaseClass;
  readonly yieldsModel: boolean;
}

/** What a report says of an audit. */
export interface ReportedAudit extends Pick<AuditReport, "ok" | "notProven"> {
  readonly rounds: readonly { readonly roundId: number }[];
  readonly checks: readonly Pick<CheckResult, "id" | "subject" | "ok" | "verdict">[];
}

/** Everything a report says comes from here: a study, what the chain has of it, and the stages' figures. No clock is read. */
export interface ReportInput {
  readonly study: Pick<Study, "document" | "digest">;
  readonly studyId: number;
  readonly stages: readonly ReportedStage[];
  /** The consortium's sites as the chain names them now, by index, suspended ones included. */
  readonly sites: readonly { readonly index: number; readonly name: string }[];
  /** Finalised rounds that a site disputes without the sites having dismissed it. */
  readonly disputed: readonly number[];
  readonly transcriptDigest: Digest;
  readonly chain: { readonly chainId: number; readonly roundLedger: string };
  /** What `consilium audit --json` printed, where it was given. */
  readonly audit: ReportedAudit | undefined;
}
