import { execFile } from "node:child_process";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { FederationError } from "@consilium/sdk/errors/FederationError.ts";
import { nameFolder } from "@consilium/service/files/durableFolder.ts";
import { buildValidator } from "./buildValidator.ts";
import { Validator } from "./Validator.ts";

const PORTS_PER_VALIDATOR = 3;
const PORT_ATTEMPTS = 50;

export interface ConsortiumChainOptions {
  /** Holds a folder and a log for each validator. Continued where it exists. */
  dir: string;
  /** Of a new chain; at least 4 to stand one that fails (n ≥ 3f + 1). Default 4. */
  validators?: number;
  /** Accounts of a new chain with coin. */
  fund: readonly string[];
  chainId?: number;
}

/**
 * A chain of several validators on this machine: CometBFT agrees, with immediate finality, on blocks that go-ethereum
 * executes under the Prague rules. For tests and trials; each validator is a process with keys and stores of its own.
 */
export class ConsortiumChain {
  readonly validators: readonly Validator[];

  private constructor(validators: readonly Validator[]) {
    this.validators = validators;
  }

  /** @throws PROCESS_FAILED where Go, the build or a validator fails */
  static async start(options: ConsortiumChainOptions): Promise<ConsortiumChain> {
    const { dir, validators: count = 4, fund, chainId = 7447 } = options;
    const binary = await buildValidator();
    const network = join(dir, "network");
    await mkdir(dir, { recursive: true });
    if (!(await readdir(dir)).includes("network")) {
      // Whole or not at all: a start that was interrupted here begins anew.
      const partial = `${network}.partial`;
      await rm(partial, { recursive: true, force: true });
      const firstPort = await freePorts(count * PORTS_PER_VALIDATOR);
      const args = ["--dir", partial, "--validators", String(count), "--first-port", String(firstPort)];
      await promisify(execFile)(binary, ["init", ...args, "--chain-id", String(chainId), "--fund", fund.join(",")]);
      await nameFolder(partial, network);
    }
    const names = (await readdir(network)).sort();
    const chain = new ConsortiumChain(
      await Promise.all(
        names.map(async (name) => {
          const home = join(network, name);
          const { rpcPort } = JSON.parse(await readFile(join(home, "config", "settings.json"), "utf8"));
          return new Validator({
            name,
            binary,
            home,
            rpcUrl: `http://127.0.0.1:${rpcPort}`,
            logFile: join(dir, `${name}.log`),
          });
        }),
      ),
    );
    try {
      await Promise.all(chain.validators.map((validator) => validator.start()));
    } catch (error) {
      await chain.stop();
      throw error;
    }
    return chain;
  }

  async stop(): Promise<void> {
    await Promise.all(this.validators.map((validator) => validator.stop()));
  }
}

/** The first of several consecutive loopback ports that were free a moment ago. */
async function freePorts(count: number): Promise<number> {
  for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
    const first = 20_000 + Math.floor((process.hrtime()[1] / 1_000 + attempt * 977) % 9_000);
    const free = await Promise.all(Array.from({ length: count }, (_, i) => isFree(first + i)));
    if (free.every(Boolean)) return first;
  }
  throw new FederationError("PROCESS_FAILED", `No ${count} free ports in a row were found.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
