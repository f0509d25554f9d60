import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { RoundTransaction } from "@consilium/sdk/schemas/controlPlane.ts";
import type { AgreementDocument, Phase } from "@consilium/sdk/schemas/messages.ts";
import type {
  RoundManifest,
  SignedAdvert,
  SignedCommitment,
  SignedComplaint,
  SignedConfirmation,
  SignedDeal,
  SignedUnmasking,
} from "@consilium/sdk/schemas/round.ts";
import { requirePacked } from "@consilium/sdk/secagg/packedWords.ts";
import { type Thresholds, thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import type { Store } from "@consilium/service/storage/Store.ts";
import { ChangeBoard } from "./ChangeBoard.ts";
import { noteCheat } from "./cheats.ts";

export interface SetProposal {
  attempt: number;
  sharingSet: number[];
}

/**
 * What has arrived for one round. Every document is durable before it is acknowledged or acted upon, so that a
 * coordinator killed in any phase finds the round as its members believe it to be.
 */
export class RoundIntake {
  readonly roundId: number;
  readonly studyId: number;
  readonly manifest: RoundManifest;
  readonly board = new ChangeBoard();
  #phase: Phase | undefined;
  /** Why it was aborted; undefined in phase `ended` means finalised. */
  endedReason: string | undefined;
  finishedAt: number | undefined;
  readonly adverts = new Map<number, SignedAdvert>();
  readonly deals = new Map<number, SignedDeal>();
  readonly commitments = new Map<number, SignedCommitment>();
  readonly confirmations = new Map<number, SignedConfirmation>();
  readonly unmaskings = new Map<number, SignedUnmasking>();
  /** Complaints by complainant, and who cheated as they showed. */
  readonly complaints = new Map<number, SignedComplaint>();
  readonly cheats = new Map<number, string>();
  readonly withdrawn = new Map<number, string>();
  readonly receivedBytes = new Map<number, number>();
  readonly transactions: RoundTransaction[] = [];
  /** Frozen on chain: the roster and the survivors' commitments, in member order. */
  roster: SignedAdvert[] = [];
  survivors: SignedCommitment[] = [];
  proposal: SetProposal | undefined;
  readonly setSignatures = new Map<number, string>();
  agreement: AgreementDocument | undefined;
  /** Of the survivors' masked vectors, computed before they are frozen. */
  maskedSumDigest: `0x${string}` | undefined;
  resultDigest: `0x${string}` | undefined;
  readonly #store: Store;
  readonly #logger: Logger;
  /** Writes under way by key, so that a document sent twice at once is acknowledged only when it is durable. */
  readonly #writing = new Map<string, Promise<void>>();

  private constructor(store: Store, logger: Logger, roundId: number, studyId: number, manifest: RoundManifest) {
    this.#store = store;
    this.#logger = logger;
    this.roundId = roundId;
    this.studyId = studyId;
    this.manifest = manifest;
  }

  /** Opens the intake of a round, with whatever an earlier process of this coordinator had received. */
  static async open(
    { store, logger }: { store: Store; logger: Logger },
    { roundId, studyId, manifest }: { roundId: number; studyId: number; manifest: RoundManifest },
  ): Promise<RoundIntake> {
    const intake = new RoundIntake(store, logger, roundId, studyId, manifest);
    await intake.#load();
    return intake;
  }

  async #load(): Promise<void> {
    const get = async <T>(name: string) => (await this.#store.get<T>(this.#key(name))) ?? undefined;
    const fill = async <T>(name: string, into: Map<number, T>) => {
      for await (const [key, value] of this.#store.range<T>(this.#key(`${name}/`))) {
        into.set(Number(key.slice(key.lastIndexOf("/") + 1)), value);
      }
    };
    await fill("advert", this.adverts);
    await fill("deal", this.deals);
    await fill("commitment", this.commitments);
    await fill("confirmation", this.confirmations);
    await fill("unmasking", this.unmaskings);
    await fill("complaint", this.complaints);
    await fill("cheat", this.cheats);
    await fill("withdrawn", this.withdrawn);
    await fill("received", this.receivedBytes);
    this.roster = (await get<SignedAdvert[]>("roster")) ?? [];
    this.survivors = (await get<SignedCommitment[]>("survivors")) ?? [];
    this.proposal = await get<SetProposal>("proposal");
    this.agreement = await get<AgreementDocument>("agreement");
    this.maskedSumDigest = await get<`0x${string}`>("maskedSum");
    this.resultDigest = await get<`0x${string}`>("result");
    if (this.proposal !== undefined) await fill(`agree/${this.proposal.attempt}`, this.setSignatures);
    const end = await get<{ at: number; reason: string | null }>("end");
    if (end !== undefined) {
      this.#phase = "ended";
      this.finishedAt = end.at;
      this.endedReason = end.reason ?? undefined;
    }
    this.transactions.push(...((await get<RoundTransaction[]>("transactions")) ?? []));
  }

  #key(name: string): string {
    return `round/${this.roundId}/${name}`;
  }

  requirePhase(...phases: Phase[]): void {
    if (this.phase === "ended" && this.endedReason !== undefined) {
      throw new FederationError("ROUND_ABORTED", `Round ${this.roundId} has ended: ${this.endedReason}.`);
    }
    if (!phases.includes(this.phase)) {
      throw new FederationError(
        "ROUND_PHASE",
        `Round ${this.roundId} is in phase ${this.phase}, not ${phases.join("/")}.`,
      );
    }
  }

  setPhase(phase: Phase, endedReason?: string): void {
    this.#phase = phase;
    this.endedReason = endedReason;
    this.#logger.info({ roundId: this.roundId, phase, ...(endedReason && { endedReason }) }, "phase");
    this.board.bump();
  }

  /** Keeps a member's document. The same again is acknowledged again; a different one is refused. */
  async #keep<T>(name: string, into: Map<number, T>, member: number, document: T): Promise<void> {
    const key = this.#key(`${name}/${member}`);
    const known = into.get(member);
    if (known !== undefined) {
      if (JSON.stringify(known) === JSON.stringify(document)) return this.#writing.get(key);
      throw new FederationError(
        "ROUND_PHASE",
        `Member ${member} already sent another ${name} for round ${this.roundId}.`,
        {
          memberIndex: member,
        },
      );
    }
    // Claimed before the write, so that two different documents sent at once cannot both pass the check above.
    into.set(member, document);
    const writing = this.#store.put(key, document);
    this.#writing.set(key, writing);
    try {
      await writing;
    } catch (error) {
      into.delete(member);
      throw error;
    } finally {
      this.#writing.delete(key);
    }
    this.board.bump();
  }

  keepAdvert(signed: SignedAdvert): Promise<void> {
    return this.#keep("advert", this.adverts, signed.advert.member, signed);
  }

  keepDeal(signed: SignedDeal): Promise<void> {
    return this.#keep("deal", this.deals, signed.deal.dealer, signed);
  }

  async keepSetSignature(attempt: number, member: number, signature: string): Promise<void> {
    if (attempt !== this.proposal?.attempt) {
      throw new FederationError("ROUND_PHASE", `Attempt ${attempt} of the sharing set is no longer the current one.`);
    }
    await this.#keep(`agree/${attempt}`, this.setSignatures, member, signature);
  }

  keepCommitment(signed: SignedCommitment): Promise<void> {
    return this.#keep("commitment", this.commitments, signed.commitment.member, signed);
  }

  /** A complaint and whom it shows to have cheated: neither is in this round any more, nor the cheat on a later roster. */
  async keepComplaint(signed: SignedComplaint, cheat: number): Promise<void> {
    const { member } = signed.complaint;
    const { roundId, studyId } = this;
    await noteCheat(this.#store, { studyId, site: cheat, roundId, complainant: member });
    if (!this.cheats.has(cheat)) {
      this.#logger.error(
        { roundId, studyId, site: cheat },
        "a site dealt or complained falsely; the study goes on without it",
      );
      await this.#keep("cheat", this.cheats, cheat, `complaint of ${member}`);
    }
    await this.#keep("complaint", this.complaints, member, signed);
  }

  /** Whether a member's part in the sharing set is over: it complained, or was shown to cheat. */
  isOut(member: number): boolean {
    return this.complaints.has(member) || this.cheats.has(member);
  }

  keepConfirmation(signed: SignedConfirmation): Promise<void> {
    return this.#keep("confirmation", this.confirmations, signed.confirmation.member, signed);
  }

  keepUnmasking(signed: SignedUnmasking): Promise<void> {
    return this.#keep("unmasking", this.unmaskings, signed.unmasking.member, signed);
  }

  keepWithdrawal(member: number, code: string): Promise<void> {
    return this.#keep("withdrawn", this.withdrawn, member, code);
  }

  addReceivedBytes(member: number, sizeBytes: number): void {
    this.receivedBytes.set(member, (this.receivedBytes.get(member) ?? 0) + sizeBytes);
  }

  async keepRoster(roster: SignedAdvert[]): Promise<void> {
    await this.#store.put(this.#key("roster"), roster);
    this.roster = roster;
  }

  async keepProposal(proposal: SetProposal): Promise<void> {
    await this.#store.put(this.#key("proposal"), proposal);
    this.proposal = proposal;
    this.setSignatures.clear();
    this.board.bump();
  }

  async keepAgreement(agreement: AgreementDocument): Promise<void> {
    await this.#store.put(this.#key("agreement"), agreement);
    this.agreement = agreement;
    this.board.bump();
  }

  async keepSurvivors(survivors: SignedCommitment[]): Promise<void> {
    await this.#store.put(this.#key("survivors"), survivors);
    this.survivors = survivors;
  }

  async keepMaskedSum(maskedSumDigest: `0x${string}`): Promise<void> {
    await this.#store.put(this.#key("maskedSum"), maskedSumDigest);
    this.maskedSumDigest = maskedSumDigest;
  }

  async keepResult(resultDigest: `0x${string}`): Promise<void> {
    await this.#store.put(this.#key("result"), resultDigest);
    this.resultDigest = resultDigest;
  }

  /** Unix seconds at which the round ended here, for its summary. */
  async keepEnd(endedReason?: string): Promise<void> {
    this.finishedAt ??= Math.floor(Date.now() / 1_000);
    await this.#store.put(this.#key("end"), { at: this.finishedAt, reason: endedReason ?? null });
    for (const [member, sizeBytes] of this.receivedBytes) {
      await this.#store.put(this.#key(`received/${member}`), sizeBytes, { durable: false });
    }
    this.setPhase("ended", endedReason);
  }

  async keepTransaction(transaction: RoundTransaction): Promise<void> {
    this.transactions.push(transaction);
    await this.#store.put(this.#key("transactions"), this.transactions);
  }

  get phase(): Phase {
    return this.#phase ?? "join";
  }

  /**
   * Whether this process has come to the round's phase. Until then, after a restart, the round is not answered for: a site
   * that sent its document again would hear that its phase is over, and keep silent.
   */
  get isReady(): boolean {
    return this.#phase !== undefined;
  }

  get rosterMembers(): number[] {
    return this.roster.map(({ advert }) => advert.member);
  }

  /** t and m of the roster; once there is one. */
  get thresholds(): Thresholds {
    return thresholdsOf(this.roster.length, this.manifest.colluders);
  }

  get survivorMembers(): number[] {
    return this.survivors.map(({ commitment }) => commitment.member);
  }
}

/** Length, padding and digest of a masked vector, checked before anything is kept. */
export function requireVector(manifest: RoundManifest, vector: Uint8Array, digest: string, member: number): void {
  requirePacked(vector, manifest);
  if (digestBytes(vector) !== digest) {
    throw new FederationError("REQUEST_INVALID", "The masked vector does not hash to the committed digest.", {
      field: "commitment.vectorDigest",
      memberIndex: member,
    });
  }
}
