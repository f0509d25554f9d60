import { appendFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readCohortEvidence } from "@consilium/node/cohort/cohortEvidenceFile.ts";
import { auditStudy } from "@consilium/sdk/audit/auditStudy.ts";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { readMember } from "@consilium/sdk/chain/members.ts";
import { FolderCohortEvidence } from "@consilium/service/audit/FolderCohortEvidence.ts";
import { identityOf } from "@consilium/service/keystore/serviceKeys.ts";
import { expect } from "chai";
import { expectEachRoundOnce, expectExactSum } from "../support/checkRound.ts";
import { CLI, command, NODE } from "../support/command.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { testStudyFiles } from "../support/testStudy.ts";

const EVIDENCE = "ee".repeat(32);

/** A patient's lost key, a planned change of a site's account, and a site whose machine is gone: with the real commands. */
describe("keys that were lost", function () {
  this.timeout(300_000);
  let consortium: TestConsortium;
  let chainFlags: string[];

  before(async () => {
    consortium = await TestConsortium.create({ study: testStudyFiles({ rounds: 8 }) });
    chainFlags = ["--rpc", consortium.rpcUrl, "--deployment", at("deployment.json")];
    await consortium.start();
    await consortium.run(1);
    await consortium.untilFinalized(1);
  });
  after(async () => consortium?.destroy());

  const at = (...names: string[]) => join(consortium.dir, ...names);
  const config = (site: number) => ["--config", at(`site-${site}.yaml`)];
  async function succeeds(main: string, ...words: string[]): Promise<any> {
    const { exitCode, stdout, stderr } = await command(main, [...words, "--json"]);
    expect(exitCode, `${words.slice(0, 3).join(" ")}: ${stderr}`).to.equal(0);
    return JSON.parse(stdout);
  }
  const secretFile = async (name: string, text: string) => {
    await writeFile(at(name), `${text}\n`, { mode: 0o600 });
    return at(name);
  };

  it("by a patient: the old key is barred, a new one consents, and the record is in the next cohort once", async () => {
    const [patient] = consortium.patients[0]!;
    const { patientId, key: lost } = patient!;
    const asSite = ["--keystore", at("site-0"), "--passphrase-file", at("passphrase"), "--evidence", EVIDENCE, "--yes"];
    await succeeds(CLI, "site", "retire-key", lost.account, ...asSite, ...chainFlags);
    const fresh = await succeeds(CLI, "patient", "new-key", "--out", at("fresh.key"));
    const consent = (keyFile: string) => [
      ...["consent", "grant", "--key-file", keyFile, "--site", "0", "--relay", consortium.coordinatorUrl],
      ...["--purpose", "DUO:0000007", "--disease", "MONDO:0005267", "--disease-label", "heart disorder"],
      ...["--categories", "demographics,laboratory", "--until", "2035-01-01", "--yes", ...chainFlags],
    ];
    const lostFile = await secretFile("lost.key", lost.privateKey);
    const barred = await command(CLI, consent(lostFile));
    expect([barred.exitCode, barred.code]).to.deep.equal([1, "FORBIDDEN"]);
    expect(barred.stderr).to.include("retired").and.include("consilium patient new-key");
    await succeeds(CLI, ...consent(at("fresh.key")));

    // Both keys under the patient's name would be two votes for one record: the list is refused, and names the lines.
    const list = await readFile(at("enrolments-0.csv"), "utf8");
    await consortium.sites[0]!.stop();
    await appendFile(at("enrolments-0.csv"), `${patientId},${fresh.account}\n`);
    const twice = await command(NODE, ["run", ...config(0)]);
    expect([twice.exitCode, twice.code]).to.deep.equal([1, "CONFIG_INVALID"]);
    expect(twice.stderr).to.include("the patient of line 2 again").and.not.include(patientId);
    await writeFile(at("enrolments-0.csv"), list.replace(lost.account, fresh.account));
    await consortium.sites[0]!.start();

    await consortium.run(1);
    const record = (await consortium.untilFinalized(2)).at(-1)!;
    expect(indicesOf(record.survivorBitmap)).to.include(0);
    // As many records as before, each with its weight once.
    await expectExactSum(consortium, record);
    const { leaves } = (await readCohortEvidence(at("site-0"), record.roundId))!;
    const eligible = (keyHash: string) =>
      leaves.filter((leaf) => leaf.keyHash === keyHash).map((leaf) => leaf.eligible);
    expect([eligible(lost.keyHash), eligible(fresh.keyHash)]).to.deep.equal([[false], [true]]);
    expect(leaves.filter((leaf) => leaf.eligible)).to.have.length(consortium.patients[0]!.length);
  });

  it("by nobody: a site changes its account while it runs, its rounds go on, and old rounds still audit", async () => {
    const before = (await readMember(consortium.chain, 1)).account;
    const { account: prepared } = await succeeds(NODE, "rotate", ...config(1), "--prepare");
    const running = consortium.sites[1]!.pid;
    // One round alone: a next one that opens just before the change is for the old account, and the site would sit it out.
    await consortium.run(1);
    await consortium.untilRounds((rounds) => rounds.some(({ roundId }) => roundId === 3));
    const rotated = await succeeds(NODE, "rotate", ...config(1));
    expect(rotated).to.deep.equal({ site: 1, from: before, account: prepared, handedOver: true });
    await consortium.untilFinalized(3);
    await consortium.run(1);
    const rounds = await consortium.untilFinalized(4);
    for (const { survivorBitmap } of rounds.slice(2)) expect(indicesOf(survivorBitmap)).to.deep.equal([0, 1, 2, 3]);
    expect(consortium.sites[1]!.pid, "the same process").to.equal(running);
    expect((await readMember(consortium.chain, 1)).account).to.equal(prepared);

    await consortium.sites[1]!.stop();
    await consortium.sites[1]!.start();
    await consortium.run(1);
    expect(indicesOf((await consortium.untilFinalized(5)).at(-1)!.survivorBitmap)).to.include(1);
    const evidence = await Promise.all(consortium.sites.map(({ name }) => FolderCohortEvidence.open(at(name))));
    const { chain, studyId, archive } = consortium;
    const report = await auditStudy({ chain, study: studyId, transcripts: archive, cohortEvidence: evidence });
    expect(report.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect(report.rounds).to.have.length(5);
  });

  it("by a site: two of three shares give the keystore, and the node goes on once an operator has looked", async () => {
    const files = await Promise.all([1, 2, 3].map((i) => secretFile(`custodian-${i}`, `of custodian number ${i}`)));
    const { files: shares } = await succeeds(
      ...([NODE, "keys", "split", ...config(2), "--out", at("shares"), "--passphrase-files", ...files] as const),
    );
    await consortium.sites[2]!.stop();
    await rename(at("site-2"), at("site-2-lost"));
    await mkdir(at("site-2"), { mode: 0o700 });
    const recover = (words: readonly string[]) => command(NODE, ["keys", "recover", ...config(2), ...words]);
    const wrong = await recover(["--shares", shares[0], shares[2], "--passphrase-files", files[0]!, files[1]!]);
    expect([wrong.exitCode, wrong.code, wrong.stderr.includes("share-3.json")]).to.deep.equal([
      1,
      "KEYSTORE_LOCKED",
      true,
    ]);
    const given = ["--shares", shares[0], shares[2], "--passphrase-files", files[0]!, files[2]!];
    const recovered = await succeeds(NODE, "keys", "recover", ...config(2), ...given);
    expect(recovered).to.deep.equal({ ...identityOf(consortium.keys.sites[2]!), abandoned: [] });
    expect((await recover(given)).stderr).to.include("There is a keystore already");

    const behind = await command(NODE, ["run", ...config(2)]);
    expect(behind.stderr).to.match(/STORE_BEHIND: .*rounds 1, 2, 3, 4, 5\b/);
    await consortium.approve(2);
    await succeeds(
      NODE,
      "acknowledge-rounds",
      ...config(2),
      "--by",
      "Dr A. Weber",
      "--reason",
      "the machine burnt down",
    );
    await consortium.sites[2]!.start();
    await consortium.run(1);
    expect(indicesOf((await consortium.untilFinalized(6)).at(-1)!.survivorBitmap)).to.include(2);
  });

  it("by a site in the middle of a round: beside its old store it takes part in the next one, and masks nothing twice", async () => {
    const gone = consortium.sites[3]!.killAt(/"roundId":7,"phase":"agreed"/);
    await consortium.run(1);
    await gone;
    const split = ["keys", "split", ...config(3), "--out", at("shares-3"), "--passphrase-files"];
    const { files: shares } = await succeeds(NODE, ...split, at("custodian-1"), at("custodian-2"), at("custodian-3"));
    await rm(at("site-3", "keystore.json"));
    const given = ["--shares", shares[1], shares[2], "--passphrase-files", at("custodian-2"), at("custodian-3")];
    const { abandoned } = await succeeds(NODE, "keys", "recover", ...config(3), ...given);
    expect(abandoned).to.deep.equal([7]);
    await consortium.sites[3]!.start();
    await consortium.untilRounds((rounds) => ["finalized", "aborted"].includes(rounds.at(-1)!.status));
    await consortium.run(1);
    const last = (
      await consortium.untilRounds((rounds) => rounds.at(-1)!.roundId > 7 && rounds.at(-1)!.status === "finalized")
    ).at(-1)!;
    expect(indicesOf(last.survivorBitmap)).to.include(3);
    await expectEachRoundOnce(consortium);
  });
});
