import { type CoordinatorClient, createCoordinatorClient } from "@consilium/node/transport/CoordinatorClient.ts";
import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { type RoundRecord, readFreezeBlockHash, readRound } from "@consilium/sdk/chain/rounds.ts";
import { type FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import type {
  AgreementDocument,
  AwaitRequest,
  AwaitResponse,
  SharingDocument,
} from "@consilium/sdk/schemas/messages.ts";
import type {
  Commitment,
  Confirmation,
  Deal,
  RoundManifest,
  SignedAdvert,
  SignedCommitment,
  SignedConfirmation,
  SignedDeal,
  SignedUnmasking,
  Unmasking,
} from "@consilium/sdk/schemas/round.ts";
import { memberSetBytes } from "@consilium/sdk/secagg/context.ts";
import { dealDigest } from "@consilium/sdk/secagg/dealDigest.ts";
import { encodeContribution } from "@consilium/sdk/secagg/encoding.ts";
import { checkHex, checkSeed, linearCheck } from "@consilium/sdk/secagg/linearCheck.ts";
import { packWords, unpackWords } from "@consilium/sdk/secagg/packedWords.ts";
import {
  dealShares,
  makeAdvert,
  makeUnmasking,
  maskContribution,
  newRoundSecrets,
  type OpenedDeal,
  openDeal,
  type RoundSecrets,
  receivedCiphertexts,
} from "@consilium/sdk/secagg/site.ts";
import { type StatementKind, signStatement } from "@consilium/sdk/secagg/statement.ts";
import { type Thresholds, thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";
import type { TestConsortium } from "./TestConsortium.ts";

export const ROUND_STEPS = ["join", "share", "set", "train", "confirm", "unmask"] as const;
export type RoundStep = (typeof ROUND_STEPS)[number];

/** Coordinate value of every scripted contribution; the last coordinate, the weight, has it too. */
const VALUE = 0.25;

/** Connections of sites that a test plays by hand: real identities, real libp2p, no site code behind them. */
export class ScriptedSites {
  readonly consortium: TestConsortium;
  readonly clients: readonly CoordinatorClient[];

  private constructor(consortium: TestConsortium, clients: readonly CoordinatorClient[]) {
    this.consortium = consortium;
    this.clients = clients;
  }

  static async connect(
    consortium: TestConsortium,
    coordinator: { peerId: string; multiaddrs: readonly string[] },
  ): Promise<ScriptedSites> {
    const clients = await Promise.all(
      consortium.keys.sites.map(async ({ peerSeed }) => {
        const client = await createCoordinatorClient({
          privateKeySeed: peerSeed,
          coordinatorPeerId: coordinator.peerId,
          addresses: [...coordinator.multiaddrs],
          limits: { backoff: { firstDelayMs: 20, maxDelayMs: 200 } },
          logger: silentLogger,
        });
        await client.start();
        // A coordinator that has never heard of a site does not wait for it.
        await client.call("studies.list", {});
        return client;
      }),
    );
    return new ScriptedSites(consortium, clients);
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.stop()));
  }

  /** Has the coordinator run one step of the study, and waits until it has opened its round. */
  async openRound(): Promise<ScriptedRound> {
    const before = (await this.consortium.rounds()).length;
    await this.consortium.run(1);
    const rounds = await this.consortium.untilRounds((now) => now.length > before);
    return this.roundOf(rounds.at(-1)!);
  }

  roundOf(record: RoundRecord): Promise<ScriptedRound> {
    return ScriptedRound.of(this, record);
  }
}

/**
 * One round as its sites see it, each document made by hand, so that any of them can be made wrong. A `part` below is
 * the list of sites that take the step.
 */
export class ScriptedRound {
  readonly roundId: number;
  readonly sites: ScriptedSites;
  readonly manifest: RoundManifest;
  record: RoundRecord;
  readonly secrets: readonly RoundSecrets[];
  readonly #adverts = new Map<number, SignedAdvert>();
  readonly #deals = new Map<number, SignedDeal>();
  readonly #opened = new Map<number, OpenedDeal[]>();
  #roster: SignedAdvert[] = [];
  sharingSet: number[] = [];

  private constructor(sites: ScriptedSites, record: RoundRecord, manifest: RoundManifest) {
    this.sites = sites;
    this.roundId = record.roundId;
    this.record = record;
    this.manifest = manifest;
    this.secrets = sites.clients.map(() => newRoundSecrets());
  }

  static async of(sites: ScriptedSites, record: RoundRecord): Promise<ScriptedRound> {
    return new ScriptedRound(sites, record, await manifestOf(sites.clients[0]!, record.roundId));
  }

  /** Waits until the coordinator answers for the round, as after its restart. */
  async known(asking: number): Promise<void> {
    await manifestOf(this.sites.clients[asking]!, this.roundId);
  }

  call(site: number, op: string, body: object, attachment?: Uint8Array): Promise<{ result: unknown }> {
    const options = attachment === undefined ? {} : { attachment };
    return this.sites.clients[site]!.call(op, { ...body }, options);
  }

  async sign(site: number, kind: StatementKind, context: Uint8Array, digest: string): Promise<string> {
    const { keys, deployment } = this.sites.consortium;
    const statement = { kind, context, member: site, digest: digest as `0x${string}` };
    return signStatement(keys.sites[site]!.chainKey, roundTypedDataDomain(deployment), statement);
  }

  get contexts() {
    return roundContexts(this.sites.consortium.deployment, this.record);
  }

  async signAdvert(site: number, advert = makeAdvert(this.#as(site))): Promise<SignedAdvert> {
    const signature = await this.sign(site, "advert", this.contexts.join, digestDocument(advert));
    return { advert, signature };
  }

  async join(part: readonly number[]): Promise<void> {
    for (const site of part) {
      this.#adverts.set(site, await this.signAdvert(site));
      await this.call(site, "round.join", this.#adverts.get(site)!);
    }
  }

  advertOf(site: number): SignedAdvert {
    return this.#adverts.get(site)!;
  }

  /** Says that these sites sit the round out, so that no phase waits for them. */
  async withdraw(part: readonly number[]): Promise<void> {
    for (const site of part) await this.call(site, "round.withdraw", { roundId: this.roundId, code: "ROUND_REFUSED" });
  }

  /** Waits for a document as the site asks for it. */
  async awaitDocument(
    site: number,
    document: AwaitRequest["document"],
    attempt?: number,
  ): Promise<Record<string, unknown>> {
    for (;;) {
      const request = { roundId: this.roundId, document, ...(attempt === undefined ? {} : { attempt }) };
      const answer = (await this.call(site, "round.wait", request)).result as AwaitResponse;
      if (answer.status === "ready") return answer.document as Record<string, unknown>;
      if (answer.status !== "waiting") throw new Error(`round ${this.roundId}: ${JSON.stringify(answer)}`);
    }
  }

  /** Waits for the frozen roster; the round's record is known from then on. */
  async toShare(asking: number): Promise<Thresholds> {
    this.#roster = (await this.awaitDocument(asking, "roster")).roster as SignedAdvert[];
    const { chain } = this.sites.consortium;
    this.record = await readRound(chain, this.roundId);
    return this.thresholds;
  }

  get roster(): readonly SignedAdvert[] {
    return this.#roster;
  }

  get thresholds(): Thresholds {
    return thresholdsOf(indicesOf(this.record.rosterBitmap).length, this.record.colluders);
  }

  async makeDeal(site: number): Promise<Deal> {
    const { roster, thresholds, contexts } = this;
    const threshold = thresholds.shares;
    const { deal } = await dealShares({ ...this.#as(site), roster, threshold, context: contexts.roster });
    return deal;
  }

  async signDeal(site: number, deal: Deal): Promise<SignedDeal> {
    return { deal, signature: await this.sign(site, "deal", this.contexts.roster, dealDigest(deal)) };
  }

  async deal(part: readonly number[]): Promise<void> {
    for (const site of part) {
      this.#deals.set(site, await this.signDeal(site, await this.makeDeal(site)));
      await this.call(site, "round.deal", this.#deals.get(site)!);
    }
  }

  /** Waits for the proposed set S. */
  async toSet(asking: number, afterAttempt = 0): Promise<SharingDocument> {
    const proposed = (await this.awaitDocument(asking, "sharing", afterAttempt)) as unknown as SharingDocument;
    this.sharingSet = proposed.sharingSet;
    return proposed;
  }

  setSignature(site: number): Promise<string> {
    return this.sign(site, "sharingSet", this.maskingContext, digestDocument(this.sharingSet));
  }

  get maskingContext(): Uint8Array {
    return this.contexts.masking(this.sharingSet);
  }

  async agree(part: readonly number[], attempt = 1): Promise<void> {
    for (const member of part) {
      const signature = await this.setSignature(member);
      await this.call(member, "round.agree", { roundId: this.roundId, attempt, member, signature });
    }
  }

  async toTrain(asking: number, attempt = 1): Promise<AgreementDocument> {
    return (await this.awaitDocument(asking, "agreement", attempt)) as unknown as AgreementDocument;
  }

  async #openedBy(site: number): Promise<OpenedDeal[]> {
    const known = this.#opened.get(site);
    if (known !== undefined) return known;
    const opened = this.sharingSet
      .filter((dealer) => dealer !== site)
      .map((dealer) => {
        const { shares, shareRoot } = this.#deals.get(dealer)!.deal;
        const deal = { dealer, shareRoot, share: shares.find(({ to }) => to === site)! };
        return openDeal({ ...this.#as(site), deal, roster: this.roster, context: this.contexts.roster });
      });
    this.#opened.set(site, opened);
    return opened;
  }

  /** A masked vector of an update no longer than 1 and the weight VALUE, as a site that trained would have it. */
  async maskedVector(site: number): Promise<Uint8Array> {
    const { manifest, sharingSet, roster } = this;
    const contribution = new Float64Array(manifest.dimension).fill(VALUE / Math.sqrt(manifest.dimension));
    contribution[manifest.dimension - 1] = VALUE;
    const masked = await maskContribution({
      ...this.#as(site),
      encoded: encodeContribution(contribution, manifest),
      ring: manifest.ring,
      sharingSet,
      kemCiphertexts: receivedCiphertexts(await this.#openedBy(site)),
      roster,
      context: this.maskingContext,
    });
    return packWords(masked, manifest.ring);
  }

  async signCommitment(site: number, vector: Uint8Array, changes: Partial<Commitment> = {}): Promise<SignedCommitment> {
    const commitment: Commitment = {
      v: PROTOCOL_VERSION,
      roundId: this.roundId,
      member: site,
      vectorDigest: digestBytes(vector),
      cohortRoot: digestBytes(new Uint8Array([site])),
      ...changes,
    };
    const signature = await this.sign(site, "commitment", this.maskingContext, digestDocument(commitment));
    return { commitment, signature };
  }

  async commit(part: readonly number[]): Promise<void> {
    for (const site of part) {
      const vector = await this.maskedVector(site);
      await this.call(site, "round.commit", await this.signCommitment(site, vector), vector);
    }
  }

  /** Waits for the frozen survivors. */
  async toConfirm(asking: number): Promise<number[]> {
    await this.awaitDocument(asking, "survivors");
    this.record = await readRound(this.sites.consortium.chain, this.roundId);
    return indicesOf(this.record.survivorBitmap);
  }

  async makeConfirmation(site: number): Promise<Confirmation> {
    const { chain } = this.sites.consortium;
    const freezeBlockHash = await readFreezeBlockHash(chain, this.record);
    const vector = unpackWords(await this.maskedVector(site), this.manifest);
    return {
      v: PROTOCOL_VERSION,
      roundId: this.roundId,
      member: site,
      survivors: toHex(memberSetBytes(indicesOf(this.record.survivorBitmap), "survivors")),
      maskedSumDigest: this.record.maskedSumDigest,
      freezeBlockHash,
      linearCheck: checkHex(await linearCheck(vector, checkSeed(freezeBlockHash, this.roundId))),
    };
  }

  async signConfirmation(site: number, confirmation: Confirmation): Promise<SignedConfirmation> {
    const signature = await this.sign(site, "confirmation", this.maskingContext, digestDocument(confirmation));
    return { confirmation, signature };
  }

  async confirm(part: readonly number[]): Promise<void> {
    for (const site of part) {
      await this.call(site, "round.confirm", await this.signConfirmation(site, await this.makeConfirmation(site)));
    }
  }

  /** Waits for the survivors' confirmations. */
  async toUnmask(asking: number): Promise<void> {
    await this.awaitDocument(asking, "confirmations");
  }

  async makeUnmasking(site: number): Promise<Unmasking> {
    return makeUnmasking({
      ...this.#as(site),
      opened: await this.#openedBy(site),
      sharingSet: this.sharingSet,
      survivors: indicesOf(this.record.survivorBitmap),
    });
  }

  async signUnmasking(site: number, unmasking: Unmasking): Promise<SignedUnmasking> {
    const signature = await this.sign(site, "unmasking", this.maskingContext, digestDocument(unmasking));
    return { unmasking, signature };
  }

  async unmask(part: readonly number[]): Promise<void> {
    for (const site of part) {
      await this.call(site, "round.unmask", await this.signUnmasking(site, await this.makeUnmasking(site)));
    }
  }

  /** JOIN … as far as the beginning of `step`, done right by `part`; the others withdraw at once. */
  async bringTo(step: RoundStep, part: readonly number[]): Promise<void> {
    await this.withdraw(this.sites.clients.map((_, site) => site).filter((site) => !part.includes(site)));
    await this.#take(ROUND_STEPS.slice(0, ROUND_STEPS.indexOf(step)), part);
  }

  /** `from` and what follows it, done right by `part`, to the result; returns the survivors on chain. */
  async finish(from: RoundStep, part: readonly number[]): Promise<number[]> {
    await this.#take(ROUND_STEPS.slice(ROUND_STEPS.indexOf(from)), part);
    return this.finalized(part[0]!);
  }

  async #take(steps: readonly RoundStep[], part: readonly number[]): Promise<void> {
    const first = part[0]!;
    for (const step of steps) {
      if (step === "join") await this.join(part).then(() => this.toShare(first));
      if (step === "share") await this.deal(part).then(() => this.toSet(first));
      if (step === "set") await this.agree(part).then(() => this.toTrain(first));
      if (step === "train") await this.commit(part).then(() => this.toConfirm(first));
      if (step === "confirm") await this.confirm(part).then(() => this.toUnmask(first));
      if (step === "unmask") await this.unmask(part);
    }
  }

  /** Waits until the chain has the round's result, and returns the survivors. */
  async finalized(asking: number): Promise<number[]> {
    await this.awaitDocument(asking, "result");
    this.record = await readRound(this.sites.consortium.chain, this.roundId);
    if (this.record.status !== "finalized") throw new Error(`round ${this.roundId} is ${this.record.status}`);
    return indicesOf(this.record.survivorBitmap);
  }

  #as(site: number): { roundId: number; member: number; secrets: RoundSecrets } {
    return { roundId: this.roundId, member: site, secrets: this.secrets[site]! };
  }
}

async function manifestOf(client: CoordinatorClient, roundId: number): Promise<RoundManifest> {
  for (;;) {
    try {
      return ((await client.call("round.manifest", { roundId })).result as { manifest: RoundManifest }).manifest;
    } catch (error) {
      // On chain a moment before the coordinator answers for it.
      if (!isFederationError(error, "ROUND_UNKNOWN") && !isFederationError(error, "TRANSPORT_FAILED")) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** The code that the coordinator refused a request with. */
export async function refusal(call: Promise<unknown>): Promise<FederationError["code"] | "accepted"> {
  try {
    await call;
    return "accepted";
  } catch (error) {
    if (isFederationError(error)) return error.code;
    throw error;
  }
}
