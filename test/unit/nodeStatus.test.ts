import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStatus, type StatusDocument, writeStatus } from "@consilium/node/status/statusFile.ts";
import { statusLines } from "@consilium/node/status/statusLines.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";

const AT = 1_800_000_000;
const base: StatusDocument = {
  v: 1,
  pid: process.pid,
  at: AT,
  ready: true,
  checks: { chain: true, registered: true, coordinator: true, records: true },
  site: { index: 2, name: "St. Mary" },
  chainId: 7357,
  blockNumber: 41,
  blockAgeSeconds: 3,
  studiesApproved: ["heart"],
  rounds: [{ roundId: 9, phase: "masked" }],
  records: [{ study: "heart", at: AT, rows: 303 }],
};

describe("a node's status", () => {
  it("says that it is connected, which round it is in and what its records gave", () => {
    const text = statusLines({ status: base, running: true }).join("\n");
    expect(text).to.match(/^READY\nSite +St\. Mary \(member 2\), an active member\n/);
    expect(text)
      .to.include("id 7357, block 41, 3 s old")
      .and.include("9 masked")
      .and.include("heart 303 rows, 2027-01-15");
  });
  it("says what to do where a check does not hold, and the true reason why the site left a round", () => {
    const status: StatusDocument = {
      ...base,
      ready: false,
      checks: { chain: false, registered: false, coordinator: false, records: false },
      rounds: [],
      records: [{ study: "heart", at: AT, code: "RECORDS_MALFORMED" }],
      lastWithdrawal: { roundId: 8, code: "COHORT_TOO_SMALL", at: AT },
      lastError: { code: "TRANSPORT_FAILED", at: AT },
    };
    const text = statusLines({ status, running: true }).join("\n");
    expect(text).to.match(/^RUNNING, NOT READY\n/);
    for (const what of ["chain.rpcUrl", "member list", "coordinator.addresses", "consilium-node preview"]) {
      expect(text).to.include(what);
    }
    expect(text).to.match(/Left a round +8, [^\n]*COHORT_TOO_SMALL, The site's cohort is below the minimum\./);
    expect(text).to.include("heart RECORDS_MALFORMED").and.include("TRANSPORT_FAILED");
    expect(statusLines({ status, running: false })[0]).to.match(/^NOT RUNNING, last seen 2027-01-15T/);
  });
  it("is read from a file that only its owner reads, and an old one is not taken for a running node's", async () => {
    const folder = await mkdtemp(join(tmpdir(), "consilium-status-"));
    try {
      const absent = await readStatus(folder).catch((error: unknown) => error);
      expect(absent).to.be.instanceOf(FederationError).with.property("code", "NOT_FOUND");
      await writeStatus(folder, { ...base, at: Math.floor(Date.now() / 1_000) });
      expect((await readStatus(folder)).running).to.equal(true);
      expect((await stat(join(folder, "status.json"))).mode & 0o777).to.equal(0o600);
      await writeStatus(folder, base);
      expect((await readStatus(folder)).running, "of another time").to.equal(false);
      // No process has this id: Linux and macOS stop below it.
      await writeStatus(folder, { ...base, at: Math.floor(Date.now() / 1_000), pid: 2 ** 30 });
      expect((await readStatus(folder)).running, "of another process").to.equal(false);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
