/**
 * Not a test: the process that storage.test.ts kills. It puts documents forever and prints each key once acknowledged.
 * Arguments: the store's folder, and `hold` to only hold it open.
 */
import { openStore } from "@consilium/service/storage/Store.ts";

const [dir, mode] = process.argv.slice(2);
const store = await openStore(dir!, { storeKey: new Uint8Array(32).fill(7) });
process.stdout.write("open\n");
if (mode === "hold") setInterval(() => undefined, 1000);
else {
  for (let i = 0; ; i++) {
    await store.batch([
      { type: "put", key: `doc/${i}`, value: { i } },
      { type: "putSealed", key: `doc/${i}`, bytes: Uint8Array.of(i & 0xff) },
    ]);
    process.stdout.write(`${i}\n`);
  }
}
