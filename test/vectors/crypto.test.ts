import { createCipheriv } from "node:crypto";
import { fromHex, toHex, utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { canonicalJsonBytes } from "@consilium/sdk/canonical/json.ts";
import { aeadSeal } from "@consilium/sdk/crypto/aead.ts";
import { hkdfSha256 } from "@consilium/sdk/crypto/hkdf.ts";
import { addMasks, expandMask } from "@consilium/sdk/crypto/prg.ts";
import { isLowOrderPoint, x25519PublicKey, x25519SharedSecret } from "@consilium/sdk/crypto/x25519.ts";
import { packWords } from "@consilium/sdk/secagg/packedWords.ts";
import { shake128 } from "@noble/hashes/sha3.js";
import { ml_kem768 } from "@noble/post-quantum/ml-kem.js";
import { expect } from "chai";

const hex = (bytes: Uint8Array): string => toHex(bytes).slice(2);
const repeat = (byte: string, count: number): string => byte.repeat(count);
const counting = (from: number, count: number): Uint8Array => Uint8Array.from({ length: count }, (_, i) => from + i);

describe("HKDF-SHA-256 (RFC 5869, appendix A)", () => {
  const cases = [
    {
      name: "A.1",
      ikm: fromHex(repeat("0b", 22)),
      salt: counting(0, 13),
      info: counting(0xf0, 10),
      okm: "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865",
    },
    {
      name: "A.2",
      ikm: counting(0, 80),
      salt: counting(0x60, 80),
      info: counting(0xb0, 80),
      okm:
        "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09" +
        "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87",
    },
    {
      name: "A.3",
      ikm: fromHex(repeat("0b", 22)),
      salt: new Uint8Array(0),
      info: new Uint8Array(0),
      okm: "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8",
    },
  ];
  for (const { name, ikm, salt, info, okm } of cases) {
    it(`gives the output of test case ${name}`, () => {
      expect(hex(hkdfSha256(ikm, salt, info, okm.length / 2))).to.equal(okm);
    });
  }
});

describe("X25519 (RFC 7748)", () => {
  for (const [scalar, point, result] of [
    [
      "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
      "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
      "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552",
    ],
    [
      "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
      "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
      "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957",
    ],
  ] as const) {
    it(`gives the shared secret ${result.slice(0, 8)}… of §5.2`, () => {
      expect(hex(x25519SharedSecret(fromHex(scalar), fromHex(point)))).to.equal(result);
    });
  }

  it("gives the key exchange of §6.1", () => {
    const alice = fromHex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a");
    const bob = fromHex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb");
    const alicePublic = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a";
    const bobPublic = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f";
    const shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";
    expect(hex(x25519PublicKey(alice))).to.equal(alicePublic);
    expect(hex(x25519PublicKey(bob))).to.equal(bobPublic);
    expect(hex(x25519SharedSecret(alice, fromHex(bobPublic)))).to.equal(shared);
    expect(hex(x25519SharedSecret(bob, fromHex(alicePublic)))).to.equal(shared);
  });
});

/** cr.yp.to/ecdh.html, "small order" points; the same stand in Wycheproof's x25519 vectors, flagged as all-zero output. */
describe("X25519 public keys of low order", () => {
  const points = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0100000000000000000000000000000000000000000000000000000000000000",
    "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "cdeb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880",
    "4c9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7",
    "d9ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "daffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    "dbffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
  ];
  // The last five exceed 2^255: they are listed by those who keep the top bit. X25519 drops it (RFC 7748 §5), after which
  // they are other points, so the ones to refuse are the first seven, with the top bit clear and set.
  for (const point of points.slice(0, 7).flatMap((low) => [low, withTopBit(low)])) {
    it(`are refused: ${point.slice(0, 8)}…${point.slice(-2)}`, () => {
      expect(isLowOrderPoint(fromHex(point))).to.equal(true);
      expect(() => x25519SharedSecret(counting(1, 32), fromHex(point)))
        .to.throw("low order")
        .with.property("code", "REQUEST_INVALID");
    });
  }

  for (const point of points.slice(7)) {
    it(`are told from ${point.slice(0, 8)}…, which is none once its top bit is dropped`, () => {
      expect(isLowOrderPoint(fromHex(point))).to.equal(false);
      expect(x25519SharedSecret(counting(1, 32), fromHex(point)).some((byte) => byte !== 0)).to.equal(true);
    });
  }

  it("are not confused with an ordinary key", () => {
    expect(isLowOrderPoint(x25519PublicKey(counting(1, 32)))).to.equal(false);
  });
});

function withTopBit(point: string): string {
  const bytes = fromHex(point);
  bytes[31]! |= 0x80;
  return hex(bytes);
}

describe("Mask expansion (AES-256-CTR)", () => {
  it("gives the blocks that NIST and the GCM specification list for the zero key", async () => {
    // E(0, 0): CAVP AES-256 known answer for the all-zero key and block. E(0, 1), E(0, 2): the tag of test case 13 and the
    // ciphertext of test case 14 of McGrew and Viega, "The Galois/Counter Mode of Operation", appendix B.
    const mask = await expandMask(new Uint8Array(32), 32, 12);
    const blocks = [
      "dc95c078a2408989ad48a21492842087",
      "530f8afbc74536b9a963b4f1c4cb738b",
      "cea7403d4d606b6e074ec5d3baf39d18",
    ];
    expect(hex(packWords(mask, 32))).to.equal(blocks.join(""));
  });

  it("gives the output of SP 800-38A F.5.5 through the same platform primitive", async () => {
    const key = await globalThis.crypto.subtle.importKey(
      "raw",
      Uint8Array.from(fromHex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")),
      "AES-CTR",
      false,
      ["encrypt"],
    );
    const counter = Uint8Array.from(fromHex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"));
    const plaintext = Uint8Array.from(fromHex("6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51"));
    const sealed = await globalThis.crypto.subtle.encrypt({ name: "AES-CTR", counter, length: 128 }, key, plaintext);
    expect(hex(new Uint8Array(sealed))).to.equal("601ec313775789a5b7a7f504bbf3d228f443e3ca4d62b59aca84e990cacaf5c5");
  });

  for (const [ring, dimension] of [
    [32, 1],
    [32, 32_769],
    [32, 100_003],
    [64, 16_385],
    [64, 50_001],
  ] as const) {
    it(`equals OpenSSL's stream across chunks: ${dimension} words of ${ring} bits`, async () => {
      const seed = counting(7, 32);
      const cipher = createCipheriv("aes-256-ctr", seed, new Uint8Array(16));
      const stream = cipher.update(new Uint8Array((dimension * ring) / 8));
      expect(Buffer.from(packWords(await expandMask(seed, ring, dimension), ring)).equals(stream)).to.equal(true);
    });
  }

  it("comes off again, and refuses a seed of another length", async () => {
    for (const ring of [32, 64] as const) {
      const words = await expandMask(counting(9, 32), ring, 40_000);
      const before = words.slice();
      await addMasks(words, [{ seed: counting(1, 32), sign: 1 }]);
      expect(words).to.not.deep.equal(before);
      await addMasks(words, [{ seed: counting(1, 32), sign: -1 }]);
      expect(words).to.deep.equal(before);
    }
    await addMasks(new Uint32Array(1), [{ seed: new Uint8Array(16), sign: 1 }]).then(
      () => expect.fail("accepted"),
      (error: unknown) => expect(error).to.have.property("code", "REQUEST_INVALID"),
    );
  });
});

describe("ChaCha20-Poly1305 (RFC 8439 §2.8.2)", () => {
  it("gives the published ciphertext and tag", () => {
    const text =
      "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.";
    const nonce = fromHex("070000004041424344454647");
    const sealed = aeadSeal(counting(0x80, 32), nonce, fromHex("50515253c0c1c2c3c4c5c6c7"), utf8(text));
    expect(hex(sealed)).to.equal(
      "d31a8d34648e60db7b86afbc53ef7ec2a4aded51296e08fea9e2b5a736ee62d6" +
        "3dbea45e8ca9671282fafb69da92728b1a71de0a9e060b2905d6a5b67ecd3b36" +
        "92ddbd7f2d778b8c9803aee328091b58fab324e4fad675945585808b4831d7bc" +
        "3ff4def08e4b7a9de576d26586cec64b61161ae10b594f09e26a7e902ecbd0600691",
    );
  });
});

/**
 * Go's crypto/mlkem `TestAccumulated` for ML-KEM-768 (after C2SP CCTV's accumulated vectors, with FIPS 203 final key
 * generation): inputs from SHAKE-128(""), and a SHAKE-128 over every key, ciphertext, secret and implicit rejection.
 */
describe("ML-KEM-768 (FIPS 203)", () => {
  it("accumulates 100 key generations, encapsulations and rejections to the published digest", function () {
    this.timeout(30_000);
    const inputs = shake128.create();
    const outputs = shake128.create();
    for (let i = 0; i < 100; i++) {
      const { publicKey, secretKey } = ml_kem768.keygen(inputs.xof(64));
      const { cipherText, sharedSecret } = ml_kem768.encapsulate(publicKey, inputs.xof(32));
      expect(ml_kem768.decapsulate(cipherText, secretKey)).to.deep.equal(sharedSecret);
      const rejected = ml_kem768.decapsulate(inputs.xof(1_088), secretKey);
      for (const output of [publicKey, cipherText, sharedSecret, rejected]) outputs.update(output);
    }
    expect(hex(outputs.xof(32))).to.equal("1114b1b6699ed191734fa339376afa7e285c9e6acf6ff0177d346696ce564415");
  });
});

describe("Canonical JSON (RFC 8785)", () => {
  it("gives the sample of §3.2.2 as §3.2.3 has it", () => {
    const sample = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],' +
        '"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(new TextDecoder().decode(canonicalJsonBytes(sample))).to.equal(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],' +
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it("orders keys by UTF-16 code units, as §3.2.3 does", () => {
    const keys = ["\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6"];
    const text = new TextDecoder().decode(canonicalJsonBytes(Object.fromEntries(keys.map((key) => [key, 0]))));
    expect(Object.keys(JSON.parse(text)).filter((key) => key !== "1")).to.deep.equal([
      "\r",
      "\u0080",
      "\u00f6",
      "\u20ac",
      "\ud83d\ude00",
      "\ufb33",
    ]);
  });

  it("refuses what JSON cannot carry", () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, 1n]) {
      expect(() => canonicalJsonBytes({ value: [value] }))
        .to.throw()
        .with.property("code", "REQUEST_INVALID");
    }
  });
});
