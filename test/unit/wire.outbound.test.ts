import { createTokenBuckets } from "@consilium/coordinator/transport/tokenBucket.ts";
import { outboundOnlyGater, parsePeerId, pinnedAddresses } from "@consilium/node/transport/addresses.ts";
import { createBackoff } from "@consilium/node/transport/backoff.ts";
import { peerIdFromSeed } from "@consilium/sdk/wire/peerId.ts";
import type { MultiaddrConnection } from "@libp2p/interface";
import { multiaddr } from "@multiformats/multiaddr";
import { expect } from "chai";
import fc from "fast-check";

const COORDINATOR = peerIdFromSeed(new Uint8Array(32).fill(1));
const OTHER = peerIdFromSeed(new Uint8Array(32).fill(2));
const CONNECTION = {} as MultiaddrConnection;

describe("outbound only", () => {
  it("pins the coordinator's peer id on every address, so that noise itself refuses another", () => {
    const bare = "/ip4/192.0.2.1/tcp/4001";
    for (const given of [bare, `${bare}/ws`, `${bare}/p2p/${COORDINATOR}`]) {
      expect(pinnedAddresses([given], COORDINATOR)[0]!.toString()).to.match(new RegExp(`/p2p/${COORDINATOR}$`));
    }
    expect(() => pinnedAddresses([`${bare}/p2p/${OTHER}`], COORDINATOR)).to.throw("another peer");
  });

  it("refuses every inbound connection and every peer but the pinned one", async () => {
    const gater = outboundOnlyGater(parsePeerId(COORDINATOR));
    const address = (peerId: string) => multiaddr(`/ip4/192.0.2.1/tcp/4001/p2p/${peerId}`);
    for (const [peerId, denied] of [
      [COORDINATOR, false],
      [OTHER, true],
    ] as const) {
      expect(await gater.denyDialPeer!(parsePeerId(peerId))).to.equal(denied);
      expect(await gater.denyDialMultiaddr!(address(peerId))).to.equal(denied);
      expect(await gater.denyOutboundConnection!(parsePeerId(peerId), CONNECTION)).to.equal(denied);
      expect(await gater.denyOutboundEncryptedConnection!(parsePeerId(peerId), CONNECTION)).to.equal(denied);
      expect(await gater.denyInboundEncryptedConnection!(parsePeerId(peerId), CONNECTION)).to.equal(true);
    }
    expect(await gater.denyDialMultiaddr!(multiaddr("/ip4/192.0.2.1/tcp/4001"))).to.equal(true);
    expect(await gater.denyInboundConnection!(CONNECTION)).to.equal(true);
  });
});

describe("backoff", () => {
  it("doubles, stays within its bounds, and starts anew after a success", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, random) => {
          const backoff = createBackoff({ firstDelayMs: 100, maxDelayMs: 5_000 }, () => random);
          expect(backoff.delayMs()).to.equal(0);
          for (let i = 0; i < failures; i++) backoff.failed();
          const bound = Math.min(5_000, 100 * 2 ** (failures - 1));
          expect(backoff.delayMs()).to.be.within(bound / 2, bound);
          backoff.succeeded();
          expect(backoff.delayMs()).to.equal(0);
        },
      ),
    );
  });
});

describe("token buckets", () => {
  it("never let a peer have more than the burst and the rate allow, whatever the pauses", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 500 }), { maxLength: 100 }), (pausesMs) => {
        let nowMs = 0;
        const buckets = createTokenBuckets(10, 5, () => nowMs);
        let taken = 0;
        for (const pauseMs of pausesMs) {
          nowMs += pauseMs;
          if (buckets.take("a")) taken++;
        }
        expect(taken).to.be.at.most(5 + (nowMs / 1000) * 10);
      }),
    );
  });

  it("keep peers apart, refill with time, and forget only full buckets", () => {
    let nowMs = 0;
    const buckets = createTokenBuckets(1, 2, () => nowMs);
    expect([buckets.take("a"), buckets.take("a"), buckets.take("a")]).to.deep.equal([true, true, false]);
    for (let i = 0; i < 3000; i++) expect(buckets.take(`peer ${i}`)).to.equal(true);
    expect(buckets.take("a")).to.equal(false);
    nowMs = 1000;
    expect([buckets.take("a"), buckets.take("a")]).to.deep.equal([true, false]);
  });
});
