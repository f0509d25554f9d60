import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { readConsentNonce } from "@consilium/sdk/chain/consents.ts";
import { purposeNumber } from "@consilium/sdk/chain/purposes.ts";
import { grantAccess } from "@consilium/sdk/chain/studies.ts";
import { signGrant } from "@consilium/sdk/patient/signConsent.ts";
import { submitToRelay } from "@consilium/sdk/patient/submitToRelay.ts";
import { identityOf } from "@consilium/service/keystore/serviceKeys.ts";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import { CLI, COORDINATOR, type CommandResult, command, listing, NODE } from "../support/command.ts";
import { TestConsortium } from "../support/TestConsortium.ts";
import { testStudyFiles } from "../support/testStudy.ts";

type Config = Record<string, unknown>;

describe("bad input, through the real commands", function () {
  this.timeout(180_000);

  describe("a configuration file", () => {
    let dir: string;
    before(async () => {
      dir = await mkdtemp(join(tmpdir(), "consilium-bad-config-"));
    });
    after(async () => rm(dir, { recursive: true, force: true }));

    const chain = { rpcUrl: "http://127.0.0.1:1", deploymentFile: "deployment.json" };
    const node: Config = {
      name: "site",
      stateDir: "state",
      chain,
      coordinator: { peerId: "12D3KooWA", addresses: ["/ip4/127.0.0.1/tcp/1"] },
      records: { kind: "csv", tables: { records: "r.csv" }, patientId: "patient_id", onMalformed: "refuse" },
      enrolments: "enrolments.csv",
    };
    const coordinator: Config = {
      name: "operator",
      stateDir: "state",
      chain,
      listen: ["/ip4/127.0.0.1/tcp/0"],
      http: { host: "127.0.0.1", port: 0 },
      operatorTokenFile: "token",
    };
    const cases: [string, { main: string; text: string; says: RegExp }][] = [
      ["with a YAML mistake", { main: NODE, text: "name: site\nstateDir: [open\n", says: /bad\.yaml:[23]: .*Correct/ }],
      [
        "with a field it has not",
        { main: NODE, text: stringify({ ...node, stateDri: "x" }), says: /stateDri.*Correct/ },
      ],
      [
        "without a field",
        { main: NODE, text: stringify({ ...node, enrolments: undefined }), says: /enrolments.*Correct/ },
      ],
      [
        "with a field of another type",
        { main: NODE, text: stringify({ ...node, name: 7 }), says: /\.name: .*Correct/ },
      ],
      [
        "of the coordinator with a port out of range",
        {
          main: COORDINATOR,
          text: stringify({ ...coordinator, http: { host: "h", port: 70_000 } }),
          says: /\.http\.port/,
        },
      ],
    ];
    for (const [what, { main, text, says }] of cases) {
      it(`${what} is refused with file, field and hint, and nothing is made`, async () => {
        const path = join(dir, "bad.yaml");
        await writeFile(path, text);
        const result = await command(main, ["init", "--config", path], { CONSILIUM_PASSPHRASE: "long enough" });
        expectRefusal(result, "CONFIG_INVALID");
        expect(result.lastLine).to.include(path);
        expect(result.lastLine).to.match(says);
        expect(await listing(join(dir, "state"))).to.deep.equal([]);
      });
    }

    it("that is missing is named", async () => {
      for (const main of [NODE, COORDINATOR]) {
        const path = join(dir, "absent.yaml");
        const result = await command(main, ["run", "--config", path]);
        expectRefusal(result, "CONFIG_INVALID");
        expect(result.lastLine).to.match(/absent\.yaml: .*--config/);
      }
    });

    it("without a kind of records is refused with what each kind takes", async () => {
      const path = join(dir, "no-kind.yaml");
      await writeFile(path, stringify({ ...node, records: { directory: "x" } }));
      const result = await command(NODE, ["run", "--config", path], { CONSILIUM_PASSPHRASE: "long enough" });
      expectRefusal(result, "CONFIG_INVALID");
      expect(result.lastLine).to.match(/no-kind\.yaml: records\.kind: .*kind: fhir takes .*kind: csv takes/);
    });

    it("of the coordinator before init lacks its operator token", async () => {
      const path = join(dir, "coordinator.yaml");
      await writeFile(path, stringify(coordinator));
      const result = await command(COORDINATOR, ["run", "--config", path], { CONSILIUM_PASSPHRASE: "long enough" });
      expectRefusal(result, "CONFIG_INVALID");
      expect(result.lastLine).to.match(/token: .*init/);
    });
  });

  describe("in a consortium", () => {
    let consortium: TestConsortium;
    const at = (...path: string[]) => join(consortium.dir, ...path);

    before(async () => {
      const study = testStudyFiles({ rounds: 20 });
      consortium = await TestConsortium.create({ study, recordsPerSite: 8 });
      // One site skips malformed lines, all others refuse them.
      await changed("site-0", (config) => {
        (config.records as Config).onMalformed = "skip";
      }).then((path) => cp(path, at("site-0.yaml")));
      await consortium.start();
    });
    after(async () => consortium?.destroy());

    /** A copy of a service's configuration with something else in it. */
    async function changed(name: string, change: (config: Config) => void): Promise<string> {
      const config = parse(await readFile(at(`${name}.yaml`), "utf8")) as Config;
      change(config);
      const path = at(`${name}-changed.yaml`);
      await writeFile(path, stringify(config));
      return path;
    }

    /** Starts a service that must refuse to start, and change nothing in its state folder. */
    async function expectNoStart(name: string, code: string, change: (config: Config) => void): Promise<CommandResult> {
      const main = name === "coordinator" ? COORDINATOR : NODE;
      const path = await changed(name, change);
      const before = await listing(at(name));
      const result = await command(main, ["run", "--config", path]);
      expectRefusal(result, code);
      expect(await listing(at(name)), "state folder").to.deep.equal(before);
      return result;
    }

    async function approval(study: string, until = "2034-12-31"): Promise<CommandResult> {
      const options = ["--study", study, "--until", until, "--rounds", "9", "--yes"];
      return command(NODE, ["approve", "--config", at("site-1.yaml"), ...options]);
    }

    /** Runs one step and returns the survivors of its round. */
    async function survivorsOfOneStep(): Promise<number[]> {
      const done = (await consortium.rounds()).filter(({ status }) => status === "finalized").length;
      await consortium.run(1);
      const rounds = await consortium.untilFinalized(done + 1);
      return indicesOf(rounds.findLast(({ status }) => status === "finalized")!.survivorBitmap);
    }

    /** Why a site did not take part in the newest round, as its own operators read it. */
    async function reasonOf(site: number): Promise<string | undefined> {
      const newest = (await consortium.rounds()).at(-1)!.roundId;
      for (let tries = 0; tries < 200; tries++) {
        const text = await readFile(at(`site-${site}`, "rounds.json"), "utf8").catch(() => "[]");
        const note = (JSON.parse(text) as { roundId: number; outcome: string; reason?: string }[]).find(
          ({ roundId }) => roundId === newest,
        );
        if (note !== undefined) return note.outcome === "withdrawn" ? note.reason : note.outcome;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return undefined;
    }

    it("a service refuses to start with a wrong passphrase", async () => {
      for (const name of ["site-1", "coordinator"]) {
        await writeFile(at("wrong-passphrase"), "not the passphrase", { mode: 0o600 });
        await expectNoStart(name, "KEYSTORE_LOCKED", (config) => {
          config.passphraseFile = "wrong-passphrase";
        });
      }
    });

    it("a second process on the same state folder is refused", async () => {
      for (const name of ["site-1", "coordinator"]) await expectNoStart(name, "STORE_IN_USE", () => {});
    });

    it("a service refuses to start on another chain, without a chain, or with an account nobody admitted", async () => {
      const deployment = JSON.parse(await readFile(at("deployment.json"), "utf8")) as { chainId: number };
      await writeFile(at("other-chain.json"), JSON.stringify({ ...deployment, chainId: deployment.chainId + 1 }));
      const fresh = (config: Config) => {
        config.stateDir = "stranger";
      };
      for (const name of ["site-1", "coordinator"]) {
        const otherChain = await expectNoStart(name, "CHAIN_ID_MISMATCH", (config) => {
          fresh(config);
          config.chain = { ...(config.chain as Config), deploymentFile: "other-chain.json" };
        });
        expect(otherChain.lastLine).to.match(/deployment/);
        await expectNoStart(name, "CHAIN_UNREACHABLE", (config) => {
          fresh(config);
          config.chain = { ...(config.chain as Config), rpcUrl: "http://127.0.0.1:1" };
        });
        const stranger = await expectNoStart(name, "MEMBER_UNKNOWN", fresh);
        expect(stranger.lastLine).to.match(/0x[0-9a-fA-F]{40}/);
      }
    });

    it("an approval of a study that is not the published one, to the byte, leaves no trace", async () => {
      await cp(at("study"), at("other-study"), { recursive: true });
      await appendFile(at("other-study", "features.sql"), "\n");
      const nonce = await consortium.chain.provider.getTransactionCount(accountOf(1));
      const before = await listing(at("site-1"));
      expectRefusal(await approval(at("other-study")), "STUDY_UNKNOWN");
      expectRefusal(await approval(at("study"), "2001-01-01"), "REQUEST_INVALID");
      expectRefusal(await approval(at("nowhere")), "STUDY_INVALID");
      expect(await listing(at("site-1"))).to.deep.equal(before);
      expect(await consortium.chain.provider.getTransactionCount(accountOf(1))).to.equal(nonce);
    });

    it("a consent whose nonce is used is refused by the relay and changes nothing", async () => {
      const { key } = consortium.patients[0]![0]!;
      const { purpose, categories } = consortium.study.document;
      const { deployment, chain } = consortium;
      const nonceOf = () => readConsentNonce(chain, key.keyHash, 0, purposeNumber(purpose));
      const nonce = await nonceOf();
      expect(nonce).to.be.greaterThan(0);
      const now = Math.floor(Date.now() / 1_000);
      const request = { key, deployment, site: 0, purpose, categories, text: "test", deadline: now + 600 };
      const stale = await signGrant({ ...request, from: now - 60, until: now + 3_600, nonce: nonce - 1 });
      const sentBefore = await chain.provider.getTransactionCount(accountOf("coordinator"));
      const [outcome] = await submitToRelay(consortium.coordinatorUrl, [stale]);
      expect(outcome).to.deep.include({ accepted: false, code: "CONSENT_NONCE_STALE" });
      expect(await nonceOf()).to.equal(nonce);
      expect(await chain.provider.getTransactionCount(accountOf("coordinator")), "gas spent").to.equal(sentBefore);
    });

    it("an audit of an unknown study says so", async () => {
      const { chain: config } = parse(await readFile(at("site-1.yaml"), "utf8")) as { chain: { rpcUrl: string } };
      const chain = ["--rpc", config.rpcUrl, "--deployment", at("deployment.json")];
      const result = await command(CLI, ["audit", "999", ...chain, "--transcripts", at("coordinator", "archive")]);
      expectRefusal(result, "STUDY_UNKNOWN");
    });

    it("a malformed line is named, counted and skipped where the site says so, and refused where it does not", async () => {
      for (const site of [0, 1]) await appendFile(at(`site-${site}.csv`), `p${site}-x,forty,1\n`);
      expect(await survivorsOfOneStep()).to.deep.equal([0, 2, 3]);
      expect(await reasonOf(1)).to.equal("RECORDS_MALFORMED");
      const line = 1 + consortium.patients[1]!.length + 1;
      expect(await readFile(at("site-1.log"), "utf8")).to.match(new RegExp(`site-1\\.csv line ${line}: `));
      const report = await command(NODE, ["preview", "--config", at("site-0.yaml"), "--study", at("study"), "--json"]);
      expect(JSON.parse(report.stdout)).to.deep.include({ malformed: 1 });
      expect(report.stdout).to.match(new RegExp(`"file":"site-0\\.csv","line":${line}`));
      const refused = await command(NODE, ["preview", "--config", at("site-1.yaml"), "--study", at("study")]);
      expectRefusal(refused, "RECORDS_MALFORMED");
      // Never the content of the line.
      for (const text of [report.stdout, refused.stderr]) expect(text).to.not.include("forty");

      const text = await readFile(at("site-1.csv"), "utf8");
      await writeFile(at("site-1.csv"), text.slice(0, text.indexOf("p1-x,")));
      expect(await survivorsOfOneStep()).to.deep.equal([0, 1, 2, 3]);
    });

    it("an approved study folder that changed by one byte takes part in nothing", async () => {
      const copy = at("site-2", "studies", consortium.study.digest.slice(2), "features.sql");
      const text = await readFile(copy, "utf8");
      await writeFile(copy, `${text} `);
      expect(await survivorsOfOneStep()).to.deep.equal([0, 1, 3]);
      expect(await reasonOf(2)).to.equal("STORE_DAMAGED");
      await writeFile(copy, text);
      expect(await survivorsOfOneStep()).to.deep.equal([0, 1, 2, 3]);
    });

    it("a site whose grant has expired sits out, and is back when it grants anew", async () => {
      const { deployment, chain, study, studyId } = consortium;
      const { chainKey } = consortium.keys.sites[3]!;
      const own = await connectChain({ provider: chain.provider, deployment, signer: chainKey, pollMs: 20 });
      const until = (await chain.provider.getBlock("latest"))!.timestamp + 3;
      await grantAccess(own, { studyId, studyDigest: study.digest, until, roundCap: 50 });
      while (Date.now() / 1_000 < until + 1) await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await survivorsOfOneStep()).to.deep.equal([0, 1, 2]);
      expect(await reasonOf(3)).to.equal("GRANT_EXPIRED");
      const options = ["--study", at("study"), "--until", "2034-12-31", "--rounds", "50", "--yes", "--json"];
      const granted = await command(NODE, ["approve", "--config", at("site-3.yaml"), ...options]);
      expect(granted.exitCode, granted.stderr).to.equal(0);
      expect(await survivorsOfOneStep()).to.deep.equal([0, 1, 2, 3]);
    });

    it("a withdrawal of a study that was never published is refused", async () => {
      const result = await command(NODE, ["withdraw", "--config", at("site-1.yaml"), "--study", at("other-study")]);
      expectRefusal(result, "STUDY_UNKNOWN");
    });

    function accountOf(member: number | "coordinator"): string {
      const { coordinator, sites } = consortium.keys;
      return identityOf(member === "coordinator" ? coordinator : sites[member]!).account;
    }
  });
});

function expectRefusal(result: CommandResult, code: string): void {
  expect(result.code, `${result.stdout}${result.stderr}`).to.equal(code);
  expect(result.exitCode).to.not.equal(0);
  expect(result.stderr, "no stack trace").to.not.match(/^\s+at /m);
}
