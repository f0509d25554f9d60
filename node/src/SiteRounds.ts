import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type RoundRecord, readRound } from "@consilium/sdk/chain/rounds.ts";
import { isFederationError, toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { RoundsResponse } from "@consilium/sdk/schemas/messages.ts";
import { replaceFile } from "@consilium/service/files/durableFile.ts";
import { WaitLog } from "@consilium/service/logging/WaitLog.ts";
import { signingKeyOf } from "./accounts/AccountKeys.ts";
import { declareIfNotUnmasked } from "./phases/declareNotUnmasked.ts";
import { roundOnOwnChain } from "./phases/roundOnOwnChain.ts";
import { verifyEarlier } from "./phases/verifyEarlier.ts";
import { codeTold } from "./privacy/codeTold.ts";
import { type RoundEnd, RoundNotes } from "./RoundNotes.ts";
import { takePart } from "./round.ts";
import type { SiteDeps } from "./SiteDeps.ts";

const RETRY_MS = 500;

/** Watches for rounds of approved studies and takes part in each; goes on with those an earlier process began. */
export class SiteRounds {
  readonly #deps: SiteDeps;
  readonly #running = new Map<number, Promise<void>>();
  #watching: Promise<void> | undefined;

  constructor(deps: SiteDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#watching = this.#watch();
  }

  /** The deps' signal has aborted; waits until everything has let go. */
  async stop(): Promise<void> {
    await this.#watching;
    await Promise.all(this.#running.values());
  }

  async #watch(): Promise<void> {
    const { client, signal, store, logger, status } = this.#deps;
    for (const roundId of await RoundNotes.active(store)) this.#begin(roundId);
    const wait = new WaitLog(logger);
    let known = -1;
    while (!signal.aborted) {
      await this.#declareOverdue();
      try {
        const { result } = await client.call("rounds.wait", { known }, { signal });
        wait.over({}, "the coordinator answers again");
        const { version, rounds } = checkDocument(RoundsResponse, result, "rounds.wait");
        known = version;
        status?.noteAnswer();
        for (const { roundId } of rounds) this.#begin(roundId);
      } catch (error) {
        if (signal.aborted) return;
        known = -1;
        status?.noteSilence(error);
        wait.waiting({ err: error }, "the coordinator cannot be asked; trying again");
        await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  #begin(roundId: number): void {
    if (this.#running.has(roundId)) return;
    this.#running.set(
      roundId,
      this.#run(roundId).finally(() => this.#running.delete(roundId)),
    );
  }

  async #run(roundId: number): Promise<void> {
    const { store, logger, signal } = this.#deps;
    const notes = new RoundNotes(store, roundId);
    const wait = new WaitLog(logger);
    while (!signal.aborted) {
      try {
        if ((await notes.end()) !== undefined) return;
        const end = await this.#takePartOrVerify(roundId, notes);
        wait.over({ roundId }, "the round went on");
        if (end === undefined) return;
        // Both outcomes are read off the chain. That a round was aborted by the coordinator's word alone clears nothing.
        // An aborted round that was frozen stays on the list: it may be declared not unmasked, and holds later rounds up.
        if (end.outcome === "verified") await notes.noteVerified();
        await this.#close(notes, end);
        return;
      } catch (thrown) {
        if (signal.aborted) return;
        const error = toFederationError(thrown);
        const transient = error.code === "CHAIN_UNREACHABLE" || error.code === "TRANSPORT_FAILED";
        if (!transient) {
          await this.#leave(roundId, notes, error).catch((cause) => {
            logger.error({ roundId, err: cause }, "the end of the round could not be noted");
          });
          return;
        }
        this.#deps.status?.noteError(error);
        wait.waiting({ roundId, err: error }, "the round waits");
        await delay(RETRY_MS, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Rounds that were frozen with this site's vector and have no result past their last deadline: says so where it did not unmask. */
  async #declareOverdue(): Promise<void> {
    const { chain, store, logger } = this.#deps;
    try {
      for (const roundId of await RoundNotes.unverified(store)) {
        await declareIfNotUnmasked(await readRound(chain, roundId), this.#deps);
      }
    } catch (error) {
      logger.debug({ err: error }, "the overdue rounds could not be looked at");
    }
  }

  /** A round that has closed on chain is only verified, and only if this site had put a vector into it. */
  async #takePartOrVerify(roundId: number, notes: RoundNotes): Promise<RoundEnd | undefined> {
    const record = await roundOnOwnChain(roundId, () => true, this.#deps);
    // Told of a round that the chain does not have: the coordinator's word alone begins nothing.
    if (record === undefined) {
      this.#deps.logger.warn({ roundId }, "the coordinator names a round that the chain does not have");
      return undefined;
    }
    if (record.status !== "finalized" && record.status !== "aborted")
      return takePart(roundId, await this.#depsOf(record), record);
    const began = (await RoundNotes.active(this.#deps.store)).includes(roundId);
    if (!began) return undefined;
    if ((await notes.masked()) !== undefined) return verifyEarlier(record, this.#deps);
    const at = Math.floor(Date.now() / 1_000);
    return { studyId: record.studyId, outcome: "dropped", reason: record.status, at };
  }

  /** With the key that the others expect to sign in this round. */
  async #depsOf(record: RoundRecord): Promise<SiteDeps> {
    const { accountKeys, chain, self } = this.#deps;
    if (accountKeys === undefined) return this.#deps;
    return { ...this.#deps, chainKey: await signingKeyOf(accountKeys, record, { chain, site: self.index }) };
  }

  async #close(notes: RoundNotes, end: RoundEnd): Promise<void> {
    const { logger, workloads, client } = this.#deps;
    await notes.close(end);
    this.#deps.status?.noteEnd(notes.roundId, end);
    const { bytesSent, bytesReceived } = client.counters().total;
    const traffic = { bytesSent, bytesReceived };
    logger.info({ roundId: notes.roundId, ...end, backend: workloads.backend(), ...traffic }, "round closed");
    await this.#writeRounds();
  }

  /** Leaves a round: too late for it, or this site refuses. The coordinator hears a code, so that nobody waits. */
  async #leave(roundId: number, notes: RoundNotes, error: ReturnType<typeof toFederationError>): Promise<void> {
    const { client, chain, logger, signal } = this.#deps;
    const { studyId } = await readRound(chain, roundId);
    const outcome = error.code === "ROUND_ABORTED" ? "aborted" : error.code === "ROUND_PHASE" ? "dropped" : "withdrawn";
    if (outcome === "withdrawn") {
      logger.warn({ roundId, code: error.code, err: error }, "this site sits the round out");
      await client.call("round.withdraw", { roundId, code: codeTold(error.code) }, { signal }).catch((cause) => {
        if (!isFederationError(cause)) throw cause;
        logger.debug({ roundId, err: cause }, "the withdrawal was not taken");
      });
    }
    const at = Math.floor(Date.now() / 1_000);
    await this.#close(notes, { studyId, outcome, reason: error.code, at });
  }

  /** `rounds.json`: every round this site's data took part in, for its operators. Counts and codes only. */
  async #writeRounds(): Promise<void> {
    const { store, stateDir } = this.#deps;
    const ended = await RoundNotes.ended(store);
    const rounds = await Promise.all(
      ended.map(async ({ roundId, end }) => ({
        roundId,
        ...end,
        cohort: (await new RoundNotes(store, roundId).cohort()) ?? null,
      })),
    );
    await replaceFile(join(stateDir, "rounds.json"), `${JSON.stringify(rounds, null, 2)}\n`);
  }
}
