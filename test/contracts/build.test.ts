import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CONTRACT_NAMES } from "@consilium/sdk/chain/contracts.ts";
import { expect } from "chai";
import { dataLength } from "ethers";
import hre from "hardhat";

/** EIP-170 and EIP-3860, bytes. */
const DEPLOYED_MAX_BYTES = 24_576;
const CREATION_MAX_BYTES = 49_152;

interface CompilerOutput {
  output: { errors?: { severity: string; formattedMessage: string }[] };
}

describe("the build of the contracts", () => {
  for (const name of CONTRACT_NAMES) {
    it(`keeps ${name} below the size that a chain takes`, async () => {
      const { bytecode, deployedBytecode } = await hre.artifacts.readArtifact(name);
      expect(dataLength(deployedBytecode)).to.be.within(1, DEPLOYED_MAX_BYTES - 1);
      expect(dataLength(bytecode)).to.be.within(1, CREATION_MAX_BYTES - 1);
    });
  }

  it("has every contract of the folder among them", () => {
    const sources = readdirSync(hre.config.paths.sources.solidity[0]!).filter((file) => file.endsWith(".sol"));
    const contracts = sources
      .filter((file) => /^contract /m.test(readFileSync(join(hre.config.paths.sources.solidity[0]!, file), "utf8")))
      .map((file) => file.replace(".sol", ""));
    expect([...CONTRACT_NAMES].sort()).to.deep.equal(contracts.sort());
  });

  it("shows no compiler warning", async () => {
    const outputs = [...(await hre.artifacts.getAllArtifactPaths())].length;
    expect(outputs).to.be.above(CONTRACT_NAMES.length);
    const ids = await hre.artifacts.getAllBuildInfoIds();
    const messages: string[] = [];
    for (const id of ids) {
      const path = await hre.artifacts.getBuildInfoOutputPath(id);
      const { output } = JSON.parse(readFileSync(path!, "utf8")) as CompilerOutput;
      for (const { formattedMessage } of output.errors ?? []) messages.push(formattedMessage);
    }
    expect(ids.size).to.be.above(0);
    expect(messages).to.deep.equal([]);
  });
});
