import type { Indexer } from "@consilium/indexer/Indexer.ts";
import type { RoundEntry } from "@consilium/indexer/records.ts";
import { canonicalJsonBytes } from "@consilium/sdk/canonical/json.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { type Member, ROLES } from "@consilium/sdk/chain/members.ts";
import { readRound } from "@consilium/sdk/chain/rounds.ts";
import { PROTOCOL_VERSION } from "@consilium/sdk/protocol.ts";
import { totalRounds } from "@consilium/sdk/workloads/course.ts";
import type { TranscriptArchive } from "@consilium/service/transcripts/TranscriptArchive.ts";
import type { CoordinatorService, MemberView, RoundSummary, StudyProgress } from "./http/CoordinatorService.ts";
import type { MemberDirectory } from "./MemberDirectory.ts";
import type { Rounds } from "./Rounds.ts";
import type { Studies } from "./Studies.ts";
import type { StudyResults } from "./StudyResults.ts";
import type { StudyRunner } from "./StudyRunner.ts";

export interface ServiceParts {
  readonly chain: Chain;
  readonly index: Indexer;
  readonly directory: MemberDirectory;
  readonly rounds: Rounds;
  readonly studies: Studies;
  readonly results: StudyResults;
  readonly archive: TranscriptArchive;
  readonly self: Member;
  readonly peerId: string;
  readonly multiaddrs: readonly string[];
}

/** What the control plane shows and may ask for. */
export function createService(parts: ServiceParts): CoordinatorService {
  const { chain, index, directory, rounds, studies, results, archive } = parts;

  /** Blocks of rounds do not change, nor do their times. */
  const openedAt = new Map<number, number>();
  const startOf = async (roundId: number): Promise<number> => {
    const known = openedAt.get(roundId) ?? (await readRound(chain, roundId)).consentTimestamp;
    openedAt.set(roundId, known);
    return known;
  };

  const summaryOf = async (record: RoundEntry): Promise<RoundSummary> => {
    const intake = await rounds.intakeOf(record);
    const sharingSet = intake?.agreement?.sharingSet ?? [];
    const survivors = intake?.survivorMembers ?? [];
    const roster = intake?.rosterMembers ?? [];
    const names = new Map((await directory.members()).map(({ index, name }) => [index, name]));
    const withdrawals = [...(intake?.withdrawn ?? [])]
      .map(([site, code]) => ({ site, name: names.get(site) ?? "", code }))
      .sort((a, b) => a.site - b.site);
    const received = [...(intake?.receivedBytes ?? [])].map(([member, bytes]) => [String(member), bytes] as const);
    return {
      roundId: record.roundId,
      studyId: record.studyId,
      stage: intake?.manifest.stage ?? "unknown",
      workload: intake?.manifest.workload ?? "unknown",
      iteration: intake?.manifest.iteration ?? 0,
      phase:
        record.status === "finalized" || record.status === "aborted" ? record.status : (intake?.phase ?? "unknown"),
      roster,
      sharingSet,
      survivors,
      dropouts: survivors.length === 0 ? [] : roster.filter((member) => !survivors.includes(member)),
      ...(withdrawals.length === 0 ? {} : { withdrawals }),
      transactions: intake?.transactions.map((transaction) => ({ ...transaction })) ?? [],
      startedAt: await startOf(record.roundId),
      ...(intake?.finishedAt === undefined ? {} : { finishedAt: intake.finishedAt }),
      ...(intake?.endedReason === undefined ? {} : { abortReason: intake.endedReason }),
      ...(received.length === 0 ? {} : { bytesReceivedBySite: Object.fromEntries(received) }),
    };
  };

  const progressOf = async (runner: StudyRunner): Promise<StudyProgress> => {
    const records = await index.rounds({ studyId: runner.studyId });
    const { rounds: finishedRounds, next } = await results.courseOf(runner.study, records, runner.studyId);
    return {
      studyId: runner.studyId,
      digest: runner.study.digest,
      title: runner.study.document.title,
      state: runner.state === "idle" && next === undefined ? "finished" : runner.state,
      finishedRounds,
      plannedRounds: totalRounds(runner.study),
      rounds: await Promise.all(records.map(summaryOf)),
      ...(runner.lastError === undefined ? {} : { lastError: runner.lastError }),
    };
  };

  return {
    health: async () => ({
      status: "ok",
      protocolVersion: PROTOCOL_VERSION,
      chainId: chain.deployment.chainId,
      blockNumber: await chain.provider.getBlockNumber(),
      coordinatorMember: parts.self.index,
      peerId: parts.peerId,
      multiaddrs: [...parts.multiaddrs],
    }),
    members: async () => (await directory.members()).map(viewOf),
    studies: async () => {
      await index.sync();
      return Promise.all(studies.runners.map(progressOf));
    },
    study: async (studyId) => {
      const runner = studies.runner(studyId);
      await index.sync();
      return progressOf(runner);
    },
    studyFiles: (digest) => archive.study(digest),
    publishStudy: (files) => studies.publish(files),
    runStudy: async (studyId, { rounds: further }) => {
      const runner = studies.runner(studyId);
      const all = totalRounds(runner.study);
      const { rounds: done } = await results.course(studyId, runner.study);
      await runner.start(further === undefined ? all : Math.min(all, done + further));
    },
    stopStudy: async (studyId) => studies.runner(studyId).pause(),
    round: async (roundId) => {
      await index.sync();
      return summaryOf(await index.round(roundId));
    },
    transcript: async (roundId) => canonicalJsonBytes(await archive.transcript(roundId)),
    artefact: (digest) => archive.artefact(digest),
  };
}

function viewOf({ index, name, account, roles, status, peerId, boxKey }: Member): MemberView {
  const named = [
    ["site", ROLES.SITE],
    ["coordinator", ROLES.COORDINATOR],
    ["auditor", ROLES.AUDITOR],
    ["sponsor", ROLES.SPONSOR],
  ] as const;
  const held = named.filter(([, bit]) => (roles & bit) !== 0).map(([name]) => name);
  return { index, name, account, roles: held, status, peerId, boxKey };
}
