import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { generateEhr } from "@consilium/scripts/synthetic-ehr/generateEhr.ts";
import { DEFAULT_HOSPITALS } from "@consilium/scripts/synthetic-ehr/hospitals.ts";
import { eventProbability, PLANTED_MODEL } from "@consilium/scripts/synthetic-ehr/outcomeModel.ts";
import { SyntheticRandom } from "@consilium/scripts/synthetic-ehr/SyntheticRandom.ts";
import { digestBytes } from "@consilium/sdk/canonical/digest.ts";
import { expect } from "chai";
import { inTemporaryFolder, rejection } from "./records.fixture.ts";

const SMALL = DEFAULT_HOSPITALS.map((hospital) => ({ ...hospital, patients: 60 }));

/** Digest of every file under a folder, by path. */
async function digests(directory: string): Promise<Record<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const pairs = paths.sort().map(async (path) => [path.slice(directory.length), digestBytes(await readFile(path))]);
  return Object.fromEntries(await Promise.all(pairs));
}

async function resources(directory: string): Promise<any[]> {
  const all = [];
  for (const name of await readdir(directory)) {
    for (const line of (await readFile(join(directory, name), "utf8")).trimEnd().split("\n"))
      all.push(JSON.parse(line));
  }
  return all;
}

describe("synthetic EHR", () => {
  it("writes the same bytes for a seed, and others for another", () =>
    inTemporaryFolder(async (directory) => {
      const [a, b, c] = ["a", "b", "c"].map((name) => join(directory, name)) as [string, string, string];
      await generateEhr({ seed: 11, dir: a, hospitals: SMALL });
      await generateEhr({ seed: 11, dir: b, hospitals: SMALL });
      await generateEhr({ seed: 12, dir: c, hospitals: SMALL });
      const first = await digests(a);
      expect(await digests(b)).to.deep.equal(first);
      const other = await digests(c);
      expect(Object.keys(first)).to.have.length(25);
      const same = Object.keys(first).filter((path) => first[path] === other[path]);
      expect(same.every((path) => path.endsWith("Organization.ndjson"))).to.equal(true);
    }));

  it("pins the generator's stream, so that a change of it does not go unseen", () => {
    const random = new SyntheticRandom(2024, "pin");
    expect([random.integer(0, 1e9), random.integer(0, 1e9), random.integer(0, 1e9)]).to.deep.equal(PINNED);
    expect(new SyntheticRandom(2024, "other").integer(0, 1e9)).to.not.equal(PINNED[0]);
  });

  it("draws uniform and normal deviates with their moments", () => {
    const random = new SyntheticRandom(5, "moments");
    const n = 20_000;
    const uniform = Array.from({ length: n }, () => random.uniform());
    const normal = Array.from({ length: n }, () => random.normal(3, 2));
    const mean = (xs: number[]) => xs.reduce((sum, x) => sum + x, 0) / xs.length;
    const deviation = (xs: number[]) => {
      const centre = mean(xs);
      return Math.sqrt(mean(xs.map((x) => (x - centre) ** 2)));
    };
    expect(mean(uniform)).to.be.closeTo(0.5, 0.01);
    expect(deviation(uniform)).to.be.closeTo(Math.sqrt(1 / 12), 0.01);
    expect(mean(normal)).to.be.closeTo(3, 0.06);
    expect(deviation(normal)).to.be.closeTo(2, 0.05);
  });

  it("writes FHIR R4 resources in shape, whose references resolve inside the hospital", () =>
    inTemporaryFolder(async (directory) => {
      const hospitals = await generateEhr({ seed: 3, dir: directory, hospitals: SMALL });
      for (const hospital of hospitals) {
        const all = await resources(hospital.directory);
        const ids = new Set(all.map((resource) => `${resource.resourceType}/${resource.id}`));
        expect(ids.size).to.equal(all.length);
        for (const resource of all) {
          expect(resource.id).to.match(/^[A-Za-z0-9.-]{1,64}$/);
          const references = JSON.stringify(resource).matchAll(/"reference":"([^"]*)"/g);
          for (const [, reference] of references) expect(ids.has(reference!), reference).to.equal(true);
          checkShape(resource);
        }
      }
    }));

  it("writes a manifest of seed, counts and planted coefficients, and reports progress", () =>
    inTemporaryFolder(async (directory) => {
      const progress: [number, number][] = [];
      const onProgress = (done: number, total: number) => void progress.push([done, total]);
      const hospitals = await generateEhr({ seed: 3, dir: directory, hospitals: SMALL, onProgress });
      const manifest = JSON.parse(await readFile(join(directory, "manifest.json"), "utf8"));
      expect(manifest.seed).to.equal(3);
      expect(manifest.plantedModel).to.deep.equal(PLANTED_MODEL);
      expect(manifest.hospitals.map(({ id, patients }: any) => [id, patients])).to.deep.equal(
        SMALL.map(({ id }) => [id, 60]),
      );
      expect(JSON.stringify(manifest)).to.not.contain(directory);
      expect(progress).to.deep.equal([60, 120, 180, 240].map((done) => [done, 240]));
      expect(hospitals.every(({ events }) => events > 0 && events < 60)).to.equal(true);
    }));

  it("plants the model it says", () => {
    const typical = Object.fromEntries(
      Object.entries(PLANTED_MODEL.terms).map(([name, { centre }]) => [name, centre]),
    ) as any;
    expect(eventProbability(typical, 0)).to.be.closeTo(1 / (1 + Math.exp(1.75)), 1e-12);
    expect(eventProbability({ ...typical, sbp: 152 }, 0.25)).to.be.closeTo(1 / (1 + Math.exp(1)), 1e-12);
  });

  it("differs between hospitals in size, case mix and missingness, each of at least 500 patients", () => {
    for (const pick of [
      (h: any) => h.patients,
      (h: any) => h.age.mean,
      (h: any) => h.maleShare,
      (h: any) => h.missing.hba1c,
    ]) {
      expect(new Set(DEFAULT_HOSPITALS.map(pick)).size).to.equal(4);
    }
    expect(DEFAULT_HOSPITALS.every(({ patients }) => patients >= 500)).to.equal(true);
  });

  it("refuses a seed that is no whole number", async () => {
    expect(await rejection(generateEhr({ seed: 0.5, dir: "unused" }))).to.be.instanceOf(RangeError);
  });
});

const PINNED = [4500793, 833510243, 385095112];

function checkShape(resource: any): void {
  const dateTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;
  const concept = (value: any) => {
    expect(value.coding[0]).to.have.all.keys("system", "code", "display");
    expect(value.text).to.be.a("string");
  };
  const quantity = (value: any) => {
    expect(value).to.have.all.keys("value", "unit", "system", "code");
    expect(Number.isFinite(value.value) && value.value > 0).to.equal(true);
  };
  switch (resource.resourceType) {
    case "Patient":
      expect(resource.birthDate).to.match(/^\d{4}-\d{2}-\d{2}$/);
      expect(resource.gender).to.be.oneOf(["male", "female"]);
      expect(resource.meta.tag[0].code).to.be.oneOf(["train", "test"]);
      break;
    case "Encounter":
      expect(resource.status).to.equal("finished");
      concept(resource.type[0]);
      expect(resource.period.start).to.match(dateTime);
      expect(resource.period.end > resource.period.start).to.equal(true);
      break;
    case "Condition":
      concept(resource.clinicalStatus);
      concept(resource.verificationStatus);
      concept(resource.code);
      expect(resource.onsetDateTime).to.match(dateTime);
      break;
    case "Observation": {
      expect(resource.status).to.equal("final");
      concept(resource.code);
      concept(resource.category[0]);
      expect(resource.effectiveDateTime).to.match(dateTime);
      if (resource.valueQuantity) quantity(resource.valueQuantity);
      else if (resource.component) for (const part of resource.component) quantity(part.valueQuantity);
      else concept(resource.valueCodeableConcept);
      break;
    }
    case "MedicationRequest":
      expect(resource).to.include({ status: "active", intent: "order" });
      concept(resource.medicationCodeableConcept);
      expect(resource.authoredOn).to.match(dateTime);
      break;
    default:
      expect(resource.resourceType).to.equal("Organization");
      expect(resource.name).to.contain("synthetic");
  }
}
