import { followStudy } from "@consilium/sdk/coordinator/followStudy.ts";
import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { StudyProgress } from "@consilium/sdk/schemas/controlPlane.ts";
import { expect } from "chai";

const AWAY = new FederationError("TRANSPORT_FAILED", "The coordinator does not answer.");
const UNKNOWN = new FederationError("STUDY_UNKNOWN", "Not read yet.");

type Look = [StudyProgress["state"], number] | FederationError;

/** A coordinator that answers what is listed, its last answer for ever. */
function scripted(looks: readonly Look[]) {
  let asked = 0;
  return {
    asked: () => asked,
    study: async (): Promise<StudyProgress> => {
      const look = looks[Math.min(asked++, looks.length - 1)]!;
      if (look instanceof FederationError) throw look;
      const [state, finishedRounds] = look;
      return {
        studyId: 1,
        digest: `0x${"0".repeat(64)}`,
        title: "t",
        state,
        finishedRounds,
        plannedRounds: 5,
        rounds: [],
      };
    },
  };
}

async function follow(looks: readonly Look[], patienceMs = 60_000) {
  const control = scripted(looks);
  const seen: string[] = [];
  const last = await followStudy({
    control,
    studyId: 1,
    untilRound: 3,
    pollMs: 1,
    patienceMs,
    onProgress: ({ state, finishedRounds }) => seen.push(`${state} ${finishedRounds}`),
    onAbsence: () => seen.push("away"),
  });
  return { last, seen };
}

describe("following a study", () => {
  it("ends where it reached the rounds asked for, failed, or was stopped", async () => {
    const reached = await follow([
      ["running", 1],
      ["running", 3],
      ["idle", 3],
    ]);
    expect(reached.seen).to.deep.equal(["running 1", "running 3", "idle 3"]);
    expect(
      (
        await follow([
          ["running", 1],
          ["failed", 2],
        ])
      ).last,
    ).to.include({ state: "failed", finishedRounds: 2 });
    expect(
      (
        await follow([
          ["running", 1],
          ["idle", 2],
        ])
      ).last,
    ).to.include({ state: "idle", finishedRounds: 2 });
  });

  it("waits for a coordinator that restarts, until it has taken the study up again", async () => {
    const { seen } = await follow([["running", 1], AWAY, UNKNOWN, ["idle", 1], ["running", 1], ["idle", 3]]);
    expect(seen).to.deep.equal(["running 1", "away", "away", "idle 1", "running 1", "idle 3"]);
  });

  it("gives up on a coordinator that stays away, and takes a study that nobody knows for what it is", async () => {
    for (const [looks, code] of [
      [[["running", 1], AWAY], "TRANSPORT_FAILED"],
      [[["running", 1], UNKNOWN], "STUDY_UNKNOWN"],
      [[new FederationError("UNAUTHORISED", "No.")], "UNAUTHORISED"],
    ] as const) {
      try {
        await follow(looks as readonly Look[], code === "STUDY_UNKNOWN" ? 60_000 : 20);
        expect.fail("it went on");
      } catch (error) {
        expect(isFederationError(error, code), String(error)).to.equal(true);
      }
    }
  });

  it("believes in the end that a coordinator which came back does not go on", async () => {
    expect((await follow([["running", 1], AWAY, ["idle", 1]], 20)).last).to.include({
      state: "idle",
      finishedRounds: 1,
    });
  });

  it("leaves when told to, whatever it waits for", async () => {
    const leaving = new AbortController();
    const control = {
      study: (_: number, signal?: AbortSignal) =>
        new Promise<StudyProgress>((_resolve, reject) => {
          signal?.addEventListener("abort", () => reject(AWAY));
          leaving.abort();
        }),
    };
    const { signal } = leaving;
    expect(await followStudy({ control, studyId: 1, untilRound: 3, signal, onProgress: () => {} })).to.equal(undefined);
  });
});
