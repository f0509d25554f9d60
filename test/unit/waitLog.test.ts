import type { Logger } from "@consilium/service/logging/Logger.ts";
import { logOutages, WaitLog } from "@consilium/service/logging/WaitLog.ts";
import { expect } from "chai";

describe("logging a wait", () => {
  let lines: { level: string; fields: any; message: string }[];
  const write = (level: string) => (fields: any, message?: string) =>
    void lines.push({ level, fields, message: message! });
  const logger = { debug: write("debug"), info: write("info"), warn: write("warn"), error: write("error") } as Logger;
  beforeEach(() => {
    lines = [];
  });

  it("takes one line when it begins and one with its length when it is over, however often it is tried", () => {
    const wait = new WaitLog(logger);
    wait.over({}, "back");
    for (let i = 0; i < 153; i++) wait.waiting({ roundId: 7 }, "the round waits");
    wait.over({ roundId: 7 }, "the round went on");
    wait.over({ roundId: 7 }, "the round went on");
    expect(lines.map(({ level, message }) => [level, message])).to.deep.equal([
      ["warn", "the round waits"],
      ["info", "the round went on"],
    ]);
    expect(lines[1]!.fields).to.include({ roundId: 7, attempts: 153 });
    expect(lines[1]!.fields.durationMs).to.be.a("number");
  });
  it("of a chain node says what failed and how long", () => {
    const tell = logOutages(logger);
    tell({ state: "began", failure: "eth_call: HTTP 502" });
    tell({ state: "ended", durationMs: 9_000, failedRequests: 4 });
    expect(lines).to.deep.equal([
      { level: "warn", fields: { failure: "eth_call: HTTP 502" }, message: "the chain node does not answer" },
      { level: "info", fields: { durationMs: 9_000, failedRequests: 4 }, message: "the chain node answers again" },
    ]);
  });
});
