import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ConsentRelay } from "@consilium/coordinator/consents/ConsentRelay.ts";
import { createConsentChain } from "@consilium/coordinator/consents/createConsentChain.ts";
import type { CoordinatorService } from "@consilium/coordinator/http/CoordinatorService.ts";
import { type ControlPlane, createControlPlane } from "@consilium/coordinator/http/createControlPlane.ts";
import { toHex } from "@consilium/sdk/canonical/bytes.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";
import { expect } from "chai";
import { runCommand } from "../support/runCommand.ts";
import { COORDINATOR, type Consortium, foundConsortium, writeDeployment } from "./support/finishedStudy.ts";

const SITE = 1;
const PURPOSE = "DUO:0000007";
const EVIDENCE = "ee".repeat(32);
const STUDIES = [`0x${"51".repeat(32)}`, `0x${"52".repeat(32)}`] as const;
const YES = "--yes";

/** Patients, guardians and a hospital at the command line, against the coordinator's own relay and a real chain. */
describe("consilium consent and site, on a chain", function () {
  this.timeout(60_000);
  let consortium: Consortium;
  let relay: ConsentRelay;
  let plane: ControlPlane;
  let chainFlags: string[];

  before(async () => {
    consortium = await foundConsortium();
    chainFlags = ["--rpc", consortium.rpcUrl, "--deployment", await writeDeployment(consortium)];
    const chain = createConsentChain(consortium.parties[COORDINATOR]!.chain);
    relay = new ConsentRelay({ chain, logger: silentLogger });
    plane = await createControlPlane({
      service: {} as CoordinatorService,
      consents: relay,
      accessDomain: roundTypedDataDomain(consortium.deployment),
      host: "127.0.0.1",
      port: 0,
      operatorToken: "operator-token-for-tests-only-1234",
      logger: silentLogger,
    });
    for (const { index, wallet } of consortium.parties) {
      await writeFile(join(consortium.directory, `member-${index}.key`), wallet.privateKey, { mode: 0o600 });
    }
  });
  after(async () => {
    await plane?.stop();
    await relay?.stop();
    await consortium?.stop();
  });

  const at = (name: string) => join(consortium.directory, name);
  const json = async (...words: string[]) => JSON.parse((await runCommand([...words, "--json"])).stdout);
  const newKey = async (name: string) => ({ path: at(name), ...(await json("patient", "new-key", "--out", at(name))) });
  const handle = () => toHex(randomBytes(32));
  const here = ["--site", String(SITE)];
  const asSite = (index = SITE) => ["--key-file", at(`member-${index}.key`), "--evidence", EVIDENCE, YES];
  const status = (key: string, purpose = PURPOSE) =>
    json("consent", "status", "--for", key, ...here, "--purpose", purpose, ...chainFlags);
  const signer = (path: string) => ["--key-file", path, ...here, ...chainFlags, YES];
  const grant = (path: string, ...more: string[]) =>
    runCommand([
      ...["consent", "grant", ...signer(path), "--relay", plane.url, "--purpose", PURPOSE],
      ...[
        "--disease",
        "MONDO:0005267",
        "--disease-label",
        "heart disorder",
        "--categories",
        "laboratory",
        "--until",
        "2035-01-01",
        ...more,
      ],
    ]);
  const revoke = (path: string, ...more: string[]) =>
    runCommand(["consent", "revoke", ...signer(path), "--relay", plane.url, ...more]);

  it("limits a consent to the studies that are named, and says so before and after signing", async () => {
    const patient = await newKey("limited.key");
    const granted = await grant(patient.path, "--study", ...STUDIES);
    expect(granted.code, granted.stderr).to.equal(0);
    expect(granted.stdout).to.include("Only for the studies with these digests").and.include(STUDIES[1]);
    expect(granted.stdout, "the name on chain").to.include(`Hospital: Hospital ${SITE}\n`);
    expect(await status(patient.account)).to.deep.include({
      consented: true,
      basis: "patient",
      studies: STUDIES,
      keyHash: patient.keyHash,
    });
    const shown = await runCommand([
      ...["consent", "status", "--key-file", patient.path, ...here, "--purpose", PURPOSE, ...chainFlags],
    ]);
    expect(shown.stdout).to.include("signed by the patient").and.include("limited to the studies");
    expect(shown.stdout)
      .to.include(STUDIES[0])
      .and.match(/registered since block \d+, epoch 0\./);
    for (const study of [
      ["--study", "0x12"],
      ["--study", STUDIES[0], STUDIES[0]],
    ]) {
      expect((await grant(patient.path, ...study)).code).to.equal(2);
    }
  });

  it("revokes everything of a key at a hospital, once somebody says yes", async () => {
    const patient = await newKey("all.key");
    const words = ["--all"];
    const nothing = await revoke(patient.path, ...words);
    expect([nothing.code, nothing.stderr.split(":")[0]]).to.deep.equal([1, "NOT_FOUND"]);
    expect((await grant(patient.path)).code).to.equal(0);
    const asked = ["consent", "revoke", ...signer(patient.path).slice(0, -1), "--relay", plane.url, ...words];
    expect((await runCommand(asked, { confirm: async () => false })).stderr).to.include("Not signed");
    const revoked = await revoke(patient.path, ...words);
    expect(revoked.code, revoked.stderr).to.equal(0);
    expect(revoked.stdout).to.include(`Hospital: Hospital ${SITE}\n`);
    expect(revoked.stdout).to.include("every consent that this key has given");
    const after = await status(patient.keyHash);
    expect(after).to.deep.include({ consented: false, basis: null, nonce: 2 ** 24 });
    expect(after.key).to.include({ registered: true, epoch: 1, retired: false });
    expect((await grant(patient.path)).code).to.equal(0);
    expect(await status(patient.keyHash)).to.include({ consented: true });
  });

  it("says what is missing or does not go together, with exit code 2", async () => {
    const { path } = await newKey("usage.key");
    const cases: [Promise<{ code: number; stderr: string }>, RegExp][] = [
      [revoke(path), /--purpose, --all: .*Give either/],
      [revoke(path, "--all", "--purpose", PURPOSE), /--purpose, --all: /],
      [revoke(path, "--all", "--for", handle()), /--all, --for: .*Give --purpose instead/],
      [grant(path, "--for", handle(), "--study", STUDIES[0]), /--study, --for: .*Leave one of them out/],
      [grant(path, "--for", "somebody"), /key hash/],
      [
        runCommand(["consent", "status", ...here, "--purpose", PURPOSE, ...chainFlags]),
        /--key-file, --for: .*Give either/,
      ],
      [runCommand(["site", "enrol-guardian", handle(), ...asSite(), ...chainFlags]), /--guardian, --none/],
      [
        runCommand(["site", "retire-key", handle(), ...asSite().slice(0, 2), YES, "--evidence", "no", ...chainFlags]),
        /--evidence: .*sha256sum/,
      ],
    ];
    for (const [ending, message] of cases) {
      const { code, stderr } = await ending;
      expect(code, stderr).to.equal(2);
      expect(stderr).to.match(message);
    }
  });

  it("lets a guardian whom the hospital enrolled consent and revoke for a patient", async () => {
    const guardian = await newKey("guardian.key");
    const child = handle();
    const before = await grant(guardian.path, "--for", child);
    expect(before.code).to.equal(1);
    expect(before.stderr).to.match(/^FORBIDDEN: .*consilium site enrol-guardian/);
    const enrolled = await json(
      ...["site", "enrol-guardian", child, "--guardian", guardian.account, ...asSite(), ...chainFlags],
    );
    expect(enrolled).to.include({ keyHash: child, guardianKeyHash: guardian.keyHash, site: SITE });
    const granted = await grant(guardian.path, "--for", child);
    expect(granted.code, granted.stderr).to.equal(0);
    expect(granted.stdout).to.include("Given by: a guardian").and.include(child);
    const held = await status(child);
    expect(held).to.include({ consented: true, basis: "guardian" });
    expect(held.key.guardianKeyHash).to.equal(guardian.keyHash);
    expect((await revoke(guardian.path, "--for", child, "--purpose", PURPOSE)).code).to.equal(0);
    expect((await status(child)).episodes[0].revocationBasis).to.equal("guardian");
    await json(...["site", "enrol-guardian", child, "--none", ...asSite(), ...chainFlags]);
    expect((await grant(guardian.path, "--for", child)).code).to.equal(1);
  });

  const list = async (name: string, ...lines: string[]) => {
    await writeFile(at(name), ["key,basis,purpose,categories,from,until,evidence", ...lines, ""].join("\n"));
    return at(name);
  };
  const line = (key: string, basis = "paper") =>
    [key, basis, PURPOSE, "laboratory;conditions", "2026-01-01", "2035-01-01", EVIDENCE].join(",");
  const attest = (path: string) => runCommand(["site", "attest", path, ...attestFlags(), "--json"]);
  const attestFlags = () => ["--key-file", at(`member-${SITE}.key`), YES, ...chainFlags];

  it("records a list of consents on paper and by waiver, and goes on where it stopped", async () => {
    const [first, second, third] = [handle(), handle(), handle()];
    const path = await list("paper.csv", line(first), line(second, "waiver"));
    const recorded = await attest(path);
    expect(recorded.code, recorded.stderr).to.equal(0);
    expect(JSON.parse(recorded.stdout)).to.deep.include({ site: SITE, attested: 2, alreadyOnChain: 0 });
    expect(await status(first)).to.deep.include({ consented: true, basis: "paper", studies: null });
    expect(await status(second)).to.include({ consented: true, basis: "waiver" });
    await list("paper.csv", line(first), line(second, "waiver"), line(third));
    expect(JSON.parse((await attest(path)).stdout)).to.deep.include({ attested: 1, alreadyOnChain: 2 });
    const again = JSON.parse((await attest(path)).stdout);
    expect(again).to.deep.equal({ site: SITE, attested: 0, alreadyOnChain: 3, transactions: [] });
    expect((await status(first)).episodes).to.have.length(1);
  });

  it("names the line at fault, whether the list or the chain refuses it", async () => {
    const bad = await attest(await list("bad.csv", line(handle()), line(handle(), "hearsay")));
    expect(bad.code).to.equal(2);
    expect(JSON.parse(bad.stdout).error).to.deep.include({ code: "CONFIG_INVALID" });
    expect(bad.stderr).to.include("bad.csv: line 3, basis: not paper or waiver");
    const patient = await newKey("speaks.key");
    expect((await grant(patient.path)).code).to.equal(0);
    const path = await list("speaks.csv", line(handle()), line(patient.account));
    const refused = await attest(path);
    expect(refused.code).to.equal(1);
    expect(refused.stderr)
      .to.include("speaks.csv, line 3")
      .and.include("ConsentKeySpeaks")
      .and.include("ask the patient");
    expect(refused.stderr).to.not.include(patient.keyHash);
  });

  it("revokes one consent for a patient, and everything of a lost key, which then consents no more", async () => {
    const [one, lost] = [await newKey("one.key"), await newKey("lost.key")];
    for (const { path } of [one, lost]) expect((await grant(path)).code).to.equal(0);
    const revoked = await json("site", "revoke-for", one.account, "--purpose", PURPOSE, ...asSite(), ...chainFlags);
    expect(revoked).to.deep.include({ keyHash: one.keyHash, site: SITE, evidenceDigest: `0x${EVIDENCE}` });
    expect((await status(one.keyHash)).episodes[0].revocationBasis).to.equal("site");
    const barred = await status(one.keyHash);
    expect(barred).to.include({ barred: true, consented: false });
    expect(barred.key).to.deep.include({ retired: false, barredPurposes: [7] });
    expect((await grant(one.path)).stderr).to.match(/^FORBIDDEN: .*consilium patient new-key/);
    expect(await status(one.keyHash, "DUO:0000006")).to.include({ barred: false });
    const nothing = await runCommand([
      ...["site", "revoke-for", one.account, "--purpose", PURPOSE, ...asSite(), ...chainFlags],
    ]);
    expect(nothing.code).to.equal(1);
    expect(nothing.stderr).to.include("ConsentNotActive").and.include("consilium consent status --for");

    // Revoking everything clears nothing: then the key is barred for every purpose.
    expect((await revoke(one.path, "--all")).code).to.equal(0);
    expect((await status(one.keyHash, "DUO:0000006")).key).to.include({ retired: true, epoch: 1 });
    expect((await status(one.keyHash, "DUO:0000006")).barred).to.equal(true);

    const retired = await runCommand(["site", "retire-key", lost.keyHash, ...asSite(), ...chainFlags]);
    expect(retired.code, retired.stderr).to.equal(0);
    const after = await status(lost.keyHash);
    expect(after.key).to.include({ retired: true, epoch: 1 });
    const shown = await runCommand([
      ...["consent", "status", "--for", lost.keyHash, ...here, "--purpose", PURPOSE, ...chainFlags],
    ]);
    expect(shown.stdout).to.include("No consent holds now").and.include("retired it").and.include("by site");
    const refused = await grant(lost.path);
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.match(/^FORBIDDEN: .*retired.*consilium patient new-key/);
  });

  it("does nothing for who is no site", async () => {
    const stranger = await runCommand(["site", "retire-key", handle(), ...asSite(COORDINATOR), ...chainFlags]);
    expect(stranger.code).to.equal(1);
    expect(stranger.stderr).to.match(/^FORBIDDEN: .*not a site/);
  });

  it("shows an example and how passkeys sign in its help", async () => {
    for (const words of [
      ["consent", "grant"],
      ["consent", "revoke"],
      ["consent", "status"],
    ]) {
      const { code, stdout } = await runCommand([...words, "--help"]);
      expect(code).to.equal(0);
      expect(stdout).to.include(`Example:\n  consilium ${words.join(" ")}`);
    }
    expect((await runCommand(["consent", "grant", "--help"])).stdout).to.include("A passkey signs in a browser");
    for (const name of ["enrol-guardian", "attest", "revoke-for", "retire-key"]) {
      expect((await runCommand(["site", name, "--help"])).stdout).to.include(`Example:\n  consilium site ${name}`);
    }
    const source = await readFile(new URL("../../sdk/protocol/src/patient/passkey.ts", import.meta.url), "utf8");
    expect(source).to.include("export function consentChallenge");
  });
});
