import { createRequire } from "node:module";
import hardhatEthers from "@nomicfoundation/hardhat-ethers";
import hardhatChaiMatchers from "@nomicfoundation/hardhat-ethers-chai-matchers";
import hardhatMocha from "@nomicfoundation/hardhat-mocha";
import hardhatNetworkHelpers from "@nomicfoundation/hardhat-network-helpers";
import { defineConfig } from "hardhat/config";

/** How often each Solidity test runs with other choices, from a fixed seed. */
const FUZZ_RUNS = Number(process.env.CONSILIUM_FUZZ_RUNS ?? 5_000);
const FUZZ_SEED = `0x${"c0115171".repeat(8)}`;

const require = createRequire(import.meta.url);

/** solc comes from npm, pinned: compiler downloads are not reachable everywhere the tests run. */
export default defineConfig({
  plugins: [hardhatEthers, hardhatChaiMatchers, hardhatMocha, hardhatNetworkHelpers],
  solidity: {
    // Tests in Solidity import interfaces only: what they test comes compiled as it is deployed.
    splitTestsCompilation: true,
    version: "0.8.37",
    path: require.resolve("solc/soljson.js"),
    settings: { evmVersion: "cancun", optimizer: { enabled: true, runs: 10_000 }, viaIR: true },
  },
  paths: { sources: "./contracts", tests: { mocha: "./test/contracts", solidity: "./test/contracts/solidity" } },
  test: { solidity: { fuzz: { runs: FUZZ_RUNS, seed: FUZZ_SEED, dictionaryWeight: 10 } } },
  coverage: { skipFiles: ["contracts/mocks/**"] },
  networks: { default: { type: "edr-simulated", chainType: "l1", hardfork: "prague" } },
});
