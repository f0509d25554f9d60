import { timingSafeEqual } from "node:crypto";
import { type FileHandle, open, readFile } from "node:fs/promises";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { writeNewFile } from "../files/durableFile.ts";
import { unlessMissing } from "../files/errno.ts";
import type { RecordTags } from "./RecordTags.ts";
import { storeDamaged } from "./storeDamaged.ts";

const MAGIC = Buffer.from("consilium-head-2");
const ID_BYTES = 16;
const SLOT_BYTES = 4_096;
const SLOTS = 2;
const SIGNED_BYTES = MAGIC.length + 2 * ID_BYTES + 8;
const TAG_BYTES = 32;

/**
 * `<store>.head`: the number of the last write that was acknowledged, beside the store and not in it. LevelDB reads a zeroed or
 * cut log as an earlier state of the store, which is sound in itself; and so is an older copy of its folder. Both are behind
 * this number. The two slots are written in turn, each in a block of its own, so a write that a crash cuts off costs one of
 * them, and the other is the write before, which is all that was acknowledged.
 */
export class StoreHead {
  /** Tells one store from another under one keystore, 16 bytes. */
  readonly storeId: Buffer;
  readonly #file: FileHandle;
  readonly #tags: RecordTags;
  #sequence: number;

  private constructor(file: FileHandle, tags: RecordTags, { storeId, sequence }: Slot) {
    this.#file = file;
    this.#tags = tags;
    this.storeId = storeId;
    this.#sequence = sequence;
  }

  /**
   * Opens the head, or makes it where `fresh` gives the id of a new store.
   * @throws STORE_DAMAGED where it is missing or neither slot is sound; KEYSTORE_LOCKED where it is another keystore's
   */
  static async open(path: string, tags: RecordTags, fresh: () => Promise<Buffer>): Promise<StoreHead> {
    let bytes = await unlessMissing(readFile(path));
    if (bytes === undefined) {
      const storeId = await fresh();
      const blocks = Array.from({ length: SLOTS }, () => block(slotBytes(tags, storeId, 0)));
      bytes = Buffer.concat(blocks);
      await writeNewFile(path, bytes);
    }
    const slot = latestSlot(bytes, tags, path);
    return new StoreHead(await open(path, "r+"), tags, slot);
  }

  /** The last write that was acknowledged; 0 for none. */
  get sequence(): number {
    return this.#sequence;
  }

  /** On disk when this resolves. */
  async acknowledge(sequence: number): Promise<void> {
    const bytes = slotBytes(this.#tags, this.storeId, sequence);
    await this.#file.write(bytes, 0, bytes.length, (sequence % SLOTS) * SLOT_BYTES);
    await this.#file.datasync();
    this.#sequence = sequence;
  }

  async close(): Promise<void> {
    await this.#file.close();
  }
}

interface Slot {
  storeId: Buffer;
  sequence: number;
}

function slotBytes(tags: RecordTags, storeId: Buffer, sequence: number): Buffer {
  const signed = Buffer.alloc(SIGNED_BYTES);
  MAGIC.copy(signed);
  tags.keyId.copy(signed, MAGIC.length);
  storeId.copy(signed, MAGIC.length + ID_BYTES);
  signed.writeBigUInt64BE(BigInt(sequence), MAGIC.length + 2 * ID_BYTES);
  return Buffer.concat([signed, tags.ofState("head", signed)]);
}

function block(slot: Buffer): Buffer {
  return Buffer.concat([slot], SLOT_BYTES);
}

function latestSlot(bytes: Buffer, tags: RecordTags, path: string): Slot {
  const slots = Array.from({ length: SLOTS }, (_, i) =>
    bytes.subarray(i * SLOT_BYTES, i * SLOT_BYTES + SIGNED_BYTES + TAG_BYTES),
  );
  const sound = slots.flatMap((slot) => readSlot(slot, tags) ?? []);
  const latest = sound.sort((a, b) => b.sequence - a.sequence)[0];
  if (latest !== undefined) return latest;
  const [keyId, other] = slots.map((slot) => slot.subarray(MAGIC.length, MAGIC.length + ID_BYTES));
  const isWhole = slots.every((slot) => slot.subarray(0, MAGIC.length).equals(MAGIC));
  if (isWhole && keyId!.equals(other!) && !keyId!.equals(tags.keyId)) {
    throw new FederationError("KEYSTORE_LOCKED", "The store was made with another keystore.", {
      field: path,
      hint: "Use the keystore this store was made with.",
    });
  }
  throw storeDamaged(path, "The file that counts this store's writes is damaged.");
}

function readSlot(slot: Buffer, tags: RecordTags): Slot | undefined {
  if (slot.length < SIGNED_BYTES + TAG_BYTES) return undefined;
  const signed = slot.subarray(0, SIGNED_BYTES);
  if (!timingSafeEqual(tags.ofState("head", signed), slot.subarray(SIGNED_BYTES))) return undefined;
  const storeId = Buffer.from(signed.subarray(MAGIC.length + ID_BYTES, MAGIC.length + 2 * ID_BYTES));
  return { storeId, sequence: Number(signed.readBigUInt64BE(MAGIC.length + 2 * ID_BYTES)) };
}
