import { type ConsentLedger, contractConsents } from "../chain/ConsentLedger.ts";
import type { Chain } from "../chain/connectChain.ts";
import { type RoundRecord, readRoundsOfStudy } from "../chain/rounds.ts";
import { type AccessChange, readAccessHistory } from "./checks/access.ts";

/**
 * What the chain says of a study over time. An auditor takes it from the contracts (`contractLedger`, which reads their events from the
 * first block on for every question) or from an index that it built from its own node; in neither case from anyone else.
 */
export interface StudyLedger extends ConsentLedger {
  /** All rounds of a study, oldest first. */
  rounds(studyId: number): Promise<readonly RoundRecord[]>;
  /** Every grant and withdrawal of access to a study, in chain order. */
  accessHistory(studyId: number): Promise<readonly AccessChange[]>;
}

/** The ledger of whoever keeps no index. */
export function contractLedger(chain: Chain): StudyLedger {
  return {
    ...contractConsents(chain),
    rounds: (studyId) => readRoundsOfStudy(chain, studyId),
    accessHistory: (studyId) => readAccessHistory(chain, studyId),
  };
}
