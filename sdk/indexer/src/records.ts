import type { ModelStage } from "@consilium/sdk/chain/models.ts";
import type { RoundStatus } from "@consilium/sdk/chain/RoundRecord.ts";
import type { RiskClass } from "@consilium/sdk/chain/riskClasses.ts";
import type { StudyTerms } from "@consilium/sdk/chain/studies.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";

/** A published study as the index keeps it. */
export interface StudyEntry extends StudyTerms {
  studyId: number;
  sponsor: number;
  publishedBlock: number;
}

/** A site's access to a study, granted or withdrawn. */
export interface AccessEntry {
  kind: "granted" | "withdrawn";
  studyId: number;
  site: number;
  /** Unix seconds; 0 for a withdrawal, as is `roundCap`. */
  until: number;
  roundCap: number;
  blockNumber: number;
  logIndex: number;
}

/** A round as its events tell it; blocks are 0 and digests absent until their step happened. Members are indices, ascending. */
export interface RoundEntry {
  roundId: number;
  studyId: number;
  opener: number;
  status: RoundStatus;
  manifestDigest: Hex;
  /** State that the round starts from. */
  stateDigest: Hex;
  /** Equal for rounds that ask the same. */
  queryDigest: Hex;
  /** Consents count as of the end of this block. */
  consentBlock: number;
  roster: number[];
  rosterRoot?: Hex;
  rosterFrozenBlock: number;
  survivors: number[];
  commitmentsRoot?: Hex;
  survivorsFrozenBlock: number;
  resultDigest?: Hex;
  /** Zero if the round made no model. */
  resultModelDigest?: Hex;
  /** Reason code of an aborted round. */
  abortReason?: Hex;
  closedBlock: number;
  /** Members that disputed the result, and those whose dispute the sites dismissed. */
  disputes: number[];
  dismissed: number[];
}

/** A model; its id is that of the round that made it. */
export interface ModelEntry {
  modelId: number;
  modelDigest: Hex;
  /** Base model of its round; zero if there was none. */
  parentDigest: Hex;
  studyId: number;
  stage: ModelStage;
  /** Its study's. */
  riskClass: RiskClass;
  registeredBlock: number;
  /** Sites whose data is in its own round's sum. */
  sites: number[];
  /** Sites whose data is in it, through its own round or those of the models it descends from. */
  touchedBy: number[];
  /** Members that voted for it to reach each stage, ascending. */
  votes: { approved: number[]; deployed: number[]; retired: number[] };
  /** Members that attested something about it, ascending. Whether one of them is independent is for who knows their roles. */
  attestedBy: number[];
}

/** Consents that a site sealed under one root. */
export interface IndexedSeal {
  sealId: number;
  site: number;
  root: Hex;
  /** Places, a power of two. */
  size: number;
  evidenceDigest: Hex;
  sealedBlock: number;
}

/** A seal as it stood at the end of a block. */
export interface SealAt extends IndexedSeal {
  /** Block of its revocation by place. */
  revoked: ReadonlyMap<number, number>;
}
