import { readFile } from "node:fs/promises";
import { type Chain, connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { readRound } from "@consilium/sdk/chain/rounds.ts";
import { ControlPlaneClient } from "@consilium/sdk/coordinator/ControlPlaneClient.ts";
import type { RoundSummary } from "@consilium/sdk/schemas/controlPlane.ts";
import { deployConsortium } from "../deploy/deployConsortium.ts";
import { approveStudy } from "../local-consortium/approveStudy.ts";
import { auditConsortium } from "../local-consortium/auditConsortium.ts";
import type { Hospital } from "../local-consortium/DataSet.ts";
import { ensureIdentities } from "../local-consortium/identities.ts";
import type { ProcessSupervisor } from "../local-consortium/ProcessSupervisor.ts";
import type { Progress } from "../local-consortium/Progress.ts";
import { type ConsentingSite, ensurePatients, grantConsents } from "../local-consortium/patients.ts";
import { runStudyTo } from "../local-consortium/runStudyTo.ts";
import type { StateDirectory } from "../local-consortium/StateDirectory.ts";
import {
  type GivenChain,
  startChain,
  startCoordinator,
  startNode,
  useChain,
  writeNodeConfig,
} from "../local-consortium/services.ts";
import { benchmarkRecords, benchmarkStudy, type StudySize } from "./roundStudy.ts";

const RECORDS_PER_SITE = 64;

/** One round as its coordinator and its sites counted it. */
export interface RoundFigures {
  readonly roundId: number;
  /** Bytes of streams by site, framing included, that named the round; as the coordinator counted them. */
  readonly uploadBytes: readonly number[];
  /** Everything each site sent and received since its round before, as it counted itself: artefacts and idle polls too. */
  readonly siteSentBytes: readonly number[];
  readonly siteReceivedBytes: readonly number[];
  readonly transactions: number;
  readonly gas: number;
  /** From the moment its opening was sent to the moment it was finalised, as the coordinator's clock shows them. */
  readonly roundMs: number;
  /** Wall-clock by phase, in ms; `open` is the opening itself. */
  readonly phasesMs: Readonly<Record<string, number>>;
}

export interface MeasuredRounds {
  readonly rounds: readonly RoundFigures[];
  /** Mean time between two blocks of the chain while the rounds ran. */
  readonly blockMs: number;
  /** Of the whole study, after its last round. */
  readonly audit: AuditFigures;
}

/** An audit from the chain, the coordinator's archive and every site's cohort evidence. */
export interface AuditFigures {
  readonly rounds: number;
  readonly checks: number;
  readonly ms: number;
}

/** Runs a study of `rounds` rounds with a coordinator and `sites` nodes in processes of their own, and reads what they counted. */
export async function measureRounds({
  state,
  supervisor,
  progress,
  sites,
  rounds,
  size,
  chains,
}: {
  state: StateDirectory;
  supervisor: ProcessSupervisor;
  progress: Progress;
  sites: number;
  rounds: number;
  size: StudySize;
  /** A chain that is already there, by its nodes: coordinator and sites are spread over them. A development chain without. */
  chains?: readonly GivenChain[];
}): Promise<MeasuredRounds> {
  // One more than is measured: the first round's counts hold the sites' start.
  const study = benchmarkStudy(rounds + 1, size);
  for (const [path, text] of Object.entries(study.files)) await state.writeText(`study/${path}`, text);
  const ids = Array.from({ length: sites }, (_, i) => `site-${i}`);
  const { minimumCohort, minimumCell, categories, columns } = study.document;
  // The records are made up, so these hospitals permit all that the study asks.
  const policy = {
    version: 1 as const,
    ...{ minimumCohort, minimumCell, maximumDominance: 1, maximumParameterShare: 1 },
    release: { train: "exact" },
    tables: { records: { categories } },
  };
  const allowRare = columns.map(({ name }) => name);
  const hospitals: Hospital[] = [];
  const consenting: ConsentingSite[] = [];
  for (const [index, id] of ids.entries()) {
    const { patientIds, csv } = benchmarkRecords(id, RECORDS_PER_SITE);
    await state.writeText(`records/${id}.csv`, csv);
    const tables = { records: state.at("records", `${id}.csv`) };
    const records = { kind: "csv" as const, tables, patientId: "patient_id", onMalformed: "refuse" as const };
    hospitals.push({ id, title: id, records, policy, allowRare });
    consenting.push({ id, title: id, index, patients: await ensurePatients(state, id, patientIds) });
  }
  const identities = await ensureIdentities(state, hospitals);
  const [given] = chains ?? [];
  const rpcUrl = await (given === undefined
    ? progress.step("Development chain", () => startChain(supervisor, state, identities))
    : progress.step("Accounts", () => useChain(given, identities)));
  const nodeOf = (index: number) => chains?.[(index + 1) % chains.length]?.rpcUrl ?? rpcUrl;
  const founders = identities.founders.map(({ candidate }) => candidate);
  const deployment = await progress.step("Contracts", () =>
    deployConsortium({ rpcUrl, deployerKey: identities.deployerKey, founders }),
  );
  await state.writeJson("deployment.json", deployment);
  const chain = await connectChain({ rpcUrl, deployment });
  try {
    const coordinator = await progress.step("Coordinator", () => startCoordinator(supervisor, state, rpcUrl));
    await progress.step("Consents", (step) =>
      grantConsents(chain, coordinator.httpUrl, study, consenting, step).then(() => undefined),
    );
    const control = new ControlPlaneClient({ url: coordinator.httpUrl, operatorToken: identities.operatorToken });
    const { studyId } = await control.publish(study.files);
    await progress.step("Site nodes", async () => {
      for (const [index, hospital] of hospitals.entries()) {
        const configFile = await writeNodeConfig(state, hospital, nodeOf(index), coordinator);
        await approveStudy(chain, studyId, study, { ...hospital, index, configFile }, state.at("study"));
        await startNode(supervisor, hospital.id, configFile);
      }
    });
    const logFile = state.at("logs", "coordinator.log");
    await progress.step("Rounds", (step) => runStudyTo(control, studyId, rounds + 1, logFile, step));
    const { rounds: all } = await control.study(studyId);
    const finalized = all.filter(({ phase }) => phase === "finalized");
    const traffic = await Promise.all(ids.map((id) => trafficByRound(state, id, finalized.at(-1)!.roundId)));
    const timings = await timingsByRound(logFile);
    const measured = finalized.slice(1);
    const [first, last] = [measured[0]!, measured.at(-1)!].map(({ roundId }) => readRound(chain, roundId));
    return {
      rounds: measured.map((round) => figuresOf(round, ids, traffic, timings.get(round.roundId)!)),
      blockMs: await blockMs(chain, (await first!).consentBlock, (await last!).closedBlock),
      audit: await progress.step("Audit", () =>
        timeAudit(chain, studyId, { state, siteIds: ids, rounds: finalized.length }),
      ),
    };
  } finally {
    chain.close();
  }
}

/** Throws where the audit fails: what it took would say nothing. */
async function timeAudit(
  chain: Chain,
  studyId: number,
  { state, siteIds, rounds }: { state: StateDirectory; siteIds: readonly string[]; rounds: number },
): Promise<AuditFigures> {
  const begunMs = performance.now();
  const { ok, checks } = await auditConsortium(chain, studyId, { state, siteIds });
  if (!ok) throw new Error(`The audit fails: ${checks.find((check) => !check.ok)?.verdict}`);
  return { rounds, checks: checks.length, ms: Math.round(performance.now() - begunMs) };
}

type Traffic = Map<number, { sent: number; received: number }>;

function figuresOf(
  round: RoundSummary,
  ids: readonly string[],
  traffic: readonly Traffic[],
  timing: Pick<RoundFigures, "roundMs" | "phasesMs">,
): RoundFigures {
  const { roundId, transactions, bytesReceivedBySite = {} } = round;
  return {
    roundId,
    uploadBytes: ids.map((_, site) => bytesReceivedBySite[site] ?? 0),
    siteSentBytes: traffic.map((rounds) => rounds.get(roundId)?.sent ?? 0),
    siteReceivedBytes: traffic.map((rounds) => rounds.get(roundId)?.received ?? 0),
    transactions: transactions.length,
    gas: transactions.reduce((sum, { gasUsed }) => sum + gasUsed, 0),
    ...timing,
  };
}

async function blockMs({ provider }: Chain, first: number, last: number): Promise<number> {
  const [from, to] = await Promise.all([provider.getBlock(first), provider.getBlock(last)]);
  return ((to!.timestamp - from!.timestamp) * 1_000) / (last - first);
}

type LogLine = Record<string, unknown> & { msg?: string };

async function logLines(path: string): Promise<LogLine[]> {
  const lines = (await readFile(path, "utf8")).split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => JSON.parse(line) as LogLine);
}

/** What a site sent and received from the close of the round before to that of each round. It closes a round on its own time. */
async function trafficByRound(state: StateDirectory, id: string, lastRound: number): Promise<Traffic> {
  for (;;) {
    const closed = (await logLines(state.at("logs", `${id}.log`))).filter(({ msg }) => msg === "round closed");
    if (!closed.some(({ roundId }) => roundId === lastRound)) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      continue;
    }
    const rounds: Traffic = new Map();
    for (const [i, line] of closed.entries()) {
      const before = closed[i - 1];
      const since = (field: string) => Number(line[field]) - Number(before?.[field] ?? 0);
      rounds.set(Number(line.roundId), { sent: since("bytesSent"), received: since("bytesReceived") });
    }
    return rounds;
  }
}

/** The coordinator's log has a line before it opens a round, and at the beginning of every phase. */
async function timingsByRound(logFile: string): Promise<Map<number, Pick<RoundFigures, "roundMs" | "phasesMs">>> {
  const timings = new Map<number, { roundMs: number; phasesMs: Record<string, number> }>();
  const steps = (await logLines(logFile)).filter(({ msg }) => msg === "opening a round" || msg === "phase");
  const at = ({ time }: LogLine) => Date.parse(String(time));
  let opening = steps[0]!;
  for (const [i, step] of steps.entries()) {
    const { msg, roundId, phase } = step;
    const next = steps[i + 1];
    if (msg === "opening a round") opening = step;
    else if (phase === "ended") timings.get(Number(roundId))!.roundMs = at(step) - at(opening);
    if (next === undefined || phase === "ended") continue;
    const timing = timings.get(Number(next.roundId)) ?? { roundMs: 0, phasesMs: {} };
    timing.phasesMs[String(phase ?? "open")] = at(next) - at(step);
    timings.set(Number(next.roundId), timing);
  }
  return timings;
}
