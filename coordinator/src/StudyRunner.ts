import { digestBytes, digestDocument } from "@consilium/sdk/canonical/digest.ts";
import { contractErrorNameOf } from "@consilium/sdk/chain/chainErrors.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { abortRound, openRound, readRound, readRoundsOfStudy } from "@consilium/sdk/chain/rounds.ts";
import { isFederationError, toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { decodeModel } from "@consilium/sdk/models/Model.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import { commitSpanSeconds, deadlinesOf } from "@consilium/sdk/round/deadlines.ts";
import { type RoundManifest, ZERO_BYTES32 } from "@consilium/sdk/schemas/round.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { baseOf, planOf } from "@consilium/sdk/workloads/plan.ts";
import type { Artefact, Reduction } from "@consilium/sdk/workloads/Workload.ts";
import { workloadOf } from "@consilium/sdk/workloads/workloads.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import type { Store } from "@consilium/service/storage/Store.ts";
import { RoundAborted, type RoundDeps, type RoundInputs, type RoundOutcome } from "./phases/RoundDeps.ts";
import type { Rounds } from "./Rounds.ts";
import { runRound } from "./round.ts";
import type { StudyResults } from "./StudyResults.ts";

/** How often a step is tried again before the operator is asked: a site may be away for a while. */
const ATTEMPTS_PER_STEP = 5;
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

/** Carries out a study's plan, one round after the other; continues after a restart from what is finalised. */
export class StudyRunner {
  readonly studyId: number;
  readonly study: Study;
  state: "idle" | "running" | "finished" | "failed" = "idle";
  lastError: { code: string; message: string } | undefined;
  #stopping = new AbortController();
  #pause = false;
  #running: Promise<void> | undefined;
  readonly #deps: StudyRunnerDeps;

  constructor(studyId: number, study: Study, deps: StudyRunnerDeps) {
    this.studyId = studyId;
    this.study = study;
    this.#deps = deps;
  }

  /** Steps that the operator last asked for, counted from the start of the plan. */
  #untilStep = 0;

  /**
   * Runs in the background until `untilStep` steps are finalised; a call while it runs only moves the goal.
   * The goal is durable, so a killed coordinator goes on by itself after its restart.
   */
  async start(untilStep: number): Promise<void> {
    // Told first, so that a run that is just ending sees it and goes on; see #run.
    this.#untilStep = untilStep;
    await this.#deps.store.put(this.#goalKey, untilStep);
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
    return `study/${this.studyId}/untilStep`;
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
        return await this.#runToGoal();
      } catch (error) {
        if (!isFederationError(error, "CHAIN_UNREACHABLE") || this.#stopping.signal.aborted) throw error;
        this.#deps.logger.warn({ studyId: this.studyId }, "the chain does not answer; the study waits");
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  /** Ends what an earlier process left unfinished, then opens round after round until the plan, or the goal, is reached. */
  async #runToGoal(): Promise<void> {
    const plan = planOf(this.study);
    const { results, store } = this.#deps;
    await this.#finishOpenRound();
    let done = await results.finishedSteps(this.studyId);
    for (;;) {
      done = await this.#runSteps(done.length);
      if (this.#stopping.signal.aborted) {
        this.state = "idle";
        return;
      }
      const reached = this.#untilStep;
      await store.delete(this.#goalKey);
      // No await between this look and the new state, so that `start` either moved the goal in time or starts anew.
      if (this.#untilStep === reached || this.#pause) {
        this.state = done.length === plan.length ? "finished" : "idle";
        return;
      }
      await store.put(this.#goalKey, this.#untilStep);
    }
  }

  async #runSteps(from: number): Promise<Reduction[]> {
    const plan = planOf(this.study);
    let done = await this.#deps.results.finishedSteps(this.studyId);
    let attempts = 0;
    for (let step = from; step < Math.min(plan.length, this.#untilStep) && !this.#pause; step = done.length) {
      const outcome = await this.#runStep(step);
      if (this.#stopping.signal.aborted) return done;
      done = await this.#deps.results.finishedSteps(this.studyId);
      attempts = done.length > step ? 0 : attempts + 1;
      if (outcome.status === "aborted" && attempts >= ATTEMPTS_PER_STEP) throw new RoundAborted(outcome.reason);
      if (attempts > 0) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    return done;
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
      await this.#runRound(roundId, manifest);
    }
  }

  async #runStep(step: number): Promise<RoundOutcome> {
    const { chain, rounds } = this.#deps;
    const base = await this.#baseOf(step);
    const openedAtMs = Date.now();
    const manifest = await manifestFor({ study: this.study, studyId: this.studyId, step, base, openedAtMs });
    // Both are durable before the chain names them, so an opened round always finds its own manifest.
    if (base !== undefined) await this.#deps.round.archive.putArtefact(base.bytes);
    await rounds.keepManifest(manifest);
    const opened = await openRound(chain, {
      studyId: this.studyId,
      manifestDigest: digestDocument(manifest),
      modelDigest: manifest.baseModelDigest,
      minSurvivors: manifest.minimumSurvivors,
      minSites: manifest.minimumSites,
      joinBy: manifest.joinBy,
      commitBy: manifest.commitBy,
      unmaskBy: manifest.unmaskBy,
    });
    return this.#runRound(opened.roundId, manifest, { name: "openRound", hash: opened.hash, gasUsed: opened.gasUsed });
  }

  async #baseOf(step: number): Promise<Artefact | undefined> {
    return baseOf(this.study, step, await this.#deps.results.finishedSteps(this.studyId));
  }

  async #runRound(
    roundId: number,
    manifest: RoundManifest,
    openedBy?: { name: string; hash: string; gasUsed: number },
  ): Promise<RoundOutcome> {
    const { rounds, chain, logger } = this.#deps;
    const running = await rounds.begin(roundId, this.studyId, manifest);
    if (openedBy !== undefined) await running.intake.keepTransaction(openedBy);
    const terms: RoundInputs = {
      intake: running.intake,
      study: this.study,
      base: await this.#baseOf(manifest.step),
      deadlines: deadlinesOf(this.study, manifest),
      eligible: () => rounds.eligibleSites(this.studyId),
    };
    const abort: RoundDeps["abort"] = async ({ intake }, reason) => {
      const record = await readRound(chain, roundId);
      if (record.status === "finalized") {
        await intake.keepEnd();
        return { status: "finalized" };
      }
      if (record.status !== "aborted") {
        const receipt = await abortRound(chain, { roundId, reason });
        await intake.keepTransaction({ name: "abortRound", hash: receipt.hash, gasUsed: receipt.gasUsed });
      }
      await intake.keepEnd(reason);
      logger.warn({ roundId, reason }, "round aborted");
      return { status: "aborted", reason };
    };
    for (;;) {
      try {
        const outcome = await runRound(terms, { ...this.#deps.round, signal: this.#stopping.signal, abort });
        rounds.end();
        return outcome;
      } catch (error) {
        if (!isFederationError(error, "CHAIN_UNREACHABLE") || this.#stopping.signal.aborted) throw error;
        logger.warn({ roundId }, "the chain does not answer; the round waits");
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }
}

/** The public terms of a step's next round. Throws MODEL_SHAPE_MISMATCH where the base is not the study's model. */
async function manifestFor({
  study,
  studyId,
  step,
  base,
  openedAtMs,
}: {
  study: Study;
  studyId: number;
  step: number;
  base: Artefact | undefined;
  openedAtMs: number;
}): Promise<RoundManifest> {
  const { document } = study;
  const { workload } = planOf(study)[step]!;
  // Before anything stands on chain: a base that does not fit would only fail once the sites have trained on it.
  if (base !== undefined) decodeModel(base.bytes, study);
  const shape = workloadOf(workload).shape(study, base);
  const times = document.phaseTimeoutSeconds;
  const joinBy = Math.ceil(openedAtMs / 1_000) + times.join;
  const commitBy = joinBy - times.join + commitSpanSeconds(document);
  return {
    v: PROTOCOL_VERSION,
    studyId,
    studyDigest: study.digest,
    step,
    workload,
    baseModelDigest: base === undefined ? ZERO_BYTES32 : digestBytes(base.bytes),
    ...shape,
    colluders: document.protection.colluders,
    threshold: document.protection.threshold,
    minimumSurvivors: document.protection.minimumSurvivors,
    minimumSites: document.sites.minimum,
    maximumSites: document.sites.maximum,
    minimumCohort: document.minimumCohort,
    joinBy,
    commitBy,
    unmaskBy: commitBy + times.unmask,
    transcriptRetainedUntil: Math.ceil(openedAtMs / 1_000) + document.transcriptRetentionDays * 86_400,
  };
}
