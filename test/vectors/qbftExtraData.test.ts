import {
  decodeQbftExtraData,
  encodeQbftExtraData,
  genesisExtraData,
  type QbftExtraData,
} from "@consilium/scripts/network/extraData.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import { encodeRlp } from "ethers";

const zeros = `0x${"00".repeat(32)}`;
const small = (value: number) => `0x${value.toString(16).padStart(40, "0")}`;
const sealOf = (r: string, s: string) => `0x${r.padStart(64, "0")}${s.padStart(64, "0")}00`;

/** Published examples: where each is from, what it says and its bytes. */
const VECTORS: { source: string; decoded: QbftExtraData; encoded: string }[] = [
  {
    source:
      "hyperledger/besu, QbftExtraDataCodecTest.java, RAW_HEX_ENCODING_STRING (two validators, a vote, two seals)",
    decoded: {
      vanity: "0x0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20",
      validators: [small(1), small(2)],
      vote: { address: small(1), add: true },
      round: 0x00fedcba,
      seals: [sealOf("1", "a"), sealOf("a", "1")],
    },
    encoded: [
      "0xf8f0a00102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20ea940000000000000000",
      "000000000000000000000001940000000000000000000000000000000000000002d7940000000000000000",
      "00000000000000000000000181ff83fedcbaf886b841000000000000000000000000000000000000000000",
      "0000000000000000000001000000000000000000000000000000000000000000000000000000000000000a",
      "00b841000000000000000000000000000000000000000000000000000000000000000a0000000000000000",
      "00000000000000000000000000000000000000000000000100",
    ].join(""),
  },
  {
    source:
      "hyperledger/besu, RLPSubCommandTest.java, canEncodeToQbftExtraData (besu rlp encode --type=QBFT_EXTRA_DATA)",
    decoded: {
      vanity: zeros,
      validators: ["0xbe068f726a13c8d46c44be6ce9d275600e1735a4", "0x5ff6f4b66a46a2b2310a6f3a93aaddc0d9a1c193"],
      round: 0,
      seals: [],
    },
    encoded:
      "0xf84fa00000000000000000000000000000000000000000000000000000000000000000ea94be068f726a13c8d46c44be6ce9d275600e1735a4945ff6f4b66a46a2b2310a6f3a93aaddc0d9a1c193c080c0",
  },
  {
    source: "hyperledger/besu-docs, how-to/configure/consensus/qbft.md, genesis of four validators",
    decoded: {
      vanity: zeros,
      validators: [
        "0x64a702e6263b7297a96638cac6ae65e6541f4169",
        "0x3923390ad55e90c237593b3b0e401f3b08a03185",
        "0xaefdb9a738c9f433e5b6b212a6d62f6370c2f692",
        "0xc7eeb9a4e00ce683cf93039b212648e01c6c6b78",
      ],
      round: 0,
      seals: [],
    },
    encoded:
      "0xf87aa00000000000000000000000000000000000000000000000000000000000000000f8549464a702e6263b7297a96638cac6ae65e6541f4169943923390ad55e90c237593b3b0e401f3b08a0318594aefdb9a738c9f433e5b6b212a6d62f6370c2f69294c7eeb9a4e00ce683cf93039b212648e01c6c6b78c080c0",
  },
  {
    source: "hyperledger/besu-docs, how-to/configure/consensus/qbft.md, genesis with contract validator selection",
    decoded: { vanity: zeros, validators: [], round: 0, seals: [] },
    encoded: "0xe5a00000000000000000000000000000000000000000000000000000000000000000c0c080c0",
  },
];

describe("QBFT extra data", () => {
  for (const { source, decoded, encoded } of VECTORS) {
    it(`is that of ${source}`, () => {
      expect(encodeQbftExtraData(decoded)).to.equal(encoded);
      expect(decodeQbftExtraData(encoded)).to.deep.equal(decoded);
    });
  }

  it("lists a genesis's validators in ascending order, each once", () => {
    const [, , four] = VECTORS;
    const sorted = [...four!.decoded.validators].sort();
    expect(decodeQbftExtraData(genesisExtraData(four!.decoded.validators)).validators).to.deep.equal(sorted);
    expect(genesisExtraData(four!.decoded.validators.toReversed())).to.equal(genesisExtraData(sorted));
    expect(() => genesisExtraData([small(1), small(1)])).to.throw("twice");
  });

  it("refuses what is not in that form: IBFT 2.0's fixed round, a zero byte before the round, a short vanity", () => {
    const refused = (extraData: string) => {
      try {
        decodeQbftExtraData(extraData);
      } catch (error) {
        return isFederationError(error, "CONFIG_INVALID");
      }
      return false;
    };
    // hyperledger/besu, RLPSubCommandTest.java, the same two validators as IBFT_EXTRA_DATA.
    const ibft =
      "0xf853a00000000000000000000000000000000000000000000000000000000000000000ea94be068f726a13c8d46c44be6ce9d275600e1735a4945ff6f4b66a46a2b2310a6f3a93aaddc0d9a1c193808400000000c0";
    expect(refused(ibft)).to.equal(true);
    // hyperledger/besu, QbftExtraDataCodecTest.java, incorrectlyEncodedRoundThrowsRlpException.
    expect(refused(encodeRlp([zeros, [], [], "0x00dcba", []]))).to.equal(true);
    expect(refused(encodeRlp([zeros, [], [], "0xdcba", []]))).to.equal(false);
    expect(refused(encodeRlp(["0x00", [], [], "0x", []]))).to.equal(true);
    expect(refused(encodeRlp([zeros, ["0x01"], [], "0x", []]))).to.equal(true);
    expect(refused(encodeRlp([zeros, [], [small(1), "0x01"], "0x", []]))).to.equal(true);
    expect(refused(encodeRlp([zeros, [], [], "0x"]))).to.equal(true);
    expect(refused("0xf87a")).to.equal(true);
  });
});
