import { canonicalJsonBytes } from "../canonical/json.ts";
import { FederationError } from "../errors/FederationError.ts";

/** One named tensor, row-major. F32 is a Float32Array, F64 a Float64Array. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array | Float64Array;
}

export interface TensorFile {
  readonly tensors: Readonly<Record<string, Tensor>>;
  readonly metadata: Readonly<Record<string, string>>;
}

export const MAXIMUM_FILE_BYTES = 512 * 1024 * 1024;
export const MAXIMUM_HEADER_BYTES = 1024 * 1024;
export const MAXIMUM_TENSORS = 4_096;
const MAXIMUM_RANK = 8;
const PREFIX_BYTES = 8;
const ELEMENT_BYTES = { F32: 4, F64: 8 } as const;
type ElementType = keyof typeof ELEMENT_BYTES;

function invalid(field: string, message: string): FederationError {
  return new FederationError("REQUEST_INVALID", message, { field, hint: "Fetch the file again from its publisher." });
}

function elementTypeOf(tensor: Tensor): ElementType {
  return tensor.values instanceof Float64Array ? "F64" : "F32";
}

/** Number of elements, or undefined where the shape is no list of safe non-negative integers. */
function elementCount(shape: unknown): number | undefined {
  if (!Array.isArray(shape) || shape.length > MAXIMUM_RANK) return undefined;
  let count = 1;
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || size < 0) return undefined;
    count *= size;
    if (count > MAXIMUM_FILE_BYTES) return undefined;
  }
  return count;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Bytes of a safetensors file (format 0.3 of the Hugging Face specification): little-endian u64 header length, JSON
 * header, tensors. Equal input gives equal bytes: the header is RFC 8785 canonical JSON padded with spaces to a
 * multiple of 8, and tensors lie wider type first, then by name, as the reference writer does.
 *
 * @throws REQUEST_INVALID naming the tensor whose shape does not fit its values.
 */
export function encodeSafetensors(file: TensorFile): Uint8Array {
  const entries = Object.entries(file.tensors).sort(([leftName, left], [rightName, right]) => {
    const byWidth = right.values.BYTES_PER_ELEMENT - left.values.BYTES_PER_ELEMENT;
    return byWidth !== 0 ? byWidth : leftName < rightName ? -1 : 1;
  });
  const header: Record<string, unknown> = { __metadata__: file.metadata };
  let offset = 0;
  for (const [name, tensor] of entries) {
    if (name === "__metadata__" || elementCount(tensor.shape) !== tensor.values.length) {
      throw invalid(name, "The tensor's shape does not fit its values.");
    }
    const end = offset + tensor.values.byteLength;
    header[name] = { dtype: elementTypeOf(tensor), shape: tensor.shape, data_offsets: [offset, end] };
    offset = end;
  }
  const json = canonicalJsonBytes(header);
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(PREFIX_BYTES + headerBytes + offset);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt(headerBytes), true);
  bytes.fill(0x20, PREFIX_BYTES, PREFIX_BYTES + headerBytes);
  bytes.set(json, PREFIX_BYTES);
  let position = PREFIX_BYTES + headerBytes;
  for (const [, { values }] of entries) {
    const width = values.BYTES_PER_ELEMENT;
    for (let i = 0; i < values.length; i++, position += width) {
      if (width === 8) view.setFloat64(position, values[i]!, true);
      else view.setFloat32(position, values[i]!, true);
    }
  }
  return bytes;
}

function parseHeader(bytes: Uint8Array): { header: Record<string, unknown>; bodyStart: number } {
  if (bytes.length > MAXIMUM_FILE_BYTES) throw new FederationError("TOO_LARGE", "The safetensors file is too large.");
  if (bytes.length < PREFIX_BYTES) throw invalid("header", "The safetensors file is cut short.");
  const declared = new DataView(bytes.buffer, bytes.byteOffset, PREFIX_BYTES).getBigUint64(0, true);
  if (declared > BigInt(MAXIMUM_HEADER_BYTES)) throw invalid("header", "The safetensors header is too long.");
  const bodyStart = PREFIX_BYTES + Number(declared);
  if (bodyStart > bytes.length) throw invalid("header", "The safetensors header ends past the file.");
  let header: unknown;
  try {
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes.subarray(PREFIX_BYTES, bodyStart)));
  } catch {
    throw invalid("header", "The safetensors header is not JSON.");
  }
  if (!isRecord(header)) throw invalid("header", "The safetensors header is not an object.");
  return { header, bodyStart };
}

function parseMetadata(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (!isRecord(value)) throw invalid("__metadata__", "The metadata is not an object.");
  const metadata: [string, string][] = [];
  for (const [key, text] of Object.entries(value)) {
    if (typeof text !== "string") throw invalid("__metadata__", "The metadata has a value that is not text.");
    metadata.push([key, text]);
  }
  return Object.fromEntries(metadata);
}

/**
 * Reads untrusted safetensors bytes. Everything is checked before a tensor is allocated: lengths, types, offsets
 * (tensors must cover the body without gap or overlap) and shapes.
 *
 * @throws REQUEST_INVALID naming the tensor or `header`; TOO_LARGE past {@link MAXIMUM_FILE_BYTES}.
 */
export function decodeSafetensors(bytes: Uint8Array): TensorFile {
  const { header, bodyStart } = parseHeader(bytes);
  const { __metadata__, ...described } = header;
  const metadata = parseMetadata(__metadata__);
  const names = Object.keys(described);
  if (names.length > MAXIMUM_TENSORS) throw invalid("header", "The safetensors file has too many tensors.");
  const bodyBytes = bytes.length - bodyStart;
  const spans = names.map((name) => {
    const entry = described[name];
    if (!isRecord(entry)) throw invalid(name, "The tensor's entry is not an object.");
    const type = entry.dtype;
    if (type !== "F32" && type !== "F64") throw invalid(name, "The tensor is neither F32 nor F64.");
    const count = elementCount(entry.shape);
    if (count === undefined) throw invalid(name, "The tensor's shape is invalid.");
    const offsets = entry.data_offsets;
    if (!Array.isArray(offsets) || offsets.length !== 2) throw invalid(name, "The tensor's offsets are invalid.");
    const [start, end] = offsets as [unknown, unknown];
    if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end)) {
      throw invalid(name, "The tensor's offsets are invalid.");
    }
    const span = { name, type: type as ElementType, count, shape: entry.shape as number[], start: start as number };
    if (span.start < 0 || (end as number) > bodyBytes || (end as number) - span.start !== count * ELEMENT_BYTES[type]) {
      throw invalid(name, "The tensor's offsets do not fit its shape and the file.");
    }
    return { ...span, end: end as number };
  });
  spans.sort((left, right) => left.start - right.start || left.end - right.end);
  let covered = 0;
  for (const { name, start, end } of spans) {
    if (start !== covered) throw invalid(name, "The tensor leaves a gap or overlaps another.");
    covered = end;
  }
  if (covered !== bodyBytes) throw invalid("header", "The safetensors file has bytes that no tensor names.");

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const tensors = spans.map(({ name, type, count, shape, start }): [string, Tensor] => {
    const values = type === "F64" ? new Float64Array(count) : new Float32Array(count);
    const from = bodyStart + start;
    for (let i = 0; i < count; i++) {
      values[i] = type === "F64" ? view.getFloat64(from + 8 * i, true) : view.getFloat32(from + 4 * i, true);
    }
    return [name, { shape, values }];
  });
  return { tensors: Object.fromEntries(tensors), metadata };
}
