/**
 * Not a test: the process that files.test.ts kills or races. Arguments: what to do, and the folder.
 * `hold` takes the folder's lock and keeps it; `race` tries once and says how it went; `write` replaces a file and a folder
 * for ever with contents of one letter each.
 */
import { join } from "node:path";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { DirectoryLock } from "@consilium/service/files/DirectoryLock.ts";
import { replaceFile } from "@consilium/service/files/durableFile.ts";
import { replaceFolder, writeNewFolder } from "@consilium/service/files/durableFolder.ts";

const [mode, directory] = process.argv.slice(2) as [string, string];
const SIZE_BYTES = 400_000;

if (mode === "write") {
  process.stdout.write("ready\n");
  for (let i = 0; ; i++) {
    const content = String.fromCharCode(97 + (i % 26)).repeat(SIZE_BYTES);
    await replaceFile(join(directory, "file"), content);
    const files = ["a", "sub/b"].map((path) => ({ path, content }));
    await replaceFolder(join(directory, "folder"), files);
    await writeNewFolder(join(directory, `new-${process.pid}-${i}`), files);
    process.stdout.write(".");
  }
}
if (mode === "hold") {
  await DirectoryLock.acquire(directory, "this test");
  process.stdout.write("ready\n");
} else {
  process.stdout.write("ready\n");
  await new Promise((resolve) => process.stdin.once("data", resolve));
  try {
    await DirectoryLock.acquire(directory, "this test");
    process.stdout.write("won\n");
  } catch (error) {
    process.stdout.write(`${isFederationError(error) ? error.code : String(error)}\n`);
  }
}
setInterval(() => undefined, 1_000);
