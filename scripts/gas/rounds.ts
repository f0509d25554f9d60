import { bitmapOf } from "@consilium/sdk/chain/bitmap.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { finalizeRound, freezeRoster, freezeSurvivors, openRound, readRound } from "@consilium/sdk/chain/rounds.ts";
import { grantAccess, publishStudy, signOffStudy } from "@consilium/sdk/chain/studies.ts";
import { roundContexts } from "@consilium/sdk/round/roundContexts.ts";
import { signStatement } from "@consilium/sdk/secagg/statement.ts";
import { type GasConsortium, type GasFigures, hash, PURPOSE, walletOf } from "./GasConsortium.ts";

const SITES = [0, 1, 2];
/** Member index. */
const COORDINATOR = 3;

/** A study from its publication to the result of its second round: the first pays for what all later ones find in place. */
export async function measureRoundGas(consortium: GasConsortium): Promise<{ figures: GasFigures; modelId: number }> {
  const { coordinator, auditor, sites, now, deployment } = consortium;
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
    colluders: 1,
    opener: COORDINATOR,
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
      stateDigest: hash(`model ${n - 1}`),
      queryDigest: hash(`query ${n}`),
      minSites: 3,
      joinBy: now + 3_600,
      commitBy: now + 7_200,
      unmaskBy: now + 10_800,
    });
    const { roundId } = opened;
    const roster = await freezeRoster(coordinator, { roundId, rosterBitmap: bitmap, rosterRoot: hash(`roster ${n}`) });
    const context = roundContexts(deployment, await readRound(coordinator, roundId)).masking(SITES);
    const commitments = SITES.map(async (member) => {
      const statement = { context, kind: "commitment", member, digest: hash(`commitment ${n} ${member}`) } as const;
      const key = walletOf(`site ${member}`).privateKey;
      return {
        digest: statement.digest,
        signature: await signStatement(key, roundTypedDataDomain(deployment), statement),
      };
    });
    const survivors = await freezeSurvivors(coordinator, {
      roundId,
      sharingBitmap: bitmap,
      survivorBitmap: bitmap,
      maskedSumDigest: hash(`masked sum ${n}`),
      commitments: await Promise.all(commitments),
    });
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
