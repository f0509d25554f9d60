import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import type { ModelStage } from "@consilium/sdk/chain/models.ts";
import { RISK_CLASSES } from "@consilium/sdk/chain/riskClasses.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Draft } from "./Draft.ts";
import type { EventOf } from "./indexedEvents.ts";
import { keys } from "./keys.ts";
import type { AccessEntry, ModelEntry, RoundEntry, StudyEntry } from "./records.ts";

const STAGES: readonly (ModelStage | undefined)[] = [undefined, "candidate", "approved", "deployed", "retired"];

/** Studies and rounds are numbered from 1 without gaps; a gap shows that the node left a log out. */
async function requirePredecessor(draft: Draft, kind: string, key: (id: number) => string, id: number, block: number) {
  if (id === 1 || (id > 1 && (await draft.get(key(id - 1))) !== undefined)) return;
  throw leftOut(`${kind} ${id} comes without ${kind} ${id - 1}`, block);
}

export async function applyStudy(draft: Draft, { args, blockNumber }: EventOf<"StudyPublished">): Promise<void> {
  const { studyId, sponsor, terms } = args;
  await requirePredecessor(draft, "study", keys.study, studyId, blockNumber);
  const study: StudyEntry = { studyId, ...terms, sponsor, publishedBlock: blockNumber };
  await draft.putDocument(keys.study(studyId), study);
}

export async function applyAccess(draft: Draft, event: EventOf<"AccessGranted" | "AccessWithdrawn">): Promise<void> {
  const { args, blockNumber, logIndex } = event;
  const { studyId, site } = args;
  const terms = event.name === "AccessGranted" ? { until: event.args.until, roundCap: event.args.roundCap } : undefined;
  const entry: AccessEntry = {
    kind: terms === undefined ? "withdrawn" : "granted",
    studyId,
    site,
    until: terms?.until ?? 0,
    roundCap: terms?.roundCap ?? 0,
    blockNumber,
    logIndex,
  };
  await draft.putDocument(keys.access(studyId, site, blockNumber, logIndex), entry);
}

export async function applyRoundOpened(draft: Draft, { args, blockNumber }: EventOf<"RoundOpened">): Promise<void> {
  const { roundId, studyId, opener } = args;
  const { manifestDigest, stateDigest, queryDigest } = args.round;
  await requirePredecessor(draft, "round", keys.round, roundId, blockNumber);
  const round: RoundEntry = {
    roundId,
    studyId,
    opener,
    manifestDigest,
    stateDigest,
    queryDigest,
    status: "open",
    consentBlock: blockNumber,
    roster: [],
    rosterFrozenBlock: 0,
    survivors: [],
    survivorsFrozenBlock: 0,
    closedBlock: 0,
    disputes: [],
    dismissed: [],
  };
  await draft.putDocument(keys.round(roundId), round);
  await draft.putDocument(keys.roundOfStudy(studyId, roundId), 1);
}

type RoundStep = EventOf<
  "RosterFrozen" | "SurvivorsFrozen" | "RoundFinalized" | "RoundAborted" | "RoundDisputed" | "DisputesDismissed"
>;

export async function applyRoundStep(draft: Draft, event: RoundStep): Promise<RoundEntry> {
  const { roundId } = event.args;
  const round = await draft.getDocument<RoundEntry>(keys.round(roundId));
  if (round === undefined) throw leftOut(`a step of round ${roundId}, which never opened`, event.blockNumber);
  const next = { ...round, ...stepped(round, event) };
  await draft.putDocument(keys.round(roundId), next);
  return next;
}

function stepped(round: RoundEntry, event: RoundStep): Partial<RoundEntry> {
  const { blockNumber } = event;
  switch (event.name) {
    case "RosterFrozen": {
      const { rosterBitmap, rosterRoot } = event.args.round;
      return { status: "rosterFrozen", roster: indicesOf(rosterBitmap), rosterRoot, rosterFrozenBlock: blockNumber };
    }
    case "SurvivorsFrozen": {
      const { survivorBitmap, commitmentsRoot } = event.args.round;
      const survivors = indicesOf(survivorBitmap);
      return { status: "survivorsFrozen", survivors, commitmentsRoot, survivorsFrozenBlock: blockNumber };
    }
    case "RoundFinalized": {
      const { resultDigest, resultModelDigest } = event.args.round;
      return { status: "finalized", resultDigest, resultModelDigest, closedBlock: blockNumber };
    }
    case "RoundAborted":
      return { status: "aborted", abortReason: event.args.round.abortReason, closedBlock: blockNumber };
    case "RoundDisputed":
      return { disputes: union(round.disputes, [event.args.site]) };
    case "DisputesDismissed":
      return { dismissed: union(round.dismissed, indicesOf(event.args.disputes)) };
  }
}

/**
 * A round's result and, where it has one, its model. That holds the data of the round's survivors and, through its base model, of
 * every site that is in that one.
 */
export async function applyRoundFinalized(draft: Draft, event: EventOf<"RoundFinalized">): Promise<void> {
  const { survivors: sites } = await applyRoundStep(draft, event);
  const { roundId: modelId, modelDigest, studyId } = event.args;
  if (BigInt(modelDigest) === 0n) return;
  const parentDigest = event.args.round.stateDigest;
  const study = await draft.getDocument<StudyEntry>(keys.study(studyId));
  const riskClass = RISK_CLASSES[(study?.riskClass ?? 0) - 1];
  if (riskClass === undefined) throw leftOut(`the terms of study ${studyId} of a model`, event.blockNumber);
  const inherited = (await draft.getDocument<number[]>(keys.sitesOfDigest(parentDigest))) ?? [];
  const touchedBy = union(sites, inherited);
  const model: ModelEntry = {
    modelId,
    modelDigest,
    parentDigest,
    studyId,
    stage: "candidate",
    riskClass,
    registeredBlock: event.blockNumber,
    sites,
    touchedBy,
    votes: { approved: [], deployed: [], retired: [] },
    attestedBy: [],
  };
  await draft.putDocument(keys.model(modelId), model);
  const known = (await draft.getDocument<number[]>(keys.sitesOfDigest(modelDigest))) ?? [];
  await draft.putDocument(keys.sitesOfDigest(modelDigest), union(known, touchedBy));
}

export async function applyModelStage(
  draft: Draft,
  { args, blockNumber }: EventOf<"ModelStageChanged">,
): Promise<void> {
  const model = await registeredModel(draft, args.modelId, "a stage", blockNumber);
  const stage = STAGES[args.stage];
  if (stage === undefined) throw leftOut(`stage ${args.stage} of model ${args.modelId}`, blockNumber);
  await draft.putDocument(keys.model(args.modelId), { ...model, stage });
}

export async function applyModelVote(draft: Draft, { args, blockNumber }: EventOf<"ModelVoted">): Promise<void> {
  const { modelId, voter } = args;
  const model = await registeredModel(draft, modelId, "a vote", blockNumber);
  const stage = STAGES[args.stage];
  if (stage === undefined || stage === "candidate")
    throw leftOut(`stage ${args.stage} of model ${modelId}`, blockNumber);
  const votes = { ...model.votes, [stage]: union(model.votes[stage], [voter]) };
  await draft.putDocument(keys.model(modelId), { ...model, votes });
}

export async function applyAttestation(draft: Draft, { args, blockNumber }: EventOf<"ModelAttested">): Promise<void> {
  const model = await registeredModel(draft, args.modelId, "an attestation", blockNumber);
  await draft.putDocument(keys.model(args.modelId), { ...model, attestedBy: union(model.attestedBy, [args.by]) });
}

async function registeredModel(draft: Draft, modelId: number, what: string, block: number): Promise<ModelEntry> {
  const model = await draft.getDocument<ModelEntry>(keys.model(modelId));
  if (model === undefined) throw leftOut(`${what} of model ${modelId}, which was never registered`, block);
  return model;
}

function union(left: readonly number[], right: readonly number[]): number[] {
  return [...new Set([...left, ...right])].sort((a, b) => a - b);
}

function leftOut(what: string, block: number): FederationError {
  return new FederationError("CHAIN_UNREACHABLE", `The node left logs out: ${what}, in block ${block}.`, {
    hint: "Use another node of the chain, or let this one catch up.",
  });
}
