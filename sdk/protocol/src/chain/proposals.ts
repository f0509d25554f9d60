import { indicesOf } from "./bitmap.ts";
import type { Chain } from "./connectChain.ts";
import { custodiansOf } from "./custodians.ts";
import { nameText } from "./memberNames.ts";
import { type Candidate, type ProposedChange, peerIdText } from "./members.ts";
import { read } from "./read.ts";

/** A change of the membership, of the voting rule or of the minimums, put to the active sites. */
export interface Proposal {
  /** From 1. */
  proposalId: number;
  change: ProposedChange;
  /** Member index. */
  proposer: number;
  /** Unix seconds; open to votes until then, unless it took effect before. */
  expiresAt: number;
  /** Members that voted for it, ascending, the proposer among them. */
  votes: number[];
  /** Whether enough votes carried it, so that it took effect. */
  executed: boolean;
}

/** What share of the active sites' votes carries a proposal: more than numerator / denominator, and two at the least. */
export interface VotingRule {
  numerator: number;
  denominator: number;
}

/** The fewest sites that a study or round may ask for, and the fewest survivors whose sum a round may open. */
export interface Minimums {
  minSites: number;
  minSurvivors: number;
}

const ADMIT = 1;
const SUSPEND = 2;
const REINSTATE = 3;
const CHANGE_RULE = 4;
const RENAME = 6;
const REPLACE_ACCOUNT = 7;

/** Throws NOT_FOUND. */
export async function readProposal(chain: Chain, proposalId: number): Promise<Proposal> {
  const { kind, subject, numerator, denominator, minSites, minSurvivors, ...proposal } = await read(
    chain,
    "Consortium",
    "proposalAt",
    [proposalId],
  );
  const { proposer, expiresAt, executed } = proposal;
  const base = { proposalId, proposer, expiresAt, executed, votes: indicesOf(proposal.votes) };
  if (kind === ADMIT) {
    return { ...base, change: { kind: "admit", candidate: await readCandidate(chain, proposalId) } };
  }
  if (kind === SUSPEND) return { ...base, change: { kind: "suspend", memberIndex: subject } };
  if (kind === REINSTATE) return { ...base, change: { kind: "reinstate", memberIndex: subject } };
  if (kind === CHANGE_RULE) return { ...base, change: { kind: "changeRule", numerator, denominator } };
  if (kind === RENAME) {
    const { name } = await readCandidate(chain, proposalId);
    return { ...base, change: { kind: "rename", memberIndex: subject, name } };
  }
  if (kind === REPLACE_ACCOUNT) {
    const { account } = await readCandidate(chain, proposalId);
    return { ...base, change: { kind: "replaceAccount", memberIndex: subject, account } };
  }
  return { ...base, change: { kind: "changeMinimums", minSites, minSurvivors } };
}

/** Every proposal ever made, oldest first. */
export async function readProposals(chain: Chain): Promise<Proposal[]> {
  const count = await read(chain, "Consortium", "proposalCount", []);
  return Promise.all(Array.from({ length: count }, (_, i) => readProposal(chain, i + 1)));
}

export async function readVotingRule(chain: Chain): Promise<VotingRule> {
  return read(chain, "Consortium", "rule", []);
}

export async function readMinimums(chain: Chain): Promise<Minimums> {
  return read(chain, "Consortium", "minimums", []);
}

async function readCandidate(chain: Chain, proposalId: number): Promise<Candidate> {
  const candidate = await read(chain, "Consortium", "candidateOf", [proposalId]);
  const { account, roles, peerId, boxKey, name } = candidate;
  const custodians = custodiansOf(candidate.custodians);
  return {
    name: nameText(name),
    account,
    roles,
    peerId: peerIdText(peerId),
    boxKey,
    ...(custodians === undefined ? {} : { custodians }),
  };
}
