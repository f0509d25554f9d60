import { setTimeout as delay } from "node:timers/promises";
import { digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { chainSeconds } from "@consilium/sdk/chain/blocks.ts";
import { contractErrorNameOf } from "@consilium/sdk/chain/chainErrors.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { abortRound, openRound, type RoundRecord, readRound, readRoundsOfStudy } from "@consilium/sdk/chain/rounds.ts";
import type { SentTransaction } from "@consilium/sdk/chain/send.ts";
import { isFederationError, toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { deadlinesOf } from "@consilium/sdk/round/deadlines.ts";
import { manifestFor } from "@consilium/sdk/round/manifest.ts";
import type { RoundManifest } from "@consilium/sdk/schemas/round.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { type CoursePoint, pointOf } from "@consilium/sdk/workloads/course.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import { WaitLog } from "@consilium/service/logging/WaitLog.ts";
import type { Store } from "@consilium/service/storage/Store.ts";
import { cheatsOf } from "./intake/cheats.ts";
import { RoundAborted, type RoundDeps, type RoundInputs, type RoundOutcome } from "./phases/RoundDeps.ts";
import type { Rounds } from "./Rounds.ts";
import { runRound } from "./round.ts";
import type { StudyResults } from "./StudyResults.ts";

/** How often a round is tried again before the operator is asked: a site may be away for a while. */
const ATTEMPTS_PER_ROUND = 5;
const RETRY_MS = 1_000;
/** As the control plane's schema bounds it. */
const LAST_ERROR_MAX_CHARACTERS = 300;

export interface StudyRunnerDeps {
  readonly chain: Chain;
  readonly store: Store;
  readonly rounds: Rounds;
  readonly results: StudyResults;
  readonly round: Omit<RoundDeps, "abort" | "signal">;
  readonly logger: Logger;
}

/** Carries out a study's stages, one round after the other; continues after a restart from what is finalised. */
export class StudyRunner {
  readonly studyId: number;
  readonly study: Study;
  state: "idle" | "running" | "finished" | "failed" = "idle";
  lastError: { code: string; message: string } | undefined;
  #stopping = new AbortController();
  #pause = false;
  #running: Promise<void> | undefined;
  readonly #deps: StudyRunnerDeps;

  readonly #wait: WaitLog;

  constructor(studyId: number, study: Study, deps: StudyRunnerDeps) {
    this.studyId = studyId;
    this.study = study;
    this.#deps = deps;
    this.#wait = new WaitLog(deps.logger);
  }

  /** Finalised rounds that the operator last asked for, counted from the start. */
  #untilRound = 0;

  /**
   * Runs in the background until `untilRound` rounds are finalised, or the study is finished; a call while it runs only moves the goal.
   * The goal is durable, so a killed coordinator goes on by itself after its restart.
   */
  async start(untilRound: number): Promise<void> {
    // Told first, so that a run that is just ending sees it and goes on; see #run.
    this.#untilRound = untilRound;
    await this.#deps.store.put(this.#goalKey, untilRound);
    if (this.state === "running") return;
    this.#pause = false;
    this.#stopping = new AbortController();
    this.lastError = undefined;
    this.state = "running";
    this.#running = this.#run().catch((thrown) => {
      this.state = "idle";
      if (this.#stopping.signal.aborted) return;
      const error = toFederationError(thrown, thrown instanceof RoundAborted ? "ROUND_ABORTED" : "INTERNAL");
      this.state = "failed";
      // Why a round was aborted stands on chain for everyone; other messages are for this process's operator only.
      // So do a contract's reasons to refuse, with what to do about them.
      const isPublic = thrown instanceof RoundAborted || contractErrorNameOf(thrown) !== undefined;
      const message = (isPublic ? error.message : error.publicMessage).slice(0, LAST_ERROR_MAX_CHARACTERS);
      this.lastError = { code: error.code, message };
      this.#deps.logger.error({ studyId: this.studyId, code: error.code, err: error }, "study stopped");
    });
  }

  get #goalKey(): string {
    return `study/${this.studyId}/untilRound`;
  }

  /** The goal of an earlier process that did not reach it. */
  async unreachedGoal(): Promise<number | undefined> {
    return this.#deps.store.get<number>(this.#goalKey);
  }

  /** Lets the round under way end, then stops. */
  pause(): void {
    this.#pause = true;
  }

  /** Stops now; the round under way stays as it is for the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** A chain that is away is waited for, between rounds too; what it took in meanwhile is read from it again. */
  async #run(): Promise<void> {
    for (;;) {
      try {
        await this.#runToGoal();
        this.#wait.over({ studyId: this.studyId }, "the study goes on");
        return;
      } catch (error) {
        if (!isFederationError(error, "CHAIN_UNREACHABLE") || this.#stopping.signal.aborted) throw error;
        this.#wait.waiting({ studyId: this.studyId, err: error }, "the study waits for the chain");
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  /** Ends what an earlier process left unfinished, then opens round after round until the study's end, or the goal, is reached. */
  async #runToGoal(): Promise<void> {
    const { store } = this.#deps;
    await this.#finishOpenRound();
    for (;;) {
      const isFinished = await this.#runRounds();
      if (this.#stopping.signal.aborted) {
        this.state = "idle";
        return;
      }
      const reached = this.#untilRound;
      await store.delete(this.#goalKey);
      // No await between this look and the new state, so that `start` either moved the goal in time or starts anew.
      if (this.#untilRound === reached || this.#pause) {
        this.state = isFinished ? "finished" : "idle";
        return;
      }
      await store.put(this.#goalKey, this.#untilRound);
    }
  }

  /** Whether the study is finished: no stage needs a further round. */
  async #runRounds(): Promise<boolean> {
    let attempts = 0;
    let { next, rounds } = await this.#course();
    while (next !== undefined && rounds < this.#untilRound && !this.#pause) {
      const before = rounds;
      const outcome = await this.#runNext(next);
      if (this.#stopping.signal.aborted) return false;
      ({ next, rounds } = await this.#course());
      attempts = rounds > before ? 0 : attempts + 1;
      // A sum past its rules is nothing to try again in silence: the operator and the sites look first.
      const isRefused = outcome.status === "aborted" && outcome.reason === "AGGREGATE_REFUSED";
      if (outcome.status === "aborted" && (isRefused || attempts >= ATTEMPTS_PER_ROUND))
        throw new RoundAborted(outcome.reason);
      if (attempts > 0) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    return next === undefined;
  }

  async #course() {
    return await this.#deps.results.course(this.studyId, this.study);
  }

  async #finishOpenRound(): Promise<void> {
    const records = await readRoundsOfStudy(this.#deps.chain, this.studyId);
    for (const { roundId, status } of records) {
      if (status === "finalized" || status === "aborted") continue;
      this.#deps.logger.info({ roundId, status }, "continuing a round of an earlier start");
      const manifest = await this.#deps.rounds.manifestOf(roundId);
      if (manifest === undefined) {
        await abortRound(this.#deps.chain, { roundId, reason: "MANIFEST_LOST" });
        continue;
      }
      await this.#runRound(roundId, manifest, pointOf(await this.#course(), manifest.stage, manifest.iteration));
    }
  }

  async #runNext(point: CoursePoint): Promise<RoundOutcome> {
    const { chain, rounds } = this.#deps;
    const manifest = manifestFor({ study: this.study, studyId: this.studyId, point, openedAtMs: Date.now() });
    // Both are durable before the chain names them, so an opened round always finds its own manifest.
    await this.#deps.round.archive.putArtefact(point.state);
    await rounds.keepManifest(manifest);
    const { stage, iteration } = manifest;
    this.#deps.logger.info({ studyId: this.studyId, stage, iteration }, "opening a round");
    const opened = await openRound(chain, {
      studyId: this.studyId,
      manifestDigest: digestDocument(manifest),
      stateDigest: manifest.stateDigest,
      queryDigest: manifest.queryDigest,
      minSites: manifest.minimumSites,
      joinBy: manifest.joinBy,
      commitBy: manifest.commitBy,
      unmaskBy: manifest.unmaskBy,
    });
    const openedBy = { name: "openRound", hash: opened.hash, gasUsed: opened.gasUsed };
    return this.#runRound(opened.roundId, manifest, point, openedBy);
  }

  /**
   * A round whose survivors are frozen may have been unmasked, so the contract ends it after its last deadline only. A chain without
   * traffic may make no block until this very transaction, so the deadline counts as passed by this machine's clock too.
   */
  async #abortOverdue({ roundId, unmaskBy }: RoundRecord, reason: string): Promise<SentTransaction> {
    const { chain } = this.#deps;
    for (;;) {
      const now = Math.max(await chainSeconds(chain), Date.now() / 1_000);
      try {
        if (now > unmaskBy) return await abortRound(chain, { roundId, reason });
      } catch (error) {
        if (contractErrorNameOf(error) !== "DeadlineNotPassed") throw error;
      }
      await delay(RETRY_MS, undefined, { signal: this.#stopping.signal });
    }
  }

  async #runRound(
    roundId: number,
    manifest: RoundManifest,
    point: CoursePoint,
    openedBy?: { name: string; hash: string; gasUsed: number },
  ): Promise<RoundOutcome> {
    const { rounds, chain, logger } = this.#deps;
    const running = await rounds.begin(roundId, this.studyId, manifest);
    if (openedBy !== undefined) await running.intake.keepTransaction(openedBy);
    const terms: RoundInputs = {
      intake: running.intake,
      study: this.study,
      point,
      deadlines: deadlinesOf(this.study, manifest),
      eligible: async () => {
        const cheats = await cheatsOf(this.#deps.store, this.studyId);
        return (await rounds.eligibleSites(this.studyId)).filter((site) => !cheats.includes(site));
      },
    };
    const abort: RoundDeps["abort"] = async ({ intake }, reason) => {
      const record = await readRound(chain, roundId);
      if (record.status === "finalized") {
        await intake.keepEnd();
        return { status: "finalized" };
      }
      if (record.status !== "aborted") {
        const isFrozen = record.status === "survivorsFrozen";
        const receipt = await (isFrozen ? this.#abortOverdue(record, reason) : abortRound(chain, { roundId, reason }));
        await intake.keepTransaction({ name: "abortRound", hash: receipt.hash, gasUsed: receipt.gasUsed });
      }
      await intake.keepEnd(reason);
      logger.warn({ roundId, reason }, "round aborted");
      return { status: "aborted", reason };
    };
    for (;;) {
      try {
        const outcome = await runRound(terms, { ...this.#deps.round, signal: this.#stopping.signal, abort });
        this.#wait.over({ studyId: this.studyId, roundId }, "the round went on");
        rounds.end();
        return outcome;
      } catch (error) {
        if (!isFederationError(error, "CHAIN_UNREACHABLE") || this.#stopping.signal.aborted) throw error;
        this.#wait.waiting({ studyId: this.studyId, roundId, err: error }, "the round waits for the chain");
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}
