/** A thread of `MaskThreads`: it adds the masks to its part of a shared vector and says that it did. */
import { parentPort } from "node:worker_threads";
import { addMaskStreams } from "@consilium/sdk/crypto/maskStreams.ts";
import type { MaskJob, MaskJobReport } from "./MaskJob.ts";

const report = (message: MaskJobReport) => parentPort?.postMessage(message);

parentPort?.on("message", async ({ id, wordBits, vector, fromBytes, untilBytes, masks }: MaskJob) => {
  try {
    const sizeBytes = untilBytes - fromBytes;
    const words =
      wordBits === 32
        ? new Uint32Array(vector, fromBytes, sizeBytes / 4)
        : new BigUint64Array(vector, fromBytes, sizeBytes / 8);
    await addMaskStreams(words, masks, fromBytes);
    report({ id });
  } catch (error) {
    report({ id, failure: error instanceof Error ? error.message : "unknown failure" });
  }
});
