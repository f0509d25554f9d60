import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { bitmapOf, indicesOf } from "@consilium/sdk/chain/bitmap.ts";
import { CATEGORIES, categoriesOf, categoryBits, coversCategories } from "@consilium/sdk/chain/categories.ts";
import { chainError, codeOfContractError, errorNameOf } from "@consilium/sdk/chain/chainErrors.ts";
import { connectChain } from "@consilium/sdk/chain/connectChain.ts";
import { consentDigest, grantTypedData, keyHashOf, revokeTypedData } from "@consilium/sdk/chain/consentRequests.ts";
import { unpackEpisode } from "@consilium/sdk/chain/consents.ts";
import { HINTED_ERRORS } from "@consilium/sdk/chain/contractHints.ts";
import { CONTRACT_NAMES, interfaceOf } from "@consilium/sdk/chain/contracts.ts";
import { type Deployment, parseDeployment } from "@consilium/sdk/chain/Deployment.ts";
import { roundDomainSeparator, roundTypedDataDomain } from "@consilium/sdk/chain/domains.ts";
import { parseFounders } from "@consilium/sdk/chain/founders.ts";
import { ROLES } from "@consilium/sdk/chain/members.ts";
import { PURPOSES, purposeByNumber, purposeNumber, purposeOf } from "@consilium/sdk/chain/purposes.ts";
import { abortRound } from "@consilium/sdk/chain/rounds.ts";
import { send } from "@consilium/sdk/chain/send.ts";
import type { ErrorCode } from "@consilium/sdk/errors/codes.ts";
import { isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { expect } from "chai";
import { TypedDataEncoder } from "ethers";
import fc from "fast-check";

const address = (digit: string) => `0x${digit.repeat(40)}` as const;
const deployment: Deployment = {
  chainId: 31337,
  deployBlock: 1,
  consortium: address("1"),
  consentRegistry: address("2"),
  studyRegistry: address("3"),
  roundLedger: address("4"),
  modelRegistry: address("5"),
};

function thrown(work: () => unknown, code: ErrorCode, text: string): void {
  try {
    work();
  } catch (error) {
    expect(isFederationError(error, code), String(error)).to.equal(true);
    expect((error as Error).message).to.include(text);
    return;
  }
  expect.fail(`did not throw ${code}`);
}

async function rejected(call: Promise<unknown>, code: ErrorCode, text: string): Promise<void> {
  const error = await call.then(
    () => expect.fail(`did not reject with ${code}`),
    (reason: unknown) => reason,
  );
  thrown(
    () => {
      throw error;
    },
    code,
    text,
  );
}

describe("member bitmaps", () => {
  it("hold every set of members and give it back in order", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 255 })), (indices) => {
        expect(indicesOf(bitmapOf(indices))).to.deep.equal([...indices].sort((a, b) => a - b));
      }),
    );
    expect(bitmapOf([0, 1, 3])).to.equal(0b1011n);
    expect(bitmapOf([255])).to.equal(1n << 255n);
  });
  it("refuse what is no member index or no word", () => {
    for (const index of [-1, 256, 1.5, Number.NaN]) thrown(() => bitmapOf([index]), "REQUEST_INVALID", "member ind");
    thrown(() => indicesOf(-1n), "REQUEST_INVALID", "unsigned");
    thrown(() => indicesOf(1n << 256n), "REQUEST_INVALID", "unsigned");
  });
});

describe("purposes and categories", () => {
  it("number a purpose as its DUO term is numbered", () => {
    for (const { code, number } of PURPOSES) {
      expect(Number(code.slice(4))).to.equal(number);
      expect(number).to.be.within(1, 255);
      expect(purposeNumber(code)).to.equal(number);
      expect(purposeByNumber(number).code).to.equal(code);
    }
    expect(purposeOf("GRU").label).to.equal("general research use");
  });
  it("refuse what is no purpose, modifiers included", () => {
    for (const code of ["DUO:0000021", "DUO:0000001", "", "research"]) {
      thrown(() => purposeNumber(code), "REQUEST_INVALID", "DUO:0000042");
    }
    thrown(() => purposeByNumber(0), "REQUEST_INVALID", "not the number of a purpose");
  });
  it("map categories to bits of their own and back", () => {
    fc.assert(
      fc.property(fc.subarray([...CATEGORIES]), (names) => {
        expect(categoriesOf(categoryBits(names))).to.deep.equal(names);
      }),
    );
    expect(CATEGORIES.length).to.be.at.most(32);
    // Bits on chain: a name that moves would turn consents given before into others.
    expect(categoryBits(["pathology", "claims", "audio", "other-omics", "environment"])).to.equal(0b11111 << 18);
    expect(categoryBits(["demographics", "laboratory"])).to.equal(5);
    thrown(() => categoryBits(["labs"]), "REQUEST_INVALID", "laboratory");
  });
  it("cover a study only if every category it reads is consented", () => {
    expect(coversCategories(0b111, 0b101)).to.equal(true);
    expect(coversCategories(0b101, 0b111)).to.equal(false);
    expect(coversCategories(0x7fffffff, 0x80000000)).to.equal(false);
  });
});

describe("deployment documents", () => {
  it("are read from JSON text and from parsed documents", () => {
    expect(parseDeployment(JSON.stringify(deployment))).to.deep.equal(deployment);
    expect(parseDeployment(deployment)).to.deep.equal(deployment);
  });
  it("are refused naming the file and the field", () => {
    thrown(() => parseDeployment("{", "net.json"), "CONFIG_INVALID", "net.json: is not JSON");
    thrown(
      () => parseDeployment({ ...deployment, roundLedger: "0x12" }, "net.json"),
      "CONFIG_INVALID",
      "net.json.roundLedger",
    );
    thrown(() => parseDeployment({ ...deployment, chainId: 0 }), "CONFIG_INVALID", "deployment.json.chainId");
    thrown(() => parseDeployment({ ...deployment, extra: 1 }), "CONFIG_INVALID", "deployment.json");
    const { consortium: _, ...partial } = deployment;
    thrown(() => parseDeployment(partial), "CONFIG_INVALID", "consortium");
  });
  it("founders name their roles in words", () => {
    const founder = {
      name: "Riverside",
      account: address("a"),
      roles: ["site", "sponsor"],
      peerId: "p",
      boxKey: `0x${"0b".repeat(32)}`,
    };
    const [first] = parseFounders(JSON.stringify([founder, { ...founder, account: address("b"), peerId: "q" }]));
    expect(first?.roles).to.equal(ROLES.SITE | ROLES.SPONSOR);
    for (const name of ["", " a", "a\nb", "a\u202eb", "\u00e9".repeat(51)]) {
      thrown(
        () => parseFounders(JSON.stringify([founder, { ...founder, name }])),
        "CONFIG_INVALID",
        "founders.json: 1.name",
      );
    }
    const [decomposed] = parseFounders(JSON.stringify([{ ...founder, name: "Saint-Andre\u0301" }, founder]));
    expect(decomposed?.name).to.equal("Saint-Andr\u00e9");
    thrown(
      () => parseFounders(JSON.stringify([{ ...founder, roles: ["king"] }, founder])),
      "CONFIG_INVALID",
      "founders.json.0.roles",
    );
    thrown(() => parseFounders("nonsense", "f.json"), "CONFIG_INVALID", "f.json: is not JSON");
  });
});

describe("typed data", () => {
  it("binds a round to its ledger and chain", () => {
    const separator = roundDomainSeparator(deployment);
    expect(separator).to.equal(TypedDataEncoder.hashDomain(roundTypedDataDomain(deployment)));
    expect(roundDomainSeparator({ ...deployment, chainId: 1 })).to.not.equal(separator);
    expect(roundDomainSeparator({ ...deployment, roundLedger: address("6") })).to.not.equal(separator);
  });
  it("differs between a grant and a revocation and with every field", () => {
    const request = {
      site: 1,
      purpose: 42,
      categories: 3,
      from: 10,
      until: 20,
      textDigest: `0x${"ab".repeat(32)}` as const,
      nonce: 0,
      deadline: 30,
    };
    const digests = new Set([consentDigest(grantTypedData(deployment, request))]);
    for (const field of ["site", "purpose", "categories", "from", "until", "nonce", "deadline"] as const) {
      digests.add(consentDigest(grantTypedData(deployment, { ...request, [field]: request[field] + 1 })));
    }
    digests.add(consentDigest(revokeTypedData(deployment, { site: 1, purpose: 42, nonce: 0, deadline: 30 })));
    expect(digests.size).to.equal(9);
  });
  it("knows a patient key by its hash alone, whatever the letter case of its hex", () => {
    expect(keyHashOf("0xABCDEF")).to.equal(keyHashOf("0xabcdef"));
  });
});

describe("episode words", () => {
  it("unpack field by field", () => {
    const u40 = fc.integer({ min: 1, max: 2 ** 40 - 1 });
    fc.assert(
      fc.property(
        u40,
        u40,
        u40,
        u40,
        fc.integer({ min: 0, max: 2 ** 32 - 1 }),
        (from, until, grantBlock, revokeBlock, categories) => {
          const fields = [from, until, grantBlock, revokeBlock, categories];
          const shifts = [0n, 40n, 80n, 120n, 160n];
          const word = fields.reduce(
            (sum, field, i) => sum | (BigInt(field) << shifts[i]!),
            (1n << 192n) | (3n << 196n) | (42n << 200n),
          );
          expect(unpackEpisode(word | (0xffffffffffffn << 208n))).to.deep.equal({
            from,
            until,
            grantBlock,
            revokeBlock,
            purpose: 42,
            categories,
            basis: "patient",
            revocationBasis: "site",
            limited: false,
          });
        },
      ),
    );
    expect(unpackEpisode(0n)).to.equal(null);
  });
});

describe("chain errors", () => {
  const revert = (contract: (typeof CONTRACT_NAMES)[number], name: string, args: unknown[]) => ({
    code: "CALL_EXCEPTION",
    info: {
      error: { code: 3, message: "execution reverted", data: interfaceOf(contract).encodeErrorResult(name, args) },
    },
  });
  it("name the contract error with its arguments and carry its own code", () => {
    const stale = chainError(
      revert("ConsentRegistry", "ConsentNonceStale", [`0x${"01".repeat(32)}`, 4, 3]),
      "granting",
    );
    expect(stale.code).to.equal("CONSENT_NONCE_STALE");
    expect(stale.message).to.match(
      /granting was refused: ConsentNonceStale\(keyHash: 0x0101.*, expected: 4, given: 3\)/,
    );
    const grant = chainError(revert("StudyRegistry", "GrantNotLive", [1, 7]), "freezing");
    expect(grant).to.include({ code: "GRANT_EXPIRED", memberIndex: 7 });
    expect(chainError(revert("RoundLedger", "DigestMissing", []), "x").code).to.equal("CHAIN_REVERTED");
  });
  it("find the data wherever the node put it", () => {
    const data = interfaceOf("RoundLedger").encodeErrorResult("RoundUnknown", [9]);
    for (const error of [
      { data },
      { error: { data } },
      { error: { data: { data } } },
      { cause: { info: { error: { data } } } },
    ]) {
      expect(chainError(error, "reading").code).to.equal("ROUND_UNKNOWN");
    }
    const circular: { cause?: unknown } = {};
    circular.cause = circular;
    expect(chainError(circular, "reading").code).to.equal("CHAIN_REVERTED");
    expect(chainError({ data: `${data.slice(0, 10)}00` }, "reading").code).to.equal("CHAIN_REVERTED");
  });
  it("map only errors that the contracts have", () => {
    const names = new Set(
      CONTRACT_NAMES.flatMap((contract) => {
        const found: string[] = [];
        interfaceOf(contract).forEachError((fragment) => void found.push(fragment.name));
        return found;
      }),
    );
    const mapped = [...names].filter((name) => codeOfContractError(name) !== "CHAIN_REVERTED");
    expect(mapped).to.have.length(26);
    expect(HINTED_ERRORS.filter((name) => !names.has(name))).to.deep.equal([]);
    expect(errorNameOf(interfaceOf("RoundLedger").getError("RoundUnknown")!.selector)).to.equal("RoundUnknown");
    expect(errorNameOf("0xdeadbeef")).to.equal("0xdeadbeef");
  });
  it("say in a line or two what to do, and never show the transaction", () => {
    const calldata = `0x${"ab".repeat(300)}`;
    const verbose = (code: string, shortMessage: string, node?: string) =>
      Object.assign(new Error(`${shortMessage} (transaction={ "data": "${calldata}" }, code=${code})`), {
        code,
        shortMessage,
        ...(node === undefined ? {} : { info: { error: { message: node } } }),
      });
    const poor = [
      verbose("INSUFFICIENT_FUNDS", "insufficient funds for intrinsic transaction cost"),
      verbose("UNKNOWN_ERROR", "could not coalesce error", `insufficient funds for gas * price + value ${calldata}`),
      new Error(`sender doesn't have enough funds to send tx: ${calldata}`),
    ];
    for (const error of [...poor, verbose("UNKNOWN_ERROR", "could not coalesce error", `odd ${calldata}`), calldata]) {
      const { message } = chainError(error, "Sending a grant");
      expect(message.length, message).to.be.below(320);
      expect(message).to.not.include("abababab").and.not.include("transaction=");
    }
    for (const error of poor) {
      const { code, hint } = chainError(error, "x");
      expect([code, hint?.includes("npm run chain -- fund")]).to.deep.equal(["ACCOUNT_UNFUNDED", true]);
    }
    expect(chainError(verbose("UNKNOWN_ERROR", "could not coalesce error", "odd"), "x").message).to.include("(odd)");
    const unpublished = chainError(revert("StudyRegistry", "StudyDigestUnknown", [`0x${"01".repeat(32)}`]), "Reading");
    expect(unpublished.hint).to.include("study publish");
    const unsigned = chainError(revert("StudyRegistry", "SignOffsMissing", [1, 0, 2]), "Opening a round");
    expect(unsigned.hint).to.include("study sign-off");
  });
  it("leave a member of the family as it is and know an unreachable node", () => {
    expect(chainError({ code: "ECONNREFUSED" }, "x").code).to.equal("CHAIN_UNREACHABLE");
    expect(chainError({ code: "TIMEOUT" }, "x").code).to.equal("CHAIN_UNREACHABLE");
    const own = chainError({ code: "TIMEOUT" }, "x");
    expect(chainError(own, "y")).to.equal(own);
  });
});

describe("connecting to a chain", () => {
  let server: Server;
  let rpcUrl: string;
  let answers: Record<string, unknown>;
  before(async () => {
    server = createServer(async (incoming, response) => {
      let text = "";
      for await (const chunk of incoming) text += chunk;
      const { id, method } = JSON.parse(text);
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify({ jsonrpc: "2.0", id, result: answers[method] }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    rpcUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    answers = { eth_chainId: "0x7a69", eth_getCode: "0x60" };
  });
  after(() => new Promise((resolve) => server.close(resolve)));

  it("takes the deployment's chain", async () => {
    const chain = await connectChain({ rpcUrl, deployment, signer: `0x${"11".repeat(32)}` });
    expect(chain.account).to.equal("0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A");
    chain.close();
  });
  it("refuses another chain id, and a chain without the contracts", async () => {
    answers.eth_chainId = "0x1";
    await rejected(connectChain({ rpcUrl, deployment }), "CHAIN_ID_MISMATCH", "chain id is 1, not 31337");
    answers.eth_chainId = "0x7a69";
    answers.eth_getCode = "0x";
    await rejected(connectChain({ rpcUrl, deployment }), "CONFIG_INVALID", `no Consortium at ${deployment.consortium}`);
  });
  it("refuses a URL or key that is none, without showing the key", async () => {
    await rejected(connectChain({ rpcUrl: "ws://x", deployment }), "CONFIG_INVALID", "rpcUrl");
    const signer = `0x${"99".repeat(31)}`;
    const error = await connectChain({ rpcUrl, deployment, signer }).catch((reason: unknown) => reason);
    expect(isFederationError(error, "CONFIG_INVALID")).to.equal(true);
    expect(JSON.stringify(error) + String(error) + String((error as Error).cause)).to.not.include("9999");
  });
  it("says when the node does not answer", async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, "127.0.0.1", resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const gone = connectChain({ rpcUrl: `http://127.0.0.1:${port}`, deployment });
    await rejected(gone, "CHAIN_UNREACHABLE", "does not answer");
  });
  it("sends nothing without an account, and no reason that does not fit", async () => {
    const chain = await connectChain({ rpcUrl, deployment });
    await rejected(send(chain, "RoundLedger", "voteToDismiss", [1]), "FORBIDDEN", "needs an account");
    await rejected(abortRound(chain, { roundId: 1, reason: "x".repeat(32) }), "REQUEST_INVALID", "31 bytes");
    chain.close();
  });
});
