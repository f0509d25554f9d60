import type { ErrorCode } from "@consilium/sdk/errors/codes.ts";
import { type FederationError, isFederationError } from "@consilium/sdk/errors/FederationError.ts";
import { type KeyShareFile, recoverServiceKeys, splitServiceKeys } from "@consilium/service/keystore/keyShares.ts";
import { generateServiceKeys, identityOf, type ServiceKeys } from "@consilium/service/keystore/serviceKeys.ts";
import { expect } from "chai";

const PASSPHRASES = ["first custodian", "second custodian", "third custodian"];
const FAST = { scryptN: 2 ** 14 };
const MADE_AT = new Date("2027-03-01T12:00:00Z");

describe("a keystore in three shares", () => {
  let keys: ServiceKeys;
  let shares: KeyShareFile[];
  before(async () => {
    keys = { ...generateServiceKeys(), earlierChainKey: generateServiceKeys().chainKey };
    shares = await splitServiceKeys(keys, PASSPHRASES, MADE_AT, FAST);
  });

  const locked = (i: number, document: unknown = shares[i], passphrase = PASSPHRASES[i]!) => ({
    document,
    passphrase,
    source: `share-${i + 1}.json`,
  });
  const copyOf = (i: number, change: (file: any) => void): unknown => {
    const copy = structuredClone(shares[i]!);
    change(copy);
    return copy;
  };
  async function fails(parts: Parameters<typeof recoverServiceKeys>[0], code: ErrorCode): Promise<FederationError> {
    try {
      await recoverServiceKeys(parts);
    } catch (error) {
      if (!isFederationError(error, code)) throw error;
      for (const text of [error.message, error.hint ?? "", String(error.field)]) {
        expect(text).to.not.include(keys.chainKey.slice(2, 20));
        for (const passphrase of PASSPHRASES) expect(text).to.not.include(passphrase);
      }
      return error;
    }
    throw new Error("the keys came out");
  }

  it("comes out of any two, with every key it had", async () => {
    for (const [i, j] of [
      [0, 1],
      [1, 0],
      [0, 2],
      [2, 1],
    ] as const) {
      expect(await recoverServiceKeys([locked(i), locked(j)])).to.deep.equal(keys);
    }
  });

  it("tells nothing in clear but whose keys they are, and no share has another's bytes", () => {
    const { account, peerId } = identityOf(keys);
    for (const [i, share] of shares.entries()) {
      expect(share).to.deep.include({ v: 1, kind: "consilium-key-share", number: i + 1 });
      expect(share.split).to.include({ account, peerId, madeAt: "2027-03-01T12:00:00.000Z" });
      const text = JSON.stringify(share);
      for (const secret of [keys.storeKey, keys.peerSeed, keys.boxSeed]) {
        expect(text).to.not.include(Buffer.from(secret).toString("base64"));
        expect(text).to.not.include(Buffer.from(secret).toString("hex"));
      }
      expect(text).to.not.include(keys.chainKey.slice(2));
    }
    expect(new Set(shares.map(({ split }) => split.shareDigests.join())).size).to.equal(1);
    expect(new Set(shares[0]!.split.shareDigests).size).to.equal(3);
  });

  it("does not come out of one, of one twice, or of three", async () => {
    expect((await fails([locked(0)], "CONFIG_INVALID")).message).to.include("two shares");
    expect((await fails([locked(0), locked(1), locked(2)], "CONFIG_INVALID")).message).to.include("two shares");
    const twice = await fails([locked(1), locked(1)], "CONFIG_INVALID");
    expect(twice.message).to.include("Both are share 2");
  });

  it("names the share whose passphrase is wrong", async () => {
    const error = await fails([locked(0), locked(2, shares[2], "not this one")], "KEYSTORE_LOCKED");
    expect(error.field).to.equal("share-3.json");
  });

  it("names an altered share: a flipped bit in what is sealed, and two shares put together as one", async () => {
    const flipped = copyOf(1, (file) => {
      const { ciphertext } = file.sealed;
      file.sealed.ciphertext = `${ciphertext[0] === "0" ? "1" : "0"}${ciphertext.slice(1)}`;
    });
    expect((await fails([locked(0), locked(1, flipped)], "KEYSTORE_LOCKED")).field).to.equal("share-2.json");
    // Sealed by its own custodian, who knows the passphrase, under another place than it was made for.
    const moved = copyOf(1, (file) => {
      file.number = 3;
    });
    const error = await fails([locked(0), locked(1, moved)], "KEYSTORE_LOCKED");
    expect([error.field, error.message.includes("altered")]).to.deep.equal(["share-2.json", true]);
  });

  it("names a share that its custodian made anew", async () => {
    const others = await splitServiceKeys(generateServiceKeys(), PASSPHRASES, MADE_AT, FAST);
    const mixed = copyOf(1, (file) => {
      file.sealed = others[1]!.sealed;
    });
    const error = await fails([locked(0), locked(1, mixed)], "KEYSTORE_LOCKED");
    expect([error.field, error.message.includes("altered")]).to.deep.equal(["share-2.json", true]);
  });

  it("says that two shares are of different splits, and of which", async () => {
    const later = await splitServiceKeys(keys, PASSPHRASES, new Date("2028-01-01"), FAST);
    const error = await fails([locked(0), locked(1, later[1])], "CONFIG_INVALID");
    expect(error.message)
      .to.include("share-1.json: account 0x")
      .and.include("made 2027-03-01")
      .and.include("made 2028-01-01");
    const renamed = copyOf(1, (file) => {
      file.split.peerId = "another";
    });
    expect((await fails([locked(0), locked(1, renamed)], "CONFIG_INVALID")).message).to.include("different splits");
  });

  it("does not open under another identity's terms, though all files were changed alike", async () => {
    const changed = [0, 1].map((i) =>
      copyOf(i, (file) => {
        file.split.madeAt = "2030-01-01T00:00:00.000Z";
      }),
    );
    const error = await fails([locked(0, changed[0]), locked(1, changed[1])], "KEYSTORE_LOCKED");
    expect([error.field, error.message.includes("altered")]).to.deep.equal(["share-1.json", true]);
  });

  it("refuses what is no share, and a cost of opening that nobody can bear", async () => {
    for (const [document, field] of [
      [{ v: 1 }, "share-2.json"],
      [copyOf(1, (file) => (file.number = 4)), "share-2.json.number"],
      [copyOf(1, (file) => (file.sealed.kdf.N = 2 ** 30)), "share-2.json.sealed"],
      [copyOf(1, (file) => (file.split.shareDigests = [])), "share-2.json.split.shareDigests"],
    ] as const) {
      expect((await fails([locked(0), locked(1, document)], "CONFIG_INVALID")).field).to.include(field);
    }
  });

  it("wants three different passphrases, each long enough", async () => {
    for (const passphrases of [
      [PASSPHRASES[0]!, PASSPHRASES[1]!, PASSPHRASES[0]!],
      PASSPHRASES.slice(1),
      [...PASSPHRASES.slice(1), "short"],
    ]) {
      const error = await splitServiceKeys(keys, passphrases, MADE_AT, FAST).catch((thrown: unknown) => thrown);
      expect(isFederationError(error, "CONFIG_INVALID"), passphrases.join()).to.equal(true);
    }
  });
});
