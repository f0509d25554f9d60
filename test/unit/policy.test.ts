import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { NodeConfig } from "@consilium/node/config.ts";
import { requireWithinPolicy } from "@consilium/node/policy/checkStudy.ts";
import { DEFAULT_POLICY, policyDigest, readPolicy, withDefaults } from "@consilium/node/policy/Policy.ts";
import { codeTold } from "@consilium/node/privacy/codeTold.ts";
import { ERROR_CODES, type ErrorCode } from "@consilium/sdk/errors/codes.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { expect } from "chai";
import { failureOf, makeStudy, summaryStudy, trainStudy } from "../behaviors/workload.ts";

const OPEN = withDefaults({ version: 1, minimumCohort: 1, minimumCell: 1, release: { train: "exact" } });

function fileOf(config: Partial<NodeConfig>, directory = "/") {
  return { config: config as NodeConfig, path: "node.yaml", resolvePath: (path: string) => join(directory, path) };
}

function withView(resource: string, categories: readonly string[]): Study {
  const study = summaryStudy({ categories: [...categories] });
  return { ...study, views: { rows: { name: "rows", resource, select: [] } } };
}

describe("a site's policy", () => {
  describe("policy.yaml", () => {
    let directory: string;
    before(async () => {
      directory = await mkdtemp(join(tmpdir(), "consilium-policy-"));
    });
    after(() => rm(directory, { recursive: true, force: true }));

    const read = async (text: string) => {
      await writeFile(join(directory, "policy.yaml"), text);
      return await readPolicy(fileOf({ policy: "policy.yaml" }, directory));
    };

    it("is the strict defaults where a site has none", async () => {
      expect(await readPolicy(fileOf({}))).to.deep.equal(DEFAULT_POLICY);
      expect(DEFAULT_POLICY).to.deep.include({
        minimumCohort: 20,
        minimumCell: 5,
        maximumParameterShare: 0.33,
        maximumDominance: 0.5,
        release: { cox: "exact", evaluate: "exact", glm: "exact", km: "exact", summary: "exact", train: "dp" },
      });
    });

    it("changes what it names and keeps the default of everything else", async () => {
      const policy = await read("version: 1\nminimumCell: 10\nrelease: { summary: dp }\n");
      const release = { ...DEFAULT_POLICY.release, summary: "dp" };
      expect(policy).to.deep.equal({ ...DEFAULT_POLICY, minimumCell: 10, release });
      expect(policyDigest(policy)).to.not.equal(policyDigest(DEFAULT_POLICY));
    });

    it("refuses what it does not know, naming file and field, and lists the right words", async () => {
      const wrongs: [text: string, field: RegExp, words: RegExp][] = [
        ["version: 1\nminimalCell: 5\n", /policy\.yaml\.minimalCell$/, /minimumCell/],
        ["version: 2\n", /policy\.yaml\.version$/, /must be 1/],
        ["version: 1\nminimumCell: 0\n", /policy\.yaml\.minimumCell$/, />= 1/],
        [
          "version: 1\nrelease: { trains: exact }\n",
          /policy\.yaml\.release\.trains$/,
          /cox, evaluate, glm, km, summary, train/,
        ],
        ["version: 1\nrelease: { train: open }\n", /policy\.yaml\.release\.train$/, /exact, dp/],
        ["version: 1\nresources: { Condition: [illness] }\n", /policy\.yaml\.resources\.Condition$/, /conditions/],
        ["version: 1\ntables: { labs: { categories: [lab] } }\n", /tables\.labs\.categories$/, /laboratory/],
        ["version: 1\ntables: { labs: { categories: [], columns: { hiv: [x] } } }\n", /columns\.hiv$/, /laboratory/],
      ];
      for (const [text, field, words] of wrongs) {
        const error = await failureOf(() => read(text));
        expect(error.code, text).to.equal("CONFIG_INVALID");
        expect(error.field, text).to.match(field);
        expect(error.message, text).to.match(words);
      }
    });
  });

  describe("against what a study says", () => {
    const refusal = async (study: Study, policy = OPEN) => {
      const error = await failureOf(() => requireWithinPolicy(study, policy));
      expect(error.code).to.equal("POLICY_REFUSED");
      return error;
    };

    for (const rule of ["minimumCohort", "minimumCell"] as const) {
      it(`refuses a study with a laxer ${rule}, and lets a stricter one be`, async () => {
        const policy = { ...OPEN, [rule]: 6 };
        const error = await refusal(summaryStudy({ [rule]: 5 }), policy);
        expect(error.field).to.equal(`study.yaml: ${rule}`);
        for (const figure of [6, 7]) requireWithinPolicy(summaryStudy({ [rule]: figure }), policy);
      });
    }

    it("refuses exact sums of a workload that it permits only with differential privacy", async () => {
      const strict = { ...OPEN, release: DEFAULT_POLICY.release };
      expect((await refusal(trainStudy(), strict)).field).to.equal("study.yaml: stage model");
      requireWithinPolicy(summaryStudy(), strict);
      requireWithinPolicy(trainStudy(), OPEN);
      expect((await refusal(summaryStudy(), { ...OPEN, release: {} })).field, "not named").to.equal(
        "study.yaml: stage inputs",
      );
    });

    it("refuses a view of a resource type whose data categories the study does not declare", async () => {
      const error = await refusal(withView("Condition", ["demographics"]));
      expect(error.field).to.equal("views/rows.json: resource");
      expect(error.message).to.include("does not declare conditions");
      requireWithinPolicy(withView("Condition", ["conditions"]), OPEN);
      expect((await refusal(withView("Observation", ["laboratory"]))).message).to.include(
        "vital-signs, social-history",
      );
    });

    it("lets the site say of which categories a type is, and refuses a type that nobody has said", async () => {
      const narrow = withDefaults({
        version: 1,
        minimumCell: 1,
        minimumCohort: 1,
        resources: { Observation: ["laboratory"] },
      });
      requireWithinPolicy(withView("Observation", ["laboratory"]), narrow);
      expect((await refusal(withView("Basic", ["laboratory"]))).message).to.include(
        "does not say of which data categories",
      );
    });

    it("never lets categories that no table knows stand for others", async () => {
      const study = makeStudy({ stages: [], categories: ["demographics"] });
      expect((await refusal({ ...study, views: withView("constructor", []).views })).code).to.equal("POLICY_REFUSED");
    });
  });

  describe("what the coordinator hears", () => {
    it("is one code, whether the cohort, the records, the policy, the query or this machine is why", () => {
      const ownAffairs: ErrorCode[] = [
        "COHORT_TOO_SMALL",
        "CONFIG_INVALID",
        "CONTRIBUTION_OUT_OF_RANGE",
        "INTERNAL",
        "POLICY_REFUSED",
        "QUERY_REFUSED",
        "RECORDS_FEWER",
        "RECORDS_MALFORMED",
        "RECORDS_UNREADABLE",
        "ROUND_REFUSED",
        "STORE_BEHIND",
        "STORE_DAMAGED",
        "STUDY_INVALID",
        "UNMASK_REFUSED",
        "WORKLOAD_FAILED",
      ];
      expect(new Set(ownAffairs.map(codeTold))).to.deep.equal(new Set(["ROUND_REFUSED"]));
    });

    it("still names what another member or the coordinator sent", () => {
      for (const code of ["MANIFEST_INVALID", "SIGNATURE_INVALID", "SHARE_INVALID"] as const) {
        expect(codeTold(code)).to.equal(code);
      }
      expect((Object.keys(ERROR_CODES) as ErrorCode[]).filter((code) => codeTold(code) === code).length).to.be.below(
        20,
      );
    });
  });
});
