import { decodeSafetensors, encodeSafetensors, MAXIMUM_HEADER_BYTES } from "@consilium/sdk/models/safetensors.ts";
import { expect } from "chai";
import fc from "fast-check";
import { failureOf } from "../behaviors/workload.ts";

/** A file of raw header text and body, for what the encoder would never write. */
function raw(header: string, bodyBytes: number, declaredLength = header.length): Uint8Array {
  const bytes = new Uint8Array(8 + header.length + bodyBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(declaredLength), true);
  bytes.set(new TextEncoder().encode(header), 8);
  return bytes;
}

const tensor = (change: object) => ({ dtype: "F32", shape: [2], data_offsets: [0, 8], ...change });

describe("safetensors", () => {
  it("writes the layout of the specification", () => {
    const bytes = encodeSafetensors({
      tensors: { w: { shape: [2], values: Float32Array.of(1, -2) } },
      metadata: { k: "v" },
    });
    const header = '{"__metadata__":{"k":"v"},"w":{"data_offsets":[0,8],"dtype":"F32","shape":[2]}}';
    const padded = header.padEnd(Math.ceil(header.length / 8) * 8, " ");
    expect(Buffer.from(bytes.subarray(0, 8)).readBigUInt64LE()).to.equal(BigInt(padded.length));
    expect(new TextDecoder().decode(bytes.subarray(8, 8 + padded.length))).to.equal(padded);
    expect([...bytes.subarray(8 + padded.length)]).to.deep.equal([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0]);
  });

  it("lays wider tensors first and does not depend on the order of keys", () => {
    const narrow = { shape: [1], values: Float32Array.of(1) };
    const wide = { shape: [1], values: Float64Array.of(2) };
    const first = encodeSafetensors({ tensors: { a: narrow, b: wide }, metadata: { x: "1", y: "2" } });
    const second = encodeSafetensors({ tensors: { b: wide, a: narrow }, metadata: { y: "2", x: "1" } });
    expect(first).to.deep.equal(second);
    expect(new DataView(first.buffer).getFloat64(first.length - 12, true)).to.equal(2);
  });

  it("reads back what it wrote, bit for bit", () => {
    const values = fc.oneof(
      fc.float32Array({ maxLength: 12 }).map((array) => Float32Array.from(array)),
      fc.float64Array({ maxLength: 12 }).map((array) => Float64Array.from(array)),
    );
    const names = fc.string({ maxLength: 12 }).filter((name) => name !== "__metadata__" && name !== "__proto__");
    fc.assert(
      fc.property(fc.dictionary(names, values, { maxKeys: 6, noNullPrototype: true }), (arrays) => {
        const tensors = Object.fromEntries(
          Object.entries(arrays).map(([name, array]) => [name, { shape: [array.length], values: array }]),
        );
        const decoded = decodeSafetensors(encodeSafetensors({ tensors, metadata: {} }));
        expect(decoded.tensors).to.deep.equal(tensors);
      }),
    );
  });

  it("never throws anything but its own errors on damaged bytes", () => {
    const good = encodeSafetensors({ tensors: { w: { shape: [2, 2], values: new Float32Array(4) } }, metadata: {} });
    fc.assert(
      fc.property(
        fc.nat(good.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(good.length),
        (at, flip, length) => {
          const damaged = good.slice(0, length);
          if (at < damaged.length) damaged[at]! ^= flip;
          try {
            decodeSafetensors(damaged);
          } catch (error: any) {
            expect(error.code).to.equal("REQUEST_INVALID");
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  const refused: Record<string, { bytes: Uint8Array; field: string }> = {
    "a file shorter than its prefix": { bytes: new Uint8Array(7), field: "header" },
    "a header past the end of the file": { bytes: raw("{}", 0, 3), field: "header" },
    "a header past the limit": { bytes: raw("{}".padEnd(MAXIMUM_HEADER_BYTES + 8), 0), field: "header" },
    "a header that is not JSON": { bytes: raw("{]", 0), field: "header" },
    "a header that is a list": { bytes: raw("[]", 0), field: "header" },
    "metadata that is not text": { bytes: raw('{"__metadata__":{"a":1}}', 0), field: "__metadata__" },
    "another type": { bytes: raw(JSON.stringify({ w: tensor({ dtype: "I64" }) }), 8), field: "w" },
    "a negative size": { bytes: raw(JSON.stringify({ w: tensor({ shape: [-2] }) }), 8), field: "w" },
    "a size past every limit": {
      bytes: raw(JSON.stringify({ w: tensor({ shape: [2 ** 40, 2 ** 40] }) }), 8),
      field: "w",
    },
    "offsets past the file": { bytes: raw(JSON.stringify({ w: tensor({}) }), 4), field: "w" },
    "offsets that do not fit the shape": { bytes: raw(JSON.stringify({ w: tensor({ shape: [3] }) }), 8), field: "w" },
    "negative offsets": { bytes: raw(JSON.stringify({ w: tensor({ data_offsets: [-8, 0] }) }), 8), field: "w" },
    "overlapping tensors": { bytes: raw(JSON.stringify({ a: tensor({}), b: tensor({}) }), 8), field: "b" },
    "a gap": { bytes: raw(JSON.stringify({ w: tensor({ data_offsets: [4, 12] }) }), 12), field: "w" },
    "bytes that no tensor names": { bytes: raw(JSON.stringify({ w: tensor({}) }), 9), field: "header" },
  };
  for (const [what, { bytes, field }] of Object.entries(refused)) {
    it(`refuses ${what}, naming ${field}`, async () => {
      const failure = await failureOf(() => decodeSafetensors(bytes));
      expect(failure.code).to.equal("REQUEST_INVALID");
      expect(failure.field).to.equal(field);
    });
  }

  it("refuses to write a shape that does not fit its values", async () => {
    const file = { tensors: { w: { shape: [3], values: new Float32Array(2) } }, metadata: {} };
    expect((await failureOf(() => encodeSafetensors(file))).field).to.equal("w");
  });
});
