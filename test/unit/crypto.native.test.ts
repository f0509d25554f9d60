import {
  decapsulate,
  diffieHellman,
  encapsulate,
  encapsulateFresh,
  hybridKeyPair,
  wipeKeyPair,
} from "@consilium/sdk/crypto/hybrid.ts";
import { createNativeKem } from "@consilium/sdk/crypto/nativeKem.ts";
import { type NodeCrypto, nodeCrypto } from "@consilium/sdk/crypto/nodeCrypto.ts";
import { isLowOrderPoint, x25519PublicKey, x25519SharedSecret } from "@consilium/sdk/crypto/x25519.ts";
import { expect } from "chai";
import fc from "fast-check";

const platform = nodeCrypto as NodeCrypto;
const kem = createNativeKem();
const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 });
/** Any 32 bytes, and u-coordinates that are not reduced mod p, of which RFC 7748 says what they mean. */
const publicKeys = fc
  .oneof(
    bytes32,
    fc.integer({ min: 0xee, max: 0xff }).map((low) => Uint8Array.of(low, ...new Uint8Array(30).fill(0xff), 0x7f)),
  )
  .filter((key) => !isLowOrderPoint(key));

describe("The platform's own X25519 and ML-KEM", () => {
  it("give the public keys and shared secrets that JavaScript gives", () => {
    fc.assert(
      fc.property(bytes32, publicKeys, (secretKey, publicKey) => {
        expect(x25519PublicKey(secretKey, platform)).to.deep.equal(x25519PublicKey(secretKey, null));
        const secret = x25519SharedSecret(secretKey, publicKey, platform);
        expect(secret).to.deep.equal(x25519SharedSecret(secretKey, publicKey, null));
      }),
      { numRuns: 50 },
    );
  });

  it("refuse a secret key of another length, as JavaScript does", () => {
    for (const crypto of [platform, null]) {
      expect(() => x25519PublicKey(new Uint8Array(31), crypto)).to.throw();
      expect(() => x25519SharedSecret(new Uint8Array(33), new Uint8Array(32).fill(9), crypto)).to.throw();
    }
  });

  const withKem = kem === null ? it.skip : it;
  const why = kem === null ? ` (skipped: Node ${process.version} has no ML-KEM)` : "";

  withKem(`opens what JavaScript encapsulated, and gives a forged ciphertext the same unrelated secret${why}`, () => {
    fc.assert(
      fc.property(bytes32, bytes32, fc.nat(1_087), fc.integer({ min: 1, max: 255 }), (seed, randomness, at, flip) => {
        const pair = hybridKeyPair(seed);
        const { kemCiphertext, sharedSecret } = encapsulate(pair.publicKey, randomness);
        expect(decapsulate(kemCiphertext, pair, kem)).to.deep.equal(sharedSecret);
        const forged = Uint8Array.from(kemCiphertext);
        forged[at]! ^= flip;
        const secret = decapsulate(forged, pair, kem);
        expect(secret).to.deep.equal(decapsulate(forged, pair, null));
        expect(secret).to.not.deep.equal(sharedSecret);
      }),
      { numRuns: 25 },
    );
  });

  withKem(`encapsulates what JavaScript opens, freshly each time${why}`, () => {
    fc.assert(
      fc.property(bytes32, (seed) => {
        const pair = hybridKeyPair(seed);
        for (const own of [kem, null]) {
          const first = encapsulateFresh(pair.publicKey, own);
          expect(decapsulate(first.kemCiphertext, pair, null)).to.deep.equal(first.sharedSecret);
          expect(encapsulateFresh(pair.publicKey, own).sharedSecret).to.not.deep.equal(first.sharedSecret);
        }
      }),
      { numRuns: 15 },
    );
  });

  it("gives no secret of an X25519 key that was wiped", () => {
    const pair = hybridKeyPair(new Uint8Array(32).fill(3));
    const peer = new Uint8Array(32).fill(9);
    const shared = diffieHellman(pair, peer);
    expect(shared).to.deep.equal(x25519SharedSecret(pair.x25519SecretKey, peer, null));
    wipeKeyPair(pair);
    expect(pair.x25519SecretKey.every((byte) => byte === 0)).to.equal(true);
    expect(diffieHellman(pair, peer)).to.not.deep.equal(shared);
  });

  withKem(`opens nothing more with an ML-KEM key that was wiped${why}`, () => {
    const pair = hybridKeyPair(new Uint8Array(32).fill(3));
    const { kemCiphertext, sharedSecret } = encapsulateFresh(pair.publicKey);
    expect(decapsulate(kemCiphertext, pair)).to.deep.equal(sharedSecret);
    wipeKeyPair(pair);
    expect(pair.kemSecretKey.every((byte) => byte === 0)).to.equal(true);
    expect(() => decapsulate(kemCiphertext, pair)).to.throw();
  });

  it("is left alone where it is absent, fails, or gives another secret", () => {
    const key = { export: () => new Uint8Array(0) };
    const wrong = { sharedKey: new Uint8Array(32), ciphertext: new Uint8Array(1_088) };
    const other: NodeCrypto = {
      ...platform,
      createPrivateKey: () => key,
      createPublicKey: () => key,
      encapsulate: () => wrong,
      decapsulate: () => wrong.sharedKey,
    };
    const { encapsulate: _, decapsulate: __, ...without } = other;
    const failing: NodeCrypto = {
      ...other,
      createPrivateKey: () => {
        throw new Error("no such algorithm");
      },
    };
    expect([null, without, failing, other].map((crypto) => createNativeKem(crypto))).to.deep.equal(
      new Array(4).fill(null),
    );
  });
});
