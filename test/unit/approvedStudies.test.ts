import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApprovedStudies } from "@consilium/node/studies/ApprovedStudies.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { readStudyFolder } from "@consilium/service/study/readStudyFolder.ts";
import { expect } from "chai";

const STUDY = new URL("../../studies/heart-disease", import.meta.url).pathname;

async function refusal(action: Promise<unknown>): Promise<{ code: string; field: string | undefined; hint: string }> {
  try {
    await action;
  } catch (error) {
    if (isFederationError(error)) return { code: error.code, field: error.field, hint: error.hint ?? "" };
    throw error;
  }
  throw new Error("It did not throw.");
}

describe("approved studies", () => {
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), "consilium-approved-"));
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it("are found again by digest, and nothing else is", async () => {
    const study = await readStudyFolder(STUDY);
    const approved = new ApprovedStudies(dir);
    expect(await approved.all()).to.deep.equal([]);
    await approved.add(study);
    await approved.add(study);
    expect(await new ApprovedStudies(dir).find(study.digest)).to.deep.equal(study);
    expect(await approved.find(`0x${"00".repeat(32)}`)).to.equal(undefined);
    expect(await readdir(join(dir, "studies"))).to.deep.equal([study.digest.slice(2)]);
  });

  it("are said to be damaged when a copy is not what was approved, and are whole again once approved again", async () => {
    const study = await readStudyFolder(STUDY);
    const approved = new ApprovedStudies(dir);
    await approved.add(study);
    const folder = join(dir, "studies", study.digest.slice(2));
    const sql = join(folder, "features.sql");
    const text = await readFile(sql, "utf8");
    const damages: (() => Promise<unknown>)[] = [
      () => writeFile(sql, text.replace("SELECT", "SELECT ")),
      () => writeFile(sql, Buffer.alloc(text.length)),
      () => truncate(join(folder, "study.yaml"), 10),
      () => rm(sql),
      () => rm(folder, { recursive: true }).then(() => mkdir(folder)),
      () => writeFile(join(folder, "more.sql"), "SELECT 1"),
    ];
    for (const damage of damages) {
      await damage();
      for (const read of [() => approved.find(study.digest), () => approved.all()]) {
        const { code, field, hint } = await refusal(read());
        expect([code, field]).to.deep.equal(["STORE_DAMAGED", folder]);
        expect(hint).to.include("consilium-node approve");
      }
      await mkdir(join(dir, "studies", ".left.0123.partial"), { recursive: true });
      await approved.add(study);
      expect(await approved.find(study.digest)).to.deep.equal(study);
      expect(await readdir(join(dir, "studies"))).to.have.length(1);
    }
  });
});
