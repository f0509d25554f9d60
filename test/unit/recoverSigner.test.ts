import { fromHex, toHex } from "@consilium/sdk/canonical/bytes.ts";
import {
  type RecoverPublicKey,
  recoverInJavaScript,
  recoverSigner,
  useRecovery,
} from "@consilium/sdk/crypto/recoverSigner.ts";
import { useWasmRecovery } from "@consilium/service/crypto/useWasmRecovery.ts";
import { expect } from "chai";
import { keccak256, Signature, SigningKey, toUtf8Bytes, Wallet } from "ethers";
import fc from "fast-check";

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const digestOf = (text: string) => fromHex(keccak256(toUtf8Bytes(text)));

describe("who signed", () => {
  afterEach(() => useRecovery(recoverInJavaScript));

  const implementations: [string, () => boolean | Promise<boolean>][] = [
    ["in JavaScript", () => useRecovery(recoverInJavaScript)],
    ["in WebAssembly", useWasmRecovery],
  ];
  for (const [where, take] of implementations) {
    describe(where, () => {
      beforeEach(async () => expect(await take()).to.equal(true));

      it("is the account whose key signed, whatever the digest and the key", () => {
        const bytes = fc.uint8Array({ minLength: 32, maxLength: 32 });
        fc.assert(
          fc.property(bytes, bytes, (digest, secret) => {
            fc.pre(BigInt(toHex(secret)) > 0n && BigInt(toHex(secret)) < ORDER);
            const key = new SigningKey(toHex(secret));
            const account = new Wallet(key).address.toLowerCase();
            expect(recoverSigner(digest, key.sign(digest).serialized)).to.equal(account);
          }),
          { numRuns: 25 },
        );
      });

      it("is nobody for another form of the signature, and another account for another digest", () => {
        const key = new SigningKey(keccak256(toUtf8Bytes("a key")));
        const digest = digestOf("a digest");
        const { r, s, v, serialized } = key.sign(digest);
        const account = recoverSigner(digest, serialized)!;
        const form = (changes: { r?: string; s?: string; v?: string }) =>
          `0x${(changes.r ?? r).slice(2)}${(changes.s ?? s).slice(2)}${changes.v ?? (v === 27 ? "1b" : "1c")}`;
        const word = (value: bigint) => `0x${value.toString(16).padStart(64, "0")}`;
        expect(form({})).to.equal(serialized);
        const mirrored = { s: word(ORDER - BigInt(s)), v: v === 27 ? "1c" : "1b" };
        for (const [what, other] of [
          ["s in the upper half", form(mirrored)],
          ["v as a parity", form({ v: v === 27 ? "00" : "01" })],
          ["v past 28", form({ v: "1d" })],
          ["r zero", form({ r: word(0n) })],
          ["s zero", form({ s: word(0n) })],
          ["r the order", form({ r: word(ORDER) })],
          ["r past the order", form({ r: `0x${"ff".repeat(32)}` })],
          ["upper case", serialized.toUpperCase().replace("0X", "0x")],
          ["compact", Signature.from(serialized).compactSerialized],
          ["a byte more", `${serialized}00`],
          ["empty", "0x"],
        ] as const) {
          expect(recoverSigner(digest, other), what).to.equal(undefined);
        }
        expect(recoverSigner(digestOf("another"), serialized)).to.not.equal(account);
      });
    });
  }

  it("is asked of no other implementation that errs", () => {
    const wrongs: [string, RecoverPublicKey][] = [
      [
        "finds another key",
        (digest, signature, parity) => recoverInJavaScript(digest, signature, parity === 0 ? 1 : 0),
      ],
      ["compresses", (digest, signature, parity) => recoverInJavaScript(digest, signature, parity)!.slice(0, 33)],
      [
        "finds a key for no signature",
        (digest, signature, parity) =>
          recoverInJavaScript(digest, signature.some((byte) => byte > 0) ? signature : signature.fill(1), parity),
      ],
      [
        "throws",
        () => {
          throw new Error("no memory");
        },
      ],
      ["finds nothing", () => null],
    ];
    for (const [what, wrong] of wrongs) expect(useRecovery(wrong), what).to.equal(false);
    const key = new SigningKey(keccak256(toUtf8Bytes("a key")));
    const account = new Wallet(key).address.toLowerCase();
    expect(recoverSigner(digestOf("x"), key.sign(digestOf("x")).serialized)).to.equal(account);
  });
});
