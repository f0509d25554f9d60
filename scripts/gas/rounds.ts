import { bitmapOf } from "@consilium/sdk/chain/bitmap.ts";
import { finalizeRound, freezeRoster, freezeSurvivors, openRound } from "@consilium/sdk/chain/rounds.ts";
import { grantAccess, publishStudy, signOffStudy } from "@consilium/sdk/chain/studies.ts";
import { type GasConsortium, type GasFigures, hash, PURPOSE } from "./GasConsortium.ts";

const SITES = [0, 1, 2];

/** A study from its publication to the result of its second round: the first pays for what all later ones find in place. */
export async function measureRoundGas(consortium: GasConsortium): Promise<{ figures: GasFigures; modelId: number }> {
  const { coordinator, auditor, sites, now } = consortium;
  const studyDigest = hash("study");
  const published = await publishStudy(coordinator, {
    studyDigest,
    purpose: PURPOSE,
    categories: 0b1111,
    minSites: 3,
    maxRounds: 100,
    expiresAt: now + 31_536_000,
    maxCommitSpan: 86_400,
    signOffsRequired: 1,
  });
  const { studyId } = published;
  const signOff = await signOffStudy(auditor, { studyId, studyDigest, decisionDigest: hash("decision") });
  let access = 0;
  for (const site of sites) {
    const grant = { studyId, studyDigest, until: now + 31_536_000, roundCap: 50 };
    access = (await grantAccess(site, grant)).gasUsed;
  }
  const bitmap = bitmapOf(SITES);
  const round = async (n: number) => {
    const opened = await openRound(coordinator, {
      studyId,
      manifestDigest: hash(`manifest ${n}`),
      modelDigest: hash(`model ${n - 1}`),
      minSurvivors: 3,
      minSites: 3,
      joinBy: now + 3_600,
      commitBy: now + 7_200,
      unmaskBy: now + 10_800,
    });
    const { roundId } = opened;
    const roster = await freezeRoster(coordinator, { roundId, rosterBitmap: bitmap, rosterRoot: hash(`roster ${n}`) });
    const commitmentsRoot = hash(`commitments ${n}`);
    const survivors = await freezeSurvivors(coordinator, { roundId, survivorBitmap: bitmap, commitmentsRoot });
    const result = { roundId, resultDigest: hash(`result ${n}`), modelDigest: hash(`model ${n}`) };
    const finalized = await finalizeRound(coordinator, result);
    return { roundId, gas: [opened, roster, survivors, finalized].map(({ gasUsed }) => gasUsed) };
  };
  await round(1);
  const { roundId: modelId, gas } = await round(2);
  const [open = 0, roster = 0, survivors = 0, finalize = 0] = gas;
  const figures = {
    "publish a study": published.gasUsed,
    "sign a study off": signOff.gasUsed,
    "grant a study access": access,
    "open a round": open,
    "freeze the roster, 3 sites": roster,
    "freeze the survivors, 3 sites": survivors,
    "finalise a round with its model": finalize,
    "round of 3 sites, all transactions": open + roster + survivors + finalize,
  };
  return { figures, modelId };
}
