import { fromHex, toHex } from "@consilium/sdk/canonical/bytes.ts";
import { joinContext, maskingContext, memberSetBytes, rosterContext } from "@consilium/sdk/secagg/context.ts";
import {
  domainSeparatorOf,
  type MemberStatement,
  roundDomain,
  STATEMENT_TYPES,
  signStatement,
  verifyStatement,
} from "@consilium/sdk/secagg/statement.ts";
import { expect } from "chai";
import { recoverAddress, TypedDataEncoder, verifyTypedData, Wallet } from "ethers";

const wallet = new Wallet(`0x${"11".repeat(32)}`);
const domain = roundDomain(31_337, "0x5FbDB2315678afecb367f032d93F642f64180aa3");
const digest = (byte: string): `0x${string}` => `0x${byte.repeat(32)}`;
/** Order of secp256k1 (SEC 2 §2.4.1). */
const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const statement: MemberStatement = { context: digest("aa"), kind: "advert", member: 3, digest: digest("bb") };

const refused = (run: () => unknown): void => {
  expect(run).to.throw().that.includes({ code: "SIGNATURE_INVALID", memberIndex: 3 });
};

describe("Member statement (EIP-712)", () => {
  it("is signed alike by a key and by a wallet, and as ethers verifies it", async () => {
    const signature = await signStatement(wallet.privateKey, domain, statement);
    expect(await signStatement(wallet, domain, statement)).to.equal(signature);
    expect(verifyTypedData({ ...domain }, STATEMENT_TYPES, statement, signature)).to.equal(wallet.address);
    verifyStatement(domain, statement, signature, wallet.address);
    verifyStatement(domain, { ...statement, context: fromHex(digest("aa")) }, signature, wallet.address.toLowerCase());
    expect(domain).to.deep.include({ name: "Consilium Round", version: "2" });
  });

  it("is for one context, kind, member, digest, chain and contract only", async () => {
    const signature = await signStatement(wallet.privateKey, domain, statement);
    const others: Partial<MemberStatement>[] = [{ context: digest("ac") }, { kind: "deal" }, { digest: digest("bc") }];
    for (const other of others)
      refused(() => verifyStatement(domain, { ...statement, ...other }, signature, wallet.address));
    expect(() => verifyStatement(domain, { ...statement, member: 4 }, signature, wallet.address))
      .to.throw()
      .with.property("memberIndex", 4);
    refused(() => verifyStatement({ ...domain, chainId: 1 }, statement, signature, wallet.address));
    const elsewhere = roundDomain(31_337, "0x0000000000000000000000000000000000000001");
    refused(() => verifyStatement(elsewhere, statement, signature, wallet.address));
    refused(() => verifyStatement(domain, statement, signature, elsewhere.verifyingContract));
  });

  it("has the domain's separator as ethers hashes it, whichever was asked for before", () => {
    const changed = { name: "Another", version: "3", chainId: 1, verifyingContract: `0x${"00".repeat(19)}01` } as const;
    const domains = Object.entries(changed).map(([field, value]) => ({ ...domain, [field]: value }) as typeof domain);
    for (const other of [...domains, { ...domain, chainId: BigInt(domain.chainId) }]) {
      for (const asked of [domain, other, other, domain]) {
        expect(domainSeparatorOf(asked)).to.equal(TypedDataEncoder.hashDomain(asked));
      }
    }
    const changing = { ...domain };
    domainSeparatorOf(changing);
    changing.chainId = 5;
    expect(domainSeparatorOf(changing)).to.equal(TypedDataEncoder.hashDomain(changing));
  });

  it("is verified with either parity, and with the largest low s", async () => {
    const parities = new Set<string>();
    for (let member = 0; member < 20; member++) {
      const signature = await signStatement(wallet.privateKey, domain, { ...statement, member });
      parities.add(signature.slice(-2));
      verifyStatement(domain, { ...statement, member }, signature, wallet.address);
    }
    expect([...parities].sort()).to.deep.equal(["1b", "1c"]);
    // Any r that is a point's coordinate and any s are somebody's signature.
    const r = "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";
    const hash = TypedDataEncoder.hash(domain, STATEMENT_TYPES, statement);
    const signature = (s: bigint) => `0x${r}${s.toString(16).padStart(64, "0")}1b`;
    const lowest = signature(ORDER >> 1n);
    verifyStatement(domain, statement, lowest, recoverAddress(hash, lowest));
  });

  it("has one signature: the mirrored s, another v, another length and other letters are refused", async () => {
    const signature = await signStatement(wallet.privateKey, domain, statement);
    const bytes = fromHex(signature);
    const mirrored = ORDER - BigInt(toHex(bytes.subarray(32, 64)));
    const highS = `${signature.slice(0, 66)}${mirrored.toString(16).padStart(64, "0")}${bytes[64] === 27 ? "1c" : "1b"}`;
    refused(() => verifyStatement(domain, statement, highS, wallet.address));
    const yParity = `${signature.slice(0, 130)}0${bytes[64]! - 27}`;
    for (const wrong of [
      yParity,
      `${signature}00`,
      signature.slice(0, -2),
      `a${signature}`,
      signature.toUpperCase(),
      "0x",
      `0x${"00".repeat(65)}`,
    ]) {
      refused(() => verifyStatement(domain, statement, wrong, wallet.address));
    }
    expect(() => verifyStatement(domain, statement, "0x", wallet.address))
      .to.throw()
      .with.property("field", "advert.signature");
  });
});

describe("Round context", () => {
  const fields = {
    domainSeparator: domainSeparatorOf(domain),
    roundId: 7,
    manifestDigest: digest("01"),
    stateDigest: digest("02"),
    rosterRoot: digest("03"),
    sharingSet: [0, 1, 4],
  };

  it("changes with every field and stage", () => {
    const contexts = [
      joinContext(fields),
      rosterContext(fields),
      ...[
        {},
        { domainSeparator: digest("09") },
        { roundId: 8 },
        { manifestDigest: digest("02"), stateDigest: digest("01") },
        { stateDigest: digest("09") },
        { rosterRoot: digest("09") },
        { sharingSet: [0, 1] },
        { sharingSet: [0, 1, 5] },
      ].map((change) => maskingContext({ ...fields, ...change })),
    ].map(toHex);
    expect(new Set(contexts).size).to.equal(contexts.length);
    expect(toHex(joinContext({ ...fields, manifestDigest: fromHex(fields.manifestDigest) }))).to.equal(contexts[0]);
  });

  it("is pinned byte for byte", () => {
    expect(toHex(joinContext({ ...fields, roundId: 1 }))).to.have.length(66);
    expect(toHex(memberSetBytes([0, 1, 4], "sharingSet"))).to.equal(`0x${"00".repeat(31)}13`);
    expect(toHex(memberSetBytes([8, 255], "sharingSet"))).to.equal(`0x80${"00".repeat(29)}0100`);
    expect(toHex(maskingContext({ ...fields, domainSeparator: digest("00") }))).to.equal(
      "0x2f9be3f4f0e4953327fcf17421ac6d23dcc3cbdb89a43fa83e85cc34ed2bab50",
    );
  });

  it("refuses an unordered or repeated sharing set, a short digest and a round that is no integer", () => {
    for (const change of [
      { sharingSet: [1, 0] },
      { sharingSet: [1, 1] },
      { sharingSet: [256] },
      { sharingSet: [-1] },
      { sharingSet: [1.5] },
      { stateDigest: "0x01" as const },
      { roundId: 0 },
    ]) {
      expect(() => maskingContext({ ...fields, ...change }))
        .to.throw()
        .with.property("code", "REQUEST_INVALID");
    }
    for (const set of [[1, 0], [-1]]) {
      for (const refused of [
        () => memberSetBytes(set, "sharingSet"),
        () => maskingContext({ ...fields, sharingSet: set }),
      ]) {
        expect(refused).to.throw().with.property("field", "sharingSet");
      }
    }
  });
});
