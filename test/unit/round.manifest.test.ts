import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import type { RoundRecord } from "@consilium/sdk/chain/RoundRecord.ts";
import { commitSpanSeconds } from "@consilium/sdk/round/deadlines.ts";
import {
  chainFigures,
  differingFigures,
  leastRetention,
  manifestFor,
  modelDigestOf,
  type StudyFigures,
  studyFigures,
} from "@consilium/sdk/round/manifest.ts";
import { queryDigestOf } from "@consilium/sdk/round/queryDigest.ts";
import { checkDocument } from "@consilium/sdk/schemas/check.ts";
import { RoundManifest, ZERO_BYTES32 } from "@consilium/sdk/schemas/round.ts";
import { expect } from "chai";
import { firstPoint, makeStudy, POOLED_STAGES } from "../behaviors/workload.ts";

const study = makeStudy({
  stages: POOLED_STAGES,
  protection: { kind: "secagg", colluders: 1 },
  sites: { minimum: 5, maximum: 9 },
  minimumCohort: 20,
});
const point = firstPoint(study);
const OPENED_AT_MS = 1_800_000_000_400;
const manifest = manifestFor({ study, studyId: 3, point, openedAtMs: OPENED_AT_MS });

/** Every figure that its place in the study gives, and none that the moment of its opening gives. */
const FIGURES: StudyFigures = {
  studyDigest: study.digest,
  stage: "inputs",
  workload: "summary",
  iteration: 0,
  stateDigest: digestBytes(point.state),
  dimension: 16,
  ring: 47,
  fractionBits: 32,
  bound: 1_000,
  colluders: 1,
  queryDigest: queryDigestOf(point),
  minimumSites: 5,
  maximumSites: 9,
  minimumCohort: 20,
};

const record = {
  studyId: 3,
  stateDigest: manifest.stateDigest,
  queryDigest: manifest.queryDigest,
  colluders: 1,
  minSites: 5,
  joinBy: manifest.joinBy,
  commitBy: manifest.commitBy,
  unmaskBy: manifest.unmaskBy,
} as RoundRecord;

describe("a round's manifest", () => {
  it("says what the round's place in its study gives", () => {
    expect(studyFigures(study, point)).to.deep.equal(FIGURES);
    expect(manifest).to.deep.include(FIGURES);
    expect(checkDocument(RoundManifest, manifest, "manifest")).to.equal(manifest);
  });

  it("says the same of its study, whenever the round is tried", () => {
    const again = manifestFor({ study, studyId: 3, point, openedAtMs: OPENED_AT_MS + 90_000 });
    expect(differingFigures(again, FIGURES)).to.deep.equal([]);
    expect(again.joinBy - manifest.joinBy).to.equal(90);
  });

  it("gives each phase its time, from the next whole second on", () => {
    const openedAt = 1_800_000_001;
    const { join, unmask } = study.document.phaseTimeoutSeconds;
    expect(manifest.joinBy).to.equal(openedAt + join);
    expect(manifest.commitBy).to.equal(openedAt + commitSpanSeconds(study.document));
    expect(manifest.unmaskBy).to.equal(manifest.commitBy + unmask);
    expect(manifest.transcriptRetainedUntil).to.equal(openedAt + 30 * 86_400);
    expect(leastRetention(study, record)).to.equal(manifest.transcriptRetainedUntil);
  });

  it("registers the state that a model's round leaves as its model, and none for a summary's", () => {
    const stateDigest = digestBytes(Uint8Array.of(1));
    expect(modelDigestOf("train", stateDigest)).to.equal(stateDigest);
    expect(modelDigestOf("summary", stateDigest)).to.equal(ZERO_BYTES32);
  });
});

describe("the figures of a manifest", () => {
  const expected = { ...FIGURES, ...chainFigures(record, study.digest) };

  it("are those of the study and of the chain", () => {
    expect(differingFigures(manifest, expected)).to.deep.equal([]);
    const { v: _, transcriptRetainedUntil: __, ...said } = manifest;
    expect(Object.keys(expected).sort(), "every figure is compared").to.deep.equal(Object.keys(said).sort());
  });

  for (const field of Object.keys(expected) as (keyof typeof expected)[]) {
    it(`differ where its ${field} is another`, () => {
      const declared = typeof manifest[field] === "number" ? (manifest[field] as number) + 1 : "other";
      const lie = { ...manifest, [field]: declared } as RoundManifest;
      expect(differingFigures(lie, expected)).to.deep.equal([{ field, declared, expected: expected[field] }]);
    });
  }

  const onChain: [keyof RoundRecord, keyof RoundManifest][] = [
    ["studyId", "studyId"],
    ["stateDigest", "stateDigest"],
    ["queryDigest", "queryDigest"],
    ["colluders", "colluders"],
    ["minSites", "minimumSites"],
    ["joinBy", "joinBy"],
    ["commitBy", "commitBy"],
    ["unmaskBy", "unmaskBy"],
  ];
  for (const [said, field] of onChain) {
    it(`differ where the chain says another ${said}`, () => {
      const other = {
        ...record,
        [said]: typeof record[said] === "string" ? ZERO_BYTES32 : (record[said] as number) + 1,
      };
      expect(differingFigures(manifest, chainFigures(other, study.digest)).map((each) => each.field)).to.deep.equal([
        field,
      ]);
    });
  }

  it("differ where the study on chain is another", () => {
    const [difference] = differingFigures(manifest, chainFigures(record, ZERO_BYTES32));
    expect(difference).to.include({ field: "studyDigest", declared: study.digest, expected: ZERO_BYTES32 });
  });

  it("are all named, in the order of what is expected", () => {
    const lie = { ...manifest, unmaskBy: 1, ring: 32, stage: "x" } as RoundManifest;
    expect(differingFigures(lie, expected).map(({ field }) => field)).to.deep.equal(["stage", "ring", "unmaskBy"]);
  });
});
