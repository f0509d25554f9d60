import { setTimeout as delay } from "node:timers/promises";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { isActiveWithRole, type Member, ROLES, readMember } from "@consilium/sdk/chain/members.ts";
import { toFederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { Logger } from "@consilium/service/logging/Logger.ts";
import type { ApprovedStudies } from "../studies/ApprovedStudies.ts";
import { type StatusDocument, writeStatus } from "./statusFile.ts";

const LOOK_MS = 5_000;
/** After the start the file follows closely, for whoever waits for the node. */
const HURRY_MS = 20_000;
/** An answer to the long poll for rounds is never this late while the session stands. */
const SESSION_MAX_MS = 90_000;

interface Failure {
  code: string;
  /** Unix seconds. */
  at: number;
}
/** What the status is read from. */
interface NodeStatusDeps {
  readonly chain: Chain;
  readonly self: Member;
  readonly approved: ApprovedStudies;
  readonly stateDir: string;
  readonly logger: Logger;
  readonly signal: AbortSignal;
}
type Records = { study: string; at: number; rows?: number; code?: string };

const nowSeconds = () => Math.floor(Date.now() / 1_000);

/**
 * What this site's operators ask: whether the node is connected, what it does now, and why it left a round. Codes and counts
 * only. Written to `status.json` every few seconds and when something changes, for `consilium-node status`.
 */
export class NodeStatus {
  readonly #chain: Chain;
  readonly #stateDir: string;
  readonly #logger: Logger;
  readonly #signal: AbortSignal;
  #self: Member;
  readonly #approvedStudies: ApprovedStudies;
  #hasLooked = false;
  #block: { number: number; timestamp: number } | undefined;
  #answeredAtMs = 0;
  #isAnswering: boolean | undefined;
  readonly #records = new Map<string, Records>();
  readonly #rounds = new Map<number, string>();
  #approved: string[] = [];
  #lastError: Failure | undefined;
  #lastWithdrawal: (Failure & { roundId: number }) | undefined;
  #looking: Promise<void> | undefined;

  constructor(deps: NodeStatusDeps) {
    this.#approvedStudies = deps.approved;
    this.#chain = deps.chain;
    this.#self = deps.self;
    this.#stateDir = deps.stateDir;
    this.#logger = deps.logger;
    this.#signal = deps.signal;
  }

  start(): void {
    this.#looking = this.#look();
  }

  /** The signal has aborted. */
  async stop(): Promise<void> {
    await this.#looking;
  }

  noteAnswer(): void {
    this.#answeredAtMs = Date.now();
    this.#isAnswering = true;
  }

  noteSilence(error: unknown): void {
    this.#isAnswering = false;
    this.noteError(error);
  }

  noteError(error: unknown): void {
    this.#lastError = { code: toFederationError(error).code, at: nowSeconds() };
  }

  noteRecords(study: string, result: { rows: number } | { error: unknown }): void {
    const seen = "rows" in result ? { rows: result.rows } : { code: toFederationError(result.error).code };
    this.#records.set(study, { study, at: nowSeconds(), ...seen });
  }

  notePhase(roundId: number, phase: string): void {
    this.#rounds.set(roundId, phase);
  }

  noteEnd(roundId: number, end: { outcome: string; reason?: string; at: number }): void {
    this.#rounds.delete(roundId);
    if (end.outcome === "withdrawn") this.#lastWithdrawal = { roundId, code: end.reason ?? "INTERNAL", at: end.at };
  }

  /** Whether everything is known that `ready` rests on, good or bad. */
  get isSettled(): boolean {
    return (
      this.#hasLooked && this.#isAnswering !== undefined && this.#approved.every((study) => this.#records.has(study))
    );
  }

  document(): StatusDocument {
    const sessionAgeMs = Date.now() - this.#answeredAtMs;
    const isConnected = this.#isAnswering === true && sessionAgeMs < SESSION_MAX_MS;
    const records = [...this.#records.values()];
    const checks = {
      chain: this.#block !== undefined,
      registered: isActiveWithRole(this.#self, ROLES.SITE),
      coordinator: isConnected,
      records: records.every(({ code }) => code === undefined),
    };
    return {
      v: 1,
      pid: process.pid,
      at: nowSeconds(),
      ready: Object.values(checks).every(Boolean),
      checks,
      site: { index: this.#self.index, name: this.#self.name },
      chainId: this.#chain.deployment.chainId,
      ...(this.#block === undefined
        ? {}
        : { blockNumber: this.#block.number, blockAgeSeconds: Math.max(0, nowSeconds() - this.#block.timestamp) }),
      studiesApproved: [...this.#approved],
      rounds: [...this.#rounds].map(([roundId, phase]) => ({ roundId, phase })),
      records,
      ...(this.#lastError === undefined ? {} : { lastError: this.#lastError }),
      ...(this.#lastWithdrawal === undefined ? {} : { lastWithdrawal: this.#lastWithdrawal }),
    };
  }

  async #look(): Promise<void> {
    const hurryUntilMs = Date.now() + HURRY_MS;
    while (!this.#signal.aborted) {
      try {
        // A study may be approved while the node runs.
        this.#approved = (await this.#approvedStudies.all()).map(({ document }) => document.id);
        const block = await this.#chain.provider.getBlock("latest");
        this.#self = await readMember(this.#chain, this.#self.index);
        this.#block = block === null ? undefined : { number: block.number, timestamp: block.timestamp };
      } catch (error) {
        this.#block = undefined;
        this.noteError(error);
      }
      this.#hasLooked = true;
      await writeStatus(this.#stateDir, this.document()).catch((cause) => {
        this.#logger.warn({ err: cause }, "status.json cannot be written");
      });
      await delay(this.isSettled || Date.now() > hurryUntilMs ? LOOK_MS : 250, undefined, {
        signal: this.#signal,
      }).catch(() => undefined);
    }
  }
}
