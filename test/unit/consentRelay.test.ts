import { type ConsentChain, ConsentRelay } from "@consilium/coordinator/http/ConsentRelay.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { silentLogger } from "@consilium/sdk/logging/Logger.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import { expect } from "chai";

const HASH = `0x${"ab".repeat(32)}` as const;

function revocation(patient: number, nonce = 0): SignedConsentRequest {
  const signer = `0x${patient.toString(16).padStart(40, "0")}` as const;
  return {
    v: 1,
    kind: "revoke",
    request: { site: 0, purpose: 1, nonce, deadline: 2_000_000_000 },
    signer,
    signature: `0x${"00".repeat(65)}`,
  };
}

const patientOf = ({ signer }: SignedConsentRequest) => Number.parseInt(signer.slice(2), 16);

/** Keeps what was sent; transactions wait until `release` when `hold` is set. */
class FakeChain implements ConsentChain {
  readonly batches: number[][] = [];
  readonly badSignatures = new Set<number>();
  readonly skips = new Set<number>();
  /** Patients whose presence makes the whole transaction revert. */
  readonly poison = new Set<number>();
  unreachable = false;
  hold: Promise<void> | undefined;
  #nonces = new Map<number, number>();

  verify(request: SignedConsentRequest): void {
    if (this.badSignatures.has(patientOf(request))) throw new FederationError("CONSENT_SIGNATURE_INVALID", "No.");
  }
  async nextNonce(request: SignedConsentRequest) {
    if (this.unreachable) throw new FederationError("CHAIN_UNREACHABLE", "connect ECONNREFUSED 10.0.0.7:8545");
    return this.#nonces.get(patientOf(request)) ?? 0;
  }
  async submitBatch(requests: readonly SignedConsentRequest[]) {
    this.batches.push(requests.map(patientOf));
    await this.hold;
    if (requests.some((request) => this.poison.has(patientOf(request)))) {
      throw new FederationError("CHAIN_REVERTED", "out of gas");
    }
    const skipped = new Map<number, FederationError>();
    for (const [i, request] of requests.entries()) {
      const patient = patientOf(request);
      const next = this.#nonces.get(patient) ?? 0;
      if (request.request.nonce !== next) skipped.set(i, new FederationError("CONSENT_NONCE_STALE", "No."));
      else if (this.skips.has(patient)) skipped.set(i, new FederationError("CHAIN_REVERTED", "ConsentNotActive"));
      else this.#nonces.set(patient, next + 1);
    }
    return { transaction: HASH, skipped };
  }
}

describe("consent relay", () => {
  let chain: FakeChain;
  let relay: ConsentRelay;
  const start = (options = {}) => new ConsentRelay({ chain, logger: silentLogger, ...options });
  const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
  const codes = (outcomes: readonly any[]) => outcomes.map((outcome) => (outcome.accepted ? "ok" : outcome.code));

  beforeEach(() => {
    chain = new FakeChain();
    relay = start();
  });
  afterEach(async () => await relay.stop());

  it("sends many requests in few transactions, in order, and answers each", async () => {
    relay = start({ batchSize: 4 });
    const outcomes = await relay.submit(ids(1, 10).map((id) => revocation(id)));
    expect(chain.batches).to.deep.equal([ids(1, 4), ids(5, 8), ids(9, 10)]);
    expect(outcomes).to.deep.equal(ids(1, 10).map(() => ({ accepted: true, transactionHash: HASH })));
  });

  it("gathers what arrives while a transaction is under way", async () => {
    let release = () => {};
    chain.hold = new Promise((resolve) => {
      release = resolve;
    });
    const first = relay.submit([revocation(1)]);
    while (chain.batches.length === 0) await new Promise(setImmediate);
    const others = [relay.submit([revocation(2)]), relay.submit([revocation(3), revocation(4)])];
    for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
    release();
    expect(codes((await Promise.all([first, ...others])).flat())).to.deep.equal(["ok", "ok", "ok", "ok"]);
    expect(chain.batches).to.deep.equal([[1], [2, 3, 4]]);
  });

  it("pays nothing for a bad signature or a stale nonce, and takes the rest", async () => {
    chain.badSignatures.add(2);
    const outcomes = await relay.submit([revocation(1), revocation(2), revocation(3, 7), revocation(4)]);
    expect(codes(outcomes)).to.deep.equal(["ok", "CONSENT_SIGNATURE_INVALID", "CONSENT_NONCE_STALE", "ok"]);
    expect(chain.batches).to.deep.equal([[1, 4]]);
    expect(codes(await relay.submit([revocation(1)]))).to.deep.equal(["CONSENT_NONCE_STALE"]);
    expect(chain.batches).to.have.length(1);
  });

  it("takes two requests of one patient that follow each other", async () => {
    expect(codes(await relay.submit([revocation(1, 0), revocation(1, 1)]))).to.deep.equal(["ok", "ok"]);
    expect(chain.batches).to.deep.equal([[1, 1]]);
  });

  it("reports an item that the contract skipped, and no other", async () => {
    chain.skips.add(2);
    const outcomes = await relay.submit([revocation(1), revocation(2), revocation(3)]);
    expect(codes(outcomes)).to.deep.equal(["ok", "CHAIN_REVERTED", "ok"]);
  });

  it("finds the one item that sinks a whole transaction", async () => {
    chain.poison.add(3);
    const outcomes = await relay.submit(ids(1, 5).map((id) => revocation(id)));
    expect(codes(outcomes)).to.deep.equal(["ok", "ok", "CHAIN_REVERTED", "ok", "ok"]);
  });

  it("refuses a whole submission that its queue has no room for, and has room again afterwards", async () => {
    relay = start({ queueLength: 3 });
    let release = () => {};
    chain.hold = new Promise((resolve) => {
      release = resolve;
    });
    const held = relay.submit([revocation(1), revocation(2)]);
    const refused = await relay.submit([revocation(3), revocation(4)]).catch((error: unknown) => error);
    expect(refused).to.include({ code: "RATE_LIMITED" });
    release();
    expect(codes(await held)).to.deep.equal(["ok", "ok"]);
    expect(codes(await relay.submit([revocation(3), revocation(4)]))).to.deep.equal(["ok", "ok"]);
    expect(chain.batches.flat()).to.deep.equal([1, 2, 3, 4]);
  });

  it("says that the chain does not answer, without saying where it is, and works again later", async () => {
    chain.unreachable = true;
    expect(await relay.submit([revocation(1)])).to.deep.equal([
      { accepted: false, code: "CHAIN_UNREACHABLE", message: "The chain does not answer." },
    ]);
    chain.unreachable = false;
    expect(codes(await relay.submit([revocation(1)]))).to.deep.equal(["ok"]);
  });

  it("answers everyone when it stops", async () => {
    let release = () => {};
    chain.hold = new Promise((resolve) => {
      release = resolve;
    });
    relay = start({ batchSize: 1 });
    const outcomes = relay.submit([revocation(1), revocation(2)]);
    while (chain.batches.length === 0) await new Promise(setImmediate);
    const stopped = relay.stop();
    release();
    await stopped;
    expect(codes(await outcomes)).to.deep.equal(["ok", "CHAIN_UNREACHABLE"]);
    const late = await relay.submit([revocation(3)]).catch((error: unknown) => error);
    expect(late).to.include({ code: "CHAIN_UNREACHABLE" });
  });
});
