import { ChangeBoard } from "@consilium/coordinator/intake/ChangeBoard.ts";
import type { CoordinatorClient } from "@consilium/node/transport/CoordinatorClient.ts";
import { createTrafficMeter } from "@consilium/node/transport/counters.ts";
import { type Digest, digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { canonicalJsonBytes } from "@consilium/sdk/canonical/json.ts";
import { bitmapOf } from "@consilium/sdk/chain/bitmap.ts";
import { chainSeconds } from "@consilium/sdk/chain/blocks.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import {
  finalizeRound,
  freezeRoster,
  freezeSurvivors,
  openRound,
  type RoundTerms,
  readRound,
} from "@consilium/sdk/chain/rounds.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import { modelDigestOf, studyFigures } from "@consilium/sdk/round/manifest.ts";
import { recoverAndReduce } from "@consilium/sdk/round/recoverAndReduce.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import type {
  RoundManifest,
  SignedAdvert,
  SignedCommitment,
  SignedConfirmation,
  SignedDeal,
  SignedUnmasking,
  Transcript,
} from "@consilium/sdk/schemas/round.ts";
import { MaskedSumBuilder, maskedSumBytes, parseMaskedSum } from "@consilium/sdk/secagg/maskedSum.ts";
import { unpackWords } from "@consilium/sdk/secagg/packedWords.ts";
import { rosterRootOf } from "@consilium/sdk/secagg/site.ts";
import { thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import type { CoursePoint } from "@consilium/sdk/workloads/course.ts";
import type { Reduction } from "@consilium/sdk/workloads/Workload.ts";
import { pointAfter } from "../../support/pointAfter.ts";

/** One request of a site, as it arrived. */
export interface Call {
  member: number;
  op: string;
  body: any;
  attachment: Uint8Array | undefined;
}

export interface Answer {
  result: unknown;
  attachment?: Uint8Array;
}

/** Where this coordinator leaves the protocol; what is absent is done honestly. */
export interface Lies {
  /** Before its digest goes on chain. */
  manifest?: (manifest: RoundManifest) => RoundManifest;
  /** What goes on chain beside an honest manifest. */
  terms?: (terms: RoundTerms) => RoundTerms;
  /** Before the roster is frozen: what goes on chain is then what the sites are shown. */
  roster?: (roster: SignedAdvert[], round: ScriptedRound) => SignedAdvert[] | Promise<SignedAdvert[]>;
  sharingSet?: (dealers: number[]) => number[];
  /** Before the survivors are frozen; who is left out is what the chain says dropped. */
  commitments?: (
    commitments: SignedCommitment[],
    round: ScriptedRound,
  ) => SignedCommitment[] | Promise<SignedCommitment[]>;
  /** Before its digest goes on chain: the sum of the survivors' masked vectors. */
  maskedSum?: (sum: Uint8Array) => Uint8Array;
  /** What the survivors are shown of each other's confirmations. */
  confirmations?: (
    confirmations: SignedConfirmation[],
    round: ScriptedRound,
  ) => SignedConfirmation[] | Promise<SignedConfirmation[]>;
  /** Before its digest goes on chain; `keep` archives bytes. */
  transcript?: (
    transcript: Transcript,
    keep: (bytes: Uint8Array) => Digest,
    round: ScriptedRound,
  ) => Transcript | Promise<Transcript>;
  /** The bytes whose digest goes on chain as the result, in the transcript's place. */
  resultBytes?: (honest: Uint8Array) => Uint8Array;
  /** On chain, in place of the model of the transcript's state. */
  model?: (digest: Digest) => Digest;
  /** In place of the honest answer, which is then never made; undefined to answer honestly. May throw. */
  before?: (call: Call, round: ScriptedRound) => Answer | undefined | Promise<Answer | undefined>;
  /** Any single answer, before the site gets it. May throw. */
  answer?: (call: Call, honest: Answer) => Answer | Promise<Answer>;
  /** Stops after the survivors are frozen, so that nothing is ever finalised. */
  neverFinalise?: boolean;
}

/** Thrown inside a round that a test has seen enough of. */
export class Stopped extends Error {}

/** Thrown to a site in place of an answer: its process ends here and starts again. */
export class Crash extends Error {}

/** A round as a coordinator drives it that checks nothing and lies where a test tells it to. */
export class ScriptedRound {
  readonly roundId: number;
  readonly manifest: RoundManifest;
  readonly received: Call[] = [];
  /** Sites whose part in the round has ended, one way or another: nobody waits for them. */
  readonly gone = new Set<number>();
  readonly board = new ChangeBoard();
  readonly adverts = new Map<number, SignedAdvert>();
  readonly deals = new Map<number, SignedDeal>();
  /** By attempt and member. */
  readonly setSignatures = new Map<string, string>();
  readonly commitments = new Map<number, SignedCommitment>();
  readonly confirmations = new Map<number, SignedConfirmation>();
  readonly unmaskings = new Map<number, SignedUnmasking>();
  readonly documents = new Map<string, unknown>();
  attempt = 1;
  sharingSet: number[] = [];

  /** Where in the study the round honestly is, and how many finalised rounds lie before it. */
  readonly point: CoursePoint;
  readonly roundsBefore: number;

  constructor(roundId: number, manifest: RoundManifest, point: CoursePoint, roundsBefore: number) {
    this.roundId = roundId;
    this.manifest = manifest;
    this.point = point;
    this.roundsBefore = roundsBefore;
  }

  /** The operations a site called, in order, without the waiting. */
  saidBy(member: number): string[] {
    return this.received
      .filter((call) => call.member === member && !["round.wait", "round.manifest", "artefact.fetch"].includes(call.op))
      .map(({ op }) => op);
  }

  /** Everything one site sent under an operation. */
  sentBy(member: number, op: string): Call[] {
    return this.received.filter((call) => call.member === member && call.op === op);
  }
}

export interface ScriptedCoordinatorOptions {
  chain: Chain;
  study: Study;
  studyId: number;
}

/** A coordinator for tests, in this process: it drives the protocol honestly, but for the lies a test gives it. */
export class ScriptedCoordinator {
  readonly #chain: Chain;
  readonly study: Study;
  readonly studyId: number;
  readonly archive = new Map<string, Uint8Array>();
  /** Reductions of finalised rounds, in the order of the study. */
  readonly reductions: Reduction[] = [];

  constructor({ chain, study, studyId }: ScriptedCoordinatorOptions) {
    this.#chain = chain;
    this.study = study;
    this.studyId = studyId;
  }

  readonly #keep = (bytes: Uint8Array): Digest => {
    const digest = digestBytes(bytes);
    this.archive.set(digest, bytes);
    return digest;
  };

  /** Opens the round after so many finalised ones, from what they left. */
  async open(rounds: number, lies: Lies = {}): Promise<ScriptedRound> {
    const { study, studyId } = this;
    const { phaseTimeoutSeconds, transcriptRetentionDays } = study.document;
    const point = pointAfter(study, this.reductions, rounds);
    this.#keep(point.state);
    // The chain's clock may have been moved on.
    const now = Math.max(Math.floor(Date.now() / 1_000), await chainSeconds(this.#chain));
    const joinBy = now + phaseTimeoutSeconds.join;
    const commitBy = joinBy + 600;
    const honest: RoundManifest = {
      v: PROTOCOL_VERSION,
      studyId,
      ...studyFigures(study, point),
      joinBy,
      commitBy,
      unmaskBy: commitBy + 600,
      transcriptRetainedUntil: now + transcriptRetentionDays * 86_400,
    };
    const manifest = lies.manifest?.(honest) ?? honest;
    const terms: RoundTerms = {
      studyId,
      manifestDigest: digestDocument(manifest),
      stateDigest: manifest.stateDigest,
      queryDigest: honest.queryDigest,
      minSites: honest.minimumSites,
      joinBy: honest.joinBy,
      commitBy: honest.commitBy,
      unmaskBy: honest.unmaskBy,
    };
    const { roundId } = await openRound(this.#chain, lies.terms?.(terms) ?? terms);
    return new ScriptedRound(roundId, manifest, point, rounds);
  }

  /** Drives the phases with `members`, until finalised; throws Stopped when `signal` aborts. */
  async drive(round: ScriptedRound, members: readonly number[], lies: Lies, signal: AbortSignal): Promise<void> {
    const chain = this.#chain;
    const { roundId, documents, board } = round;
    const publish = (name: string, document: unknown) => {
      documents.set(name, document);
      board.bump();
    };
    /** Waits for those of `awaited` that are still there; gives who answered. */
    const heard = async (awaited: readonly number[], has: (member: number) => boolean, least: number) => {
      const answered = () => awaited.filter(has);
      const settled = () =>
        awaited.every((member) => has(member) || round.gone.has(member)) && answered().length >= least;
      if (!(await board.until(settled, { timeoutMs: 60_000, signal }))) throw new Stopped("the round is stopped");
      return answered();
    };
    const { minimumSites, colluders } = round.manifest;

    const joined = await heard(members, (member) => round.adverts.has(member), minimumSites);
    const honestRoster = joined.map((member) => round.adverts.get(member)!);
    const roster = (await lies.roster?.(honestRoster, round)) ?? honestRoster;
    const listed = roster.map(({ advert }) => advert.member);
    const thresholds = thresholdsOf(listed.length, colluders);
    await freezeRoster(chain, { roundId, rosterBitmap: bitmapOf(listed), rosterRoot: rosterRootOf(roster) });
    publish("roster", { roster });

    const dealers = await heard(joined, (member) => round.deals.has(member), minimumSites);
    round.sharingSet = lies.sharingSet?.(dealers) ?? dealers;
    publish("sharing", undefined);
    // The set and its attempt are the test's to change meanwhile.
    const agreed = () => round.sharingSet.every((member) => round.setSignatures.has(`${round.attempt}/${member}`));
    if (!(await board.until(agreed, { timeoutMs: 60_000, signal }))) throw new Stopped("the round is stopped");
    const { sharingSet } = round;
    publish("agreement", {
      attempt: round.attempt,
      sharingSet,
      signatures: sharingSet.map((member) => ({
        member,
        signature: round.setSignatures.get(`${round.attempt}/${member}`),
      })),
    });

    const committed = await heard(sharingSet, (member) => round.commitments.has(member), thresholds.survivors);
    const honestCommitments = committed.map((member) => round.commitments.get(member)!);
    const commitments = (await lies.commitments?.(honestCommitments, round)) ?? honestCommitments;
    const survivors = commitments.map(({ commitment }) => commitment.member);
    const maskedSum = this.#sumOf(round.manifest, commitments);
    await freezeSurvivors(chain, {
      roundId,
      sharingBitmap: bitmapOf(sharingSet),
      survivorBitmap: bitmapOf(survivors),
      maskedSumDigest: this.#keep(lies.maskedSum?.(maskedSum) ?? maskedSum),
      commitments: commitments.map(({ commitment, signature }) => ({ digest: digestDocument(commitment), signature })),
    });
    publish("survivors", { commitments });
    const confirmed = await heard(survivors, (member) => round.confirmations.has(member), thresholds.shares);
    const honestConfirmations = confirmed.map((member) => round.confirmations.get(member)!);
    publish("confirmations", {
      confirmations: (await lies.confirmations?.(honestConfirmations, round)) ?? honestConfirmations,
    });
    if (lies.neverFinalise) return;

    await heard(survivors, (member) => round.unmaskings.has(member), thresholds.shares);
    await this.#finalise(round, { roster, commitments, survivors }, lies);
    board.bump();
  }

  async #finalise(
    round: ScriptedRound,
    frozen: { roster: SignedAdvert[]; commitments: SignedCommitment[]; survivors: number[] },
    lies: Lies,
  ): Promise<void> {
    const { roundId, manifest, sharingSet } = round;
    const { roster, commitments, survivors } = frozen;
    const honest = await this.recompute(round.point, {
      v: PROTOCOL_VERSION,
      roundId,
      manifest,
      roster,
      deals: [...round.deals.values()].sort((a, b) => a.deal.dealer - b.deal.dealer),
      sharingSet,
      setSignatures: (round.documents.get("agreement") as { signatures: Transcript["setSignatures"] }).signatures,
      commitments,
      confirmations: survivors.flatMap((member) => round.confirmations.get(member) ?? []),
      unmaskings: survivors.flatMap((member) => round.unmaskings.get(member) ?? []),
    });
    const transcript = (await lies.transcript?.(honest, this.#keep, round)) ?? honest;
    const bytes = canonicalJsonBytes(transcript);
    const resultDigest = this.#keep(lies.resultBytes?.(bytes) ?? bytes);
    const model = modelDigestOf(manifest.workload, transcript.stateDigest);
    const modelDigest = lies.model?.(model) ?? model;
    await finalizeRound(this.#chain, { roundId, resultDigest, modelDigest });
    this.reductions[round.roundsBefore] = { figures: honest.result, state: this.archive.get(honest.stateDigest)! };
  }

  /** The sum of the vectors that were committed to. */
  #sumOf({ ring, dimension }: RoundManifest, commitments: readonly SignedCommitment[]): Uint8Array {
    const builder = new MaskedSumBuilder(ring, dimension);
    for (const { commitment } of commitments) {
      builder.add(unpackWords(this.archive.get(commitment.vectorDigest)!, { ring, dimension }));
    }
    return maskedSumBytes(builder.sum);
  }

  /** A transcript with the sum, result and state that follow from the rest of it, whatever that is. */
  async recompute(
    point: CoursePoint,
    parts: Omit<Transcript, "recovery" | "sumDigest" | "result" | "stateDigest">,
  ): Promise<Transcript> {
    const { roundId, sharingSet, commitments, deals, unmaskings } = parts;
    const record = await readRound(this.#chain, roundId);
    const { recovery, sumBytes, reduction } = await recoverAndReduce({
      ...parts,
      point,
      context: roundContexts(this.#chain.deployment, record).masking(sharingSet),
      deals: deals.map(({ deal }) => deal),
      survivors: commitments.map(({ commitment }) => commitment.member),
      unmaskings: unmaskings.map(({ unmasking }) => unmasking),
      maskedSum: parseMaskedSum(this.#sumOf(parts.manifest, commitments), parts.manifest).low,
    });
    return {
      ...parts,
      recovery,
      sumDigest: this.#keep(sumBytes),
      result: { ...reduction.figures },
      stateDigest: this.#keep(reduction.state),
    };
  }

  /** What a site has in place of a connection. */
  clientFor(member: number, round: ScriptedRound, lies: Lies): CoordinatorClient {
    return {
      peerId: "scripted",
      start: async () => {},
      stop: async () => {},
      counters: createTrafficMeter().counters,
      call: async (op, body, { attachment, signal } = {}) => {
        const call: Call = { member, op, body: structuredClone(body), attachment: attachment?.slice() };
        round.received.push(call);
        const instead = await lies.before?.(call, round);
        if (instead !== undefined) return { attachment: new Uint8Array(0), ...instead };
        const honest = await this.#answer(call, round, signal);
        const { result, attachment: bytes } = (await lies.answer?.(call, structuredClone(honest))) ?? honest;
        return { result, attachment: bytes ?? new Uint8Array(0) };
      },
    };
  }

  async #answer({ member, op, body, attachment }: Call, round: ScriptedRound, signal?: AbortSignal): Promise<Answer> {
    const accepted = { result: { accepted: true } };
    const keep = <T>(into: Map<number, T>) => {
      into.set(member, body as T);
      round.board.bump();
      return accepted;
    };
    switch (op) {
      case "rounds.wait":
        return this.#roundsAnswer(round, body.known, signal);
      case "round.manifest":
        return { result: { manifest: round.manifest } };
      case "round.join":
        return keep(round.adverts);
      case "round.deal":
        return keep(round.deals);
      case "round.agree":
        round.setSignatures.set(`${body.attempt}/${member}`, body.signature);
        round.board.bump();
        return accepted;
      case "round.commit":
        this.#keep(attachment!);
        return keep(round.commitments);
      case "round.confirm":
        return keep(round.confirmations);
      case "round.unmask":
        return keep(round.unmaskings);
      case "round.complain":
        return accepted;
      case "round.withdraw":
        return accepted;
      case "round.wait":
        return this.#waitAnswer(member, body, round, signal);
      case "artefact.fetch": {
        const bytes = this.archive.get(body.digest);
        if (bytes === undefined) throw new FederationError("NOT_FOUND", "No such artefact here.");
        return { result: {}, attachment: bytes };
      }
      default:
        throw new FederationError("REQUEST_INVALID", "Unknown operation.", { field: "op" });
    }
  }

  async #roundsAnswer({ roundId, board }: ScriptedRound, known: number, signal?: AbortSignal): Promise<Answer> {
    if (known >= 0) await board.until(() => false, { timeoutMs: 60_000, ...(signal && { signal }) });
    return { result: { version: 0, rounds: [{ roundId, studyId: this.studyId }] } };
  }

  async #waitAnswer(
    member: number,
    { document, attempt = 0 }: { document: string; attempt?: number },
    round: ScriptedRound,
    signal?: AbortSignal,
  ): Promise<Answer> {
    const there = () => round.documents.has(document) && (document !== "sharing" || round.attempt > attempt);
    if (!(await round.board.until(there, { timeoutMs: 60_000, ...(signal && { signal }) }))) throw new Stopped();
    const published = document === "sharing" ? sharingFor(member, round) : round.documents.get(document);
    return { result: { status: "ready", document: structuredClone(published) } };
  }
}

/** S and what its members dealt to one site. */
export function sharingFor(member: number, { attempt, sharingSet, deals }: ScriptedRound) {
  const excerpts = sharingSet.flatMap((dealer) => {
    const signed = deals.get(dealer);
    const share = signed?.deal.shares.find(({ to }) => to === member);
    if (signed === undefined || share === undefined) return [];
    const { deal, signature } = signed;
    return [{ dealer, shareRoot: deal.shareRoot, shareDigests: deal.shares.map(digestDocument), share, signature }];
  });
  return { attempt, sharingSet, excerpts };
}
