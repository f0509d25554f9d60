import { encodeBytes32String } from "ethers";
import type { Chain } from "./connectChain.ts";
import { read } from "./read.ts";
import { type SentTransaction, send } from "./send.ts";
import type { Hex } from "./typedAbi.ts";

const STAGES = ["none", "candidate", "approved", "deployed", "retired"] as const;
export type ModelStage = Exclude<(typeof STAGES)[number], "none">;

/** A model as the registry keeps it; its id is that of the round that made it. */
export interface ModelRecord {
  modelId: number;
  modelDigest: Hex;
  /** Base model of its round; zero if there was none. */
  parentDigest: Hex;
  studyId: number;
  stage: ModelStage;
  registeredBlock: number;
  /** Members that voted, as a set (bitmap.ts). */
  approvalVotes: bigint;
  retirementVotes: bigint;
}

export interface Attestation {
  /** Member index. */
  by: number;
  blockNumber: number;
  kind: Hex;
  evidenceDigest: Hex;
}

/** Throws NOT_FOUND. */
export async function readModel(chain: Chain, modelId: number): Promise<ModelRecord> {
  const { stage, ...model } = await read(chain, "ModelRegistry", "modelAt", [modelId]);
  return { modelId, ...model, stage: (STAGES[stage] ?? "candidate") as ModelStage };
}

/** Ids of the models with this digest, oldest first. */
export async function findModelsByDigest(chain: Chain, modelDigest: Hex): Promise<number[]> {
  return [...(await read(chain, "ModelRegistry", "modelsWithDigest", [modelDigest]))];
}

/** Votes as an active site to approve a candidate or to retire a model. */
export function voteModel(
  chain: Chain,
  { modelId, stage }: { modelId: number; stage: "approved" | "retired" },
): Promise<SentTransaction> {
  return send(chain, "ModelRegistry", "vote", [modelId, STAGES.indexOf(stage)]);
}

/** Marks an approved model as deployed, as an active coordinator. */
export function deployModel(chain: Chain, { modelId }: { modelId: number }): Promise<SentTransaction> {
  return send(chain, "ModelRegistry", "deploy", [modelId]);
}

/** Attests something about a model as an active site or auditor. `kind` is at most 31 bytes of text, such as "evaluation". */
export function attestModel(
  chain: Chain,
  { modelId, kind, evidenceDigest }: { modelId: number; kind: string; evidenceDigest: Hex },
): Promise<SentTransaction> {
  return send(chain, "ModelRegistry", "attest", [modelId, encodeBytes32String(kind) as Hex, evidenceDigest]);
}

/** The attestations of a model, oldest first. Throws NOT_FOUND. */
export async function readAttestations(chain: Chain, modelId: number): Promise<Attestation[]> {
  return [...(await read(chain, "ModelRegistry", "attestationsOf", [modelId]))];
}
