import { type ConsentChain, ConsentRelay } from "@consilium/coordinator/consents/ConsentRelay.ts";
import { laneOf, takeNext } from "@consilium/coordinator/consents/consentOrder.ts";
import { isPlainConsent, isRevocation } from "@consilium/sdk/chain/consentRequests.ts";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import type { SignedConsentRequest } from "@consilium/sdk/schemas/consent.ts";
import { silentLogger } from "@consilium/service/logging/Logger.ts";
import { expect } from "chai";
import fc from "fast-check";

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

const ACCOUNT = (patient: number) => `0x${patient.toString(16).padStart(40, "0")}` as const;
const HANDLE = (patient: number) => `0x${patient.toString(16).padStart(64, "0")}` as const;

/** A request of any kind; a guardian's is about the handle with the patient's number. */
function wish(kind: SignedConsentRequest["kind"], patient: number, nonce = 0, signer = patient): SignedConsentRequest {
  const scope = { site: 0, purpose: 1, nonce, deadline: 2_000_000_000 };
  const terms = { ...scope, categories: 1, from: 1, until: 2_000_000_000, textDigest: HASH };
  const signed = { v: 1, signer: ACCOUNT(signer), signature: `0x${"00".repeat(65)}` } as const;
  switch (kind) {
    case "grant":
      return { ...signed, kind, request: terms };
    case "revoke":
      return { ...signed, kind, request: scope };
    case "grantForStudies":
      return { ...signed, kind, request: terms, studyDigests: [HASH] };
    case "grantAsGuardian":
      return { ...signed, kind, keyHash: HANDLE(patient), request: terms };
    case "revokeAsGuardian":
      return { ...signed, kind, keyHash: HANDLE(patient), request: scope };
    case "revokeAll":
      return { ...signed, kind, request: { site: 0, nonce, deadline: 2_000_000_000 } };
  }
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
    relay = start({ queueLength: 3, revocationRoom: 0 });
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

  describe("with requests of every kind", () => {
    let release: () => void;
    /** Holds the first transaction, so that what is handed in next waits. */
    const hold = async (first: SignedConsentRequest) => {
      chain.hold = new Promise((resolve) => {
        release = resolve;
      });
      const outcome = relay.submit([first]);
      while (chain.batches.length === 0) await new Promise(setImmediate);
      return outcome;
    };
    const settled = async () => {
      for (let turn = 0; turn < 40; turn++) await new Promise(setImmediate);
    };
    const label = ({ kind, signer }: SignedConsentRequest) => `${kind} ${Number.parseInt(signer.slice(2), 16)}`;
    let sent: string[][];

    beforeEach(() => {
      sent = [];
      chain.nextNonce = async () => 0;
      chain.submitBatch = async (requests) => {
        sent.push(requests.map(label));
        chain.batches.push([]);
        await chain.hold;
        return { transaction: HASH, skipped: new Map() };
      };
    });

    it("sends what cannot share a transaction alone, and the rest together", async () => {
      const outcomes = await relay.submit([
        wish("grant", 1),
        wish("grantForStudies", 2),
        wish("grant", 3),
        wish("grantAsGuardian", 4),
      ]);
      expect(codes(outcomes)).to.deep.equal(["ok", "ok", "ok", "ok"]);
      expect(sent).to.deep.equal([["grant 1", "grant 3"], ["grantForStudies 2"], ["grantAsGuardian 4"]]);
    });

    it("lets no revocation wait behind other people's grants", async () => {
      relay = start({ batchSize: 2 });
      const first = hold(wish("grant", 1));
      await settled();
      const grants = relay.submit(ids(2, 9).map((id) => wish("grant", id)));
      await settled();
      const revocations = [
        relay.submit([wish("revoke", 20)]),
        relay.submit([wish("revokeAsGuardian", 21)]),
        relay.submit([wish("revokeAll", 22)]),
      ];
      await settled();
      release();
      expect(codes((await Promise.all([first, grants, ...revocations])).flat())).to.deep.equal(Array(12).fill("ok"));
      expect(sent.slice(0, 4)).to.deep.equal([
        ["grant 1"],
        ["revoke 20", "grant 2"],
        ["revokeAsGuardian 21"],
        ["revokeAll 22"],
      ]);
    });

    it("keeps the order of one key: what it asked before its revocation goes before it", async () => {
      relay = start({ batchSize: 2 });
      const first = hold(wish("grant", 1));
      await settled();
      const waiting = relay.submit([
        wish("grant", 2),
        wish("grantForStudies", 3),
        wish("grant", 4),
        wish("revoke", 3, 1),
        wish("grant", 5),
      ]);
      await settled();
      release();
      await Promise.all([first, waiting]);
      expect(sent).to.deep.equal([["grant 1"], ["grantForStudies 3"], ["revoke 3", "grant 2"], ["grant 4", "grant 5"]]);
    });

    it("keeps room for revocations when its queue is full of grants", async () => {
      relay = start({ queueLength: 2, revocationRoom: 1 });
      const first = hold(wish("grant", 1));
      await settled();
      const second = relay.submit([wish("grant", 2)]);
      const refused = await relay.submit([wish("grant", 3)]).catch((error: unknown) => error);
      expect(refused).to.include({ code: "RATE_LIMITED" });
      const mixed = await relay.submit([wish("revoke", 4), wish("grant", 4)]).catch((error: unknown) => error);
      expect(mixed).to.include({ code: "RATE_LIMITED" });
      const revoked = relay.submit([wish("revoke", 5)]);
      const beyond = await relay.submit([wish("revoke", 6)]).catch((error: unknown) => error);
      expect(beyond).to.include({ code: "RATE_LIMITED" });
      release();
      expect(codes((await Promise.all([first, second, revoked])).flat())).to.deep.equal(["ok", "ok", "ok"]);
    });

    it("does not hold a patient's revocation up with what strangers ask about the patient", async () => {
      relay = start({ batchSize: 1 });
      const first = hold(wish("grant", 1));
      await settled();
      // Three strangers name the same handle, whose guardian is 9.
      const junk = relay.submit([6, 7, 8].map((stranger) => wish("grantAsGuardian", 2, 0, stranger)));
      await settled();
      const revoked = relay.submit([wish("revokeAsGuardian", 2, 0, 9)]);
      await settled();
      release();
      await Promise.all([first, junk, revoked]);
      expect(sent[1]).to.deep.equal(["revokeAsGuardian 9"]);
    });

    it("takes no consent into an epoch that is being ended", async () => {
      const outcomes = await relay.submit([
        wish("grant", 1),
        wish("revokeAll", 1),
        wish("grant", 1, 1),
        wish("grant", 2),
      ]);
      expect(codes(outcomes)).to.deep.equal(["ok", "ok", "CONSENT_NONCE_STALE", "ok"]);
    });

    it("reports the refusal of a request that travels alone, and no other", async () => {
      chain.submitBatch = async (requests) => {
        if (!isPlainConsent(requests[0]!)) throw new FederationError("CHAIN_REVERTED", "ConsentGuardianUnknown");
        return { transaction: HASH, skipped: new Map() };
      };
      const outcomes = await relay.submit([wish("grant", 1), wish("grantAsGuardian", 2), wish("grant", 3)]);
      expect(codes(outcomes)).to.deep.equal(["ok", "CHAIN_REVERTED", "ok"]);
    });
  });
});

describe("the order in which a relay sends", () => {
  const KINDS = ["grant", "revoke", "grantForStudies", "grantAsGuardian", "revokeAsGuardian", "revokeAll"] as const;
  const queue = fc.array(
    fc
      .tuple(fc.constantFrom(...KINDS), fc.integer({ min: 1, max: 4 }))
      .map(([kind, patient]) => wish(kind, patient))
      .map((request) => ({ request, lane: laneOf(request) })),
    { maxLength: 30 },
  );

  it("takes each once, keeps the order of each key, mixes nothing that cannot share, and stays within the batch", () => {
    fc.assert(
      fc.property(queue, fc.integer({ min: 1, max: 6 }), fc.boolean(), (waiting, batchSize, alternate) => {
        const numbered = waiting.map((each, place) => ({ ...each, place }));
        const left = [...numbered];
        const sent: typeof numbered = [];
        let afterSingle = false;
        while (left.length > 0) {
          const batch: typeof left = takeNext(left, batchSize, { afterSingle });
          afterSingle = alternate && !isPlainConsent(batch[0]!.request);
          expect(batch.length).to.be.within(1, batchSize);
          if (batch.length > 1) expect(batch.every(({ request }) => isPlainConsent(request))).to.equal(true);
          sent.push(...batch);
        }
        expect(new Set(sent).size).to.equal(waiting.length);
        for (const lane of new Set(waiting.map((each) => each.lane))) {
          const places = sent.filter((each) => each.lane === lane).map(({ place }) => place);
          expect(places).to.deep.equal([...places].sort((a, b) => a - b));
        }
      }),
      { numRuns: 300 },
    );
  });

  it("gives keys turns: a long queue of one does not hold up another's revocation", () => {
    const long = Array.from({ length: 10 }, (_, i) => wish("grant", 1, i));
    const requests = [...long, wish("revoke", 1, 10), wish("grant", 2), wish("revoke", 2, 1)];
    const left = requests.map((request) => ({ request, lane: laneOf(request) }));
    const sent = Array.from({ length: 4 }, () => takeNext(left, 1)[0]!.request);
    expect(sent).to.deep.include(wish("revoke", 2, 1));
  });

  it("gives what can share a transaction every second one", async () => {
    const requests = [1, 2, 3].map((patient) => wish("grantForStudies", patient));
    const left = [...requests, wish("grant", 4), wish("grant", 5)].map((request) => ({
      request,
      lane: laneOf(request),
    }));
    const sent: number[][] = [];
    let afterSingle = false;
    while (left.length > 0) {
      const batch: typeof left = takeNext(left, 10, { afterSingle });
      afterSingle = !isPlainConsent(batch[0]!.request);
      sent.push(batch.map(({ request }) => patientOf(request)));
    }
    expect(sent).to.deep.equal([[1], [4, 5], [2], [3]]);
  });

  it("sends a grant before a revocation only for the key of that or another waiting revocation", () => {
    fc.assert(
      fc.property(queue, (waiting) => {
        const left = [...waiting];
        while (left.some(({ request }) => isRevocation(request))) {
          const revoking = new Set(left.flatMap(({ request, lane }) => (isRevocation(request) ? [lane] : [])));
          const [first] = takeNext(left, 1);
          expect(revoking.has(first!.lane)).to.equal(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});
