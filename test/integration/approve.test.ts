import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describeForApproval } from "@consilium/node/approvalText.ts";
import { approve } from "@consilium/node/approve.ts";
import type { NodeConfig } from "@consilium/node/config.ts";
import { publishStudy, readGrant, type StudyTerms } from "@consilium/sdk/chain/studies.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { studyTerms } from "@consilium/sdk/study/studyTerms.ts";
import { generateServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { expect } from "chai";
import { runCommand } from "../support/runCommand.ts";
import { TEST_POLICY } from "../support/testPolicy.ts";
import { testStudyFiles } from "../support/testStudy.ts";
import { AUDITOR, COORDINATOR, type Consortium, foundConsortium, writeDeployment } from "./support/finishedStudy.ts";

const SITE = 1;

describe("a site's approval", function () {
  this.timeout(60_000);
  let consortium: Consortium;
  let deploymentFile: string;

  before(async () => {
    consortium = await foundConsortium();
    deploymentFile = await writeDeployment(consortium);
  });
  after(() => consortium?.stop());

  const studyNamed = (title: string, more = ""): Study => {
    const files = testStudyFiles();
    const yaml = files["study.yaml"]!.replace("A study that tests run", title);
    return parseStudy({ ...files, "study.yaml": `${yaml}${more}` });
  };
  const publish = async (study: Study, lies: Partial<StudyTerms> = {}) => {
    const { chain } = consortium.parties[COORDINATOR]!;
    return (await publishStudy(chain, { ...studyTerms(study, COORDINATOR), ...lies })).studyId;
  };
  const review = { policy: TEST_POLICY, allowRare: [] };
  const approved = (study: Study, coordinatorPeerId = `peer-${COORDINATOR}`) => {
    const config = {
      stateDir: join(consortium.directory, "site-state"),
      chain: { rpcUrl: consortium.rpcUrl, deploymentFile },
      coordinator: { peerId: coordinatorPeerId, addresses: [] },
    } as unknown as NodeConfig;
    const file = { config, path: join(consortium.directory, "node.yaml"), resolvePath: (path: string) => path };
    const keys = { ...generateServiceKeys(), chainKey: consortium.parties[SITE]!.wallet.privateKey as `0x${string}` };
    return approve({ file, keys, study, review, until: Math.floor(Date.now() / 1_000) + 86_400, rounds: 5 });
  };

  it("shows the risk class that the folder says, and the highest where it says none", () => {
    expect(describeForApproval(studyNamed("silent"), review)).to.include("Risk class  high (not said");
    expect(describeForApproval(studyNamed("limited", "riskClass: limited\n"), review)).to.match(
      /Risk class {2}limited$/m,
    );
  });

  it("shows every column and every stage with all that it says", () => {
    const shown = describeForApproval(parseStudy(testStudyFiles({ standardise: "secure-sum" })), review).split("\n");
    expect(shown).to.include("Extracts    age: number in a, 0 to 120");
    expect(shown).to.include("Extracts    y: binary; rows without it are left out");
    expect(shown).to.include("Stage       inputs: summary, columns age marker; releases exact figures of age marker");
    const model = shown.find((line) => line.startsWith("Stage       model: train, outcome y, standardise inputs"));
    expect(model).to.include("rounds 2").and.include("clippingNorm 8").and.include("seed 7");
  });

  it("grants what was published as it is", async () => {
    const study = studyNamed("honest", "riskClass: limited\nethicsSignOffs: 1\n");
    const studyId = await publish(study);
    expect(await approved(study)).to.include({ studyId, digest: study.digest, rounds: 5 });
    expect((await readGrant(consortium.chain, studyId, SITE)).live).to.equal(true);
  });

  it("grants nothing to a study whose rounds another coordinator opens than the site's own", async () => {
    const study = studyNamed("opened by another");
    const studyId = await publish(study);
    const refusal: unknown = await approved(study, "peer-another").catch((error: unknown) => error);
    if (!isFederationError(refusal, "STUDY_MISMATCH")) throw new Error(String(refusal));
    expect(refusal).to.include({ field: "coordinator.peerId", memberIndex: COORDINATOR });
    expect((await readGrant(consortium.chain, studyId, SITE)).grantedBlock).to.equal(0);
  });

  it("grants nothing to a study that says something else on chain than its folder", async () => {
    const lies: [string, Partial<StudyTerms>][] = [
      ["riskClass", { riskClass: 1 }],
      ["ethicsSignOffs", { signOffsRequired: 0 }],
      ["consentBases", { acceptedBases: 15 }],
      ["sites.minimum", { minSites: 4 }],
      ["expires", { expiresAt: Date.parse("2037-01-01T00:00:00Z") / 1_000 }],
    ];
    for (const [i, [field, lie]] of lies.entries()) {
      const study = studyNamed(`lie ${i}`, "ethicsSignOffs: 1\n");
      const studyId = await publish(study, lie);
      const refusal: unknown = await approved(study).catch((error: unknown) => error);
      if (!isFederationError(refusal, "STUDY_MISMATCH")) throw new Error(`${field}: ${String(refusal)}`);
      expect(refusal.field).to.equal(`study.yaml: ${field}`);
      expect((await readGrant(consortium.chain, studyId, SITE)).grantedBlock, field).to.equal(0);
    }
  });

  it("may follow once an ethics board has signed off what was published as it is", async () => {
    const decision = join(consortium.directory, "decision.txt");
    await writeFile(decision, "Approved.\n");
    const signOff = async (name: string, study: Study, member: number, ...more: string[]) => {
      const folder = join(consortium.directory, name);
      for (const [path, text] of Object.entries(study.files)) {
        await mkdir(dirname(join(folder, path)), { recursive: true });
        await writeFile(join(folder, path), text);
      }
      const key = join(consortium.directory, `sign-off-${member}.key`);
      await writeFile(key, consortium.parties[member]!.wallet.privateKey, { mode: 0o600 });
      const chainFlags = ["--rpc", consortium.rpcUrl, "--deployment", deploymentFile];
      return await runCommand([
        ...["study", "sign-off", folder, "--decision", decision, "--key-file", key],
        ...chainFlags,
        ...more,
      ]);
    };
    const honest = studyNamed("reviewed", "ethicsSignOffs: 2\n");
    const studyId = await publish(honest);
    expect((await signOff("reviewed", honest, SITE)).code, "unasked").to.equal(2);
    const first = await signOff("reviewed", honest, SITE, "--yes");
    expect([first.code, first.stdout.includes("1 of 2 that the study asks for")]).to.deep.equal([0, true]);
    const second = JSON.parse((await signOff("reviewed", honest, AUDITOR, "--yes", "--json")).stdout);
    const decisionDigest = `0x${createHash("sha256").update("Approved.\n").digest("hex")}`;
    expect(second).to.include({ studyId, decisionDigest, signOffs: 2, signOffsRequired: 2 });
    const again = await signOff("reviewed", honest, SITE, "--yes");
    expect(again.stderr).to.match(/^CHAIN_REVERTED: .*AlreadySignedOff/);

    const lied = studyNamed("not as it is", "ethicsSignOffs: 1\n");
    await publish(lied, { riskClass: 1 });
    const refusal = await signOff("lied", lied, SITE, "--yes");
    expect(refusal.stderr).to.match(/^STUDY_MISMATCH: study\.yaml: riskClass: The folder says 3, the chain 1\./);
    const unknown = await signOff("unknown", studyNamed("never published"), SITE, "--yes");
    expect(unknown.stderr).to.match(/^STUDY_UNKNOWN: /);
  });
});
