import { mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { SealedRelay } from "@consilium/coordinator/consents/SealedRelay.ts";
import type { CoordinatorService } from "@consilium/coordinator/http/CoordinatorService.ts";
import { type ControlPlane, createControlPlane } from "@consilium/coordinator/http/createControlPlane.ts";
import { CONSENTS_HEADER } from "@consilium/node/seals/consentsList.ts";
import { SealFiles } from "@consilium/node/seals/SealFiles.ts";
import { roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { isSealed } from "@consilium/sdk/chain/seals.ts";
import { attestConsents } from "@consilium/sdk/chain/siteConsents.ts";
import { signSealedRevocation } from "@consilium/sdk/patient/sealedReceipt.ts";
import { receiptToFhir } from "@consilium/sdk/seals/fhirReceipt.ts";
import { sealConsents } from "@consilium/sdk/seals/sealConsents.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";
import { expect } from "chai";
import { runCommand } from "../support/runCommand.ts";
import { newPatient, OTHER_SITE, RELAYER, SealingSite, SITE } from "./support/SealingSite.ts";

describe("a hospital that seals consents", function () {
  this.timeout(120_000);
  let site: SealingSite;
  before(async () => {
    site = await SealingSite.found();
  });
  after(() => site?.stop());

  const done = (result: { exitCode: number; stdout: string; stderr: string }) => {
    expect(result.exitCode, result.stderr).to.equal(0);
    return JSON.parse(result.stdout);
  };

  it("seals a list once, keeps a register and gives each patient a receipt that only its holder can read", async () => {
    const signing = newPatient("signs");
    const list = await site.writeList("first.csv", ["paper-1", "paper-2"], [signing]);
    const sealed = done(await site.seal(list));
    expect(sealed).to.include({ consents: 3, size: 256, resumed: false });
    const [onChain] = await site.seals();
    expect(onChain).to.include({ sealId: sealed.sealId, size: 256, site: SITE });
    const files = new SealFiles(join(site.dir, "state"));
    const register = await files.register(onChain!);
    expect(register.entries.map(({ patientId }) => patientId)).to.deep.equal(["paper-1", "paper-2", "signs"]);
    expect(await site.filesOf("state", "seals")).to.deep.equal(["lock", `seal-${sealed.sealId}.json`]);
    const sealFile = join(site.dir, "state", "seals", `seal-${sealed.sealId}.json`);
    const receipts = await site.receipts(sealed.receipts);
    for (const path of [
      sealFile,
      join(sealed.receipts, "receipts.csv"),
      ...[...receipts.values()].map((r) => r.path),
    ]) {
      expect((await stat(path)).mode & 0o777, path).to.equal(0o600);
    }
    for (const { receipt } of receipts.values()) {
      expect(await isSealed(site.chains[0]!, sealed.sealId, receipt)).to.equal(true);
    }
    const { revocationKey } = receipts.get("paper-1")!.receipt;
    expect(revocationKey).to.match(/^0x[0-9a-f]{64}$/);
    expect(await readFile(sealFile, "utf8")).to.not.include(revocationKey!.slice(2));
    expect(receipts.get("signs")!.receipt).to.not.have.property("revocationKey");
    const again = done(await site.seal(list));
    expect(again).to.include({ sealId: sealed.sealId, resumed: true });
    expect(await site.seals()).to.have.length(1);
  });

  for (const at of ["before", "after"] as const) {
    it(`killed ${at} the chain has its transaction, loses nothing and seals nothing twice`, async () => {
      const earlier = (await site.seals()).length;
      const list = await site.writeList(`killed-${at}.csv`, [`${at}-1`, `${at}-2`]);
      await site.sealAndKill(list, at);
      expect(await site.seals()).to.have.length(earlier + (at === "before" ? 0 : 1));
      expect(await site.filesOf("state", "seals")).to.include("pending.json");
      const { register } = JSON.parse(await readFile(join(site.dir, "state", "seals", "pending.json"), "utf8"));
      const sealed = done(await site.seal(list));
      expect(sealed).to.include({ consents: 2, resumed: true });
      const now = await site.seals();
      expect(now).to.have.length(earlier + 1);
      expect(now.at(-1)).to.include({ root: register.root, sealId: sealed.sealId });
      const receipts = await site.receipts(sealed.receipts);
      expect([...receipts.keys()]).to.deep.equal([`${at}-1`, `${at}-2`]);
      for (const { receipt } of receipts.values()) {
        expect(await isSealed(site.chains[0]!, sealed.sealId, receipt)).to.equal(true);
      }
      expect(await site.filesOf("state", "seals")).to.not.include("pending.json");
      expect((await site.filesOf("receipts")).filter((name) => name.endsWith(".partial"))).to.deep.equal([]);
    });
  }

  it("seals once though another transaction of its account took the nonce meanwhile", async () => {
    const earlier = (await site.seals()).length;
    const list = await site.writeList("nonce.csv", ["nonce-1"]);
    await site.sealAndKill(list, "before");
    const digest = `0x${"0c".repeat(32)}` as const;
    const terms = { purpose: 7, categories: 1, from: 1_700_000_000, until: 2_000_000_000, evidenceDigest: digest };
    await attestConsents(site.chains[SITE]!, [{ keyHash: digest, basis: "paper", ...terms }]);
    const other = await site.writeList("after-nonce.csv", ["nonce-2"]);
    // Another list first ends what was begun.
    expect(done(await site.seal(other))).to.include({ consents: 1, resumed: false });
    expect(done(await site.seal(list))).to.include({ resumed: true });
    expect(await site.seals()).to.have.length(earlier + 2);
  });

  it("clears away receipts of a run that ended before anything was written down", async () => {
    const orphan = join(site.dir, "receipts", `.seal-0x${"0d".repeat(32)}.partial`);
    await mkdir(orphan);
    await writeFile(join(orphan, "receipt-000002.json"), "{}");
    done(await site.seal(await site.writeList("orphan.csv", ["orphan-1"])));
    expect((await site.filesOf("receipts")).filter((name) => name.includes("0d0d"))).to.deep.equal([]);
  });

  it("refuses a bad list with its line numbers and nothing of its content, and seals none of it", async () => {
    const earlier = (await site.seals()).length;
    const list = await site.writeList("bad.csv", ["good-1"], [newPatient("secret-name")]);
    const text = await readFile(list, "utf8");
    await writeFile(list, `${text.replace("patient,DUO:0000007", "patient,DUO:0000006")}nonsense-line\n`);
    const { exitCode, code, stderr } = await site.seal(list);
    expect([exitCode, code]).to.deep.equal([1, "CONFIG_INVALID"]);
    expect(stderr).to.include("line 3: signature").and.include("line 4: it has");
    expect(stderr).to.not.match(/secret-name|nonsense/);
    await writeFile(list, "patient_id\n");
    expect((await site.seal(list)).stderr).to.include(
      `line 1: not the header. Begin the file with the line '${CONSENTS_HEADER}'`,
    );
    expect(await site.seals()).to.have.length(earlier);
    expect(await site.filesOf("state", "seals")).to.not.include("pending.json");
  });

  it("seals no key that speaks for another patient, or that has revoked", async () => {
    const patient = newPatient("moves");
    done(await site.seal(await site.writeList("moves.csv", [], [patient])));
    const taken = await site.seal(await site.writeList("taken.csv", [], [{ ...patient, id: "someone-else" }]));
    expect(taken.stderr).to.include("line 2: signer: it speaks for another patient");
    done(await site.run("revoke-sealed", "--patient", "moves"));
    const revoked = await site.seal(await site.writeList("revoked.csv", ["extra"], [patient]));
    expect(revoked.stderr).to.include("line 3: signer: it has revoked");
  });

  it("revokes a patient's sealed consents, once, and knows no other patient's", async () => {
    done(await site.seal(await site.writeList("revocable.csv", ["leaves", "stays"])));
    const seal = (await site.seals()).at(-1)!;
    const { entries } = await new SealFiles(join(site.dir, "state")).register(seal);
    const first = done(await site.run("revoke-sealed", "--patient", "leaves", "--purpose", "DUO:0000007"));
    expect(first.revoked).to.have.length(1);
    expect([...(await site.seals()).at(-1)!.revoked.keys()]).to.deep.equal([entries[0]!.consent.index]);
    expect(done(await site.run("revoke-sealed", "--patient", "leaves"))).to.deep.equal({ revoked: [], before: 1 });
    const none = await site.run("revoke-sealed", "--patient", "stays", "--purpose", "DUO:0000006");
    expect(none.code).to.equal("NOT_FOUND");
  });

  it("takes no register but the one that was sealed", async () => {
    done(await site.seal(await site.writeList("register.csv", ["paper-8"])));
    const seal = (await site.seals()).at(-1)!;
    const files = new SealFiles(join(site.dir, "state"));
    const path = join(site.dir, "state", "seals", `seal-${seal.sealId}.json`);
    const text = await readFile(path, "utf8");
    const code = async () => {
      return await files.register(seal).then(
        () => "taken",
        (error) => error.code,
      );
    };
    await writeFile(path, text.replace('"patientId":"paper-8"', '"patientId":"paper-9"'));
    expect(await code()).to.equal("DIGEST_MISMATCH");
    await writeFile(path, "{");
    expect(await code()).to.equal("CONFIG_INVALID");
    await writeFile(path, text);
    expect(await code()).to.equal("taken");
    expect(await files.register({ ...seal, sealId: 99 }).catch((error) => error.code)).to.equal("NOT_FOUND");
  });

  it("lets no second process seal at the same time, but takes over from a dead one", async () => {
    const files = new SealFiles(join(site.dir, "state"));
    await files.locked(async () => {
      const { code } = await site.seal(await site.writeList("locked.csv", ["locked"]));
      expect(code).to.equal("STORE_IN_USE");
    });
    // Left by kill -9, and its pid has been given to a process that lives: this one.
    await writeFile(join(site.dir, "state", "seals", "lock"), String(process.pid));
    done(await site.seal(await site.writeList("locked.csv", ["locked"])));
  });

  describe("and whose patients hold receipts", () => {
    let plane: ControlPlane;
    let relay: SealedRelay;
    let flags: string[];
    let sealId: number;
    let folder: string;
    const patient = newPatient("signing-patient");

    before(async () => {
      const chain = site.chains[RELAYER]!;
      relay = new SealedRelay({ chain, logger: silentLogger, queueLength: 3 });
      plane = await createControlPlane({
        service: {} as CoordinatorService,
        consents: { submit: async () => [] },
        sealed: relay,
        accessDomain: roundTypedDataDomain(chain.deployment),
        host: "127.0.0.1",
        port: 0,
        operatorToken: "operator-token-for-tests-only-1234",
        logger: silentLogger,
        limits: { consentPostsPerMinute: 30 },
      });
      flags = ["--rpc", site.devChain.url, "--deployment", join(site.dir, "deployment.json")];
      const paper = ["a", "b", "c", "d", "e", "f"].map((name) => `holder-${name}`);
      const sealed = done(await site.seal(await site.writeList("holders.csv", paper, [patient])));
      ({ sealId, receipts: folder } = sealed);
    });
    after(async () => {
      await plane?.stop();
      await relay?.stop();
    });

    const receiptOf = async (id: string) => (await site.receipts(folder)).get(id)!;
    const spent = () => site.chains[RELAYER]!.provider.getTransactionCount(site.chains[RELAYER]!.account!);
    const status = async (path: string) =>
      JSON.parse((await runCommand(["consent", "status", "--receipt", path, ...flags, "--json"])).stdout);
    const revocationOf = async (id: string, changes: { deadline?: number; privateKey?: string } = {}) => {
      const { receipt } = await receiptOf(id);
      const deadline = Math.floor(Date.now() / 1_000) + 3_600;
      return await signSealedRevocation({
        deployment: site.chains[0]!.deployment,
        sealId,
        receipt,
        deadline,
        ...changes,
      });
    };
    const post = async (body: unknown) => {
      const response = await fetch(`${plane.url}/v1/consents/sealed`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: (await response.json()) as any };
    };

    it("shows whether a consent holds, and revokes it through any relay, whatever the hospital wants", async () => {
      const { path } = await receiptOf("holder-a");
      expect(await status(path)).to.include({ holds: true, state: "holds", sealId, basis: "paper" });
      const words = ["consent", "revoke-sealed", "--receipt", path, "--relay", plane.url, ...flags];
      const asked = await runCommand(words);
      expect([asked.code, asked.stderr.split(":")[0]]).to.deep.equal([2, "CONFIG_INVALID"]);
      const revoked = await runCommand([...words, "--yes"]);
      expect(revoked.code, revoked.stderr).to.equal(0);
      expect(revoked.stdout).to.match(/On chain in transaction 0x[0-9a-f]{64}/);
      const after = await status(path);
      expect(after).to.include({ holds: false, state: "revoked" });
      expect(after.revokedBlock).to.equal([...(await site.seals()).at(-1)!.revoked.values()][0]);
      const again = await runCommand([...words, "--yes", "--json"]);
      expect([again.code, JSON.parse(again.stdout).error.code]).to.deep.equal([1, "NOT_FOUND"]);
    });

    it("needs the key that signed where the receipt has none", async () => {
      const { path } = await receiptOf(patient.id);
      const words = ["consent", "revoke-sealed", "--receipt", path, "--relay", plane.url, ...flags, "--yes"];
      expect((await runCommand(words)).stderr).to.include("The key is not the one that may revoke");
      const keyFile = join(site.dir, "patient.key");
      await writeFile(keyFile, patient.key.privateKey, { mode: 0o600 });
      expect((await runCommand([...words, "--key-file", keyFile])).code).to.equal(0);
      expect((await status(path)).state).to.equal("revoked");
    });

    it("pays for no revocation that the contract would refuse", async () => {
      const good = await revocationOf("holder-b");
      const other = await revocationOf("holder-c");
      const past = await revocationOf("holder-b", { deadline: 1_700_000_000 });
      const far = await revocationOf("holder-b", { deadline: 2_000_000_000 });
      const before = await spent();
      const refusals: [unknown, string][] = [
        [{ ...good, signature: other.signature }, "CONSENT_SIGNATURE_INVALID"],
        [{ ...good, signer: other.signer }, "CONSENT_SIGNATURE_INVALID"],
        [{ ...good, deadline: good.deadline + 1 }, "CONSENT_SIGNATURE_INVALID"],
        [{ ...good, proof: other.proof }, "NOT_FOUND"],
        [{ ...good, consent: { ...good.consent, until: good.consent.until + 1 } }, "NOT_FOUND"],
        [past, "CONSENT_EXPIRED"],
        [far, "REQUEST_INVALID"],
      ];
      for (const [body, code] of refusals) {
        expect((await post(body)).body).to.include({ accepted: false, code });
      }
      const unknown = await runInOtherSeal();
      expect(unknown.body).to.include({ accepted: false, code: "NOT_FOUND" });
      expect(await spent()).to.equal(before);
      expect((await post(good)).body.accepted).to.equal(true);
      expect((await post(good)).body).to.include({ accepted: false, code: "CHAIN_REVERTED" });
      expect(await spent()).to.equal(before + 1);

      async function runInOtherSeal() {
        const { receipt } = await receiptOf("holder-b");
        const deadline = Math.floor(Date.now() / 1_000) + 3_600;
        const { deployment } = site.chains[0]!;
        return await post(await signSealedRevocation({ deployment, sealId: 9_999, receipt, deadline }));
      }
    });

    it("is sent a malformed or oversize one in vain, and only so many at once", async () => {
      const good = await revocationOf("holder-d");
      const malformed = await post({ ...good, sealId: "1" });
      expect([malformed.status, malformed.body.field]).to.deep.equal([400, "body.sealId"]);
      expect((await post({ ...good, extra: "x".repeat(20_000) })).status).to.equal(413);
      const many = await Promise.all(
        ["holder-d", "holder-e", "holder-f", "holder-d"].map(async (id) => await revocationOf(id)),
      );
      const answers = await Promise.all(many.map((one) => post(one)));
      expect(answers.map(({ status: code }) => code).sort()).to.deep.equal([200, 200, 200, 429]);
    });

    it("finds out a receipt that was altered, that others can read, or whose seal is not on chain", async () => {
      const { receipt } = await receiptOf("holder-a");
      const path = join(site.dir, "copy.json");
      const failing = async (resource: unknown, mode = 0o600) => {
        await rm(path, { force: true });
        await writeFile(path, JSON.stringify(resource), { mode });
        const end = await runCommand(["consent", "status", "--receipt", path, ...flags, "--json"]);
        return JSON.parse(end.stdout).error.code;
      };
      const fhir = receiptToFhir(receipt, "St. Mary");
      expect(
        await failing({
          ...fhir,
          provision: { ...fhir.provision, period: { start: "2000-01-01T00:00:00Z", end: "2099-01-01T00:00:00Z" } },
        }),
      ).to.equal("CONFIG_INVALID");
      expect(await failing(fhir, 0o644)).to.equal("CONFIG_INVALID");
      const { index: _, salt: __, keyHash: ___, ...terms } = receipt.consent;
      const [unsealed] = sealConsents([{ ...terms, site: OTHER_SITE }]).receipts;
      expect(await failing(receiptToFhir(unsealed!, "Elsewhere"))).to.equal("NOT_FOUND");
    });

    it("signs a consent for sealing with one command", async () => {
      const keyFile = join(site.dir, "signing.key");
      const made = await runCommand(["patient", "new-key", "--out", keyFile, "--json"]);
      expect(made.code).to.equal(0);
      const words = [
        "consent",
        "sign-sealed",
        "--key-file",
        keyFile,
        "--site",
        "0",
        ...["--rpc", flags[1]!],
        ...["--disease", "MONDO:0005267", "--disease-label", "heart disorder"],
        "--purpose",
        "DUO:0000007",
      ];
      const more = [
        "--categories",
        "laboratory,demographics",
        "--from",
        "2024-01-01",
        "--until",
        "2040-01-01",
        "--deployment",
        flags[3]!,
      ];
      const signed = await runCommand([...words, ...more, "--yes", "--json"]);
      expect(signed.code, signed.stderr).to.equal(0);
      const list = join(site.dir, "by-command.csv");
      await writeFile(list, `${CONSENTS_HEADER}\n"Doe, ""Jane""",${JSON.parse(signed.stdout).line}\n`);
      const sealed = done(await site.seal(list));
      const register = await new SealFiles(join(site.dir, "state")).register((await site.seals()).at(-1)!);
      expect(register.entries[0]!.patientId).to.equal('Doe, "Jane"');
      expect(await readFile(join(sealed.receipts, "receipts.csv"), "utf8")).to.include(
        '"Doe, ""Jane""",receipt-000002.json',
      );
    });
  });
});
