import { concatBytes, u32be, utf8 } from "@consilium/sdk/canonical/bytes.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { createFrameDecoder, encodeFrame, type FrameLimits } from "@consilium/sdk/wire/frame.ts";
import { expect } from "chai";
import fc from "fast-check";

const LIMITS: FrameLimits = { headerBytes: 4096, bodyBytes: () => 4096 };

function wire(header: Record<string, unknown>, body = new Uint8Array(0)): Uint8Array {
  const frame = encodeFrame(header, body);
  return concatBytes(frame.prefix, frame.body);
}

function refused(action: () => unknown): { code: string; field: string | undefined } {
  try {
    action();
  } catch (error) {
    if (isFederationError(error)) return { code: error.code, field: error.field };
    throw error;
  }
  throw new Error("nothing was thrown");
}

/** Bytes of the largest array that is allocated meanwhile. */
function largestAllocation(action: () => void): number {
  const Original = globalThis.Uint8Array;
  let largest = 0;
  globalThis.Uint8Array = new Proxy(Original, {
    construct(target, [first, ...others]) {
      if (typeof first === "number") largest = Math.max(largest, first);
      return Reflect.construct(target, [first, ...others]);
    },
  });
  try {
    action();
  } finally {
    globalThis.Uint8Array = Original;
  }
  return largest;
}

function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (isFederationError(error)) return error.code;
    throw error;
  }
  return "none";
}

describe("frame", () => {
  it("decodes what it encodes, cut at any boundary", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ maxLength: 8 }), fc.jsonValue({ maxDepth: 2 }), { maxKeys: 4 }),
        fc.uint8Array({ maxLength: 300 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 50 })),
        (header, body, cuts) => {
          const expected = JSON.parse(JSON.stringify(header));
          const bytes = wire(header, body);
          const decoder = createFrameDecoder({ headerBytes: 1 << 20, bodyBytes: () => 300 });
          for (let offset = 0; offset < bytes.length; ) {
            const cut = cuts.next().value;
            decoder.push(bytes.subarray(offset, offset + cut));
            offset += cut;
          }
          const frame = decoder.finish();
          expect(frame.header).to.deep.equal(expected);
          expect(frame.body).to.deep.equal(body);
        },
      ),
    );
  });

  it("refuses every truncation", () => {
    const bytes = wire({ op: "x" }, Uint8Array.of(1, 2, 3));
    for (let length = 0; length < bytes.length; length++) {
      const decoder = createFrameDecoder(LIMITS);
      decoder.push(bytes.subarray(0, length));
      expect(decoder.complete).to.equal(false);
      expect(codeOf(() => decoder.finish())).to.equal("REQUEST_INVALID");
    }
    const last = createFrameDecoder(LIMITS);
    last.push(bytes.subarray(0, -1));
    expect(() => last.finish()).to.throw("truncated in its body");
  });

  it("refuses a header or body length above its limit as soon as the length is read", () => {
    const header = createFrameDecoder(LIMITS);
    expect(refused(() => header.push(u32be(4097)))).to.deep.equal({ code: "TOO_LARGE", field: "frame header" });
    const body = createFrameDecoder(LIMITS);
    const json = utf8("{}");
    body.push(concatBytes(u32be(json.length), json));
    expect(body.header).to.deep.equal({});
    expect(refused(() => body.push(u32be(4097)))).to.deep.equal({ code: "TOO_LARGE", field: "frame body" });
    const exact = createFrameDecoder({ ...LIMITS, headerBytes: 2 });
    exact.push(wire({}, new Uint8Array(4096)));
    expect(exact.finish().body.length).to.equal(4096);
  });

  it("allocates for what arrives, not for what is declared", () => {
    const declared = 0xffff_ffff;
    const decoder = createFrameDecoder({ headerBytes: 16, bodyBytes: () => declared });
    const bytes = concatBytes(u32be(2), utf8("{}"), u32be(declared), new Uint8Array(70_000));
    expect(largestAllocation(() => decoder.push(bytes))).to.equal(2 * 64 * 1024);
    expect(decoder.declaredBodyBytes).to.equal(declared);
  });

  it("grows the body buffer across many pieces without losing a byte", () => {
    const body = Uint8Array.from({ length: 300_000 }, (_, i) => i % 251);
    const bytes = wire({}, body);
    const decoder = createFrameDecoder({ headerBytes: 16, bodyBytes: () => body.length });
    for (let offset = 0; offset < bytes.length; offset += 7001) decoder.push(bytes.subarray(offset, offset + 7001));
    expect(Buffer.compare(decoder.finish().body, body)).to.equal(0);
    const whole = createFrameDecoder({ headerBytes: 16, bodyBytes: () => body.length });
    whole.push(bytes);
    expect(Buffer.compare(whole.finish().body, body)).to.equal(0);
  });

  it("refuses bytes after the end", () => {
    const decoder = createFrameDecoder(LIMITS);
    expect(codeOf(() => decoder.push(concatBytes(wire({}), Uint8Array.of(0))))).to.equal("REQUEST_INVALID");
  });

  for (const [name, bytes] of [
    ["an empty header", new Uint8Array(0)],
    ["broken JSON", utf8('{"op":')],
    ["an array", utf8("[]")],
    ["null", utf8("null")],
    ["a number", utf8("7")],
    ["invalid UTF-8", concatBytes(utf8('{"op":"'), Uint8Array.of(0xff), utf8('"}'))],
  ] as const) {
    it(`refuses ${name} as header`, () => {
      const decoder = createFrameDecoder(LIMITS);
      expect(codeOf(() => decoder.push(concatBytes(u32be(bytes.length), bytes)))).to.equal("REQUEST_INVALID");
    });
  }

  it("never throws anything but its own errors on arbitrary bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const decoder = createFrameDecoder(LIMITS);
        const code = codeOf(() => {
          decoder.push(bytes);
          decoder.finish();
        });
        expect(["none", "REQUEST_INVALID", "TOO_LARGE"]).to.include(code);
      }),
    );
  });

  it("does not encode a header above the limit", () => {
    const long = () => encodeFrame({ text: "x".repeat(100) }, undefined, 64);
    expect(refused(long)).to.deep.equal({ code: "TOO_LARGE", field: "frame header" });
    expect(encodeFrame({}, new Uint8Array(3), 2).sizeBytes).to.equal(4 + 2 + 4 + 3);
    expect(codeOf(() => encodeFrame({ n: 1n }))).to.equal("REQUEST_INVALID");
  });
});
