import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { NodeConfig } from "@consilium/node/config.ts";
import { DEFAULT_POLICY, policyDigest } from "@consilium/node/policy/Policy.ts";
import { reviewStudy } from "@consilium/node/reviewStudy.ts";
import { parseStudy } from "@consilium/sdk/study/parseStudy.ts";
import { readConfig } from "@consilium/service/config/readConfig.ts";
import { expect } from "chai";
import { stringify } from "yaml";
import { failureOf } from "../behaviors/workload.ts";
import { command, NODE } from "../support/command.ts";
import { testStudyFiles } from "../support/testStudy.ts";

const POLICY = {
  version: 1,
  minimumCohort: 5,
  minimumCell: 2,
  release: { train: "exact" },
  tables: { records: { categories: ["demographics", "laboratory"] } },
};

describe("a study against a site's policy and records", () => {
  let directory: string;
  const study = parseStudy(testStudyFiles());
  const folder = () => join(directory, "study");
  const config = () => join(directory, "node.yaml");

  /** Forty patients; `marked` of them have a marker. */
  const writeSite = async (marked: number, policy: object | null = POLICY) => {
    const lines = Array.from({ length: 40 }, (_, i) => `p${i},${30 + i},${i < marked ? 1 : 0},${i % 2}`);
    await writeFile(join(directory, "r.csv"), ["patient_id,age,marker,y", ...lines, ""].join("\n"));
    if (policy !== null) await writeFile(join(directory, "policy.yaml"), stringify(policy));
    await writeFile(
      config(),
      stringify({
        name: "St. Mary",
        stateDir: "state",
        chain: { rpcUrl: "http://127.0.0.1:9", deploymentFile: "deployment.json" },
        coordinator: { peerId: "12D3KooW", addresses: ["/ip4/127.0.0.1/tcp/9"] },
        records: { kind: "csv", tables: { records: "r.csv" }, patientId: "patient_id", onMalformed: "refuse" },
        enrolments: "enrolments.csv",
        ...(policy !== null && { policy: "policy.yaml" }),
      }),
    );
    return await readConfig(config(), NodeConfig);
  };

  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "consilium-review-"));
    for (const [path, text] of Object.entries(study.files)) {
      await mkdir(dirname(join(folder(), path)), { recursive: true });
      await writeFile(join(folder(), path), text);
    }
  });
  after(() => rm(directory, { recursive: true, force: true }));

  it("is refused where a column would single a patient out, and passes where the committee allows it by name", async () => {
    const file = await writeSite(1);
    const error = await failureOf(() => reviewStudy(file, study));
    expect(error).to.include({ code: "POLICY_REFUSED", field: "study.yaml: column marker" });
    const review = await reviewStudy(file, study, ["marker"]);
    expect(review.allowRare).to.deep.equal(["marker"]);
    expect((await reviewStudy(await writeSite(9), study)).report.rows).to.equal(40);
  });

  it("lets nobody allow a column that the study does not have", async () => {
    const error = await failureOf(async () => reviewStudy(await writeSite(9), study, ["maker"]));
    expect(error).to.include({ code: "REQUEST_INVALID", field: "--allow-rare" });
    expect(error.hint).to.include("age, marker, y");
  });

  it("is refused by the defaults of a site without policy.yaml", async () => {
    const error = await failureOf(async () => reviewStudy(await writeSite(9, null), study));
    expect(error).to.include({ code: "POLICY_REFUSED", field: "study.yaml: minimumCohort" });
  });

  it("is checked by `policy check`, which prints the rules in force", async () => {
    await writeSite(1);
    const check = (...more: string[]) => command(NODE, ["policy", "check", "--config", config(), ...more]);
    const printed = await check("--json");
    const { digest, policy, tablesWithoutCategories } = JSON.parse(printed.stdout);
    expect(policy).to.include({ minimumCell: 2, maximumDominance: DEFAULT_POLICY.maximumDominance });
    expect([digest, tablesWithoutCategories]).to.deep.equal([policyDigest(policy), []]);
    const refused = await check("--study", folder());
    expect([refused.exitCode, refused.lastLine.startsWith("POLICY_REFUSED: study.yaml: column marker")]).to.deep.equal([
      1,
      true,
    ]);
    await writeSite(1, { ...POLICY, tables: {} });
    expect((await check()).stdout).to.include("The table records has no categories");
  });
});
