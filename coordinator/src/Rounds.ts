import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { isActiveWithRole, ROLES, readMembers } from "@consilium/sdk/chain/members.ts";
import { readAccountsAt } from "@consilium/sdk/chain/recovery.ts";
import { type RoundRecord, readRound, readRoundsUsed } from "@consilium/sdk/chain/rounds.ts";
import { readGrant, readStudy } from "@consilium/sdk/chain/studies.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { RoundManifest } from "@consilium/sdk/schemas/round.ts";
import { thresholdsOf } from "@consilium/sdk/secagg/thresholds.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import type { Store } from "@consilium/service/storage/Store.ts";
import type { ChangeBoard } from "./intake/ChangeBoard.ts";
import { RoundIntake } from "./intake/RoundIntake.ts";
import type { RunningRound } from "./intake/RunningRound.ts";

/** Ended rounds stay askable for the sites that are a little late; older ones are read from the archive. */
const ENDED_ROUNDS_KEPT = 32;

/** The rounds this coordinator runs now, and the manifests of all it ever opened. */
export class Rounds {
  readonly #chain: Chain;
  readonly #parts: { store: Store; logger: Logger };
  readonly #board: ChangeBoard;
  readonly #rounds: RunningRound[] = [];

  constructor(chain: Chain, parts: { store: Store; logger: Logger }, board: ChangeBoard) {
    this.#chain = chain;
    this.#parts = parts;
    this.#board = board;
  }

  /** The rounds that sites may ask about. */
  get known(): readonly RunningRound[] {
    return this.#rounds.filter(({ intake }) => intake.isReady);
  }

  async keepManifest(manifest: RoundManifest): Promise<void> {
    await this.#parts.store.put(`manifest/${digestDocument(manifest)}`, manifest);
  }

  async manifestOf(roundId: number): Promise<RoundManifest | undefined> {
    return this.#manifest((await readRound(this.#chain, roundId)).manifestDigest);
  }

  async #manifest(manifestDigest: string): Promise<RoundManifest | undefined> {
    const manifest = await this.#parts.store.get<unknown>(`manifest/${manifestDigest}`);
    return manifest === undefined ? undefined : checkDocument(RoundManifest, manifest, "manifest");
  }

  /** The intake of a past round, for its summary. */
  async intakeOf({
    roundId,
    manifestDigest,
  }: Pick<RoundRecord, "roundId" | "manifestDigest">): Promise<RoundIntake | undefined> {
    const known = this.#rounds.find(({ intake }) => intake.roundId === roundId);
    if (known !== undefined) return known.intake;
    const manifest = await this.#manifest(manifestDigest);
    return manifest === undefined
      ? undefined
      : RoundIntake.open(this.#parts, { roundId, studyId: manifest.studyId, manifest });
  }

  /** Takes a round up; sites hear of it once its phase is known. */
  async begin(roundId: number, studyId: number, manifest: RoundManifest): Promise<RunningRound> {
    const chain = this.#chain;
    const [intake, record] = await Promise.all([
      RoundIntake.open(this.#parts, { roundId, studyId, manifest }),
      readRound(chain, roundId),
    ]);
    let frozen: Promise<RoundRecord> | undefined;
    // Read once, after the roster is frozen; it never changes from then on.
    const frozenRecord = () => {
      frozen ??= readRound(chain, roundId).catch((error) => {
        frozen = undefined;
        throw error;
      });
      return frozen;
    };
    const round: RunningRound = {
      intake,
      contexts: roundContexts(chain.deployment, record),
      accounts: await readAccountsAt(chain, record.consentBlock),
      frozenContexts: async () => roundContexts(chain.deployment, await frozenRecord()),
      roster: async () => {
        const { rosterBitmap, colluders } = await frozenRecord();
        const members = indicesOf(rosterBitmap);
        return { members, thresholds: thresholdsOf(members.length, colluders) };
      },
    };
    const earlier = this.#rounds.findIndex((known) => known.intake.roundId === roundId);
    if (earlier >= 0) this.#rounds.splice(earlier, 1);
    this.#rounds.push(round);
    intake.board.once(() => this.#board.bump());
    return round;
  }

  end(): void {
    const ended = this.#rounds.filter(({ intake }) => intake.phase === "ended");
    for (const old of ended.slice(0, Math.max(0, ended.length - ENDED_ROUNDS_KEPT))) {
      this.#rounds.splice(this.#rounds.indexOf(old), 1);
    }
    this.#board.bump();
  }

  /** Counts what a site sent for a round: every request that names one, refused ones and long-polls included. */
  countReceived(member: number, body: Readonly<Record<string, unknown>>, sizeBytes: number): void {
    const roundId = roundIdOf(body);
    const round = roundId === undefined ? undefined : this.#rounds.find(({ intake }) => intake.roundId === roundId);
    round?.intake.addReceivedBytes(member, sizeBytes);
  }

  /**
   * Active sites whose access grant for the study is live now with a round left under its cap. One site without would
   * make the chain refuse the whole roster.
   */
  async eligibleSites(studyId: number): Promise<number[]> {
    const chain = this.#chain;
    const [{ maxRounds }, members] = await Promise.all([readStudy(chain, studyId), readMembers(chain)]);
    const sites = members.filter((member) => isActiveWithRole(member, ROLES.SITE));
    const admitted = await Promise.all(
      sites.map(async ({ index }) => {
        const [grant, used] = await Promise.all([
          readGrant(chain, studyId, index),
          readRoundsUsed(chain, studyId, index),
        ]);
        return grant.live && used < Math.min(grant.roundCap, maxRounds);
      }),
    );
    return sites.filter((_, i) => admitted[i]).map(({ index }) => index);
  }
}

/** The round that a request is about, at its top or in the document it brings; not yet checked against any schema. */
function roundIdOf(body: Readonly<Record<string, unknown>>): number | undefined {
  for (const part of [body, ...Object.values(body)]) {
    const roundId = typeof part === "object" && part !== null ? (part as { roundId?: unknown }).roundId : undefined;
    if (typeof roundId === "number") return roundId;
  }
  return undefined;
}
