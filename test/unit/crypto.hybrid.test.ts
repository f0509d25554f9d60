import { fromHex } from "@consilium/sdk/canonical/bytes.ts";
import {
  checkHybridPublicKey,
  encapsulateTo,
  hybridKeyPair,
  pairwiseSeed,
  wipeKeyPair,
} from "@consilium/sdk/crypto/hybrid.ts";
import { open, seal } from "@consilium/sdk/crypto/sealedBox.ts";
import { combineShares, splitSecret } from "@consilium/sdk/crypto/shamir.ts";
import { expect } from "chai";
import fc from "fast-check";

const bytes = (value: number, length = 32): Uint8Array => new Uint8Array(length).fill(value);
const low = { seed: bytes(1), keys: hybridKeyPair(bytes(1)) };
const high = { seed: bytes(2), keys: hybridKeyPair(bytes(2)) };
const CONTEXT = bytes(7);

const fromLow = (context = CONTEXT): Uint8Array =>
  pairwiseSeed({
    ownSeed: low.seed,
    ownIndex: 3,
    ownPublicKey: low.keys.publicKey,
    peerIndex: 9,
    peerPublicKey: high.keys.publicKey,
    context,
  });
const fromHigh = (context = CONTEXT, kemCiphertext?: Uint8Array): Uint8Array =>
  pairwiseSeed({
    ownSeed: high.seed,
    ownIndex: 9,
    ownPublicKey: high.keys.publicKey,
    peerIndex: 3,
    peerPublicKey: low.keys.publicKey,
    kemCiphertext: kemCiphertext ?? encapsulateTo(low.seed, high.keys.publicKey).kemCiphertext,
    context,
  });

describe("Hybrid keys", () => {
  it("come from their seed alone", () => {
    expect(hybridKeyPair(bytes(1))).to.deep.equal(low.keys);
    expect(low.keys.publicKey).to.have.length(1_216);
    expect(low.keys.publicKey).to.not.deep.equal(high.keys.publicKey);
    expect(() => hybridKeyPair(bytes(1, 31)))
      .to.throw()
      .with.property("code", "REQUEST_INVALID");
  });

  it("are refused with another length, a point of low order, or a coefficient of q or more, naming the member", () => {
    const { publicKey } = low.keys;
    checkHybridPublicKey(publicKey, "key");
    const lowOrder = Uint8Array.from(publicKey);
    lowOrder.set(fromHex("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800"));
    const outOfRange = Uint8Array.from(publicKey);
    // 3,329 = 0xd01 in the low twelve bits of the first three bytes.
    outOfRange.set([0x01, (outOfRange[33]! & 0xf0) | 0x0d], 32);
    const highOutOfRange = Uint8Array.from(publicKey);
    highOutOfRange[32 + 1_151] = 0xff;
    for (const key of [publicKey.subarray(1), lowOrder, outOfRange, highOutOfRange]) {
      expect(() => checkHybridPublicKey(key, "key", 5))
        .to.throw()
        .that.includes({ code: "REQUEST_INVALID", memberIndex: 5 });
    }
    expect(() => checkHybridPublicKey(publicKey.subarray(1), "key"))
      .to.throw()
      .with.property("memberIndex", undefined);
  });
});

describe("An encapsulation to a peer", () => {
  it("is made once for a pair and peer, the same as without the pair, until it is wiped", () => {
    const [seed, one, two] = [1, 2, 3].map((byte) => new Uint8Array(32).fill(byte)) as [
      Uint8Array,
      Uint8Array,
      Uint8Array,
    ];
    const own = hybridKeyPair(seed);
    const peers = [hybridKeyPair(one).publicKey, hybridKeyPair(two).publicKey];
    const plain = peers.map((peer) => encapsulateTo(seed, peer));
    const kept = peers.map((peer) => encapsulateTo(seed, peer, own));
    expect(kept).to.deep.equal(plain);
    for (const [i, peer] of peers.entries()) expect(encapsulateTo(seed, peer.slice(), own)).to.equal(kept[i]);
    wipeKeyPair(own);
    for (const { sharedSecret } of kept) expect([...sharedSecret]).to.deep.equal(Array(32).fill(0));
    expect(encapsulateTo(seed, peers[0]!, own)).to.deep.equal(plain[0]);
  });
});

describe("Pairwise mask seed", () => {
  it("is the same at both ends", () => {
    expect(fromLow()).to.deep.equal(fromHigh());
    expect(fromLow()).to.have.length(32);
  });

  it("is another in another context, for other indices, and with a forged ciphertext", () => {
    expect(fromLow(bytes(8))).to.not.deep.equal(fromLow());
    const forged = Uint8Array.from(encapsulateTo(low.seed, high.keys.publicKey).kemCiphertext);
    forged[0]! ^= 1;
    expect(fromHigh(CONTEXT, forged)).to.not.deep.equal(fromLow());
  });

  it("needs both halves: another X25519 key or another ML-KEM key at the peer changes it", () => {
    const other = hybridKeyPair(bytes(4)).publicKey;
    const base = { ownSeed: low.seed, ownIndex: 3, ownPublicKey: low.keys.publicKey, peerIndex: 9, context: CONTEXT };
    const mixed = [other.slice(0, 32), other.slice(32)].map((half, i) => {
      const key = Uint8Array.from(high.keys.publicKey);
      key.set(half, i === 0 ? 0 : 32);
      return pairwiseSeed({ ...base, peerPublicKey: key });
    });
    expect(mixed[0]).to.not.deep.equal(fromLow());
    expect(mixed[1]).to.not.deep.equal(fromLow());
  });

  it("refuses itself, a missing or foreign ciphertext, and a peer of low order", () => {
    const base = { ownSeed: low.seed, ownIndex: 3, ownPublicKey: low.keys.publicKey, context: CONTEXT };
    const peerPublicKey = high.keys.publicKey;
    expect(() => pairwiseSeed({ ...base, peerIndex: 3, peerPublicKey }))
      .to.throw()
      .with.property("code", "REQUEST_INVALID");
    expect(() => pairwiseSeed({ ...base, peerIndex: 1, peerPublicKey }))
      .to.throw()
      .with.property("code", "REQUEST_INVALID");
    expect(() => pairwiseSeed({ ...base, peerIndex: 9, peerPublicKey, kemCiphertext: bytes(0, 1_088) }))
      .to.throw()
      .that.includes({ code: "SHARE_INVALID", memberIndex: 3 });
    const lowOrder = Uint8Array.from(peerPublicKey);
    lowOrder.fill(0, 0, 32);
    expect(() => pairwiseSeed({ ...base, peerIndex: 9, peerPublicKey: lowOrder })).to.throw("low order");
  });
});

describe("Sealed box", () => {
  const address = { context: CONTEXT, from: 3, to: 9, kind: 1 };
  const contents = Uint8Array.of(1, 2, 3);
  const box = seal(contents, high.keys.publicKey, address);

  it("opens for its recipient and never looks the same twice", () => {
    expect(open(box, high.keys, address)).to.deep.equal(contents);
    expect(seal(contents, high.keys.publicKey, address)).to.not.deep.equal(box);
  });

  it("stays shut in another context, for another key, and with any byte changed, naming the dealer", () => {
    const refused = (run: () => unknown): void => {
      expect(run).to.throw().that.includes({ code: "SHARE_INVALID", memberIndex: 3 });
    };
    refused(() => open(box, low.keys, address));
    refused(() => open(box, high.keys, { ...address, context: bytes(8) }));
    refused(() => open(new Uint8Array(0), high.keys, address));
    refused(() => open(box.subarray(0, -1), high.keys, address));
    fc.assert(
      fc.property(fc.nat(box.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bent = Uint8Array.from(box);
        bent[at]! ^= flip;
        // The top bit of an X25519 key is ignored by the curve, but not by the KDF.
        refused(() => open(bent, high.keys, address));
      }),
      { numRuns: 25 },
    );
  });

  it("is refused at another address: sender, recipient and kind are inside", () => {
    for (const wrong of [{ from: 4 }, { to: 8 }, { kind: 2 }]) {
      expect(() => open(box, high.keys, { ...address, ...wrong }))
        .to.throw("another round, member or use")
        .with.property("code", "SHARE_INVALID");
    }
  });
});

describe("Shamir shares", () => {
  it("give the secret from any threshold of them, and not from fewer", async () => {
    const parameters = fc
      .integer({ min: 2, max: 20 })
      .chain((count) => fc.tuple(fc.constant(count), fc.integer({ min: 1, max: count })));
    await fc.assert(
      fc.asyncProperty(
        parameters,
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.nat(),
        async ([count, t], secret, turn) => {
          const shares = await splitSecret(secret, count, t);
          expect(shares).to.have.length(count);
          for (const share of shares) expect(share).to.have.length(33);
          const turned = shares.map((_, i) => shares[(i + turn) % count]!);
          expect(await combineShares(turned, t)).to.deep.equal(secret);
          const error = await combineShares(turned.slice(0, t - 1), t).catch((thrown: unknown) => thrown);
          expect(error).to.include({ code: "RECOVERY_FAILED" });
          expect(error).to.have.property("message").that.includes(`1 of ${t} shares are missing`);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("refuse a threshold above their number, too many of them, and repeated or uneven shares", async () => {
    for (const [count, t] of [
      [3, 4],
      [3, 0],
      [256, 2],
      [0, 1],
    ] as const) {
      const error = await splitSecret(bytes(1), count, t).catch((thrown: unknown) => thrown);
      expect(error).to.include({ code: "MANIFEST_INVALID" });
    }
    const [first] = await splitSecret(bytes(1), 3, 2);
    for (const shares of [
      [first!, first!],
      [first!, bytes(1, 12)],
    ]) {
      expect(await combineShares(shares, 2).catch((thrown: unknown) => thrown)).to.include({ code: "RECOVERY_FAILED" });
    }
  });
});
