import type { Chain } from "../chain/connectChain.ts";
import type { Deployment } from "../chain/Deployment.ts";
import type { RoundRecord } from "../chain/rounds.ts";
import type { StudyRecord } from "../chain/studies.ts";
import { roundContexts } from "../round/roundContexts.ts";
import type { Transcript } from "../schemas/round.ts";
import type { SharedRound } from "../secagg/recover.ts";
import type { RoundDomain } from "../secagg/statement.ts";
import type { Thresholds } from "../secagg/thresholds.ts";
import type { Study } from "../study/Study.ts";
import type { TranscriptSource } from "../transcripts/TranscriptSource.ts";
import type { CheckLog } from "./CheckLog.ts";
import type { StudyLedger } from "./StudyLedger.ts";
import type { Party } from "./scope.ts";

/** What every check of a study may rest on. */
export interface StudyAudit {
  readonly chain: Chain;
  readonly ledger: StudyLedger;
  readonly record: StudyRecord;
  /** Undefined where the files are missing or do not hash to the digest on chain. */
  readonly study: Study | undefined;
  readonly transcripts: TranscriptSource;
  readonly domain: RoundDomain;
  /** Accounts of all members ever admitted as sites, by permanent index: in a round, those at its consent block. */
  readonly accounts: ReadonlyMap<number, string>;
  /** Any member, known or not: an unknown one has the zero account, which signs nothing. */
  readonly party: (member: number) => Party;
}

/** One finalised round: what the chain says of it, and the transcript under audit. */
export interface RoundAudit extends StudyAudit {
  readonly log: CheckLog;
  readonly round: RoundRecord;
  readonly transcript: Transcript;
  /** Name of the transcript's file. */
  readonly file: string;
  readonly coordinator: Party;
  /** As frozen on chain, ascending. */
  readonly roster: readonly number[];
  readonly survivors: readonly number[];
  readonly contexts: AuditContexts;
  /** Of the roster on chain. */
  readonly thresholds: Thresholds;
}

/** The round's contexts out of the chain's digests, so that an altered manifest does not make every signature fail. */
export interface AuditContexts {
  readonly join: Uint8Array;
  readonly roster: Uint8Array;
  /** Throws where the sharing set is not ascending. */
  readonly masking: Uint8Array;
}

export function auditContexts(
  deployment: Deployment,
  round: RoundRecord,
  sharingSet: readonly number[],
): AuditContexts {
  const { join, roster, masking } = roundContexts(deployment, round);
  return {
    join,
    roster,
    get masking() {
      return masking(sharingSet);
    },
  };
}

/** The round as the functions of the secure sum take it. */
export function sharedRound(audit: RoundAudit): SharedRound {
  const { transcript, survivors } = audit;
  return {
    roster: transcript.roster,
    deals: transcript.deals.map(({ deal }) => deal),
    sharingSet: transcript.sharingSet,
    survivors,
  };
}
