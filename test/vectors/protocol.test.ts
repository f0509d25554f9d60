import { readFileSync } from "node:fs";
import { expect } from "chai";
import { type ProtocolVectors, withChange } from "./protocol/ProtocolVectors.ts";
import { readApart } from "./protocol/readApart.ts";
import { readWithSdk } from "./protocol/readWithSdk.ts";

const vectors = JSON.parse(readFileSync(new URL("protocol/round-v2.json", import.meta.url), "utf8")) as ProtocolVectors;

/** A whole round as two readers see it that share no code of this project. */
describe("vectors of the round protocol, version 2", () => {
  const refusal = async (reading: () => string | Promise<string>) => {
    try {
      await reading();
      return "accepted";
    } catch (error) {
      return (error as Error).message;
    }
  };

  it("give one sum, here and to a reader that imports nothing of the sdk", async () => {
    const sum = await readWithSdk(vectors);
    expect(sum).to.equal(`0x${Buffer.from(vectors.sum, "base64").toString("hex")}`);
    expect(readApart(vectors)).to.equal(sum);
  });

  for (const change of vectors.negative) {
    it(`are refused by both with ${change.what}`, async () => {
      const changed = withChange(vectors, change);
      expect(await refusal(() => readWithSdk(changed)), "the sdk").not.to.equal("accepted");
      expect(await refusal(() => readApart(changed)), "the second reader").not.to.equal("accepted");
    });
  }
});
