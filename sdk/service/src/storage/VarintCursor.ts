/** Reads LevelDB's varints and the bytes between them, from the start of a buffer. */
export class VarintCursor {
  at = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#bytes.length;
  }

  /** Little-endian groups of seven bits; LevelDB's offsets, sizes and numbers are safe integers. @throws RangeError past the end */
  varint(): number {
    let value = 0;
    for (let shift = 1; ; shift *= 128) {
      const byte = this.#bytes.readUInt8(this.at++);
      value += (byte & 0x7f) * shift;
      if (byte < 128) return value;
    }
  }

  /** The next bytes. @throws RangeError where the buffer ends before */
  bytes(count: number): Buffer {
    if (count > this.#bytes.length - this.at) throw new RangeError("ends too early");
    this.at += count;
    return this.#bytes.subarray(this.at - count, this.at);
  }
}
