import { spawn } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";

const SOURCE = fileURLToPath(new URL("./validator", import.meta.url));
const BINARY = fileURLToPath(new URL("../../node_modules/.cache/consilium-validator/validator", import.meta.url));
const OUTPUT_TAIL_CHARACTERS = 4_000;

/**
 * Builds the validator with the Go toolchain, out of modules pinned by `validator/go.sum`, and returns the binary's path. The
 * first build on a machine downloads and compiles CometBFT and go-ethereum (minutes); later ones find them in Go's cache.
 *
 * @throws PROCESS_FAILED without Go, or where the build fails
 */
export async function buildValidator(): Promise<string> {
  await mkdir(dirname(BINARY), { recursive: true });
  const child = spawn("go", ["build", "-mod=readonly", "-trimpath", "-o", BINARY, "."], {
    cwd: SOURCE,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-OUTPUT_TAIL_CHARACTERS);
    });
  }
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once("error", (cause) => {
      reject(
        new FederationError("PROCESS_FAILED", "The Go toolchain could not be started.", {
          field: "go",
          hint: "Install Go 1.25 or later and put it on the PATH; only the consortium chain for tests needs it.",
          cause,
        }),
      );
    });
    child.once("close", resolve);
  });
  if (exitCode !== 0) {
    throw new FederationError("PROCESS_FAILED", `go build ended with code ${exitCode}:\n${output}`, {
      field: "scripts/consortium-chain/validator",
      hint: "Check that the Go module proxy is reachable (GOPROXY) and that Go is 1.25 or later.",
    });
  }
  return BINARY;
}
