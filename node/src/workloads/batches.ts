import type { SeededRandom } from "@consilium/sdk/models/seededRandom.ts";

/**
 * Row indices of mini-batches: passes over all rows, each in a fresh random order (Fisher-Yates), cut into batches that
 * run on from one pass into the next, so that every batch is full. A batch larger than the cohort is the whole cohort.
 */
export function createBatches(rowCount: number, batchSize: number, random: SeededRandom): () => Uint32Array {
  const order = Uint32Array.from({ length: rowCount }, (_, row) => row);
  const batch = new Uint32Array(Math.min(batchSize, rowCount));
  let position = rowCount;
  return () => {
    for (let i = 0; i < batch.length; i++) {
      if (position === rowCount) {
        for (let last = rowCount - 1; last > 0; last--) {
          const chosen = random.below(last + 1);
          const row = order[last]!;
          order[last] = order[chosen]!;
          order[chosen] = row;
        }
        position = 0;
      }
      batch[i] = order[position++]!;
    }
    return batch;
  };
}
