import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { createLogger } from "@consilium/service/logging/createLogger.ts";
import { expect } from "chai";

const SECRET = "deadbeef-secret";

function recorded(write: (logger: ReturnType<typeof createLogger>) => void): string {
  let lines = "";
  write(createLogger({ name: "test", level: "debug", destination: { write: (line) => (lines += line) } }));
  return lines;
}

describe("logger", () => {
  it("writes one JSON line with name, level, time and message", () => {
    const line = JSON.parse(recorded((logger) => logger.info({ roundId: 7, big: 5n }, "opened")));
    expect(line).to.include({ name: "test", level: "info", msg: "opened", roundId: 7, big: "5" });
    expect(line.time).to.match(/^\d{4}-\d\d-\d\dT/);
  });

  it("censors secrets under any name of theirs, at any depth", () => {
    for (const field of [
      "chainKey",
      "key",
      "peerSeed",
      "seeds",
      "client_secret",
      "PASSPHRASE",
      "maskShare",
      "shares",
      "api-key",
    ]) {
      for (const fields of [{ [field]: SECRET }, { a: { b: [{ [field]: { c: SECRET } }] } }]) {
        const line = recorded((logger) => logger.warn(fields, "x"));
        expect(line, field).to.include("[redacted]").and.not.include(SECRET);
      }
    }
  });

  it("keeps public names and never writes raw bytes", () => {
    const line = recorded((logger) =>
      logger.info({ publicKey: "0xab", keyHash: "0xcd", vector: new Uint8Array(9) }, "x"),
    );
    expect(line).to.include("0xab").and.include("0xcd").and.include("[9 bytes]");
  });

  it("writes an error's message, code and causes, and nothing else a library hung on it", () => {
    const cause = Object.assign(new Error("inner"), { request: { body: SECRET }, code: "ECONNRESET" });
    const error = new FederationError("TRANSPORT_FAILED", "outer", { cause });
    const line = JSON.parse(recorded((logger) => logger.error({ err: error }, "failed")));
    expect(line.err).to.include({ message: "outer", code: "TRANSPORT_FAILED" });
    expect(line.err.cause).to.include({ message: "inner", code: "ECONNRESET" });
    expect(JSON.stringify(line)).to.not.include(SECRET);
  });

  it("survives a document that contains itself", () => {
    const self: Record<string, unknown> = {};
    self.self = self;
    expect(recorded((logger) => logger.info(self, "x"))).to.include("[deep]");
  });

  it("stays below its level and refuses an unknown one", () => {
    let lines = "";
    const logger = createLogger({ name: "test", level: "warn", destination: { write: (line) => (lines += line) } });
    logger.info("quiet");
    logger.warn("loud");
    expect(lines).to.include("loud").and.not.include("quiet");
    try {
      createLogger({ name: "test", level: "shout" as never });
      expect.fail("no error");
    } catch (error) {
      expect(isFederationError(error, "CONFIG_INVALID")).to.equal(true);
    }
  });
});
