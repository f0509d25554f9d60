import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { type RoundRecord, readNotUnmaskedBy, readRound } from "@consilium/sdk/chain/rounds.ts";
import { expect } from "chai";
import { expectEachRoundOnce, expectExactSum } from "../support/checkRound.ts";
import { command, NODE } from "../support/command.ts";
import { bundleWithFaults, diesAfter, diesBefore, does } from "../support/faults.ts";
import { expectNothingTwice, NOTES_WHAT_LEAVES, operationsOf } from "../support/sentStatements.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { testStudyFiles } from "../support/testStudy.ts";

/** Longer than a killed site takes to come back, on a busy machine too. */
const WAITS_FOR_SITES_MS = 60_000;
const WAITS_FOR_NOBODY_MS = 1_000;

const AGREE = "node/src/phases/agreeOnSharingSet.ts";
const NOTES = "node/src/RoundNotes.ts";
const DECLARE = "node/src/phases/declareNotUnmasked.ts";
const DEAL = "node/src/phases/deal.ts";
const SIGN_DEAL = '    const statement = { context, kind: "deal" as const';
const RECOVER = "sdk/protocol/src/round/recoverAndReduce.ts";

const FAULTS = [
  NOTES_WHAT_LEAVES,
  does(
    "garbage-to-0",
    DEAL,
    SIGN_DEAL,
    'dealt.deal.shares.find(({ to }) => to === 0)!.box = Buffer.alloc(300).toString("base64");',
  ),
  does(
    "wrong-ciphertext-to-3",
    DEAL,
    SIGN_DEAL,
    "const of = (member: number) => dealt.deal.shares.find(({ to }) => to === member)!; of(3).kemCiphertext = of(2).kemCiphertext!;",
  ),
  diesBefore(
    "before-complaint",
    "node/src/phases/complain.ts",
    "  deps.logger.warn({ roundId, dealer: excerpt.dealer }",
  ),
  diesAfter(
    "after-complaint",
    AGREE,
    '    if (isFederationError(error, "SHARE_INVALID")) await complain(excerpt, frozen, notes, deps);',
  ),
  diesAfter(
    "with-masked-vector",
    "node/src/phases/trainAndMask.ts",
    "  await notes.noteMasked(y, signed, counts, record.queryDigest);",
  ),
  diesBefore("before-unmasking", NOTES, "      noted = { survivors: asked, signed: await make() };"),
  diesBefore("with-unmasking", NOTES, "    if (JSON.stringify(noted.survivors) !== JSON.stringify(asked)) {"),
  diesBefore("before-declaring", DECLARE, "  await notes.noteDeclared();"),
  diesBefore("with-declaration", DECLARE, "  try {\n    await declareNotUnmasked("),
  diesAfter("after-declaring", DECLARE, "    await declareNotUnmasked(chain, { roundId });"),
  diesAfter(
    "with-complaint",
    "coordinator/src/intake/RoundIntake.ts",
    '    await this.#keep("complaint", this.complaints, member, signed);',
  ),
  diesBefore(
    "after-aborting",
    "coordinator/src/StudyRunner.ts",
    '        await intake.keepTransaction({ name: "abortRound"',
  ),
  diesBefore(
    "after-finalizing",
    "coordinator/src/phases/onChain.ts",
    '  await intake.keepTransaction({ name: "finalizeRound"',
  ),
  diesBefore("with-recovered-secrets", RECOVER, "  const { ring, dimension, fractionBits } = manifest;"),
  diesAfter(
    "with-transcript",
    "coordinator/src/phases/publishTranscript.ts",
    "  await archive.putTranscript(transcript);",
  ),
];

/** A study that asks something else than the others, so that none of them has its answer. */
const studyOf = (localSteps: number, seconds: Partial<Record<"join" | "share" | "train" | "unmask", number>> = {}) =>
  testStudyFiles({ rounds: 6, localSteps, phaseSeconds: { join: 60, share: 60, train: 60, unmask: 60, ...seconds } });

/** Each of these processes kills itself at an exact line of the product, as `kill -9` would, and is started again. */
describe("complaints, recovery and declarations under kill -9", function () {
  this.timeout(600_000);
  let consortium: TestConsortium;
  let bundles: string | undefined;

  before(async () => {
    bundles = await bundleWithFaults(FAULTS);
    consortium = await TestConsortium.create({
      sites: 6,
      study: studyOf(20),
      absenceGraceMs: WAITS_FOR_SITES_MS,
      bundles,
    });
  });
  after(async () => {
    await consortium?.destroy();
    if (bundles !== undefined) await rm(bundles, { recursive: true });
  });

  const survivorsOf = ({ survivorBitmap }: RoundRecord) => indicesOf(survivorBitmap);
  const site = (index: number) => consortium.sites[index]!;
  /** Every site notes what it sends, through all its restarts. */
  const start = (index: number, ...faults: string[]) => site(index).start(NOTES_WHAT_LEAVES.name, ...faults);
  const startAndDie = (index: number, fault: string) => site(index).startAndDie(NOTES_WHAT_LEAVES.name, fault);
  const restart = async (index: number, ...faults: string[]) => {
    await site(index).stop();
    await start(index, ...faults);
  };
  const restartCoordinator = async (absenceGraceMs: number, ...faults: string[]) => {
    await consortium.coordinator.stop();
    await consortium.setAbsenceGrace(absenceGraceMs);
    await consortium.startCoordinator(...faults);
  };
  const finalizedAfter = async (count: number) => {
    const rounds = await consortium.untilFinalized(count, 240_000);
    return rounds.filter(({ status }) => status === "finalized").at(-1)!;
  };

  describe("a dealer of bad shares", () => {
    it("is left out for good, though its victim dies right after it complained and the coordinator when it finalised", async () => {
      await consortium.startCoordinator("after-finalizing");
      await consortium.publish();
      const faults: Record<number, string[]> = { 0: ["after-complaint"], 5: ["garbage-to-0"] };
      await Promise.all(consortium.sites.map((_, index) => start(index, ...(faults[index] ?? []))));
      await consortium.run(1);
      await site(0).died();
      await start(0);
      await consortium.coordinator.died();
      await consortium.startCoordinator();
      const first = await finalizedAfter(1);
      expect(survivorsOf(first), "neither the cheat nor its victim, whose seeds lie open").to.deep.equal([1, 2, 3, 4]);
      await expectExactSum(consortium, first);
      expect(await readFile(join(consortium.dir, "coordinator.log"), "utf8")).to.match(/"site":5,.*falsely/);

      await consortium.run(1);
      const second = await finalizedAfter(2);
      expect(survivorsOf(second), "the victim is back, the cheat is not").to.deep.equal([0, 1, 2, 3, 4]);
      await expectExactSum(consortium, second);
    });

    it("is named where too few are left, though its victim dies before it complains and the coordinator twice", async () => {
      await restartCoordinator(WAITS_FOR_SITES_MS, "with-complaint");
      await Promise.all([restart(1, "wrong-ciphertext-to-3"), restart(3, "before-complaint")]);
      await consortium.run(1);
      await site(3).died();
      await start(3);
      await consortium.coordinator.died();
      await consortium.coordinator.startAndDie("after-aborting");
      await consortium.startCoordinator();
      const third = await finalizedAfter(3);
      const aborted = (await consortium.rounds()).filter(({ status }) => status === "aborted");
      expect(aborted.map(({ abortReason }) => abortReason)).to.deep.equal(["SHARE_INVALID BY 1"]);
      expect(survivorsOf(third), "neither of the two cheats").to.deep.equal([0, 2, 3, 4]);
      expect(await operationsOf(consortium, 3, aborted[0]!.roundId))
        .to.include("round.complain")
        .and.not.include("round.commit");
      await expectEachRoundOnce(consortium);
      await expectNothingTwice(consortium);
    });
  });

  describe("a site that is gone", () => {
    it("has its masks taken off, exactly, by a coordinator that dies while it recovers them and when it has the transcript", async () => {
      await Promise.all([restart(1), restart(5), restart(2, "with-masked-vector")]);
      await restartCoordinator(WAITS_FOR_NOBODY_MS, "with-recovered-secrets");
      await consortium.publish(studyOf(21));
      await consortium.run(1);
      await site(2).died();
      await consortium.coordinator.died();
      await consortium.coordinator.startAndDie("with-transcript");
      await restartCoordinator(WAITS_FOR_SITES_MS);
      const record = await finalizedAfter(1);
      expect(survivorsOf(record)).to.deep.equal([0, 1, 3, 4, 5]);
      const { recovery, sharingSet } = await expectExactSum(consortium, record);
      expect(sharingSet).to.include(2);
      expect(recovery.maskSecrets.map(({ member }) => member)).to.deep.equal([2]);
    });

    it("comes back with recovered keys, dies twice in its first round, and masks and unmasks it once", async () => {
      const [{ roundId: left }] = (await consortium.rounds()) as [RoundRecord];
      const config = ["--config", join(consortium.dir, "site-2.yaml")];
      const custodians = await Promise.all(
        [1, 2, 3].map(async (i) => {
          const path = join(consortium.dir, `custodian-${i}`);
          await writeFile(path, `of custodian number ${i}\n`, { mode: 0o600 });
          return path;
        }),
      );
      const keys = async (...words: string[]) => {
        const { exitCode, stdout, stderr } = await command(NODE, ["keys", ...words, ...config, "--json"]);
        expect(exitCode, stderr).to.equal(0);
        return JSON.parse(stdout);
      };
      const folder = join(consortium.dir, "shares");
      const { files } = await keys("split", "--out", folder, "--passphrase-files", ...custodians);
      await rm(join(consortium.dir, "site-2", "keystore.json"));
      const given = ["--shares", files[0], files[2], "--passphrase-files", custodians[0]!, custodians[2]!];
      expect((await keys("recover", ...given)).abandoned).to.deep.equal([left]);

      await start(2, "with-masked-vector");
      await consortium.run(1);
      await site(2).died();
      await startAndDie(2, "with-unmasking");
      await start(2);
      const record = await finalizedAfter(2);
      expect(survivorsOf(record)).to.deep.equal([0, 1, 2, 3, 4, 5]);
      await expectExactSum(consortium, record);
      expect(await operationsOf(consortium, 2, left), "of the round before its keys were recovered")
        .to.include("round.agree")
        .and.not.include.members(["round.commit", "round.unmask"]);
      expect(await operationsOf(consortium, 2, record.roundId)).to.include.members(["round.commit", "round.unmask"]);
      await expectEachRoundOnce(consortium);
      await expectNothingTwice(consortium);
    });
  });

  describe("a round that was frozen and never opened", () => {
    const DEAD = [0, 1, 2, 3, 4];
    let frozen: RoundRecord;
    const declared = async () => indicesOf(await readNotUnmaskedBy(consortium.chain, frozen.roundId));
    const untilDeclared = async (sites: number[]) => {
      for (let looks = 0; looks < 300 && (await declared()).length < sites.length; looks++)
        await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await declared()).to.deep.equal(sites);
    };
    const stopped = async () => {
      await consortium.request("POST", `/v1/studies/${consortium.studyId}/stop`);
      while ((await consortium.request("GET", `/v1/studies/${consortium.studyId}`)).state === "running")
        await new Promise((resolve) => setTimeout(resolve, 100));
    };

    it("ends after its last deadline, by a coordinator that died meanwhile, where five of six die before they unmask", async () => {
      await restartCoordinator(WAITS_FOR_NOBODY_MS);
      await consortium.publish(studyOf(22, { join: 15, share: 5, train: 15, unmask: 5 }));
      await Promise.all(DEAD.map((index) => restart(index, "before-unmasking")));
      await consortium.run(1);
      await Promise.all(DEAD.map((index) => site(index).died()));
      await consortium.coordinator.kill();
      await consortium.startCoordinator();
      await stopped();
      // On a very busy machine one may come to nothing before it.
      frozen = (await consortium.rounds()).find(({ survivorBitmap }) => survivorBitmap !== 0n)!;
      expect(frozen).to.include({ status: "aborted", abortReason: "RECOVERY_FAILED" });
      expect(survivorsOf(frozen)).to.deep.equal([0, 1, 2, 3, 4, 5]);
      expect(await operationsOf(consortium, 5, frozen.roundId)).to.include("round.unmask");
      for (const index of DEAD) {
        expect(await operationsOf(consortium, index, frozen.roundId), `site ${index}`).to.not.include("round.unmask");
      }
    });

    it("is declared not unmasked, once, by each site that did not, wherever it dies, and by no other", async () => {
      await startAndDie(0, "before-declaring");
      expect(await declared()).to.deep.equal([]);
      await startAndDie(0, "with-declaration");
      expect(await declared()).to.deep.equal([]);
      await startAndDie(0, "after-declaring");
      expect(await declared()).to.deep.equal([0]);
      await Promise.all([startAndDie(1, "with-declaration"), startAndDie(2, "after-declaring"), restart(5)]);
      await Promise.all([0, 1, 2].map((index) => start(index)));
      await untilDeclared([0, 1, 2]);
    });

    it("keeps its query for the same sites until four of six have declared, and frees it then", async () => {
      await consortium.run(1);
      const later = ({ roundId }: RoundRecord) => roundId > frozen.roundId;
      await consortium.untilRounds((rounds) => rounds.find(later)?.status === "aborted");
      await stopped();
      const refused = (await consortium.rounds()).filter(later);
      for (const { roundId, status, survivorBitmap } of refused) {
        expect({ status, survivorBitmap }).to.deep.equal({ status: "aborted", survivorBitmap: 0n });
        for (const index of [0, 1, 2, 5]) {
          expect(await operationsOf(consortium, index, roundId), `site ${index}`).to.not.include("round.commit");
        }
      }
      await startAndDie(3, "after-declaring");
      await start(3);
      await untilDeclared([0, 1, 2, 3]);
      await consortium.run(1);
      const record = await finalizedAfter(1);
      expect(survivorsOf(record), "another set").to.deep.equal([0, 1, 2, 3, 5]);
      await expectExactSum(consortium, record);
      for (const index of DEAD) {
        expect(await operationsOf(consortium, index, frozen.roundId), `site ${index}`).to.not.include("round.unmask");
      }
      expect(await declared(), "not by the site that unmasked").to.not.include(5);
      expect((await readRound(consortium.chain, frozen.roundId)).status).to.equal("aborted");
      await expectEachRoundOnce(consortium);
      await expectNothingTwice(consortium);
    });
  });
});
