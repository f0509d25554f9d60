import { queryDigestOf } from "@consilium/sdk/round/queryDigest.ts";
import type { StudyDocument } from "@consilium/sdk/schemas/study.ts";
import type { Study } from "@consilium/sdk/study/Study.ts";
import { expect } from "chai";
import { firstPoint, makeStudy, POOLED_STAGES, TRAIN } from "../behaviors/workload.ts";

/** The contract answers equal queries for one set of sites, so a question must not become another by its title. */
describe("what a round asks", () => {
  const study = makeStudy({ stages: POOLED_STAGES });
  const asked = (of: Study) => queryDigestOf(firstPoint(of));
  const with_ = (change: Partial<StudyDocument>): Study => ({ ...study, document: { ...study.document, ...change } });
  const renamed = POOLED_STAGES.map((stage) => ({ ...stage, id: `${stage.id}2` }));
  const pooled = renamed.map((stage) => ("standardise" in stage ? { ...stage, standardise: "inputs2" } : stage));

  const same: [string, Study][] = [
    ["title, id and dates", with_({ title: "Another title", id: "another", expires: "2031-12-31" })],
    ["digest", { ...study, digest: `0x${"12".repeat(32)}` }],
    ["sites and deadlines", with_({ sites: { minimum: 3, maximum: 9 }, maximumCommitSpanSeconds: 900 })],
    ["names of its stages", with_({ stages: pooled as StudyDocument["stages"] })],
    ["labels of its columns", with_({ columns: study.document.columns.map((each) => ({ ...each, label: "Other" })) })],
  ];
  for (const [what, other] of same) {
    it(`is the same under another ${what}`, () => expect(asked(other)).to.equal(asked(study)));
  }

  const [first, ...columns] = study.document.columns;
  const different: [string, Study][] = [
    ["query", { ...study, featuresSql: "SELECT 1" }],
    ["view", { ...study, views: { patients: {} } as unknown as Study["views"] }],
    ["range of a column", with_({ columns: [{ ...first!, range: [0, 11] } as typeof first & object, ...columns] })],
    ["smallest cell", with_({ minimumCell: 4 })],
    ["most rows", with_({ maximumRows: 999 })],
    [
      "stage",
      with_({
        stages: [POOLED_STAGES[0]!, { ...TRAIN, standardise: "inputs", learningRate: 0.2 }] as StudyDocument["stages"],
      }),
    ],
    ["model", { ...study, model: { type: "mlp", hidden: [4], activation: "relu" } }],
  ];
  for (const [what, other] of different) {
    it(`is another with another ${what}`, () => expect(asked(other)).not.to.equal(asked(study)));
  }

  it("is another in the next iteration, and from another state", () => {
    const point = firstPoint(study);
    expect(queryDigestOf({ ...point, iteration: point.iteration + 1 })).not.to.equal(asked(study));
    const trained = firstPoint(makeStudy({ stages: [TRAIN] }));
    const state = Uint8Array.from(trained.state);
    state[state.length - 1]! ^= 1;
    expect(queryDigestOf({ ...trained, state })).not.to.equal(queryDigestOf(trained));
  });
});
