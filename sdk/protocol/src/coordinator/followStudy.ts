import { isFederationError } from "../errors/FederationError.ts";
import type { StudyProgress } from "../schemas/controlPlane.ts";
import type { ControlPlaneClient } from "./ControlPlaneClient.ts";

export interface FollowStudyOptions {
  control: Pick<ControlPlaneClient, "study">;
  studyId: number;
  /** Finalised rounds, counted from the start, at which the run that is followed ends. */
  untilRound: number;
  /** Called with every look that the coordinator answers. */
  onProgress: (progress: StudyProgress) => void;
  /** Called with what went wrong while the coordinator does not answer. */
  onAbsence?: (error: Error) => void;
  /** Stops following; the study is left as it is. */
  signal?: AbortSignal;
  /** Time between two looks. Default 500 ms, a tenth of what a coordinator allows one address. */
  pollMs?: number;
  /** How long a coordinator that is away, or has just come back, is waited for. Default 60 s. */
  patienceMs?: number;
}

/**
 * Watches a study that was told to run, until it no longer does, and returns its last progress; aborting `signal` ends
 * the watch early. A coordinator that restarts goes on by itself, so it is waited for.
 * @throws what the coordinator refuses with; TRANSPORT_FAILED where it stays away
 */
export async function followStudy(options: FollowStudyOptions): Promise<StudyProgress | undefined> {
  const { control, studyId, untilRound, signal, pollMs = 500, patienceMs = 60_000 } = options;
  const isLeaving = () => signal?.aborted === true;
  let last: StudyProgress | undefined;
  /** Since when the coordinator is away, or is back without having taken the study up again. */
  let troubledSinceMs: number | undefined;
  while (!isLeaving()) {
    const isPatient = Date.now() - (troubledSinceMs ?? Date.now()) < patienceMs;
    try {
      last = await control.study(studyId, signal);
      options.onProgress(last);
      if (last.state === "running") troubledSinceMs = undefined;
      else if (last.finishedRounds >= untilRound || last.state === "finished" || last.state === "failed") return last;
      else if (troubledSinceMs === undefined || !isPatient) return last;
    } catch (error) {
      if (isLeaving()) break;
      // One that is just starting has not yet read which studies are its own.
      const isAway =
        isFederationError(error, "TRANSPORT_FAILED") ||
        isFederationError(error, "CHAIN_UNREACHABLE") ||
        isFederationError(error, "RATE_LIMITED") ||
        (troubledSinceMs !== undefined && isFederationError(error, "STUDY_UNKNOWN"));
      if (!isAway || !isPatient) throw error;
      troubledSinceMs ??= Date.now();
      options.onAbsence?.(error);
    }
    await pause(pollMs, signal);
  }
  return last;
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal?.addEventListener("abort", end);
  });
}
