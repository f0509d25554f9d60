import type { Digest } from "@consilium/sdk/canonical/digest.ts";
import type { Chain } from "@consilium/sdk/chain/connectChain.ts";
import { findMemberByAccount } from "@consilium/sdk/chain/members.ts";
import { readRoundsOfStudy } from "@consilium/sdk/chain/rounds.ts";
import { publishStudy, readStudies } from "@consilium/sdk/chain/studies.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import type { Study, StudyFiles } from "@consilium/sdk/study/Study.ts";
import { studyTerms } from "@consilium/sdk/study/studyTerms.ts";
import type { TranscriptArchive } from "@consilium/service/transcripts/TranscriptArchive.ts";
import { StudyRunner, type StudyRunnerDeps } from "./StudyRunner.ts";

export interface StudiesDeps {
  readonly chain: Chain;
  readonly archive: TranscriptArchive;
  readonly runner: StudyRunnerDeps;
}

/** Whoever publishes a study here opens its rounds, and nobody else does. */
async function ownIndex(chain: Chain): Promise<number> {
  return (await findMemberByAccount(chain, chain.account!)).index;
}

/** The studies this coordinator has published, and their runners. */
export class Studies {
  readonly #deps: StudiesDeps;
  readonly #runners = new Map<number, StudyRunner>();
  #publishing: Promise<unknown> = Promise.resolve();

  constructor(deps: StudiesDeps) {
    this.#deps = deps;
  }

  async published(): Promise<{ studyId: number; digest: Digest }[]> {
    return [...this.#runners.values()].map(({ studyId, study }) => ({ studyId, digest: study.digest }));
  }

  get runners(): readonly StudyRunner[] {
    return [...this.#runners.values()];
  }

  runner(studyId: number): StudyRunner {
    const runner = this.#runners.get(studyId);
    if (runner === undefined) {
      throw new FederationError("STUDY_UNKNOWN", `Study ${studyId} was not published here.`, { field: "studyId" });
    }
    return runner;
  }

  /** Checks the folder and puts it on chain; the same folder again is the same study. */
  publish(files: StudyFiles): Promise<{ studyId: number; digest: Digest }> {
    // One at a time, so that the same folder sent twice at once is not published twice.
    const publishing = this.#publishing.then(() => this.#publish(files));
    this.#publishing = publishing.catch(() => undefined);
    return publishing;
  }

  async #publish(files: StudyFiles): Promise<{ studyId: number; digest: Digest }> {
    const { chain, archive } = this.#deps;
    const study = parseStudy(files);
    await archive.putStudy(study.digest, study.files);
    const onChain = (await readStudies(chain)).find(({ studyDigest }) => studyDigest === study.digest);
    const { studyId } = onChain ?? (await publishStudy(chain, studyTerms(study, await ownIndex(chain))));
    this.#add(studyId, study);
    return { studyId, digest: study.digest };
  }

  #add(studyId: number, study: Study): StudyRunner {
    const runner = this.#runners.get(studyId) ?? new StudyRunner(studyId, study, this.#deps.runner);
    this.#runners.set(studyId, runner);
    return runner;
  }

  /** After a start: knows the studies again whose files are in the archive, and finishes rounds that were under way. */
  async resume(): Promise<void> {
    const { chain, archive } = this.#deps;
    for (const { studyId, studyDigest } of await readStudies(chain)) {
      let files: StudyFiles;
      try {
        files = await archive.study(studyDigest);
      } catch (error) {
        if (error instanceof FederationError && error.code === "TRANSCRIPT_MISSING") continue;
        throw error;
      }
      const runner = this.#add(studyId, parseStudy(files));
      const rounds = await readRoundsOfStudy(chain, studyId);
      const unfinished = rounds.some(({ status }) => status !== "finalized" && status !== "aborted");
      const goal = await runner.unreachedGoal();
      if (goal !== undefined || unfinished) await runner.start(goal ?? 0);
    }
  }

  async stop(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.stop()));
  }
}
