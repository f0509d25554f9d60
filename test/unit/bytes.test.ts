import { equalBytes, fromBase64, fromHex, toBase64, toHex, u32be, utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { expect } from "chai";

describe("bytes", () => {
  it("are written and read as hex and as base64", () => {
    const bytes = Uint8Array.of(0, 1, 0xfe, 0xff);
    expect(toHex(bytes)).to.equal("0x0001feff");
    expect([...fromHex("0x0001feff")]).to.deep.equal([...bytes]);
    expect([...fromHex("0001FEFF")]).to.deep.equal([...bytes]);
    expect(() => fromHex("0x0g")).to.throw();
    expect(toBase64(bytes)).to.equal("AAH+/w==");
    expect([...fromBase64("AAH+/w==")]).to.deep.equal([...bytes]);
    expect(() => fromBase64("AAH-_w==")).to.throw();
  });

  it("are the same base64 where a browser makes it", () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, i) => i);
    const inNode = toBase64(bytes);
    const { Buffer } = globalThis;
    try {
      Reflect.deleteProperty(globalThis, "Buffer");
      expect(toBase64(bytes)).to.equal(inNode);
      expect(toBase64(new Uint8Array(0))).to.equal("");
    } finally {
      globalThis.Buffer = Buffer;
    }
    expect([...fromBase64(inNode)]).to.deep.equal([...bytes]);
  });

  it("of a text and of a number have one form", () => {
    expect([...utf8("aé")]).to.deep.equal([0x61, 0xc3, 0xa9]);
    expect([...u32be(0x01020304)]).to.deep.equal([1, 2, 3, 4]);
    expect([...u32be(2 ** 32 - 1)]).to.deep.equal([255, 255, 255, 255]);
  });

  it("are equal where every byte and the length are", () => {
    const bytes = Uint8Array.of(1, 2, 3);
    expect(equalBytes(bytes, Uint8Array.of(1, 2, 3))).to.equal(true);
    expect(equalBytes(bytes, bytes)).to.equal(true);
    for (const other of [[0, 2, 3], [1, 0, 3], [1, 2, 2], [1, 2], [1, 2, 3, 0], []]) {
      expect(equalBytes(bytes, Uint8Array.from(other)), `${other}`).to.equal(false);
      expect(equalBytes(Uint8Array.from(other), bytes), `${other}`).to.equal(false);
    }
    expect(equalBytes(Uint8Array.of(1, 2, 3, 0), bytes), "a zero at the end").to.equal(false);
  });
});
