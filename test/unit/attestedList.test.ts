import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { digestNamed, keyHashNamed } from "@consilium/cli/commands/keyNames.ts";
import {
  LIST_HEADER,
  parseAttestedCsv,
  parseAttestedJson,
  readAttestedList,
} from "@consilium/cli/commands/site/attestedList.ts";
import { evidenceDigest } from "@consilium/cli/commands/site/evidence.ts";
import { keyHashOf } from "@consilium/sdk/chain/consentRequests.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";

const HANDLE = `0x${"5c".repeat(32)}` as const;
const ACCOUNT = `0x${"1A".repeat(20)}` as const;
const EVIDENCE = "ab".repeat(32);
const LINE = `${HANDLE},paper,DUO:0000007,laboratory;conditions,2026-01-01,2030-01-01,${EVIDENCE}`;

async function refusal(work: () => unknown): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (isFederationError(error, "CONFIG_INVALID")) return error.message;
    throw error;
  }
  return "nothing was thrown";
}
const csv =
  (...lines: string[]) =>
  () =>
    parseAttestedCsv([LIST_HEADER, ...lines, ""].join("\n"), "list.csv");

describe("a list of attested consents", () => {
  it("reads CSV and JSON to the same consents", () => {
    const [listed] = csv(LINE)();
    expect(listed).to.deep.equal({
      place: "line 2",
      consent: {
        keyHash: HANDLE,
        basis: "paper",
        purpose: 7,
        categories: 0b1100,
        from: 1_767_225_600,
        until: 1_893_456_000,
        evidenceDigest: `0x${EVIDENCE}`,
      },
    });
    const entry = {
      key: HANDLE,
      basis: "paper",
      purpose: "DUO:0000007",
      categories: ["laboratory", "conditions"],
      from: 1_767_225_600,
      until: "2030-01-01T00:00:00Z",
      evidence: `0x${EVIDENCE}`,
    };
    const [same] = parseAttestedJson(JSON.stringify([entry]), "list.json");
    expect(same).to.deep.equal({ ...listed, place: "entry 1" });
    const windows = parseAttestedCsv(`\uFEFF${LIST_HEADER}\r\n\r\n${LINE}\r\n`, "list.csv");
    expect(windows).to.deep.equal([{ ...listed, place: "line 3" }]);
  });

  it("names line and field of each fault, the first few, and nothing of what stands there", async () => {
    const faults: [string, string][] = [
      [LINE.replace(HANDLE, "0x12"), "line 2, key:"],
      [LINE.replace("paper", "patient"), "line 2, basis: not paper or waiver"],
      [LINE.replace("DUO:0000007", "DUO:9999999"), "line 2, purpose:"],
      [LINE.replace("laboratory", "secrets"), "line 2, categories:"],
      [LINE.replace("laboratory;conditions", ""), "line 2, categories:"],
      [LINE.replace("2026-01-01", "yesterday"), "line 2, from:"],
      [LINE.replace("2026-01-01", "2026-02-30"), "line 2, from: there is no such day"],
      [LINE.replace("2026-01-01", "2026"), "line 2, from: a year alone is not a day"],
      [LINE.replace("2030-01-01", "99999999999999"), "line 2, until:"],
      [LINE.replace("2030-01-01", "2026-01-01"), "line 2, until: not after from"],
      [LINE.replace(EVIDENCE, "00".repeat(32)), "line 2, evidence:"],
      [`${LINE},more`, "line 2: it has 8 fields, not the 7 of"],
    ];
    for (const [line, told] of faults) {
      const message = await refusal(csv(line));
      expect(message).to.include("list.csv").and.include(told).and.include("Nothing was sent");
      expect(message).to.not.match(/5c5c|secrets|yesterday/);
    }
    const bad = LINE.replace("paper", "x");
    const many = await refusal(csv(...Array(9).fill(bad)));
    expect(many).to.include("line 6, basis").and.include("and 4 more");
    expect(many).to.not.include("line 7");
    expect(await refusal(csv(LINE, LINE.replace("paper", "waiver")))).to.include(
      "line 3: the key and purpose of line 2 again",
    );
    expect(csv(LINE, LINE.replace("DUO:0000007", "DUO:0000006"))()).to.have.length(2);
  });

  it("refuses what is no list, an empty one and one that is too long", async () => {
    expect(await refusal(csv())).to.include("no consent");
    expect(await refusal(() => parseAttestedCsv(LINE, "list.csv")))
      .to.include("line 1")
      .and.include(LIST_HEADER);
    expect(await refusal(csv(...Array(100_001).fill(LINE)))).to.include("more than 100000 rows");
    const many = JSON.stringify(Array(100_001).fill(1));
    expect(await refusal(() => parseAttestedJson(many, "list.json"))).to.include("more than 100000 entries");
    for (const text of ["{}", "nonsense", "[]", "[1]", '[{"key":"x"}]', `[{"key":1,"basis":[]}]`]) {
      expect(await refusal(() => parseAttestedJson(text, "list.json"))).to.match(/list\.json: /);
    }
    expect(await refusal(() => readAttestedList("/nowhere/list.csv"))).to.include("cannot be read");
  });
});

describe("how a command names keys and evidence", () => {
  it("takes a key hash, an account or a passkey's signer", () => {
    expect(keyHashNamed(HANDLE.toUpperCase().replace("0X", "0x"))).to.equal(HANDLE);
    expect(keyHashNamed(ACCOUNT)).to.equal(keyHashOf(ACCOUNT.toLowerCase() as `0x${string}`));
    const passkey = `0x${"77".repeat(84)}` as const;
    expect(keyHashNamed(passkey)).to.equal(keyHashOf(passkey));
    for (const text of ["", "0x", HANDLE.slice(2), `${ACCOUNT}0`, "0xzz"])
      expect(keyHashNamed(text)).to.equal(undefined);
    expect(digestNamed("AB".repeat(32))).to.equal(`0x${EVIDENCE}`);
    expect(digestNamed("ab")).to.equal(undefined);
  });

  it("takes evidence as a digest or as the file, which must not be empty", async () => {
    const directory = await mkdtemp(join(tmpdir(), "consilium-evidence-"));
    try {
      await writeFile(join(directory, "paper.pdf"), "abc");
      await writeFile(join(directory, "empty.pdf"), "");
      // FIPS 180-2, B.1.
      const known = "0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
      expect(await evidenceDigest(join(directory, "paper.pdf"))).to.equal(known);
      expect(await evidenceDigest(EVIDENCE)).to.equal(`0x${EVIDENCE}`);
      for (const name of ["empty.pdf", "missing.pdf"]) {
        expect(await refusal(() => evidenceDigest(join(directory, name)))).to.include("--evidence");
      }
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
