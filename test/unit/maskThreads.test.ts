import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { addMaskStreams } from "@consilium/sdk/crypto/maskStreams.ts";
import { addMasks, type RingWords } from "@consilium/sdk/crypto/prg.ts";
import { CHUNK_BYTES } from "@consilium/sdk/crypto/ringWords.ts";
import { MaskThreads, type MaskThreadsOptions } from "@consilium/service/masking/MaskThreads.ts";
import { expect } from "chai";
import fc from "fast-check";

const seededMasks = (count: number) =>
  Array.from({ length: count }, (_, i) => ({
    seed: new Uint8Array(32).fill(i + 1),
    sign: i % 2 === 0 ? (1 as const) : (-1 as const),
  }));

function someWords(ring: 32 | 64, dimension: number): RingWords {
  if (ring === 32) return Uint32Array.from({ length: dimension }, (_, i) => Math.imul(i, 2_654_435_761));
  return BigUint64Array.from({ length: dimension }, (_, i) => BigInt(i) << 40n);
}

describe("Masks in threads", () => {
  let folder: string;
  const started: MaskThreads[] = [];
  const threadsOf = (options: MaskThreadsOptions) => {
    const threads = new MaskThreads({ leastBytes: 0, ...options });
    started.push(threads);
    return threads;
  };
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "consilium-masks-"));
  });
  afterEach(async () => {
    for (const threads of started.splice(0)) await threads.stop();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("are those of one thread, bit for bit, whatever the length and the number of threads", async () => {
    const pools = [1, 2, 3].map((count) => threadsOf({ count }));
    const longest = (CHUNK_BYTES / 4) * 5;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...pools),
        fc.constantFrom(32 as const, 64 as const),
        fc.oneof(fc.nat(longest), fc.constantFrom(0, 1, CHUNK_BYTES / 8, CHUNK_BYTES / 4, CHUNK_BYTES / 4 + 1)),
        fc.integer({ min: 0, max: 5 }),
        async (threads, ring, dimension, count) => {
          const words = someWords(ring, dimension);
          const alone = words.slice();
          await threads.addMasks(words, seededMasks(count));
          await addMaskStreams(alone, seededMasks(count), 0);
          expect(words).to.deep.equal(alone);
        },
      ),
      { numRuns: 40 },
    );
  });

  it("serve several vectors at a time", async () => {
    const threads = threadsOf({ count: 2 });
    const vectors = [1, 2, 3, 4].map((i) => someWords(32, 40_000 + i));
    const alone = vectors.map((words) => words.slice());
    await Promise.all(vectors.map((words, i) => threads.addMasks(words, seededMasks(i + 1))));
    for (const [i, words] of alone.entries()) await addMaskStreams(words, seededMasks(i + 1), 0);
    expect(vectors).to.deep.equal(alone);
  });

  for (const [what, script] of Object.entries({
    "adds half and dies": `parentPort.on("message", ({ vector }) => { new Uint8Array(vector).fill(9); process.exit(1); });`,
    "never starts": "throw new Error('no start');",
    "says that it failed": `parentPort.on("message", ({ id }) => parentPort.postMessage({ id, failure: "no memory" }));`,
  })) {
    it(`are right where a thread ${what}`, async () => {
      const path = join(folder, `${what.replaceAll(" ", "-")}.mjs`);
      await writeFile(path, `import { parentPort } from "node:worker_threads";\n${script}\n`);
      const threads = threadsOf({ count: 2, workerUrl: pathToFileURL(path) });
      for (let again = 0; again < 2; again++) {
        const words = someWords(32, CHUNK_BYTES);
        const alone = words.slice();
        await threads.addMasks(words, seededMasks(3));
        await addMaskStreams(alone, seededMasks(3), 0);
        expect(words).to.deep.equal(alone);
      }
    });
  }

  it("serve addMasks from install to stop, and one thread does it after that", async () => {
    const path = join(folder, "counting.mjs");
    await writeFile(
      path,
      `import { parentPort } from "node:worker_threads";
       parentPort.on("message", ({ id, vector }) => { new Uint8Array(vector).fill(9); parentPort.postMessage({ id }); });`,
    );
    const threads = MaskThreads.install({ count: 2, leastBytes: 10_000, workerUrl: pathToFileURL(path) });
    started.push(threads);
    const nines = new Uint32Array(10_000).fill(0x09090909);
    const words = new Uint32Array(10_000);
    await addMasks(words, seededMasks(1));
    expect(words).to.deep.equal(nines);
    const short = new Uint32Array(20);
    await addMasks(short, seededMasks(1));
    expect([...short]).to.not.include(0x09090909);
    await threads.stop();
    const after = new Uint32Array(10_000);
    await addMasks(after, seededMasks(1));
    expect(after).to.not.deep.equal(nines);
    await threads.addMasks(after, seededMasks(1));
  });

  it("are not installed where their script is missing, which would only show as slow rounds", () => {
    const workerUrl = pathToFileURL(join(folder, "absent.mjs"));
    expect(() => MaskThreads.install({ workerUrl }))
      .to.throw("script of the masks' threads")
      .with.property("code", "INTERNAL");
  });
});
