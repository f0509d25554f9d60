import { type NodeCipher, type NodeCrypto, nodeCrypto, takeTurns } from "./nodeCrypto.ts";
import { addToChunk, CHUNK_BYTES, type ChunkAdder, type RingWords, type SignedWords } from "./ringWords.ts";

/** A mask by its seed (32 bytes), and whether it is added or taken off. */
export interface SeededMask {
  seed: Uint8Array;
  sign: 1 | -1;
}

const AES_BLOCK_BYTES = 16;
/** Key stream made between two turns of the event loop: some ten milliseconds of work. */
const TURN_BYTES = 32 * 1_024 * 1_024;
/** Web Crypto works beside the caller: so many chunks are in the making at a time. */
const WEB_CONCURRENCY = 8;

const ZERO_CHUNK = new Uint8Array(CHUNK_BYTES);

/**
 * words ← words + Σ sign · PRG(seed), where `words` are those of a longer vector from byte `fromBytes` on, a multiple of 16.
 * With Node's crypto where there is one, else with Web Crypto; the bits are the same.
 */
export async function addMaskStreams(
  words: RingWords,
  masks: readonly SeededMask[],
  fromBytes: number,
  crypto: NodeCrypto | null = nodeCrypto,
): Promise<void> {
  if (crypto === null) return addWebStreams(words, masks, fromBytes);
  for (const _ of nodeStreams(words, masks, fromBytes, crypto)) await takeTurns();
}

/** The work of `addMaskStreams` through Node's crypto without a wait, in parts of some ten milliseconds each. */
export function* nodeStreams(
  words: RingWords,
  masks: readonly SeededMask[],
  fromBytes: number,
  crypto: NodeCrypto,
  add: ChunkAdder = addToChunk,
): Generator<void> {
  const streams = masks.map(({ seed, sign }) => ({
    cipher: crypto.createCipheriv("aes-256-ctr", seed, counterBlock(fromBytes)),
    sign,
  }));
  let sinceTurn = 0;
  for (const chunk of chunksOf(words)) {
    if (sinceTurn >= TURN_BYTES) {
      yield;
      sinceTurn = 0;
    }
    add(chunk, nextOf(streams, chunk.byteLength));
    sinceTurn += chunk.byteLength * masks.length;
  }
}

function* nextOf(streams: readonly { cipher: NodeCipher; sign: 1 | -1 }[], sizeBytes: number): Generator<SignedWords> {
  const zeros = ZERO_CHUNK.subarray(0, sizeBytes);
  for (const { cipher, sign } of streams) {
    const bytes = cipher.update(zeros);
    yield { bytes, sign };
    // Node gives each chunk memory of its own. Handed back at once, the next chunk gets the same, still in the cache; left to
    // the garbage collector, every chunk would be fresh pages, which takes as long as the cipher itself.
    if (bytes.length === bytes.buffer.byteLength) bytes.buffer.transfer(0);
  }
}

async function addWebStreams(words: RingWords, masks: readonly SeededMask[], fromBytes: number): Promise<void> {
  const { subtle } = globalThis.crypto;
  const streams = await Promise.all(
    masks.map(async ({ seed, sign }) => ({
      key: await subtle.importKey("raw", Uint8Array.from(seed), "AES-CTR", false, ["encrypt"]),
      sign,
    })),
  );
  let offset = fromBytes;
  for (const chunk of chunksOf(words)) {
    const zeros = ZERO_CHUNK.subarray(0, chunk.byteLength);
    const counter = counterBlock(offset);
    for (let first = 0; first < streams.length; first += WEB_CONCURRENCY) {
      const terms = streams.slice(first, first + WEB_CONCURRENCY).map(async ({ key, sign }) => {
        const stream = await subtle.encrypt({ name: "AES-CTR", counter, length: 128 }, key, zeros);
        return { bytes: new Uint8Array(stream), sign };
      });
      addToChunk(chunk, await Promise.all(terms));
    }
    offset += chunk.byteLength;
  }
}

function* chunksOf(words: RingWords): Generator<RingWords> {
  const chunkWords = CHUNK_BYTES / words.BYTES_PER_ELEMENT;
  for (let from = 0; from < words.length; from += chunkWords) yield words.subarray(from, from + chunkWords);
}

/** The 128-bit big-endian counter of the block at `offsetBytes`. */
function counterBlock(offsetBytes: number): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(AES_BLOCK_BYTES);
  new DataView(block.buffer).setBigUint64(8, BigInt(offsetBytes / AES_BLOCK_BYTES));
  return block;
}
