import { globSync } from "node:fs";
import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import { defineConfig } from "hardhat/config";

/** How often each Solidity test runs with other choices; from a fixed seed, unless `npm run test:fuzz` gives another each time. */
const FUZZ_RUNS = Number(process.env.CONSILIUM_FUZZ_RUNS ?? 500);
const FUZZ_SEED = process.env.CONSILIUM_FUZZ_SEED ?? `0x${"c0115171".repeat(8)}`;

const require = createRequire(import.meta.url);
const solc = { version: "0.8.37", path: require.resolve("solc/soljson.js") };
const evmVersion = "cancun";

/** What is deployed. */
const COMPILED = {
  ...solc,
  settings: { evmVersion, optimizer: { enabled: true, runs: 10_000 }, viaIR: true },
};

/**
 * The tests in Solidity, which nobody deploys. Without the IR pipeline one compiles in 2 s instead of 12 s; three of them have more
 * local variables than the stack then holds.
 */
const NEED_IR = ["ConsentHistory", "Membership", "Recovery"].map((name) => `test/contracts/solidity/${name}.t.sol`);
const TESTS = Object.fromEntries(
  globSync("test/contracts/solidity/*.sol", { cwd: import.meta.dirname }).map((file) => [
    file,
    NEED_IR.includes(file) ? COMPILED : { ...solc, settings: { evmVersion, optimizer: { enabled: true, runs: 1 } } },
  ]),
);

/**
 * For trying mutants (CONSILIUM_COMPILER=quick): 1 s a contract instead of 4 s, 6 s instead of 10 s for the consent registry, which
 * needs the IR pipeline, and its optimizer's least step to stay below the size limit.
 */
const LEAST = { enabled: true, runs: 1, details: { yul: true, yulDetails: { optimizerSteps: "u" } } };
const QUICKLY_COMPILED = {
  compilers: [{ ...solc, settings: { evmVersion, optimizer: { enabled: true, runs: 1 } } }],
  overrides: {
    "contracts/ConsentRegistry.sol": { ...solc, settings: { evmVersion, viaIR: true, optimizer: LEAST } },
    ...TESTS,
  },
};

/** solc comes from npm, pinned: compiler downloads are not reachable everywhere the tests run. */
export default defineConfig({
  plugins: [hardhatEthers, hardhatChaiMatchers, hardhatMocha, hardhatNetworkHelpers],
  solidity: {
    // Tests in Solidity import interfaces only: what they test comes compiled as it is deployed.
    splitTestsCompilation: true,
    ...(process.env.CONSILIUM_COMPILER === "quick" ? QUICKLY_COMPILED : { compilers: [COMPILED], overrides: TESTS }),
  },
  paths: { sources: "./contracts", tests: { mocha: "./test/contracts", solidity: "./test/contracts/solidity" } },
  test: { solidity: { fuzz: { runs: FUZZ_RUNS, seed: FUZZ_SEED, dictionaryWeight: 10 } } },
  coverage: { skipFiles: ["contracts/mocks/**"] },
  networks: { default: { type: "edr-simulated", chainType: "l1", hardfork: "prague" } },
});
