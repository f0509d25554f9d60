import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { readEnrolments } from "@consilium/node/cohort/enrolments.ts";
import { parseConsentsList, readConsentsList } from "@consilium/node/seals/consentsList.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import { keccak256 } from "ethers";
import { describeWithShared } from "../clinicalData.ts";
import { SCRIPTED_DEPLOYMENT } from "../support/ScriptedChain.ts";

async function refusal(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (isFederationError(error, "CONFIG_INVALID")) return error.message;
    throw error;
  }
  return "nothing was thrown";
}

describeWithShared("cases", (dir) => {
  const consents = async (name: string) => {
    const path = join(dir, "consents", name);
    const { text } = await readConsentsList(path);
    const context = { deployment: SCRIPTED_DEPLOYMENT, site: 0, nowSeconds: 1_800_000_000 };
    return parseConsentsList(text, { ...context, patientOfKey: new Map(), hasRevoked: () => false }, path);
  };

  it("consents/30-February.csv: line 2 is refused, since there is no such day", async () => {
    expect(await refusal(() => consents("30-February.csv"))).to.match(/line 2: from: there is no such day.*2030-01-31/);
  });

  it("consents/year-as-number-2026.csv: line 2 is refused", async () => {
    expect(await refusal(() => consents("year-as-number-2026.csv"))).to.match(/line 2: from: a year alone.*2030-01-31/);
  });

  it("enrolments/same-person-NFC-and-NFD.csv: one person, named by line", async () => {
    const path = join(dir, "enrolments", "same-person-NFC-and-NFD.csv");
    const [, first, second] = (await readFile(path, "utf8")).split("\n");
    expect(first?.split(",")[0]).to.not.equal(second?.split(",")[0]);
    expect(await refusal(() => readEnrolments(path))).to.include("line 3: the patient of line 2 again");
  });

  it("enrolments/R-write-csv-quotes-everything.csv: two quoted fields are read", async () => {
    expect(await readEnrolments(join(dir, "enrolments", "R-write-csv-quotes-everything.csv"))).to.deep.equal([
      { patientId: "p1", keyHash: keccak256(`0x${"11".repeat(20)}`) },
    ]);
  });
});
