import { decodeBytes32String, encodeBytes32String } from "ethers";
import { FederationError, isFederationError } from "../errors/FederationError.ts";
import type { Chain } from "./connectChain.ts";
import { readModelLinks } from "./modelLinks.ts";
import { read } from "./read.ts";
import { type RiskClass, riskClassOfNumber } from "./riskClasses.ts";
import { figuresOf, type RoundState, readRoundState } from "./roundState.ts";
import { type SentTransaction, send } from "./send.ts";
import { readStudy } from "./studies.ts";
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
  /** Its study's. */
  riskClass: RiskClass;
  /** Whether an auditor that is neither a site nor the study's sponsor attested something about it. */
  audited: boolean;
  /** Members that voted, as sets (bitmap.ts). */
  approvalVotes: bigint;
  deploymentVotes: bigint;
  retirementVotes: bigint;
}

export interface Attestation {
  /** Member index. */
  by: number;
  blockNumber: number;
  /** Whether it is an auditor's that is neither a site nor the study's sponsor. */
  independent: boolean;
  /** Text in 32 bytes, see `attestationKind`. */
  kind: Hex;
  evidenceDigest: Hex;
}

/** What a model is stands in its round's state, what members said of it in the registry. Throws NOT_FOUND. */
export async function readModel(chain: Chain, modelId: number): Promise<ModelRecord> {
  const [state, standing] = await Promise.all([
    stateOfModel(chain, modelId),
    read(chain, "ModelRegistry", "standingOf", [modelId]),
  ]);
  const { studyId, closedBlock } = figuresOf(state);
  const { riskClass } = await readStudy(chain, studyId);
  const { stage, ...said } = standing;
  return {
    modelId,
    modelDigest: state.resultModelDigest,
    parentDigest: state.stateDigest,
    studyId,
    registeredBlock: closedBlock,
    ...said,
    // Nobody voted yet.
    stage: stage === 0 ? "candidate" : ((STAGES[stage] ?? "candidate") as ModelStage),
    riskClass: riskClassOfNumber(riskClass ?? 0),
  };
}

/** The state of the round that made a model. Throws NOT_FOUND where the round made none. */
async function stateOfModel(chain: Chain, modelId: number): Promise<RoundState> {
  const found = await readRoundState(chain, modelId).catch((error: unknown) => {
    if (isFederationError(error, "ROUND_UNKNOWN")) return undefined;
    throw error;
  });
  if (found !== undefined && !/^0x0+$/.test(found.state.resultModelDigest)) return found.state;
  throw new FederationError("NOT_FOUND", `There is no model ${modelId}.`, {
    field: "model",
    hint: "See what there is with `consilium model list`.",
  });
}

/** All models, or those of one study, oldest first. */
export async function readModels(chain: Chain, { studyId }: { studyId?: number } = {}): Promise<ModelRecord[]> {
  const links = await readModelLinks(chain, studyId === undefined ? {} : { studyId });
  return Promise.all(links.map(({ modelId }) => readModel(chain, modelId)));
}

/** What a model still lacks before a coordinator may deploy it. */
export type DeploymentNeed = "approval" | "audit" | "votes" | "dispute";

/** What a candidate or approved model still lacks before it may be deployed, in the order in which it is to be settled. */
export async function readDeploymentNeeds(chain: Chain, model: ModelRecord): Promise<DeploymentNeed[]> {
  const [voted, disputed] = await Promise.all([
    read(chain, "Consortium", "carries", [model.deploymentVotes]),
    read(chain, "RoundLedger", "isDisputed", [model.modelId]),
  ]);
  const isHighRisk = model.riskClass === "high";
  const needs: [DeploymentNeed, boolean][] = [
    ["dispute", disputed],
    ["approval", model.stage === "candidate"],
    ["audit", isHighRisk && !model.audited],
    ["votes", isHighRisk && !voted],
  ];
  return needs.flatMap(([need, isLacking]) => (isLacking ? [need] : []));
}

/** Ids of the models with this digest, oldest first. */
export async function findModelsByDigest(chain: Chain, modelDigest: Hex): Promise<number[]> {
  return (await readModelLinks(chain, { modelDigest })).map(({ modelId }) => modelId);
}

/** Votes as an active site to approve a candidate, to let an approved model be deployed, or to retire a model. */
export async function voteModel(
  chain: Chain,
  { modelId, stage }: { modelId: number; stage: "approved" | "deployed" | "retired" },
): Promise<SentTransaction> {
  const state = await stateOfModel(chain, modelId);
  return send(chain, "ModelRegistry", "vote", [modelId, state, STAGES.indexOf(stage)]);
}

/** Marks an approved model as deployed, as an active coordinator; one of high risk needs audit and votes first. */
export async function deployModel(chain: Chain, { modelId }: { modelId: number }): Promise<SentTransaction> {
  return send(chain, "ModelRegistry", "deploy", [modelId, await stateOfModel(chain, modelId)]);
}

/** Attests something about a model as an active site or auditor. `kind` is at most 31 bytes of text, such as "evaluation". */
export async function attestModel(
  chain: Chain,
  { modelId, kind, evidenceDigest }: { modelId: number; kind: string; evidenceDigest: Hex },
): Promise<SentTransaction> {
  if (kind === "" || new TextEncoder().encode(kind).length > 31) {
    throw new FederationError("REQUEST_INVALID", "is not 1 to 31 bytes of text.", {
      field: "kind",
      hint: "Name it in short, for example fairness.",
    });
  }
  const state = await stateOfModel(chain, modelId);
  return send(chain, "ModelRegistry", "attest", [modelId, state, encodeBytes32String(kind) as Hex, evidenceDigest]);
}

/** The attestations of a model, oldest first. Throws NOT_FOUND. */
export async function readAttestations(chain: Chain, modelId: number): Promise<Attestation[]> {
  await stateOfModel(chain, modelId);
  return [...(await read(chain, "ModelRegistry", "attestationsOf", [modelId]))];
}

/** An attestation's kind as text; hex where it is none. */
export function attestationKind(kind: Hex): string {
  try {
    return decodeBytes32String(kind);
  } catch {
    return kind;
  }
}
