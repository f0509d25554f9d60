import { memberLabel, memberName, nameBytes, nameText } from "@consilium/sdk/chain/memberNames.ts";
import type { Hex } from "@consilium/sdk/chain/typedAbi.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import fc from "fast-check";

/** What makes a text show as another: new lines, escapes, right-to-left marks, characters without room. */
const HOSTILE = [
  "\n",
  "\r",
  "\t",
  "\u001b",
  "\u0085",
  "\u200b",
  "\u200f",
  "\u202e",
  "\u2066",
  "\u2028",
  "\ufeff",
  "\ud800",
];

const hexOf = (bytes: Uint8Array): Hex => `0x${Buffer.from(bytes).toString("hex")}`;

describe("members' names", () => {
  it("go on chain as typed, composed", () => {
    for (const name of ["Riverside Hospital", "Universitätsklinikum Süd", "北京协和医院", "مستشفى"]) {
      expect(nameText(nameBytes(name))).to.equal(name);
    }
    expect(nameBytes("e\u0301")).to.equal(nameBytes("\u00e9"));
    expect(nameText(nameBytes("é".repeat(50)))).to.have.length(50);
  });
  it("that would not show as what they are, or are too long, are refused with field and hint", () => {
    const bad = ["", " ", " a", "a ", "a".repeat(101), "é".repeat(51), ...HOSTILE.flatMap((c) => [`a${c}b`, `${c}b`])];
    for (const name of bad) {
      let thrown: unknown;
      try {
        memberName(name, "node.yaml: name");
      } catch (error) {
        thrown = error;
      }
      if (!isFederationError(thrown, "CONFIG_INVALID")) throw new Error(`taken: ${JSON.stringify(name)}`);
      expect(thrown.message).to.include("node.yaml: name").and.include("1 to 100 bytes");
    }
  });
  it("that are refused say whether they are too long or would not show", () => {
    const hidden = `${"a".repeat(97)}\u200b`;
    expect(() => memberName("a".repeat(101), "f")).to.throw("has 101 bytes");
    expect(() => memberName("", "f")).to.throw("is empty or has invisible characters");
    expect(() => memberName(hidden, "f")).to.throw("is empty or has invisible characters");
    expect(() => nameBytes(""))
      .to.throw()
      .with.property("field", "name");
  });
  it("from the chain show on one line whatever their bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        const shown = nameText(hexOf(bytes));
        expect(shown).to.match(/^[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u);
        expect(shown.trim()).to.equal(shown);
      }),
    );
    for (const character of HOSTILE) {
      const bytes = new TextEncoder().encode(`a${character}b`);
      expect(nameText(hexOf(bytes)), JSON.stringify(character)).to.match(/^a\ufffd+b$/);
    }
    expect(nameText(hexOf(new TextEncoder().encode("\ufeffa")))).to.equal("\ufffda");
    expect(nameText(hexOf(new TextEncoder().encode(" a ")))).to.equal("a");
    expect(memberLabel({ index: 3, name: nameText("0x") })).to.equal("\ufffd (member 3)");
  });
});
