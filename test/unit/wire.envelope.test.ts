import { ERROR_CODES } from "@consilium/sdk/errors/codes.ts";
import { FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import {
  errorHeader,
  parseRequestHeader,
  parseResponseHeader,
  RPC_PROTOCOL_ID,
  requestHeader,
  resultHeader,
} from "@consilium/sdk/wire/envelope.ts";
import { opLimits } from "@consilium/sdk/wire/ops.ts";
import { peerIdFromSeed } from "@consilium/sdk/wire/peerId.ts";
import { generateKeyPairFromSeed } from "@libp2p/crypto/keys";
import { peerIdFromPrivateKey } from "@libp2p/peer-id";
import { expect } from "chai";

function caught(action: () => unknown): FederationError {
  try {
    action();
  } catch (error) {
    if (isFederationError(error)) return error;
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("envelope", () => {
  it("carries a request and its result", () => {
    expect(parseRequestHeader(requestHeader("round.join", { a: 1 }))).to.deep.equal({
      v: 2,
      op: "round.join",
      body: { a: 1 },
    });
    expect(parseResponseHeader(resultHeader({ b: 2 }))).to.deep.equal({ b: 2 });
    expect(parseResponseHeader(resultHeader(undefined))).to.equal(null);
    expect(RPC_PROTOCOL_ID).to.equal("/consilium/rpc");
  });

  it("refuses another protocol version on both sides", () => {
    expect(caught(() => parseRequestHeader({ v: 1, op: "x", body: {} })).code).to.equal("PROTOCOL_VERSION_MISMATCH");
    expect(caught(() => parseResponseHeader({ v: 1, ok: true, result: 1 })).code).to.equal("PROTOCOL_VERSION_MISMATCH");
  });

  it("refuses a request without an operation or a JSON object", () => {
    expect(caught(() => parseRequestHeader({ v: 2, op: "", body: {} })).code).to.equal("REQUEST_INVALID");
    expect(caught(() => parseRequestHeader({ v: 2, op: "x", body: [] })).code).to.equal("REQUEST_INVALID");
    expect(caught(() => parseRequestHeader({ v: 2, op: "x" })).code).to.equal("REQUEST_INVALID");
    expect(caught(() => parseRequestHeader({ v: 2, op: "x", body: null })).code).to.equal("REQUEST_INVALID");
    for (const op of [7, "x".repeat(65)]) {
      expect(caught(() => parseRequestHeader({ v: 2, op, body: {} })).field).to.equal("op");
    }
    expect(parseRequestHeader({ v: 2, op: "x".repeat(64), body: {} }).op).to.have.length(64);
  });

  it("refuses a response that neither succeeds nor fails in the way told", () => {
    for (const more of [{ ok: 1, result: 1 }, { ok: true }, { ok: false, error: null }, { ok: false, error: [] }]) {
      expect(caught(() => parseResponseHeader({ v: 2, ...more })).code).to.equal("REQUEST_INVALID");
    }
    const listed = { v: 2, ok: false, error: { code: ["ROUND_PHASE"] } };
    expect(caught(() => parseResponseHeader(listed)).code).to.equal("REQUEST_INVALID");
    expect(parseResponseHeader({ v: 2, ok: true, result: 1, error: { code: "ROUND_PHASE" } })).to.equal(1);
  });

  it("rethrows an error under its code, and tells neither side the other's details", () => {
    const secret = "seed 00ff";
    const header = errorHeader(new FederationError("ROUND_PHASE", secret, { field: secret, hint: secret }));
    expect(header).to.deep.equal({
      v: 2,
      ok: false,
      error: { code: "ROUND_PHASE", message: ERROR_CODES.ROUND_PHASE.publicMessage },
    });
    const thrown = caught(() =>
      parseResponseHeader({ v: 2, ok: false, error: { code: "ROUND_PHASE", message: secret } }),
    );
    expect(thrown.code).to.equal("ROUND_PHASE");
    expect(thrown.message).to.not.include(secret);
  });

  it("reads a version mismatch told by a peer of another version", () => {
    const told = { v: 9, ok: false, error: { code: "PROTOCOL_VERSION_MISMATCH", message: "" } };
    expect(caught(() => parseResponseHeader(told)).code).to.equal("PROTOCOL_VERSION_MISMATCH");
  });

  it("takes no code and no operation from the prototype", () => {
    const told = { v: 2, ok: false, error: { code: "constructor", message: "" } };
    expect(caught(() => parseResponseHeader(told)).code).to.equal("REQUEST_INVALID");
    expect(opLimits("constructor")).to.equal(undefined);
    expect(opLimits("round.commit")?.requestBodyBytes).to.be.greaterThan(4_000_000);
  });
});

describe("peerIdFromSeed", () => {
  it("agrees with libp2p", async () => {
    for (const fill of [0, 1, 255]) {
      const seed = new Uint8Array(32).fill(fill);
      const key = await generateKeyPairFromSeed("Ed25519", seed);
      expect(peerIdFromSeed(seed)).to.equal(peerIdFromPrivateKey(key).toString());
    }
  });

  it("refuses a seed of another length", () => {
    expect(caught(() => peerIdFromSeed(new Uint8Array(31))).code).to.equal("CONFIG_INVALID");
  });
});
