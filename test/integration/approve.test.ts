import { join } from "node:path";
import { approve, describeForApproval } from "@consilium/node/approve.ts";
import type { NodeConfig } from "@consilium/node/config.ts";
import { publishStudy, readGrant, type StudyTerms } from "@consilium/sdk/chain/studies.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { generateServiceKeys } from "@consilium/sdk/keystore/serviceKeys.node.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { studyTerms } from "@consilium/sdk/study/studyTerms.ts";
import { expect } from "chai";
import { testStudyFiles } from "../support/testStudy.ts";
import { COORDINATOR, type Consortium, foundConsortium, writeDeployment } from "./support/finishedStudy.ts";

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
    return (await publishStudy(chain, { ...studyTerms(study), ...lies })).studyId;
  };
  const approved = (study: Study) => {
    const config = {
      stateDir: join(consortium.directory, "site-state"),
      chain: { rpcUrl: consortium.rpcUrl, deploymentFile },
    } as NodeConfig;
    const file = { config, path: join(consortium.directory, "node.yaml"), resolvePath: (path: string) => path };
    const keys = { ...generateServiceKeys(), chainKey: consortium.parties[SITE]!.wallet.privateKey as `0x${string}` };
    return approve({ file, keys, study, until: Math.floor(Date.now() / 1_000) + 86_400, rounds: 5 });
  };

  it("shows the risk class that the folder says, and the highest where it says none", () => {
    expect(describeForApproval(studyNamed("silent"))).to.include("Risk class  high (not said");
    expect(describeForApproval(studyNamed("limited", "riskClass: limited\n"))).to.match(/Risk class {2}limited$/m);
  });

  it("grants what was published as it is", async () => {
    const study = studyNamed("honest", "riskClass: limited\nethicsSignOffs: 1\n");
    const studyId = await publish(study);
    expect(await approved(study)).to.include({ studyId, digest: study.digest, rounds: 5 });
    expect((await readGrant(consortium.chain, studyId, SITE)).live).to.equal(true);
  });

  it("grants nothing to a study that says something else on chain than its folder", async () => {
    const lies: [string, Partial<StudyTerms>][] = [
      ["riskClass", { riskClass: 1 }],
      ["ethicsSignOffs", { signOffsRequired: 0 }],
      ["consentBases", { acceptedBases: 15 }],
      ["sites.minimum", { minSites: 2 }],
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
});
